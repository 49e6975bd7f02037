#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Backup and restore by the very steps of the README, on data that is being used, after a damage of the original."""

import os
import pathlib
import re
import subprocess
import sys
import unittest

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / 'tests' / 'support'))
from service import CATALOG, PROGRAM, Service, run  # noqa: E402


def steps(first_line):
    """The block of shell in the README that begins with a comment."""
    text = (ROOT / 'README.md').read_text(encoding='utf-8')
    found = re.search(r'```sh\n(# ' + re.escape(first_line) + r'.*?)```', text, re.S)
    assert found, first_line
    return found[1]


class Restore(unittest.TestCase):
    def setUp(self):
        self.service = Service()
        self.addCleanup(self.service.__exit__)
        self.assertEqual(self.service.load(CATALOG).returncode, 0)
        self.places = {name: self.service.root / name.lower() for name in ('COPY', 'SAFE', 'NEW')}
        self.places['COPY'].mkdir()
        self.places['SAFE'].mkdir()
        self.service.start()
        self.assertEqual(self.service.sign_in('ada@acme.example').status, 201)
        self.group = self.service.call('GET', '/v1/groups').json['items'][0]['id']
        category = self.service.call('GET', f'/v1/groups/{self.group}/categories').json['items'][0]['id']
        products = self.service.call('GET', f'/v1/categories/{category}/products?group={self.group}').json['items']
        self.product = products[0]['id']

    def follow(self, first_line):
        path = os.pathsep.join((str(pathlib.Path(PROGRAM).resolve().parent), os.environ['PATH']))
        places = {name: str(place) for name, place in self.places.items()}
        done = subprocess.run(['sh', '-e', '-u', '-c', steps(first_line)], capture_output=True, text=True, check=False,
                              timeout=60, env={**os.environ, 'PATH': path, 'DATA': str(self.service.data), **places})
        self.assertEqual(done.returncode, 0, done.stderr)
        return done

    def order(self, reference, **headers):
        reply = self.service.call('POST', '/v1/orders', {'group_id': self.group, 'product_id': self.product,
                                                         'reference': reference}, **headers)
        self.assertEqual(reply.status, 201, reply)
        return reply.json['tickets'][0]

    def pull(self, since=None):
        """All pages of the change feed: whether it began anew, the tickets' references by code, and the next token."""
        tickets, reset = {}, False
        while True:
            page = self.service.call('GET', '/v1/sync?limit=100' + (f'&since={since}' if since else '')).json
            if page.get('reset'):
                tickets, since, reset = {}, None, True
                continue
            tickets.update({item['object']['code']: item['object']['reference'] for item in page['items']
                            if item['kind'] == 'ticket' and item['object']})
            since = page['next']
            if not page['more']:
                return reset, tickets, since

    def damage(self):
        path = self.service.data / 'central.db'
        content = bytearray(path.read_bytes())
        content[4096:] = b'\xa5' * (len(content) - 4096)
        path.write_bytes(content)
        for log in self.service.data.glob('central.db-*'):
            log.unlink()

    def serve_restored(self):
        self.service.data = self.places['NEW']
        self.service.start()

    def test_by_the_readme(self):
        kept = self.order('before')
        self.follow('back up')
        lost = self.order('after', Idempotency_Key='after')
        _, tickets, since = self.pull()
        self.assertEqual(set(tickets), {kept['code'], lost['code']})
        self.assertEqual(self.service.stop(), 0)
        newer_heads = self.service.root / 'newer-heads'
        newer_heads.write_bytes((self.service.data / 'audit-heads').read_bytes())
        newest = run('backup', '--data', self.service.data, self.service.root / 'newest.db')
        with newer_heads.open('a') as heads:
            heads.write(newest.stdout)
        self.damage()
        self.assertEqual(run('check', '--data', self.service.data).returncode, 1)

        told = self.follow('restore').stdout
        self.assertIn('all of them against signed heads', told)
        self.assertEqual(self.places['NEW'].stat().st_mode & 0o777, 0o700)
        for path in self.places['NEW'].iterdir():
            self.assertEqual(path.stat().st_mode & 0o077, 0, path)
        missing = run('check', '--data', self.places['NEW'], '--head', newer_heads)
        self.assertEqual(missing.returncode, 1)
        self.assertIn('was signed, but there are only', missing.stderr)

        # The client goes on: still signed in, and with nothing but what there is.
        self.serve_restored()
        self.assertEqual([item['code'] for item in self.service.call('GET', '/v1/tickets').json['items']], [kept['code']])
        again = self.order('after', Idempotency_Key='after')
        self.assertNotEqual(again['code'], lost['code'])
        reset, tickets, since = self.pull(since)
        self.assertTrue(reset, 'a client believes that it has seen what comes next')
        self.assertEqual(tickets, {kept['code']: 'before', again['code']: 'after'})
        more = self.order('more')
        self.assertEqual(self.pull(since)[:2], (False, {more['code']: 'more'}))
        # A letter needs no folder that somebody made.
        self.assertEqual(self.service.call('POST', f'/v1/groups/{self.group}/invitations',
                                           {'email': 'new@acme.example', 'role': 'member'}).status, 201)
        self.assertEqual(len(list((self.places['NEW'] / 'mail').iterdir())), 1)
        self.assertEqual(self.service.stop(), 0)
        self.service.check()

    def test_a_copy_is_not_overwritten(self):
        self.follow('back up')
        before = (self.places['COPY'] / 'central.db').read_bytes()
        again = run('backup', '--data', self.service.data, self.places['COPY'] / 'central.db')
        self.assertEqual((again.returncode, again.stdout), (1, ''))
        self.assertIn('exists already', again.stderr)
        self.assertEqual((self.places['COPY'] / 'central.db').read_bytes(), before)


if __name__ == '__main__':
    unittest.main()
