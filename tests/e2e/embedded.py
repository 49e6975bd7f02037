# SPDX-License-Identifier: GPL-3.0-or-later
"""The License Central that an application has started for itself: found as its child, spoken to as somebody else at
the same service would, and treated as badly as a machine may treat it."""

import http.client
import json
import os
import signal
import socket
import uuid

from stage import PATIENCE, wait_for

PASSWORD = 'demo-license-portal'


class UnixConnection(http.client.HTTPConnection):
    """HTTP over a Unix socket."""

    def __init__(self, path):
        super().__init__('localhost', timeout=PATIENCE)
        self.path = path

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(PATIENCE)
        self.sock.connect(self.path)


def command_line(pid):
    """The arguments of a process; empty if it is gone."""
    try:
        with open(f'/proc/{pid}/cmdline', encoding='utf-8') as file:
            return file.read().split('\0')[:-1]
    except (FileNotFoundError, ProcessLookupError):
        return []


def children(pid):
    """The processes that a process has started."""
    found = []
    try:
        for task in os.listdir(f'/proc/{pid}/task'):
            with open(f'/proc/{pid}/task/{task}/children', encoding='ascii') as file:
                found += [int(child) for child in file.read().split()]
    except (FileNotFoundError, ProcessLookupError):
        pass
    return found


def find_service(player):
    """The process id of the application's service, None while there is none."""
    return next((child for child in children(player.process.pid) if 'serve' in command_line(child)), None)


class Service:
    """A service on a socket, as somebody else than the window sees it."""

    def __init__(self, socket_path):
        self.socket = socket_path
        self.token = None

    def ask(self, method, path, body=None, **headers):
        """One request. Returns the status and the decoded body."""
        connection = UnixConnection(self.socket)
        sent = {'Content-Type': 'application/json', 'Idempotency-Key': str(uuid.uuid4()),
                **{name.replace('_', '-'): value for name, value in headers.items()}}
        if self.token:
            sent['Authorization'] = 'Bearer ' + self.token
        connection.request(method, path, None if body is None else json.dumps(body), sent)
        reply = connection.getresponse()
        text = reply.read().decode()
        connection.close()
        return reply.status, json.loads(text) if text else None

    def sign_in(self, email, password=PASSWORD):
        """As whom everything after this is asked."""
        status, body = self.ask('POST', '/v1/sessions', {'email': email, 'password': password})
        assert status == 201, (status, body)
        self.token = body['access_token']
        return self

    def count_tickets(self, reference):
        """How many tickets there are of orders with that reference."""
        found, cursor = 0, ''
        while cursor is not None:
            status, page = self.ask('GET', '/v1/tickets?limit=1000' + (f'&cursor={cursor}' if cursor else ''))
            assert status == 200, page
            found += sum(ticket['reference'] == reference for ticket in page['items'])
            cursor = page['next']
        return found


class Embedded(Service):
    """The service of one application, at the moment of asking."""

    def __init__(self, player):
        self.pid = wait_for(lambda: find_service(player), 'the service of the application')
        arguments = command_line(self.pid)
        super().__init__(arguments[arguments.index('--socket') + 1])
        wait_for(lambda: os.path.exists(self.socket), 'the socket of the service')

    def send(self, signal_number):
        """Sends a signal to the service."""
        os.kill(self.pid, signal_number)

    def kill(self):
        """Ends it as a crash would."""
        self.send(signal.SIGKILL)
        wait_for(self.is_gone, 'the killed service to be gone')

    def is_gone(self):
        """Whether that process does not run any more."""
        try:
            with open(f'/proc/{self.pid}/stat', encoding='ascii', errors='replace') as file:
                return file.read().rsplit(')', 1)[1].split()[0] == 'Z'
        except (FileNotFoundError, ProcessLookupError):
            return True
