# SPDX-License-Identifier: GPL-3.0-or-later
"""A License Central of a test's own: in a directory of its own, on a Unix socket, gone afterwards.

    with LicenseCentral(program, data_set) as central:
        status, headers, body = central.request('GET', '/v1/me', token=central.sign_in('ada@a.example', '…'))

Every reply is held against the description of the API.
"""

import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import uuid

from check_openapi import Checker

CHECKER = Checker()


class SocketConnection(http.client.HTTPConnection):
    def __init__(self, path):
        super().__init__('localhost', timeout=60)
        self.path = path

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self.path)


class LicenseCentral:
    def __init__(self, program, data_set=None, today='2026-11-24', demo=False):
        self.program = program
        self.data_set = data_set
        self.today = today
        self.demo = demo
        self.directory = None
        self.process = None
        self.log = None

    @property
    def socket(self):
        return os.path.join(self.directory, 'socket')

    @property
    def data(self):
        return os.path.join(self.directory, 'data')

    def __enter__(self):
        # A Unix socket's path is short, so not below the build directory.
        self.directory = tempfile.mkdtemp(prefix='lc-')
        try:
            if self.data_set is not None:
                self.load(self.data_set)
            self.start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *unused):
        self.stop()
        shutil.rmtree(self.directory)

    def load(self, data_set):
        path = os.path.join(self.directory, 'data-set.json')
        with open(path, 'w', encoding='utf-8') as file:
            json.dump(data_set, file)
        subprocess.run([self.program, 'load', '--data', self.data, '--as-of', self.today, path], check=True,
                       capture_output=True)

    def start(self):
        self.log = open(os.path.join(self.directory, 'log'), 'w+', encoding='utf-8')
        command = [self.program, 'serve', '--data', self.data, '--socket', self.socket, '--today', self.today]
        self.process = subprocess.Popen(command + (['--demo'] if self.demo else []), stdout=subprocess.PIPE,
                                        stderr=self.log)
        line = self.process.stdout.readline().decode()
        if line != 'listening on unix:%s\n' % self.socket:
            self.log.seek(0)
            raise RuntimeError('the service did not start: %r\n%s' % (line, self.log.read()))

    def stop(self):
        if self.process is None:
            return 0
        self.process.send_signal(signal.SIGTERM)
        self.process.stdout.close()
        status = self.process.wait()
        self.process = None
        self.log.close()
        return status

    def request(self, method, path, body=None, token=None, headers=None):
        """The status, the headers and the body as text."""
        connection = SocketConnection(self.socket)
        sent = dict(headers or {})
        if token:
            sent.setdefault('Authorization', 'Bearer ' + token)
        if method == 'POST':
            sent.setdefault('Idempotency-Key', str(uuid.uuid4()))
        if body is not None and not isinstance(body, (str, bytes)):
            body = json.dumps(body)
        if body is not None:
            sent.setdefault('Content-Type', 'application/json')
        try:
            connection.request(method, path, body.encode() if isinstance(body, str) else body, sent)
            reply = connection.getresponse()
            answer = reply.status, dict(reply.getheaders()), reply.read().decode()
        finally:
            connection.close()
        CHECKER.check(method, path, *answer)
        return answer

    def sign_in(self, email, password):
        status, _, body = self.request('POST', '/v1/sessions', {'email': email, 'password': password})
        if status != 201:
            raise RuntimeError('%s cannot sign in: %s' % (email, body))
        return json.loads(body)['access_token']
