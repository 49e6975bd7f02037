#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Asks every route of the real service, rightly and wrongly, and holds each reply against the description.

usage: test_replies.py LICENSE_CENTRAL
"""

import json
import socket
import sys
import unittest
import uuid

sys.dont_write_bytecode = True
PROGRAM = sys.argv.pop(1)

from license_central import CHECKER, LicenseCentral  # noqa: E402  (no bytecode beside the sources)

PASSWORD = 'demo-license-portal'
CAD_TEAM = 'C-2001-1'


class Replies(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.central = LicenseCentral(PROGRAM, demo=True)
        cls.central.__enter__()
        cls.addClassCleanup(cls.central.__exit__)
        cls.vera = cls.central.sign_in('vera@tessaline.example', PASSWORD)
        cls.mia = cls.central.sign_in('mia@acme.example', PASSWORD)
        cls.noah = cls.central.sign_in('noah@north.example', PASSWORD)
        cls.groups = cls.get_all('/v1/groups')
        cls.cad = next(group for group in cls.groups if group['external_id'] == CAD_TEAM)

    @classmethod
    def call(cls, expected, method, path, body=None, token='vera', **headers):
        token = getattr(cls, token) if token else None
        headers = {name.replace('_', '-'): value for name, value in headers.items()}
        status, answered, text = cls.central.request(method, path, body, token, headers)
        if status != expected:
            raise AssertionError('%s %s: %d instead of %d: %s' % (method, path, status, expected, text[:2000]))
        return json.loads(text) if text and 'json' in answered.get('Content-Type', '') else text

    @classmethod
    def get_all(cls, path):
        items, cursor = [], ''
        while True:
            page = cls.call(200, 'GET', path + ('&' if '?' in path else '?') + 'limit=1000' + cursor)
            items += page['items']
            if page['next'] is None:
                return items
            cursor = '&cursor=' + page['next']

    def order(self, expected=201, token='vera', **members):
        products = self.get_all('/v1/categories/%s/products?group=%s' % (self.category('Design'), self.cad['id']))
        product = next(product for product in products if product['code'] == 'TSL-CAD-PRO')
        body = {'group_id': self.cad['id'], 'product_id': product['id'], 'entries': {'host_name': 'cad-01'}}
        body.update(members)
        return self.call(expected, 'POST', '/v1/orders', body, token)

    def category(self, name):
        items = self.get_all('/v1/groups/%s/categories' % self.cad['id'])
        return next(item['id'] for item in items if item['name'] == name)

    def test_directory(self):
        self.call(200, 'GET', '/v1/me')
        self.call(200, 'GET', '/v1/me', token='mia')
        self.call(401, 'GET', '/v1/me', token=None)
        group = self.call(201, 'POST', '/v1/groups', {'parent_id': self.cad['id'], 'name': 'Interns', 'kind': 'unit'})
        path = '/v1/groups/' + group['id']
        self.call(200, 'GET', path)
        self.call(404, 'GET', path, token='mia')
        self.call(428, 'PATCH', path, {'name': 'Trainees'})
        changed = self.call(200, 'PATCH', path, {'name': 'Trainees'}, If_Match=group['etag'])
        self.assertNotEqual(changed['etag'], group['etag'])
        stale = self.call(412, 'PATCH', path, {'name': 'X'}, If_Match=group['etag'])
        self.assertEqual(stale['current'], changed)
        self.call(422, 'PATCH', path, {'name': ''}, If_Match=changed['etag'])
        self.call(422, 'PATCH', path, {'colour': 'red'}, If_Match=changed['etag'])
        self.call(204, 'DELETE', path, If_Match=changed['etag'])
        self.call(404, 'GET', path)

    def test_members(self):
        path = '/v1/groups/%s/members' % self.cad['id']
        members = self.get_all(path)
        person = members[0]['person']['id']
        self.call(403, 'GET', path, token='mia')
        alone = self.get_all('/v1/members?subtree=false&group=' + self.cad['id'])
        self.assertEqual(alone, [{'group_id': self.cad['id'], **member} for member in members])
        acme = next(group for group in self.groups if group['path'].endswith('/Acme Machines'))
        below = self.get_all('/v1/members?group=' + acme['id'])
        for group in self.groups:
            inside = (group['path'] + '/').startswith(acme['path'] + '/')
            expected = self.get_all('/v1/groups/%s/members' % group['id']) if inside else []
            self.assertEqual([member for member in below if member['group_id'] == group['id']],
                             [{'group_id': group['id'], **member} for member in expected])
        paged, cursor = [], ''
        while cursor is not None:
            page = self.call(200, 'GET', '/v1/members?limit=7&group=%s%s' % (acme['id'], cursor))
            self.assertLessEqual(len(page['items']), 7)
            paged += page['items']
            cursor = '&cursor=' + page['next'] if page['next'] else None
        self.assertEqual(paged, below)
        self.call(422, 'GET', '/v1/members?subtree=maybe')
        self.call(404, 'GET', '/v1/members?group=0000000000000000')
        self.assertEqual(self.call(200, 'GET', '/v1/members', token='mia')['items'], [])
        lab = next(group for group in self.groups if group['path'].endswith('Acme Machines/License pool'))
        path = '/v1/groups/%s/members/%s' % (lab['id'], person)
        created = self.call(201, 'PUT', path, {'role': 'member'}, If_None_Match='*')
        changed = self.call(200, 'PUT', path, {'role': 'support'}, If_Match=created['etag'])
        self.call(422, 'PUT', path, {'role': 'boss'}, If_Match=changed['etag'])
        self.call(412, 'DELETE', path, If_Match=created['etag'])
        self.call(204, 'DELETE', path, If_Match=changed['etag'])

    def test_invitations(self):
        path = '/v1/groups/%s/invitations' % self.cad['id']
        self.call(201, 'POST', path, {'email': 'new@acme.example', 'role': 'member'})
        self.call(422, 'POST', path, {'email': 'nobody', 'role': 'member'})
        body = {'token': 'x' * 43, 'name': 'New', 'password': 'a long password'}
        self.call(404, 'POST', '/v1/invitations/accept', body, token=None)

    def test_catalog(self):
        category = self.category('Design')
        products = self.get_all('/v1/categories/%s/products?group=%s' % (category, self.cad['id']))
        self.assertGreater(len(products), 4)
        for product in products:
            self.call(200, 'GET', '/v1/products/' + product['id'])
        self.call(404, 'GET', '/v1/products/0000000000000000')

    def test_catalog_changes(self):
        category = self.call(201, 'POST', '/v1/categories', {'name': 'Robotics'})
        self.call(403, 'POST', '/v1/categories', {'name': 'Mine'}, token='noah')
        path = '/v1/categories/' + category['id']
        category = self.call(200, 'PATCH', path, {'name': 'Robots'}, If_Match=category['etag'])
        body = {'code': 'ROBOT', 'name': 'Robot', 'kind': 'perpetual', 'category_ids': [category['id']],
                'entries': [{'key': 'axes', 'kind': 'integer', 'min': 1, 'max': 9}], 'modules': [{'code': 'ARM'}]}
        product = self.call(201, 'POST', '/v1/products', body)
        self.call(422, 'POST', '/v1/products', dict(body, kind='gift'))
        path = '/v1/products/' + product['id']
        product = self.call(200, 'PATCH', path, {'name': 'Robot 2'}, If_Match=product['etag'])
        self.call(204, 'DELETE', path, If_Match=product['etag'])
        self.call(204, 'DELETE', '/v1/categories/' + category['id'], If_Match=category['etag'])

    def test_orders(self):
        done = self.order(licenses=2, reference='=PO')
        self.assertEqual(len(done['tickets']), 2)
        self.call(200, 'GET', '/v1/orders/' + done['order']['id'])
        preview = self.order(200, licenses=2, dry_run=True)['preview']
        self.assertEqual((preview['licenses'], preview['state']), (2, 'completed'))
        self.order(422, licenses=0)
        self.order(422, entries={'host_name': 7})
        self.order(422, unknown=1)
        self.order(404, product_id='0000000000000000')
        self.order(403, token='mia')
        self.call(400, 'POST', '/v1/orders', '{"group_id":')
        # Nobody decides about an order of her own, nor about one that is done.
        for action, body in (('approve', {}), ('reject', {'reason': 'too late'})):
            path = '/v1/orders/%s/%s' % (done['order']['id'], action)
            self.call(403, 'POST', path, body)
            self.call(409, 'POST', path, body, token='noah')

    def test_approval(self):
        group = self.call(201, 'POST', '/v1/groups', {'parent_id': self.cad['id'], 'name': 'Careful', 'kind': 'unit',
                                                      'settings': {'approval': 'always'}})
        orders = [self.order(group_id=group['id'])['order'] for _ in range(2)]
        self.assertEqual(orders[0]['state'], 'requested')
        done = self.call(200, 'POST', '/v1/orders/%s/approve' % orders[0]['id'], {}, token='noah')
        self.assertEqual(done['state'], 'completed')
        self.call(422, 'POST', '/v1/orders/%s/reject' % orders[1]['id'], {}, token='noah')
        self.call(200, 'POST', '/v1/orders/%s/reject' % orders[1]['id'], {'reason': 'No budget'}, token='noah')

    def test_idempotency(self):
        key = str(uuid.uuid4())
        body = {'parent_id': self.cad['id'], 'name': 'Once', 'kind': 'unit'}
        first = self.call(201, 'POST', '/v1/groups', body, Idempotency_Key=key)
        again = self.call(201, 'POST', '/v1/groups', body, Idempotency_Key=key)
        self.assertEqual(first, again)
        self.call(422, 'POST', '/v1/groups', dict(body, name='Twice'), Idempotency_Key=key)

    def test_tickets(self):
        page = self.call(200, 'GET', '/v1/tickets?limit=50&state=activated')
        self.assertEqual(len(page['items']), 50)
        self.call(200, 'GET', '/v1/tickets?limit=2&cursor=' + page['next'] + '&state=activated')
        self.call(422, 'GET', '/v1/tickets?limit=0')
        self.call(422, 'GET', '/v1/tickets?nothing=1')
        self.call(200, 'GET', '/v1/my/tickets', token='mia')
        ticket = self.order()['tickets'][0]
        path = '/v1/tickets/' + ticket['code']
        self.call(200, 'GET', path)
        self.call(200, 'GET', path, token='mia')
        changed = self.call(200, 'PATCH', path + '/allocation', {'visible_to_group': False}, If_Match=ticket['etag'])
        self.call(404, 'GET', path, token='mia')
        self.call(412, 'PATCH', path + '/allocation', {'visible_to_group': True}, If_Match=ticket['etag'])
        self.call(422, 'PATCH', path + '/allocation', {}, If_Match=changed['etag'])
        changed = self.call(200, 'PATCH', path + '/entries', {'entries': {'host_name': 'cad-02'}},
                            If_Match=changed['etag'])
        self.call(422, 'PATCH', path + '/entries', {'entries': {'host_name': '?'}}, If_Match=changed['etag'])
        revoked = self.call(200, 'POST', path + '/revoke', {})
        self.assertEqual(revoked['state'], 'revoked')
        self.call(409, 'PATCH', path + '/allocation', {'visible_to_group': True}, If_Match=revoked['etag'])

    def test_every_ticket_and_subscription_is_described(self):
        self.assertGreater(len(self.get_all('/v1/tickets')), 4999)
        self.assertGreater(len(self.get_all('/v1/subscriptions')), 1000)

    def test_subscriptions(self):
        ticket = self.order()['tickets'][0]
        path = '/v1/subscriptions/' + ticket['subscription_id']
        self.call(200, 'GET', path)
        self.call(409, 'POST', path + '/cancel', {'expected_ends_on': '2026-12-24'})
        self.call(200, 'POST', path + '/cancel', {})
        self.call(200, 'POST', path + '/reinstate', {})
        self.call(200, 'POST', path + '/revoke', {'credit': 'none'})
        self.call(409, 'POST', path + '/reinstate', {})

    def test_api_tokens(self):
        made = self.call(201, 'POST', '/v1/me/tokens', {'name': 'Export', 'scope': 'read'})
        self.call(200, 'GET', '/v1/me/tokens')
        self.call(204, 'DELETE', '/v1/me/tokens/' + made['id'], If_Match=made['etag'])

    def test_batch(self):
        tickets = self.order(licenses=3)['tickets']
        operations = [{'op': 'allocate', 'code': ticket['code'], 'etag': ticket['etag'], 'visible_to_group': False}
                      for ticket in tickets]
        self.call(200, 'POST', '/v1/batch', {'operations': operations, 'atomic': True, 'dry_run': True})
        self.call(200, 'POST', '/v1/batch', {'operations': operations, 'atomic': True, 'dry_run': False})
        self.call(409, 'POST', '/v1/batch', {'operations': operations, 'atomic': True, 'dry_run': False})
        results = self.call(200, 'POST', '/v1/batch', {'operations': operations, 'atomic': False})
        self.assertEqual([result['status'] for result in results], [412] * 3)
        fresh = self.order(licenses=2)['tickets']
        operations = [{'op': 'allocate', 'code': ticket['code'], 'visible_to_group': False} for ticket in fresh]
        _, headers, _ = self.central.request('POST', '/v1/batch', {'operations': operations}, self.vera)
        results = self.call(200, 'POST', headers['Location'] + '/undo', {})
        self.assertEqual([result['ticket']['visible_to_group'] for result in results], [True] * 2)
        self.call(422, 'POST', '/v1/batch', {'operations': 'all'})

    def test_records(self):
        page = self.call(200, 'GET', '/v1/sync?limit=2000')
        while page['more']:
            page = self.call(200, 'GET', '/v1/sync?limit=2000&since=' + page['next'])
        self.order()
        page = self.call(200, 'GET', '/v1/sync?since=' + page['next'])
        self.assertEqual(self.call(200, 'GET', '/v1/sync?since=nonsense'), {'reset': True})
        self.call(200, 'GET', '/v1/audit?limit=5')
        self.call(200, 'GET', '/v1/price-lists?limit=5')
        self.call(422, 'GET', '/v1/audit?from=yesterday')
        self.call(403, 'GET', '/v1/audit', token='mia')

    def test_events(self):
        """The stream never ends by itself, so only its beginning is read."""
        with socket.socket(socket.AF_UNIX) as stream:
            stream.settimeout(60)
            stream.connect(self.central.socket)
            stream.sendall(b'GET /v1/events HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n\r\n'
                           % self.vera.encode())
            head = b''
            while b'\r\n\r\n' not in head:
                head += stream.recv(4096)
        lines = head.decode().split('\r\n')
        self.assertIn(' 200 ', lines[0])
        headers = dict(line.split(': ', 1) for line in lines[1:] if ': ' in line)
        CHECKER.check('GET', '/v1/events', 200, headers, 'text')

    def test_service(self):
        self.call(200, 'GET', '/v1/health', token=None)
        self.assertEqual(self.call(200, 'GET', '/v1/openapi.json', token=None), CHECKER.document)
        people = self.call(200, 'GET', '/v1/demo/people', token=None)['items']
        self.assertIn('mia@acme.example', {person['email'] for person in people})

    def test_sign_in(self):
        body = {'email': 'mia@acme.example', 'password': PASSWORD}
        tokens = self.call(201, 'POST', '/v1/sessions', body, token=None)
        fresh = json.loads(self.central.request('POST', '/v1/sessions/refresh',
                                                {'refresh_token': tokens['refresh_token']})[2])
        self.assertEqual(self.central.request('DELETE', '/v1/sessions/current', token=fresh['access_token'])[0], 204)
        self.assertEqual(self.central.request('GET', '/v1/me', token=fresh['access_token'])[0], 401)
        self.call(401, 'POST', '/v1/sessions', dict(body, password='wrong password'), token=None)
        self.call(422, 'POST', '/v1/sessions', {'email': 'mia@acme.example'}, token=None)
        self.call(415, 'POST', '/v1/sessions', 'email=mia', token=None, Content_Type='text/plain')

    @classmethod
    def tearDownClass(cls):
        described = {(method.upper(), template) for template, item in CHECKER.document['paths'].items()
                     for method in item}
        asked = {(method, template) for method, template, status in CHECKER.seen if 200 <= status < 300}
        # This needs the mail; its refusal is asked for above.
        excused = {('POST', '/v1/invitations/accept')}
        missing = described - asked - excused
        if missing and len(sys.argv) == 1:
            raise AssertionError('never answered well: %s' % sorted(missing))


if __name__ == '__main__':
    unittest.main(verbosity=2)
