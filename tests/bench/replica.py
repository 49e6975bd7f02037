#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures the client's local copy: filling it from pages of the change feed beside `sqlite3 .import` of the same
rows into the same tables, full-text index included, and searching it beside one frame of a 60 Hz screen.

The pages come from memory, as the service writes them: this is the client's share of a first sync.
`BENCH_TICKETS` is how many tickets, a million unless told otherwise."""

import csv
import json
import os
import pathlib
import sqlite3
import subprocess
import tempfile
import time

TICKETS = int(os.environ.get('BENCH_TICKETS', '1000000'))
FRAME = 1000 / 60


def tell(**measured):
    print(json.dumps(measured), flush=True)


def run(directory):
    """What the program measured, by name."""
    done = subprocess.run([os.environ['BENCH_REPLICA'], directory, str(TICKETS)], stdout=subprocess.PIPE, text=True,
                          check=True)
    return {line['name']: line['value'] for line in map(json.loads, done.stdout.splitlines())}


def export(database, directory):
    """Writes the rows as CSV and gives the statements of the empty tables, then of the indexes."""
    db = sqlite3.connect(database)
    tables, indexes, files = [], [], []
    for kind, name, sql in db.execute('SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL').fetchall():
        # What full text and the columns keep is made of the other rows.
        if name.startswith('ticket_text_') or name == 'ticket_columns':
            continue
        (indexes if kind == 'index' else tables).append(sql)
        if kind != 'table' or name == 'ticket_text':
            continue
        path = pathlib.Path(directory, name + '.csv')
        with path.open('w', newline='', encoding='utf-8') as out:
            csv.writer(out).writerows(db.execute(f'SELECT * FROM {name}'))
        files.append((name, path))
    path = pathlib.Path(directory, 'ticket_text.csv')
    with path.open('w', newline='', encoding='utf-8') as out:
        writer = csv.writer(out)
        for reference, entries in db.execute('SELECT reference, entries FROM ticket ORDER BY row'):
            values = [part.split('\x1f', 1)[1] for part in (entries or '').split('\x1e') if part]
            writer.writerow([' '.join([reference or ''] + [v for v in values if v not in ('true', 'false')])])
    files.append(('ticket_text', path))
    db.close()
    return tables, indexes, files


def import_again(database, directory):
    """Seconds that the sqlite3 shell takes for the same rows."""
    tables, indexes, files = export(database, directory)
    # The shell reads every cell as text; the columns' affinity makes numbers of them, but an empty cell is no
    # NULL, so STRICT and NOT NULL would only get in the way.
    script = ['PRAGMA journal_mode = WAL;', 'PRAGMA synchronous = OFF;'] + [
        sql.replace(' STRICT, WITHOUT ROWID', ' WITHOUT ROWID').replace(' STRICT', '') + ';' for sql in tables]
    script += ['.mode csv'] + [f'.import {path} {name}' for name, path in files]
    script += [sql + ';' for sql in indexes] + ['PRAGMA wal_checkpoint (TRUNCATE);']
    start = time.monotonic()
    subprocess.run(['sqlite3', str(pathlib.Path(directory, 'control.db'))], input='\n'.join(script), text=True,
                   stdout=subprocess.DEVNULL, check=True)
    return time.monotonic() - start


def main():
    with tempfile.TemporaryDirectory(prefix='lp-bench-') as directory:
        copy = os.path.join(directory, 'copy')
        measured = run(copy)
        name = pathlib.Path(copy, 'current').read_text(encoding='utf-8').strip()
        seconds = import_again(os.path.join(copy, name), directory)
        tell(name=f'filling a local copy of {TICKETS:,} tickets', unit='s', control=seconds,
             value=measured['replica-fill-pages'] + measured['replica-fill-adopt'],
             control_name='sqlite3 .import', limit=3.0)
        tell(name=f'search in {TICKETS:,} tickets, median', unit='ms', value=measured['replica-search-median'],
             control=FRAME, control_name='one frame', limit=2.0)
        tell(name=f'search in {TICKETS:,} tickets, 95 %', unit='ms', value=measured['replica-search-95'],
             control=FRAME, control_name='one frame', limit=6.0)


if __name__ == '__main__':
    main()
