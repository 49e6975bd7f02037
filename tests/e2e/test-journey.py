#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The whole way in the real window, through the accessibility bus: a group admin creates a license for a group
below hers, members see it, support allocates it to one of them, and it vanishes for the others.

usage: test-journey.py LICENSE_PORTAL
"""

import os
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from journey import Journey  # noqa: E402
from player import Player  # noqa: E402
from stage import Stage  # noqa: E402

ADMIN, SUPPORT = 'Clara Weiss', 'Sam Okoro'
MEMBER, OTHER_MEMBER = 'Leo Martins', 'Mia Hoffmann'
ADMIN_GROUP, GROUP, OTHER_GROUP = 'Acme Machines', 'CAD team', 'Production planning'


def play(journey):
    """The journey as a list of what must be true, in order."""
    journey.begin_with_demo_data()
    yield 'the first run offers three choices and opens the demo'

    journey.become(ADMIN)
    journey.open_group(ADMIN_GROUP)
    journey.open_group(GROUP)
    codes = journey.create_license(GROUP, 'Design', 'CAD Pro', {'Host name': 'ws-4711'})
    assert len(codes) == 1, codes
    yield 'a group admin creates a license for a group below hers'

    journey.find_ticket(codes[0])
    yield 'the ticket is in the list of the group'

    for name in (OTHER_MEMBER, MEMBER):
        journey.become(name)
        journey.finds_in_my_licenses(codes[0])
    yield 'every member of the group sees it in My Licenses'

    journey.become(SUPPORT)
    journey.open_group(GROUP)
    journey.find_ticket(codes[0])
    journey.allocate_to_person(MEMBER)
    yield 'support allocates it to a person'

    journey.become(OTHER_MEMBER)
    journey.misses_in_my_licenses(codes[0])
    yield 'it vanishes for the others'

    journey.become(MEMBER)
    journey.finds_in_my_licenses(codes[0])
    yield 'it stays for that person'


def main(program):
    """Plays the journey and reports in TAP."""
    number = 0
    with Stage() as stage, tempfile.TemporaryDirectory(prefix='license-portal-e2e-') as folder:
        player = Player(stage, [program, '--data', os.path.join(folder, 'data')], os.path.join(folder, 'log'))
        try:
            for done in play(Journey(player)):
                number += 1
                print(f'ok {number} - {done}', flush=True)
            status = player.leave()
            assert status == 0, f'the application ended with {status}'
            number += 1
            print(f'ok {number} - it ends by Ctrl+Q')
            assert not player.complaints(), '\n'.join(player.complaints())
            number += 1
            print(f'ok {number} - no library complained')
        except AssertionError as error:
            print(f'not ok {number + 1} - after {number} steps')
            if os.environ.get('MESON_BUILD_ROOT'):
                stage.screenshot(os.path.join(os.environ['MESON_BUILD_ROOT'], 'e2e-failed.png'))
            with open(player.log, encoding='utf-8', errors='replace') as log:
                print(log.read()[-3000:], file=sys.stderr)
            print(error, file=sys.stderr)
            return 1
    print(f'1..{number}')
    return 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1]))
