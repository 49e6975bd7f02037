# SPDX-License-Identifier: GPL-3.0-or-later
"""Plays the part of a person: finds controls by role and name as assistive technology does, and then uses the
mouse and the keyboard.

GTK 4.8 tells assistive technology places relative to the window only, so the corner of the X window is added;
neither its states nor its places tell what is on a hidden page of a stack, so a control counts as there when a click
on it would meet it.
"""

import os
import re
import subprocess
import time

import gi

gi.require_version('Atspi', '2.0')
from gi.repository import Atspi, GLib  # noqa: E402

from stage import PATIENCE, bound_to_driver, wait_for  # noqa: E402

WINDOWS = ('frame', 'dialog', 'alert', 'window')
AIDS = ('GtkTooltipWindow', 'GtkDragIcon')
COMPLAINT = re.compile(r'(CRITICAL|WARNING) \*\*|-(CRITICAL|WARNING)|PRIORITY=[0-4]\b|ERROR: AddressSanitizer'
                       r'|runtime error:|LeakSanitizer')
# GLib leaves its first table of quarks behind, 2,048 pointers, when it needs a larger one; a comment there says that
# it must. The sanitizer does not see who called g_malloc(), so the leak is known by its size and by that.
LEFT_BY_QUARKS = re.compile(r'Direct leak of 16384 byte\(s\) in 1 object\(s\) allocated from:\n'
                            r' +#0 \S+ in \S*malloc .*\n +#1 \S+ in g_malloc .*libglib.*\n\n')


def attempt(call, *arguments, otherwise=None):
    """Asks about a control that may be gone by now."""
    try:
        return call(*arguments)
    except GLib.Error:
        return otherwise


class Control:
    """One accessible object."""

    def __init__(self, accessible):
        self.accessible = accessible

    @property
    def name(self):
        """Its accessible name. GTK 4.8 names a button by its label and by the child that shows it: “_Back Back”."""
        name = attempt(self.accessible.get_name, otherwise='') or ''
        for half in (len(name) // 2, len(name) // 2 + 1):
            if name[half:half + 1] == ' ' and name[:half].replace('_', '', 1) in (name[half + 1:], '_' + name[half + 1:]):
                return name[half + 1:]
        return name

    @property
    def role(self):
        return attempt(self.accessible.get_role_name, otherwise='') or ''

    @property
    def parent(self):
        found = attempt(self.accessible.get_parent)
        return Control(found) if found else None

    @property
    def children(self):
        count = attempt(self.accessible.get_child_count, otherwise=0)
        found = [attempt(self.accessible.get_child_at_index, index) for index in range(count)]
        return [Control(child) for child in found if child]

    @property
    def window(self):
        """The top level that holds it: what is directly in the application, whatever role it tells."""
        control = self
        while control and not control.is_window:
            control = control.parent
        return control

    @property
    def is_window(self):
        """Whether it is a window: GTK 4.8 gives a late one an arbitrary role."""
        if self.role in WINDOWS:
            return True
        parent = self.parent
        return parent is not None and parent.role == 'application'

    def has(self, state):
        """Whether it is `checked`, `selected`, `sensitive`, `focused`…"""
        states = attempt(self.accessible.get_state_set)
        return bool(states) and states.contains(getattr(Atspi.StateType, state.upper()))

    @property
    def box(self):
        """x, y, width and height within its window."""
        extents = attempt(self.accessible.get_extents, Atspi.CoordType.WINDOW)
        return (extents.x, extents.y, extents.width, extents.height) if extents else (0, 0, 0, 0)

    @property
    def popover(self):
        """The popover that it is in."""
        control, found = self, None
        while control and not found and not control.is_window:
            if control.name == 'GtkPopoverContent':
                found = control.parent
            control = control.parent
        return found

    def is_in(self, other):
        """Whether it is the other control or somewhere within it."""
        control = self
        while control:
            if control.accessible == other.accessible:
                return True
            control = control.parent
        return False

    @property
    def shown(self):
        """Whether it takes up room."""
        _x, _y, width, height = self.box
        return width > 0 and height > 0 and self.has('visible')

    @property
    def text(self):
        """What stands in an entry."""
        return attempt(lambda: Atspi.Text.get_text(self.accessible, 0, -1), otherwise='') or ''

    def walk(self, floats=False):
        """Itself and everything in it that has a size (a list keeps rows in store that it does not show), each
        with whether it floats above its window, which a popover does."""
        floats = floats or self.name == 'GtkPopoverContent'
        yield self, floats
        for child in self.children:
            if child.shown or child.name == 'GtkStackPage':
                yield from child.walk(floats)

    def tree(self, depth=0):
        """For the person who reads a failed test."""
        line = '  ' * depth + f'{self.role} “{self.name}” {self.box}' + (' checked' if self.has('checked') else '')
        return '\n'.join([line] + [child.tree(depth + 1) for child in self.children
                                 if child.shown or child.name == 'GtkStackPage'])


class Player:
    """A person in front of one started application."""

    def __init__(self, stage, command, log, environment=None):
        self.stage = stage
        self.log = log
        os.makedirs(os.path.dirname(log), exist_ok=True)
        self.environment = {**stage.environment, **(environment or {}), 'G_DEBUG': 'fatal-criticals'}
        os.environ.update({name: stage.environment[name] for name in
                           ('DISPLAY', 'DBUS_SESSION_BUS_ADDRESS', 'XDG_RUNTIME_DIR')})
        Atspi.init()
        # An application that has just begun does not answer everything yet; the next look gets it all.
        GLib.log_set_handler('dbind', GLib.LogLevelFlags.LEVEL_WARNING, lambda *_ignored: None, None)
        with open(log, 'wb') as output:
            self.process = subprocess.Popen(command, env=self.environment, stdin=subprocess.DEVNULL,
                                            stdout=output, stderr=subprocess.STDOUT, preexec_fn=bound_to_driver())
        stage.processes.append(self.process)

    # Looking.

    def application(self):
        """The accessible application, once it is on the bus."""
        if self.process.poll() is not None:
            with open(self.log, encoding='utf-8', errors='replace') as log:
                raise AssertionError(f'the application ended with {self.process.returncode}:\n' + log.read()[-4000:])
        desktop = Atspi.get_desktop(0)
        for index in range(desktop.get_child_count()):
            child = attempt(desktop.get_child_at_index, index)
            if child and attempt(child.get_process_id) == self.process.pid:
                return Control(child)
        return None

    def windows(self):
        application = self.application()
        return [w for w in application.children if w.shown and w.name not in AIDS] if application else []

    def all(self, name=None, role=None, within=None):
        """Every control there with that name (text or regular expression) and role (or one of several)."""
        roles = (role,) if isinstance(role, str) else role
        found = []
        for root in [within] if within else reversed(self.windows()):
            window = root.window
            for control, floats in root.walk(root.popover is not None):
                if roles and control.role not in roles:
                    continue
                if name is not None and not (name.search(control.name) if isinstance(name, re.Pattern)
                                             else control.name == name):
                    continue
                if floats or not window or self._under_pointer(window, control):
                    found.append(control)
        return found

    @staticmethod
    def _under_pointer(window, control):
        """Whether a click on the middle of the control would meet it, or something in it, or what it is in."""
        x, y, width, height = control.box
        _x, _y, window_width, window_height = window.box
        if not (0 <= x + width / 2 <= window_width and 0 <= y + height / 2 <= window_height):
            return False
        met = attempt(Atspi.Component.get_accessible_at_point, window.accessible, x + width // 2, y + height // 2,
                      Atspi.CoordType.WINDOW)
        return not met or control.is_in(Control(met)) or Control(met).is_in(control)

    def see(self, name=None, role=None, within=None, patience=None):
        """Waits for a control and returns it."""
        what = f'{role or "something"} “{getattr(name, "pattern", name)}”'
        try:
            return wait_for(lambda: (self.all(name, role, within) or [None])[0], what, patience)
        except AssertionError as error:
            raise AssertionError(f'{error}; there was:\n' + '\n'.join(w.tree() for w in self.windows())) from None

    def see_window(self, name):
        """Waits for another window than the main one and returns it."""
        return wait_for(lambda: next((w for w in self.windows()[1:] if w.name == name), None), f'window “{name}”')

    def see_no(self, name=None, role=None, within=None, patience=None):
        """Waits until no such control is there."""
        what = f'{role or "something"} “{getattr(name, "pattern", name)}” to go'
        try:
            wait_for(lambda: not self.all(name, role, within), what, patience)
        except AssertionError as error:
            raise AssertionError(f'{error}; there was:\n' + '\n'.join(w.tree() for w in self.windows())) from None

    # Doing.

    def x_window(self, control):
        """The X window that holds a control: of this process, with the title of its accessible window."""
        listed = self.stage.ask('xdotool', 'search', '--onlyvisible', '--pid', str(self.process.pid)).split()
        title = control.window.name if control.window else ''
        named = [w for w in listed if w.isdigit() and self.stage.ask('xdotool', 'getwindowname', w).strip() == title]
        candidates = named or [w for w in listed if w.isdigit()]
        if not candidates:
            raise AssertionError(f'no X window for {control.role} “{control.name}”')
        return candidates[-1]

    def point(self, control):
        """Where on the display the middle of a control is. A popover is an X window of its own, to be known by its
        size, and GTK 4.8 tells places in it from where it would be if it had room."""
        popover = control.popover
        if popover:
            left, top, width, height = popover.box
            listed = self.stage.ask('xdotool', 'search', '--onlyvisible', '--pid', str(self.process.pid)).split()
            for place in [self.stage.geometry(window) for window in listed if window.isdigit()]:
                if (place.get('width'), place.get('height')) == (width, height):
                    x, y, width, height = control.box
                    return place['x'] + x - left + width // 2, place['y'] + y - top + height // 2
        window = control.window
        place = self.stage.geometry(self.x_window(control))
        x, y, width, height = control.box
        _x, _y, window_width, window_height = window.box
        return (place['x'] + (place['width'] - window_width) // 2 + x + width // 2,
                place['y'] + (place['height'] - window_height) // 2 + y + height // 2)

    def still(self, control):
        """Waits until a control has come to rest."""
        before = None
        while before != control.box:
            before = control.box
            time.sleep(0.05)
        return control

    def click(self, name=None, role=None, within=None, control=None, button=1, keys=(), times=1):
        """Clicks the middle of a control with the mouse, as soon as it is there and can be used."""
        control = control or self.see(name, role, within)
        wait_for(lambda: control.has('sensitive'), f'{control.role} “{control.name}” to be usable')
        x, y = self.point(self.still(control))
        down = [argument for key in keys for argument in ('keydown', key)]
        up = [argument for key in keys for argument in ('keyup', key)]
        self.stage.ask('xdotool', 'mousemove', '--sync', str(x), str(y), *down, 'click', '--repeat', str(times),
                       '--delay', '60', str(button), *up)
        return control

    def carry(self, control, *stops):
        """Drags a control with the mouse: over each stop, which is called for the control to rest on until it is
        there, and drops it on the last."""
        x, y = self.point(self.still(control))
        self.stage.ask('xdotool', 'mousemove', str(x), str(y), 'mousedown', '1')
        self._lead(x, y, x + 24, y + 6)
        x, y = x + 24, y + 6
        for stop in stops:
            to_x, to_y = self.point(self.still(stop()))
            self._lead(x, y, to_x, to_y)
            x, y = to_x, to_y
        self.stage.ask('xdotool', 'mouseup', '1')

    def _lead(self, x, y, to_x, to_y):
        """Moves the mouse as a hand does, so that what is on the way is told."""
        for step in range(1, 9):
            self.stage.ask('xdotool', 'mousemove', str(x + (to_x - x) * step // 8),
                           str(y + (to_y - y) * step // 8))

    def activate(self, name=None, role=None, within=None, control=None):
        """Does the first action of a control: for what the mouse cannot reach, such as a menu's items."""
        control = control or self.see(name, role, within)
        assert Atspi.Action.do_action(control.accessible, 0), f'{control.name} cannot be activated'
        return control

    def type(self, text):
        """Types into whatever has the focus."""
        self.stage.ask('xdotool', 'type', '--delay', '12', '--', text)

    def press(self, *keys):
        """Presses keys by their X names, `ctrl+n` for several at once."""
        for key in keys:
            self.stage.ask('xdotool', 'key', '--delay', '12', '--', key)

    def fill(self, text, name=None, role=None, within=None, control=None):
        """Replaces what stands in an entry."""
        control = control or self.see(name, role or ('text', 'entry', 'password text', 'spin button'), within)
        self.click(control=control)
        self.press('ctrl+a', 'BackSpace')
        self.type(text)
        return control

    def resize(self, width, height):
        """Gives the main window another size."""
        window = self.x_window(self.windows()[0])
        self.stage.ask('xdotool', 'windowsize', '--sync', window, str(width), str(height))
        wait_for(lambda: abs(self.windows()[0].box[2] - width) <= 60, 'the window to change its size', 5)

    def picture(self, path):
        """A screenshot of the main window with whatever lies on it, once nothing moves any more."""
        window = self.x_window(self.windows()[0])
        self.stage.ask('xdotool', 'mousemove', '1', '1')
        before, after = None, ''
        for _attempt in range(20):
            self.stage.screenshot(path, window)
            after = self.stage.ask('identify', '-format', '%#', path)
            if before == after:
                return
            before = after

    # Ending.

    def complaints(self):
        """The lines of the log in which a library or a sanitizer complains."""
        with open(self.log, encoding='utf-8', errors='replace') as log:
            text, known = LEFT_BY_QUARKS.subn('', log.read())
        if known and not re.search(r'(Direct|Indirect) leak of', text):
            text = re.sub(r'.*LeakSanitizer: detected memory leaks.*|SUMMARY: .* leaked in .*', '', text)
        return [line for line in text.split('\n') if COMPLAINT.search(line)]

    def leave(self):
        """Closes the application as a person does, and returns how it ended."""
        if self.process.poll() is None:
            self.press('ctrl+q')
            try:
                self.process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                self.process.terminate()
                self.process.wait(PATIENCE)
                raise AssertionError('the application did not end by Ctrl+Q') from None
        return self.process.returncode
