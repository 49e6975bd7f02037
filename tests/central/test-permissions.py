#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every route, asked by every role from every relation, against one table (design: domain, "Roles").

The object is always Acme's. Some hold their role at the vendor's root or at the reseller above Acme, some at Acme
itself, some in the unit below it, some in another branch; one has no membership at all, and one signed out."""

import json
import pathlib
import re
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / 'support'))
from service import Reply  # noqa: E402
from tree import Tree  # noqa: E402

OPENAPI = pathlib.Path(__file__).resolve().parents[2] / 'data/api/license-central.openapi.json'

# First letter: vendor, north (the reseller above), acme, lab (a unit of acme), gamma (elsewhere), nowhere;
# second: admin, support, finance, member.
PEOPLE = ('va vs vf', 'na ns nf nm', 'aa as af am', 'la lm', 'ga xx')

# y: done; n: 403; -: 404, as if there were no such thing; o: 403, since the order is her own.
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
    'grant a credit':              'ynn nnn- nnnn -- --',
    'reinstate':                   'ynn ynn- ynnn -- --',
    'approve an order':            'ynn ynn- onn- -- --',
    'reject an order':             'ynn ynn- onn- -- --',
    'end a membership':            'ynn ynn- ynnn -- -n',
    'allocate in a batch':         'yyn yyn- yynn -- --',
    'undo her batch':              'yyn yyn- yynn -- --',
    "undo another's batch":        '--- ---- ---- -- --',
    'list the groups':             'yyy yyyy yyyy yy yy',
    'list the tickets':            'yyy yyy- yyyy -- --',
    'list the subscriptions':      'yyy yyy- yyyy -- --',
    'make a category':             'ynn nnn- nnn- n- n-',
    'change a category':           'ynn nnn- nnn- n- n-',
    'delete a category':           'ynn nnn- nnn- n- n-',
    'see products to order':       'y-- y--- y--- -- --',
    'make a product':              'ynn nnn- nnn- n- n-',
    'see a product':               'yyy yyy- yyyy y- y-',
    'change a product':            'ynn nnn- nnn- n- n-',
    'delete a product':            'ynn nnn- nnn- n- n-',
    'see herself':                 'yyy yyyy yyyy yy yy',
    'see her own tickets':         'yyy yyyy yyyy yy yy',
    'follow what she sees':        'yyy yyyy yyyy yy yy',
    'read the audit trail':        'yyn yynn yynn yn yn',
    'make an API token':           'yyy yyyy yyyy yy yy',
    'see her API tokens':          'yyy yyyy yyyy yy yy',
    'revoke an API token':         'yyy yyyy yyyy yy yy',
    "revoke another's API token":  '--- ---- ---- -- --',
}


# Nobody's rights are in question: they sign in, need no sign-in, or are asked in test-http.py, where a stream is read.
FOR_EVERYBODY = {('POST', '/v1/sessions'), ('POST', '/v1/sessions/refresh'), ('DELETE', '/v1/sessions/current'),
                 ('POST', '/v1/invitations/accept'), ('GET', '/v1/health'), ('GET', '/v1/openapi.json'),
                 ('GET', '/v1/demo/people'), ('GET', '/v1/events')}
# Of those, the ones that need no sign-in.
OPEN = FOR_EVERYBODY - {('DELETE', '/v1/sessions/current'), ('GET', '/v1/events')}


def list_routes():
    """Method and path of each, as the OpenAPI file tells."""
    return {(method.upper(), path) for path, item in json.loads(OPENAPI.read_text())['paths'].items()
            for method in item if method in ('get', 'post', 'put', 'patch', 'delete')}


def only_result(reply):
    """What became of the only operation of a batch, as if it had been asked alone."""
    result = reply.json[0]
    return Reply(result['status'], [('Content-Type', 'application/json')], json.dumps(result.get('problem')))


class Permissions(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.tree = Tree()
        cls.addClassCleanup(cls.tree.close)
        cls.asked = {}
        cls.routes = {route: re.compile(re.sub(r'{\w+}', '[^/?]+', route[1]) + r'(\?.*)?') for route in list_routes()}
        call = cls.tree.call

        def noted(person, method, path, *rest, **headers):
            cls.note(person, method, path)
            return call(person, method, path, *rest, **headers)

        cls.tree.call = noted
        cls.acme = cls.tree.groups['acme']
        cls.product = cls.tree.product()['id']
        cls.category = cls.tree.call('va', 'GET', f'/v1/groups/{cls.acme}/categories').json['items'][0]['id']
        cls.number = 0
        made = cls.order_ticket(cls, True)
        cls.visible = made['tickets'][0]['code']
        cls.order_id = made['order']['id']
        cls.hidden = cls.order_ticket(cls, False)['tickets'][0]['code']

    @classmethod
    def note(cls, person, method, path):
        """Remembers who has asked each route."""
        for route, pattern in cls.routes.items():
            if route[0] == method and pattern.fullmatch(path):
                cls.asked.setdefault(route, set()).add(person)

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

    def new_product(self):
        return {'code': self.name().replace(' ', '-'), 'name': 'Product', 'kind': 'perpetual', 'category_ids': []}

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

    def end_membership(self, person):
        path = f'/v1/groups/{self.acme}/members/{self.tree.call("xx", "GET", "/v1/me").json["person"]["id"]}'
        made = self.tree.call('va', 'PUT', path, {'role': 'member'}, If_None_Match='*')
        assert made.status in (200, 201), made
        reply = self.tree.call(person, 'DELETE', path, If_Match=made.json['etag'])
        if reply.status != 204:
            self.tree.call('va', 'DELETE', path, If_Match=made.json['etag'])
        return reply

    def change_catalog(self, person, method, path, made, body=None):
        one = self.tree.call('va', 'POST', path, made)
        assert one.status == 201, one
        return self.tree.call(person, method, f'{path}/{one.json["id"]}', body, If_Match=one.json['etag'])

    def decide_order(self, person, decision):
        settings = self.tree.call('va', 'PATCH', f'/v1/groups/{self.acme}', {'settings': {'approval': 'always'}},
                                  If_Match=self.group_etag())
        assert settings.status == 200, settings
        order = self.tree.call('aa', 'POST', '/v1/orders',
                               {'group_id': self.acme, 'product_id': self.product, 'entries': {'host_name': 'a'}})
        assert order.status in (201, 202), order
        reply = self.tree.call(person, 'POST', f'/v1/orders/{order.json["order"]["id"]}/{decision}',
                               {'reason': 'Not this year'} if decision == 'reject' else {})
        self.tree.call('va', 'PATCH', f'/v1/groups/{self.acme}', {'settings': {'approval': None}},
                       If_Match=self.group_etag())
        return reply

    def reinstate(self, person):
        path = f'/v1/subscriptions/{self.fresh_ticket()["subscription_id"]}'
        assert self.tree.call('va', 'POST', path + '/cancel', {}).status == 200
        return self.tree.call(person, 'POST', path + '/reinstate', {})

    def run_batch(self, person):
        ticket = self.fresh_ticket()
        return self.tree.call(person, 'POST', '/v1/batch',
                              {'operations': [{'op': 'allocate', 'code': ticket['code'], 'etag': ticket['etag'],
                                               'visible_to_group': False}]})

    def undo_batch(self, owner, person):
        made = self.run_batch(owner)
        if only_result(made).status != 200:
            return only_result(made)
        undone = self.tree.call(person, 'POST', made.headers['location'] + '/undo', {})
        return only_result(undone) if undone.status == 200 else undone

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
            'reinstate': lambda: self.reinstate(person),
            'approve an order': lambda: self.decide_order(person, 'approve'),
            'reject an order': lambda: self.decide_order(person, 'reject'),
            'end a membership': lambda: self.end_membership(person),
            'allocate in a batch': lambda: only_result(self.run_batch(person)),
            'undo her batch': lambda: self.undo_batch(person, person),
            "undo another's batch": lambda: self.undo_batch('na' if person == 'va' else 'va', person),
            'list the groups': lambda: call(person, 'GET', '/v1/groups'),
            'list the tickets': lambda: call(person, 'GET', f'/v1/tickets?group={self.acme}'),
            'list the subscriptions': lambda: call(person, 'GET', f'/v1/subscriptions?group={self.acme}'),
            'change a category': lambda: self.change_catalog(person, 'PATCH', '/v1/categories',
                                                             {'name': self.name()}, {'name': self.name()}),
            'delete a category': lambda: self.change_catalog(person, 'DELETE', '/v1/categories',
                                                             {'name': self.name()}),
            'see products to order': lambda: call(person, 'GET',
                                                  f'/v1/categories/{self.category}/products?group={self.acme}'),
            'see a product': lambda: call(person, 'GET', f'/v1/products/{self.product}'),
            'change a product': lambda: self.change_catalog(person, 'PATCH', '/v1/products', self.new_product(),
                                                            {'name': self.name()}),
            'delete a product': lambda: self.change_catalog(person, 'DELETE', '/v1/products', self.new_product()),
            'see herself': lambda: call(person, 'GET', '/v1/me'),
            'see her own tickets': lambda: call(person, 'GET', '/v1/my/tickets'),
            'follow what she sees': lambda: call(person, 'GET', '/v1/sync'),
            'make a category': lambda: call(person, 'POST', '/v1/categories', {'name': self.name()}),
            'make a product': lambda: call(person, 'POST', '/v1/products', self.new_product()),
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
                    self.assertEqual(got, expected.replace('o', 'n'), reply)
                    if got == 'n':
                        self.assertEqual(reply.code, 'right_missing')
                        self.assertIn('needs' if expected == 'n' else 'yourself', reply.json['detail'])
        asked = {route for route, by in self.asked.items() if by >= set(people)}
        self.assertEqual(list_routes() - asked, FOR_EVERYBODY, 'routes that the table does not know')

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

    def test_zz_tokens_that_were_given_up(self):
        """Neither a session that was ended nor an API token that was revoked opens any route."""
        token = self.make_token('vs').json
        self.assertEqual(self.tree.service.call('GET', '/v1/me', token=token['token']).status, 200)
        self.assertEqual(self.tree.call('vs', 'DELETE', f'/v1/me/tokens/{token["id"]}',
                                        If_Match=token['etag']).status, 204)
        self.assertEqual(self.tree.call('va', 'DELETE', '/v1/sessions/current').status, 204)
        for gone in (self.tree.tokens['va'], token['token']):
            for method, path in sorted(list_routes() - OPEN):
                with self.subTest(f'{method} {path}'):
                    reply = self.tree.service.call(method, re.sub(r'{\w+}', '0000000000000000', path),
                                                   {} if method in ('POST', 'PUT', 'PATCH') else None, token=gone)
                    self.assertEqual(reply.status, 401)
                    self.assertEqual(reply.headers['www-authenticate'], 'Bearer')


if __name__ == '__main__':
    unittest.main()
