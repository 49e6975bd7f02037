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
import time

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, '..', 'e2e'))

from screen import Screen  # noqa: E402
from stage import Stage, stop  # noqa: E402
from stock import Stock  # noqa: E402

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


def main(central, portal, bare):
    """Measures both in turn and prints the medians."""
    ours, theirs = [], []
    with Stage() as stage, Stock(central, portal) as stock:
        command = [portal, '--data', str(stock.replica(stage, int(TICKETS)))]
        with stock.served(stage, int(TICKETS)):
            screen = Screen(stage.environment['DISPLAY'])
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
