#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The service over real HTTP: what it refuses, signs in, replays and streams."""

import contextlib
import json
import os
import pathlib
import socket
import stat
import sys
import threading
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / 'support'))
from service import ADMIN, CATALOG, PASSWORD, Service, run, wait_for  # noqa: E402

HOST = b'Host: x\r\n'
JSON = b'Content-Type: application/json\r\n'


def status_of(answer):
    return int(answer.split(b' ', 2)[1]) if answer else None


def problem_of(answer):
    return json.loads(answer.split(b'\r\n\r\n', 1)[1])


class Served(unittest.TestCase):
    """One service for all tests of a class."""

    options = ()

    @classmethod
    def setUpClass(cls):
        cls.service = Service()
        cls.addClassCleanup(cls.service.__exit__)
        cls.addClassCleanup(cls.assert_quiet)
        loaded = cls.service.load(CATALOG)
        assert loaded.returncode == 0, loaded.stderr
        cls.service.start(*cls.options)
        assert cls.service.sign_in().status == 201
        cls.call = cls.service.call

    def skip_if_a_minute_is_over(self, began):
        """Limits are by the minute: on a machine this slow they cannot be reached."""
        if time.monotonic() - began > 55:
            self.skipTest('the machine is too slow for limits by the minute')

    @classmethod
    def assert_quiet(cls):
        """Nothing that a client does may make GLib or Soup complain."""
        complaints = [line for line in cls.service.read_log().splitlines()
                      if json.loads(line)['level'] in ('warning', 'error')]
        assert not complaints, complaints

    def get_group(self, name='Acme'):
        return next(group for group in self.call('GET', '/v1/groups').json['items'] if group['name'] == name)

    def get_product(self, code='CAD'):
        category = self.call('GET', f'/v1/groups/{self.get_group()["id"]}/categories').json['items'][0]
        products = self.call('GET', f'/v1/categories/{category["id"]}/products?group={self.get_group()["id"]}')
        return next(product for product in products.json['items'] if product['code'] == code)

    def order_body(self, **more):
        return {'group_id': self.get_group()['id'], 'product_id': self.get_product()['id'], 'licenses': 1,
                'quantity': 1, **more}


class Hazards(Served):
    """Requests that SoupServer itself lets through (each was observed), and what the service says."""

    refused = {
        'no host': (b'GET /v1/health HTTP/1.1\r\n\r\n', 400),
        'two hosts': (b'GET /v1/health HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n', 400),
        'chunked': (b'POST /v1/sessions HTTP/1.1\r\n' + HOST + b'Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n', 411),
        'length and chunked': (b'POST /v1/sessions HTTP/1.1\r\n' + HOST
                               + b'Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\nhello', 400),
        'two lengths': (b'POST /v1/sessions HTTP/1.1\r\n' + HOST
                        + b'Content-Length: 5\r\nContent-Length: 5\r\n\r\nhello', 400),
        'signed length': (b'POST /v1/sessions HTTP/1.1\r\n' + HOST + b'Content-Length: +5\r\n\r\nhello', 400),
        'negative length': (b'POST /v1/sessions HTTP/1.1\r\n' + HOST + b'Content-Length: -5\r\n\r\nhello', 400),
        'length in words': (b'POST /v1/sessions HTTP/1.1\r\n' + HOST + b'Content-Length: five\r\n\r\nhello', 400),
        'huge body': (b'POST /v1/sessions HTTP/1.1\r\n' + HOST + JSON + b'Content-Length: 399000000\r\n\r\n', 413),
        'huge body, asking first': (b'POST /v1/sessions HTTP/1.1\r\n' + HOST + JSON
                                    + b'Expect: 100-continue\r\nContent-Length: 399000000\r\n\r\n', 413),
        'one byte too many': (b'POST /v1/sessions HTTP/1.1\r\n' + HOST + JSON
                              + b'Content-Length: 1048577\r\n\r\n', 413),
        'too large for a batch': (b'POST /v1/batch HTTP/1.1\r\n' + HOST + JSON
                                  + b'Content-Length: 8388609\r\n\r\n', 413),
        'not JSON by its type': (b'POST /v1/sessions HTTP/1.1\r\n' + HOST
                                 + b'Content-Type: text/plain\r\nContent-Length: 2\r\n\r\n{}', 415),
        'escaped slash': (b'GET /v1%2fhealth HTTP/1.1\r\n' + HOST + b'\r\n', 400),
        'escaped dots': (b'GET /v1/%2e%2e/v1/health HTTP/1.1\r\n' + HOST + b'\r\n', 400),
        'dots': (b'GET /v1/../v1/health HTTP/1.1\r\n' + HOST + b'\r\n', 400),
        'one dot': (b'GET /v1/./health HTTP/1.1\r\n' + HOST + b'\r\n', 400),
        'dots in an absolute target': (b'GET http://x/v1/../v1/health HTTP/1.1\r\n' + HOST + b'\r\n', 400),
        'empty segment': (b'GET //v1/health HTTP/1.1\r\n' + HOST + b'\r\n', 400),
        'slash at the end': (b'GET /v1/health/ HTTP/1.1\r\n' + HOST + b'\r\n', 400),
        'escaped NUL': (b'GET /v1/tickets/%00 HTTP/1.1\r\n' + HOST + b'\r\n', 400),
        'TRACE': (b'TRACE /v1/health HTTP/1.1\r\n' + HOST + b'\r\n', 405),
        'OPTIONS *': (b'OPTIONS * HTTP/1.1\r\n' + HOST + b'\r\n', 405),
        'CONNECT': (b'CONNECT x:1 HTTP/1.1\r\n' + HOST + b'\r\n', 405),
        'small letters': (b'get /v1/health HTTP/1.1\r\n' + HOST + b'\r\n', 405),
        'a proxy nobody told of': (b'GET /v1/health HTTP/1.1\r\n' + HOST + b'X-Forwarded-For: 1.2.3.4\r\n\r\n', 400),
        'two sign-ins': (b'GET /v1/me HTTP/1.1\r\n' + HOST
                         + b'Authorization: Bearer a\r\nAuthorization: Bearer b\r\n\r\n', 400),
        'noise': (b'\x00\x01\x02\x03\r\n\r\n', 400),
    }

    def test_refused_and_closed(self):
        for name, (request, status) in self.refused.items():
            with self.subTest(name):
                answer = self.service.send(request)
                self.assertEqual(status_of(answer), status, answer)
                self.assertIn(b'application/problem+json', answer)
                self.assertEqual(problem_of(answer)['status'], status)
                self.assertIn(b'X-Request-Id: ' + problem_of(answer)['request_id'].encode(), answer)

    def test_nothing_of_a_refused_body_becomes_a_request(self):
        inner = b'GET /v1/health HTTP/1.1\r\n' + HOST + b'\r\n'
        answer = self.service.send(b'POST /v1/sessions HTTP/1.1\r\n' + HOST + b'Content-Length: 0\r\n'
                                   b'Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n' + inner)
        self.assertEqual(answer.count(b'HTTP/1.1 '), 1)

    def test_large_body_arrives_at_an_answer(self):
        answer = self.service.send(b'POST /v1/sessions HTTP/1.1\r\n' + HOST + JSON
                                   + b'Content-Length: 5000000\r\n\r\n' + b' ' * 5000000)
        self.assertEqual(status_of(answer), 413)

    def test_range_is_not_honoured(self):
        for value in ('bytes=99999999-', 'bytes=0-0', 'bytes=' + ','.join(['0-1'] * 3000)):
            reply = self.call('GET', '/v1/openapi.json', Range=value)
            self.assertEqual(reply.status, 200)
            self.assertIn('openapi', reply.json)

    def test_http_1_0(self):
        answer = self.service.send(b'GET /v1/health HTTP/1.0\r\n\r\n')
        self.assertEqual(status_of(answer), 200)

    def test_connection_serves_many_requests(self):
        connection = self.service.connect()
        for _ in range(20):
            self.assertEqual(self.call('GET', '/v1/health', connection=connection).status, 200)
            self.assertIsNotNone(connection.sock)
        connection.close()

    def test_requests_in_one_packet(self):
        one = b'GET /v1/health HTTP/1.1\r\n' + HOST
        answer = self.service.send((one + b'\r\n') * 2 + one + b'Connection: close\r\n\r\n')
        self.assertEqual(answer.count(b'HTTP/1.1 200'), 3)

    def test_dots_behind_a_good_request(self):
        good = b'POST /v1/sessions/refresh HTTP/1.1\r\n' + HOST + JSON + b'Content-Length: 2\r\n\r\n{}'
        answer = self.service.send(good * 2 + b'GET /v1/../v1/health HTTP/1.1\r\n' + HOST + b'\r\n')
        self.assertEqual(answer.count(b'HTTP/1.1 422'), 2)
        self.assertEqual(answer.count(b'HTTP/1.1 400'), 1)

    def test_unknown_path_and_method(self):
        self.assertEqual(self.call('GET', '/v1/nowhere').status, 404)
        reply = self.call('DELETE', '/v1/health')
        self.assertEqual((reply.status, reply.headers['allow']), (405, 'GET'))

    def test_query(self):
        for query, pointer in (('nothing=1', '?nothing'), ('limit=1&limit=2', '?limit'), ('limit=%ff', '?limit')):
            reply = self.call('GET', '/v1/tickets?' + query)
            self.assertEqual(reply.status, 422, query)
            self.assertEqual(reply.json['errors'][0]['pointer'], pointer)

    def test_body_that_is_no_json(self):
        for body in ('', 'hello', '[1', '{"a":1,"a":2}', b'{"a":"\xff"}', '{' * 100):
            reply = self.call('POST', '/v1/orders', body or b' ')
            self.assertEqual(reply.status, 400, body)
            self.assertEqual(reply.code, 'malformed')

    def test_body_that_is_no_object(self):
        for body in ('[]', 'null', '1', '"text"'):
            reply = self.call('POST', '/v1/orders', body)
            self.assertEqual((reply.status, reply.code), (422, 'invalid'), body)
            self.assertEqual([error['pointer'] for error in reply.json['errors']], [''], body)

    def test_reason_phrases(self):
        self.assertIn(b'HTTP/1.1 422 Unprocessable Content\r\n', self.service.send(
            b'POST /v1/sessions/refresh HTTP/1.1\r\n' + HOST + JSON + b'Content-Length: 2\r\nConnection: close\r\n\r\n{}'))

    def test_sign_in_is_checked_first(self):
        reply = self.call('POST', '/v1/orders', 'hello', token='nonsense', Idempotency_Key=None)
        self.assertEqual(reply.status, 401)
        self.assertEqual(reply.headers['www-authenticate'], 'Bearer')

    def test_key_means_nothing_to_a_get(self):
        for _ in range(2):
            reply = self.call('GET', '/v1/health', Idempotency_Key='some key')
            self.assertEqual((reply.status, reply.headers.get('idempotency-replayed')), (200, None))

    def test_key_is_needed(self):
        for key in (None, 'x' * 256, 'ümlaut'.encode().decode('latin-1')):
            reply = self.call('POST', '/v1/orders', {}, Idempotency_Key=key)
            self.assertEqual((reply.status, reply.code), (400, 'malformed'), key)

    def test_log_tells_the_request_and_no_secret(self):
        reply = self.call('GET', '/v1/me')
        line = wait_for(lambda: next((line for line in self.service.read_log().splitlines()
                                      if reply.headers['x-request-id'] in line), None), 'a log line')
        self.assertEqual(json.loads(line)['status'], '200')
        self.assertNotIn(self.service.token, self.service.read_log())
        self.assertNotIn(PASSWORD, self.service.read_log())


class SlowClients(Served):
    def test_tls_is_answered_at_once(self):
        """Not held for the rest of a head; also byte by byte, and only where a connection begins."""
        greeting = b'\x16\x03\x01\x02\x00\x01' + b'a' * 511
        before = self.service.read_log().count('spoke TLS to a plain port')
        for size in (len(greeting), 1):
            began = time.monotonic()
            with socket.create_connection(self.service.address.removeprefix('http://').split(':'), timeout=60) as one:
                one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                with contextlib.suppress(ConnectionError):
                    for at in range(0, 2 * size, size):
                        one.sendall(greeting[at:at + size])
                answer = b''
                with contextlib.suppress(ConnectionError):
                    while part := one.recv(4096):
                        answer += part
            self.assertTrue(answer.startswith(b'HTTP/1.1 400 '), answer)
            self.assertIn(b'plain HTTP', answer)
            self.assertLess(time.monotonic() - began, 5)
        self.assertEqual(self.service.read_log().count('spoke TLS to a plain port') - before, 2)
        body = b'\x16\x03' + b'a' * 100
        later = self.service.send(b'GET /v1/health HTTP/1.1\r\n' + HOST + b'\r\n' + b'POST /v1/sessions HTTP/1.1\r\n' + HOST
                                  + JSON + b'Connection: close\r\nContent-Length: 102\r\n\r\n' + body)
        self.assertEqual(later.count(b'HTTP/1.1 '), 2)
        self.assertEqual(self.service.read_log().count('spoke TLS to a plain port') - before, 2)

    def test_half_a_head_is_given_ten_seconds(self):
        began = time.monotonic()
        self.service.send(b'GET /v1/health HTTP/1.1\r\nHost:')
        self.assertLess(9, time.monotonic() - began)


class SignIn(Served):
    def sign_in(self, email=ADMIN, password=PASSWORD):
        return self.call('POST', '/v1/sessions', {'email': email, 'password': password}, token='')

    def test_whole_life(self):
        first = self.sign_in(ADMIN.upper()).json
        self.assertEqual(first['expires_in'], 900)
        self.assertEqual(first['person']['email'], ADMIN)
        self.assertEqual(self.call('GET', '/v1/me', token=first['access_token']).status, 200)

        second = self.call('POST', '/v1/sessions/refresh', {'refresh_token': first['refresh_token']}).json
        self.assertEqual(self.call('GET', '/v1/me', token=first['access_token']).status, 401)
        self.assertEqual(self.call('GET', '/v1/me', token=second['access_token']).status, 200)

        # Somebody else has the first refresh token: all tokens of this sign-in end.
        reused = self.call('POST', '/v1/sessions/refresh', {'refresh_token': first['refresh_token']})
        self.assertEqual((reused.status, reused.code), (401, 'unauthorized'))
        self.assertEqual(self.call('GET', '/v1/me', token=second['access_token']).status, 401)
        self.assertEqual(
            self.call('POST', '/v1/sessions/refresh', {'refresh_token': second['refresh_token']}).status, 401)

    def test_sign_out(self):
        token = self.sign_in().json['access_token']
        self.assertEqual(self.call('DELETE', '/v1/sessions/current', token=token).status, 204)
        self.assertEqual(self.call('GET', '/v1/me', token=token).status, 401)

    def test_members_of_the_body(self):
        reply = self.call('POST', '/v1/sessions', {'email': 1, 'more': True}, token='')
        self.assertEqual(reply.status, 422)
        self.assertEqual({'/email', '/password', '/more'}, {fault['pointer'] for fault in reply.json['errors']})

    def test_tokens_are_stored_hashed(self):
        token = self.sign_in().json['access_token'].encode()
        for path in self.service.data.glob('central.db*'):
            self.assertNotIn(token, path.read_bytes())

    def test_zz_failures(self):
        """Last: it uses up this address's share of failures."""
        began = time.monotonic()
        wrong = self.sign_in(password='wrong horse battery')
        unknown = self.sign_in('nobody@vendor.example')
        self.assertEqual([wrong.status, unknown.status], [401, 401])
        self.assertEqual(wrong.json['detail'], unknown.json['detail'])
        for _ in range(4):
            self.assertEqual(self.sign_in(password='wrong horse battery').status, 401)
        limited = self.sign_in()
        self.skip_if_a_minute_is_over(began)
        self.assertEqual(limited.status, 429)
        self.assertTrue(0 < int(limited.headers['retry-after']) <= 60)
        for number in range(4):
            self.assertEqual(self.sign_in(f'nobody{number}@vendor.example').status, 401)
        limited = self.sign_in('somebody@vendor.example')
        self.skip_if_a_minute_is_over(began)
        self.assertEqual(limited.status, 429)


class Replays(Served):
    def count_tickets(self):
        return len(self.call('GET', '/v1/tickets?limit=1000').json['items'])

    def send_and_hang_up(self, request, body, headers):
        """Sends it and closes the socket without reading the reply."""
        host, port = self.service.address.removeprefix('http://').split(':')
        with socket.create_connection((host, int(port))) as one:
            one.sendall(request + b' HTTP/1.1\r\n' + HOST + JSON + headers
                        + b'Authorization: Bearer ' + self.service.token.encode()
                        + b'\r\nContent-Length: %d\r\n\r\n' % len(body) + body)

    def test_same_key_200_times_at_once(self):
        before = self.count_tickets()
        body = self.order_body(reference='once')
        replies = []

        def post():
            for _ in range(10):
                replies.append(self.call('POST', '/v1/orders', body, Idempotency_Key='two hundred'))

        threads = [threading.Thread(target=post) for _ in range(20)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(len(replies), 200)
        self.assertLessEqual({reply.status for reply in replies}, {201, 409})
        self.assertEqual(1, sum(reply.status == 201 and 'idempotency-replayed' not in reply.headers
                                for reply in replies))
        self.assertEqual(1, len({reply.json['order']['id'] for reply in replies if reply.status == 201}))
        self.assertEqual(self.count_tickets(), before + 1)

    def test_lost_reply_of_an_order(self):
        before = self.count_tickets()
        body = json.dumps(self.order_body(reference='lost')).encode()
        self.send_and_hang_up(b'POST /v1/orders', body, b'Idempotency-Key: lost\r\n')
        wait_for(lambda: self.count_tickets() == before + 1, 'the order whose reply is lost')
        again = self.call('POST', '/v1/orders', body, Idempotency_Key='lost')
        self.assertEqual((again.status, again.headers['idempotency-replayed']), (201, 'true'))
        self.assertEqual(len(again.json['tickets']), 1)
        self.assertEqual(self.count_tickets(), before + 1)

    def test_another_request_with_the_key(self):
        body = self.order_body(reference='first')
        self.assertEqual(self.call('POST', '/v1/orders', body, Idempotency_Key='again').status, 201)
        other = self.call('POST', '/v1/orders', {**body, 'licenses': 2}, Idempotency_Key='again')
        self.assertEqual((other.status, other.code), (422, 'idempotency_key_reused'))
        path = self.call('POST', '/v1/groups', body, Idempotency_Key='again')
        self.assertEqual((path.status, path.code), (422, 'idempotency_key_reused'))

    def test_refusals_are_not_kept(self):
        body = self.order_body()
        bad = self.call('POST', '/v1/orders', {**body, 'licenses': 0}, Idempotency_Key='fixed')
        self.assertEqual(bad.status, 422)
        self.assertEqual(self.call('POST', '/v1/orders', body, Idempotency_Key='fixed').status, 201)

    def test_keys_belong_to_their_person(self):
        body = self.order_body()
        self.assertEqual(self.call('POST', '/v1/orders', body, Idempotency_Key='mine').status, 201)
        member = self.call('POST', '/v1/sessions', {'email': 'mia@acme.example', 'password': PASSWORD}).json
        theirs = self.call('POST', '/v1/orders', body, token=member['access_token'], Idempotency_Key='mine')
        self.assertNotIn('idempotency-replayed', theirs.headers)
        self.assertIn(theirs.status, (403, 404))

    def test_replay_for_somebody_who_lost_her_rights(self):
        ada = self.call('POST', '/v1/sessions', {'email': 'ada@acme.example', 'password': PASSWORD}).json
        body = self.order_body()
        first = self.call('POST', '/v1/orders', body, token=ada['access_token'], Idempotency_Key='lost rights')
        self.assertEqual(first.status, 201)
        members = f'/v1/groups/{body["group_id"]}/members'
        member = next(one for one in self.call('GET', members).json['items'] if one['person']['name'] == 'Ada')
        self.assertEqual(204, self.call('DELETE', f'{members}/{member["person"]["id"]}',
                                        If_Match=member['etag']).status)
        again = self.call('POST', '/v1/orders', body, token=ada['access_token'], Idempotency_Key='lost rights')
        self.assertEqual((again.status, again.code), (404, 'not_found'))

    def test_deletion_replays(self):
        group = self.call('POST', '/v1/groups', {'parent_id': self.get_group()['id'], 'name': 'Short-lived',
                                                 'kind': 'unit'})
        self.assertEqual(group.status, 201, group)
        path = f'/v1/groups/{group.json["id"]}'
        for replayed in (None, 'true'):
            reply = self.call('DELETE', path, If_Match=group.json['etag'], Idempotency_Key='delete')
            self.assertEqual((reply.status, reply.text, reply.headers.get('idempotency-replayed')),
                             (204, b'', replayed))
        self.assertEqual(self.call('DELETE', path, If_Match=group.json['etag'], Idempotency_Key='other').status, 404)

    def test_reallocation_replays_before_if_match(self):
        ticket = self.call('POST', '/v1/orders', self.order_body()).json['tickets'][0]
        path = f'/v1/tickets/{ticket["code"]}/allocation'
        change = {'visible_to_group': not ticket['visible_to_group']}
        first = self.call('PATCH', path, change, If_Match=ticket['etag'], Idempotency_Key='move')
        self.assertEqual(first.status, 200)
        again = self.call('PATCH', path, change, If_Match=ticket['etag'], Idempotency_Key='move')
        self.assertEqual((again.status, again.headers['idempotency-replayed']), (200, 'true'))
        self.assertEqual(again.json['etag'], first.json['etag'])
        self.assertEqual(again.headers['etag'], first.headers['etag'])
        stale = self.call('PATCH', path, change, If_Match=ticket['etag'], Idempotency_Key='other')
        self.assertEqual((stale.status, stale.json['current']['etag']), (412, first.json['etag']))
        self.assertEqual(self.call('PATCH', path, change).status, 428)

    def test_lost_reply_of_a_reallocation(self):
        ticket = self.call('POST', '/v1/orders', self.order_body()).json['tickets'][0]
        path = f'/v1/tickets/{ticket["code"]}'
        body = json.dumps({'visible_to_group': not ticket['visible_to_group']}).encode()
        self.send_and_hang_up(f'PATCH {path}/allocation'.encode(), body, b'Idempotency-Key: lost move\r\n'
                              b'If-Match: ' + ticket['etag'].encode() + b'\r\n')
        wait_for(lambda: self.call('GET', path).json['etag'] != ticket['etag'], 'the change whose reply is lost')
        moved = self.call('GET', path).json
        again = self.call('PATCH', f'{path}/allocation', body, If_Match=ticket['etag'], Idempotency_Key='lost move')
        self.assertEqual((again.status, again.headers['idempotency-replayed']), (200, 'true'))
        self.assertEqual((again.json['etag'], again.json['visible_to_group']),
                         (moved['etag'], not ticket['visible_to_group']))
        self.assertEqual(self.call('GET', path).json['etag'], moved['etag'])

    def test_two_persons_race_for_one_ticket(self):
        ticket = self.call('POST', '/v1/orders', self.order_body()).json['tickets'][0]
        path = f'/v1/tickets/{ticket["code"]}/allocation'
        statuses = []

        def change(visible):
            statuses.append(self.call('PATCH', path, {'visible_to_group': visible}, If_Match=ticket['etag']).status)

        threads = [threading.Thread(target=change, args=(not ticket['visible_to_group'],)) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(sorted(statuses), [200, 412])

    def test_zz_guessing_codes(self):
        """Last: it uses up this address's share of wrong codes."""
        member = self.call('POST', '/v1/sessions', {'email': 'mia@acme.example', 'password': PASSWORD}).json
        statuses = [self.call('GET', '/v1/tickets/AAAAA-AAAAA-AAAAA-AAAAA-AAAAA', token=member['access_token']).status
                    for _ in range(12)]
        self.assertEqual(statuses, [404] * 10 + [429] * 2)


class Events(Served):
    def listen(self, token):
        connection = self.service.connect()
        connection.request('GET', '/v1/events', headers={'Authorization': 'Bearer ' + token})
        answer = connection.getresponse()
        self.assertEqual(answer.status, 200)
        self.assertTrue(answer.getheader('content-type').startswith('text/event-stream'))
        self.assertTrue(answer.readline().startswith(b':'))
        self.assertEqual(answer.readline(), b'\n')
        return connection, answer

    def test_visible_changes_and_the_end(self):
        member = self.call('POST', '/v1/sessions', {'email': 'mia@acme.example', 'password': PASSWORD}).json
        connection, answer = self.listen(member['access_token'])
        lines = []

        def read():
            for line in answer:
                lines.append(line)
            lines.append(b'end')

        thread = threading.Thread(target=read)
        thread.start()
        hidden = {'assignee_id': None, 'visible_to_group': False}
        self.call('POST', '/v1/orders', self.order_body(allocation=hidden))
        shown = {'assignee_id': None, 'visible_to_group': True}
        self.assertEqual(lines.count(b'event: change\n'), 0)
        self.call('POST', '/v1/orders', self.order_body(allocation=shown))
        wait_for(lambda: lines.count(b'event: change\n') >= 1, 'the event of a visible change')
        self.assertEqual(lines.count(b'event: change\n'), 1)

        began = time.monotonic()
        self.call('DELETE', '/v1/sessions/current', token=member['access_token'])
        wait_for(lambda: lines[-1] == b'end', 'the end of the stream')
        self.assertLess(time.monotonic() - began, 30)
        thread.join()
        connection.close()

    def test_needs_a_sign_in(self):
        self.assertEqual(self.call('GET', '/v1/events', token='nonsense').status, 401)


class RateLimit(Served):
    options = ('--rate-limit', '8')

    def test_limit_by_session(self):
        statuses = [self.call('GET', '/v1/me').status for _ in range(10)]
        self.assertEqual(statuses, [200] * 8 + [429] * 2)


class Proxy(Served):
    options = ('--trusted-proxy', '127.0.0.1')

    def test_last_address_counts(self):
        def fail(forwarded):
            return self.call('POST', '/v1/sessions', {'email': 'x@vendor.example', 'password': 'not this one at all'},
                             token='', X_Forwarded_For=forwarded).status

        began = time.monotonic()
        statuses = [fail(f'10.0.0.{n}, 192.0.2.1') for n in range(6)]
        self.skip_if_a_minute_is_over(began)
        self.assertEqual(statuses, [401] * 5 + [429])
        self.assertEqual(fail('192.0.2.1, 192.0.2.2'), 401)


class Socket(unittest.TestCase):
    def test_own_socket(self):
        with Service() as service:
            path = service.root / 'central.socket'
            service.start(on='--socket', at=path)
            self.assertEqual(service.address, f'unix:{path}')
            self.assertEqual(stat.S_IMODE(os.stat(path).st_mode), 0o600)
            self.assertEqual(service.call('GET', '/v1/health').status, 200)
            with socket.socket(socket.AF_UNIX) as raw:
                raw.connect(str(path))
                raw.sendall(b'GET /v1/health HTTP/1.0\r\n\r\n')
                self.assertTrue(raw.recv(100).startswith(b'HTTP/1.0 200'))
            taken = run('serve', '--data', service.root / 'other', '--socket', path, '--demo')
            self.assertEqual(taken.returncode, 1)
            self.assertEqual(service.stop(), 0)
            self.assertFalse(path.exists())

    def test_socket_left_behind(self):
        with Service() as service:
            path = service.root / 'central.socket'
            service.start(on='--socket', at=path)
            service.kill()
            self.assertTrue(path.exists())
            service.start(on='--socket', at=path)
            self.assertEqual(service.call('GET', '/v1/health').status, 200)


if __name__ == '__main__':
    unittest.main()
