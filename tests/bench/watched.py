# SPDX-License-Identifier: GPL-3.0-or-later
"""A GTK program that runs under frame-watch.so, and what that saw."""

import collections
import os
import subprocess
import time

from hand import Hand
from stage import stop, wait_for

# Times in seconds of time.monotonic(), durations in milliseconds.
Frame = collections.namedtuple('Frame', 'time wall cpu')


class FrameLog:
    """What frame-watch.so writes for the program that is started with `environment`."""

    def __init__(self, stage, watch, **more):
        self.log = os.path.join(stage.folder, 'frames')
        with open(self.log, 'w', encoding='utf-8'):
            pass
        self.environment = {**more, 'LD_PRELOAD': watch, 'FRAME_LOG': self.log, 'FRAME_LIST': 'LpTicketList'}

    def lines(self):
        """What has been written so far, as lists of a word, numbers, and perhaps a name."""
        with open(self.log, encoding='utf-8') as log:
            return [[line[0], *(int(word) if word.isdigit() else word for word in line[1:])]
                    for line in (text.split() for text in log.read().split('\n')[:-1])]

    def frames(self, since=0.0):
        """The frames that were ready after that time."""
        return [Frame(line[1] / 1e6, line[2] / 1e3, line[3] / 1e3) for line in self.lines()
                if line[0] == 'frame' and line[1] / 1e6 > since]

    def wait_for_items(self, number):
        """Waits until the list has so many items and all is painted."""
        def has_items():
            counts = [line[2] for line in self.lines() if line[0] == 'items']
            return counts and counts[-1] == number
        wait_for(has_items, f'{number} items', 300)
        self.settle()

    def settle(self, quiet=0.5):
        """Waits until nothing has been painted for a while."""
        def is_quiet():
            frames = self.frames()
            return frames and time.monotonic() - frames[-1].time > quiet
        wait_for(is_quiet, 'the window to be still')


class Watched(FrameLog):
    """The program, from `with` to its end."""

    def __init__(self, stage, watch, command, **more):
        super().__init__(stage, watch, **more)
        self.stage = stage
        environment = {**stage.environment, 'GTK_A11Y': 'none', **self.environment}
        self.process = subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL,
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        stage.processes.append(self.process)
        self.hand = Hand(stage.environment['DISPLAY'])

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        self.hand.close()
        stop(self.process)
        self.stage.processes.remove(self.process)

    def place(self):
        """Where the window is on the display."""
        def look():
            listed = self.stage.ask('xdotool', 'search', '--onlyvisible', '--pid', str(self.process.pid)).split()
            places = [self.stage.geometry(window) for window in listed if window.isdigit()]
            return max((place for place in places if place.get('width', 0) > 1), key=lambda p: p['width'], default=None)
        return wait_for(look, 'the window')
