#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every member of every request, with what a program or a person may send by mistake or on purpose: the answer names
the member, nothing is changed, and what is a text of somebody's own comes back as it was written."""

import json
import pathlib
import sys
import unicodedata
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / 'support'))
from service import PASSWORD  # noqa: E402
from tree import Tree  # noqa: E402

OPENAPI = json.loads((pathlib.Path(__file__).resolve().parents[2]
                      / 'data/api/license-central.openapi.json').read_text())

# Written from right to left, beyond two bytes of UTF-16, of many code points, a formula, and what shells and SQL mean.
TEXTS = ('فريق التصميم', '𝔊𝔯𝔲𝔭𝔭𝔢 🧪', 'Zoe\u0308', '=1+1', "Robert'); DROP TABLE ticket;--", '<b>&amp;')
# What no text may be, as JSON: not UTF-8, half a pair, a NUL.
BROKEN = (b'"\xff\xfe"', b'"\xc0\xaf"', b'"\\ud800"', b'"a\\u0000b"')
OTHER_TYPES = (None, True, 7, 1.5, 'text', ['text'], {'a': 1})
MARK = '\u2603 here'

PRODUCT = {'code': 'NEW-CODE', 'name': 'Name', 'description': 'Text', 'kind': 'subscription', 'trial_days': None,
           'max_machines': 1, 'category_ids': [],
           'entries': [{'key': 'host', 'label': 'Host', 'kind': 'text', 'required': True, 'max': 20}],
           'modules': [{'code': 'CAM', 'name': 'Milling', 'default': True}],
           'subscription': {'term': 'P1Y', 'notice': 'P1M', 'start_mode': 'purchase', 'expiry_mode': 'anniversary'}}


def pointers(value, pointer=''):
    """Yields the pointer of each member in a JSON value and what stands there, the outermost first."""
    for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
        yield f'{pointer}/{key}', inner
        if isinstance(inner, (dict, list)):
            yield from pointers(inner, f'{pointer}/{key}')


def put(value, pointer, new):
    """A copy of the value with something else at the pointer."""
    copy = json.loads(json.dumps(value))
    *path, last = pointer[1:].split('/')
    at = copy
    for key in path:
        at = at[int(key) if isinstance(at, list) else key]
    at[int(last) if isinstance(at, list) else last] = new
    return copy


def resolve(schema):
    while '$ref' in schema:
        found = OPENAPI
        for key in schema['$ref'][2:].split('/'):
            found = found[key]
        schema = found
    return schema


def members_of(method, path):
    """The members that the OpenAPI file names for the body of a route."""
    body = resolve(OPENAPI['paths'][path][method.lower()]['requestBody'])
    return resolve(next(iter(body['content'].values()))['schema']).get('properties', {})


class Members(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.tree = Tree()
        cls.addClassCleanup(cls.tree.close)
        cls.number = 0
        cls.product = cls.tree.product()['id']
        cls.acme = cls.tree.groups['acme']
        cls.member = cls.call('GET', '/v1/me', person='am').json['person']['id']
        cls.order = {'group_id': cls.acme, 'product_id': cls.product, 'licenses': 1, 'quantity': 1, 'modules': [],
                     'entries': {'host_name': 'a'}, 'reference': 'Text', 'dry_run': False,
                     'allocation': {'visible_to_group': True, 'assignee_id': None},
                     'subscription': {'start_mode': 'purchase', 'expiry_mode': 'anniversary', 'notice': 'P1M'}}
        made = cls.call('POST', '/v1/orders', {key: cls.order[key] for key in ('group_id', 'product_id', 'entries')})
        assert made.status == 201, made
        cls.ticket = made.json['tickets'][0]
        group = cls.call('GET', f'/v1/groups/{cls.acme}').json
        cls.call('PATCH', f'/v1/groups/{cls.acme}', {'settings': {'approval': 'always'}}, If_Match=group['etag'])
        made = cls.call('POST', '/v1/orders', {key: cls.order[key] for key in ('group_id', 'product_id', 'entries')},
                        person='aa')
        cls.waiting = made.json['order']['id']

    @classmethod
    def call(cls, method, path, body=None, person='va', **headers):
        return cls.tree.call(person, method, path, body, **headers)

    def requests(self):
        """Route, path and a valid body of every request that has members."""
        group, ticket = f'/v1/groups/{self.acme}', f'/v1/tickets/{self.ticket["code"]}'
        subscription = f'/v1/subscriptions/{self.ticket["subscription_id"]}'
        operation = {'op': 'allocate', 'code': self.ticket['code'], 'etag': self.ticket['etag'],
                     'visible_to_group': True}
        new_group = {'parent_id': self.acme, 'name': 'Name', 'kind': 'unit', 'external_id': 'Text', 'settings': {}}
        return (
            ('POST', '/v1/sessions', None, {'email': 'va@vendor.example', 'password': PASSWORD}),
            ('POST', '/v1/sessions/refresh', None, {'refresh_token': 'wrong'}),
            ('POST', '/v1/me/tokens', None, {'name': 'Name', 'scope': 'read', 'expires_at': '2099-01-01T00:00:00Z'}),
            ('POST', '/v1/groups', None, new_group),
            ('PATCH', '/v1/groups/{id}', group, new_group),
            ('PUT', '/v1/groups/{id}/members/{person_id}', f'{group}/members/{self.member}',
             {'role': 'member', 'rights': {}}),
            ('POST', '/v1/groups/{id}/invitations', group + '/invitations',
             {'email': 'new@acme.example', 'role': 'member', 'rights': {}}),
            ('POST', '/v1/invitations/accept', None, {'token': 'wrong', 'name': 'Name', 'password': 'wrong horse'}),
            ('POST', '/v1/categories', None, {'name': 'Name'}),
            ('POST', '/v1/products', None, PRODUCT),
            ('POST', '/v1/orders', None, self.order),
            ('POST', '/v1/orders/{id}/reject', f'/v1/orders/{self.waiting}/reject', {'reason': 'Text'}),
            ('PATCH', '/v1/tickets/{code}/allocation', ticket + '/allocation',
             {'group_id': self.acme, 'assignee_id': None, 'visible_to_group': True}),
            ('PATCH', '/v1/tickets/{code}/entries', ticket + '/entries', {'entries': {'host_name': 'a'}}),
            ('POST', '/v1/tickets/{code}/revoke', ticket + '/revoke', {'credit': 'none'}),
            ('POST', '/v1/batch', None, {'operations': [operation], 'atomic': False, 'dry_run': True}),
            ('POST', '/v1/subscriptions/{id}/cancel', subscription + '/cancel', {'expected_ends_on': '2027-03-31'}),
            ('POST', '/v1/subscriptions/{id}/revoke', subscription + '/revoke', {'credit': 'none'}),
        )

    def last_record(self):
        return self.call('GET', '/v1/audit?limit=1').json['items'][0]['id']

    def ask(self, method, path, body):
        headers = {} if method == 'POST' else {'If_Match': '"0"'}
        return self.call(method, path, body, **headers)

    def assert_named(self, reply, pointer):
        """The answer is that the member is wrong. An invitation is looked for before the rest is looked at."""
        if reply.code == 'not_found' and 'invitation' in reply.json['detail'] and pointer != '/token':
            return
        self.assertEqual(reply.status, 422, reply)
        told = [fault['pointer'] for fault in reply.json['errors']]
        self.assertTrue(any(one == pointer or one.startswith(pointer + '/') for one in told), reply)

    def test_every_member_is_tried(self):
        for method, route, _path, body in self.requests():
            with self.subTest(f'{method} {route}'):
                self.assertEqual(set(members_of(method, route)), set(body))

    def test_wrong_type(self):
        before = self.last_record()
        for method, route, path, body in self.requests():
            for pointer, right in pointers(body):
                for wrong in OTHER_TYPES:
                    if wrong is None or right is None or type(wrong) is type(right):
                        continue
                    with self.subTest(f'{method} {route} {pointer}', wrong=wrong):
                        self.assert_named(self.ask(method, path or route, put(body, pointer, wrong)), pointer)
        self.assertEqual(self.last_record(), before)

    def test_unknown_member(self):
        for method, route, path, body in self.requests():
            with self.subTest(f'{method} {route}'):
                self.assert_named(self.ask(method, path or route, {**body, 'Näme\n=1': 1}), '/Näme\n=1')

    def test_no_text_at_all(self):
        before = self.last_record()
        for method, route, path, body in self.requests():
            for pointer, right in pointers(body):
                if not isinstance(right, str):
                    continue
                for broken in BROKEN:
                    with self.subTest(f'{method} {route} {pointer}', broken=broken):
                        text = json.dumps(put(body, pointer, MARK)).encode().replace(json.dumps(MARK).encode(), broken)
                        reply = self.ask(method, path or route, text)
                        # An id or a secret that is no text is one that is unknown.
                        status = reply.json[0]['status'] if reply.status == 200 else reply.status
                        self.assertIn(status, (400, 401, 404, 412, 422), reply)
        self.assertEqual(self.last_record(), before)

    def test_empty_and_too_long(self):
        before = self.last_record()
        for method, route, path, body in self.requests():
            for pointer, right in pointers(body):
                if right not in ('Name', 'Text', 'NEW-CODE'):
                    continue
                for wrong in ('x' * 2001, '\U0001f9ea' * 2001) + (('', ' \t') if right != 'Text' else ()):
                    with self.subTest(f'{method} {route} {pointer}', wrong=wrong[:2]):
                        self.assert_named(self.ask(method, path or route, put(body, pointer, wrong)), pointer)
        self.assertEqual(self.last_record(), before)

    def test_decomposed_choice_can_be_chosen(self):
        entry = {'key': 'host', 'label': 'Host', 'kind': 'choice', 'required': True, 'choices': [' Zoe\u0308 ']}
        categories = [self.call('GET', f'/v1/groups/{self.acme}/categories').json['items'][0]['id']]
        product = self.call('POST', '/v1/products', {'code': 'CHOICE', 'name': 'Name', 'kind': 'perpetual',
                                                     'category_ids': categories, 'entries': [entry]}).json
        self.assertEqual(product['entries'][0]['choices'], ['Zoë'])
        for value in ('Zoë', 'Zoe\u0308'):
            order = {'group_id': self.acme, 'product_id': product['id'], 'entries': {'host': value}, 'dry_run': True}
            reply = self.call('POST', '/v1/orders', order)
            self.assertEqual(reply.status, 200, reply)

    def test_texts_come_back(self):
        places = {
            'a group': lambda text: self.call('POST', '/v1/groups', {'parent_id': self.acme, 'name': text,
                                                                     'external_id': text}),
            'a category': lambda text: self.call('POST', '/v1/categories', {'name': text}),
            'a token': lambda text: self.call('POST', '/v1/me/tokens', {'name': text, 'scope': 'read'}),
            'a product': lambda text: self.call('POST', '/v1/products', {
                'code': f'CODE-{TEXTS.index(text)}', 'name': text, 'description': text, 'kind': 'perpetual',
                'category_ids': []}),
            'an order': lambda text: self.call('POST', '/v1/orders', {**self.order, 'reference': text}),
        }
        for text in TEXTS:
            for place, make in places.items():
                with self.subTest(place, text=text):
                    reply = make(text)
                    self.assertEqual(reply.status, 201, reply)
                    composed = unicodedata.normalize('NFC', text)
                    found = [value for _pointer, value in pointers(reply.json) if value == composed]
                    self.assertEqual(len(found), 2 if place in ('a group', 'a product') else 1, reply)


if __name__ == '__main__':
    unittest.main()
