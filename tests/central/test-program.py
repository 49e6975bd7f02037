#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The commands of license-central, as an administrator meets them."""

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


if __name__ == '__main__':
    unittest.main()
