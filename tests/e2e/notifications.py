#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The part of the desktop that shows notifications: an outside party on the bus of a stage.

As a program it plays that part (usage: notifications.py ADDRESS FILE): it appends each notification to a file, a line of
JSON each, and clicks on one when somebody calls `org.example.Click.Click`. `Notifications` starts it and reads the file.
"""

import json
import os
import sys

from gi.repository import Gio, GLib

sys.dont_write_bytecode = True

from stage import wait_for  # noqa: E402

NAME = 'org.freedesktop.Notifications'
PATH = '/org/freedesktop/Notifications'
FLAGS = Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION
INTERFACES = '''<node>
  <interface name="org.freedesktop.Notifications">
    <method name="GetCapabilities"><arg type="as" direction="out"/></method>
    <method name="GetServerInformation">
      <arg type="s" direction="out"/><arg type="s" direction="out"/><arg type="s" direction="out"/>
      <arg type="s" direction="out"/>
    </method>
    <method name="Notify">
      <arg type="s" direction="in"/><arg type="u" direction="in"/><arg type="s" direction="in"/>
      <arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="as" direction="in"/>
      <arg type="a{sv}" direction="in"/><arg type="i" direction="in"/><arg type="u" direction="out"/>
    </method>
    <method name="CloseNotification"><arg type="u" direction="in"/></method>
    <signal name="ActionInvoked"><arg type="u"/><arg type="s"/></signal>
    <signal name="NotificationClosed"><arg type="u"/><arg type="u"/></signal>
  </interface>
  <interface name="org.example.Click">
    <method name="Click"><arg type="u" direction="in"/></method>
  </interface>
</node>'''


class Daemon:
    """Answers the calls of both interfaces."""

    def __init__(self, bus, path):
        self.bus = bus
        self.path = path
        self.number = 0

    def notify(self, values):
        """Writes down what is to be shown."""
        _name, replaces, icon, summary, body, actions, _hints, _timeout = values
        self.number = replaces or self.number + 1
        with open(self.path, 'a', encoding='utf-8') as file:
            json.dump({'number': self.number, 'icon': icon, 'summary': summary, 'body': body, 'actions': actions}, file)
            file.write('\n')
        return GLib.Variant('(u)', (self.number,))

    def click(self, number):
        """As a person who clicks on the notification itself."""
        self.bus.emit_signal(None, PATH, NAME, 'ActionInvoked', GLib.Variant('(us)', (number, 'default')))

    def call(self, _bus, _sender, _path, _interface, method, parameters, invocation):
        """A method call."""
        values = parameters.unpack()
        answer = None
        if method == 'GetCapabilities':
            answer = GLib.Variant('(as)', (['actions', 'body'],))
        elif method == 'GetServerInformation':
            answer = GLib.Variant('(ssss)', ('test', 'test', '1', '1.2'))
        elif method == 'Notify':
            answer = self.notify(values)
        elif method == 'Click':
            self.click(values[0])
        invocation.return_value(answer)


def serve(address, path):
    """Plays the part until the bus is gone."""
    bus = Gio.DBusConnection.new_for_address_sync(address, FLAGS, None, None)
    daemon = Daemon(bus, path)
    for interface in Gio.DBusNodeInfo.new_for_xml(INTERFACES).interfaces:
        bus.register_object(PATH, interface, daemon.call, None, None)
    loop = GLib.MainLoop()
    Gio.bus_own_name_on_connection(bus, NAME, 0, lambda *_ignored: open(path, 'a', encoding='utf-8').close(), None)
    bus.connect('closed', lambda *_ignored: loop.quit())
    loop.run()


class Notifications:
    """Starts the daemon on a stage and tells what has been shown."""

    def __init__(self, stage):
        self.path = os.path.join(stage.folder, 'notifications')
        self.address = stage.environment['DBUS_SESSION_BUS_ADDRESS']
        stage.start('/usr/bin/python3', os.path.abspath(__file__), self.address, self.path)
        wait_for(lambda: os.path.exists(self.path), 'the notification daemon')

    def all(self):
        """Every notification so far."""
        with open(self.path, encoding='utf-8') as file:
            return [json.loads(line) for line in file.read().split('\n') if line]

    def see(self, number):
        """Waits until so many have been shown, and returns the last."""
        wait_for(lambda: len(self.all()) >= number, f'notification {number}')
        return self.all()[-1]

    def click(self, number):
        """Clicks on one."""
        bus = Gio.DBusConnection.new_for_address_sync(self.address, FLAGS, None, None)
        bus.call_sync(NAME, PATH, 'org.example.Click', 'Click', GLib.Variant('(u)', (number,)), None, 0, -1, None)
        bus.close_sync(None)


if __name__ == '__main__':
    serve(*sys.argv[1:3])
