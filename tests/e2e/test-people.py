#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tickets selected one by one with Ctrl; tickets dragged with the mouse: on a group in the tree, which moves them, and over the tab of the people on one of
them, which allocates them; and a member changed by the keyboard alone.

usage: test-people.py LICENSE_PORTAL
"""

import os
import re
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from journey import Journey  # noqa: E402
from play import perform  # noqa: E402
from stage import wait_for  # noqa: E402

ADMIN, MEMBER, OTHER_MEMBER = 'Clara Weiss', 'Ben Sato', 'Mia Hoffmann'
GROUP, OTHER_GROUP = 'CAD team', 'Test lab'
CODE = re.compile(r'^[0-9A-Z]{5}-')
TABLE = ('tree table', 'table')


def find_group(player, name):
    """A group in the tree."""
    return player.see(name, 'label', within=player.see('Groups', ('tree table', 'list', 'table', 'tree')))


def list_codes(player):
    """The tickets in sight, at least two."""
    table = player.see('Tickets', TABLE)
    return wait_for(lambda: (lambda found: found if len(found) > 1 else None)(player.all(CODE, 'label', table)),
                    'tickets')


def pick_free_ticket(journey):
    """A ticket that only admins see and that is on no computer."""
    player = journey.player
    player.fill('Draft 2D', 'Search tickets')
    player.click('Admins only', 'label', within=player.see('Tickets', TABLE))
    player.see('Allocated To', 'label')
    return player.see('Admins only', 'label', within=player.see('Tickets', TABLE))


def use_menus(player):
    """Activates items of each kind of menu as assistive technology does, without mouse or key."""
    player.click(control=find_group(player, OTHER_GROUP), button=3)
    player.activate('Rename…', 'menu item')
    dialog = player.see_window('Rename Group')
    player.press('Escape')
    wait_for(lambda: not dialog.shown, 'the dialog to close')
    player.click('Group Menu', 'push button')
    player.activate('Archive Group', 'menu item')
    player.see(f'{OTHER_GROUP} Is Not Empty', 'label')
    player.see(re.compile(r'^It still has: \d+ tickets · \d+ members?\. '), 'label')
    player.click('Close', 'push button', within=player.windows()[-1])
    wait_for(lambda: len(player.windows()) == 1, 'the dialog to close')
    player.click('Main Menu', 'push button')
    player.activate('Keyboard Shortcuts', 'menu item')
    wait_for(lambda: len(player.windows()) == 2, 'the shortcuts')
    player.press('Escape')
    wait_for(lambda: len(player.windows()) == 1, 'the shortcuts to close')


def play(journey):
    """What must be true, in order."""
    player = journey.player
    journey.begin_with_demo_data()
    journey.become(ADMIN)
    journey.open_group(GROUP)
    player.fill('', 'Filter groups')
    find_group(player, OTHER_GROUP)

    first, second = list_codes(player)[:2]
    player.click(control=first)
    player.see('Allocated To', 'label')
    player.click(control=second, keys=('ctrl',))
    player.see('2 Tickets Selected', 'label')
    player.click(control=first, keys=('ctrl',))
    player.see('Allocated To', 'label')
    yield 'Ctrl and a click add a ticket to the selection and take it out again'

    player.carry(pick_free_ticket(journey), lambda: find_group(player, OTHER_GROUP))
    player.see(re.compile(f'^Moved [-0-9A-Z]+… to {OTHER_GROUP}$'))
    yield 'a ticket dropped on a group in the tree is moved there'

    player.carry(pick_free_ticket(journey), lambda: player.see('People', 'page tab'),
                 lambda: player.see(MEMBER, 'label', within=player.see('People', TABLE)))
    player.see(re.compile(f'^Allocated [-0-9A-Z]+… to {MEMBER}$'))
    yield 'a ticket dropped on a person is allocated to her'

    # Enter goes from the list to the role; Space, Home and Enter choose the first one, Tab leads to “Apply” at the end.
    player.click(OTHER_MEMBER, 'label', within=player.see('People', TABLE))
    player.press('Return')
    player.see('Show Tickets of This Person', 'label')
    player.press('space', 'Home', 'Return')
    apply = player.see('Apply', 'push button')
    for _key in range(40):
        if apply.has('focused'):
            break
        player.press('Tab')
    player.press('space')
    player.see(f'{OTHER_MEMBER} becomes Admin in {GROUP}')
    yield 'a member is opened and changed by the keyboard alone'

    use_menus(player)
    yield 'items of menus do what they say when assistive technology activates them'


if __name__ == '__main__':
    sys.exit(perform(lambda scene: play(Journey(scene.enter())), sys.argv[1]))
