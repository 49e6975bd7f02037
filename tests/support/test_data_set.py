#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The data set generator: the same for the same seed, and accepted by the service.

usage: test_data_set.py LICENSE_CENTRAL
"""

import hashlib
import json
import os
import subprocess
import sys
import tempfile
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
GENERATOR = os.path.join(HERE, 'generate-data-set.py')
LICENSE_CENTRAL = sys.argv.pop(1)
SYMBOLS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
AS_OF = '2026-11-24'


def generate(tickets, seed=7, output=None):
    command = ['/usr/bin/python3', GENERATOR, '--seed', str(seed), '--tickets', str(tickets)]
    if output:
        command += ['--output', output]
    return subprocess.run(command, check=True, capture_output=True).stdout


def times(a, b):
    """The product in GF(32), by the textbook, independent of the generator."""
    result = 0
    for i in range(5):
        if b >> i & 1:
            result ^= a << i
    for i in (8, 7, 6, 5):
        if result >> i & 1:
            result ^= 0b100101 << (i - 5)
    return result


def evaluate(code, at):
    value = 0
    for symbol in code.replace('-', ''):
        value = times(value, at) ^ SYMBOLS.index(symbol)
    return value


class DataSet(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.text = generate(3000)
        cls.data = json.loads(cls.text)

    def test_same_seed_same_bytes(self):
        self.assertEqual(hashlib.sha256(generate(3000)).digest(), hashlib.sha256(self.text).digest())
        self.assertNotEqual(generate(3000, seed=8), self.text)

    def test_codes_have_check_symbols(self):
        codes = [item['ticket'] for item in self.data['licenses']]
        self.assertEqual(len(set(codes)), 3000)
        for code in codes:
            self.assertRegex(code, '^([%s]{5}-){4}[%s]{5}$' % (SYMBOLS, SYMBOLS))
            # Both roots of the generator polynomial, 2 and 4, are roots of the code.
            self.assertEqual((evaluate(code, 2), evaluate(code, 4)), (0, 0), code)

    def test_is_believable(self):
        data = self.data
        self.assertEqual(len(data['categories']), 8)
        self.assertEqual(len(data['products']), 40)
        self.assertGreater(len(data['people']), 150)
        self.assertEqual({item['kind'] for item in data['products']}, {'perpetual', 'subscription', 'trial'})
        kinds = {entry['kind'] for product in data['products'] for entry in product['entries']}
        self.assertEqual(kinds, {'text', 'integer', 'decimal', 'date', 'boolean', 'choice', 'email'})
        self.assertTrue(all(item.get('created_on', AS_OF) <= AS_OF for item in data['licenses']))

    def test_links_lead_somewhere(self):
        data = self.data
        groups = {group['id'] for group in data['groups']}
        people = {person['id'] for person in data['people']}
        members = {(item['group'], item['person']) for item in data['memberships']}
        self.assertLessEqual({group['parent'] for group in data['groups']}, groups | {None})
        self.assertLessEqual({item['person'] for item in data['memberships']}, people)
        for item in data['licenses']:
            if item.get('assignee'):
                self.assertIn((item['group'], item['assignee']), members)

    def test_refuses_numbers_it_cannot_make(self):
        for number in ('-1', '1000001', 'many'):
            run = subprocess.run(['/usr/bin/python3', GENERATOR, '--tickets', number], capture_output=True,
                                 check=False)
            self.assertEqual((run.returncode, run.stdout), (2, b''))


class Load(unittest.TestCase):
    def load(self, tickets):
        with tempfile.TemporaryDirectory() as directory:
            path = os.path.join(directory, 'data-set.json')
            generate(tickets, output=path)
            data = os.path.join(directory, 'data')
            for command in (['load', '--data', data, '--as-of', AS_OF, path], ['check', '--data', data]):
                run = subprocess.run([LICENSE_CENTRAL] + command, capture_output=True, check=False)
                self.assertEqual(run.returncode, 0, run.stderr.decode())

    def test_empty(self):
        self.load(0)

    def test_demo_size(self):
        self.load(5000)

    def test_with_extra_clients(self):
        self.load(20000)


if __name__ == '__main__':
    unittest.main(verbosity=2)
