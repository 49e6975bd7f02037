# SPDX-License-Identifier: GPL-3.0-or-later
"""A real License Central for tests: its directory, its process, and a small client.

License Central runs as people run it: the program, a data directory, a port of the loopback interface."""

import http.client
import json
import os
import pathlib
import resource
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import uuid

from check_openapi import Checker

CHECKER = Checker()

PASSWORD = 'correct horse battery staple'
ADMIN = 'admin@vendor.example'
PROGRAM = os.environ.get('LICENSE_CENTRAL', 'license-central')
PATIENCE = 60  # seconds; only ever waited for when something is wrong


def run(*arguments, password=None, **options):
    """Runs a command of the program to its end."""
    return subprocess.run([PROGRAM, *map(str, arguments)], input=password, text=True, capture_output=True,
                          timeout=PATIENCE, **options)


class Reply:
    """An answer: status, headers (lower case) and the decoded body."""

    def __init__(self, status, headers, body):
        self.status = status
        self.headers = {name.lower(): value for name, value in headers}
        self.text = body
        kind = self.headers.get('content-type', '')
        self.json = json.loads(body) if body and 'json' in kind else None

    @property
    def code(self):
        return self.json['code']

    def __repr__(self):
        return f'<{self.status} {self.text[:300]!r}>'


class UnixConnection(http.client.HTTPConnection):
    """HTTP over a Unix socket."""

    def __init__(self, path):
        super().__init__('localhost', timeout=PATIENCE)
        self.path = path

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(PATIENCE)
        self.sock.connect(self.path)


class Service:
    """A data directory and, between start() and stop(), the process that serves it."""

    def __init__(self, create=True):
        self.root = pathlib.Path(tempfile.mkdtemp(prefix='license-central-'))
        self.data = self.root / 'data'
        self.process = None
        self.address = None
        self.token = None
        if create:
            done = run('init', '--data', self.data, '--vendor', 'Vendor', '--email', ADMIN, password=PASSWORD + '\n')
            assert done.returncode == 0, done.stderr

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.kill()
        shutil.rmtree(self.root, ignore_errors=True)

    def load(self, data_set, *options):
        path = self.root / 'set.json'
        path.write_text(json.dumps(data_set))
        return run('load', '--data', self.data, *options, path)

    def start(self, *options, limits=None, on='--listen', at='127.0.0.1:0'):
        """Starts to serve and waits until it listens."""
        def limit():
            for what, value in (limits or {}).items():
                resource.setrlimit(what, (value, value))

        environment = {name: value for name, value in os.environ.items() if name != 'G_DEBUG'}
        self.log = open(self.root / 'log', 'ab')
        self.process = subprocess.Popen([PROGRAM, 'serve', '--data', str(self.data), on, str(at), *options],
                                        stdout=subprocess.PIPE, stderr=self.log, text=True, env=environment,
                                        preexec_fn=limit)
        line = self.process.stdout.readline()
        assert line.startswith('listening on '), (line, self.read_log())
        self.address = line.strip().removeprefix('listening on ')
        return self

    def read_log(self):
        return (self.root / 'log').read_text()

    def connect(self):
        if self.address.startswith('unix:'):
            return UnixConnection(self.address.removeprefix('unix:'))
        return http.client.HTTPConnection(self.address.removeprefix('http://'), timeout=PATIENCE)

    def call(self, method, path, body=None, connection=None, token=None, **headers):
        """One request. Header names have _ for -; a POST gets an idempotency key unless one is given."""
        one = connection or self.connect()
        sent = {name.replace('_', '-'): value for name, value in headers.items() if value is not None}
        token = token if token is not None else self.token
        if token:
            sent.setdefault('Authorization', 'Bearer ' + token)
        if method == 'POST' and 'Idempotency_Key' not in headers:
            sent['Idempotency-Key'] = uuid.uuid4().hex
        if body is not None:
            sent.setdefault('Content-Type', 'application/json')
            body = body if isinstance(body, (bytes, str)) else json.dumps(body)
        try:
            one.request(method, path, body, sent)
            answer = one.getresponse()
            reply = Reply(answer.status, answer.getheaders(), answer.read())
        finally:
            if connection is None:
                one.close()
        CHECKER.check_any(method, path, reply.status, reply.headers, reply.text)
        return reply

    def sign_in(self, email=ADMIN, password=PASSWORD):
        reply = self.call('POST', '/v1/sessions', {'email': email, 'password': password})
        if reply.status == 201:
            self.token = reply.json['access_token']
        return reply

    def send(self, data, then_end=False, until=None):
        """Sends raw bytes and returns all that comes back until the service closes or `until` is seen."""
        host, port = self.address.removeprefix('http://').rsplit(':', 1)
        with socket.create_connection((host, int(port)), timeout=PATIENCE) as one:
            one.sendall(data)
            if then_end:
                one.shutdown(socket.SHUT_WR)
            answer = b''
            while until is None or until not in answer:
                try:
                    part = one.recv(65536)
                except ConnectionResetError:
                    break
                if not part:
                    break
                answer += part
            return answer

    def stop(self):
        """Asks it to stop and returns the exit status."""
        self.process.send_signal(signal.SIGTERM)
        status = self.process.wait(PATIENCE)
        self.process.stdout.close()
        self.log.close()
        self.process = None
        return status

    def kill(self):
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process.stdout.close()
            self.log.close()
            self.process = None

    def check(self):
        done = run('check', '--data', self.data)
        assert done.returncode == 0, done.stderr


def wait_for(condition, what):
    """Waits until the condition holds."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        value = condition()
        if value:
            return value
        time.sleep(0.02)
    raise AssertionError('never happened: ' + what)


CATALOG = {
    'groups': [{'id': 'n', 'parent': None, 'name': 'North', 'kind': 'reseller', 'external_id': 'N'},
               {'id': 'a', 'parent': 'n', 'name': 'Acme', 'kind': 'client', 'external_id': 'A'}],
    'people': [{'id': 'm', 'email': 'mia@acme.example', 'name': 'Mia', 'password': PASSWORD},
               {'id': 'd', 'email': 'ada@acme.example', 'name': 'Ada', 'password': PASSWORD}],
    'categories': [{'id': 'c', 'name': 'Engineering'}],
    'memberships': [{'group': 'a', 'person': 'm', 'role': 'member'},
                    {'group': 'a', 'person': 'd', 'role': 'admin', 'rights': {'c': ['create', 'modify']}}],
    'products': [{'id': 'p', 'code': 'CAD', 'name': 'Design', 'kind': 'perpetual', 'categories': ['c'],
                  'entries': [], 'modules': []}],
}
"""A reseller, a client with a member and an admin, and a product."""
