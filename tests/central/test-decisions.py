#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What people decide about subscriptions, over real HTTP: dry runs, replays, and what a decision shows."""

import os
import sys
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(__file__), '..', 'support'))

from service import CATALOG, Service  # noqa: E402

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


if __name__ == '__main__':
    unittest.main(verbosity=2)
