#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A subscription that is cancelled while License Central is shut: what waits is marked wherever it is looked at, and the
marks go when it has been received.

usage: test-offline.py LICENSE_PORTAL
"""

import os
import re
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from central import Central  # noqa: E402
from play import perform  # noqa: E402
from stage import wait_for  # noqa: E402

ADMIN = 'clara@acme.example'
PRODUCT = 'CAD Pro'
REASON = 'Replaced by a suite'
TODAY = '2026-11-24'
PICTURES = os.environ.get('E2E_PICTURES')


class Office(Central):
    """The page of subscriptions, and what stands in the details."""

    def picture(self, name):
        """For whoever wants to look at it."""
        if PICTURES:
            self.player.picture(os.path.join(PICTURES, f'{name}.png'))

    def cells(self, text):
        """The cells of the table that say this."""
        return self.player.all(text, 'label', within=self.player.see('Subscriptions', ('tree table', 'table')))

    def choose(self):
        """Selects the first one that can be cancelled."""
        player = self.player
        self.journey.open_page('Subscriptions')
        player.fill(PRODUCT, 'Search subscriptions')
        wait_for(lambda: self.cells(PRODUCT) and self.cells('Active'), f'subscriptions of {PRODUCT}')
        player.click(control=self.cells('Active')[0])
        player.see('Cancel Subscription…', 'push button')

    def drawing(self, words):
        """Waits until the timeline says this to assistive technology."""
        return self.player.see(re.compile(words), 'image')


def cancel(office):
    """The dialog says that nothing is received yet, and asks for a reason."""
    player = office.player
    player.click('Cancel Subscription…', 'push button')
    dialog = wait_for(lambda: player.windows()[1:], 'the dialog')[0]
    player.see(re.compile('received'), 'label', within=dialog)
    player.fill(REASON, 'Reason (kept in the activity)', within=dialog)
    office.picture('cancel-offline')
    player.click('Cancel Subscription', 'push button', within=dialog)


def see_marks(office):
    """In the row, in the details, in the drawing, at the foot."""
    player = office.player
    wait_for(lambda: office.cells('Cancelling…'), 'the row to say that it waits')
    player.see('Active · Cancelling…', 'label')
    player.see(re.compile('^Not yet received: the cancellation waits for the connection. It can be discarded'), 'label')
    office.drawing('A cancellation is decided, waits for the connection, and is not yet received. '
                   'It has to be received by .*202[67]')
    assert not player.see('Cancel Subscription…', 'push button').has('sensitive')
    player.see(re.compile('^1 change waits'), 'push button')
    office.picture('cancelled-offline')


def see_no_marks(office):
    """All of it says that it is cancelled."""
    player = office.player
    office.drawing('The last day of use is')
    assert not office.cells('Cancelling…')
    assert office.cells('Cancelled')
    player.see_no(re.compile('[Nn]ot yet received'))
    player.see_no(re.compile('change waits'), 'push button')
    office.picture('received')


def play(scene):
    """The story as a list of what must be true, in order."""
    office = Office(scene, '--today', TODAY)
    office.open()
    office.connect(ADMIN)
    office.choose()
    office.shut()
    cancel(office)
    see_marks(office)
    yield 'a cancellation without a connection is marked as not received in row, details and drawing'

    office.open()
    office.player.press('F5')  # nobody waits for the next attempt, which may be a minute away
    see_no_marks(office)
    yield 'the marks go when it has been received'

    status, page = office.somebody(ADMIN).ask('GET', f'/v1/audit?from={TODAY}&limit=1000')
    assert status == 200, page
    reasons = [record['reason'] for record in page['items'] if record['action'] == 'subscription.cancel']
    assert reasons == [REASON], page
    yield 'its reason is in the activity'


if __name__ == '__main__':
    sys.exit(perform(play, sys.argv[1]))
