#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures the first sync, end to end: a service that holds a million tickets, a client that holds none, one Unix
socket, and the time until the local copy is in use; beside `sqlite3 .import` of the same rows into the same tables,
indexes and full text included.

`BENCH_TICKETS` is how many tickets, a million unless told otherwise. What it takes to generate and to load them is
not measured."""

import json
import os
import pathlib
import resource
import shutil
import subprocess
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / 'support'))
from service import PROGRAM, Service  # noqa: E402
from shell_import import import_again  # noqa: E402
from stock import Stock  # noqa: E402

TICKETS = int(os.environ.get('BENCH_TICKETS', '1000000'))


def processor_seconds():
    """Of the programs that have ended so far."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def synchronize(service, directory):
    """What the client measured."""
    done = subprocess.run([os.environ['BENCH_SYNC'], service.address.removeprefix('unix:'), directory],
                          stdout=subprocess.PIPE, check=True)
    return json.loads(done.stdout)


def main():
    with Stock(PROGRAM) as stock, Service(create=False) as service:
        shutil.copytree(stock.central(TICKETS), service.data)
        service.start('--rate-limit', '0', on='--socket', at=service.root / 'socket')
        copy = service.root / 'copy'
        measured = synchronize(service, copy)
        before = processor_seconds()
        assert service.stop() == 0
        between = processor_seconds()
        name = (copy / 'current').read_text(encoding='utf-8').strip()
        control = import_again(copy / name, service.root)
        print(f'{measured["objects"]:,} objects; processor time: client {measured["client_seconds"]:.1f} s, '
              f'service {between - before:.1f} s, control {processor_seconds() - between:.1f} s; '
              f'memory of the client: {measured["client_peak_mib"]} MiB', flush=True)
        print(json.dumps({'name': f'first sync of {TICKETS:,} tickets', 'unit': 's', 'value': measured['seconds'],
                          'control': control, 'control_name': 'sqlite3 .import', 'limit': 3.0}), flush=True)


if __name__ == '__main__':
    main()
