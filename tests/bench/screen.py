# SPDX-License-Identifier: GPL-3.0-or-later
"""Looks at a part of an X display many times a second, to tell when it changed."""

import ctypes
import time
import zlib

ALL_PLANES = ctypes.c_ulong(-1)
Z_PIXMAP = 2


class _Image(ctypes.Structure):
    _fields_ = [('width', ctypes.c_int), ('height', ctypes.c_int), ('xoffset', ctypes.c_int),
                ('format', ctypes.c_int), ('data', ctypes.c_void_p), ('byte_order', ctypes.c_int),
                ('bitmap_unit', ctypes.c_int), ('bitmap_bit_order', ctypes.c_int), ('bitmap_pad', ctypes.c_int),
                ('depth', ctypes.c_int), ('bytes_per_line', ctypes.c_int)]


class Screen:
    """The root window of a display."""

    def __init__(self, display):
        self.x11 = ctypes.CDLL('libX11.so.6')
        self.x11.XOpenDisplay.restype = ctypes.c_void_p
        self.x11.XDefaultRootWindow.restype = ctypes.c_ulong
        self.x11.XDefaultRootWindow.argtypes = [ctypes.c_void_p]
        self.x11.XGetImage.restype = ctypes.POINTER(_Image)
        self.x11.XGetImage.argtypes = [ctypes.c_void_p, ctypes.c_ulong, ctypes.c_int, ctypes.c_int, ctypes.c_uint,
                                       ctypes.c_uint, ctypes.c_ulong, ctypes.c_int]
        self.x11.XFree.argtypes = [ctypes.c_void_p]
        self.x11.XCloseDisplay.argtypes = [ctypes.c_void_p]
        self.display = self.x11.XOpenDisplay(display.encode())
        if not self.display:
            raise OSError(f'no display {display}')
        self.root = self.x11.XDefaultRootWindow(self.display)

    def look(self, x, y, width, height):
        """A checksum of a rectangle of pixels."""
        image = self.x11.XGetImage(self.display, self.root, x, y, width, height, ALL_PLANES, Z_PIXMAP)
        pixels = ctypes.string_at(image.contents.data, image.contents.bytes_per_line * height)
        self.x11.XFree(image.contents.data)
        self.x11.XFree(image)
        return zlib.crc32(pixels)

    def last_change(self, rectangle, since, quiet, patience):
        """Watches until nothing has changed for `quiet` seconds; returns when the last change was seen, in
        seconds after `since`, a time of time.monotonic()."""
        first = seen = self.look(*rectangle)
        changed = None
        while True:
            now = time.monotonic()
            current = self.look(*rectangle)
            if current != seen:
                seen, changed = current, now
            if changed and seen != first and now - changed > quiet:
                return changed - since
            if now - since > patience:
                raise AssertionError('nothing appeared on the display')
            time.sleep(0.002)

    def close(self):
        """Lets the display go."""
        self.x11.XCloseDisplay(self.display)
