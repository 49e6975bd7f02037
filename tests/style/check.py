#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the rules of the house: `check.py` all of them, `check.py NAME…` some. CONTRIBUTING.md lists them."""

import sys

sys.dont_write_bytecode = True

# Each of these declares its rules when it is imported.
import callers  # noqa: E402,F401
import house  # noqa: E402
import interface  # noqa: E402,F401
import layers  # noqa: E402,F401
import source  # noqa: E402,F401
import words  # noqa: E402,F401

if __name__ == '__main__':
    if sys.argv[1:] == ['--list']:
        print('\n'.join(sorted(house.RULES)))
        sys.exit()
    sys.exit(house.main(sys.argv[1:]))
