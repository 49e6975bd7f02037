#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a decision about a subscription means, read in the real window before and after: reinstated with and without a
consequence, and revoked with a credit.

usage: test-decisions.py LICENSE_PORTAL
"""

import os
import re
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from journey import CODE, Journey  # noqa: E402
from play import perform  # noqa: E402
from stage import wait_for  # noqa: E402

TODAY = '2026-11-24'
STATES = ('Any State', 'Not started', 'Active', 'Cancelled')


class Subscriptions:
    """The page, its filter, and the details of a row."""

    def __init__(self, player):
        self.player = player

    def cells(self, text):
        """The cells of the table that say this, from the first row on."""
        table = self.player.see('Subscriptions', ('tree table', 'table'))
        return self.player.all(text, 'label', within=table)

    def show_only(self, state):
        """Chooses a state in the filter, by the keyboard."""
        player = self.player
        player.see('Subscriptions', ('tree table', 'table'))
        player.click('Filter', 'push button')
        player.click('State', 'combo box')
        player.press('Home', *['Down'] * STATES.index(state), 'Return')
        player.see(state, 'label')
        while player.all('Clear Filters'):
            player.press('Escape')
        wait_for(lambda: len(self.cells(state)) > 10, f'subscriptions that are {state}')

    def clear_filters(self):
        """Shows all again."""
        self.player.click('Filter', 'push button')
        self.player.click('Clear Filters', 'push button')
        while self.player.all('Clear Filters'):
            self.player.press('Escape')

    def open_with(self, state, button):
        """The first row of that state whose details have that button."""
        for index in range(len(self.cells(state))):
            self.player.click(control=self.cells(state)[index])
            self.player.see(re.compile('^Reinstate'), 'push button')
            if self.player.all(button, 'push button'):
                return
        raise AssertionError(f'no subscription that is {state} has “{button}”')

    def timeline(self):
        """What assistive technology reads of the drawing."""
        return self.player.see(re.compile('Today is 24 November 2026'), 'image').name


def reinstate_without_a_trace(page):
    """No question, and back again by the toast."""
    player = page.player
    page.open_with('Cancelled', 'Reinstate')
    last_day = re.search('The last day of use is (.*? [0-9]{4})', page.timeline()).group(1)
    player.click('Reinstate', 'push button')
    # The toast does not stay for long: first the button, and then what it did.
    player.click('Undo', 'push button')
    player.see(re.compile('^Cancelled: ends on '), 'label')
    player.see('Reinstate', 'push button')
    assert f'The last day of use is {last_day}' in page.timeline(), page.timeline()


def reinstate_after_the_deadline(page):
    """What is owed is said first; whoever keeps the cancellation has changed nothing."""
    player = page.player
    page.open_with('Cancelled', 'Reinstate…')
    player.click('Reinstate…', 'push button')
    words = player.see(re.compile('^The deadline .* passed while it was cancelled'), 'label')
    term = re.search('renewed at once: (.*?) is owed', words.name).group(1)
    player.click('Leave Cancelled', 'push button')
    wait_for(lambda: len(player.windows()) == 1, 'the dialog to close')
    assert 'The last day of use is' in page.timeline(), page.timeline()
    player.click('Reinstate…', 'push button')
    player.click('Reinstate', 'push button', within=wait_for(lambda: player.windows()[1:], 'the dialog')[0])
    player.see('Cancel Subscription…', 'push button')
    assert not player.all('Undo', 'push button'), 'a term that is owed cannot be taken back'
    year = term.split(' – ')[0].split()[-1]
    assert re.search(f'Term from [0-9]+ [A-Z][a-z]+ {year} to ', page.timeline()), page.timeline()


def revoke_with_a_credit(page):
    """The dialog says the last day, what is owed and what each credit means; afterwards everything agrees."""
    player = page.player
    player.click(control=page.cells('Active')[0])
    player.see('Cancel Subscription…', 'push button')
    code = player.see(CODE, 'label').name
    player.click('Revoke…', 'push button')
    dialog = wait_for(lambda: player.windows()[1:], 'the dialog')[0]
    player.see(re.compile('^Use ends at once: the last day on which the software runs is today, 24 November 2026'),
               'label', within=dialog)
    player.see('Still Owed', 'label', within=dialog)
    player.see('Running term', 'label', within=dialog)
    player.see(re.compile('^The customer gets nothing back'), 'label', within=dialog)
    player.see(re.compile('^The customer gets back the whole running term'), 'label', within=dialog)
    rest = player.see(re.compile('^The customer gets back what is left'), 'label', within=dialog)
    credited = re.search('days, (25 Nov 2026 – .*?)\\.', rest.name).group(1)
    assert player.all('Keep Subscription', 'push button', within=dialog)
    player.click(control=rest)
    player.fill('Insolvent', 'Reason (kept in the activity)', within=dialog)
    player.click('Revoke', 'push button', within=dialog)

    player.see('Revoked on', 'label')
    player.see('Software ran until', 'label')
    player.see('Credited pro rata', 'label')
    player.see(credited, 'label')
    player.see('Vera Lindqvist', 'label')
    player.see('Insolvent', 'label')
    text = page.timeline()
    assert 'It was revoked and the software stopped on 24 November 2026.' in text, text
    assert 'runs until' not in text and 'Cancel by' not in text and '  ' not in text, text
    page.clear_filters()
    player.fill(code, 'Search subscriptions')
    wait_for(lambda: len(page.cells('Revoked')) == 1, 'the row to say so')
    wait_for(lambda: page.cells('24 Nov 2026'), 'the row to end on that day')


def play(scene):
    """The story as a list of what must be true, in order."""
    player = scene.enter('--demo', '--today', TODAY)
    player.see(re.compile('^Demo: you are '))
    Journey(player).open_page('Subscriptions')
    page = Subscriptions(player)
    page.show_only('Cancelled')
    reinstate_without_a_trace(page)
    yield 'a cancellation that leaves no trace is taken back at once, and that can be undone'

    reinstate_after_the_deadline(page)
    yield 'a reinstatement after the deadline says first what is owed'

    page.show_only('Active')
    revoke_with_a_credit(page)
    yield 'a revocation says what it means, and afterwards table, details and timeline agree'


if __name__ == '__main__':
    sys.exit(perform(play, sys.argv[1]))
