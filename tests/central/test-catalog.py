#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The vendor's admin changes the catalog."""

import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / 'support'))
from tree import Tree  # noqa: E402

ENTRY = {'key': 'host', 'label': 'Host', 'kind': 'text'}

# What is wrong with a product, and where the answer says so.
FAULTS = (
    ({'code': None}, '/code'),
    ({'code': 'x' * 41}, '/code'),
    ({'name': ''}, '/name'),
    ({'name': 'x' * 201}, '/name'),
    ({'kind': 'rental'}, '/kind'),
    ({'colour': 'red'}, '/colour'),
    ({'max_machines': 0}, '/max_machines'),
    ({'max_machines': 1.5}, '/max_machines'),
    ({'kind': 'trial'}, '/trial_days'),
    ({'category_ids': ['nowhere']}, '/category_ids/0'),
    ({'category_ids': 'design'}, '/category_ids'),
    ({'subscription': {'term': 'P1Y'}}, '/subscription'),
    ({'kind': 'subscription', 'subscription': {'term': 'P30D'}}, '/subscription/term'),
    ({'kind': 'subscription', 'subscription': {'notice': 'P1M15D'}}, '/subscription/notice'),
    ({'kind': 'subscription', 'subscription': {'colour': 1}}, '/subscription/colour'),
    ({'entries': [{**ENTRY, 'colour': 1}]}, '/entries/0/colour'),
    ({'entries': [{**ENTRY, 'kind': 'number'}]}, '/entries/0/kind'),
    ({'entries': [{**ENTRY, 'pattern': '('}]}, '/entries/0/pattern'),
    ({'entries': [{**ENTRY, 'min': 9, 'max': 3}]}, '/entries/0/max'),
    ({'entries': [{**ENTRY, 'max': 3, 'default': 'four'}]}, '/entries/0/default'),
    ({'entries': [{**ENTRY, 'kind': 'choice'}]}, '/entries/0/choices'),
    ({'entries': [ENTRY, ENTRY]}, '/entries/1/key'),
    ({'entries': ['host']}, '/entries/0'),
    ({'modules': [{'code': 'A', 'requires': ['B']}]}, '/modules/0/requires/0'),
    ({'modules': [{'code': 'A'}, {'code': 'A'}]}, '/modules/1/code'),
    ({'modules': [{'code': 'A', 'default': True, 'excludes': ['B']}, {'code': 'B', 'default': True}]}, '/modules'),
)


class Catalog(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.tree = Tree()
        cls.addClassCleanup(cls.tree.close)

    def call(self, *arguments, **headers):
        return self.tree.call('va', *arguments, **headers)

    def make_product(self, **members):
        reply = self.call('POST', '/v1/products', {'code': self.id().rsplit('_', 1)[1], 'name': 'New',
                                                   'kind': 'perpetual', 'category_ids': [], **members})
        self.assertEqual(reply.status, 201, reply)
        return reply.json

    def test_category(self):
        made = self.call('POST', '/v1/categories', {'name': ' Optics '})
        self.assertEqual((made.status, made.json['name']), (201, 'Optics'))
        path = f'/v1/categories/{made.json["id"]}'
        self.assertEqual(self.call('PATCH', path, {'name': 'Light'}).status, 428)
        stale = self.call('PATCH', path, {'name': 'Light'}, If_Match='"stale"')
        self.assertEqual((stale.status, stale.json['current']), (412, made.json))
        self.assertEqual(self.call('PATCH', path, {'name': 'Design'}, If_Match=made.json['etag']).status, 409)
        changed = self.call('PATCH', path, {'name': 'Light'}, If_Match=made.json['etag'])
        self.assertEqual((changed.status, changed.json['name']), (200, 'Light'))
        self.assertNotEqual(changed.json['etag'], made.json['etag'])
        same = self.call('PATCH', path, {'name': 'Light'}, If_Match=changed.json['etag'])
        self.assertEqual(same.json['etag'], changed.json['etag'])

        self.make_product(category_ids=[made.json['id']])
        self.assertEqual(self.call('DELETE', path, If_Match=changed.json['etag']).status, 409)

    def test_product(self):
        category = self.call('POST', '/v1/categories', {'name': 'Sound'}).json['id']
        made = self.make_product(kind='subscription', category_ids=[category], entries=[{**ENTRY, 'max': 20}],
                                 modules=[{'code': 'A', 'default': True}, {'code': 'B', 'requires': ['A']}],
                                 subscription={'term': 'P6M', 'notice': 'P6W'})
        path = f'/v1/products/{made["id"]}'
        self.assertEqual(self.call('GET', path).json, made)
        self.assertEqual(made['subscription'], {'term': 'P6M', 'notice': 'P6W', 'start_mode': 'purchase',
                                                'expiry_mode': 'anniversary'})
        order = {'group_id': self.tree.groups['acme'], 'product_id': made['id'], 'entries': {'host': 'a'}}
        ticket = self.call('POST', '/v1/orders', order).json['tickets'][0]
        self.assertEqual(ticket['modules'], ['A'])

        changed = self.call('PATCH', path, {'name': 'Newer', 'entries': []}, If_Match=made['etag'])
        self.assertEqual((changed.status, changed.json['name'], changed.json['entries']), (200, 'Newer', []))
        self.assertEqual(changed.json['modules'], made['modules'])
        kind = self.call('PATCH', path, {'kind': 'trial'}, If_Match=changed.json['etag'])
        self.assertIn('/kind', [error['pointer'] for error in kind.json['errors']])

        # Tickets keep what they were ordered with; the product is no longer sold.
        self.assertEqual(self.call('DELETE', path, If_Match=changed.json['etag']).status, 204)
        self.assertEqual(self.call('GET', path).status, 404)
        self.assertEqual(self.call('POST', '/v1/orders', order).status, 404)
        self.assertEqual(self.call('GET', f'/v1/tickets/{ticket["code"]}').json['entries'], {'host': 'a'})

    def test_taken_code(self):
        self.assertEqual(self.call('POST', '/v1/products', {'code': 'CAD', 'name': 'x', 'kind': 'perpetual',
                                                            'category_ids': []}).status, 409)

    def test_prices(self):
        """Everybody who may see prices sees the end users'; the resellers' only who is one, or above."""
        product = self.tree.product()['id']
        acme = self.tree.groups['acme']
        for person, group, names in (('va', None, ['end-user', 'reseller']), ('vf', acme, ['end-user', 'reseller']),
                                     ('nf', acme, ['end-user', 'reseller']), ('aa', acme, ['end-user']),
                                     ('af', acme, ['end-user'])):
            with self.subTest(person):
                reply = self.tree.call(person, 'GET', '/v1/price-lists' + (f'?group={group}' if group else ''))
                self.assertEqual(reply.status, 200)
                self.assertEqual([item['name'] for item in reply.json['items']], names)
        end_user = reply.json['items'][0]
        self.assertEqual((end_user['currency'], end_user['valid_from'], end_user['per']), ('EUR', '2024-01-01', 'term'))
        self.assertEqual(end_user['prices'], [{'product_id': product, 'module': None, 'amount': 120000},
                                              {'product_id': product, 'module': 'CAM', 'amount': 9900}])
        for person, path, status in (('na', '/v1/price-lists', 404), ('aa', '/v1/price-lists?group=x', 404),
                                     ('as', f'/v1/price-lists?group={acme}', 403),
                                     ('va', '/v1/price-lists?colour=red', 422)):
            with self.subTest(path):
                self.assertEqual(self.tree.call(person, 'GET', path).status, status)
        page = self.tree.call('va', 'GET', '/v1/price-lists?limit=1').json
        page = self.tree.call('va', 'GET', '/v1/price-lists?limit=1&cursor=' + page['next']).json
        self.assertEqual([item['name'] for item in page['items']], ['reseller'])

    def test_faults(self):
        sound = {'code': 'NEW', 'name': 'New', 'kind': 'perpetual', 'category_ids': []}
        for wrong, pointer in FAULTS:
            with self.subTest(pointer=pointer, wrong=wrong):
                body = {name: value for name, value in {**sound, **wrong}.items() if value is not None}
                reply = self.call('POST', '/v1/products', body)
                self.assertEqual(reply.status, 422, reply)
                self.assertIn(pointer, [error['pointer'] for error in reply.json['errors']])

    def test_feed(self):
        """Who administers a group hears of it, a plain member does not."""
        since = {person: self.follow(person, None)[0] for person in ('aa', 'am')}
        self.make_product()
        self.call('POST', '/v1/categories', {'name': 'Waves'})
        self.assertEqual(self.follow('aa', since['aa'])[1], ['product', 'category'])
        self.assertEqual(self.follow('am', since['am'])[1], [])

    def follow(self, person, since):
        kinds = []
        while True:
            page = self.tree.call(person, 'GET', '/v1/sync' + (f'?since={since}' if since else '')).json
            kinds += [item['kind'] for item in page['items']]
            since = page['next']
            if not page['more']:
                return since, kinds


if __name__ == '__main__':
    unittest.main()
