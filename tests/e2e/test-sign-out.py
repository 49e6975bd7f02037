#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Signing out while changes have not reached License Central: each way out of the question, and what becomes of the
changes.

usage: test-sign-out.py LICENSE_PORTAL
"""

import csv
import os
import re
import signal
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from central import ENTRIES, Central  # noqa: E402
from play import perform  # noqa: E402
from stage import wait_for  # noqa: E402

ADMIN, OTHER = 'clara@acme.example', 'sam@acme.example'
GROUP = 'CAD team'
CHOICE = ('check box', 'radio button')
PICTURES = os.environ.get('E2E_PICTURES')


class Office(Central):
    """A License Central on a socket, and a window at it."""

    def __init__(self, scene):
        super().__init__(scene)
        self.code = None

    def picture(self, name):
        """For whoever wants to look at it."""
        if PICTURES:
            self.player.picture(os.path.join(PICTURES, f'{name}.png'))

    def ticket(self):
        """The ticket as the service has it."""
        status, body = self.somebody(OTHER).ask('GET', f'/v1/tickets/{self.code}')
        assert status == 200, body
        return body

    def is_for_admins(self):
        """Whether the service has the ticket for admins only."""
        ticket = self.ticket()
        return not ticket['assignee_id'] and not ticket['visible_to_group']

    def sign_in(self):
        """By the dialog *Connect to License Central*, and to the ticket."""
        player = self.player
        self.connect(ADMIN)
        self.journey.open_group(GROUP)
        if self.code is None:
            self.code = self.journey.create_license(GROUP, 'Design', 'CAD Pro', {'Host name': 'ws-4711'})[0]
        self.journey.find_ticket(self.code)
        wait_for(lambda: player.see(re.compile('^Everyone in group'), CHOICE).has('sensitive'), 'the allocation')

    def choose(self, choice):
        """Clicks an allocation, without waiting for what becomes of it."""
        self.player.click(re.compile(f'^{choice}'), CHOICE)

    def see_waiting(self):
        """The foot that tells that one change waits."""
        self.player.see(re.compile('^1 change waits'), 'push button')

    def ask_to_leave(self):
        """*Sign Out* in the menu."""
        player = self.player
        player.click('Main Menu', 'push button')
        player.see('Sign Out', 'menu item')
        player.press('o')

    def see_question(self):
        """The dialog about the change that has not been sent."""
        self.player.see('1 Change Has Not Been Sent', 'label')

    def see_gone(self):
        """Signed out."""
        self.player.see('Welcome to License Portal')


def stay(office):
    """Nobody to send it to: staying and trying lead nowhere, and lose nothing."""
    player = office.player
    office.shut()
    office.choose('Admins only')
    office.see_waiting()
    office.ask_to_leave()
    office.see_question()
    player.see(re.compile(office.code), 'label')
    office.picture('unsent')
    player.click('Stay', 'push button')
    office.see_waiting()
    office.ask_to_leave()
    player.click('Send Now', 'push button')
    player.see(re.compile('^License Central cannot be reached'), 'label')
    office.see_question()
    office.picture('unsent-unreachable')
    player.click('Stay', 'push button')
    office.see_waiting()
    office.open()
    wait_for(office.is_for_admins, 'the change to be sent after all')
    player.see_no(re.compile('change waits'), 'push button')


def send(office):
    """The service takes its time: the window waits for it, and then leaves."""
    office.process.send_signal(signal.SIGSTOP)
    office.choose('Everyone in group')
    office.see_waiting()
    office.ask_to_leave()
    office.player.click('Send Now', 'push button')
    office.player.see('0 of 1', 'label')
    office.picture('sending')
    office.process.send_signal(signal.SIGCONT)
    office.see_gone()
    assert not office.is_for_admins()


def meet(office):
    """Somebody else changes the ticket before the window knows, and the service is too slow to tell."""
    player = office.player
    point = player.point(player.still(player.see('Admins only', CHOICE)))
    ticket = office.ticket()
    status, members = office.somebody(OTHER).ask('GET', f'/v1/groups/{ticket["group_id"]}/members')
    assert status == 200, members
    player.process.send_signal(signal.SIGSTOP)
    try:
        status, body = office.somebody(OTHER).ask(
            'PATCH', f'/v1/tickets/{office.code}/allocation',
            {'assignee_id': members['items'][0]['person']['id']}, If_Match=ticket['etag'])
        assert status == 200, body
        office.process.send_signal(signal.SIGSTOP)
        player.stage.ask('xdotool', 'mousemove', str(point[0]), str(point[1]), 'click', '1')
    finally:
        player.process.send_signal(signal.SIGCONT)
    office.see_waiting()


def refuse(office):
    """What is sent now is not accepted: the person is told, and not signed out."""
    player = office.player
    meet(office)
    office.ask_to_leave()
    player.click('Send Now', 'push button')
    player.see('0 of 1', 'label')
    office.process.send_signal(signal.SIGCONT)
    player.see(re.compile('^1 change was not accepted'), 'label')
    office.see_question()
    assert not player.see('Send Now', 'push button').has('sensitive')
    office.picture('unsent-conflict')
    player.click('Look at Them…', 'push button')
    player.see('Compare…', 'push button', within=player.see_window('Waiting Changes'))
    player.press('Escape')
    wait_for(lambda: len(player.windows()) == 1, 'the list of changes to close')
    player.see('1 change needs you', 'push button')


def save(office):
    """Into a file that people can read."""
    player = office.player
    path = os.path.join(office.scene.folder, 'unsent.csv')
    office.ask_to_leave()
    player.click('Save to File…', 'push button')
    chooser = player.see_window('Save Changes')
    office.picture('unsent-save')
    player.fill(path, control=player.see(role=ENTRIES, within=chooser))
    player.press('Return')
    office.see_gone()
    with open(path, encoding='utf-8', newline='') as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 1, rows
    row = rows[0]
    assert row['Tickets'] == office.code and row['For whom'] == 'Admins only', row
    assert re.match(r'\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$', row['Made on']) and row['Change'], row
    assert row['State'] == 'Somebody else changed it in between', row
    assert row['Request'].startswith(f'PATCH /v1/tickets/{office.code}/allocation {{'), row
    assert os.stat(path).st_mode & 0o777 == 0o600, oct(os.stat(path).st_mode)


def discard(office):
    """Given up: neither this nor the next run sends it."""
    player = office.player
    before = office.ticket()
    office.shut()
    office.choose('Everyone in group')
    office.see_waiting()
    office.ask_to_leave()
    office.see_question()
    player.click('Discard and Sign Out', 'push button')
    office.see_gone()
    office.open()
    office.sign_in()
    assert office.ticket() == before, 'a discarded change was sent'
    assert not player.all(re.compile('change waits'), 'push button')


def play(scene):
    """The ways out as a list of what must be true, in order."""
    office = Office(scene)
    office.open()
    office.sign_in()
    stay(office)
    yield 'whoever stays, or tries in vain to send, has lost nothing, and it is sent later'
    send(office)
    yield 'what is sent before signing out arrives'
    office.sign_in()
    refuse(office)
    yield 'what is not accepted is told, and the person stays signed in'
    save(office)
    yield 'what is saved can be read: what, which ticket, whom, when, and the request'
    office.sign_in()
    discard(office)
    yield 'what is discarded is not sent by anybody'


if __name__ == '__main__':
    sys.exit(perform(play, sys.argv[1]))
