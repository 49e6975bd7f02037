#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""licensectl against the real service.

usage: test_licensectl.py LICENSE_CENTRAL LICENSECTL TEST_SUPPORT_DIR
"""

import csv
import io
import json
import os
import pty
import subprocess
import sys
import tempfile
import unicodedata
import unittest

SUPPORT = sys.argv.pop(3)
LICENSECTL = sys.argv.pop(2)
PROGRAM = sys.argv.pop(1)
sys.path.insert(0, SUPPORT)
sys.dont_write_bytecode = True

from license_central import LicenseCentral  # noqa: E402  (found only through the path above)

HERE = os.path.dirname(os.path.abspath(__file__))
PASSWORD = 'a password for tests'
CODE = '00000-00000-00000-00000-00168'
CAD = 'Vendor/North Reseller/Acme/CAD team'
LAB = 'Vendor/North Reseller/Acme/试验室 مختبر 🧪'
LISTS = ('whoami', 'groups', 'people', 'tickets', 'subscriptions', 'audit', 'catalog --group =C-1')


def width(text):
    return sum(0 if unicodedata.combining(letter) or unicodedata.category(letter) == 'Cf'
               else 2 if unicodedata.east_asian_width(letter) in 'WF' else 1 for letter in text)


class Run:
    def __init__(self, arguments, server, token, home, stdin='', **environment):
        env = {name: value for name, value in os.environ.items() if not name.startswith('LICENSECTL_')}
        # No bus, so that the keyring of whoever runs the tests stays out of them.
        env.update(XDG_CONFIG_HOME=home, HOME=home, LC_ALL='C.UTF-8',
                   DBUS_SESSION_BUS_ADDRESS='unix:path=/nonexistent/bus', **environment)
        if server:
            env['LICENSECTL_SERVER'] = server
        if token:
            env['LICENSECTL_TOKEN'] = token
        done = subprocess.run([LICENSECTL] + arguments, input=stdin.encode(), capture_output=True, env=env,
                              check=False, timeout=120)
        self.status = done.returncode
        self.out = done.stdout.decode()
        self.err = done.stderr.decode()

    @property
    def rows(self):
        return list(csv.DictReader(io.StringIO(self.out, newline='')))


class WithService(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        with open(os.path.join(HERE, 'small-data-set.json'), encoding='utf-8') as file:
            cls.central = LicenseCentral(PROGRAM, json.load(file))
        cls.central.__enter__()
        cls.addClassCleanup(cls.central.__exit__)
        cls.home = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.home.cleanup)
        cls.tokens = {name: cls.central.sign_in(email, PASSWORD) for name, email in
                      (('vera', 'vera@v.example'), ('adam', 'adam@acme.example'), ('mia', 'mia@acme.example'), ('kai', 'kai@work.example'))}

    def run_as(self, person, *arguments, status=0, **options):
        run = Run(list(arguments), 'unix:' + self.central.socket, self.tokens.get(person), self.home.name, **options)
        self.assertEqual(run.status, status, '%s\n%s\n%s' % (arguments, run.out, run.err))
        return run

    def create(self, *arguments, person='adam', **options):
        return self.run_as(person, '-f', 'csv', 'create', '--group', CAD, '--product', 'VIEW',
                           '--entry', 'host_name=ws-9', *arguments, **options)


class Formats(WithService):
    def test_every_list_in_every_format(self):
        for command in LISTS:
            with self.subTest(command=command):
                words = command.split()
                table = self.run_as('vera', *words)
                self.assertTrue(table.out.endswith('\n'))
                self.assertEqual(table.err, '')
                decoded = json.loads(self.run_as('vera', '--format', 'json', *words).out)
                self.assertIsInstance(decoded, dict if command == 'whoami' else list)
                text = self.run_as('vera', *words, '--format=csv').out
                parsed = list(csv.reader(io.StringIO(text, newline=''), strict=True))
                self.assertGreater(len(parsed[0]), 3)
                self.assertTrue(all(len(row) == len(parsed[0]) for row in parsed))
                self.assertNotIn('\r', text)

    def test_tables_align_by_display_width(self):
        lines = self.run_as('vera', 'groups').out.splitlines()
        self.assertTrue(any('试验室' in line for line in lines))
        kinds = ('vendor', 'reseller', 'client', 'unit')
        start = width(lines[0][:lines[0].index('Kind')])
        for line in lines[1:]:
            at = min(line.find('  ' + kind + ' ') for kind in kinds if '  ' + kind + ' ' in line) + 2
            self.assertEqual(width(line[:at]), start, line)

    def test_csv_is_guarded_and_quoted(self):
        rows = self.run_as('vera', 'groups', '-f', 'csv').rows
        self.assertIn("'=C-1", [row['external_id'] for row in rows])
        rows = self.run_as('vera', 'tickets', '-f', 'csv', '--query', 'evil').rows
        self.assertEqual(rows[0]['reference'], "'-5 \u202eevil")
        self.assertIn('note==1+1, "two"', rows[0]['entries'])
        self.assertEqual(rows[0]['product'], 'ViewPro, "2026"')
        self.assertEqual(rows[0]['quantity'], '7')

    def test_tables_show_no_control_characters(self):
        out = self.run_as('vera', 'tickets').out
        self.assertIn('evil', out)
        self.assertNotIn('\u202e', out)

    def test_json_is_what_the_service_says(self):
        _, _, body = self.central.request('GET', '/v1/tickets/' + CODE, token=self.tokens['vera'])
        self.assertEqual(json.loads(self.run_as('vera', 'show', CODE, '-f', 'json').out), json.loads(body))

    def test_show_in_every_format(self):
        self.assertIn('ws-1', self.run_as('vera', 'show', CODE).out)
        self.assertEqual(self.run_as('vera', 'show', CODE, '-f', 'csv').rows[0]['ticket'], CODE)

    def test_full_disk(self):
        with open('/dev/full', 'wb') as full:
            env = dict(os.environ, LICENSECTL_SERVER='unix:' + self.central.socket,
                       LICENSECTL_TOKEN=self.tokens['vera'])
            done = subprocess.run([LICENSECTL, 'groups'], stdout=full, stderr=subprocess.PIPE, env=env, check=False)
        self.assertEqual(done.returncode, 1)
        self.assertIn(b'cannot be written', done.stderr)


class Finding(WithService):
    def test_group_by_id_customer_number_and_path(self):
        rows = self.run_as('vera', 'groups', '-f', 'csv').rows
        acme = next(row for row in rows if row['path'].endswith('/Acme'))
        for name in (acme['id'], '=C-1', acme['path']):
            found = self.run_as('vera', 'tickets', '--group', name, '-f', 'csv').rows
            self.assertEqual(len([row for row in found if row['ticket'] == CODE]), 1)
            self.assertNotIn('Vendor/Other', {row['group'] for row in found})

    def test_unknown_group(self):
        run = self.run_as('adam', 'tickets', '--group', 'Vendor/Other', status=1)
        self.assertIn('--group', run.err)
        self.assertIn('licensectl groups', run.err)

    def test_path_that_fits_several_groups(self):
        # Of the groups above, Kai sees the names of vendor and reseller only, so both teams have the same path.
        groups = self.run_as('kai', 'groups', '-f', 'csv').rows
        self.assertEqual({group['path'] for group in groups}, {'Vendor/North Reseller/CAD team'})
        run = self.run_as('kai', 'tickets', '--group', groups[0]['path'], status=1)
        for group in groups:
            self.assertIn(group['id'], run.err)
            self.run_as('kai', 'tickets', '--group', group['id'])

    def test_tickets_by_state_and_text(self):
        self.assertEqual(self.run_as('vera', 'tickets', '--state', 'revoked', '-f', 'csv').rows, [])
        found = self.run_as('vera', 'tickets', '--query', 'PO-1', '-f', 'csv').rows
        self.assertIn(CODE, [row['ticket'] for row in found])

    def test_show_takes_the_lenient_form(self):
        for code in ('00000000000000000000oo168', 'OOOOO 00000 00000 00000 00i68'):
            self.assertIn(CODE, self.run_as('vera', 'show', code).out)

    def test_people_of_one_group(self):
        rows = self.run_as('adam', 'people', '--group', CAD, '-f', 'csv').rows
        self.assertEqual({row['email'] for row in rows}, {'mia@acme.example', 'leo@acme.example', 'kai@work.example'})
        self.assertIn("'=Mia", {row['name'] for row in rows})

    def test_people_of_all_groups(self):
        """In one request a page, however many groups there are."""
        def count_requests():
            with open(self.central.log.name, encoding='utf-8') as log:
                return sum('/members' in line for line in log)

        before = count_requests()
        rows = self.run_as('vera', 'people', '-f', 'csv').rows
        self.assertEqual(count_requests() - before, 1)
        for group in {row['group'] for row in rows}:
            self.assertEqual([row for row in rows if row['group'] == group],
                             self.run_as('vera', 'people', '--group', group, '-f', 'csv').rows)
        paths = [row['path'] for row in self.run_as('vera', 'groups', '-f', 'csv').rows]
        shown = list(dict.fromkeys(row['group'] for row in rows))
        self.assertEqual(shown, [path for path in paths if path in shown])
        self.assertLess({row['group'] for row in self.run_as('adam', 'people', '-f', 'csv').rows}, set(shown))
        self.assertEqual(self.run_as('mia', 'people', '-f', 'csv').rows, [])

    def test_catalog_is_what_one_may_create(self):
        rows = self.run_as('adam', 'catalog', '--group', CAD, '-f', 'csv').rows
        self.assertEqual({row['code'] for row in rows}, {'VIEW', 'FLOW', 'SHORT'})
        self.assertIn('host_name*', next(row['entries'] for row in rows if row['code'] == 'VIEW'))


class Creating(WithService):
    def test_creates_with_everything(self):
        run = self.create('--licenses', '3', '--quantity', '2', '--module', 'CAM', '--module', 'CAM5',
                          '--entry', 'cores=4', '--entry', 'note=a=b', '--reference', '=PO', '--assignee',
                          'LEO@acme.example')
        self.assertEqual(len(run.rows), 3)
        for row in run.rows:
            self.assertEqual((row['modules'], row['quantity'], row['assignee'], row['visible_to_group']),
                             ('CAM CAM5', '2', 'leo@acme.example', 'false'))
            self.assertIn('note=a=b', row['entries'])
            self.assertEqual(row['reference'], "'=PO")

    def test_visibility(self):
        self.assertEqual(self.create('--visible').rows[0]['visible_to_group'], 'true')
        self.assertEqual(self.create('--admins-only').rows[0]['visible_to_group'], 'false')

    def test_modules(self):
        self.assertEqual(self.create().rows[0]['modules'], 'CAM')
        self.assertEqual(self.create('--no-modules').rows[0]['modules'], '')

    def test_json_is_the_order(self):
        run = self.run_as('adam', 'create', '-g', CAD, '-p', 'view', '--entry', 'host_name=a', '-f', 'json')
        self.assertEqual(set(json.loads(run.out)), {'order', 'tickets'})

    def test_hostile_texts_come_back_whole(self):
        for text in ('=cmd', 'شكرا', '𝕏🧪', '"quoted", twice', 'ａｂｃ', "it's"):
            with self.subTest(text=text):
                row = self.create('--reference', text).rows[0]
                self.assertEqual(row['reference'].removeprefix("'" if text[0] == '=' else ''), text)

    def test_refusals_name_the_option(self):
        for arguments, option in (
                (('--entry', 'cores=65'), '--entry cores'),
                (('--entry', 'nothing=1'), '--entry nothing'), (('--module', 'CAM5'), '--module'),
                (('--module', 'LITE', '--module', 'CAM'), '--module'), (('--reference', 'x' * 5000), '--reference')):
            with self.subTest(arguments=arguments):
                self.assertIn(option, self.create(*arguments, status=1).err)

    def test_wishes_that_lead_nowhere(self):
        self.assertIn('--product', self.run_as('adam', 'create', '-g', CAD, '-p', 'NONE', status=1).err)
        self.assertIn('vera@v.example', self.create('--assignee', 'vera@v.example', status=1).err)

    def test_the_same_key_never_creates_twice(self):
        key = ('--idempotency-key', 'nightly-2026-11-24')
        first = self.create('--reference', 'once', *key)
        self.assertEqual(self.create('--reference', 'once', *key).out, first.out)
        self.create('--reference', 'another', *key, status=1)
        self.assertEqual(len(self.run_as('adam', 'tickets', '--query', 'once', '-f', 'csv').rows), 1)

    def test_dry_run(self):
        before = self.run_as('vera', 'tickets', '-f', 'csv').rows
        run = self.create('--licenses', '3', '--quantity', '2', '--assignee', 'leo@acme.example', '--dry-run')
        row = run.rows[0]
        self.assertEqual((row['state'], row['licenses'], row['quantity'], row['modules'], row['assignee'], row['seen_by']),
                         ('completed', '3', '2', 'CAM', 'leo@acme.example', '1'))
        self.assertEqual((row['currency'], row['price']), ('EUR', '659.94'))
        self.assertIn('host_name=ws-9', row['entries'])
        self.assertIn('Nothing was changed', run.err)
        self.assertIn('--entry cores', self.create('--entry', 'cores=65', '--dry-run', status=1).err)
        # It asks nothing, and leaves the key to the order that may follow.
        short = self.run_as('adam', 'create', '-g', CAD, '-p', 'SHORT', '--dry-run', '--idempotency-key', 'later', '-f', 'csv')
        self.assertEqual(short.rows[0]['price'], '')
        self.assertRegex(short.rows[0]['deadline'], '^2026-')
        self.assertIn('has to be cancelled by ' + short.rows[0]['deadline'] + '.', short.err)
        self.assertNotIn('?', short.err)
        asked = self.run_as('adam', 'create', '-g', CAD, '-p', 'SHORT', status=2).err
        self.assertIn(short.err.splitlines()[0], asked)
        self.assertNotIn('has to be cancelled', run.err)
        decoded = json.loads(self.create('--visible', '--dry-run', '-f', 'json').out)
        self.assertEqual(set(decoded), {'preview', 'price'})
        self.assertEqual(decoded['preview']['seen_by'], 3)
        self.assertEqual(self.run_as('vera', 'tickets', '-f', 'csv').rows, before)

    def test_near_deadline_needs_a_yes(self):
        arguments = ('create', '-g', CAD, '-p', 'SHORT', '-f', 'csv')
        run = self.run_as('adam', *arguments, status=2)
        self.assertIn('--yes', run.err)
        self.assertIn('2026-11-24', run.err)
        self.assertEqual(len(self.run_as('adam', *arguments, '--yes').rows), 1)

    def test_asks_on_a_terminal(self):
        for answer, status in (('n\n', 1), ('yes\n', 0)):
            leader, follower = pty.openpty()
            env = dict(os.environ, LICENSECTL_SERVER='unix:' + self.central.socket,
                       LICENSECTL_TOKEN=self.tokens['adam'], LC_ALL='C.UTF-8')
            with subprocess.Popen([LICENSECTL, 'create', '-g', CAD, '-p', 'SHORT'], stdin=follower,
                                  stdout=subprocess.PIPE, stderr=follower, env=env) as process:
                os.close(follower)
                os.write(leader, answer.encode())
                out = process.stdout.read()
                process.wait()
            os.close(leader)
            self.assertEqual((process.returncode, bool(out)), (status, status == 0))


class Changing(WithService):
    def new_code(self, *arguments):
        return self.create(*arguments).rows[0]['ticket']

    def test_allocate_to_person_everyone_and_nobody(self):
        code = self.new_code()
        row = self.run_as('adam', 'allocate', code, '--to', 'mia@acme.example', '-f', 'csv').rows[0]
        self.assertEqual((row['assignee'], row['visible_to_group']), ('mia@acme.example', 'false'))
        row = self.run_as('adam', 'allocate', code.lower().replace('-', ''), '--visible', '-f', 'csv').rows[0]
        self.assertEqual((row['assignee'], row['visible_to_group']), ('', 'true'))
        row = self.run_as('adam', 'allocate', '--admins-only', code, '-f', 'csv').rows[0]
        self.assertEqual((row['assignee'], row['visible_to_group']), ('', 'false'))

    def test_allocate_many_and_move(self):
        codes = [row['ticket'] for row in self.create('--licenses', '3').rows]
        rows = self.run_as('adam', 'allocate', *codes, '--visible', '--group', LAB, '-f', 'csv').rows
        self.assertEqual([row['group'] for row in rows], [LAB] * 3)

    def test_allocate_goes_on_after_a_refusal(self):
        good, revoked = self.new_code(), self.new_code()
        self.run_as('adam', 'revoke', revoked, '--yes')
        run = self.run_as('adam', 'allocate', revoked, good, '--admins-only', '-f', 'csv', status=1)
        self.assertEqual([row['ticket'] for row in run.rows], [good])
        self.assertIn(revoked, run.err)

    def test_members_may_not(self):
        self.run_as('mia', 'allocate', CODE, '--admins-only', status=1)

    def test_revoke_asks_and_tells_why(self):
        code = self.new_code()
        self.assertIn('--yes', self.run_as('adam', 'revoke', code, status=2).err)
        row = self.run_as('adam', 'revoke', code, '-y', '--reason', 'lost, “=stolen”', '-f', 'csv').rows[0]
        self.assertEqual(row['state'], 'revoked')
        records = self.run_as('vera', 'audit', '-f', 'csv').rows
        self.assertIn('lost, “=stolen”', {row['reason'] for row in records})

    def test_cancel_and_reinstate(self):
        code = self.run_as('vera', 'create', '-g', CAD, '-p', 'FLOW', '-f', 'csv').rows[0]['ticket']
        question = self.run_as('vera', 'cancel', code, status=2).err
        self.assertIn('2027-11-23', question)
        row = self.run_as('vera', 'cancel', code, '--yes', '-f', 'csv').rows[0]
        self.assertEqual((row['state'], row['ends_on']), ('cancelled', '2027-11-23'))
        row = self.run_as('vera', 'reinstate', code, '-f', 'csv').rows[0]
        self.assertEqual((row['state'], row['ends_on'], row['deadline']), ('active', '', '2027-08-23'))

    def new_subscription(self):
        return self.run_as('vera', 'create', '-g', CAD, '-p', 'FLOW', '-f', 'csv').rows[0]['ticket']

    def test_dry_runs_of_decisions(self):
        code = self.new_subscription()
        before = self.run_as('vera', 'subscriptions', '-f', 'json').out
        records = self.run_as('vera', 'audit', '-f', 'json').out
        run = self.run_as('vera', 'cancel', code, '--dry-run', '-f', 'csv')
        self.assertEqual((run.rows[0]['state'], run.rows[0]['ends_on']), ('cancelled', '2027-11-23'))
        self.assertIn('would end on 2027-11-23', run.err)
        self.assertIn('the deadline for that is 2027-08-23', run.err)
        self.assertIn('not cancelled', self.run_as('vera', 'reinstate', code, '--dry-run').err)
        run = self.run_as('vera', 'revoke', code, '--dry-run', '-f', 'json')
        self.assertEqual(json.loads(run.out)['state'], 'revoked')
        self.assertIn('owed until 2027-11-23', run.err)
        self.assertIn('pro_rata', self.run_as('vera', 'revoke', code, '--dry-run', '--credit', 'pro_rata').err)
        self.assertIn('may not', self.run_as('adam', 'revoke', code, '--dry-run', '--credit', 'full', status=1).err)
        self.assertEqual(self.run_as('vera', 'subscriptions', '-f', 'json').out, before)
        self.assertEqual(self.run_as('vera', 'audit', '-f', 'json').out, records)

        self.run_as('vera', 'cancel', code, '--yes')
        self.assertIn('was cancelled on 2026-11-24 already, and ends on 2027-11-23',
                      self.run_as('vera', 'cancel', code, '--dry-run').err)
        run = self.run_as('vera', 'reinstate', code, '--dry-run', '-f', 'csv')
        self.assertEqual((run.rows[0]['state'], run.rows[0]['deadline']), ('active', '2027-08-23'))
        self.assertIn('2027-08-23', run.err)
        self.run_as('vera', 'revoke', code, '--yes', '--credit', 'full')
        self.assertIn('revoked', self.run_as('vera', 'cancel', code, '--dry-run', status=1).err)
        self.assertIn('revoked', self.run_as('vera', 'reinstate', code, '--dry-run', status=1).err)

    def find(self, reference):
        return self.run_as('vera', 'tickets', '-q', reference, '-f', 'csv').rows[0]['ticket']

    def test_revoking_again_says_so(self):
        code = self.new_subscription()
        question = self.run_as('vera', 'revoke', code, status=2).err
        self.assertIn('owed until 2027-11-23, without a credit', question)
        self.assertIn('credited: full', self.run_as('vera', 'revoke', code, '--credit', 'full', status=2).err)
        self.assertEqual(self.run_as('vera', 'revoke', code, '--yes').err.splitlines(),
                         [f'licensectl: {code} was revoked on 2026-11-24; its last day is 2026-11-24.',
                          f'licensectl: {code} is owed until 2027-11-23, without a credit.'])
        for arguments in ((), ('--yes',), ('--credit', 'full')):
            run = self.run_as('vera', 'revoke', code, '-f', 'csv', *arguments)
            self.assertIn(code + ' was revoked on 2026-11-24 already; nothing was changed.', run.err)
            self.assertEqual('No credit was recorded' in run.err, '--credit' in arguments)
            self.assertEqual(run.rows[0]['state'], 'revoked')
        code = self.new_code()
        self.assertEqual(self.run_as('adam', 'revoke', code, '--yes').err, '')
        run = self.run_as('adam', 'revoke', code, '--reason', 'again')
        self.assertIn(code + ' was revoked already; nothing was changed.', run.err)
        self.assertIn('The reason was not recorded', run.err)

    def test_nothing_is_owed_of_what_is_over(self):
        for arguments in ((), ('--credit', 'full')):
            err = self.run_as('vera', 'revoke', self.find('over'), '--dry-run', *arguments).err
            self.assertNotIn('until', err)
            self.assertIn('Nothing was changed', err)
            self.assertEqual('No term of it runs today that could be credited' in err, bool(arguments))

    def test_asking_for_what_holds_says_so(self):
        code = self.new_subscription()
        run = self.run_as('vera', 'reinstate', code, '--reason', 'mistake', '-f', 'csv')
        self.assertIn(code + ' is not cancelled; nothing was changed.', run.err)
        self.assertIn('The reason was not recorded', run.err)
        self.assertEqual(run.rows[0]['state'], 'active')
        self.assertEqual(self.run_as('vera', 'cancel', code, '--yes', '--reason', 'moved').err, '')
        for arguments in ((), ('--yes',), ('--yes', '--reason', 'again')):
            run = self.run_as('vera', 'cancel', code, '-f', 'csv', *arguments)
            self.assertIn(code + ' was cancelled on 2026-11-24 already, and ends on 2027-11-23; nothing was changed.', run.err)
            self.assertEqual('The reason was not recorded' in run.err, '--reason' in arguments)
            self.assertEqual((run.rows[0]['state'], run.rows[0]['ends_on']), ('cancelled', '2027-11-23'))
        reasons = [row['reason'] for row in self.run_as('vera', 'audit', '-f', 'csv').rows if row['object'] == code]
        self.assertEqual(sorted(filter(None, reasons)), ['moved'])

    def test_what_is_over_says_since_when(self):
        code = self.new_subscription()
        self.assertEqual(self.run_as('vera', 'revoke', code, '--yes', '--credit', 'full').err.splitlines(),
                         [f'licensectl: {code} was revoked on 2026-11-24; its last day is 2026-11-24.',
                          f'licensectl: The term of {code} until 2027-11-23 is credited: full.'])
        for command in ('cancel', 'reinstate'):
            for arguments in ((), ('--dry-run',), ('--yes',)):
                run = self.run_as('vera', command, code, *arguments, status=1)
                self.assertIn(code + ' was revoked on 2026-11-24', run.err)
                self.assertEqual(run.out, '')
        over = self.find('over')
        self.assertIn(over + ' ended on 2026-01-09: there is nothing to cancel',
                      self.run_as('vera', 'cancel', over, '--yes', status=1).err)
        self.assertIn(over + ' ended on 2026-01-09: it is too late',
                      self.run_as('vera', 'reinstate', over, '--yes', status=1).err)
        err = self.run_as('vera', 'revoke', over, '--yes').err
        self.assertIn(over + ' was revoked on 2026-11-24; its last day is 2026-01-09.', err)
        self.assertIn('nothing is owed of it', err)

    def test_tables_tell_the_last_day_of_what_is_revoked(self):
        code = self.new_subscription()
        self.assertRegex(self.run_as('vera', 'show', code).out, r'(?m)^Expires +2027-11-23$')
        self.assertNotIn('Expires', self.run_as('vera', 'revoke', code, '--yes').out)
        self.assertNotIn('Expires', self.run_as('vera', 'show', code).out)
        rows = self.run_as('vera', 'subscriptions', '--state', 'revoked').out.splitlines()
        ends = rows[0].index('Ends')
        self.assertIn('2026-11-24', [row[ends:ends + 10] for row in rows if row.startswith(code)])
        # Spreadsheets and programs get what the service knows.
        self.assertEqual(self.run_as('vera', 'show', code, '-f', 'csv').rows[0]['technical_expiry'], '2027-11-23')
        row = self.run_as('vera', 'subscriptions', '--state', 'revoked', '-f', 'csv').rows[-1]
        self.assertEqual((row['ends_on'], row['revoked_on']), ('', '2026-11-24'))

    def test_late_cancellation_names_the_deadline(self):
        code = self.find('missed')
        question = self.run_as('vera', 'cancel', code, status=2).err
        run = self.run_as('vera', 'cancel', code, '--dry-run', '-f', 'csv')
        for err in (question, run.err):
            self.assertIn('The deadline was 2026-11-14 and has passed', err)
            self.assertIn('2028-02-14', err)
        self.assertEqual(run.rows[0]['ends_on'], '2028-02-14')

    def test_late_reinstatement_asks(self):
        code = self.find('late')
        err = self.run_as('vera', 'reinstate', code, status=2).err
        self.assertIn('owed until 2028-01-09', err)
        self.assertIn('--yes', err)
        self.assertEqual(self.run_as('vera', 'subscriptions', '--group', 'Vendor/Other', '--state', 'active', '-f', 'csv').rows, [])
        self.assertEqual(self.run_as('vera', 'reinstate', code, '--yes', '-f', 'csv').rows[0]['state'], 'active')

    def test_subscriptions_by_state_and_deadline(self):
        code = self.new_subscription()

        def codes(*arguments):
            return [row['ticket'] for row in self.run_as('vera', 'subscriptions', '-f', 'csv', *arguments).rows]

        self.assertIn(code, codes('--state', 'active'))
        self.assertNotIn(code, codes('--state', 'cancelled'))
        # The deadline is 2027-08-23, today 2026-11-24.
        self.assertIn(code, codes('--within', '272'))
        self.assertIn(code, codes('--within', '0272'))
        self.assertNotIn(code, codes('--within', '271'))
        self.assertNotIn(code, codes('--within', '272', '--group', 'Vendor/Other'))
        self.assertEqual(codes('--state', 'cancelled', '--within', '999'), [])

    def test_calendar_of_deadlines(self):
        code = self.new_subscription()
        lines = self.run_as('vera', 'subscriptions', '-f', 'ics').out.replace('\r\n ', '').split('\r\n')
        self.assertEqual((lines[0], lines[-2:]), ('BEGIN:VCALENDAR', ['END:VCALENDAR', '']))
        self.assertIn('20270823', ''.join(lines))
        self.assertTrue(any(line.startswith('SUMMARY') and code in line for line in lines))

    def test_allocate_dry_run(self):
        code = self.new_code()
        run = self.run_as('adam', 'allocate', code, CODE, '--to', 'mia@acme.example', '--dry-run', '-f', 'csv')
        self.assertEqual([row['assignee'] for row in run.rows], ['mia@acme.example'] * 2)
        self.assertIn('Nothing was changed', run.err)
        self.assertEqual(self.run_as('adam', 'show', code, '-f', 'csv').rows[0]['assignee'], '')
        self.assertIn('vera@v.example', self.run_as('adam', 'allocate', code, '--to', 'vera@v.example', status=1).err)
        self.assertNotIn('how it would be', self.run_as('mia', 'allocate', CODE, '--visible', '--dry-run', status=1).err)

    def test_allocate_hundreds(self):
        codes = [row['ticket'] for row in self.create('--licenses', '300').rows]
        run = self.run_as('adam', 'allocate', *codes, '--to', 'leo@acme.example', '-f', 'csv')
        self.assertEqual([row['ticket'] for row in run.rows], codes)
        self.assertEqual({row['assignee'] for row in run.rows}, {'leo@acme.example'})

    def test_cancel_without_subscription(self):
        self.assertIn(CODE, self.run_as('vera', 'cancel', CODE, '-y', status=1).err)

    def test_audit_of_a_group(self):
        code = self.new_code()
        self.run_as('adam', 'allocate', code, '--admins-only')
        inside = self.run_as('vera', 'audit', '--group', '=C-1', '-f', 'csv').rows
        outside = self.run_as('vera', 'audit', '--group', 'Vendor/Other', '-f', 'csv').rows
        self.assertIn(code, {row['object'] for row in inside})
        self.assertNotIn(code, {row['object'] for row in outside})
        self.assertEqual(self.run_as('vera', 'audit', '--to', '2020-01-01', '-f', 'csv').rows, [])


class SignIn(WithService):
    """The keyring is libsecret's own file backend, which asks nobody."""

    def keyring(self):
        # That backend leaks the etag of its file, which is no leak of ours.
        return dict(SECRET_BACKEND='file', SECRET_FILE_TEST_PASSWORD='test', ASAN_OPTIONS='detect_leaks=0',
                    SECRET_FILE_TEST_PATH=os.path.join(self.home.name, 'keyring'))

    def run_with_keyring(self, *arguments, **options):
        return self.run_as(None, *arguments, G_DEBUG='fatal-criticals', **self.keyring(), **options)

    def test_signs_in_and_out(self):
        run = self.run_with_keyring('login', '--email', 'MIA@acme.example', stdin=PASSWORD + '\n')
        self.assertEqual(run.out, '')
        self.assertIn('=Mia', run.err)
        self.assertIn('mia@acme.example', self.run_with_keyring('whoami').out)
        self.assertEqual(json.loads(self.run_with_keyring('whoami', '-f', 'json').out)['person']['name'], '=Mia')
        with open(os.path.join(self.home.name, 'license-portal/licensectl.ini'), encoding='utf-8') as file:
            self.assertIn(self.central.socket, file.read())
        self.run_with_keyring('logout')
        self.run_with_keyring('whoami', status=1)
        self.assertIn('Nobody', self.run_with_keyring('logout').err)

    def test_without_a_keyring_nothing_is_promised(self):
        run = self.run_as(None, 'login', '--email', 'mia@acme.example', stdin=PASSWORD, status=1)
        self.assertIn('LICENSECTL_TOKEN', run.err)
        self.assertNotIn(PASSWORD, run.err)

    def test_the_server_is_remembered(self):
        self.run_with_keyring('login', '--email', 'mia@acme.example', stdin=PASSWORD + '\r\nmore\n')
        run = Run(['groups', '-f', 'csv'], None, None, self.home.name, **self.keyring())
        self.assertEqual(run.status, 0, run.err)
        self.assertIn('CAD team', run.out)


class Usage(WithService):
    def test_wrong_usage_is_2_and_says_what_is_right(self):
        create = ('create', '-g', CAD, '-p', 'VIEW')
        for arguments, hint in (
                ((), '--help'), (('nonsense',), '--help'), (('groups', '--nonsense'), '--help'),
                (('groups', 'extra'), 'extra'), (('--format', 'xml', 'groups'), 'table, json or csv'),
                (('tickets', '--state', 'sold'), 'available'), (('show',), 'CODE'), (('show', CODE, CODE), CODE),
                (('show', '00000-00000-00000-00000-00169'), '00169'), (('show', 'ABC'), '25'),
                (('catalog',), '--group'), (('create', '-p', 'VIEW'), '--group'), (('create', '-g', CAD), '--product'),
                (create + ('--licenses', '0'), '1 to 500'), (create + ('--licenses', '501'), '1 to 500'),
                (create + ('--licenses', 'x'), 'not “x”'), (create + ('--licenses', '0x10'), 'not “0x10”'),
                (create + ('--licenses', ''), '1 to 500'), (create + ('--quantity', '0'), '1 to 1000000'),
                (create + ('--entry', 'host'), 'KEY=VALUE'), (create + ('--entry', '=host'), 'KEY=VALUE'),
                (create + ('--entry', 'host_name=a', '--entry', 'host_name=b'), '--entry host_name is given twice'),
                (create + ('--entry', 'host_name=a', '--entry', 'cores=many'), '--entry cores takes a whole number'),
                (create + ('--entry', 'host_name=a', '--entry', 'cores=08'), 'not “08”'),
                (create + ('--notice', 'P1M'), 'no subscription'), (create + ('--notice', 'P99999Y'), 'P100Y'), (create + ('--notice', 'P101Y'), 'from P0D to P100Y'),
                (create + ('--visible', '--admins-only'), 'only one'),
                (create + ('--module', 'CAM', '--no-modules'), '--no-modules'),
                (create + ('--start-mode', 'now'), 'activation'), (create + ('--expiry-mode', 'never'), 'fixed'),
                (create + ('--initial-expiry', '2026-02-30'), 'exists'), (create + ('--notice', 'P1M15D'), 'P3M'), (create + ('--idempotency-key', 'ä'), 'ASCII'),
                (create + ('--idempotency-key', ''), '255'),
                (('allocate', '--visible'), 'CODE'), (('allocate', CODE), '--to'),
                (('allocate', CODE, '--to', 'a@b.example', '--visible'), 'only one'),
                (('allocate', 'ABC', '--visible'), '25'), (('revoke', CODE, '--credit', 'half'), 'pro_rata'),
                (('subscriptions', '--state', 'expired'), 'cancelled'), (('subscriptions', '--within', '-2'), '36525'),
                (('subscriptions', '--within', '-1'), '36525'), (('subscriptions', '--within', '0x10'), 'not “0x10”'),
                (('subscriptions', '--within', ''), 'not “”'), (('subscriptions', '--within', '𝕏🧪'), 'not “𝕏🧪”'),
                (('subscriptions', '--state', b'\xff'), 'UTF-8'), (('--format', 'xml', 'groups'), 'ics'),
                (('revoke', CODE, '--reason', 'ä' * 501), 'at most 500'), (('cancel', CODE, '--reason', 'x' * 501), '501'),
                (('allocate', CODE, '--visible', '--reason', 'x' * 501), '--reason'), (('tickets', '--', '-q'), '-q'),
                (('audit', '--from', '2026-12-01', '--to', '2026-11-01'), '--to 2026-11-01'),
                (('cancel', CODE, '--yes=no'), '--yes takes no value'), (('--yes=no', 'cancel', CODE), '--yes takes no value'),
                (('revoke', CODE, '--dry-run=false'), '--dry-run takes no value'),
                (create + ('--visible=',), '--visible takes no value'),
                (('groups', '--format', 'ics'), 'subscriptions'), (('audit', '--from', 'today'), '--from'),
                (('login',), '--email'), (('login', '--email', 'a@b.example'), 'password'),
                (('groups', '--server', 'http://example.com'), '--server'),
                (('groups', '--server', 'ftp://localhost'), '--server'), (('show', b'\xff\xfe'), 'UTF-8')):
            with self.subTest(arguments=arguments):
                run = self.run_as('vera', *arguments, status=2)
                self.assertEqual(run.out, '')
                self.assertTrue(run.err.startswith('licensectl: '), run.err)
                self.assertIn(hint, run.err)

    def test_long_texts_are_quoted_in_short(self):
        for arguments, status in ((('cancel', 'x' * 5000), 2), (('subscriptions', '--group', 'x' * 5000), 1),
                                  (('subscriptions', '--within', '𝕏' * 5000), 2)):
            err = self.run_as('vera', *arguments, status=status).err
            self.assertIn('…”', err)
            self.assertLess(len(err), 300)

    def test_no_server_known(self):
        run = Run(['groups'], None, self.tokens['vera'], os.path.join(self.home.name, 'new'))
        self.assertEqual(run.status, 2)
        self.assertIn('--server', run.err)

    def test_no_service_is_3(self):
        for token in (None, self.tokens['vera']):
            for command in (['groups'], ['show', CODE], ['allocate', CODE, '--visible']):
                run = Run(command + ['--server', 'unix:/nonexistent/socket'], None, token, self.home.name)
                self.assertEqual((run.status, run.out), (3, ''), run.err)

    def test_not_signed_in_is_1(self):
        run = self.run_as(None, 'groups', status=1)
        self.assertIn('licensectl login', run.err)
        self.assertEqual(Run(['groups'], 'unix:' + self.central.socket, 'no-such-token', self.home.name).status, 1)

    def test_tokens_that_are_none(self):
        for token in ('two words', 'end\n', 'end\r\n', 'ünicode'):
            run = Run(['groups'], 'unix:' + self.central.socket, token, self.home.name, G_DEBUG='fatal-criticals')
            self.assertEqual((run.status, run.out), (2, ''), run.err)
            self.assertTrue(run.err.startswith('licensectl: LICENSECTL_TOKEN'), run.err)
        run = Run(['groups'], 'unix:' + self.central.socket, 'no-such-token', self.home.name)
        self.assertIn('LICENSECTL_TOKEN', run.err)
        self.assertNotIn('licensectl login', run.err)

    def test_wrong_password_is_1(self):
        run = self.run_as(None, 'login', '--email', 'vera@v.example', status=1, stdin='not the password\n')
        self.assertNotIn('not the password', run.err)

    def test_help_of_every_command(self):
        commands = [line.split()[0] for line in self.run_as(None, '--help').out.partition('Commands:\n')[2]
                    .partition('\n\n')[0].splitlines()]
        self.assertEqual(len(commands), 15)
        for command in commands:
            self.assertIn('--server', self.run_as(None, command, '--help').out)

    def test_only_what_one_may_see(self):
        self.assertEqual(self.run_as('adam', 'show', CODE).err, '')
        other = next(row['ticket'] for row in self.run_as('vera', 'tickets', '-f', 'csv').rows
                     if row['group'] == 'Vendor/Other')
        refused = self.run_as('adam', 'show', other, status=1)
        self.assertEqual((refused.out, refused.err.count('may not see it')), ('', 1), refused.err)


if __name__ == '__main__':
    unittest.main(verbosity=2)
