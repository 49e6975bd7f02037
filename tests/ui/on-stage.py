#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs a program on a display and bus of its own.

usage: on-stage.py PROGRAM [ARGUMENT]…
"""

import os
import subprocess
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'e2e'))

from stage import Stage, bound_to_driver  # noqa: E402

KEPT = ('G_TEST_SRCDIR', 'G_TEST_BUILDDIR', 'G_DEBUG', 'G_ENABLE_DIAGNOSTIC', 'LICENSE_CENTRAL')


def main():
    with Stage() as stage:
        environment = {**stage.environment, 'GTK_A11Y': 'none',
                       **{name: os.environ[name] for name in KEPT if name in os.environ}}
        return subprocess.run(sys.argv[1:], env=environment, check=False,
                              preexec_fn=bound_to_driver()).returncode


sys.exit(main())
