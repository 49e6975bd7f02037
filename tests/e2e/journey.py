# SPDX-License-Identifier: GPL-3.0-or-later
"""The main job of the application, step by step, as people would do it in the demo data.

`Journey` knows what the steps are called in the window; the test and the tour put them together.
"""

import os
import re

from embedded import Embedded
from stage import wait_for

CODE = re.compile(r'^[0-9A-Z]{5}(-[0-9A-Z]{5}){4}$')
ENTRIES = ('text', 'entry', 'password text', 'spin button')


class Journey:
    """Steps in front of one player. `picture` is called with a name after each step worth a look."""

    def __init__(self, player, picture=lambda name: None):
        self.player = player
        self.picture = picture
        self.switched = False

    def begin_with_demo_data(self):
        """The first of the three choices of a first run."""
        player = self.player
        player.see('Welcome to License Portal')
        for choice in ('Try with Demo Data', 'Connect to License Central', 'Start My Own'):
            player.see(choice, 'label')
        self.picture('first-run')
        player.click('Try with Demo Data', 'label')
        player.see('Switch Person')
        player.see(re.compile('^Demo: you are '))

    def become(self, name):
        """Looks through the eyes of another demo person."""
        player = self.player
        player.click('Switch Person', 'push button')
        player.see(name, 'label', within=player.see('Demo people', 'list'))
        if not self.switched:
            self.picture('people-to-be')
        self.switched = True
        player.click(name, 'label', within=player.see('Demo people', 'list'))
        player.see(f'Demo: you are {name}')
        player.see_no('Demo people', 'list')

    def open_group(self, name):
        """Shows the tickets of a group, found by the filter above the tree."""
        player = self.player
        player.fill(name, 'Filter groups')
        player.click(name, 'label', within=player.see('Groups', ('tree table', 'list', 'table', 'tree')))
        player.see(name, 'label', within=self.content())

    def content(self):
        """The window itself: what lies on it is a window of its own."""
        return wait_for(self.player.windows, 'the window')[0]

    def prepare_license(self, group, category, product, entries):
        """Goes through the wizard up to its last page but one, and returns the wizard."""
        player = self.player
        player.press('ctrl+n')
        wizard = player.see_window('New License')
        self.picture('wizard-group')
        player.see(group, 'label', within=wizard)
        player.click('Continue', 'push button', within=wizard)
        player.see(category, 'label', within=wizard)
        self.picture('wizard-category')
        player.click(category, 'label', within=wizard)
        player.see(product, 'label', within=wizard)
        self.picture('wizard-product')
        player.click(product, 'label', within=wizard)
        for name, value in entries.items():
            player.fill(value, re.compile(rf'^{re.escape(name)}\b'), within=wizard)
        self.picture('wizard-details')
        player.click('Review', 'push button', within=wizard)
        player.see('Create License', 'push button', within=wizard)
        self.picture('wizard-review')
        return wizard

    def create_license(self, group, category, product, entries):
        """Goes through the wizard and returns the codes of the new tickets."""
        player = self.player
        wizard = self.prepare_license(group, category, product, entries)
        player.click('Create License', 'push button', within=wizard)
        player.see('Create Another', 'push button', within=wizard)
        player.see(CODE, 'label', within=wizard)
        self.picture('wizard-done')
        codes = [label.name for label in player.all(CODE, 'label', within=wizard)]
        player.press('alt+c')
        player.see_no('Create Another', 'push button')
        return codes

    def open_my_licenses(self):
        """The page that everybody has."""
        self.player.click('My Licenses', 'label', within=self.player.see('Places', 'list'))
        self.player.see('Search my licenses')

    def finds_in_my_licenses(self, code):
        """Waits until the ticket is among what this person may use."""
        self.open_my_licenses()
        self.player.fill(code, 'Search my licenses')
        self.player.see(code, 'label')

    def misses_in_my_licenses(self, code):
        """Waits until the ticket is not among what this person may use."""
        self.open_my_licenses()
        self.player.fill(code, 'Search my licenses')
        self.player.see(re.compile('^No Licenses? (Found|for You Yet)$'))
        self.player.see_no(code, 'label')

    def search_with_enter(self, text):
        """Types into the search and presses Enter, as one does without looking."""
        self.player.press('ctrl+f')
        self.player.press('ctrl+a', *text, 'Return')

    def find_ticket(self, code):
        """What support does while somebody waits on the telephone."""
        player = self.player
        player.fill(code, 'Search tickets')
        row = player.see(code, 'label', within=player.see('Tickets', ('tree table', 'table')))
        player.click(control=row)
        player.see('Allocated To', 'label')

    def allocate_to_person(self, name):
        """Changes the allocation of the selected ticket in the panel of the details."""
        player = self.player
        player.click('Choose a Person', 'push button')
        player.fill(name, 'Search members')
        player.click(name, 'label', within=player.see('Members', ('list', 'table', 'tree table')))
        player.see(re.compile(rf'^Allocated [-0-9A-Z]+… to {re.escape(name)}$'))

    def pick_ticket_of(self, name):
        """Selects the first ticket in sight that is allocated to a person."""
        table = self.player.see('Tickets', ('tree table', 'table'))
        self.player.click(name, 'label', within=table)
        self.player.see('Allocated To', 'label')

    def open_page(self, name):
        """One of the pages of a group."""
        self.player.click(name, 'page tab')

    def lose_service(self, program):
        """Ends the embedded service behind the window's back, as a crash would, and takes its program away, so that it
        cannot be started again."""
        service = Embedded(self.player)
        os.unlink(program)
        service.kill()
        self.player.see('License Central Has Stopped')
        self.picture('service-stopped')
        self.player.click('Continue Offline', 'push button')
        self.player.see('Offline', 'label')
