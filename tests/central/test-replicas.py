#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whoever follows the change feed has, after any changes, exactly what a fresh snapshot gives; and both hold just
what the lists show."""

import pathlib
import random
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / 'support'))
from tree import Tree  # noqa: E402

FOLLOWERS = ('va', 'vs', 'na', 'nm', 'aa', 'as', 'am', 'an', 'la', 'lm', 'ba', 'ga', 'xx')
ROUNDS = 5
CHANGES = 12


class Replica:
    """What a client keeps: objects by kind and id, and the token with which to go on."""

    def __init__(self, tree, person):
        self.tree, self.person = tree, person
        self.since, self.objects = None, {}

    def pull(self):
        while True:
            since = f'&since={self.since}' if self.since else ''
            page = self.tree.call(self.person, 'GET', f'/v1/sync?limit=30{since}').json
            if page.get('reset'):
                self.since, self.objects = None, {}
                continue
            for item in page['items']:
                key = item['kind'], item['id']
                if item['object'] is None:
                    self.objects.pop(key, None)
                else:
                    self.objects[key] = item['object']
            self.since = page['next']
            if not page['more']:
                return self

    def ids(self, kind):
        return {key[1] for key in self.objects if key[0] == kind}


class Replicas(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.tree = Tree()
        cls.addClassCleanup(cls.tree.close)
        cls.random = random.Random(20261124)
        cls.codes = []
        for group in ('acme', 'lab', 'beta', 'acme', 'lab'):
            reply = cls.tree.call('va', 'POST', '/v1/orders',
                                  {'group_id': cls.tree.groups[group], 'product_id': cls.tree.product()['id'],
                                   'licenses': 3, 'entries': {'host_name': 'a'}})
            assert reply.status == 201, reply
            cls.codes += [ticket['code'] for ticket in reply.json['tickets']]
        cls.people = {place: [item['person']['id'] for item in
                              cls.tree.call('va', 'GET', f'/v1/groups/{cls.tree.groups[place]}/members').json['items']]
                      for place in ('acme', 'lab', 'beta')}

    def change_place(self):
        code = self.random.choice(self.codes)
        ticket = self.tree.call('va', 'GET', f'/v1/tickets/{code}').json
        place = self.random.choice(sorted(self.people))
        body = self.random.choice((
            {'visible_to_group': True}, {'visible_to_group': False}, {'assignee_id': None},
            {'group_id': self.tree.groups[place], 'visible_to_group': self.random.random() < 0.5},
            {'group_id': self.tree.groups[place], 'assignee_id': self.random.choice(self.people[place])}))
        reply = self.tree.call('va', 'PATCH', f'/v1/tickets/{code}/allocation', body, If_Match=ticket['etag'])
        self.assertIn(reply.status, (200, 409), reply)

    def change_subscription(self):
        items = self.tree.call('va', 'GET', '/v1/subscriptions').json['items']
        one = self.random.choice([item for item in items if item['state'] in ('active', 'cancelled')])
        action = self.random.choice(('cancel', 'reinstate', 'cancel', 'reinstate', 'revoke'))
        self.assertEqual(self.tree.call('va', 'POST', f'/v1/subscriptions/{one["id"]}/{action}', {}).status, 200)

    def change_group(self):
        place = self.random.choice(('acme', 'lab', 'beta', 'north'))
        group = self.tree.call('va', 'GET', f'/v1/groups/{self.tree.groups[place]}').json
        reply = self.tree.call('va', 'PATCH', f'/v1/groups/{group["id"]}',
                               {'name': f'{place.title()} {self.random.randrange(1000)}'}, If_Match=group['etag'])
        self.assertEqual(reply.status, 200, reply)

    def order(self):
        place = self.random.choice(('acme', 'lab', 'beta'))
        reply = self.tree.call('va', 'POST', '/v1/orders',
                               {'group_id': self.tree.groups[place], 'product_id': self.tree.product()['id'],
                                'entries': {'host_name': 'b'}})
        self.assertEqual(reply.status, 201, reply)

    def list_ids(self, person, path):
        ids, cursor = set(), ''
        while cursor is not None:
            page = self.tree.call(person, 'GET', f'{path}?limit=5{"&cursor=" + cursor if cursor else ""}').json
            ids |= {item['id'] for item in page['items']}
            cursor = page['next']
        return ids

    def compare(self, replica):
        fresh = Replica(self.tree, replica.person).pull()
        self.assertEqual(set(replica.objects), set(fresh.objects), replica.person)
        for key, value in fresh.objects.items():
            self.assertEqual(replica.objects[key], value, (replica.person, key))

    def test_following_is_as_good_as_a_snapshot(self):
        replicas = [Replica(self.tree, person).pull() for person in FOLLOWERS]
        changes = [self.change_place] * 8 + [self.change_subscription] * 3 + [self.change_group, self.order]
        for _ in range(ROUNDS):
            for _ in range(CHANGES):
                self.random.choice(changes)()
            for replica in replicas:
                self.compare(replica.pull())

    def test_lists_show_the_same(self):
        for person in FOLLOWERS:
            with self.subTest(person):
                replica = Replica(self.tree, person).pull()
                for kind, path in (('ticket', '/v1/tickets'), ('subscription', '/v1/subscriptions'),
                                   ('group', '/v1/groups')):
                    self.assertEqual(replica.ids(kind), self.list_ids(person, path), kind)


if __name__ == '__main__':
    unittest.main()
