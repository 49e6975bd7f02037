# SPDX-License-Identifier: GPL-3.0-or-later
"""Who may include whom, and which outside library may be named where. CONTRIBUTING.md explains the layers."""

import os
import re

from house import blank_comments_and_strings, line_of, rule

HEAD = '/* SPDX-License-Identifier: GPL-3.0-or-later */\n'

MAY_INCLUDE = {
    'core': '',
    'license': 'core',
    'wire': 'core',
    'db': 'core',
    'central': 'core license wire db',
    'client': 'core wire db',
    'report': 'core',
    'model': 'core client report',
    'assistant': 'core license wire client',
    'ui': 'core client model report assistant',
    'cli': 'core client report',
}

# A pattern of names, and the folders in which it may stand.
OUTSIDE = (
    ('SQLite', r'\bsqlite3_\w+|\bSQLITE_\w+|<sqlite3\.h>', 'db'),
    ('libsoup', r'\bsoup_\w+|\bSoup[A-Z]\w+|\bSOUP_\w+|<libsoup/', 'central client'),
    ('json-glib', r'\bjson_\w+ \(|\bJson(Object|Array|Node|Parser|Builder|Generator|Reader)\b|<json-glib/',
     'wire central client cli'),
    ('libsodium', r'\bcrypto_\w+ \(|\bsodium_\w+|<sodium\.h>', 'license central'),
    ('libsecret', r'\bsecret_(service|password|item|collection)_\w+ \(|<libsecret/', 'client'),
    ('GTK', r'\b(gtk|gdk|adw|gsk)_\w+ \(|\b(Gtk|Gdk|Adw|Gsk)[A-Z]\w+|<(gtk|gdk|adwaita)', 'ui'),
)

WITHOUT_COMMENTS = re.compile(r'/\*.*?\*/|//[^\n]*', re.S)


def folder_of(path):
    return path.split('/')[1]


@rule('layers',
      bad={'src/core/lp-a.c': HEAD + '#include "lp-b.h"\n', 'src/wire/lp-b.h!': '', 'src/wire/lp-b.h': HEAD
           + '#include "lc-c.h"\n', 'src/central/lc-c.h': HEAD + '#include "lp-d.h"\n',
           'src/client/lp-d.h': HEAD + '#include "ui/lp-e.h"\n', 'src/ui/lp-e.h.good': '',
           'src/ui/app/lp-e.h': HEAD + '#include "lp-b.h"\n'},
      good={'src/core/lp-a.h': HEAD, 'src/wire/lp-b.h': HEAD + '#include "lp-a.h"\n#include <stdio.h>\n',
            'src/ui/app/lp-e.h': HEAD + '#include "lp-a.h"\n#include "config.h"\n'})
def layers(tree):
    """A folder includes only itself and the layers below it."""
    owners = {}
    for path in tree.match(r'src/\w+/.*\.h'):
        owners.setdefault(os.path.basename(path), set()).add(folder_of(path))
    for path in tree.match(r'src/\w+/.*\.[ch]'):
        allowed = {folder_of(path), *MAY_INCLUDE.get(folder_of(path), '').split()}
        for number, line in enumerate(tree.lines(path), 1):
            found = re.match(r'\s*#\s*include\s+["<]([^">]+)[">]', line)
            owner = found and owners.get(os.path.basename(found.group(1)))
            if owner and not owner & allowed:
                yield path, number, f'{folder_of(path)} may not include {found.group(1)} of {", ".join(owner)}'
    for path in tree.match(r'src/[^/]+/.*\.c'):
        if folder_of(path) not in MAY_INCLUDE:
            yield path, 1, f'the folder src/{folder_of(path)} has no layer'


@rule('libraries',
      bad={'src/model/lp-a.c': HEAD + 'void f (JsonObject *o);\n', 'src/ui/lp-b.c': HEAD + '#include <libsoup/soup.h>\n',
           'src/central/lc-store.c': HEAD + 'void\nf (void)\n{\n  sqlite3_open ("", NULL);\n}\n',
           'src/core/lp-c.c': HEAD + 'GtkWidget *w;\n', 'src/client/lp-d.c': HEAD + 'int a = SQLITE_OK;\n'},
      good={'src/db/lp-db.c': HEAD + '#include <sqlite3.h>\nint a = SQLITE_OK;\n',
            'src/client/lp-a.c': HEAD + 'SoupSession *s;\n/* sqlite3_open is not for us */\n',
            'src/ui/lp-b.c': HEAD + 'GtkWidget *w = "JsonObject";\n'})
def libraries(tree):
    """Only the folder of its layer names an outside library: SQLite, Soup, JSON, GTK and so on."""
    for path in tree.match(r'src/\w+/.*\.[ch]'):
        includes = WITHOUT_COMMENTS.sub(lambda m: '\n' * m.group(0).count('\n'), tree.read(path))
        text = blank_comments_and_strings(includes)
        for library, pattern, folders in OUTSIDE:
            if folder_of(path) in folders.split():
                continue
            found = re.search(pattern, text)
            if found:
                yield path, line_of(text, found.start()), f'{library} ({found.group(0)}) is for {folders}'


@rule('services-without-soup',
      bad={'src/central/lc-order-service.c': HEAD + 'void f (SoupServerMessage *m);\n'},
      good={'src/central/lc-order-handler.c': HEAD + 'void f (SoupServerMessage *m);\n'})
def services_without_soup(tree):
    """A service of License Central is a use case: HTTP stays in the handlers."""
    for path in tree.match(r'src/central/.*-service(-\w+)*\.[ch]'):
        text = blank_comments_and_strings(tree.read(path))
        for found in re.finditer(r'\bSoup[A-Z]\w+|\bsoup_\w+', text):
            yield path, line_of(text, found.start()), f'{found.group(0)} in a service'


BLOCKING = re.compile(r'\b\w+_sync \(|\bg_usleep \(|\bsleep \(|\bg_file_(load|replace)_contents \(|\bg_file_get_contents \(')


@rule('never-blocks',
      bad={'src/ui/lp-a.c': HEAD + 'void\nf (void)\n{\n  lp_client_get_sync (c);\n}\n',
           'src/model/lp-b.c': HEAD + 'void\nf (void)\n{\n  g_usleep (1);\n}\n'},
      good={'src/ui/lp-a.c': HEAD + 'void\nf (void)\n{\n  lp_client_get_async (c);\n  lp_sync_start (s);\n}\n',
            'src/cli/lp-b.c': HEAD + 'void\nf (void)\n{\n  lp_client_get_sync (c);\n}\n'})
def never_blocks(tree):
    """The window never waits: no synchronous calls in ui and model."""
    for path in tree.match(r'src/(ui|model)/.*\.[ch]'):
        text = blank_comments_and_strings(tree.read(path))
        for found in BLOCKING.finditer(text):
            yield path, line_of(text, found.start()), f'{found.group(0)}) blocks'
