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


def support_under_a_filter(journey):
    """Changes a ticket so that it does not fit the filter any longer, and takes that back."""
    player = journey.player
    player.press('ctrl+f')
    player.press('ctrl+a', 'BackSpace')
    player.click('Filter', 'push button')
    player.click('Anyone', 'push button')
    player.click('Admins only', 'label')
    player.see(re.compile('Allocated to: Admins only'))
    player.press('Escape')
    player.see_no('Clear Filters', 'push button')
    table = player.see('Tickets', ('tree table', 'table'))
    player.see_no('Everyone in group', 'label', within=table)
    player.click('Available', 'label', within=table)
    player.see('Allocated To', 'label')
    player.click('Everyone in group', 'radio button')
    player.see('No longer matches search and filters', 'label')
    player.see(re.compile('^Made [-0-9A-Z]+… visible to everyone in the group$'))
    player.click('Undo', 'push button')
    player.see(re.compile('^Undone for [-0-9A-Z]+…$'))
    player.see_no('No longer matches search and filters', 'label')
    player.see(re.compile('^1 of .* selected$'), 'label')
    player.click('Filter', 'push button')
    player.click('Clear Filters', 'push button')
    player.press('Escape')


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

    support_under_a_filter(journey)
    yield 'what a change takes from the list stays in the details, and Undo brings it back'

    journey.become(OTHER_MEMBER)
    journey.misses_in_my_licenses(codes[0])
    yield 'it vanishes for the others'

    journey.become(MEMBER)
    journey.finds_in_my_licenses(codes[0])
    yield 'it stays for that person'


if __name__ == '__main__':
    sys.exit(perform(lambda scene: play(Journey(scene.enter())), sys.argv[1]))
