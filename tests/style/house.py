# SPDX-License-Identifier: GPL-3.0-or-later
"""What every style check stands on: the tree that it looks at, and the proof that it can fail.

A rule is a function that takes a Tree and yields (path, line, what is wrong). It is declared with two
small trees of its own: `bad`, in which it must find something in every file, and `good`, in which it must
find nothing. Both are tried before the project itself, so that a rule that lost its teeth fails.
"""

import os
import re
import subprocess
import sys
import tempfile

RULES = {}


class Tree:
    """The files of a project below `root`: those that git tracks or would, else all that lie there."""

    def __init__(self, root, build=None):
        self.root = root
        self.build = build
        self._files = None

    @property
    def files(self):
        if self._files is None:
            self._files = sorted(self._from_git() or self._from_disk())
        return self._files

    def _from_git(self):
        if not os.path.exists(os.path.join(self.root, '.git')):
            return None
        command = ['git', '-c', 'safe.directory=*', '-C', self.root,
                   'ls-files', '-z', '--cached', '--others', '--exclude-standard']
        try:
            listed = subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout.decode()
        except (OSError, subprocess.CalledProcessError):
            return None
        return [f for f in listed.split('\0') if f and os.path.isfile(os.path.join(self.root, f))]

    def _from_disk(self):
        found = []
        for folder, folders, names in os.walk(self.root):
            folders[:] = [f for f in folders if not f.startswith('build') and f not in ('.git', '__pycache__')]
            found += [os.path.relpath(os.path.join(folder, name), self.root) for name in names]
        return found

    def match(self, pattern):
        """The files whose whole path matches the regular expression."""
        return [f for f in self.files if re.fullmatch(pattern, f)]

    def read(self, path):
        with open(os.path.join(self.root, path), encoding='utf-8') as file:
            return file.read()

    def lines(self, path):
        return self.read(path).split('\n')

    def run(self, *command):
        """Runs a validator in the root. Returns its exit status and all that it said."""
        done = subprocess.run(command, cwd=self.root, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                              env={**os.environ, 'LC_ALL': 'C.UTF-8'}, check=False)
        return done.returncode, done.stdout.decode(errors='replace')


def rule(name, bad, good):
    """Declares a rule with its fixtures, each a dictionary of path and content."""
    def declare(check):
        RULES[name] = (check, bad, good)
        return check
    return declare


def blank_comments_and_strings(text):
    """C with the inside of comments and literals replaced by spaces; lines stay where they are."""
    def blank(found):
        piece = found.group(0)
        if piece.startswith(('"', "'")):
            return piece[0] + re.sub(r'[^\n]', ' ', piece[1:-1]) + piece[-1]
        return re.sub(r'[^\n]', ' ', piece)
    return re.sub(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', blank, text, flags=re.S)


def line_of(text, offset):
    return text.count('\n', 0, offset) + 1


def _findings_in(check, files):
    with tempfile.TemporaryDirectory(prefix='style-') as root:
        for path, content in files.items():
            full = os.path.join(root, path)
            os.makedirs(os.path.dirname(full), exist_ok=True)
            with open(full, 'w', encoding='utf-8') as file:
                file.write(content)
        return list(check(Tree(root)))


def _prove(name, check, bad, good):
    """Yields why the rule itself is broken."""
    found = {path for path, _line, _text in _findings_in(check, bad)}
    for path in bad:
        if path not in found and '!' not in path and not path.endswith(('.good', 'LINGUAS', '.clang-format')):
            yield f'the rule {name} finds nothing wrong with its fixture {path}'
    for path, line, text in _findings_in(check, good):
        yield f'the rule {name} objects to its good fixture {path}:{line}: {text}'


def main(names):
    """Runs the named rules (all without names) and reports in TAP. Returns the exit status."""
    root = os.environ.get('STYLE_ROOT') or os.path.abspath(os.path.join(os.path.dirname(__file__), '..', '..'))
    tree = Tree(root, os.environ.get('STYLE_BUILD'))
    failed = 0
    number = 0
    for name in names or sorted(RULES):
        check, bad, good = RULES[name]
        for title, faults in ((f'{name}: its fixtures', list(_prove(name, check, bad, good))),
                              (name, [f'{p}:{line}: {text}' for p, line, text in check(tree)])):
            number += 1
            failed += bool(faults)
            print('not ok' if faults else 'ok', number, '-', title)
            for fault in faults:
                print('#', fault)
    print(f'1..{number}')
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit('this is a library: run check.py')
