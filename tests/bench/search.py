#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How long from a key that a person presses in the search entry until the list that is painted shows the answer,
among a million tickets.

usage: search.py LICENSE_CENTRAL LICENSE_PORTAL FRAME_WATCH

A list whose first rows come before the rest counts as updated with the first rows: they are what is painted. How
long the rest takes is told, too. A key that changes nothing, since the answer is the same, is no measurement."""

import json
import os
import sys
import time

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, '..', 'e2e'))

from stage import Stage, wait_for  # noqa: E402
from stock import Stock  # noqa: E402
from watched import Watched  # noqa: E402

TICKETS = int(os.environ.get('BENCH_TICKETS', '1000000'))
FRAME = 1000 / 60
# What support types: beginnings of codes, products, names, references, entry values rare and common, two words.
TEXTS = ('7gjdg', '00008-b4a52', 'cad pro', 'simulation', 'vault', 'petra nakamura', 'kessler', 'eklund', 'po-4711',
         'po-976', '45004', 'ws-495', 'lic-223', 'bestellung', 'rahmenvertrag 718', 'second half', 'iso', 'explicit',
         'series', 'example', 'deutsch', 'projekt 15', 'piping kessler', 'ws-1 vault', 'zzz')


def type_key(window, name):
    """Presses a key; returns milliseconds until the painted list was new, and until it was whole, or None."""
    def is_answered():
        after = [line for line in window.lines() if line[1] / 1e6 > pressed]
        done = [line[1] for line in after if line[:1] == ['loading'] and line[2] == 0]
        return done and any(line[0] == 'frame' and line[1] > done[-1] for line in after) and after
    pressed = window.hand.press(name)
    after = wait_for(is_answered, f'the answer to {name}')
    changes = [line[1] for line in after if line[0] == 'items']
    frames = [line[1] for line in after if line[0] == 'frame']
    if not changes:
        return None
    return tuple(next(frame for frame in frames if frame > change) / 1e3 - pressed * 1e3
                 for change in (changes[0], changes[-1]))


def search(window):
    """Types every text over the one before; returns what each key took."""
    times = []
    for text in TEXTS:
        window.hand.press('Control_L', 'f')
        window.hand.press('Control_L', 'a')
        time.sleep(0.3)
        for letter in text:
            taken = type_key(window, letter)
            if os.environ.get('BENCH_VERBOSE'):
                print(f'{text}: {letter} {taken}', file=sys.stderr)
            if taken:
                times.append(taken)
            time.sleep(0.05)
    return times


def percent(values, part):
    return round(sorted(values)[min(len(values) - 1, len(values) * part // 100)], 1)


def tell(name, value, **more):
    print(json.dumps({'name': f'search in {TICKETS:,} tickets, {name}', 'unit': 'ms', 'value': value, 'control': FRAME,
                      'control_name': 'one frame', 'at': 'most', **more}), flush=True)


def main(central, portal, watch):
    """Types and tells."""
    with Stage() as stage, Stock(central, portal) as stock:
        with Watched(stage, watch, [portal, '--data', str(stock.replica(stage, TICKETS))]) as window:
            window.wait_for_items(TICKETS)
            window.settle(1)
            times = search(window)
    assert len(times) > len(TEXTS), f'only {len(times)} answers'
    shown, whole = [first for first, _last in times], [last for _first, last in times]
    tell('key press to painted list, median', percent(shown, 50), limit=2.0)
    tell('key press to painted list, 95 %', percent(shown, 95), limit=6.0)
    tell('key press to whole answer, 95 %', percent(whole, 95))


if __name__ == '__main__':
    main(*sys.argv[1:4])
