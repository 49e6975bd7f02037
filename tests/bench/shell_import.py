# SPDX-License-Identifier: GPL-3.0-or-later
"""The control of a first sync: the sqlite3 shell imports the rows of a replica into the same empty tables."""

import csv
import pathlib
import sqlite3
import subprocess
import time


def searched(reference, entries):
    """What full text holds of a ticket: see lp_replica_rows_get_searched()."""
    values = [part.split('\x1f', 1)[1] for part in (entries or '').split('\x1e') if part]
    return ' '.join([reference or ''] + [one for one in values if one not in ('', 'true', 'false')]).casefold()


def write_rows(path, rows):
    """Writes one CSV file."""
    with path.open('w', newline='', encoding='utf-8') as out:
        csv.writer(out).writerows(rows)


def export(database, directory):
    """Writes the rows as CSV; the statements of the tables and of the indexes, and the files by table.

    The columns of tickets and subscriptions, the same values once more as blobs, are no rows that CSV could hold: the
    control goes without these tables."""
    db = sqlite3.connect(database)
    tables, indexes, files = [], [], {}
    for kind, name, sql in db.execute('SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL').fetchall():
        if name.startswith('ticket_text_') or name in ('ticket_columns', 'subscription_columns'):
            continue
        (indexes if kind == 'index' else tables).append(sql)
        if kind == 'table':
            files[name] = pathlib.Path(directory, name + '.csv')
            write_rows(files[name],
                       ([searched(*row)] for row in db.execute('SELECT reference, entries FROM ticket ORDER BY row'))
                       if name == 'ticket_text' else db.execute(f'SELECT * FROM {name}'))
    db.close()
    return tables, indexes, files


def import_again(database, directory):
    """Seconds that the shell takes for the rows of `database`."""
    tables, indexes, files = export(database, directory)
    copy = pathlib.Path(directory, 'control.db')
    # The shell reads every cell as text; the columns' affinity makes numbers of them, but an empty cell is no
    # NULL, so STRICT and NOT NULL would only get in the way.
    script = ['PRAGMA journal_mode = WAL;', 'PRAGMA synchronous = OFF;'] + [
        sql.replace(' STRICT, WITHOUT ROWID', ' WITHOUT ROWID').replace(' STRICT', '') + ';' for sql in tables]
    script += ['.mode csv'] + [f'.import {path} {name}' for name, path in files.items()]
    script += [sql + ';' for sql in indexes] + ['PRAGMA wal_checkpoint (TRUNCATE);']
    start = time.monotonic()
    subprocess.run(['sqlite3', str(copy)], input='\n'.join(script), text=True, stdout=subprocess.DEVNULL, check=True)
    seconds = time.monotonic() - start
    for path in [copy, *files.values()]:
        path.unlink()
    return seconds
