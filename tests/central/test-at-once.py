#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What decides about an order holds for the very next one, whatever the service remembers."""

import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / 'support'))
from tree import Tree  # noqa: E402


class AtOnce(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.tree = Tree()
        cls.addClassCleanup(cls.tree.close)

    def setUp(self):
        self.group = self.tree.groups['acme']
        self.product = self.tree.product('VIEW')
        self.person = self.call('aa', 'GET', '/v1/me').json['person']['id']
        self.assertEqual(self.order().status, 201)

    def call(self, *arguments, **headers):
        return self.tree.call(*arguments, **headers)

    def order(self, who='aa', **members):
        return self.call(who, 'POST', '/v1/orders', {'group_id': self.group, 'product_id': self.product['id'],
                                                     'licenses': 1, 'quantity': 1, **members})

    def set_membership(self, **body):
        """What the admin of Acme may do there; returns what she might before."""
        path = f'/v1/groups/{self.group}/members'
        mine = next(one for one in self.call('va', 'GET', path).json['items'] if one['person']['id'] == self.person)
        reply = self.call('va', 'PUT', f'{path}/{self.person}', body, If_Match=mine['etag'])
        self.assertEqual(reply.status, 200, reply)
        return mine['rights']

    def change_group(self, **members):
        path = f'/v1/groups/{self.group}'
        etag = self.call('va', 'GET', path).json['etag']
        self.assertEqual(self.call('va', 'PATCH', path, members, If_Match=etag).status, 200)

    def test_rights(self):
        rights = self.set_membership(role='admin', rights={})
        self.assertEqual(self.order().code, 'right_missing')
        self.set_membership(role='admin', rights=rights)
        self.assertEqual(self.order().status, 201)
        self.set_membership(role='member')
        self.assertEqual(self.order().status, 403)
        self.set_membership(role='admin', rights=rights)

    def test_settings(self):
        for value in ('admins', 'visible', 'admins'):
            self.change_group(settings={'default_visibility': value})
            self.assertEqual(self.order().json['tickets'][0]['visible_to_group'], value == 'visible')
        self.change_group(settings={'approval': 'always'})
        self.assertEqual(self.order().json['order']['state'], 'requested')
        self.change_group(settings={'approval': None})
        self.assertEqual(self.order().json['order']['state'], 'completed')

    def test_product(self):
        new = self.call('va', 'POST', '/v1/products', {'code': 'NEW', 'name': 'First', 'kind': 'perpetual',
                                                       'category_ids': self.product['category_ids']})
        self.product = new.json
        path = f'/v1/products/{self.product["id"]}'
        self.assertEqual(self.order().json['tickets'][0]['product_name'], 'First')
        product = self.call('va', 'PATCH', path, {'name': 'Second'}, If_Match=self.product['etag']).json
        self.assertEqual(self.order().json['tickets'][0]['product_name'], 'Second')
        self.assertEqual(self.call('va', 'DELETE', path, If_Match=product['etag']).status, 204)
        self.assertEqual(self.order().status, 404)

    def test_sign_out(self):
        self.assertEqual(self.order('na').status, 201)
        self.assertEqual(self.call('na', 'DELETE', '/v1/sessions/current').status, 204)
        self.assertEqual(self.order('na').status, 401)


if __name__ == '__main__':
    unittest.main()
