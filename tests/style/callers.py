# SPDX-License-Identifier: GPL-3.0-or-later
"""What a header offers, somebody takes."""

import os
import re
from collections import Counter

from house import blank_comments_and_strings, rule

HEAD = '/* SPDX-License-Identifier: GPL-3.0-or-later */\n'

# A type has them for completeness: an asynchronous call its finish, what is owned its way to be freed.
COMPLETE = re.compile(r'_(finish|free|ref|unref|clear|copy|get_type)$')


def offers(text):
    """Yields line, name, and the words of its block, of each function that a header declares."""
    code = blank_comments_and_strings(text).split('\n')
    lines = text.split('\n')
    begin = 0
    for number, line in enumerate(code, 1):
        if not lines[number - 1].strip():
            begin = number
        found = re.match(r'(?:[A-Za-z_][\w \t*]*?[ *])?((?:lp|lc)_\w+) \(', line)
        if found and not line.startswith(('#', 'typedef', 'G_D')):
            yield number, found.group(1), ' '.join(lines[begin:number])


def is_property(name, source):
    """Whether the function tells a property of the class that its file defines."""
    found = re.search(r'_(?:get|dup|is|set)_(\w+)$', name)
    return found and re.search(rf'g_param_spec_\w+ \(\s*"{found.group(1).replace("_", "-")}"', source)


def owner_of(name, sources):
    """The file that defines the function."""
    return next((path for path, text in sources.items() if re.search(rf'^{name} \(', text, re.M)), '')


@rule('callers',
      bad={'src/core/lp-a.h': HEAD + '\n/* Only its own file calls it. */\nint lp_a (void);\n',
           'src/core/lp-a.c!': HEAD + 'int\nlp_a (void)\n{\n  return lp_a ();\n}\n',
           'src/core/lp-b.h': HEAD + '\n/* Only tests call it. */\nint lp_b (void);\n',
           'src/core/lp-b.c!': HEAD + 'int\nlp_b (void)\n{\n  return 1;\n}\n',
           'src/core/lp-c.h': HEAD + '\n/* A comment is no call. */\nint lp_c (void);\n',
           'src/core/lp-d.c!': HEAD + '/* lp_c () */\n',
           'tests/core/test-b.c!': HEAD + 'int b = lp_b ();\n'},
      good={'src/core/lp-a.h': HEAD + '\n/* Another file calls it. */\nint lp_a (void);\nvoid lp_a_free (int a);\n',
            'src/ui/lp-b.h': HEAD + '\n/* A template calls it. */\nchar *lp_b (void);\n',
            'data/ui/b.ui': '<closure function="lp_b"/>\n',
            'src/core/lp-c.h': HEAD + '\n/* A step that is tested alone. */\nint lp_c (void);\n',
            'src/core/lp-c.c': HEAD + 'int\nlp_c (void)\n{\n  return 1;\n}\n\nint d = lp_c ();\nint e = lp_a ();\n',
            'src/core/lp-e.h': HEAD + '\n/* For tests: says more than anybody else asks. */\nint lp_e (void);\n',
            'src/model/lp-f.h': HEAD + '\n/* Borrowed. */\nint lp_f_get_size (LpF *self);\n',
            'src/model/lp-f.c': HEAD + 'int\nlp_f_get_size (LpF *self)\n{\n}\ng_param_spec_int ("size");\n',
            'tests/core/test-c.c': HEAD + 'int c = lp_c () + lp_e ();\n'})
def callers(tree):
    """Another file calls what a header declares, or its own file and a test; a way in for tests says `For tests`."""
    sources = {path: tree.read(path) for path in tree.match(r'src/.*\.[ch]')}
    counts = {path: Counter(re.findall(r'\w+', blank_comments_and_strings(text))) for path, text in sources.items()}
    tested = {word for path in tree.match(r'tests/.*\.[ch]')
              for word in re.findall(r'\w+', blank_comments_and_strings(tree.read(path)))}
    templates = {word for path in tree.match(r'data/ui/.*\.ui') for word in re.findall(r'\w+', tree.read(path))}
    used = {}
    for path, found in counts.items():
        for word in found:
            used.setdefault(word, []).append(path)
    for header in [path for path in sources if path.endswith('.h')]:
        for number, name, said in offers(sources[header]):
            if COMPLETE.search(name) or 'For tests' in said or name in templates or counts[header][name] > 1:
                continue
            own = owner_of(name, {path: sources[path] for path in used[name] if path.endswith('.c')})
            if set(used[name]) - {header, own} or is_property(name, sources.get(own, '')):
                continue
            if name not in tested or counts[own][name] < 2:
                yield header, number, f'only {os.path.basename(own)} or a test calls {name}'
