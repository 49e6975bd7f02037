#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The commands of license-central, as an administrator meets them."""

import bz2
import gzip
import json
import lzma
import os
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / 'support'))
from service import ADMIN, CATALOG, PASSWORD, Service, run  # noqa: E402


def describe(directory):
    """Everything below a directory, so that a change of anything shows."""
    return {str(path.relative_to(directory)): (path.stat().st_mode, path.stat().st_mtime_ns,
                                               path.read_bytes() if path.is_file() else None)
            for path in sorted(directory.rglob('*'))}


class Program(unittest.TestCase):
    def setUp(self):
        self.service = Service(create=False)
        self.addCleanup(self.service.__exit__)
        self.root, self.data = self.service.root, self.service.data

    def refuse(self, done, *parts, status=1):
        """One sentence, nothing on standard output."""
        self.assertEqual((done.returncode, done.stdout), (status, ''), done.stderr)
        self.assertEqual(len(done.stderr.strip().splitlines()), 1, done.stderr)
        for part in parts:
            self.assertIn(part, done.stderr)


class Demo(Program):
    """Everybody knows the passwords of the demo data: it stays out of what is somebody's own."""

    def refuse_demo(self, part):
        before = describe(self.data)
        self.refuse(run('serve', '--data', self.data, '--socket', self.root / 'socket', '--demo'), part, 'new or empty')
        self.assertEqual(describe(self.data), before)

    def test_somebody_elses_directory(self):
        self.data.mkdir()
        (self.data / 'letter.txt').write_text('mine')
        self.refuse_demo('is not empty')

    def test_a_real_license_central(self):
        done = run('init', '--data', self.data, '--vendor', 'V', '--email', ADMIN, password=PASSWORD)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.refuse_demo('holds a License Central without demo data')
        self.assertEqual(self.service.load(CATALOG).returncode, 0)
        self.refuse_demo('holds a License Central without demo data')

    def test_new_empty_begun_and_filled(self):
        self.data.mkdir(mode=0o700)
        (self.data / 'mail').mkdir(mode=0o700)  # where it was stopped before it had filled anything
        for _ in range(2):
            self.service.start('--demo')
            self.assertEqual(self.service.stop(), 0)


class Texts(Program):
    def init(self, data=None, vendor='Vendor', email=ADMIN, zone='Europe/Berlin', password=PASSWORD, **options):
        if data is None:
            data = self.data
        return run('init', '--data', data, '--vendor', vendor, '--email', email, '--time-zone', zone,
                   password=password, errors='surrogateescape', **options)

    def test_not_utf_8(self):
        broken = 'V\udcff'
        self.refuse(self.init(vendor=broken), '--vendor takes text in UTF-8', status=2)
        self.refuse(self.init(email=broken), '--email takes text in UTF-8', status=2)
        self.refuse(self.init(zone=broken), '--time-zone takes text in UTF-8', status=2)
        self.refuse(self.init(password='\udcff' * 12), 'password', 'UTF-8')
        self.refuse(run('renew', '--data', self.data, '--as-of', broken), '--as-of takes text in UTF-8', status=2)
        self.assertFalse(self.data.exists())

    def test_utf_8_in_every_locale(self):
        done = self.init(vendor='Vermögen 株式会社', env={'LC_ALL': 'C', 'PATH': ''})
        self.assertEqual(done.returncode, 0, done.stderr)
        self.service.start()
        self.assertEqual(self.service.sign_in().status, 201)
        self.assertEqual(self.service.call('GET', '/v1/groups').json['items'][0]['name'], 'Vermögen 株式会社')

    def test_values_by_the_names_that_were_typed(self):
        done = self.init(vendor='V\t\x01', email='a\x01@b.example', zone='', password='short')
        self.assertEqual((done.returncode, done.stdout), (1, ''))
        names = ('--vendor: ', '--email: ', '--time-zone: ', 'The password on standard input: ')
        lines = done.stderr.splitlines()
        self.assertEqual(len(lines), len(names), done.stderr)
        for name in names:
            self.assertTrue(any(line.startswith('license-central: ' + name) for line in lines), done.stderr)
        self.refuse(self.init(vendor='V' * 201), '--vendor', '200', '201')
        self.refuse(self.init(password=''), 'password', 'this has 0')
        self.refuse(self.init(password='p' * 1025), 'password', 'this has 1025')
        self.assertFalse(self.data.exists())

    def test_directories_that_are_none(self):
        self.refuse(self.init(data=''), '--data is empty', status=2)
        self.refuse(run('load', '--data', self.data, ''), 'The name of a file is missing', status=2)
        file = self.root / 'file'
        file.write_text('a file')
        for data in (file, file / 'below'):
            self.refuse(self.init(data=data), str(data), 'is no directory')
        self.assertEqual(file.read_text(), 'a file')

    def test_no_permission(self):
        self.root.chmod(0o555)
        # To root nothing is forbidden, so somebody else tries.
        try:
            done = self.init(**{'user': 65534, 'cwd': '/'} if os.geteuid() == 0 else {})
        except PermissionError:
            self.skipTest('only root may read where the program was built')
        self.refuse(done, 'Permission denied', 'check its permissions')

    def test_paths_need_not_be_text(self):
        data = os.fsencode(self.root) + b'/d\xff'
        done = run('init', '--data', os.fsdecode(data), '--vendor', 'V', '--email', ADMIN, password=PASSWORD)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertTrue(os.path.exists(data + b'/central.db'))


class Usage(Program):
    def test_wrong_options_lead_to_the_help(self):
        for command in ('init', 'serve', 'load', 'renew', 'check', 'backup'):
            with self.subTest(command):
                self.refuse(run(command, '--nonsense'), 'Unknown option --nonsense; see --help.', status=2)
        self.refuse(run('serve', '--data', self.data, '--rate-limit', 'many'), 'many', 'see --help.', status=2)
        self.assertFalse(self.data.exists())

    def test_help_shows_what_has_to_be_given(self):
        for command, needed in (('init', '--data=DIR --vendor=NAME --email=ADDRESS'),
                                ('serve', '--data=DIR --listen=ADDRESS:PORT|--socket=PATH'),
                                ('load', '--data=DIR FILE.json'), ('renew', '--data=DIR --as-of=DATE'),
                                ('check', '--data=DIR'), ('backup', '--data=DIR FILE')):
            with self.subTest(command):
                told = run(command, '--help')
                self.assertEqual((told.returncode, told.stderr), (0, ''))
                self.assertIn(f'license-central {command} [OPTION…] {needed} - ', told.stdout)
        self.assertIn('password', run('init', '--help').stdout)

    def test_socket_where_none_can_be(self):
        self.assertEqual(self.service.load({'vendor': {'name': 'V'}}).returncode, 0)
        path = self.root / 'none' / 'socket'
        self.refuse(run('serve', '--data', self.data, '--socket', path),
                    f'Cannot listen on {path}: No such file or directory.')


class Load(Program):
    def load(self, content, name='set.json'):
        path = self.root / name
        path.write_bytes(content)
        return run('load', '--data', self.data, path)

    def test_other_kinds_of_files(self):
        text = json.dumps({'vendor': {'name': 'Vendor'}, **CATALOG})
        for content, part in (
                (b'', 'is empty'), (b' \n\n', 'is empty'), (b'\xef\xbb\xbf' + text.encode(), 'byte order mark'),
                (text.encode('utf-16'), 'UTF-16'), (text.encode('utf-16-le'), 'UTF-16'),
                (text.encode('utf-16-be'), 'UTF-16'), (gzip.compress(text.encode()), 'gzip; unpack'),
                (bz2.compress(text.encode()), 'bzip2; unpack'), (lzma.compress(text.encode()), 'xz; unpack'),
                (b'PK\x03\x04rest', 'ZIP'), (b'group,product\nA,P\n', 'CSV'), (b'"group";"product"\n', 'CSV'),
                (b'SQLite format 3\0rest', 'license-central(1)'), (b'[]', 'starts with a brace'), (b'null', 'brace')):
            with self.subTest(part=part):
                self.refuse(self.load(content), part)
        self.refuse(run('load', '--data', self.data, self.root), 'is a directory')
        self.refuse(run('load', '--data', self.data, self.root / 'none'), 'none cannot be read: No such file')
        self.assertFalse(self.data.exists())

    def test_a_pipe(self):
        """Compressed data sets need no second file: zcat set.json.gz | license-central load … /dev/stdin"""
        done = run('load', '--data', self.data, '/dev/stdin', password=json.dumps({'vendor': {'name': 'V'}, **CATALOG}))
        self.assertEqual((done.returncode, done.stderr), (0, ''))

    def test_a_second_time(self):
        """Each array says once what is there, and nothing is told that only follows from that."""
        prices = [{'name': 'end-user', 'currency': 'EUR', 'valid_from': '2024-01-01', 'per': 'term',
                   'prices': [{'product': 'CAD', 'amount': 100}]}]
        # Parts without a key of their own: a unit, and a license without a ticket code.
        data_set = {'vendor': {'name': 'Vendor'}, **CATALOG, 'price_lists': prices,
                    'groups': CATALOG['groups'] + [{'id': 'u', 'parent': 'a', 'name': 'Unit', 'kind': 'unit'}],
                    'licenses': [{'group': 'u', 'product': 'p', 'assignee': None}]}
        self.assertEqual(self.service.load(data_set).returncode, 0)
        before = describe(self.data)['central.db']
        again = self.service.load(data_set)
        self.assertEqual((again.returncode, again.stdout), (1, ''))
        self.assertEqual(again.stderr.splitlines(), [
            'license-central: /groups/0/external_id: Line 1: “N” is there already, with 1 more of the file’s groups',
            'license-central: /people/0/email: Line 1: “mia@acme.example” is there already, with 1 more of the file’s '
            'people',
            'license-central: /categories/0/name: Line 1: “Engineering” is there already',
            'license-central: /products/0/code: Line 1: “CAD” is there already',
            'license-central: /price_lists/0/name: Line 1: “end-user” is there already'])
        self.assertEqual(describe(self.data)['central.db'][2], before[2])

    def test_a_ticket_and_a_membership_a_second_time(self):
        code = '00000-00000-00000-00000-00168'
        self.assertEqual(self.service.load({'vendor': {'name': 'Vendor'}, **CATALOG,
                                            'licenses': [{'group': 'a', 'product': 'p', 'ticket': code}]}).returncode, 0)
        again = self.service.load({'licenses': [{'group': 'A', 'product': 'CAD', 'ticket': code}]})
        self.refuse(again, f'/licenses/0/ticket: Line 1: “{code}” is there already')
        again = self.service.load({'memberships': [{'group': 'A', 'person': 'mia@acme.example', 'role': 'member'}]})
        self.refuse(again, '/memberships/0: Line 1: “mia@acme.example” is there already')

    def test_what_follows_from_a_fault_is_not_told(self):
        data_set = {'vendor': {'name': 'Vendor'}, **CATALOG, 'licenses': [{'group': 'a', 'product': 'p'}] * 3}
        data_set['groups'] = [dict(CATALOG['groups'][0], kind='team'), CATALOG['groups'][1]]
        data_set['products'] = [dict(CATALOG['products'][0], kind='wrong')]
        data_set['price_lists'] = [{'name': 'end-user', 'currency': 'EUR', 'valid_from': '2024-01-01', 'per': 'term',
                                    'prices': [{'product': 'CAD', 'amount': 1}]}]
        done = self.service.load(data_set)
        self.assertEqual([line.split(': ')[1] for line in done.stderr.splitlines()],
                         ['/groups/0/kind', '/products/0/kind'], done.stderr)


if __name__ == '__main__':
    unittest.main()
