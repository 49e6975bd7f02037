# SPDX-License-Identifier: GPL-3.0-or-later
"""A License Central that is nobody's child: it is opened and shut while a window is at it."""

import os

from embedded import PASSWORD, Service
from journey import Journey
from stage import stop, wait_for

ENTRIES = ('text', 'entry', 'password text')


class Central:
    """A service with the demo data on a socket, and a window that is not connected to it yet."""

    def __init__(self, scene, *options):
        self.scene = scene
        self.options = options
        self.player = scene.enter()
        self.journey = Journey(self.player)
        self.socket = os.path.join(scene.folder, 'socket')
        self.process = None

    def open(self):
        """Starts the service."""
        self.process = self.scene.stage.start(os.environ['LICENSE_CENTRAL'], 'serve', '--data',
                                              os.path.join(self.scene.folder, 'central'), '--socket', self.socket,
                                              '--demo', *self.options)
        wait_for(lambda: os.path.exists(self.socket), 'the service')

    def shut(self):
        """Ends the service, and waits until the window has noticed."""
        stop(self.process)
        self.scene.stage.processes.remove(self.process)
        self.player.see('Offline', 'label')

    def somebody(self, email):
        """Somebody else at the service."""
        return Service(self.socket).sign_in(email)

    def connect(self, email):
        """By the dialog *Connect to License Central*."""
        player = self.player
        player.click('Connect to License Central', 'label')
        dialog = player.see_window('Sign In')
        for row, text in zip(player.all(role=ENTRIES, within=dialog), (f'unix:{self.socket}', email, PASSWORD)):
            player.fill(text, control=row)
        player.click('Sign In', 'push button', within=dialog)
        player.see('Connected', 'label')
