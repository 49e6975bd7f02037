#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Deadlines in the real window, through the accessibility bus: a notification leads to what needs a decision; a group
admin cancels a subscription, reads what it means, and undoes it; then many at once.

usage: test-subscriptions.py LICENSE_PORTAL
"""

import os
import re
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from journey import Journey  # noqa: E402
from notifications import Notifications  # noqa: E402
from play import perform  # noqa: E402
from stage import wait_for  # noqa: E402

ADMIN = 'Clara Weiss'
PRODUCT = 'CAD Pro'
TODAY = '2026-11-24'
MANY = re.compile(r'^[0-9,]+ Subscriptions Need a Decision$')


def rows(player, text):
    """The cells of the table that say this."""
    table = player.see('Subscriptions', ('tree table', 'table'))
    return [cell for cell in player.all(text, 'label', within=table)]


def cancel_one(player):
    """Through the details: what the dialog says, what the toast offers."""
    player.fill(PRODUCT, 'Search subscriptions')
    wait_for(lambda: rows(player, PRODUCT), f'subscriptions of {PRODUCT}')
    player.click(control=rows(player, 'Active')[0])
    player.click('Cancel Subscription…', 'push button')
    player.see(f'Cancel “{PRODUCT}”?', 'label')
    words = player.see(re.compile(r'^The last day of use is .*The deadline for this cancellation is .* 202[67]'), 'label')
    player.see('Still Owed', 'label')
    player.see('Running term', 'label')
    last_day = re.search(r'last day of use is (.*?)\.', words.name).group(1)
    player.see(last_day, 'label')
    player.click('Cancel Subscription', 'push button')
    player.click('Undo', 'push button')
    player.see('Reinstated: it renews by itself again', 'label')
    player.see('Cancel Subscription…', 'push button')


def export_deadline(player):
    """Into a calendar that is proposed where the person keeps files, not where the application was started."""
    player.click(control=rows(player, 'Active')[0])
    player.click('Export Deadlines…', 'push button')
    chooser = player.see_window('Export the Deadline of 1 Subscription')
    player.see('home', 'label', within=chooser)
    player.press('Return')
    player.see('Exported 1 deadline', 'label')
    path = os.path.join(player.environment['HOME'], 'Subscription deadlines.ics')
    with open(path, encoding='utf-8') as file:
        text = file.read()
    assert text.count('BEGIN:VEVENT') == 1 and f'Last day to cancel: {PRODUCT}' in text, text


def find_nothing_to_decide(player):
    """The empty state says what was looked for, and leads back."""
    player.fill('no such product', 'Search subscriptions')
    player.click('Needs a Decision', ('toggle button', 'push button'))
    player.see('With this search and these filters there are no deadlines in the next 30 days.', 'label')
    player.click('Clear Search and Filters', 'push button')
    wait_for(lambda: rows(player, 'Active'), 'the subscriptions to be back')
    player.fill(PRODUCT, 'Search subscriptions')


def cancel_many(player):
    """All that are listed: preview, one batch, and back."""
    player.click(control=rows(player, 'Active')[0])
    player.press('ctrl+a')
    player.see(re.compile(r'^([0-9]+) of \1 selected$'), 'label')
    player.click('Cancel Subscriptions…', 'push button')
    dialog = player.see_window('Cancel Subscriptions')
    summary = player.see(re.compile(r'^[0-9]+ subscriptions can be cancelled\..*last day'), 'label', within=dialog)
    count = int(summary.name.split()[0])
    player.see(re.compile('^Last day '), 'label', within=dialog)
    player.click(f'Cancel {count} Subscriptions', 'push button', within=dialog)
    player.see(re.compile(rf'^{count} subscriptions were cancelled\.'), 'label', within=dialog)
    player.click('Undo', 'push button', within=dialog)
    player.see('Taken Back', 'label', within=dialog)
    player.click('Close', 'push button', within=dialog)
    wait_for(lambda: len(player.windows()) == 1, 'the dialog to close')
    wait_for(lambda: rows(player, 'Active'), 'the subscriptions to be back')


def play(scene):
    """The story as a list of what must be true, in order."""
    notifications = Notifications(scene.stage)
    player = scene.enter('--demo', '--today', TODAY)
    player.see(re.compile('^Demo: you are '))
    first = notifications.see(1)
    assert MANY.search(first['summary']), first
    assert 'The first deadline is 24 November 2026' in first['body'] and 'default' in first['actions'], first
    yield 'a notification tells of the deadlines to come'

    notifications.click(first['number'])
    toggle = player.see('Needs a Decision', ('toggle button', 'push button'))
    wait_for(lambda: toggle.has('checked') or toggle.has('pressed'), 'the filter')
    wait_for(lambda: rows(player, '24 Nov 2026'), 'the nearest deadline')
    yield 'a click on it shows what needs a decision'

    Journey(player).become(ADMIN)
    second = notifications.see(2)
    assert MANY.search(second['summary']) and second['summary'] != first['summary'], second
    yield 'another person is told of what is hers to decide'

    Journey(player).open_page('Subscriptions')
    cancel_one(player)
    yield 'a group admin cancels one, reads what is owed, and undoes it'

    export_deadline(player)
    yield 'she exports a deadline into a calendar in her home folder'

    find_nothing_to_decide(player)
    yield 'where nothing needs a decision, that is said, and a click leads back'

    cancel_many(player)
    yield 'she cancels all that she has found in one batch after a preview, and undoes it'

    assert player.leave() == 0
    player = scene.enter('--today', TODAY)
    player.see('Connected', 'label')
    player.press('ctrl+comma')
    preferences = player.see_window('Preferences')
    assert len(notifications.all()) == 2, notifications.all()
    player.click('14 days before', 'label', within=preferences)
    player.click('30 days before', 'label')
    notifications.see(3)
    yield 'after a restart nothing is told twice, and a longer interval tells anew'

    player.press('Escape')
    wait_for(lambda: len(player.windows()) == 1, 'the preferences to close')


if __name__ == '__main__':
    sys.exit(perform(play, sys.argv[1]))
