# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules for the templates in data/ui: they parse, they can be translated, and they can be used without eyes."""

import re
import xml.etree.ElementTree as ElementTree

from house import rule

TEMPLATES = r'data/ui/.*\.ui'
TEXTS = ('label', 'title', 'subtitle', 'tooltip-text', 'placeholder-text', 'description', 'heading', 'body')
BUTTONS = ('GtkButton', 'GtkMenuButton', 'GtkToggleButton')


def _ui(body):
    return f'<?xml version="1.0"?>\n<interface>\n{body}\n</interface>\n'


def parsed(tree):
    """Yields path and root element of every template that is well-formed."""
    for path in tree.match(TEMPLATES):
        try:
            yield path, ElementTree.fromstring(tree.read(path))
        except ElementTree.ParseError:
            continue


def properties(element):
    """The properties of an object by name, with `_` read as `-`."""
    return {p.get('name', '').replace('_', '-'): p for p in element.findall('property')}


@rule('templates-parse',
      bad={'data/ui/a.ui': '<interface>', 'data/ui/b.ui': '<menu/>\n',
           'data/ui/c.ui': _ui('<object class="GtkButton" id="x"/><object class="GtkButton" id="x"/>')},
      good={'data/ui/a.ui': _ui('<template class="LpA" parent="GtkBox"><child><object class="GtkButton" id="x"/>'
                                '</child></template>')})
def templates_parse(tree):
    """A template is well-formed, an <interface>, and no id stands twice."""
    for path in tree.match(TEMPLATES):
        try:
            root = ElementTree.fromstring(tree.read(path))
        except ElementTree.ParseError as error:
            yield path, error.position[0], str(error)
            continue
        if root.tag != 'interface':
            yield path, 1, f'<{root.tag}> where <interface> belongs'
        ids = [e.get('id') for e in root.iter('object') if e.get('id')]
        for name in sorted({i for i in ids if ids.count(i) > 1}):
            yield path, 1, f'the id {name} stands twice'


@rule('texts-translatable',
      bad={'data/ui/a.ui': _ui('<object class="GtkLabel"><property name="label">Tickets</property></object>'),
           'data/ui/b.ui': _ui('<object class="GtkButton"><property name="tooltip_text">Search</property></object>')},
      good={'data/ui/a.ui': _ui('<object class="GtkLabel"><property name="label" translatable="yes">Tickets</property>'
                                '<property name="title">–</property></object><object class="GtkLabel">'
                                '<property name="label" bind-source="x" bind-property="y">Filled</property></object>')})
def texts_translatable(tree):
    """Every text that a person sees is marked translatable."""
    for path, root in parsed(tree):
        for element in root.iter('property'):
            name = element.get('name', '').replace('_', '-')
            text = ''.join(element.itertext()).strip() if not len(element) else ''
            if (name in TEXTS and re.search(r'[A-Za-z]{2}', text) and element.get('translatable') != 'yes'
                    and not element.get('bind-source')):
                yield path, 1, f'“{text}” ({name}) is not translatable'


ICON = '<object class="GtkButton"><property name="icon-name">a-symbolic</property>'
TIP = '<property name="tooltip-text" translatable="yes">Search</property>'
LABEL = '<accessibility><property name="label" translatable="yes">Search</property></accessibility>'


@rule('icon-buttons',
      bad={'data/ui/a.ui': _ui(ICON + '</object>'), 'data/ui/b.ui': _ui(ICON + TIP + '</object>'),
           'data/ui/c.ui': _ui(ICON + LABEL + '</object>')},
      good={'data/ui/a.ui': _ui(ICON + TIP + LABEL + '</object>'),
            'data/ui/b.ui': _ui('<object class="GtkButton"><property name="label" translatable="yes">Go</property>'
                                '</object>')})
def icon_buttons(tree):
    """A button that shows only an icon has a tooltip and an accessible label."""
    for path, root in parsed(tree):
        for element in root.iter('object'):
            has = properties(element)
            if element.get('class') not in BUTTONS or 'icon-name' not in has or 'label' in has or 'child' in has:
                continue
            if 'tooltip-text' not in has:
                yield path, 1, f'the button {has["icon-name"].text} has no tooltip'
            labels = [p for p in element.findall('accessibility/property') if p.get('name') == 'label']
            labels += [p for p in element.findall('accessibility/relation') if p.get('name') == 'labelled-by']
            if not labels:
                yield path, 1, f'the button {has["icon-name"].text} has no accessible label'
