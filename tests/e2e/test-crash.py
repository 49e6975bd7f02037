#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The window or its License Central is killed in the middle of things: each change happens exactly once, and whoever
sits in front of it is told what is going on.

usage: test-crash.py LICENSE_PORTAL
"""

import glob
import os
import re
import signal
import sqlite3
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from embedded import Embedded, find_service  # noqa: E402
from journey import Journey  # noqa: E402
from play import perform  # noqa: E402
from stage import wait_for  # noqa: E402

GROUP, WATCHER = 'CAD team', 'vera@tessaline.example'
# What has been reached when the window is killed: the click only, the outbox, the service, its reply.
PICTURES = os.environ.get('E2E_PICTURES')
MOMENTS = ('click', 'outbox', 'service', 'reply')


class Trial:
    """One order after the other, each known by its reference, and what outbox and service know of it."""

    def __init__(self, scene):
        self.scene = scene
        self.player = self.journey = None

    def enter(self):
        """The application, at the group."""
        self.player = self.scene.enter('--demo')
        self.journey = Journey(self.player)
        self.player.see(re.compile('^Demo: you are '))
        self.journey.open_group(GROUP)

    def prepare(self, reference):
        """The wizard, on its page *Review*."""
        return self.journey.prepare_license(GROUP, 'Design', 'CAD Pro', {'Host name': 'ws-1', 'Reference': reference})

    def close_wizard(self):
        """Closes the wizard on its last page, and waits until the keys go to the window again."""
        self.player.press('alt+c')
        wait_for(lambda: len(self.player.windows()) == 1, 'the wizard to close')

    def count_waiting(self, reference=''):
        """How many changes with that text are in the outbox on disk."""
        count = 0
        for path in glob.glob(os.path.join(self.scene.data, 'replicas', '*', '*', 'outbox.db')):
            with sqlite3.connect(f'file:{path}?mode=ro', uri=True, timeout=30) as database:
                count += database.execute('SELECT count(*) FROM change WHERE body LIKE ?',
                                          (f'%{reference}%',)).fetchone()[0]
            database.close()
        return count

    def count_tickets(self, reference):
        """How many tickets the service has of it."""
        return Embedded(self.player).sign_in(WATCHER).count_tickets(reference)

    def settle(self, reference):
        """Waits until nothing is under way, and returns how many tickets came of it."""
        wait_for(lambda: self.count_waiting() == 0, 'the outbox to be empty')
        return self.count_tickets(reference)


def kill_service(trial):
    """The service dies with an order on its way to it."""
    player = trial.player
    service = Embedded(player)
    wizard = trial.prepare('SERVICE-KILLED')
    service.send(signal.SIGSTOP)
    player.click('Create License', 'push button', within=wizard)
    wait_for(lambda: trial.count_waiting('SERVICE-KILLED') == 1, 'the order in the outbox')
    service.kill()
    assert Embedded(player).pid != service.pid
    assert trial.settle('SERVICE-KILLED') == 1
    trial.close_wizard()
    player.see('Connected', 'label')


def keep_killing(trial, program):
    """It cannot be started any more, and then it can."""
    player = trial.player
    service = Embedded(player)
    target = os.readlink(program)
    os.unlink(program)
    service.kill()
    player.see('License Central Has Stopped')
    if PICTURES:
        player.picture(os.path.join(PICTURES, 'service-stopped.png'))
    os.symlink(target, program)
    player.click('Try Again', 'push button')
    player.see('Connected', 'label')


def kill_window(trial, moment):
    """The window dies at that moment after *Create License*. Returns how many orders there are afterwards, and
    whether anything was known of it when it died."""
    reference = f'KILLED-AT-{moment.upper()}'
    player = trial.player
    service = Embedded(player).sign_in(WATCHER)
    wizard = trial.prepare(reference)
    button = player.see('Create License', 'push button', within=wizard)
    if moment == 'outbox':
        service.send(signal.SIGSTOP)
    player.click(control=button)
    if moment == 'outbox':
        wait_for(lambda: trial.count_waiting(reference) == 1, 'the order in the outbox')
    elif moment == 'service':
        wait_for(lambda: service.count_tickets(reference) == 1, 'the order at the service')
    elif moment == 'reply':
        player.see('Create Another', 'push button', within=wizard)
    player.process.kill()
    player.process.wait()
    service.send(signal.SIGCONT)
    wait_for(service.is_gone, 'the service to end with the window')
    known = trial.count_waiting(reference)
    trial.enter()
    return trial.settle(reference), known


def click_twice(trial):
    """Two clicks, as fast as a mouse can."""
    wizard = trial.prepare('CLICKED-TWICE')
    trial.player.click('Create License', 'push button', within=wizard, times=2)
    trial.player.see('Create Another', 'push button', within=wizard)
    count = trial.settle('CLICKED-TWICE')
    trial.close_wizard()
    return count


def play(scene):
    """The disasters as a list of what must be true, in order."""
    program = os.path.join(scene.folder, 'license-central')
    os.symlink(os.environ['LICENSE_CENTRAL'], program)
    scene.environment = {'LICENSE_CENTRAL': program}
    trial = Trial(scene)
    trial.enter()

    kill_service(trial)
    yield 'an order is carried out once although the service was killed with it under way'
    keep_killing(trial, program)
    yield 'a service that cannot be started is told, and can be tried again'
    assert click_twice(trial) == 1
    yield 'two clicks make one order'
    for moment in MOMENTS:
        count, known = kill_window(trial, moment)
        assert count == 1 or (moment == 'click' and count == known == 0), (moment, count, known)
        yield f'killed at “{moment}”, there is one order and the service ends with the window'
    service = Embedded(trial.player)
    trial.player.press('ctrl+q')
    trial.player.process.wait()
    wait_for(service.is_gone, 'the service to end with the window')
    assert find_service(trial.player) is None
    yield 'it ends with a window that is closed, too'


if __name__ == '__main__':
    sys.exit(perform(play, sys.argv[1]))
