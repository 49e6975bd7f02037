#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Drives the real application through its main job and leaves one screenshot a step in BUILD_DIR/tour/.

usage: tour.py BUILD_DIR
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from journey import Journey  # noqa: E402
from player import Player  # noqa: E402
from stage import Stage, wait_for  # noqa: E402

ADMIN, SUPPORT, MEMBER, OTHER_MEMBER = 'Clara Weiss', 'Sam Okoro', 'Leo Martins', 'Mia Hoffmann'
GROUP = 'CAD team'


class Tour:
    """Screenshots in order, and the players that come and go."""

    def __init__(self, build, stage, folder):
        self.build = build
        self.stage = stage
        self.folder = folder
        self.shots = os.path.join(build, 'tour')
        self.number = 0
        self.player = None
        self.complaints = []
        shutil.rmtree(self.shots, ignore_errors=True)

    def picture(self, name):
        """The next screenshot."""
        self.number += 1
        path = os.path.join(self.shots, f'{self.number:02}-{name}.png')
        self.player.picture(path)
        print(f'  {path}', flush=True)

    def enter(self, name, *options, environment=None):
        """Starts the application on the data of this tour."""
        program = os.path.join(self.build, 'src', 'ui', 'license-portal')
        self.player = Player(self.stage, [program, '--data', os.path.join(self.folder, 'data'), *options],
                             os.path.join(self.folder, f'{name}.log'), environment)
        return Journey(self.player, self.picture)

    def leave(self):
        """Ends the application and keeps what its libraries complained about."""
        self.player.leave()
        self.complaints += self.player.complaints()


def main_job(tour):
    """First run, a new license, its member, its new owner."""
    journey = tour.enter('main')
    journey.begin_with_demo_data()
    tour.picture('as-vendor')
    journey.become(ADMIN)
    journey.open_group(GROUP)
    tour.picture('group')
    code = journey.create_license(GROUP, 'Design', 'CAD Pro', {'Host name': 'ws-4711'})[0]
    journey.find_ticket(code)
    tour.picture('new-ticket')
    journey.become(OTHER_MEMBER)
    journey.finds_in_my_licenses(code)
    tour.picture('member-sees-it')
    journey.become(SUPPORT)
    journey.open_group(GROUP)
    journey.find_ticket(code)
    journey.allocate_to_person(MEMBER)
    tour.picture('support-allocates')
    journey.become(OTHER_MEMBER)
    journey.misses_in_my_licenses(code)
    tour.picture('gone-for-others')
    journey.become(MEMBER)
    journey.finds_in_my_licenses(code)
    tour.picture('there-for-its-owner')
    tour.leave()


def deadlines(tour, journey):
    """The page of subscriptions, what a cancellation means, and several at once."""
    player = tour.player
    journey.open_page('Subscriptions')
    player.fill('CAD Pro', 'Search subscriptions')
    table = player.see('Subscriptions', ('tree table', 'table'))
    wait_for(lambda: player.all('CAD Pro', 'label', within=table), 'the subscriptions')
    player.click('Active', 'label', within=table)
    player.see('Cancel Subscription…', 'push button')
    tour.picture('subscriptions')
    player.click('Cancel Subscription…', 'push button')
    player.see('Still Owed', 'label')
    tour.picture('subscription-cancel')
    player.press('Escape')
    wait_for(lambda: len(player.windows()) == 1, 'the dialog to close')
    player.click('Active', 'label', within=table)
    player.press('ctrl+a')
    player.click('Cancel Subscriptions…', 'push button')
    player.see(re.compile('can be cancelled'), 'label', within=player.see_window('Cancel Subscriptions'))
    tour.picture('subscriptions-bulk-cancel')
    player.press('Escape')
    wait_for(lambda: len(player.windows()) == 1, 'the dialog to close')


def other_looks(tour):
    """Dark, each page, searching in vain, without a connection."""
    journey = tour.enter('dark', environment={'ADW_DEBUG_COLOR_SCHEME': 'prefer-dark'})
    tour.player.see(re.compile('^Demo: you are '))
    journey.become(ADMIN)
    journey.open_group(GROUP)
    journey.pick_ticket_of(MEMBER)
    tour.picture('dark')
    tour.leave()

    service = os.path.join(tour.folder, 'license-central')
    os.symlink(os.path.join(tour.build, 'src', 'central', 'license-central'), service)
    journey = tour.enter('light', environment={'LICENSE_CENTRAL': service})
    tour.player.see(re.compile('^Demo: you are '))
    journey.open_group(GROUP)
    journey.pick_ticket_of(MEMBER)
    tour.picture('main')
    deadlines(tour, journey)
    journey.open_page('People')
    tour.picture('people')
    journey.open_page('Activity')
    tour.picture('activity')
    journey.open_page('Tickets')
    tour.player.fill('no such ticket', 'Search tickets')
    tour.player.see('No Ticket Found')
    tour.picture('empty')
    tour.player.press('ctrl+a', 'BackSpace')
    journey.lose_service(service)
    tour.picture('offline')
    tour.leave()


def other_eyes(tour):
    """Letters half as large again; and high contrast, light and dark."""
    tour.stage.enlarge_text(1.5)
    journey = tour.enter('large')
    tour.player.see(re.compile('^Demo: you are '))
    tour.picture('large-text')
    journey.open_page('Subscriptions')
    table = tour.player.see('Subscriptions', ('tree table', 'table'))
    tour.player.click('Active', 'label', within=table)
    tour.player.see(re.compile('Today is '), 'image')
    tour.picture('large-text-subscriptions')
    tour.leave()
    tour.stage.enlarge_text(1)

    for name, scheme in (('high-contrast', 'prefer-light'), ('high-contrast-dark', 'prefer-dark')):
        journey = tour.enter(name, environment={'ADW_DEBUG_HIGH_CONTRAST': '1', 'ADW_DEBUG_COLOR_SCHEME': scheme})
        tour.player.see(re.compile('^Demo: you are '))
        journey.open_page('Subscriptions')
        table = tour.player.see('Subscriptions', ('tree table', 'table'))
        tour.player.click('Active', 'label', within=table)
        tour.player.see(re.compile('Today is '), 'image')
        tour.picture(name)
        tour.leave()


# What the tour looks for in other languages: a long one, and one that is written from right to left.
GERMAN = {'locale': 'de_DE', 'demo': '^Demo: Sie sind ', 'filter': 'Gruppen filtern', 'groups': 'Gruppen',
          'tickets': 'Tickets', 'subscriptions': 'Abonnements', 'next': 'Weiter', 'wizard': 'Neue Lizenz',
          'cancel': 'Abbrechen'}
HEBREW = {'locale': 'he_IL', 'demo': '^הדגמה: ', 'filter': 'סינון קבוצות', 'groups': 'קבוצות', 'tickets': 'כרטיסים',
          'subscriptions': 'מינויים', 'next': 'המשך', 'wizard': 'רישיון חדש', 'cancel': 'ביטול'}


def compile_locale(folder, name):
    """A locale in a folder of its own, so that none has to be installed."""
    target = os.path.join(folder, 'locale')
    os.makedirs(target, exist_ok=True)
    subprocess.run(['localedef', '-i', name, '-f', 'UTF-8', os.path.join(target, f'{name}.UTF-8')],
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    return {'LOCPATH': target, 'LC_ALL': f'{name}.UTF-8'}


def translated(tour, name, words):
    """The main window, the subscriptions and the wizard in another language."""
    tour.enter(name, environment={**compile_locale(tour.folder, words['locale']),
                                  'LICENSE_PORTAL_LOCALE_DIR': os.path.join(tour.build, 'po')})
    tour.player.see(re.compile(words['demo']))
    tour.player.fill(GROUP, words['filter'])
    tour.player.click(GROUP, 'label',
                      within=tour.player.see(words['groups'], ('tree table', 'list', 'table', 'tree')))
    tour.player.see(words['tickets'], 'page tab')
    tour.picture(name)
    tour.player.click(words['subscriptions'], 'page tab')
    tour.picture(f'{name}-subscriptions')
    tour.player.press('ctrl+n')
    tour.player.see(words['next'], 'push button', within=tour.player.see_window(words['wizard']))
    tour.picture(f'{name}-wizard')
    tour.player.click(words['cancel'], 'push button', within=tour.player.see_window(words['wizard']))
    wait_for(lambda: len(tour.player.windows()) == 1, 'the wizard to close')
    tour.leave()


def narrow(tour):
    """As on a telephone, which keeps its width for larger letters."""
    tour.enter('narrow')
    tour.player.see(re.compile('^Demo: you are '))
    tour.player.resize(360, 720)
    tour.picture('narrow')
    tour.leave()
    tour.stage.enlarge_text(1.5)
    tour.enter('narrow-large')
    tour.player.see(re.compile('^Demo: you are '))
    tour.picture('large-text-narrow')
    tour.leave()


def main(build):
    """The tour. Returns the exit status."""
    build = os.path.abspath(build)
    os.environ['GSETTINGS_SCHEMA_DIR'] = os.path.join(build, 'data')
    print('The tour, a screenshot a step:')
    with Stage(1400, 1000) as stage, tempfile.TemporaryDirectory(prefix='license-portal-tour-') as folder:
        tour = Tour(build, stage, folder)
        try:
            main_job(tour)
            other_looks(tour)
            other_eyes(tour)
            translated(tour, 'german', GERMAN)
            translated(tour, 'hebrew', HEBREW)
            narrow(tour)
        except AssertionError as error:
            stage.screenshot(os.path.join(tour.shots, 'failed.png'))
            print(error, file=sys.stderr)
            return 1
        if tour.complaints:
            print('\n'.join(tour.complaints), file=sys.stderr)
            return 1
    print(f'{tour.number} screenshots in {os.path.relpath(tour.shots)}/')
    return 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1]))
