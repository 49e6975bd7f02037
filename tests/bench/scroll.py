#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How long the longest frame takes while a person scrolls through a million tickets, beside a GtkColumnView with the
same columns over constant rows.

usage: scroll.py LICENSE_CENTRAL LICENSE_PORTAL CONSTANT_ROWS FRAME_WATCH

The same hand does the same in both windows: the wheel, Page Down, End and Home, and the scroll bar dragged to far
places."""

import json
import os
import statistics
import sys
import time

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, '..', 'e2e'))

from stage import Stage  # noqa: E402
from stock import Stock  # noqa: E402
from watched import Watched  # noqa: E402

TICKETS = int(os.environ.get('BENCH_TICKETS', '1000000'))
ROUNDS = 3
# Parts of the height of the list.
PLACES = (0.9, 0.1, 0.5, 0.3, 0.8, 0.2, 0.99, 0.01, 0.6, 0.4)


def scroll(window, focus):
    """All the ways of scrolling; returns the frames that were painted meanwhile."""
    place, hand = window.place(), window.hand
    right, bottom = place['x'] + place['width'], place['y'] + place['height']
    top = place['y'] + 190
    focus(hand)
    hand.move(right - 300, (top + bottom) // 2)
    window.settle()
    began = time.monotonic()
    wheel(hand)
    keys(hand)
    drag(hand, right - 12, top, bottom - 20)
    window.settle()
    return window.frames(began)


def focus_tickets(hand):
    """From the search to the rows, so that none is selected and no details open, which would make the list narrow."""
    hand.press('Control_L', 'f')
    time.sleep(0.3)
    hand.press('Escape')


def focus_constants(hand):
    """Past the button that closes the window and the columns' titles, to the first row."""
    hand.press('Tab')
    time.sleep(0.1)
    hand.press('Tab')


def wheel(hand):
    for button in (5, 4, 5):
        for _step in range(30):
            hand.click(button)
            time.sleep(0.016)


def keys(hand):
    for name, times, pause in (('Next', 20, 0.05), ('End', 1, 0.3), ('Prior', 20, 0.05), ('Home', 1, 0.3),
                               ('End', 1, 0.3), ('Home', 1, 0.3)):
        for _time in range(times):
            hand.press('Control_L', name)
            time.sleep(pause)


def drag(hand, x, top, bottom):
    hand.move(x, (top + bottom) // 2)
    time.sleep(0.3)
    hand.move(x, top + 8)
    hand.button(1, 1)
    for where in PLACES:
        hand.move(x, int(top + (bottom - top) * where))
        time.sleep(0.1)
    for step in range(100):
        hand.move(x, int(top + (bottom - top) * step / 100))
        time.sleep(0.016)
    hand.button(1, 0)


def measure(stage, watch, command, focus, items=None):
    """Worst frame and 99 % of one run, in milliseconds."""
    with Watched(stage, watch, command) as window:
        if items:
            window.wait_for_items(items)
        window.settle(1)
        times = sorted(frame.wall for frame in scroll(window, focus))
    # A hand that meets another window than was meant would look like a very smooth one.
    assert len(times) > 100, f'{command[0]} has painted {len(times)} frames only'
    return times[-1], times[len(times) * 99 // 100]


def tell(name, ours, theirs, **more):
    """One measurement: the medians of all rounds."""
    print(json.dumps({'name': f'{name} while scrolling {TICKETS:,} tickets', 'unit': 'ms',
                      'value': round(statistics.median(ours), 1), 'control': round(statistics.median(theirs), 1),
                      'control_name': 'constant rows', 'at': 'most', **more}), flush=True)


def main(central, portal, constant_rows, watch):
    """Measures both in turn."""
    ours, theirs = [], []
    with Stage() as stage, Stock(central, portal) as stock:
        command = [portal, '--data', str(stock.replica(stage, TICKETS))]
        for _round in range(ROUNDS):
            theirs.append(measure(stage, watch, [constant_rows], focus_constants))
            ours.append(measure(stage, watch, command, focus_tickets, TICKETS))
    tell('worst frame', [worst for worst, _ in ours], [worst for worst, _ in theirs], limit=1.3)
    tell('99 % of frames', [most for _, most in ours], [most for _, most in theirs])


if __name__ == '__main__':
    main(*sys.argv[1:5])
