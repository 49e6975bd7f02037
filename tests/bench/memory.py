#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How much memory the window needs for a million tickets, beside a GtkColumnView with the same columns over constant
rows.

usage: memory.py LICENSE_CENTRAL LICENSE_PORTAL CONSTANT_ROWS FRAME_WATCH

Read when the content has been shown and scrolled through by wheel, by pages, to both ends and by the scroll bar: the
proportional set size, which counts what the process has for itself and its part of what it shares."""

import json
import os
import pathlib
import statistics
import sys

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, '..', 'e2e'))

from scroll import focus_constants, focus_tickets, scroll  # noqa: E402
from stage import Stage  # noqa: E402
from stock import Stock  # noqa: E402
from watched import Watched  # noqa: E402

TICKETS = int(os.environ.get('BENCH_TICKETS', '1000000'))
ROUNDS = 3


def proportional_set_size(process):
    """Megabytes of a process that runs."""
    for line in pathlib.Path('/proc', str(process.pid), 'smaps_rollup').read_text(encoding='ascii').split('\n'):
        if line.startswith('Pss:'):
            return int(line.split()[1]) * 1024 / 1e6
    raise AssertionError('the kernel does not tell')


def measure(stage, watch, command, focus, items=None):
    """Megabytes after everything has been looked at."""
    with Watched(stage, watch, command) as window:
        if items:
            window.wait_for_items(items)
        window.settle(1)
        frames = scroll(window, focus)
        assert len(frames) > 100, f'{command[0]} has painted {len(frames)} frames only'
        window.settle(1)
        return proportional_set_size(window.process)


def main(central, portal, constant_rows, watch):
    """Measures both in turn and prints the medians."""
    ours, theirs = [], []
    with Stage() as stage, Stock(central, portal) as stock:
        command = [portal, '--data', str(stock.replica(stage, TICKETS))]
        for _round in range(ROUNDS):
            theirs.append(measure(stage, watch, [constant_rows], focus_constants))
            ours.append(measure(stage, watch, command, focus_tickets, TICKETS))
    print(json.dumps({'name': f'memory with {TICKETS:,} tickets', 'unit': 'MB', 'value': round(statistics.median(ours), 1),
                      'control': round(statistics.median(theirs), 1), 'control_name': 'constant rows', 'at': 'most',
                      'limit': 1.5}))


if __name__ == '__main__':
    main(*sys.argv[1:5])
