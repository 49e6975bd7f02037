#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""An independent implementation of the subscription rules has to agree on every date of random subscriptions.

Two of them, rather: tables that are quick enough for a million subscriptions, and for some of these a walk through the
calendar day by day, which keeps an eye on the tables.
Usage: compare-subscriptions.py PROGRAM [SEED] [COUNT]
"""
import multiprocessing
import os
import subprocess
import sys

sys.dont_write_bytecode = True

from dates_by_tables import Tabled  # noqa: E402
from dates_by_walking import Walked  # noqa: E402

CHUNK = 50000
WALKED_OF_CHUNK = 200


def compare_line(line, kinds):
    """What the implementations say otherwise, or nothing."""
    given, _, answer = line.rstrip("\n").partition(" |")
    for kind in kinds:
        expected = kind(given).answer()
        if expected != answer:
            return f"disagreement with {kind.__module__}:\n  {given} |{answer}\n  {given} |{expected}"
    return None


def compare_chunk(chunk):
    """Reads what the program prints as it comes; returns what is wrong, or nothing."""
    program, seed, count = chunk
    n_lines = 0
    with subprocess.Popen([program, str(seed), str(count)], stdout=subprocess.PIPE, text=True) as process:
        for line in process.stdout:
            kinds = (Tabled, Walked) if n_lines < WALKED_OF_CHUNK else (Tabled,)
            fault = compare_line(line, kinds)
            if fault:
                process.kill()
                return fault
            n_lines += 1
    if process.returncode != 0 or n_lines != count:
        return f"{program} printed {n_lines} lines instead of {count} and returned {process.returncode}"
    return None


def main():
    program, seed, count = sys.argv[1], *map(int, sys.argv[2:] + ["1", "1000000"][len(sys.argv) - 2:])
    chunks = [(program, seed + first // CHUNK, min(CHUNK, count - first)) for first in range(0, count, CHUNK)]
    with multiprocessing.Pool(len(os.sched_getaffinity(0))) as pool:
        for fault in pool.imap_unordered(compare_chunk, chunks):
            if fault:
                sys.exit(fault)
    print(f"{count} subscriptions agree")


if __name__ == "__main__":
    main()
