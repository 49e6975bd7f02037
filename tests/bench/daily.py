#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures the daily job on a million subscriptions of which a hundred thousand are due, beside the same updates and
inserts as bare SQL in one transaction, and with nothing due.

The data set is made and loaded here; DAILY_DATA names a directory that keeps it for the next time."""

import json
import os
import pathlib
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
CENTRAL, BENCH = os.environ['LICENSE_CENTRAL'], os.environ['BENCH_DAILY']
SUBSCRIPTIONS = int(os.environ.get('DAILY_SUBSCRIPTIONS', 1000000))
LOADED = '2026-10-01'
ROUNDS = 3


def prepare(data, scratch):
    """Loads a million licenses of the demo's subscription products."""
    base = json.loads((ROOT / 'data/demo/base.json').read_text())
    base['products'] = [product for product in base['products'] if product['kind'] == 'subscription']
    (scratch / 'base.json').write_text(json.dumps(base))
    subprocess.run([sys.executable, ROOT / 'tests/support/generate-data-set.py', '--base', scratch / 'base.json',
                    '--seed', '7', '--tickets', str(SUBSCRIPTIONS), '--as-of', LOADED, '--output', scratch / 'set.json'],
                   check=True)
    subprocess.run([CENTRAL, 'load', '--data', data, '--as-of', LOADED, scratch / 'set.json'], check=True,
                   stdout=subprocess.DEVNULL)
    (scratch / 'set.json').unlink()
    # One day that is past, as every day but the first: what the service does then is what is measured.
    subprocess.run([CENTRAL, 'renew', '--data', data, '--as-of', LOADED], check=True, stdout=subprocess.DEVNULL)


def find_day(data):
    """The first day by which a tenth is due, and the newest change until now."""
    with sqlite3.connect(f'file:{data}/central.db?mode=ro', uri=True) as db:
        day = db.execute('SELECT due_on FROM subscription WHERE due_on IS NOT NULL ORDER BY due_on LIMIT 1 OFFSET ?',
                         (SUBSCRIPTIONS // 10,)).fetchone()[0]
        return day, db.execute('SELECT coalesce(max(seq), 0) FROM change').fetchone()[0]


def measure(*arguments):
    done = subprocess.run([BENCH, *map(str, arguments)], stdout=subprocess.PIPE, text=True, check=True)
    return [float(number) for number in done.stdout.split()]


def tell(**measured):
    print(json.dumps(measured), flush=True)


def main(scratch):
    data = pathlib.Path(os.environ.get('DAILY_DATA', scratch / 'data'))
    if not data.exists():
        prepare(data, scratch)
    day, newest = find_day(data)
    busy, idle, bare = [], [], []
    for _ in range(ROUNDS):
        for name in ('job', 'bare'):
            shutil.rmtree(scratch / name, ignore_errors=True)
            shutil.copytree(data, scratch / name)
        seconds, quiet, renewed = measure('job', scratch / 'job', day)
        control, same = measure('bare', scratch / 'bare', scratch / 'job', newest)
        assert same >= SUBSCRIPTIONS // 10 and renewed >= same, (renewed, same)
        busy.append(seconds)
        idle.append(quiet)
        bare.append(control)
    tell(name=f'daily job, {int(same):,} of {SUBSCRIPTIONS:,} due', unit='s', value=statistics.median(busy),
         control=statistics.median(bare), control_name='bare SQL in one transaction', limit=4)
    tell(name=f'daily job, nothing of {SUBSCRIPTIONS:,} due', unit='ms', value=statistics.median(idle) * 1000, limit=20)


if __name__ == '__main__':
    with tempfile.TemporaryDirectory(prefix='daily-') as directory:
        main(pathlib.Path(directory))
