#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What happens to the service when something around it breaks."""

import contextlib
import http.client
import os
import pathlib
import random
import resource
import shutil
import signal
import socket
import sqlite3
import sys
import threading
import unittest
import uuid

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / 'support'))
from service import ADMIN, CATALOG, PASSWORD, Service, run, wait_for  # noqa: E402

KILLS = 50
WRITERS = 4


class Refused(unittest.TestCase):
    """One sentence that says what to do, exit status 1, nothing changed."""

    def assert_refused(self, done, part, status=1):
        self.assertEqual(done.returncode, status, done.stderr)
        self.assertEqual(done.stdout, '')
        self.assertEqual(len(done.stderr.strip().splitlines()), 1, done.stderr)
        self.assertIn(part, done.stderr)

    def serve(self, data, *options):
        return run('serve', '--data', data, '--listen', '127.0.0.1:0', *options)

    def test_wrong_usage(self):
        with Service() as service:
            for options, part in (([], '--listen'), (['--listen', '0.0.0.0:0'], '--listen'),
                                  (['--listen', 'here'], '--listen'), (['--listen', '[::]:0', '--demo'], '--listen'),
                                  (['--listen', '127.0.0.1:0', '--today', '2026-02-30'], '--today'),
                                  (['--listen', '127.0.0.1:0', '--trusted-proxy', 'me'], '--trusted-proxy'),
                                  (['--listen', '127.0.0.1:0', '--rate-limit', '-1'], '--rate-limit'),
                                  (['--listen', '127.0.0.1:0', '--rate-limit', '-2'], '--rate-limit'),
                                  (['--listen', '127.0.0.1:0', '--port', '1'], '--port')):
                with self.subTest(options):
                    self.assert_refused(run('serve', '--data', service.data, *options), part, 2)
        self.assert_refused(run('serve', '--listen', '127.0.0.1:0'), '--data', 2)
        unknown = run('dance')
        self.assertEqual((unknown.returncode, unknown.stdout), (2, ''))
        self.assertIn('There is no command “dance”.', unknown.stderr)

    def test_no_database(self):
        with Service(create=False) as service:
            self.assert_refused(self.serve(service.data), 'There is no database')
            self.assertFalse(service.data.exists())

    def test_port_in_use(self):
        with Service() as service, socket.socket() as other:
            other.bind(('127.0.0.1', 0))
            other.listen()
            address = '127.0.0.1:%d' % other.getsockname()[1]
            self.assert_refused(run('serve', '--data', service.data, '--listen', address), 'in use')

    def test_second_process(self):
        with Service() as service:
            service.start()
            self.assert_refused(self.serve(service.data), 'stop it first')
            self.assert_refused(service.load(CATALOG), 'stop it first')

    def test_unreadable_directory(self):
        with Service() as service:
            shutil.rmtree(service.data)
            service.data.write_text('a file where a directory should be')
            self.assert_refused(self.serve(service.data), 'cannot be opened')

    def test_lost_secret(self):
        with Service() as service:
            (service.data / 'secret').unlink()
            self.assert_refused(self.serve(service.data), 'secret')

    def test_damaged_database(self):
        with Service() as service:
            (service.data / 'central.db').write_text('no database at all, but long enough to be one' * 100)
            copy = service.root / 'copy.db'
            for command in (('serve', '--listen', '127.0.0.1:0'), ('check',), ('backup', copy),
                            ('renew', '--as-of', '2099-01-01')):
                with self.subTest(command[0]):
                    self.assert_refused(run(command[0], '--data', service.data, *command[1:]), 'restore it from a backup')
            self.assert_refused(service.load(CATALOG), 'restore it from a backup')
            self.assertFalse(copy.exists())

    def test_damaged_page(self):
        with Service() as service:
            path = service.data / 'central.db'
            content = bytearray(path.read_bytes())
            content[8192:-4096] = b'\xa5' * (len(content) - 12288)
            path.write_bytes(content)
            self.assertEqual(run('check', '--data', service.data).returncode, 1)

    def test_damage_met_while_serving(self):
        with Service() as service:
            with sqlite3.connect(service.data / 'central.db') as db:
                db.execute('PRAGMA wal_checkpoint (TRUNCATE)')
                size = db.execute('PRAGMA page_size').fetchone()[0]
                root = db.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'api_token_person'").fetchone()[0]
            db.close()
            with open(service.data / 'central.db', 'r+b') as file:
                file.seek((root - 1) * size)
                file.write(b'\xa5' * size)
            service.start()
            self.assertEqual(service.sign_in().status, 201)
            self.assertEqual(service.call('GET', '/v1/health').status, 200)
            self.assertNotIn('"level":"error"', service.read_log())
            self.assertEqual(service.call('GET', '/v1/me/tokens').status, 507)
            self.assertIn('"level":"error"', service.read_log())
            for _ in range(2):
                self.assertEqual(service.call('GET', '/v1/health').status, 507)

    def test_loaded_on_a_later_day(self):
        with Service(create=False) as service:
            self.assertEqual(service.load({'vendor': {'name': 'V'}, **CATALOG}, '--as-of', '2026-09-30').returncode, 0)
            self.assert_refused(self.serve(service.data, '--today', '2026-08-30'), '2026-09-30')
            service.start('--today', '2026-09-30')

    def test_load_of_a_directory(self):
        with Service(create=False) as service:
            self.assert_refused(run('load', '--data', service.data, service.root), 'is a directory')
            self.assertFalse(service.data.exists())

    def test_newer_schema(self):
        with Service() as service:
            with sqlite3.connect(service.data / 'central.db') as db:
                db.execute('PRAGMA user_version = 999')
            db.close()
            copy = service.root / 'copy.db'
            for command in (('serve', '--listen', '127.0.0.1:0'), ('check',), ('backup', copy),
                            ('renew', '--as-of', '2099-01-01')):
                with self.subTest(command[0]):
                    self.assert_refused(run(command[0], '--data', service.data, *command[1:]), 'newer version')
            self.assert_refused(service.load(CATALOG), 'newer version')
            self.assertFalse(copy.exists())

    def test_day_before(self):
        with Service() as service:
            service.start('--today', '2026-06-02')
            self.assertEqual(service.stop(), 0)
            self.assert_refused(self.serve(service.data, '--today', '2026-06-01'), '2026-06-02')
            service.start('--today', '2026-06-02')

    def test_init_twice(self):
        with Service() as service:
            before = (service.data / 'secret').read_bytes()
            again = run('init', '--data', service.data, '--vendor', 'Other', '--email', ADMIN, password=PASSWORD)
            self.assert_refused(again, 'already')
            self.assertEqual((service.data / 'secret').read_bytes(), before)

    def test_init_with_bad_values(self):
        with Service(create=False) as service:
            bad = run('init', '--data', service.data, '--vendor', '', '--email', 'nobody', '--time-zone', 'Moon/Base',
                      password='short')
            self.assertEqual(bad.returncode, 1)
            for name in ('--vendor', '--email', '--time-zone', 'password'):
                self.assertIn(name, bad.stderr)
            self.assertFalse(service.data.exists())

    def test_backup_while_serving(self):
        with Service() as service:
            service.start()
            copy = service.root / 'copy.db'
            self.assertEqual(service.sign_in().status, 201)
            group = service.call('POST', '/v1/groups', {'name': 'New', 'kind': 'client', 'parent_id': service.call(
                'GET', '/v1/groups').json['items'][0]['id']})
            self.assertEqual(group.status, 201)
            done = run('backup', '--data', service.data, copy)
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertIn(f'keep {service.data}/secret with it', done.stderr)
            self.assertEqual([path.name for path in service.root.glob('copy.db*')], ['copy.db'])
            self.assertRegex(done.stdout, r'^[0-9]+ [0-9a-f]{64} [0-9TZ:-]{20} [0-9a-f]{128}\n$')
            self.assertEqual(copy.stat().st_mode & 0o777, 0o600)
            self.assert_refused(run('backup', '--data', service.data, copy), 'exists already')
            self.assertEqual(service.stop(), 0)
            self.check_cut_off(service, done.stdout)

    def check_cut_off(self, service, head):
        """Audit records cut off at the end show by a signed head: the service's own, or one kept elsewhere."""
        kept = service.root / 'kept'
        kept.write_text(head)
        whole = run('check', '--data', service.data)
        self.assertEqual(whole.returncode, 0)
        self.assertRegex(whole.stdout, '[1-9][0-9]* audit records? checked')
        with contextlib.closing(sqlite3.connect(service.data / 'central.db')) as database, database:
            last, = database.execute('SELECT max(seq) FROM audit').fetchone()
            database.execute('DROP TRIGGER audit_no_delete')
            database.execute('DELETE FROM audit_text WHERE seq = ?', (last,))
            database.execute('DELETE FROM audit WHERE seq = ?', (last,))
        told = run('check', '--data', service.data, '--head', kept)
        self.assertEqual(told.returncode, 1)
        self.assertIn('was signed, but there are only', told.stderr)
        own = service.data / 'audit-heads'
        own.write_text(own.read_text() + head if own.exists() else head)
        self.assertEqual(run('check', '--data', service.data).returncode, 1)


class Loaded(unittest.TestCase):
    """A service with something to order."""

    def setUp(self):
        self.service = Service()
        self.addCleanup(self.service.__exit__)
        self.assertEqual(self.service.load(CATALOG).returncode, 0)

    def begin(self, **options):
        self.service.start(**options)
        if self.service.token is None:
            self.assertEqual(self.service.sign_in().status, 201)
            groups = self.service.call('GET', '/v1/groups').json['items']
            self.group = next(group['id'] for group in groups if group['name'] == 'Acme')
            category = self.service.call('GET', f'/v1/groups/{self.group}/categories').json['items'][0]['id']
            products = self.service.call('GET', f'/v1/categories/{category}/products?group={self.group}')
            self.product = products.json['items'][0]['id']

    def order(self, reference, **options):
        body = {'group_id': self.group, 'product_id': self.product, 'licenses': 1, 'quantity': 1,
                'reference': reference}
        return self.service.call('POST', '/v1/orders', body, **options)

    def list_references(self):
        references = []
        cursor = ''
        while cursor is not None:
            page = self.service.call('GET', '/v1/tickets?limit=1000' + (f'&cursor={cursor}' if cursor else '')).json
            references += [ticket['reference'] for ticket in page['items']]
            cursor = page['next']
        return references


class Descriptors(Loaded):
    def test_out_of_descriptors_and_back(self):
        self.begin(limits={resource.RLIMIT_NOFILE: 64})
        host, port = self.service.address.removeprefix('http://').split(':')
        crowd = [socket.create_connection((host, int(port))) for _ in range(120)]
        wait_for(lambda: 'No more connections' in self.service.read_log(), 'being out of descriptors')
        before = self.cpu()
        # It neither spins nor goes deaf: idle connections make room.
        self.assertEqual(self.service.call('GET', '/v1/health').status, 200)
        self.assertLess(self.cpu() - before, 2)
        for one in crowd:
            one.close()
        for _ in range(5):
            self.assertEqual(self.service.call('GET', '/v1/health').status, 200)
        self.assertLess(self.service.read_log().count('No more connections'), 20)
        self.assertEqual(self.service.stop(), 0)

    def cpu(self):
        fields = pathlib.Path(f'/proc/{self.service.process.pid}/stat').read_text().rsplit(')', 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf('SC_CLK_TCK')


class FullDisk(Loaded):
    def test_no_room_is_an_answer(self):
        self.begin()
        self.assertEqual(self.service.stop(), 0)
        size = (self.service.data / 'central.db').stat().st_size
        self.begin(limits={resource.RLIMIT_FSIZE: size + 200000})
        acknowledged = []
        for number in range(2000):
            reply = self.order(f'full-{number}')
            if reply.status != 201:
                break
            acknowledged.append(f'full-{number}')
        self.assertEqual((reply.status, reply.code), (507, 'storage'))
        self.assertIn('full', reply.json['detail'])
        self.assertIn(self.service.call('GET', '/v1/health').status, (200, 507))
        self.service.stop()
        self.begin()
        self.assertEqual(sorted(self.list_references()), sorted(acknowledged))
        self.service.stop()
        self.service.check()


class Stopping(Loaded):
    def test_what_was_accepted_is_finished(self):
        self.begin()
        done = []
        stopped = threading.Event()

        def write(name):
            number = 0
            while not stopped.is_set():
                try:
                    reply = self.order(f'{name}-{number}')
                except (OSError, http.client.HTTPException):
                    return
                if reply.status == 201:
                    done.append(f'{name}-{number}')
                number += 1

        threads = [threading.Thread(target=write, args=(name,)) for name in 'abcd']
        for thread in threads:
            thread.start()
        wait_for(lambda: len(done) > 40, 'some orders')
        self.assertEqual(self.service.stop(), 0)
        stopped.set()
        for thread in threads:
            thread.join()
        self.begin()
        references = self.list_references()
        self.assertEqual(len(references), len(set(references)))
        self.assertLessEqual(set(done), set(references))
        self.service.stop()
        self.assertFalse((self.service.data / 'central.db-wal').exists())
        self.service.check()

    def test_event_streams_do_not_hold_it_up(self):
        self.begin()
        connection = self.service.connect()
        connection.request('GET', '/v1/events', headers={'Authorization': 'Bearer ' + self.service.token})
        answer = connection.getresponse()
        self.assertEqual(self.service.stop(), 0)
        self.assertTrue(answer.read().startswith(b':'))
        connection.close()


class Killed(Loaded):
    def test_every_acknowledged_change_exactly_once(self):
        """kill -9 under load, again and again. Writers repeat what was not answered, with the same key."""
        self.begin()
        self.service.kill()
        acknowledged = set()
        pending = [None] * WRITERS
        guard = threading.Lock()
        rounds = 0

        def write(writer, done):
            while not done.is_set():
                if pending[writer] is None:
                    pending[writer] = (f'{writer}-{uuid.uuid4().hex}', uuid.uuid4().hex)
                reference, key = pending[writer]
                try:
                    reply = self.order(reference, Idempotency_Key=key)
                except (OSError, http.client.HTTPException):
                    return
                if reply.status == 201:
                    with guard:
                        acknowledged.add(reference)
                    pending[writer] = None

        for rounds in range(KILLS):
            self.begin()
            done = threading.Event()
            target = len(acknowledged) + random.randint(1, 12)
            threads = [threading.Thread(target=write, args=(writer, done)) for writer in range(WRITERS)]
            for thread in threads:
                thread.start()
            wait_for(lambda: len(acknowledged) >= target, 'orders between two kills')
            self.service.process.send_signal(signal.SIGKILL)
            self.service.kill()
            done.set()
            for thread in threads:
                thread.join()

        self.begin()
        references = self.list_references()
        self.assertEqual(len(references), len(set(references)), 'an order is there twice')
        self.assertLessEqual(acknowledged, set(references), 'an acknowledged order is lost')
        unanswered = {one[0] for one in pending if one is not None}
        self.assertLessEqual(set(references), acknowledged | unanswered, 'an order that nobody made')
        self.assertEqual(self.service.stop(), 0)
        self.service.check()


if __name__ == '__main__':
    unittest.main()
