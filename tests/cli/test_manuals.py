#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""--help, the manual page and the completion of a program name the same options.

usage: test_manuals.py SOURCE_ROOT NAME PROGRAM COMMANDS
"""

import os
import re
import subprocess
import sys
import unittest

ROOT, NAME, PROGRAM = sys.argv[1:4]
# The commands separated by blanks; none for a program without.
COMMANDS = sys.argv[4].split()
del sys.argv[1:]

# Options of the toolkit and of GLib, which every program of the desktop has.
FOREIGN = {'--help-all', '--help-gapplication', '--help-gtk', '--gapplication-service', '--display'}


def options_of_help(*command):
    env = dict(os.environ, LC_ALL='C.UTF-8')
    done = subprocess.run([PROGRAM, *command, '--help'], capture_output=True, env=env, check=True)
    return set(re.findall(r'^ +(?:-\w, )?(--[a-z-]+)', done.stdout.decode(), re.M)) - FOREIGN


def options_of_manual():
    with open(os.path.join(ROOT, 'data/man', NAME + '.1'), encoding='utf-8') as file:
        text = file.read()
    return {'--' + name for name in re.findall(r'(?:^\.It|,) .*?Fl -([a-z-]+)', text, re.M)}


def complete(line):
    """What bash would offer for the last word of `line`."""
    script = '''
        . /usr/share/bash-completion/bash_completion
        . "$1"
        COMP_LINE=$2 COMP_POINT=${#2} COMP_TYPE=9 COMP_KEY=9
        read -ra COMP_WORDS <<<"$2"
        [[ $2 == *" " ]] && COMP_WORDS+=("")
        COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
        compopt() { :; }
        _%s "${COMP_WORDS[0]}" "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD-1]}"
        printf '%%s\\n' "${COMPREPLY[@]}"
    ''' % NAME.replace('-', '_')
    done = subprocess.run(['bash', '-c', script, 'bash', os.path.join(ROOT, 'data/completions', NAME), line],
                          capture_output=True, check=True)
    return set(done.stdout.decode().split())


class Manual(unittest.TestCase):
    def test_lint(self):
        page = os.path.join(ROOT, 'data/man', NAME + '.1')
        done = subprocess.run(['mandoc', '-T', 'lint', '-W', 'warning', page], capture_output=True, check=False)
        self.assertEqual((done.returncode, done.stdout.decode()), (0, ''))

    def test_manual_and_help_name_the_same_options(self):
        told = set() if COMMANDS and NAME == 'license-central' else options_of_help()
        for command in COMMANDS:
            told |= options_of_help(command)
        manual = options_of_manual()
        self.assertEqual(told - manual - {'--help', '--version'}, set(), 'not in the manual')
        self.assertEqual(manual - told - {'--help', '--version'}, set(), 'only in the manual')

    def test_manual_names_every_command(self):
        with open(os.path.join(ROOT, 'data/man', NAME + '.1'), encoding='utf-8') as file:
            text = file.read()
        for command in COMMANDS:
            self.assertRegex(text, r'Cm %s\b' % command)

    def test_completion_offers_the_commands(self):
        self.assertLessEqual(set(COMMANDS), complete(NAME + ' '))

    def test_completion_and_help_name_the_same_options(self):
        for command in COMMANDS or ['']:
            with self.subTest(command=command):
                words = [command] if command else []
                line = ' '.join([NAME, *words, '--'])
                offered = {word.rstrip('=') for word in complete(line)}
                told = options_of_help(*words) | {'--help'}
                self.assertEqual(offered - {'--version'}, told - {'--version'})

    def test_completion_offers_a_calendar_of_subscriptions_only(self):
        for command in COMMANDS if NAME == 'licensectl' else ():
            offered = complete('%s %s --format ' % (NAME, command))
            self.assertLessEqual({'table', 'json', 'csv'}, offered)
            self.assertEqual('ics' in offered, command == 'subscriptions', command)


if __name__ == '__main__':
    unittest.main(verbosity=2)
