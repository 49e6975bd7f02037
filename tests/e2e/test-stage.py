#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What drives the window may be killed, as a test that takes too long is: nothing that was started for it stays.

usage: test-stage.py LICENSE_PORTAL
"""

import os
import signal
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from embedded import Embedded, command_line  # noqa: E402
from player import Player  # noqa: E402
from stage import PATIENCE, Stage, wait_for  # noqa: E402

# What a driver needs at least, so that the test does not look for nothing.
CAST = ('Xvfb', 'dbus-daemon', 'license-portal', 'license-central', 'openbox', 'at-spi-bus-launcher')


def processes_of(folder):
    """The running processes whose environment names the folder, by their ids, with the names of their programs."""
    found = {}
    for pid in filter(str.isdigit, os.listdir('/proc')):
        try:
            with open(f'/proc/{pid}/environ', 'rb') as file:
                named = folder.encode() in file.read()
        except OSError:  # gone, or of another user
            continue
        if named and int(pid) != os.getpid():
            found[int(pid)] = os.path.basename((command_line(pid) or [''])[0])
    return found


def drive(program):
    """As a driver: brings everything on and says where, and then goes on until it is ended."""
    with Stage() as stage, tempfile.TemporaryDirectory(dir=stage.folder) as folder:
        player = Player(stage, [program, '--data', os.path.join(folder, 'data'), '--demo'],
                        os.path.join(folder, 'log'))
        player.see('Switch Person')
        Embedded(player)
        print(stage.folder, flush=True)
        signal.pause()


def lose_driver(program, how):
    """Ends a driver by a signal and returns what it had started; whatever of it stays is waited for in vain."""
    with subprocess.Popen([sys.executable, os.path.abspath(__file__), program, '--drive'], stdout=subprocess.PIPE,
                          text=True) as driver:
        try:
            folder = driver.stdout.readline().strip()
            assert folder, 'the driver did not come to the window'
            started = processes_of(folder)
        finally:
            driver.send_signal(how)
        status = driver.wait(PATIENCE)
    assert status != 0, status
    try:
        wait_for(lambda: not processes_of(folder), 'what it had started to end')
    except AssertionError as error:
        left = processes_of(folder)
        for pid in left:
            os.kill(pid, signal.SIGKILL)
        raise AssertionError(f'{error}: {sorted(left.values())} stayed') from None
    return set(started.values()), folder


def main(program):
    """Prints a line of TAP for each end of a driver. Returns the exit status."""
    for number, how in enumerate((signal.SIGKILL, signal.SIGTERM), 1):
        try:
            started, folder = lose_driver(program, how)
            assert started >= set(CAST), f'{set(CAST) - started} was never there'
            wait_for(lambda: not os.path.exists(folder), f'{folder} to go')
        except AssertionError as error:
            print(f'not ok {number} - a driver ends by {how.name}: {error}')
            return 1
        print(f'ok {number} - a driver that ends by {how.name} leaves nothing behind', flush=True)
    print('1..2')
    return 0


if __name__ == '__main__':
    if sys.argv[2:] == ['--drive']:
        drive(sys.argv[1])
    sys.exit(main(sys.argv[1]))
