#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How long until another's window shows a change that somebody makes.

usage: change.py LICENSE_CENTRAL LICENSE_PORTAL FRAME_WATCH

Vera looks at the tickets of a reseller, in a window that is connected to a service with 100,000 tickets. The
reseller's own admin gives a ticket in sight to everyone in its group, takes it back, and so on, each time with one
request. The time runs from when it is sent until her window has painted the first frame after the row's change. The
display is looked at before and after each change, so that a frame that shows nothing new is no measurement."""

import http.client
import json
import os
import pathlib
import re
import socket
import statistics
import sys
import time

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, '..', 'e2e'))

from player import Player  # noqa: E402
from screen import Screen  # noqa: E402
from stage import Stage, wait_for  # noqa: E402
from stock import PASSWORD, Stock, sign_in  # noqa: E402
from watched import FrameLog  # noqa: E402

TICKETS = int(os.environ.get('BENCH_TICKETS', '100000'))
CHANGES = 41
GROUP, OTHER = 'North Reseller', 'noah@north.example'
# What lies above and left of the rows, in pixels of the window.
SIDEBAR, BARS = 300, 200


class Unix(http.client.HTTPConnection):
    """HTTP over a Unix socket."""

    def __init__(self, path):
        super().__init__('localhost', timeout=60)
        self.path = path

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(60)
        self.sock.connect(self.path)


class Other:
    """The other person, who has signed in and keeps a connection."""

    def __init__(self, address):
        self.connection = Unix(address.removeprefix('unix:'))
        self.headers = {'Content-Type': 'application/json'}
        session, _etag = self.call('POST', '/v1/sessions', {'email': OTHER, 'password': PASSWORD})
        self.headers['Authorization'] = 'Bearer ' + session['access_token']

    def call(self, method, path, body=None, **headers):
        self.connection.request(method, path, json.dumps(body) if body else None, {**self.headers, **headers})
        answer = self.connection.getresponse()
        text = answer.read()
        assert answer.status < 300, f'{method} {path}: {answer.status} {text}'
        return json.loads(text), answer.headers.get('ETag')

    def change(self, code, visible, etag):
        """Returns when the request was sent, and the new etag."""
        sent = time.monotonic()
        _ticket, etag = self.call('PATCH', f'/v1/tickets/{code}/allocation',
                                  {'assignee_id': None, 'visible_to_group': visible}, **{'If-Match': etag})
        return sent, etag


def connect(player, address):
    """From the first start until the reseller's tickets are there."""
    player.click('Connect to License Central', 'label')
    sign_in(player, address)
    player.see('Connected', 'label', patience=900)
    player.click(re.compile(GROUP), 'label')


def find_code(frames, other):
    """A ticket in sight that can be handed out."""
    def look():
        items = [line for line in frames.lines() if line[0] == 'item']
        newest = max((line[1] for line in items if line[2] == 0), default=0)
        for code in [str(line[3]) for line in items if line[1] >= newest]:
            try:
                ticket, _etag = other.call('GET', f'/v1/tickets/{code}')
            except AssertionError:
                return None     # still a row of the whole list, which he may not see
            if ticket['state'] == 'available':
                return code
        return None
    return wait_for(look, 'a ticket in sight that is available')


def measure(frames, screen, place, other):
    """Milliseconds that each change took."""
    code = find_code(frames, other)
    ticket, etag = other.call('GET', f'/v1/tickets/{code}')
    visible = bool(ticket['visible_to_group'])
    rows = (place['x'] + SIDEBAR, place['y'] + BARS, place['width'] - SIDEBAR - 20, place['height'] - BARS - 20)
    times = []
    for _change in range(CHANGES):
        frames.settle(0.3)
        before, visible = screen.look(*rows), not visible
        sent, etag = other.change(code, visible, etag)

        def shown():
            changes = [line[1] for line in frames.lines() if line[0] == 'changed' and line[1] / 1e6 > sent]
            return next((frame.time for frame in frames.frames(changes[0] / 1e6)), None) if changes else None
        painted = wait_for(shown, f'a frame after the change of {code}')
        wait_for(lambda: screen.look(*rows) != before, 'the display to show it')
        times.append((painted - sent) * 1000)
    return times


def tell(name, value, **more):
    print(json.dumps({'name': f'a change by another person in the window, {name}', 'unit': 'ms',
                      'value': round(value, 1), **more}), flush=True)


def main(central, portal, watch):
    """Signs both in and measures."""
    with Stage() as stage, Stock(central, portal) as stock, stock.served(stage, TICKETS) as address:
        frames = FrameLog(stage, watch, FRAME_NAME='code', FRAME_PROPERTY='allocated-to')
        player = Player(stage, [portal, '--data', str(pathlib.Path(stage.folder, 'data'))],
                        os.path.join(stage.folder, 'change.log'), frames.environment)
        connect(player, address)
        screen = Screen(stage.environment['DISPLAY'])
        window = player.x_window(player.windows()[0])
        times = measure(frames, screen, stage.geometry(window), Other(address))
        screen.close()
        player.leave()
    tell('median', statistics.median(times), at='most', limit=200)
    tell('95 %', sorted(times)[len(times) * 95 // 100])


if __name__ == '__main__':
    main(*sys.argv[1:4])
