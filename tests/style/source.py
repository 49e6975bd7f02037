# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules for source text: size, names, licences, comments, formatting."""

import os
import re

from house import blank_comments_and_strings, line_of, rule

SPDX = 'SPDX-License-Identifier:'
C_FILES = r'(src|tests)/.*\.[ch]'
HEAD = '/* SPDX-License-Identifier: GPL-3.0-or-later */\n'


@rule('spdx',
      bad={'src/core/lp-a.c': 'int a;\n', 'portal': '#!/bin/sh\ntrue\n', 'data/ui/a.ui': '<interface/>\n'},
      good={'src/core/lp-a.c': HEAD, 'portal': '#!/bin/sh\n# SPDX-License-Identifier: GPL-3.0-or-later\n'})
def spdx(tree):
    """Every source file names its licence in its first lines."""
    sources = r'.*\.(c|h|ui|py|sh|css|svg|sql|po|ya?ml|1|8|in|gschema\.xml)|(.*/)?meson\.build|portal|\.ci/run'
    for path in [f for f in tree.match(sources) if '/fixtures/' not in f]:
        if SPDX not in '\n'.join(tree.lines(path)[:12]):
            yield path, 1, f'no {SPDX} line'


@rule('file-length',
      bad={'src/core/lp-a.c': HEAD + 'int a;\n' * 800, 'data/ui/a.ui': '<!-- -->\n' * 151},
      good={'src/core/lp-a.c': HEAD + 'int a;\n' * 799, 'data/ui/a.ui': '<!-- -->\n' * 150})
def file_length(tree):
    """A file is one thing: C at most 800 lines, a template at most 150, the rest likewise at most 800."""
    for pattern, limit in ((C_FILES, 800), (r'data/ui/.*\.ui', 150), (r'.*\.py|portal|.*\.sh', 800)):
        for path in tree.match(pattern):
            length = len(tree.lines(path)) - 1
            if length > limit:
                yield path, limit + 1, f'{length} lines, at most {limit}'


def functions(text):
    """Yields first line, last line and name of every C function that is defined GNU-style."""
    lines = blank_comments_and_strings(text).split('\n')
    start = None
    for number, line in enumerate(lines, 1):
        if line.startswith('{') and number > 1 and lines[number - 2].rstrip().endswith(')'):
            start = number
        elif line.startswith('}') and start:
            head = ' '.join(lines[max(0, start - 12):start - 1])
            names = re.findall(r'(\w+) \(', head)
            yield start, number, names[-1] if names else '?'
            start = None


def _long(count):
    return HEAD + 'static void\nlong_one (void)\n{\n' + '  a ();\n' * count + '}\n'


@rule('function-length', bad={'src/core/lp-a.c': _long(79)}, good={'src/core/lp-a.c': _long(78)})
def function_length(tree):
    """A function is at most 80 lines with its braces."""
    for path in tree.match(C_FILES):
        for first, last, name in functions(tree.read(path)):
            if last - first + 1 > 80:
                yield path, first, f'{name} has {last - first + 1} lines, at most 80'


WORDS = r'(?:manager|engine|utils?|helpers?|misc)'
BANNED = re.compile(rf'(?:^|[_-]){WORDS}(?:$|[_-])|(?:^|[_-]){WORDS.upper()}(?:$|[_-])'
                    r'|(?:Manager|Engine|Utils?|Helpers?|Misc)(?![a-z])')


@rule('names',
      bad={'src/core/lp-utils.c': HEAD, 'src/core/lp-a.c': HEAD + 'int lp_ticket_manager_new (void);\n',
           'src/core/lp-b.h': HEAD + 'typedef struct _LpTicketHelper LpTicketHelper;\n'},
      good={'src/core/lp-a.c': HEAD + 'int lp_engineering_new (void);\nvoid f (AdwStyleManager *style_manager);\n'})
def names(tree):
    """Nothing is called manager, engine, utils, helper or misc: names are the field's own."""
    for path in tree.match(r'(src|tests|data)/.*'):
        stem = os.path.basename(path).split('.')[0]
        if BANNED.search(stem):
            yield path, 1, 'a banned word in the name of the file'
    for path in tree.match(C_FILES):
        text = blank_comments_and_strings(tree.read(path))
        for found in re.finditer(r'\b(?:lp|lc|Lp|Lc|LP|LC)(?=[_A-Z])\w*', text):
            if BANNED.search(found.group(0)[2:]):
                yield path, line_of(text, found.start()), f'a banned word in {found.group(0)}'


UNFINISHED = re.compile(r'\b(TO' r'DO|FIX' r'ME|XX' r'X|HA' r'CK)\b')


@rule('unfinished',
      bad={'src/core/lp-a.c': HEAD + '/* TO' 'DO: later */\n', 'data/ui/a.ui': '<!-- FIX' 'ME -->\n'},
      good={'src/core/lp-a.c': HEAD + '/* Every todo of a person is listed. */\n'})
def unfinished(tree):
    """What is on the main branch is finished."""
    for path in tree.match(r'.*\.(c|h|py|ui|build|md|sh|sql|in|css|xml)|portal|.*/run'):
        for number, line in enumerate(tree.lines(path), 1):
            if UNFINISHED.search(line):
                yield path, number, 'unfinished: ' + line.strip()


@rule('no-goto',
      bad={'src/core/lp-a.c': HEAD + 'void\nf (void)\n{\n  goto out;\n}\n'},
      good={'src/core/lp-a.c': HEAD + '/* goto is not used */\n'})
def no_goto(tree):
    """Ownership is by g_autoptr: no goto."""
    for path in tree.match(C_FILES):
        text = blank_comments_and_strings(tree.read(path))
        for found in re.finditer(r'\bgoto\b', text):
            yield path, line_of(text, found.start()), 'goto'


def undocumented(text):
    """Yields line and name of each function of a header that stands in a block of lines without a comment."""
    code = blank_comments_and_strings(text)
    blocks, current = [], []
    for number, line in enumerate(text.split('\n'), 1):
        if line.strip():
            current.append(number)
        else:
            blocks, current = blocks + [current], []
    lines, codes = text.split('\n'), code.split('\n')
    for block in blocks + [current]:
        commented = any('*/' in lines[n - 1] for n in block)
        for number in block:
            line = codes[number - 1]
            found = re.match(r'[A-Za-z_][\w \t*]*?[ *](\w+) \(', line)
            if not found or line.startswith(('#', 'typedef', 'G_D', 'return')) or ' ' == line[0]:
                continue
            if not commented and not found.group(1).endswith('_get_type'):
                yield number, found.group(1)


@rule('documented',
      bad={'src/core/lp-a.h': HEAD + '#pragma once\n\nint lp_a_get_b (int a);\n\n#endif\n',
           'src/core/lp-b.h': HEAD + '\n/* About b. */\nint lp_b (void);\n\nchar *lp_c (void);\n'},
      good={'src/core/lp-a.h': HEAD + '\n/* About both. */\nint lp_a (int a,\n          int b);\nint lp_b (void);\n\n'
                                      'G_DECLARE_FINAL_TYPE (LpA, lp_a, LP, A, GObject)\n',
            'src/core/lp-a-private.h': HEAD + '\nint lp_a_secret (void);\n'})
def documented(tree):
    """Every function of a public header has a comment of its own or shares that of its block."""
    for path in tree.match(r'src/.*\.h'):
        if not path.endswith('-private.h'):
            for number, name in undocumented(tree.read(path)):
                yield path, number, f'{name} is not documented'


@rule('pragma-once',
      bad={'src/core/lp-a.h': HEAD + '#ifndef LP_A_H\n#define LP_A_H\n#endif\n'},
      good={'src/core/lp-a.h': HEAD + '#pragma once\n'})
def pragma_once(tree):
    """A header is guarded by #pragma once."""
    for path in tree.match(r'(src|tests)/.*\.h'):
        if '#pragma once' not in tree.read(path):
            yield path, 1, 'no #pragma once'


FORMAT = 'BasedOnStyle: GNU\nLanguage: Cpp\nColumnLimit: 110\n'


@rule('format',
      bad={'.clang-format': FORMAT, 'src/core/lp-a.c': HEAD + 'int  a( void );\n'},
      good={'.clang-format': FORMAT, 'src/core/lp-a.c': HEAD + 'int a (void);\n'})
def formatted(tree):
    """clang-format would change nothing."""
    files = tree.match(C_FILES)
    for start in range(0, len(files), 40):
        _status, said = tree.run('clang-format', '--dry-run', '--style=file', *files[start:start + 40])
        seen = set()
        for found in re.finditer(r'^(\S+?):(\d+):\d+: (?:warning|error): (.*)$', said, re.M):
            if found.group(1) not in seen:
                seen.add(found.group(1))
                yield found.group(1), int(found.group(2)), 'clang-format would change it'


@rule('workplace',
      bad={'src/core/lp-a.c': HEAD + '/* see /wo' 'rk/shared */\n'},
      good={'src/core/lp-a.c': HEAD + '/* see the design */\n'})
def workplace(tree):
    """Nothing names the machine on which it was written: it must make sense in any clone."""
    for path in tree.match(r'.*\.(c|h|py|ui|build|md|sh|in|xml|css)|portal'):
        for number, line in enumerate(tree.lines(path), 1):
            if re.search(r'(?<![\w.])/(wo' r'rk|home/\w+|root)/', line):
                yield path, number, 'a path of one machine'
