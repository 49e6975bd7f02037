#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How long from the start of the process until the window shows its content, beside a bare libadwaita window.

usage: start.py LICENSE_CENTRAL LICENSE_PORTAL BARE_WINDOW

Seen from outside: the middle of the display is watched, and the moment counts at which it changed for the last
time. The application opens on a replica of 100,000 tickets that an earlier run of it has synchronized.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, '..', 'e2e'))

from screen import Screen  # noqa: E402
from player import Player  # noqa: E402
from stage import Stage, stop, wait_for  # noqa: E402

RUNS = 5
TICKETS = os.environ.get('BENCH_TICKETS', '100000')
MIDDLE = (500, 350, 400, 300)
QUIET = 1.5


def start_once(stage, screen, command, environment):
    """Seconds from the start of a process to the last change that it made to the middle of the display."""
    began = time.monotonic()
    process = subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL)
    stage.processes.append(process)
    try:
        return screen.last_change(MIDDLE, began, QUIET, 60)
    finally:
        stop(process)
        time.sleep(0.3)
        stage.processes.remove(process)


def serve(stage, program, folder):
    """A service with 100,000 tickets; returns its address."""
    root = os.path.join(HERE, '..', '..')
    data_set = os.path.join(folder, 'set.json')
    subprocess.run(['/usr/bin/python3', os.path.join(root, 'tests', 'support', 'generate-data-set.py'), '--base',
                    os.path.join(root, 'data', 'demo', 'base.json'), '--seed', '7', '--tickets', TICKETS,
                    '--output', data_set], check=True, stdout=subprocess.DEVNULL)
    data = os.path.join(folder, 'central')
    subprocess.run([program, 'load', '--data', data, data_set], check=True, stdout=subprocess.DEVNULL)
    socket = os.path.join(folder, 'socket')
    stage.start(program, 'serve', '--data', data, '--socket', socket, '--rate-limit', '0')
    wait_for(lambda: os.path.exists(socket), 'the service')
    return 'unix:' + socket


def synchronize(stage, command, address, folder):
    """Signs in once, through the window, and waits until everything is here."""
    player = Player(stage, command, os.path.join(folder, 'first.log'))
    player.click('Connect to License Central', 'label')
    dialog = player.see_window('Sign In')
    player.fill(address, 'Address', within=dialog)
    player.fill('vera@tessaline.example', 'E-mail', within=dialog)
    player.fill('demo-license-portal', 'Password', within=dialog)
    player.click('Sign In', 'push button', within=dialog)
    player.see('Connected', 'label', patience=600)
    player.leave()


def main(central, portal, bare):
    """Measures both in turn and prints the medians."""
    with Stage() as stage, tempfile.TemporaryDirectory(prefix='license-portal-bench-') as folder:
        command = [portal, '--data', os.path.join(folder, 'data')]
        synchronize(stage, command, serve(stage, central, folder), folder)
        screen = Screen(stage.environment['DISPLAY'])
        ours, theirs = [], []
        for _run in range(RUNS):
            theirs.append(start_once(stage, screen, [bare], stage.environment))
            ours.append(start_once(stage, screen, command, stage.environment))
        screen.close()
    print(json.dumps({'name': f'start to first content, {int(TICKETS):,} tickets', 'unit': 'ms',
                      'value': round(statistics.median(ours) * 1000, 1),
                      'control': round(statistics.median(theirs) * 1000, 1),
                      'control_name': 'bare window', 'at': 'most', 'limit': 1.6}))
    return 0


if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:4]))
