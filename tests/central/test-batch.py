#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Large batches: others are answered meanwhile, and a crash in the middle loses and repeats nothing."""

import pathlib
import sys
import threading
import unittest
from http.client import HTTPException

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / 'support'))
from service import CATALOG, Service, wait_for  # noqa: E402

COUNT = 5000  # 20 slices


class Batch(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.service = Service()
        cls.addClassCleanup(cls.service.__exit__)
        licenses = [{'product': 'p', 'group': 'a', 'created_on': '2026-01-15'} for _ in range(COUNT)]
        loaded = cls.service.load({**CATALOG, 'licenses': licenses})
        assert loaded.returncode == 0, loaded.stderr
        cls.service.start()
        assert cls.service.sign_in().status == 201
        cls.tickets, cursor = [], ''
        while cursor is not None:
            page = cls.call('GET', '/v1/tickets?limit=1000' + cursor).json
            cls.tickets += page['items']
            cursor = page['next'] and '&cursor=' + page['next']
        cls.group = cls.tickets[0]['group_id']
        members = cls.call('GET', f'/v1/groups/{cls.group}/members').json['items']
        cls.mia = next(one['person']['id'] for one in members if one['person']['name'] == 'Mia')

    @classmethod
    def call(cls, *arguments, **headers):
        return cls.service.call(*arguments, **headers)

    def operations(self):
        """Allocates all to Mia, or takes all from her."""
        assignee = self.mia if self.tickets[-1]['assignee_id'] is None else None
        return [{'op': 'allocate', 'code': ticket['code'], 'etag': ticket['etag'], 'assignee_id': assignee}
                for ticket in self.tickets]

    def start(self, operations, key):
        """Sends a batch from another thread; returns that and a list that will hold the answer, if one comes."""
        answers = []

        def send():
            try:
                answers.append(self.call('POST', '/v1/batch', {'operations': operations}, Idempotency_Key=key))
            except (OSError, HTTPException):
                pass  # the service was killed

        thread = threading.Thread(target=send)
        thread.start()
        return thread, answers

    def get(self, ticket):
        return self.call('GET', '/v1/tickets/' + ticket['code']).json

    def wait_for_first(self):
        first = self.tickets[0]
        wait_for(lambda: self.get(first)['etag'] != first['etag'], 'the first slice')

    def take(self, reply):
        """Checks that all went well, and remembers how the tickets are now."""
        self.assertEqual(reply.status, 200, reply)
        self.assertEqual([item['index'] for item in reply.json], list(range(COUNT)))
        self.assertEqual({item['status'] for item in reply.json}, {200})
        type(self).tickets = [item['ticket'] for item in reply.json]

    def count_allocations(self):
        """Audit records of allocations of the first and the last ticket."""
        return [sum(one['action'] == 'ticket.allocate'
                    for one in self.call('GET', f'/v1/audit?object={ticket["id"]}').json['items'])
                for ticket in (self.tickets[0], self.tickets[-1])]

    def test_others_meanwhile(self):
        order = {'group_id': self.group, 'product_id': self.tickets[0]['product_id'], 'licenses': 1, 'quantity': 1}
        for attempt in range(20):
            thread, answers = self.start(self.operations(), f'meanwhile {attempt}')
            self.wait_for_first()
            self.assertEqual(self.call('POST', '/v1/orders', order).status, 201)
            before_the_batch = not answers
            thread.join()
            self.take(answers[0])
            if before_the_batch:
                return
        self.fail('No order was answered before a batch that had begun')

    def test_undo(self):
        before = self.tickets[-1]['assignee_id']
        done = self.call('POST', '/v1/batch', {'operations': self.operations()})
        self.take(done)
        self.assertNotEqual(self.get(self.tickets[-1])['assignee_id'], before)
        self.take(self.call('POST', done.headers['location'] + '/undo', {}))
        self.assertEqual(self.get(self.tickets[-1])['assignee_id'], before)
        self.assertEqual(self.call('POST', done.headers['location'] + '/undo', {}).status, 409)

    def test_atomic(self):
        for members in ({'atomic': True}, {'dry_run': True}, {'atomic': True, 'dry_run': True}):
            operations = self.operations()
            operations[-1]['etag'] = '"another"'
            reply = self.call('POST', '/v1/batch', {'operations': operations, **members})
            self.assertEqual(reply.status, 409 if 'atomic' in members else 200, reply)
            self.assertEqual(reply.json[-1]['index'], COUNT - 1)
            self.assertEqual(reply.json[-1]['problem']['code'], 'precondition_failed')
            self.assertEqual(self.get(self.tickets[0])['etag'], self.tickets[0]['etag'])
        reply = self.call('POST', '/v1/batch', {'operations': self.operations(), 'atomic': True})
        self.take(reply)

    def test_killed_in_the_middle(self):
        operations = self.operations()
        before = self.count_allocations()
        thread, answers = self.start(operations, 'killed')
        self.wait_for_first()
        self.service.kill()
        thread.join()
        self.service.start()
        self.assertEqual(self.service.sign_in().status, 201)
        if not answers:
            other = self.call('POST', '/v1/batch', {'operations': operations[1:]}, Idempotency_Key='killed')
            self.assertEqual(other.code, 'idempotency_key_reused')
        self.take(self.call('POST', '/v1/batch', {'operations': operations}, Idempotency_Key='killed'))
        self.assertEqual(self.count_allocations(), [number + 1 for number in before])
        again = self.call('POST', '/v1/batch', {'operations': operations}, Idempotency_Key='killed')
        self.assertEqual(again.headers['idempotency-replayed'], 'true')
        self.take(again)
        self.assertEqual(self.count_allocations(), [number + 1 for number in before])
        self.assertEqual(self.service.stop(), 0)
        self.service.check()
        self.service.start()
        self.assertEqual(self.service.sign_in().status, 201)


if __name__ == '__main__':
    unittest.main()
