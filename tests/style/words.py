# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules for translations and for the files that a desktop reads, by their own validators."""

import os
import re
import tempfile

from house import rule

HEAD = '/* SPDX-License-Identifier: GPL-3.0-or-later */\n'
MARKED = re.compile(r'(?<!\w)(_|N_|C_|NC_|Q_|ngettext|g_dngettext|gettext|g_dgettext|g_dpgettext2?) ?\(\s*"')
XGETTEXT = ('xgettext', '--from-code=UTF-8', '--keyword=_', '--keyword=N_', '--keyword=C_:1c,2',
            '--keyword=NC_:1c,2', '--keyword=g_dcgettext:2', '--keyword=g_dngettext:2,3', '--keyword=g_dpgettext2:2c,3')


def potfiles(tree):
    """The files that po/POTFILES lists."""
    if 'po/POTFILES' not in tree.files:
        return []
    return [line.strip() for line in tree.lines('po/POTFILES') if line.strip() and not line.startswith('#')]


def speaks(tree, path):
    """Whether a person reads a text of this file."""
    text = tree.read(path)
    if path.endswith(('.c', '.h')):
        without_comments = re.sub(r'/\*.*?\*/', '', text, flags=re.S)
        return bool(MARKED.search(without_comments))
    return 'translatable="yes"' in text


@rule('potfiles',
      bad={'src/ui/a.c': HEAD + 'void\nf (void)\n{\n  g (_("Tickets"));\n}\n',
           'data/ui/a.ui': '<interface><property translatable="yes">x</property></interface>',
           'po/POTFILES': 'src/ui/gone.c\n'},
      good={'src/ui/a.c': HEAD + 'void\nf (void)\n{\n  g (_("Tickets"));\n}\n', 'po/POTFILES': '# all\nsrc/ui/a.c\n',
            'src/ui/b.c': HEAD + 'int lp_f (int a);\n/* _("x") */\n'})
def potfiles_complete(tree):
    """po/POTFILES lists every file with a translatable text, nothing that is gone, in order."""
    listed = potfiles(tree)
    for path in tree.match(r'src/.*\.[ch]|data/ui/.*\.ui'):
        if path not in listed and speaks(tree, path):
            yield path, 1, 'has texts but is not in po/POTFILES'
    for path in listed:
        if path not in tree.files:
            yield 'po/POTFILES', 1, f'{path} does not exist'
    if listed != sorted(listed):
        yield 'po/POTFILES', 1, 'is not in the order of the alphabet'


PO_HEAD = ('# SPDX-License-Identifier: GPL-3.0-or-later\nmsgid ""\nmsgstr ""\n"Language: de\\n"\n'
           '"Content-Type: text/plain; charset=UTF-8\\n"\n"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n')
SPEAKER = {'src/ui/a.c': HEAD + 'void\nf (void)\n{\n  g (_("Tickets of %s"));\n}\n'}


@rule('translations',
      bad={'po/LINGUAS': 'de\n', 'po/POTFILES.good': '', 'po/de.po': PO_HEAD + 'msgid "Tickets"\nmsgstr ""\n'},
      good={**SPEAKER, 'po/POTFILES': 'src/ui/a.c\n', 'po/LINGUAS': 'de\n',
            'po/de.po': PO_HEAD + '#, c-format\nmsgid "Tickets of %s"\nmsgstr "Tickets von %s"\n'})
def translations(tree):
    """Every language of po/LINGUAS is complete: checked by msgfmt, and against the texts as they stand."""
    if 'po/LINGUAS' not in tree.files:
        return
    languages = [line.strip() for line in tree.lines('po/LINGUAS') if line.strip() and not line.startswith('#')]
    with tempfile.TemporaryDirectory(prefix='style-') as folder:
        template = os.path.join(folder, 'texts.pot')
        if potfiles(tree):
            status, said = tree.run(*XGETTEXT, '--output=' + template, *potfiles(tree))
            if status:
                yield 'po/POTFILES', 1, said.strip()
        for language in languages:
            path = f'po/{language}.po'
            status, said = tree.run('msgfmt', '--check', '--statistics', '-o', os.path.join(folder, 'x.mo'), path)
            if status or re.search(r'fuzzy|untranslated', said):
                yield path, 1, said.strip().replace('\n', ' · ')
            if os.path.exists(template):
                status, said = tree.run('msgcmp', path, template)
                missing = [line for line in said.split('\n') if re.search(r'\.pot:\d+: ', line)]
                if status:
                    yield path, 1, f'{len(missing)} texts are missing; run: ninja -C build license-portal-update-po'


STRAIGHT = re.compile(r'''(?<!%)'|\\"''')


def entries(text):
    """Each message of a catalog: where it comes from (`path:line`, or nothing), and what it says without comments."""
    for entry in text.split('\n\n'):
        lines = entry.split('\n')
        if 'msgid ""' in lines and 'msgstr ""' in lines and '"Content-Type' in entry:
            continue
        place = next((line[3:].split()[0] for line in lines if line.startswith('#: ')), '')
        yield place, '\n'.join(line for line in lines if not line.startswith('#'))


@rule('straight-quotes',
      bad={'src/ui/a.c': HEAD + 'void\nf (void)\n{\n  g (_("This group\'s tickets"));\n}\n',
           'data/ui/a.ui': '<interface><object class="A"><property name="a" translatable="yes">Say "yes"</property>'
                           '</object></interface>',
           'po/de.po': PO_HEAD + 'msgid "Tickets"\nmsgstr "\'Tickets\'"\n'},
      good={'src/ui/a.c': HEAD + 'void\nf (void)\n{\n  g (_("This group’s “%\'d”"), \'"\');\n}\n',
            'po/de.po': PO_HEAD + 'msgid "Tickets"\nmsgstr "„Tickets“"\n'})
def straight_quotes(tree):
    """Texts have typographic quotes and apostrophes, in every language."""
    catalogs = {path: tree.read(path) for path in tree.match(r'po/.*\.po')}
    sources = [path for path in tree.match(r'src/.*\.[ch]|data/ui/.*\.ui') if speaks(tree, path)]
    with tempfile.TemporaryDirectory(prefix='style-') as folder:
        template = os.path.join(folder, 'texts.pot')
        tree.run(*XGETTEXT, '--output=' + template, *sources)
        if os.path.exists(template):
            with open(template, encoding='utf-8') as file:
                catalogs[''] = file.read()
    for path, text in catalogs.items():
        for place, said in entries(text):
            if STRAIGHT.search(said):
                source, _colon, line = place.rpartition(':') if not path else (path, '', '')
                yield source, int(line or 1), 'has a straight quote or apostrophe: ' + said.split('\n')[0][:60]


ENTRY = '[Desktop Entry]\nType=Application\nName=A\nExec=a\n'


@rule('desktop-entry', bad={'data/a.desktop.in': ENTRY.replace('Name=A\n', '')},
      good={'data/a.desktop.in': ENTRY})
def desktop_entry(tree):
    """desktop-file-validate has nothing to say."""
    for path in tree.match(r'data/.*\.desktop\.in'):
        with tempfile.NamedTemporaryFile('w', suffix='.desktop', encoding='utf-8') as copy:
            copy.write(tree.read(path))
            copy.flush()
            _status, said = tree.run('desktop-file-validate', copy.name)
        if said.strip():
            yield path, 1, said.strip()


@rule('metainfo', bad={'data/a.metainfo.xml.in': '<component type="desktop-application"><id>a</id></component>'},
      good={})
def metainfo(tree):
    """appstreamcli has nothing to say."""
    for path in tree.match(r'data/.*\.metainfo\.xml\.in'):
        with tempfile.TemporaryDirectory(prefix='style-') as folder:
            copy = os.path.join(folder, os.path.basename(path)[:-len('.in')])
            with open(copy, 'w', encoding='utf-8') as file:
                file.write(tree.read(path))
            status, said = tree.run('appstreamcli', 'validate', '--no-net', copy)
        if status:
            yield path, 1, said.strip().replace('\n', ' · ')


def _schema(key):
    return ('<schemalist><schema id="a.b" path="/a/b/"><key name="c" type="i">' + key + '</key></schema></schemalist>')


@rule('settings-schema', bad={'data/a.gschema.xml': _schema('<default>x</default>')},
      good={'data/a.gschema.xml': _schema('<default>1</default>')})
def settings_schema(tree):
    """glib-compile-schemas accepts the settings schema strictly."""
    for path in tree.match(r'data/[^/]*\.gschema\.xml'):
        folder = os.path.join(tree.root, os.path.dirname(path))
        status, said = tree.run('glib-compile-schemas', '--strict', '--dry-run', folder)
        if status:
            yield path, 1, said.strip().replace('\n', ' · ')


@rule('manuals', bad={'data/man/a.1': '.TH a\n.SH\n.XY\n.fooo\n'},
      good={'data/man/a.1': '.\\" SPDX\n.TH A 1 2026-11-24 "A"\n.SH NAME\na \\- does a\n'})
def manuals(tree):
    """mandoc finds no error in the manual pages."""
    for path in tree.match(r'data/.*\.[18]'):
        status, said = tree.run('mandoc', '-T', 'lint', '-W', 'warning', path)
        if status:
            yield path, 1, said.strip().split('\n')[0]


@rule('shell', bad={'portal': '#!/bin/sh\nif true; then\n'}, good={'portal': '#!/bin/sh\ntrue\n'})
def shell(tree):
    """The shell scripts are correct POSIX shell."""
    for path in tree.match(r'portal|.*\.sh'):
        status, said = tree.run('sh', '-n', path)
        if status:
            yield path, 1, said.strip()
