#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every route, asked by every role from every relation, against one table (design: domain, "Roles").

The object is always Acme's. Some hold their role at the vendor's root or at the reseller above Acme, some at Acme
itself, some in the unit below it, some in another branch; one has no membership at all, and one signed out."""

import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / 'support'))
from tree import Tree  # noqa: E402

# First letter: vendor, north (the reseller above), acme, lab (a unit of acme), gamma (elsewhere), nowhere;
# second: admin, support, finance, member.
PEOPLE = ('va vs vf', 'na ns nf nm', 'aa as af am', 'la lm', 'ga xx')

# y: done; n: 403; -: 404, as if there were no such thing.
TABLE = {
    'see the group':               'yyy yyy- yyyy -- --',
    'see its members':             'yyy yyy- yyyn -- --',
    'see members of all below it': 'yyy yyy- yyyn -- --',
    'see what it may order':       'yyy yyy- yyyy -- --',
    'see what it pays':            'yny yny- ynyn -- --',
    'make a subgroup':             'ynn ynn- ynnn -- --',
    'rename the group':            'ynn ynn- ynnn -- --',
    'change what is billed':       'yny nnn- nnnn -- --',
    'archive a subgroup':          'ynn ynn- ynn- -- --',
    'move a subgroup':             'ynn ynn- ynn- -- --',
    'change a membership':         'ynn ynn- ynnn -- --',
    'invite':                      'ynn ynn- ynnn -- --',
    'order':                       'ynn ynn- ynnn -- --',
    'try an order':                'ynn ynn- ynnn -- --',
    'see an order':                'yyy yyy- yyy- -- --',
    'see a ticket for admins':     'yyy yyy- yyy- -- --',
    'see a visible ticket':        'yyy yyy- yyyy -- --',
    'allocate':                    'yyn yyn- yynn -- --',
    'change entries':              'ynn ynn- ynnn -- --',
    'revoke':                      'ynn ynn- ynnn -- --',
    'see a subscription':          'yyy yyy- yyyy -- --',
    'cancel':                      'ynn ynn- ynnn -- --',
    'revoke the subscription':     'ynn ynn- ynnn -- --',
    'grant a credit':             'ynn nnn- nnnn -- --',
    'make a category':             'ynn nnn- nnn- n- n-',
    'make a product':              'ynn nnn- nnn- n- n-',
    'read the audit trail':        'yyn yynn yynn yn yn',
    'make an API token':           'yyy yyyy yyyy yy yy',
    'see her API tokens':          'yyy yyyy yyyy yy yy',
    'revoke an API token':         'yyy yyyy yyyy yy yy',
    "revoke another's API token":  '--- ---- ---- -- --',
}


class Permissions(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.tree = Tree()
        cls.addClassCleanup(cls.tree.close)
        cls.acme = cls.tree.groups['acme']
        cls.product = cls.tree.product()['id']
        cls.number = 0
        made = cls.order_ticket(cls, True)
        cls.visible = made['tickets'][0]['code']
        cls.order_id = made['order']['id']
        cls.hidden = cls.order_ticket(cls, False)['tickets'][0]['code']

    def order_ticket(self, visible):
        reply = self.tree.call('va', 'POST', '/v1/orders',
                               {'group_id': self.acme, 'product_id': self.product, 'entries': {'host_name': 'a'},
                                'allocation': {'visible_to_group': visible}})
        assert reply.status == 201, reply
        return reply.json

    def fresh_ticket(self):
        return self.order_ticket(True)['tickets'][0]

    def name(self):
        Permissions.number += 1
        return f'Name {self.number}'

    def group_etag(self):
        return self.tree.call('va', 'GET', f'/v1/groups/{self.acme}').json['etag']

    def fresh_subgroup(self):
        reply = self.tree.call('va', 'POST', '/v1/groups',
                               {'parent_id': self.acme, 'name': self.name(), 'kind': 'unit'})
        assert reply.status == 201, reply
        return reply.json

    def archive_subgroup(self, person):
        one = self.fresh_subgroup()
        return self.tree.call(person, 'DELETE', f'/v1/groups/{one["id"]}', If_Match=one['etag'])

    def move_subgroup(self, person):
        one = self.fresh_subgroup()
        return self.tree.call(person, 'PATCH', f'/v1/groups/{one["id"]}', {'parent_id': self.tree.groups['lab']},
                              If_Match=one['etag'])

    def change_membership(self, person):
        members = self.tree.call('va', 'GET', f'/v1/groups/{self.acme}/members').json['items']
        one = next(item for item in members if item['person']['email'].startswith('an@'))
        return self.tree.call(person, 'PUT', f'/v1/groups/{self.acme}/members/{one["person"]["id"]}',
                              {'role': 'finance' if one['role'] == 'member' else 'member'}, If_Match=one['etag'])

    def change_ticket(self, person, part, body):
        ticket = self.fresh_ticket()
        return self.tree.call(person, 'PATCH', f'/v1/tickets/{ticket["code"]}/{part}', body, If_Match=ticket['etag'])

    def act_on_subscription(self, person, action, body=None):
        return self.tree.call(person, 'POST', f'/v1/subscriptions/{self.fresh_ticket()["subscription_id"]}/{action}',
                              body or {})

    def make_token(self, person):
        return self.tree.call(person, 'POST', '/v1/me/tokens', {'name': self.name(), 'scope': 'read'})

    def revoke_token(self, owner, person):
        token = self.make_token(owner).json
        reply = self.tree.call(person, 'DELETE', f'/v1/me/tokens/{token["id"]}', If_Match=token['etag'])
        self.tree.call(owner, 'DELETE', f'/v1/me/tokens/{token["id"]}', If_Match=token['etag'])
        return reply

    def ask(self, what, person):
        call, group = self.tree.call, f'/v1/groups/{self.acme}'
        return {
            'see the group': lambda: call(person, 'GET', group),
            'see its members': lambda: call(person, 'GET', group + '/members'),
            'see members of all below it': lambda: call(person, 'GET', f'/v1/members?group={self.acme}'),
            'see what it may order': lambda: call(person, 'GET', group + '/categories'),
            'see what it pays': lambda: call(person, 'GET', f'/v1/price-lists?group={self.acme}'),
            'make a subgroup': lambda: call(person, 'POST', '/v1/groups',
                                            {'parent_id': self.acme, 'name': self.name(), 'kind': 'unit'}),
            'rename the group': lambda: call(person, 'PATCH', group, {'name': self.name()},
                                             If_Match=self.group_etag()),
            'change what is billed': lambda: call(person, 'PATCH', group, {'external_id': self.name()},
                                                  If_Match=self.group_etag()),
            'archive a subgroup': lambda: self.archive_subgroup(person),
            'move a subgroup': lambda: self.move_subgroup(person),
            'change a membership': lambda: self.change_membership(person),
            'invite': lambda: call(person, 'POST', group + '/invitations',
                                   {'email': f'new{Permissions.number}@acme.example', 'role': 'member'}),
            'order': lambda: call(person, 'POST', '/v1/orders',
                                  {'group_id': self.acme, 'product_id': self.product,
                                   'entries': {'host_name': 'a'}}),
            'try an order': lambda: call(person, 'POST', '/v1/orders',
                                         {'group_id': self.acme, 'product_id': self.product, 'dry_run': True,
                                          'entries': {'host_name': 'a'}}),
            'see an order': lambda: call(person, 'GET', f'/v1/orders/{self.order_id}'),
            'see a ticket for admins': lambda: call(person, 'GET', f'/v1/tickets/{self.hidden}'),
            'see a visible ticket': lambda: call(person, 'GET', f'/v1/tickets/{self.visible}'),
            'allocate': lambda: self.change_ticket(person, 'allocation', {'visible_to_group': False}),
            'change entries': lambda: self.change_ticket(person, 'entries', {'entries': {'host_name': 'b'}}),
            'revoke': lambda: call(person, 'POST', f'/v1/tickets/{self.fresh_ticket()["code"]}/revoke', {}),
            'see a subscription': lambda: call(person, 'GET',
                                               f'/v1/subscriptions/{self.fresh_ticket()["subscription_id"]}'),
            'cancel': lambda: self.act_on_subscription(person, 'cancel'),
            'revoke the subscription': lambda: self.act_on_subscription(person, 'revoke'),
                    'grant a credit': lambda: self.act_on_subscription(person, 'revoke', {'credit': 'full'}),
            'make a category': lambda: call(person, 'POST', '/v1/categories', {'name': self.name()}),
            'make a product': lambda: call(person, 'POST', '/v1/products',
                                           {'code': self.name().replace(' ', '-'), 'name': 'Product',
                                            'kind': 'perpetual', 'category_ids': []}),
            'read the audit trail': lambda: call(person, 'GET', '/v1/audit'),
            'make an API token': lambda: self.make_token(person),
            'see her API tokens': lambda: call(person, 'GET', '/v1/me/tokens'),
            'revoke an API token': lambda: self.revoke_token(person, person),
            "revoke another's API token": lambda: self.revoke_token('nm' if person == 'va' else 'va', person),
        }[what]()

    def test_table(self):
        people = ' '.join(PEOPLE).split()
        for what, answers in TABLE.items():
            answers = answers.replace(' ', '')
            self.assertEqual(len(answers), len(people), what)
            for person, expected in zip(people, answers):
                with self.subTest(what=what, person=person):
                    reply = self.ask(what, person)
                    got = {200: 'y', 201: 'y', 204: 'y', 403: 'n', 404: '-'}.get(reply.status, reply)
                    self.assertEqual(got, expected, reply)
                    if expected == 'n':
                        self.assertEqual(reply.code, 'right_missing')
                        self.assertIn('needs', reply.json['detail'])

    def test_invisible_is_as_unknown(self):
        """What may not be seen and what does not exist answer alike."""
        for hidden, unknown in ((f'/v1/groups/{self.acme}', '/v1/groups/0000000000000000'),
                                (f'/v1/tickets/{self.hidden}', '/v1/tickets/0000000000000000000000168'),
                                (f'/v1/orders/{self.order_id}', '/v1/orders/0000000000000000'),
                                (f'/v1/products/{self.product}', '/v1/products/0000000000000000')):
            with self.subTest(hidden):
                one, other = (self.tree.call('xx', 'GET', path).json for path in (hidden, unknown))
                one.pop('request_id')
                other.pop('request_id')
                self.assertEqual(one, other)

    def test_zz_signed_out(self):
        """A token that was given up opens nothing."""
        self.assertEqual(self.tree.call('va', 'DELETE', '/v1/sessions/current').status, 204)
        for method, path in (('GET', f'/v1/groups/{self.acme}'), ('GET', f'/v1/tickets/{self.visible}'),
                             ('POST', '/v1/orders'), ('POST', '/v1/categories'), ('GET', '/v1/sync'),
                             ('GET', '/v1/me'), ('GET', '/v1/audit'), ('GET', '/v1/subscriptions'),
                             ('PATCH', f'/v1/groups/{self.acme}'), ('DELETE', f'/v1/groups/{self.acme}')):
            with self.subTest(path):
                reply = self.tree.call('va', method, path, {} if method in ('POST', 'PATCH') else None)
                self.assertEqual(reply.status, 401)
                self.assertEqual(reply.headers['www-authenticate'], 'Bearer')


if __name__ == '__main__':
    unittest.main()
