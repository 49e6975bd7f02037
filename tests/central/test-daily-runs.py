#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The daily job as the program runs it: what it prints, what it refuses, and that killing it does no harm."""

import datetime
import hashlib
import json
import os
import pathlib
import shutil
import signal
import sqlite3
import subprocess
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / 'support'))
from service import CATALOG, PATIENCE, PROGRAM, Service, run, wait_for  # noqa: E402

PRODUCT = {'id': 's', 'code': 'SUB', 'name': 'Support', 'kind': 'subscription', 'categories': ['c'],
           'subscription': {'term': 'P1Y', 'expiry_mode': 'anniversary', 'start_mode': 'purchase', 'notice': 'P3M'}}
MANY = 100000
LOADED, DUE = '2026-09-29', '2026-12-24'


def make_data_set(subscriptions):
    return {**CATALOG, 'products': CATALOG['products'] + [PRODUCT],
            'licenses': [{'group': 'a', 'product': 's', 'subscription': one} for one in subscriptions]}


def connect(data):
    return sqlite3.connect(f'file:{data}/central.db?mode=ro', uri=True)


def count_renewals(data):
    with connect(data) as db:
        return db.execute('SELECT count(*) FROM renewal').fetchone()[0]


def digest(data):
    """Everything that the daily job writes, but for the instants at which it did."""
    total = hashlib.sha256()
    with connect(data) as db:
        for query in ('SELECT * FROM subscription ORDER BY row', 'SELECT * FROM renewal ORDER BY subscription, number',
                      'SELECT row, technical_expiry, version FROM ticket ORDER BY row',
                      'SELECT seq, kind, object, group_before, assignee_before, visible_before FROM change ORDER BY seq',
                      "SELECT value FROM setting WHERE name = 'last_day'"):
            for row in db.execute(query):
                total.update(repr(row).encode())
    return total.hexdigest()


class Renew(unittest.TestCase):
    def setUp(self):
        self.service = self.enterContext(Service())
        done = self.service.load(make_data_set([{'start': '2026-01-01'}, {'start': '2026-02-01'},
                                                {'start': '2026-01-01', 'cancelled_on': '2026-03-01'}]),
                                 '--as-of', LOADED)
        self.assertEqual(done.returncode, 0, done.stderr)

    def renew(self, day, status=0):
        done = run('renew', '--data', self.service.data, '--as-of', day)
        self.assertEqual(done.returncode, status, done.stderr)
        return done

    def test_prints_what_it_did_and_does_it_once(self):
        self.assertEqual(json.loads(self.renew('2026-10-01').stdout),
                         {'as_of': '2026-10-01', 'renewed': 1, 'ended': 0})
        before = digest(self.service.data)
        self.assertEqual(json.loads(self.renew('2026-10-01').stdout),
                         {'as_of': '2026-10-01', 'renewed': 0, 'ended': 0})
        self.assertEqual(digest(self.service.data), before)
        self.assertEqual(json.loads(self.renew('2027-01-01').stdout),
                         {'as_of': '2027-01-01', 'renewed': 1, 'ended': 1})
        with connect(self.service.data) as db:
            self.assertEqual(db.execute('SELECT committed_on FROM renewal ORDER BY 1').fetchall(),
                             [('2026-10-01',), ('2026-11-01',)])
        self.service.check()

    def test_goes_back_to_no_earlier_day(self):
        self.renew('2026-10-01')
        refused = self.renew('2026-09-30', status=1)
        self.assertEqual(refused.stdout, '')
        self.assertIn('2026-10-01', refused.stderr)
        serve = run('serve', '--data', self.service.data, '--listen', '127.0.0.1:0', '--today', '2026-09-30')
        self.assertEqual((serve.returncode, serve.stdout), (1, ''))
        self.assertIn('2026-10-01', serve.stderr)
        self.service.start('--today', '2026-10-01')
        busy = self.renew('2026-10-02', status=1)
        self.assertIn('stop it first', busy.stderr)
        self.assertEqual(self.service.stop(), 0)

    def test_wrong_days(self):
        for day in ('yesterday', '2026-02-30', '2027-02-29', '0001-01-01', '9999-12-31', '1899-12-31', '3000-01-01', ''):
            with self.subTest(day=day):
                self.assertIn('--as-of', self.renew(day, status=2).stderr)

    def test_serve_catches_up_before_it_answers(self):
        self.service.start('--today', '2029-11-30').sign_in()
        items = self.service.call('GET', '/v1/subscriptions').json['items']
        self.assertEqual([[one['committed_on'] for one in item['renewals']] for item in items],
                         [[f'{year}-10-01' for year in range(2026, 2030)],
                          [f'{year}-11-01' for year in range(2026, 2030)], []])
        self.assertEqual([item['state'] for item in items], ['active', 'active', 'ended'])


class Killed(unittest.TestCase):
    """A hundred thousand due at once, the program killed wherever it stands, and the same rows in the end."""

    @classmethod
    def setUpClass(cls):
        cls.service = Service()
        cls.addClassCleanup(cls.service.__exit__)
        first = datetime.date(2026, 1, 1)
        starts = [{'start': str(first + datetime.timedelta(days=number % 80))} for number in range(MANY)]
        done = cls.service.load(make_data_set(starts), '--as-of', LOADED)
        assert done.returncode == 0, done.stderr
        cls.renewed = count_renewals(cls.service.data)
        cls.undisturbed = cls.copy('undisturbed')
        done = run('renew', '--data', cls.undisturbed, '--as-of', DUE)
        assert done.returncode == 0 and json.loads(done.stdout)['renewed'] >= MANY, (done.stdout, done.stderr)
        cls.expected = digest(cls.undisturbed)

    @classmethod
    def copy(cls, name):
        target = cls.service.root / name
        shutil.copytree(cls.service.data, target)
        return target

    def kill(self, process):
        os.kill(process.pid, signal.SIGKILL)
        process.wait(PATIENCE)
        for stream in (process.stdout, process.stderr):
            stream.close()

    def start(self, *arguments):
        return subprocess.Popen([PROGRAM, *map(str, arguments)], stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def kill_at(self, data, wanted, *command):
        """Starts the program and kills it as soon as that many renewals are on the disk. Returns how many are."""
        process = self.start(*command)
        wait_for(lambda: process.poll() is not None or count_renewals(data) >= wanted, f'{wanted} renewals')
        self.kill(process)
        return count_renewals(data)

    def test_killed_again_and_again(self):
        data = self.copy('killed')
        found = [self.kill_at(data, 0, 'renew', '--data', data, '--as-of', DUE)]
        for step in range(1, 12):
            found.append(self.kill_at(data, self.renewed + MANY * step // 12, 'renew', '--data', data, '--as-of', DUE))
        self.assertEqual(found, sorted(found))
        self.assertGreater(len({number for number in found if self.renewed < number < self.renewed + MANY}), 3)
        done = run('renew', '--data', data, '--as-of', DUE)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(digest(data), self.expected)
        done = run('check', '--data', data)
        self.assertEqual(done.returncode, 0, done.stderr)

    def test_serve_killed_while_it_catches_up(self):
        data = self.copy('served')
        serve = ('serve', '--data', data, '--listen', '127.0.0.1:0', '--today', DUE)
        self.kill_at(data, self.renewed + MANY // 2, *serve)
        process = self.start(*serve)
        line = process.stdout.readline()
        self.assertTrue(line.startswith(b'listening on '), line)
        self.assertEqual(digest(data), self.expected)
        self.kill(process)


if __name__ == '__main__':
    unittest.main(verbosity=2)
