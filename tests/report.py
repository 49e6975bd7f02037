#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads what `meson test` logged and says what a person wants to know: which tests failed, why, and how many.

The last line is `N passed, N failed` with `, N skipped` after it where some were. A case is one g_test path or
one TAP line; a program that reports no cases counts as one, and so does one that fails without naming a case.
"""

import json
import re
import sys

TAIL = 40
# A g_test line can have messages between the path and the verdict, on lines of their own that start with #.
CASE = re.compile(r'^(not ok|ok) \d+(?: -)? (\S.*)$|^(/\S+)(?: - .*)?: (?:#[^\n]*\n|\*\*[^\n]*\n)*(OK|SKIP|FAIL)\b', re.M)


def cases(text):
    """Yields name and verdict (pass, fail, skip) of every case in the output of a test program."""
    for found in CASE.finditer(text):
        if found.group(1):
            skipped = re.search(r'# SKIP\b', found.group(2), re.I)
            yield found.group(2), 'skip' if skipped else 'pass' if found.group(1) == 'ok' else 'fail'
        else:
            yield found.group(3), {'OK': 'pass', 'SKIP': 'skip', 'FAIL': 'fail'}[found.group(4)]


def count(program):
    """The counts of one program of the log, and the names of its failed cases."""
    counts = {'pass': 0, 'fail': 0, 'skip': 0}
    failed = []
    for name, verdict in cases(program.get('stdout') or ''):
        counts[verdict] += 1
        if verdict == 'fail':
            failed.append(name)
    result = program['result']
    if result in ('FAIL', 'ERROR', 'TIMEOUT', 'INTERRUPT', 'UNEXPECTEDPASS') and not failed:
        counts['fail'] += 1
        failed.append(result.lower())
    elif result == 'SKIP' and not any(counts.values()):
        counts['skip'] += 1
    elif not any(counts.values()):
        counts['pass'] += 1
    return counts, failed


def main(path):
    """Prints the report of a testlog.json. Returns the exit status."""
    total = {'pass': 0, 'fail': 0, 'skip': 0}
    try:
        with open(path, encoding='utf-8') as log:
            programs = [json.loads(line) for line in log if line.strip()]
    except OSError as error:
        print(f'No test ran: {error}')
        print('0 passed, 1 failed')
        return 1
    for program in sorted(programs, key=lambda p: p['name']):
        counts, failed = count(program)
        for verdict, number in counts.items():
            total[verdict] += number
        if failed:
            print(f'\nFAILED {program["name"].removeprefix("license-portal:")}: {", ".join(failed)}')
            output = (program.get('stdout') or '') + (program.get('stderr') or '')
            print('\n'.join('    ' + line for line in output.rstrip().split('\n')[-TAIL:]))
    if total['fail']:
        print()
    print(f'{total["pass"]} passed, {total["fail"]} failed' + (f', {total["skip"]} skipped' if total['skip'] else ''))
    return 1 if total['fail'] or not total['pass'] else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1]))
