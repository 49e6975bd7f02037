#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures the client's local copy without a service: filling it from pages of the change feed that come from
memory, which is the client's share of a first sync (sync.py measures all of it); a delta of one ticket and of a
thousand; and searching it, beside one frame of a 60 Hz screen.

`BENCH_TICKETS` is how many tickets, a million unless told otherwise."""

import json
import os
import subprocess
import tempfile

TICKETS = int(os.environ.get('BENCH_TICKETS', '1000000'))
FRAME = 1000 / 60


def tell(**measured):
    print(json.dumps(measured), flush=True)


def run(directory):
    """What the program measured, by name."""
    done = subprocess.run([os.environ['BENCH_REPLICA'], directory, str(TICKETS)], stdout=subprocess.PIPE, text=True,
                          check=True)
    return {line['name']: line['value'] for line in map(json.loads, done.stdout.splitlines())}


def main():
    with tempfile.TemporaryDirectory(prefix='lp-bench-') as directory:
        measured = run(os.path.join(directory, 'copy'))
        tell(name=f'filling a local copy of {TICKETS:,} tickets', unit='s',
             value=measured['replica-fill-pages'] + measured['replica-fill-adopt'])
        tell(name='a delta of one ticket into it, median', unit='ms', value=measured['replica-delta-1'])
        tell(name='a delta of 1,000 tickets into it, median', unit='ms', value=measured['replica-delta-1000'])
        tell(name=f'search in {TICKETS:,} tickets, median', unit='ms', value=measured['replica-search-median'],
             control=FRAME, control_name='one frame', limit=2.0)
        tell(name=f'search in {TICKETS:,} tickets, 95 %', unit='ms', value=measured['replica-search-95'],
             control=FRAME, control_name='one frame', limit=6.0)


if __name__ == '__main__':
    main()
