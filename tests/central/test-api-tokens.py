#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Named API tokens: for programs that read, shown once, over in time."""

import contextlib
import datetime
import os
import pathlib
import sqlite3
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / 'support'))
from service import CATALOG, Service  # noqa: E402


def instant(**later):
    then = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(**later)
    return then.strftime('%Y-%m-%dT%H:%M:%SZ')


FAULTS = (
    ({'name': ''}, '/name'), ({'name': 'x' * 101}, '/name'), ({'name': None}, '/name'), ({'name': 7}, '/name'),
    ({'scope': 'write'}, '/scope'), ({'scope': None}, '/scope'), ({'scope': 1}, '/scope'),
    ({'expires_at': instant(days=-1)}, '/expires_at'), ({'expires_at': instant(days=367)}, '/expires_at'),
    ({'expires_at': '2027-01-01'}, '/expires_at'), ({'expires_at': 'soon'}, '/expires_at'),
    ({'expires_at': 5}, '/expires_at'),
    ({'token': 'mine'}, '/token'),
)


class ApiTokens(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.service = Service()
        cls.addClassCleanup(cls.service.__exit__)
        assert cls.service.load({**CATALOG, 'licenses': [{'product': 'p', 'group': 'a'}]}).returncode == 0
        cls.service.start()
        assert cls.service.sign_in('ada@acme.example').status == 201
        cls.group = cls.call('GET', '/v1/groups').json['items'][0]['id']

    @classmethod
    def call(cls, *arguments, **headers):
        return cls.service.call(*arguments, **headers)

    def make(self, **members):
        reply = self.call('POST', '/v1/me/tokens', {'name': self.id(), 'scope': 'read', **members})
        self.assertEqual(reply.status, 201, reply)
        return reply.json

    def listed(self):
        return [one['id'] for one in self.call('GET', '/v1/me/tokens').json['items']]

    @contextlib.contextmanager
    def database(self):
        """The database while nobody serves it."""
        self.assertEqual(self.service.stop(), 0)
        with contextlib.closing(sqlite3.connect(self.service.data / 'central.db')) as one, one:
            yield one
        self.service.start()

    def test_shown_once(self):
        key = 'a token'
        body = {'name': 'Export', 'scope': 'reports', 'expires_at': instant(days=30)}
        made = self.call('POST', '/v1/me/tokens', body, Idempotency_Key=key)
        self.assertEqual((made.status, made.json['scope'], made.json['expires_at']), (201, 'reports', body['expires_at']))
        self.assertGreater(len(made.json['token']), 40)
        again = self.call('POST', '/v1/me/tokens', body, Idempotency_Key=key)
        self.assertEqual(again.headers['idempotency-replayed'], 'true')
        self.assertEqual(again.json, {**made.json, 'token': None})
        self.assertEqual(self.listed().count(made.json['id']), 1)
        self.assertNotIn('token', self.call('GET', '/v1/me/tokens').json['items'][0])
        self.service.stop()
        for path in self.service.data.rglob('*'):
            if path.is_file():
                self.assertNotIn(made.json['token'].encode(), path.read_bytes(), path)
        self.assertNotIn(made.json['token'], self.service.read_log())
        self.service.start()

    def test_year(self):
        made = self.make()
        self.assertGreater(made['expires_at'], instant(days=364))
        self.assertLess(made['expires_at'], instant(days=366))

    def test_read(self):
        token = self.make()['token']
        ticket = self.call('GET', '/v1/tickets', token=token).json['items'][0]
        self.assertEqual(self.call('GET', '/v1/me', token=token).json['person']['name'], 'Ada')
        self.assertEqual(self.call('GET', '/v1/sync', token=token).status, 200)
        order = {'group_id': self.group, 'product_id': ticket['product_id']}
        for method, path, body in (('POST', '/v1/orders', order), ('POST', '/v1/batch', {'operations': []}),
                                   ('PATCH', f'/v1/tickets/{ticket["code"]}/allocation', {'visible_to_group': False}),
                                   ('POST', '/v1/me/tokens', {'name': 'More', 'scope': 'read'}),
                                   ('DELETE', '/v1/sessions/current', None)):
            with self.subTest(path):
                reply = self.call(method, path, body, token=token, If_Match=ticket['etag'])
                self.assertEqual((reply.status, reply.code), (403, 'right_missing'))
                self.assertIn('“read”', reply.json['detail'])
        self.assertEqual(self.call('GET', '/v1/tickets/' + ticket['code']).json, ticket)

    def test_reports(self):
        token = self.make(scope='reports')['token']
        self.assertEqual(self.call('GET', '/v1/me', token=token).status, 200)
        for path in ('/v1/tickets', '/v1/groups', '/v1/me/tokens', '/v1/sync', '/v1/audit', '/v1/events'):
            with self.subTest(path):
                reply = self.call('GET', path, token=token)
                self.assertEqual((reply.status, reply.code), (403, 'right_missing'))
                self.assertIn('“reports”', reply.json['detail'])

    def test_revoked(self):
        made = self.make()
        path = f'/v1/me/tokens/{made["id"]}'
        self.assertEqual(self.call('DELETE', path).status, 428)
        stale = self.call('DELETE', path, If_Match='"another"')
        self.assertEqual((stale.status, stale.json['current']['id']), (412, made['id']))
        self.assertEqual(self.call('GET', '/v1/me', token=made['token']).status, 200)
        self.assertEqual(self.call('DELETE', path, If_Match=made['etag']).status, 204)
        self.assertEqual(self.call('GET', '/v1/me', token=made['token']).status, 401)
        self.assertEqual(self.call('DELETE', path, If_Match=made['etag']).status, 404)
        self.assertNotIn(made['id'], self.listed())

    def test_faults(self):
        for members, pointer in FAULTS:
            with self.subTest(members):
                reply = self.call('POST', '/v1/me/tokens', {'name': 'Name', 'scope': 'read', **members})
                self.assertEqual(reply.status, 422, reply)
                self.assertEqual([one['pointer'] for one in reply.json['errors']], [pointer])

    def test_expired(self):
        made = self.make()
        with self.database() as database:
            database.execute('UPDATE api_token SET expires_at = ? WHERE id = ?', (instant(seconds=-1), made['id']))
        self.assertEqual(self.call('GET', '/v1/me', token=made['token']).status, 401)
        self.assertNotIn(made['id'], self.listed())

    def test_disabled_person(self):
        """Ends for good: who is active again begins without tokens."""
        made = self.make()
        with self.database() as database:
            database.execute("UPDATE person SET state = 'disabled' WHERE name = 'Ada'")
        self.assertEqual(self.call('GET', '/v1/me', token=made['token']).status, 401)
        with self.database() as database:
            database.execute("UPDATE person SET state = 'active' WHERE name = 'Ada'")
        self.assertEqual(self.call('GET', '/v1/me', token=made['token']).status, 401)
        self.assertEqual(self.listed(), [])

    def test_too_many(self):
        while (reply := self.call('POST', '/v1/me/tokens', {'name': 'Many', 'scope': 'read'})).status == 201:
            self.assertLessEqual(len(self.listed()), 50)
        self.assertEqual(reply.status, 409)
        for one in self.call('GET', '/v1/me/tokens').json['items']:
            self.call('DELETE', f'/v1/me/tokens/{one["id"]}', If_Match=one['etag'])

    def test_licensectl(self):
        """A scheduled program needs no sign-in, and can change nothing."""
        token = self.make()['token']
        with tempfile.TemporaryDirectory() as home:
            environment = {**os.environ, 'HOME': home, 'XDG_CONFIG_HOME': home, 'XDG_DATA_HOME': home, 'LC_ALL': 'C.UTF-8',
                           'LICENSECTL_TOKEN': token, 'LICENSECTL_SERVER': self.service.address}

            def licensectl(*arguments):
                return subprocess.run([os.environ['LICENSECTL'], *arguments], env=environment, capture_output=True,
                                      text=True, timeout=60, check=False)

            who = licensectl('whoami')
            self.assertEqual((who.returncode, who.stderr), (0, ''))
            self.assertIn('ada@acme.example', who.stdout)
            code = self.call('GET', '/v1/tickets').json['items'][0]['code']
            self.assertIn(code, licensectl('tickets').stdout)
            refused = licensectl('allocate', code, '--admins-only', '--yes')
            self.assertNotEqual(refused.returncode, 0)
            self.assertIn('sign-in', refused.stderr)


if __name__ == '__main__':
    unittest.main()
