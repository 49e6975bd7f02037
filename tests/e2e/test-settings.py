#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The settings of a group, and the preferences of the application; and the foot of the sidebar once the service has
stopped and cannot be started again.

usage: test-settings.py LICENSE_PORTAL
"""

import os
import re
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from embedded import Embedded  # noqa: E402
from journey import Journey  # noqa: E402
from play import perform  # noqa: E402
from stage import wait_for  # noqa: E402

ADMIN, ADDRESS = 'Clara Weiss', 'clara@acme.example'
GROUP, ABOVE = 'CAD team', 'Acme Machines'
PICTURES = os.environ.get('E2E_PICTURES')


def picture(player, name):
    """For whoever wants to look at it."""
    if PICTURES:
        player.picture(os.path.join(PICTURES, f'{name}.png'))


class Group:
    """A group as the service has it."""

    def __init__(self, player, name):
        self.service = Embedded(player).sign_in(ADDRESS)
        status, body = self.service.ask('GET', '/v1/groups')
        assert status == 200, body
        self.path = '/v1/groups/' + next(group['id'] for group in body['items'] if group['name'] == name)

    def read(self):
        """The whole group."""
        status, body = self.service.ask('GET', self.path)
        assert status == 200, body
        return body

    def settings(self):
        """Its own settings."""
        return self.read()['settings']

    def set(self, **settings):
        """Changes settings as somebody else does."""
        status, body = self.service.ask('PATCH', self.path, {'settings': settings}, If_Match=self.read()['etag'])
        assert status == 200, body


def open_settings(player):
    """The dialog, by the menu of the group."""
    player.click('Group Menu', 'push button')
    player.see(re.compile('^Group Settings'), 'menu item')
    player.press('g')
    return player.see_window('Group Settings')


def choose(player, dialog, row, item):
    """One item of a row that unfolds."""
    player.click(row, 'label', within=dialog)
    player.click(item, 'label', within=dialog)
    player.see(item, 'label', within=dialog)


def close(player, dialog, button):
    """Presses a button that closes the dialog."""
    player.click(button, 'push button', within=dialog)
    wait_for(lambda: len(player.windows()) == 1, 'the dialog to close')


def change_group(player):
    """Each setting, one that is refused, and none."""
    group, above = Group(player, GROUP), Group(player, ABOVE)
    before = group.settings()
    dialog = open_settings(player)
    choose(player, dialog, 'New tickets are seen by', 'Admins only')
    choose(player, dialog, 'New tickets are allocated to', 'Whoever creates them')
    choose(player, dialog, 'Orders need approval', 'Always')
    picture(player, 'group-settings')
    player.press('Escape')
    player.see('Discard the New Settings?', 'label')
    picture(player, 'group-settings-discard')
    player.click('Keep Editing', 'push button')
    player.see('Always', 'label', within=dialog)
    player.click('Cancel', 'push button', within=dialog)
    player.click('Discard', 'push button')
    wait_for(lambda: len(player.windows()) == 1, 'the dialog to close')
    assert group.settings() == before, 'a cancelled change was made'
    yield 'Cancel asks before it throws choices away, and changes nothing'

    dialog = open_settings(player)
    choose(player, dialog, 'New tickets are seen by', 'Admins only')
    choose(player, dialog, 'New tickets are allocated to', 'Whoever creates them')
    choose(player, dialog, 'Orders need approval', 'Always')
    close(player, dialog, 'Save')
    wait_for(lambda: (group.settings()['default_visibility'], group.settings()['allocate_to'],
                      group.settings()['approval']) == ('admins', 'creator', 'always'), 'the settings to be changed')
    yield 'every setting of a group is stored'

    above.set(approval='always')
    player.see('Connected', 'label')
    dialog = open_settings(player)
    for value in ('Admins only', 'Whoever creates them', 'Always'):
        player.see(value, 'label', within=dialog)
    choose(player, dialog, 'Orders need approval', 'Never')
    close(player, dialog, 'Save')
    player.see(re.compile('never looser'))
    picture(player, 'group-settings-refused')
    assert group.settings()['approval'] == 'always'
    yield 'they are shown as stored, and what a group may not set is refused with the reason'


def brightness(scene, player):
    """Of the whole window, from 0 to 1."""
    path = os.path.join(scene.folder, 'look.png')
    player.picture(path)
    return float(scene.stage.ask('identify', '-format', '%[fx:mean]', path))


def set_preferences(player):
    """Dark, and told of deadlines a long time before."""
    player.press('ctrl+comma')
    dialog = player.see_window('Preferences')
    choose(player, dialog, 'Colors', 'Dark')
    choose(player, dialog, 'Before Deadlines', '60 days before')
    picture(player, 'preferences')
    player.press('Escape')
    wait_for(lambda: len(player.windows()) == 1, 'the preferences to close')


def prefer(scene):
    """Preferences take effect at once, and in the next run."""
    player = scene.players[-1]
    assert brightness(scene, player) > 0.6
    set_preferences(player)
    assert brightness(scene, player) < 0.4
    assert player.leave() == 0
    player = scene.enter()
    player.see('Connected', 'label')
    assert brightness(scene, player) < 0.4
    player.press('ctrl+comma')
    dialog = player.see_window('Preferences')
    for value in ('Dark', '60 days before', ADDRESS, 'On this computer'):
        player.see(value, 'label', within=dialog)
    choose(player, dialog, 'Colors', 'Light')
    player.press('Escape')
    wait_for(lambda: len(player.windows()) == 1, 'the preferences to close')
    assert brightness(scene, player) > 0.6
    return player


def play(scene):
    """What must be true, in order."""
    program = os.path.join(scene.folder, 'license-central')
    os.symlink(os.environ['LICENSE_CENTRAL'], program)
    scene.environment = {'LICENSE_CENTRAL': program, 'GSETTINGS_BACKEND': 'keyfile'}
    player = scene.enter('--demo')
    journey = Journey(player)
    player.see(re.compile('^Demo: you are '))
    journey.become(ADMIN)
    journey.open_group(GROUP)
    yield from change_group(player)

    player = prefer(scene)
    yield 'preferences take effect at once, and again in the next run'

    Journey(player, lambda name: picture(player, name)).lose_service(program)
    picture(player, 'foot-stopped')
    os.symlink(os.environ['LICENSE_CENTRAL'], program)
    player.click('Start Again', 'push button')
    player.see('Connected', 'label')
    player.see_no('Start Again', 'push button')
    yield 'the foot starts a stopped service again'


if __name__ == '__main__':
    sys.exit(perform(play, sys.argv[1]))
