#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What people decide about subscriptions, over real HTTP: dry runs, replays, and what a decision shows."""

import os
import sys
import unittest
import urllib.parse

sys.path.insert(0, os.path.join(os.path.dirname(__file__), '..', 'support'))

from service import CATALOG, PASSWORD, Service, run  # noqa: E402

TODAY = '2026-11-24'


def make_data_set(subscriptions):
    """The catalog with one license for each subscription."""
    data_set = dict(CATALOG)
    data_set['products'] = CATALOG['products'] + [
        {'id': 's', 'code': 'SUB', 'name': 'Support', 'kind': 'subscription', 'categories': ['c'],
         'subscription': {'term': 'P1Y', 'expiry_mode': 'anniversary', 'start_mode': 'purchase', 'notice': 'P3M'}}]
    data_set['licenses'] = [{'group': 'a', 'product': 's', 'subscription': one} for one in subscriptions]
    return data_set


class WithService(unittest.TestCase):
    subscriptions = [{'start': '2026-01-01'}, {'start': '2026-06-01'}]

    def setUp(self):
        self.service = self.enterContext(Service())
        done = self.service.load(make_data_set(self.subscriptions), '--as-of', TODAY)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.service.start('--today', TODAY).sign_in()
        self.codes = [item['ticket_code'] for item in self.subscription_list()]

    def subscription_list(self):
        return self.service.call('GET', '/v1/subscriptions').json['items']

    def batch(self, *operations, key=None, **options):
        headers = {'Idempotency_Key': key} if key else {}
        return self.service.call('POST', '/v1/batch', {'operations': operations, **options}, **headers)


class Batches(WithService):
    def test_a_replay_shows_the_objects_as_they_are(self):
        cancel = {'op': 'cancel', 'code': self.codes[0]}
        first = self.batch(cancel, key='once')
        self.assertEqual(first.json[0]['subscription']['ends_on'], '2027-12-31')
        self.batch({'op': 'reinstate', 'code': self.codes[0]})
        again = self.batch(cancel, key='once')
        self.assertEqual(again.headers['idempotency-replayed'], 'true')
        self.assertEqual(again.json[0]['subscription'], self.subscription_list()[0])
        self.assertIsNone(again.json[0]['subscription']['ends_on'])

    def test_a_dry_run_is_never_replayed(self):
        cancel = {'op': 'cancel', 'code': self.codes[1]}
        before = self.subscription_list()
        for _ in range(2):
            dry = self.batch(cancel, key='dry', dry_run=True)
            self.assertNotIn('idempotency-replayed', dry.headers)
            self.assertNotIn('location', dry.headers)
            shown = dry.json[0]['subscription']
            self.assertEqual((shown['state'], shown['ends_on']), ('cancelled', '2027-05-31'))
            self.assertEqual(shown['etag'], before[1]['etag'])
        self.assertEqual(self.subscription_list(), before)

    def test_a_dry_run_tells_refusals(self):
        self.batch({'op': 'revoke', 'code': self.codes[0]})
        dry = self.batch({'op': 'cancel', 'code': self.codes[0]},
                         {'op': 'cancel', 'code': self.codes[1], 'expected_ends_on': '2030-01-01'}, dry_run=True)
        self.assertEqual([item['status'] for item in dry.json], [409, 409])
        self.assertEqual([item['problem']['code'] for item in dry.json], ['wrong_state', 'deadline_passed'])


class Credits(WithService):
    def test_the_audit_record_tells_the_credit(self):
        subscriptions = self.subscription_list()
        self.assertEqual(self.service.call('POST', f'/v1/subscriptions/{subscriptions[0]["id"]}/revoke', {'credit': 'pro_rata'},
                                           If_Match=subscriptions[0]['etag']).status, 200)
        self.assertEqual(self.service.call('POST', f'/v1/tickets/{self.codes[1]}/revoke', {}).status, 200)
        found = {record['object_id']: record for record in self.service.call('GET', '/v1/audit?limit=20').json['items']
                 if record['action'] == 'subscription.revoke'}
        self.assertEqual([found[one['id']]['after']['credit'] for one in subscriptions], ['pro_rata', 'none'])
        self.assertNotIn('credit', found[subscriptions[0]['id']]['before'])


class Search(unittest.TestCase):
    def test_any_script_and_values_only(self):
        service = self.enterContext(Service())
        data_set = make_data_set([{'start': '2026-01-01'}])
        data_set['products'][-1]['name'] = 'Prüfstand ΣΤΑΘΜΟΣ'
        self.assertEqual(service.load(data_set, '--as-of', TODAY).returncode, 0)
        service.start('--today', TODAY).sign_in()
        for words, count in (('prüf', 1), ('PRÜF', 1), ('PRU\u0308FSTAND', 1), ('σταθμοσ', 1), ('pruf', 0), ('{', 0), ('%', 0),
                             ('_', 0), ('[]', 0)):
            with self.subTest(words):
                reply = service.call('GET', '/v1/tickets?q=' + urllib.parse.quote(words))
                self.assertEqual((reply.status, len(reply.json['items'])), (200, count))


class Lists(WithService):
    subscriptions = [{'start': '2026-01-01'}, {'start': '2026-06-01'}, {'start': '2025-01-01', 'cancelled_on': '2025-02-01'},
                     {'start': '2026-01-01', 'cancelled_on': '2026-02-01'}, {'start': '2026-01-01', 'revoked_on': '2026-02-01'},
                     {'start_mode': 'activation'}]
    states = ['active', 'active', 'ended', 'cancelled', 'revoked', 'pending']

    def test_by_state(self):
        for state in set(self.states):
            with self.subTest(state=state):
                items = self.service.call('GET', f'/v1/subscriptions?state={state}').json['items']
                self.assertEqual([item['ticket_code'] for item in items],
                                 [code for code, one in zip(self.codes, self.states) if one == state])

    def test_by_deadline_page_by_page(self):
        deadlines = {item['ticket_code']: item['deadline'] for item in self.subscription_list() if item['deadline']}
        self.assertEqual(sorted(deadlines.values()), ['2027-02-28', '2027-09-30'])
        for day, count in (('2027-02-28', 0), ('2027-03-01', 1), ('2027-09-30', 1), ('2027-10-01', 2)):
            found, cursor = [], ''
            while cursor is not None:
                page = self.service.call('GET', f'/v1/subscriptions?deadline_before={day}&limit=1{cursor}').json
                found += page['items']
                cursor = f'&cursor={page["next"]}' if page['next'] else None
            self.assertEqual(len(found), count)
            self.assertTrue(all(item['deadline'] < day for item in found))

    def test_what_is_no_filter(self):
        for query, pointer in (('state=expired', '?state'), ('deadline_before=2026-02-30', '?deadline_before'),
                               ('deadline_before=', '?deadline_before')):
            reply = self.service.call('GET', '/v1/subscriptions?' + query)
            self.assertEqual((reply.status, reply.json['errors'][0]['pointer']), (422, pointer))

    def test_only_what_one_may_see(self):
        ada = self.service.call('POST', '/v1/sessions', {'email': 'ada@acme.example', 'password': PASSWORD}).json
        mia = self.service.call('POST', '/v1/sessions', {'email': 'mia@acme.example', 'password': PASSWORD}).json
        self.service.call('POST', '/v1/batch', {'operations': [
            {'op': 'allocate', 'code': self.codes[0], 'visible_to_group': False}]})
        for who, wanted in ((ada, self.codes), (mia, self.codes[1:])):
            items = self.service.call('GET', '/v1/subscriptions', token=who['access_token']).json['items']
            self.assertEqual([item['ticket_code'] for item in items], wanted)


class BadDays(WithService):
    """Days and periods that make no sense get an answer that names the member."""

    subscriptions = []

    def test_orders(self):
        me = self.service
        group = next(one['id'] for one in me.call('GET', '/v1/groups').json['items'] if one['name'] == 'Acme')
        category = me.call('GET', f'/v1/groups/{group}/categories').json['items'][0]['id']
        products = me.call('GET', f'/v1/categories/{category}/products?group={group}').json['items']
        product = next(one['id'] for one in products if one['code'] == 'SUB')
        for subscription, member in (
                ({'initial_expiry': '2026-11-23'}, 'initial_expiry'), ({'initial_expiry': '0001-01-01'}, 'initial_expiry'),
                ({'initial_expiry': '9999-12-31'}, 'initial_expiry'), ({'initial_expiry': '2027-02-29'}, 'initial_expiry'),
                ({'expiry_mode': 'fixed'}, 'initial_expiry'), ({'notice': 'P1M15D'}, 'notice'),
                ({'notice': 'P200Y'}, 'notice'), ({'notice': '-P1D'}, 'notice')):
            with self.subTest(subscription=subscription):
                reply = me.call('POST', '/v1/orders', {'group_id': group, 'product_id': product, 'licenses': 1,
                                                       'quantity': 1, 'subscription': subscription})
                self.assertEqual((reply.status, reply.json['errors'][0]['pointer']), (422, f'/subscription/{member}'))
        # Longer than the term is allowed: the renewals are due on the day after the start.
        reply = me.call('POST', '/v1/orders', {'group_id': group, 'product_id': product, 'licenses': 1, 'quantity': 1,
                                               'subscription': {'notice': 'P18M'}})
        self.assertEqual(reply.status, 201, reply)
        item = self.subscription_list()[0]
        self.assertEqual((item['deadline'], item['committed_until'], item['renewals']), (TODAY, '2027-11-23', []))

    def test_cancellations(self):
        for day in ('2026-02-29', 'today', 20261124):
            reply = self.service.call('POST', '/v1/batch', {'operations': [
                {'op': 'cancel', 'code': '00000-00000-00000-00000-00168', 'expected_ends_on': day}]})
            self.assertEqual((reply.status, reply.json['errors'][0]['pointer']),
                             (422, '/operations/0/expected_ends_on'))

    def test_time_zones_that_do_not_exist(self):
        for zone in ('Europe/Bielefeld', 'CEST+3:00:00:00', '', 'UTC+3', '+03', '/etc/localtime',
                     '/usr/share/zoneinfo/Europe/Berlin', '../zoneinfo/UTC', 'Europe', 'Europe/../UTC', 'localtime',
                     'posix/Europe/Berlin', 'tzdata.zi', 'UTC\n'):
            with self.subTest(zone=zone):
                done = run('init', '--data', self.service.root / 'new', '--vendor', 'V', '--email', 'a@b.example',
                           '--time-zone', zone, password=PASSWORD + '\n')
                self.assertEqual(done.returncode, 1, done.stderr)
                self.assertIn('Europe/Berlin', done.stderr)

    def test_time_zones_of_the_database(self):
        for number, zone in enumerate(('UTC', 'Etc/GMT+3', 'America/Port-au-Prince', 'America/North_Dakota/New_Salem')):
            with self.subTest(zone=zone):
                done = run('init', '--data', self.service.root / f'zone-{number}', '--vendor', 'V', '--email',
                           'a@b.example', '--time-zone', zone, password=PASSWORD + '\n')
                self.assertEqual(done.returncode, 0, done.stderr)


if __name__ == '__main__':
    unittest.main(verbosity=2)
