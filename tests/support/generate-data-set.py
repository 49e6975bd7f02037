#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes a data set of any size up to a million tickets: --seed N --tickets N [--base FILE] [--output FILE]."""

import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "data", "demo"))
sys.dont_write_bytecode = True

import generate  # noqa: E402  (found only through the path above)

if __name__ == "__main__":
    sys.exit(generate.main(sys.argv[1:]))
