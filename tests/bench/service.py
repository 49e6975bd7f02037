#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures the service: durable orders and signed-in reads, each beside its control, in turns."""

import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / 'support'))
from service import CATALOG, Service  # noqa: E402

LOAD, BARE, ROWS = (os.environ[name] for name in ('HTTP_LOAD', 'BARE_SOUP', 'ROW_TRANSACTIONS'))
# Short rounds in turn, and each value beside its neighbour: whatever else the machine does meets both.
ROUNDS = 9
SECONDS = 2


def load(port, connections, request, service):
    """Answers a second."""
    path = service.root / 'request'
    path.write_bytes(request)
    done = subprocess.run([LOAD, '127.0.0.1', str(port), str(connections), str(SECONDS), str(path)],
                          stdout=subprocess.PIPE, check=True)
    return float(done.stdout)


def tell(name, values, controls, control_name, limit):
    """One measurement: medians of the rounds."""
    ratios = [value / control for value, control in zip(values, controls)]
    if os.environ.get('BENCH_VERBOSE'):
        print(name, [round(ratio, 2) for ratio in ratios], file=sys.stderr)
    print(json.dumps({'name': name, 'unit': '1/s', 'value': statistics.median(values),
                      'control': statistics.median(controls), 'control_name': control_name, 'at': 'least',
                      'ratio': statistics.median(ratios), 'limit': limit}), flush=True)


def in_turn(ours, control):
    """What both measure, round by round: one after the other, and the next time the other way round."""
    values, controls = [], []
    for number in range(ROUNDS):
        for measure, results in ((ours, values), (control, controls))[::1 if number % 2 else -1]:
            results.append(measure())
    return values, controls


def measure_orders(service, port, head, body):
    request = (b'POST /v1/orders HTTP/1.1\r\n' + head + b'Idempotency-Key: bench-@@@@@@@@@@@@@@@@\r\n'
               b'Content-Type: application/json\r\nContent-Length: %d\r\n\r\n' % len(body) + body)
    def count_rows():
        with tempfile.TemporaryDirectory(dir=service.root) as directory:
            done = subprocess.run([ROWS, directory, str(SECONDS)], stdout=subprocess.PIPE, check=True)
        return float(done.stdout)
    orders, rows = in_turn(lambda: load(port, 64, request, service), count_rows)
    tell('durable orders, 64 connections', orders, rows, 'one-row durable transactions', 1.0)


def measure_reads(service, port, head, ticket):
    path = service.root / 'ticket.json'
    path.write_text(json.dumps(ticket))
    with subprocess.Popen([BARE, str(path)], stdout=subprocess.PIPE, text=True) as bare:
        bare_port = int(bare.stdout.readline())
        request = b'GET /v1/tickets/' + ticket['code'].encode() + b' HTTP/1.1\r\n' + head + b'\r\n'
        reads, constants = in_turn(lambda: load(port, 16, request, service), lambda: load(bare_port, 16, request, service))
        bare.kill()
    tell('signed-in GET of a ticket, 16 connections', reads, constants, "bare SoupServer's constant JSON", 0.4)


def main():
    with Service() as service:
        assert service.load(CATALOG).returncode == 0
        service.start()
        assert service.sign_in().status == 201
        group = next(one['id'] for one in service.call('GET', '/v1/groups').json['items'] if one['name'] == 'Acme')
        category = service.call('GET', f'/v1/groups/{group}/categories').json['items'][0]['id']
        products = service.call('GET', f'/v1/categories/{category}/products?group={group}').json['items']
        body = {'group_id': group, 'product_id': products[0]['id'], 'licenses': 1, 'quantity': 1, 'reference': 'PO-1'}
        ticket = service.call('POST', '/v1/orders', body).json['tickets'][0]
        head = b'Host: localhost\r\nAuthorization: Bearer ' + service.token.encode() + b'\r\n'
        port = int(service.address.rsplit(':', 1)[1])
        measure_reads(service, port, head, ticket)
        measure_orders(service, port, head, json.dumps(body).encode())
        assert service.stop() == 0
        service.check()


if __name__ == '__main__':
    main()
