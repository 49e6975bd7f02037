#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How long from the start of the process until the window shows its content, beside a bare libadwaita window.

usage: start.py BUILD_DIR LICENSE_PORTAL BARE_WINDOW

Seen from outside: the middle of the display is watched, and the moment counts at which it changed for the last
time. The application opens on a replica of 100,000 tickets that an earlier run of it has synchronized.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, '..', 'e2e'))

from screen import Screen  # noqa: E402
from stage import Stage, stop  # noqa: E402

RUNS = 5
MIDDLE = (500, 350, 400, 300)
QUIET = 1.5


def start_once(stage, screen, command, environment):
    """Seconds from the start of a process to the last change that it made to the middle of the display."""
    began = time.monotonic()
    process = subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL)
    stage.processes.append(process)
    try:
        return screen.last_change(MIDDLE, began, QUIET, 60)
    finally:
        stop(process)
        time.sleep(0.3)
        stage.processes.remove(process)
