#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures the page of subscriptions beside the page of tickets, each over as many rows: until a screenful is there,
for a search, and for another order.

`BENCH_TICKETS` is how many, a million unless told otherwise."""

import json
import os
import subprocess
import tempfile

TICKETS = int(os.environ.get('BENCH_TICKETS', '1000000'))
# As fast as the tickets: no more than 1, and a twentieth for what medians of a machine that does other things differ.
LIMIT = 1.05


def tell(**measured):
    print(json.dumps(measured), flush=True)


def run(directory):
    """What the program measured, by name."""
    done = subprocess.run([os.environ['BENCH_SUBSCRIPTIONS'], directory, str(TICKETS)], stdout=subprocess.PIPE, text=True,
                          check=True)
    return {line['name']: line['value'] for line in map(json.loads, done.stdout.splitlines())}


def main():
    with tempfile.TemporaryDirectory(prefix='lp-bench-') as directory:
        measured = run(os.path.join(directory, 'copy'))
        tell(name=f'{TICKETS:,} subscriptions read for the first time', unit='ms', value=measured['first-subscriptions'])
        for name, what in (('page', 'page of'), ('search', 'search in'), ('order', 'order of')):
            tell(name=f'{what} {TICKETS:,} subscriptions, median', unit='ms', value=measured[f'{name}-subscriptions'],
                 control=measured[f'{name}-tickets'], control_name='the same of tickets',
                 ratio=measured[f'{name}-ratio'], limit=LIMIT)


if __name__ == '__main__':
    main()
