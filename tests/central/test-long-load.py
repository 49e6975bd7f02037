#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Loading a large data set: a terminal sees how far it is, an interruption changes nothing."""

import json
import os
import pathlib
import pty
import signal
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / 'support'))
from service import CATALOG, PATIENCE, PROGRAM, Service, run  # noqa: E402

LICENSE = {'product': 'p', 'group': 'a', 'created_on': '2026-01-15'}
VENDOR = {'vendor': {'name': 'Vendor', 'time_zone': 'Europe/Berlin'}}


class LongLoad(unittest.TestCase):
    def setUp(self):
        directory = tempfile.TemporaryDirectory(prefix='license-central-')
        self.addCleanup(directory.cleanup)
        self.root = pathlib.Path(directory.name)

    def write(self, count, **members):
        path = self.root / 'set.json'
        path.write_text(json.dumps({**CATALOG, 'licenses': [LICENSE] * count, **members}))
        return path

    def start(self, directory, data_set):
        """Loads on a terminal; returns the process and what it shows, read until licenses are counted."""
        ours, theirs = pty.openpty()
        process = subprocess.Popen([PROGRAM, 'load', '--data', directory, data_set], stdout=subprocess.PIPE,
                                   stderr=theirs)
        os.close(theirs)
        shown = b''
        while b'licenses: ' not in shown:
            shown += os.read(ours, 4096)
        return process, ours

    def finish(self, process, terminal):
        shown = b''
        while True:
            try:
                part = os.read(terminal, 4096)
            except OSError:  # closed at the other end
                break
            if not part:
                break
            shown += part
        os.close(terminal)
        process.stdout.close()
        return process.wait(PATIENCE), shown.decode()

    def test_interrupted(self):
        with Service() as service:
            before = run('check', '--data', service.data).stdout
            process, terminal = self.start(service.data, self.write(200000))
            process.send_signal(signal.SIGINT)
            status, shown = self.finish(process, terminal)
            self.assertEqual(status, 1)
            self.assertIn('nothing was changed', shown)
            self.assertEqual(run('check', '--data', service.data).stdout, before)
            self.assertEqual(service.load(CATALOG).returncode, 0)

    def test_interrupted_first_load(self):
        people = [{**CATALOG['people'][0], 'id': 'root'}, *CATALOG['people'][1:]]
        memberships = [{'group': None, 'person': 'root', 'role': 'admin'}, *CATALOG['memberships'][1:]]
        directory = self.root / 'new'
        process, terminal = self.start(directory, self.write(200000, **VENDOR, people=people,
                                                             memberships=memberships))
        process.send_signal(signal.SIGINT)
        self.assertEqual(self.finish(process, terminal)[0], 1)
        self.assertFalse(directory.exists())

    def test_told_to_a_terminal_only(self):
        with Service() as service:
            process, terminal = self.start(service.data, self.write(3000))
            status, shown = self.finish(process, terminal)
            self.assertEqual(status, 0)
            self.assertTrue(shown.endswith('\r\x1b[K'), shown)
            nothing = {name: [] for name in CATALOG}
            again = run('load', '--data', service.data, self.write(0, **nothing))
            self.assertEqual((again.returncode, again.stderr), (0, ''))
            service.check()

    def test_ticket_twice(self):
        code = '00000-00000-00000-00000-00168'
        with Service() as service:
            data_set = {**CATALOG, 'licenses': [{**LICENSE, 'ticket': code}, LICENSE, {**LICENSE, 'ticket': code}]}
            refused = service.load(data_set)
            self.assertEqual(refused.returncode, 1)
            self.assertIn('/licenses/2/ticket', refused.stderr)
            self.assertEqual(refused.stderr.count('/licenses/'), 1, refused.stderr)
            service.check()


if __name__ == '__main__':
    unittest.main()
