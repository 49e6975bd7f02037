#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The two ways into the application that are not the demo: *Connect to License Central*, with all that may be wrong
about address and password, and *Start My Own*, up to the first group.

usage: test-first-run.py LICENSE_PORTAL
"""

import os
import re
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from embedded import PASSWORD  # noqa: E402
from journey import Journey  # noqa: E402
from play import perform  # noqa: E402
from stage import wait_for  # noqa: E402

ENTRIES = ('text', 'entry', 'password text')
PICTURES = os.environ.get('E2E_PICTURES')
PORTAL_PASSWORD = 'correct horse battery'


def picture(player, name):
    """For whoever wants to look at it."""
    if PICTURES:
        player.picture(os.path.join(PICTURES, f'{name}.png'))


def fill(player, dialog, *texts):
    """Types into the rows of the dialog, from the first on."""
    for row, text in zip(player.all(role=ENTRIES, within=dialog), texts):
        player.click(control=row)
        player.press('ctrl+a', 'BackSpace')
        player.type(text)


def correct(player, dialog, button, pattern, text):
    """Presses the button, waits for a sentence, and types over what it is about: the keyboard is there already."""
    player.click(button, 'push button', within=dialog)
    player.see(re.compile(pattern), within=dialog)
    player.press('ctrl+a')
    player.type(text)


def connect(scene):
    """*Connect to License Central*: everything wrong first, then a service on a socket."""
    player = scene.players[-1]
    socket = os.path.join(scene.folder, 'socket')
    scene.stage.start(os.environ['LICENSE_CENTRAL'], 'serve', '--data', os.path.join(scene.folder, 'central'),
                      '--socket', socket, '--demo')
    wait_for(lambda: os.path.exists(socket), 'the service')
    player.click('Connect to License Central', 'label')
    dialog = player.see_window('Sign In')
    assert not player.see('Sign In', 'push button', within=dialog).has('sensitive')
    fill(player, dialog, 'licenses', 'vera@tessaline.example', 'not the password')
    correct(player, dialog, 'Sign In', 'An address looks like', 'http://licenses.example.com')
    correct(player, dialog, 'Sign In', 'Without encryption only this very computer', 'https://127.0.0.1:1')
    correct(player, dialog, 'Sign In', 'cannot be reached', 'unix:/nowhere')
    picture(player, 'connect-refused')
    correct(player, dialog, 'Sign In', 'cannot be reached', f'unix:{socket}')
    yield 'a wrong address is told, with the keyboard at the address'

    correct(player, dialog, 'Sign In', 'address or the password is wrong', PASSWORD)
    yield 'a wrong password is told, with the keyboard at the password; the rest of what was typed stays'

    player.click('Sign In', 'push button', within=dialog)
    player.see('Connected', 'label')
    yield 'the right ones open the window'


def sign_out(player):
    """By the menu, and with the question answered."""
    player.click('Main Menu', 'push button')
    player.see('Sign Out', 'menu item')
    player.press('o')
    player.click('Sign Out', 'push button')
    player.see('Welcome to License Portal')


def start_own(scene):
    """*Start My Own*: a vendor, its first group, and what to do next."""
    player = scene.players[-1]
    player.click('Start My Own', 'label')
    dialog = player.see_window('Start My Own')
    fill(player, dialog, 'Ada/Software', 'ada', 'short')
    correct(player, dialog, 'Create', 'cannot contain a slash', 'Ada Software')
    correct(player, dialog, 'Create', 'must be one e-mail address', 'ada@example.com')
    picture(player, 'own-refused')
    correct(player, dialog, 'Create', '^A password has at least 12 characters', PORTAL_PASSWORD)
    yield 'what is wrong about a service of one’s own is told, with the keyboard at its field'

    player.click('Create', 'push button', within=dialog)
    player.see('Connected', 'label')
    player.see('No Tickets Yet')
    yield 'an empty License Central opens and says what comes next'

    player.click('Group Menu', 'push button')
    player.see(re.compile('^New Subgroup'), 'menu item')
    player.press('s')
    dialog = wait_for(lambda: next(iter(player.windows()[1:]), None), 'the dialog')
    fill(player, dialog, 'Customers')
    player.press('Return')
    Journey(player).open_group('Customers')
    yield 'it takes a first group'

    player.press('ctrl+n')
    wizard = player.see_window('New License')
    player.click('Continue', 'push button', within=wizard)
    player.see('No Category', within=wizard)
    player.see(re.compile('license-central load'), within=wizard)
    picture(player, 'own-no-category')
    player.press('alt+c')
    player.press('Escape')
    wait_for(lambda: len(player.windows()) == 1, 'the wizard to close')
    yield 'an empty catalog is no dead end'


def come_back(scene):
    """It is there again after the end of the program, and after signing out."""
    player = scene.players[-1]
    assert player.leave() == 0
    player = scene.enter()
    Journey(player).open_group('Customers')
    sign_out(player)
    player.click('Start My Own', 'label')
    dialog = player.see_window('Sign In')
    player.see(re.compile('already'), within=dialog)
    fill(player, dialog, 'ada@example.com', PORTAL_PASSWORD)
    player.click('Sign In', 'push button', within=dialog)
    Journey(player).open_group('Customers')
    yield 'it is there again in the next run, and after signing out'


def play(scene):
    """Both ways in."""
    player = scene.enter()
    player.see('Welcome to License Portal')
    yield from connect(scene)
    sign_out(player)
    yield 'signing out leads back to the choices'
    yield from start_own(scene)
    yield from come_back(scene)


if __name__ == '__main__':
    sys.exit(perform(play, sys.argv[1]))
