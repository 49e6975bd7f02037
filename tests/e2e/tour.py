#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Drives the real application through its main job and leaves one screenshot a step in BUILD_DIR/tour/.

usage: tour.py BUILD_DIR
"""

import os
import shutil
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from journey import Journey  # noqa: E402
from player import Player  # noqa: E402
from stage import Stage, stop  # noqa: E402

ADMIN, SUPPORT, MEMBER, OTHER_MEMBER = 'Clara Weiss', 'Sam Okoro', 'Leo Martins', 'Mia Hoffmann'
GROUP = 'CAD team'


class Tour:
    """Screenshots in order, and the players that come and go."""

    def __init__(self, build, stage, folder):
        self.build = build
        self.stage = stage
        self.folder = folder
        self.shots = os.path.join(build, 'tour')
        self.number = 0
        self.player = None
        self.complaints = []
        shutil.rmtree(self.shots, ignore_errors=True)

    def picture(self, name):
        """The next screenshot."""
        self.number += 1
        path = os.path.join(self.shots, f'{self.number:02}-{name}.png')
        self.player.picture(path)
        print(f'  {path}', flush=True)

    def enter(self, name, *options, environment=None):
        """Starts the application on the data of this tour."""
        program = os.path.join(self.build, 'src', 'ui', 'license-portal')
        self.player = Player(self.stage, [program, '--data', os.path.join(self.folder, 'data'), *options],
                             os.path.join(self.folder, f'{name}.log'), environment)
        return Journey(self.player, self.picture)

    def leave(self):
        """Ends the application and keeps what its libraries complained about."""
        self.player.leave()
        self.complaints += self.player.complaints()


def main_job(tour):
    """First run, a new license, its member, its new owner."""
    journey = tour.enter('main')
    journey.begin_with_demo_data()
    tour.picture('as-vendor')
    journey.become(ADMIN)
    journey.open_group(GROUP)
    tour.picture('group')
    code = journey.create_license(GROUP, 'Design', 'CAD Pro', {'Host name': 'ws-4711'})[0]
    journey.find_ticket(code)
    tour.picture('new-ticket')
    journey.become(OTHER_MEMBER)
    journey.finds_in_my_licenses(code)
    tour.picture('member-sees-it')
    journey.become(SUPPORT)
    journey.open_group(GROUP)
    journey.find_ticket(code)
    journey.allocate_to_person(MEMBER)
    tour.picture('support-allocates')
    journey.become(OTHER_MEMBER)
    journey.misses_in_my_licenses(code)
    tour.picture('gone-for-others')
    journey.become(MEMBER)
    journey.finds_in_my_licenses(code)
    tour.picture('there-for-its-owner')
    tour.leave()


def compile_german(folder):
    """A German locale in a folder of its own, so that none has to be installed."""
    target = os.path.join(folder, 'locale')
    os.makedirs(target, exist_ok=True)
    done = subprocess.run(['localedef', '-i', 'de_DE', '-f', 'UTF-8', os.path.join(target, 'de_DE.UTF-8')],
                          stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    return {'LOCPATH': target, 'LC_ALL': 'de_DE.UTF-8'} if done.returncode in (0, 1) else {'LANGUAGE': 'de'}


def main(build):
    """The tour. Returns the exit status."""
    build = os.path.abspath(build)
    os.environ['GSETTINGS_SCHEMA_DIR'] = os.path.join(build, 'data')
    print('The tour, a screenshot a step:')
    with Stage(1400, 1000) as stage, tempfile.TemporaryDirectory(prefix='license-portal-tour-') as folder:
        tour = Tour(build, stage, folder)
        try:
            main_job(tour)
        except AssertionError as error:
            stage.screenshot(os.path.join(tour.shots, 'failed.png'))
            print(error, file=sys.stderr)
            return 1
        if tour.complaints:
            print('\n'.join(tour.complaints), file=sys.stderr)
            return 1
    print(f'{tour.number} screenshots in {os.path.relpath(tour.shots)}/')
    return 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1]))
