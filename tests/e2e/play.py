# SPDX-License-Identifier: GPL-3.0-or-later
"""What the plays in the real window have in common: a stage, applications that come and go on one data directory,
and a report in TAP."""

import os
import sys
import tempfile

from player import Player
from stage import Stage


class Scene:
    """A stage with one data directory. `environment` is for every application that enters."""

    def __init__(self, stage, folder, program):
        self.stage = stage
        self.folder = folder
        self.program = program
        self.data = os.path.join(folder, 'data')
        self.environment = {}
        self.players = []

    def enter(self, *options):
        """Starts the application on the data of this scene."""
        log = os.path.join(self.folder, f'log-{len(self.players)}')
        player = Player(self.stage, [self.program, '--data', self.data, *options], log, self.environment)
        self.players.append(player)
        return player

    def say(self):
        """What the last application had to say."""
        if not self.players:
            return ''
        with open(self.players[-1].log, encoding='utf-8', errors='replace') as log:
            return log.read()[-3000:]


def perform(play, program):
    """Plays it, one line of TAP for each thing that `play` yields; then the last application ends as a person ends
    it, and no library may have complained. Returns the exit status."""
    number = 0
    with Stage() as stage, tempfile.TemporaryDirectory(dir=stage.folder) as folder:
        scene = Scene(stage, folder, program)
        try:
            for done in play(scene):
                number += 1
                print(f'ok {number} - {done}', flush=True)
            status = scene.players[-1].leave()
            assert status == 0, f'the application ended with {status}'
            number += 1
            print(f'ok {number} - it ends by Ctrl+Q')
            complaints = [line for player in scene.players for line in player.complaints()]
            assert not complaints, '\n'.join(complaints)
            number += 1
            print(f'ok {number} - no library complained')
        except AssertionError as error:
            print(f'not ok {number + 1} - after {number} steps')
            if os.environ.get('MESON_BUILD_ROOT'):
                stage.screenshot(os.path.join(os.environ['MESON_BUILD_ROOT'], 'e2e-failed.png'))
            print(scene.say(), file=sys.stderr)
            print(error, file=sys.stderr)
            return 1
    print(f'1..{number}')
    return 0
