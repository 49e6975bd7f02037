#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Two people change one ticket, one of them in the real window: she sees hers and theirs side by side, and decides.

usage: test-conflict.py LICENSE_PORTAL
"""

import os
import re
import signal
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from embedded import Embedded  # noqa: E402
from journey import Journey  # noqa: E402
from play import perform  # noqa: E402
from stage import wait_for  # noqa: E402

ADMIN, GROUP, OTHER = 'Clara Weiss', 'CAD team', 'vera@tessaline.example'
CHOICE = ('check box', 'radio button')
PICTURES = os.environ.get('E2E_PICTURES')


class Quarrel:
    """A window in which a ticket is selected, and somebody else at the same service."""

    def __init__(self, player, code):
        self.player = player
        self.code = code
        self.service = Embedded(player).sign_in(OTHER)

    def ticket(self):
        """As it is now."""
        status, body = self.service.ask('GET', f'/v1/tickets/{self.code}')
        assert status == 200, body
        return body

    def member(self, name):
        """The id of a member of the ticket's group."""
        status, body = self.service.ask('GET', f'/v1/groups/{self.ticket()["group_id"]}/members')
        assert status == 200, body
        return next(item['person']['id'] for item in body['items'] if item['person']['name'] == name)

    def change(self, **members):
        """What the other does."""
        status, body = self.service.ask('PATCH', f'/v1/tickets/{self.code}/allocation', members,
                                        If_Match=self.ticket()['etag'])
        assert status == 200, body

    def meet(self, choice, **members):
        """The window hears of the other's change only after the person has clicked."""
        point = self.player.point(self.player.still(self.player.see(choice, CHOICE)))
        self.player.process.send_signal(signal.SIGSTOP)
        try:
            self.change(**members)
            self.player.stage.ask('xdotool', 'mousemove', str(point[0]), str(point[1]), 'click', '1')
        finally:
            self.player.process.send_signal(signal.SIGCONT)

    def is_of(self, person_id):
        """Whether the service has it allocated to that person, or to nobody and for admins only."""
        ticket = self.ticket()
        return ticket['assignee_id'] == person_id and (person_id or not ticket['visible_to_group'])


def play(scene):
    """The quarrel as a list of what must be true, in order."""
    player = scene.enter()
    journey = Journey(player)
    journey.begin_with_demo_data()
    journey.become(ADMIN)
    journey.open_group(GROUP)
    code = journey.create_license(GROUP, 'Design', 'CAD Pro', {'Host name': 'ws-4711'})[0]
    journey.find_ticket(code)
    quarrel = Quarrel(player, code)
    leo = quarrel.member('Leo Martins')

    quarrel.meet('Admins only', assignee_id=leo)
    player.click('Compare…', 'push button')
    dialog = player.see_window('Changed in Between')
    player.see('Mine: Admins only', CHOICE, within=dialog)
    player.see('Theirs: Leo Martins', CHOICE, within=dialog)
    assert quarrel.is_of(leo), 'it was overwritten before anybody has decided'
    if PICTURES:
        player.picture(os.path.join(PICTURES, 'conflict.png'))
    yield 'a conflict is offered for comparison, and nothing was overwritten'

    player.press('Escape')
    wait_for(lambda: len(player.windows()) == 1, 'the dialog to close')
    player.click(re.compile('1 change needs you'), 'push button')
    waiting = player.see_window('Waiting Changes')
    if PICTURES:
        player.picture(os.path.join(PICTURES, 'conflict-waits.png'))
    player.click('Compare…', 'push button', within=waiting)
    player.click('Keep Theirs', 'push button', within=player.see_window('Changed in Between'))
    player.see('Nothing Waits', 'label', within=waiting)
    player.press('Escape')
    wait_for(lambda: len(player.windows()) == 1, 'the dialogs to close')
    assert quarrel.is_of(leo), 'theirs was not kept'
    yield 'put off, it waits in the list of changes; theirs can be kept'

    quarrel.change(visible_to_group=True)
    player.see(re.compile('^Everyone in group'), CHOICE)
    wait_for(lambda: player.see('Everyone in group', CHOICE).has('checked'), 'the window to follow')
    quarrel.meet('Admins only', assignee_id=leo)
    player.click('Compare…', 'push button')
    player.click('Keep Mine', 'push button', within=player.see_window('Changed in Between'))
    wait_for(lambda: quarrel.is_of(None), 'mine to be kept')
    player.see_no(re.compile('change needs you'), 'push button')
    yield 'mine can be kept'


if __name__ == '__main__':
    sys.exit(perform(play, sys.argv[1]))
