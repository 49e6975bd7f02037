#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The whole way in the real window, through the accessibility bus: a group admin creates a license for a group
below hers, members see it, support allocates it to one of them, and it vanishes for the others.

usage: test-journey.py LICENSE_PORTAL
"""

import os
import re
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from journey import Journey  # noqa: E402
from play import perform  # noqa: E402

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

    journey.search_with_enter('0')
    journey.player.see(re.compile('^1 of .* selected$'), 'label')
    journey.search_with_enter(codes[0].replace('-', '').lower())
    journey.player.see('1 of 1 selected', 'label')
    journey.player.see(re.compile('^Leo Martins · '), 'label')
    journey.search_with_enter('nosuchticket')
    journey.player.see('No Ticket Selected', 'label')
    yield 'Enter in the search shows the first hit, and nothing else stays in the details'

    journey.become(OTHER_MEMBER)
    journey.misses_in_my_licenses(codes[0])
    yield 'it vanishes for the others'

    journey.become(MEMBER)
    journey.finds_in_my_licenses(codes[0])
    yield 'it stays for that person'


if __name__ == '__main__':
    sys.exit(perform(lambda scene: play(Journey(scene.enter())), sys.argv[1]))
