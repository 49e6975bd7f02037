#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures the first sync, end to end: a service that holds a million tickets, a client that holds none, one Unix
socket, and the time until the local copy is in use; beside `sqlite3 .import` of the same rows into the same tables,
indexes and full text included.

`BENCH_TICKETS` is how many tickets, a million unless told otherwise; `BENCH_CENTRAL` is a data directory that has
been loaded already, of which a copy is served. Neither generating nor loading is measured."""

import json
import os
import pathlib
import resource
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path.insert(0, str(HERE.parent / 'support'))
from service import PROGRAM, Service  # noqa: E402
from shell_import import import_again  # noqa: E402

TICKETS = int(os.environ.get('BENCH_TICKETS', '1000000'))


def load(service):
    """Fills the data directory."""
    if 'BENCH_CENTRAL' in os.environ:
        shutil.copytree(os.environ['BENCH_CENTRAL'], service.data)
        return
    data_set = service.root / 'set.json'
    subprocess.run(['/usr/bin/python3', ROOT / 'tests/support/generate-data-set.py', '--base',
                    ROOT / 'data/demo/base.json', '--seed', '7', '--tickets', str(TICKETS), '--output', data_set],
                   check=True, stdout=subprocess.DEVNULL)
    subprocess.run([PROGRAM, 'load', '--data', service.data, data_set], check=True, stdout=subprocess.DEVNULL)
    data_set.unlink()


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
    with Service(create=False) as service:
        load(service)
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
