# SPDX-License-Identifier: GPL-3.0-or-later
"""Uses the keyboard and the mouse of an X display, through the XTEST extension as xdotool does, and knows to the
microsecond when."""

import ctypes
import time

NAMES = {' ': 'space', '-': 'minus', '.': 'period', '@': 'at', '/': 'slash'}


class Hand:
    """A hand on a display. Everything returns the time (time.monotonic()) at which it was done."""

    def __init__(self, display):
        self.x11 = ctypes.CDLL('libX11.so.6')
        self.xtst = ctypes.CDLL('libXtst.so.6')
        self.x11.XOpenDisplay.restype = ctypes.c_void_p
        self.x11.XStringToKeysym.restype = ctypes.c_ulong
        self.x11.XKeysymToKeycode.argtypes = [ctypes.c_void_p, ctypes.c_ulong]
        self.x11.XKeysymToKeycode.restype = ctypes.c_ubyte
        self.x11.XFlush.argtypes = self.x11.XCloseDisplay.argtypes = [ctypes.c_void_p]
        self.xtst.XTestFakeKeyEvent.argtypes = self.xtst.XTestFakeButtonEvent.argtypes = [
            ctypes.c_void_p, ctypes.c_uint, ctypes.c_int, ctypes.c_ulong]
        self.xtst.XTestFakeMotionEvent.argtypes = [ctypes.c_void_p, ctypes.c_int, ctypes.c_int, ctypes.c_int,
                                                   ctypes.c_ulong]
        self.display = self.x11.XOpenDisplay(display.encode())
        if not self.display:
            raise OSError(f'no display {display}')

    def _flush(self):
        now = time.monotonic()
        self.x11.XFlush(self.display)
        return now

    def _code(self, name):
        code = self.x11.XKeysymToKeycode(self.display, self.x11.XStringToKeysym(NAMES.get(name, name).encode()))
        if not code:
            raise ValueError(f'no key {name}')
        return code

    def hold(self, name):
        self.xtst.XTestFakeKeyEvent(self.display, self._code(name), 1, 0)
        return self._flush()

    def release(self, name):
        self.xtst.XTestFakeKeyEvent(self.display, self._code(name), 0, 0)
        return self._flush()

    def press(self, *names):
        """Presses keys together, as ('Control_L', 'f')."""
        for name in names[:-1]:
            self.hold(name)
        pressed = self.hold(names[-1])
        for name in reversed(names):
            self.release(name)
        return pressed

    def move(self, x, y):
        self.xtst.XTestFakeMotionEvent(self.display, -1, x, y, 0)
        return self._flush()

    def button(self, number, down):
        self.xtst.XTestFakeButtonEvent(self.display, number, down, 0)
        return self._flush()

    def click(self, number=1):
        """Button 4 is one step of the wheel up, 5 one down."""
        self.button(number, 1)
        return self.button(number, 0)

    def close(self):
        self.x11.XCloseDisplay(self.display)
