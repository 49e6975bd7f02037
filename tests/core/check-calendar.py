#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads calendars that the project writes with libical, as GNOME Calendar and Evolution do, and compares every event.

usage: check-calendar.py PRINT_CALENDAR
"""

import datetime
import random
import subprocess
import sys

import gi

gi.require_version('ICalGLib', '3.0')
from gi.repository import ICalGLib  # noqa: E402

Kind = ICalGLib.PropertyKind

HOSTILE = ['CAD Pro', 'a;b,c\\d', 'x' * 300, 'ä' * 120, '\U0001f4c5' * 60, 'first\nsecond\r\nthird\rfourth',
           'END:VEVENT\nBEGIN:VALARM', ' leading and trailing ', 'tab\there', 'quote " : =', '\\n is not a line end',
           'e\u0301' * 90, 'עברית, العربية', 'x' * 74, 'x' * 75, 'ab' * 33 + 'ß', '\x01\x02bell\x07', '\\', ';,', '\u2028next']
# None, one, several: each rings on its own day, with its own words.
ALARMS = [[], [0], [14], [14, 0], [1, 0], [60, 30, 7, 0], [90]]
ALPHABET = 'ab ,;:\\\n"äß€\U0001f4c5\tEND:VEVENT'


def strescape(text):
    """As g_strcompress() reads it."""
    return ''.join(chr(byte) if 32 <= byte < 127 and byte not in b'\\"' else f'\\{byte:03o}' for byte in text.encode())


def cases():
    """Events with every hostile text in each place, and random ones."""
    generator = random.Random(5545)
    texts = HOSTILE + [''.join(generator.choice(ALPHABET) for _ in range(generator.randrange(1, 200))) for _ in range(500)]
    for number, text in enumerate(texts):
        day = datetime.date(2026, 1, 1) + datetime.timedelta(number * 13)
        yield {'id': f's{number:05}', 'deadline': day, 'renewed': day - datetime.timedelta(90), 'renewals': number % 4,
               'alarms': ALARMS[number % len(ALARMS)], 'summary': text, 'description': texts[(number * 7) % len(texts)] if number else ''}
    yield {'id': 'leap', 'deadline': datetime.date(2028, 2, 29), 'renewed': None, 'renewals': 0, 'alarms': [0],
           'summary': 'leap', 'description': 'day'}


def write(program, events):
    """The calendar as the project writes it."""
    lines = ['\t'.join([e['id'], e['deadline'].isoformat(), e['renewed'].isoformat() if e['renewed'] else '-',
                        str(e['renewals']), ','.join(map(str, e['alarms'])), strescape(e['summary']), strescape(e['description'])])
             for e in events]
    lines.append('\t'.join(['none', '-', '-', '0', '1,0', 'no deadline', 'none']))
    done = subprocess.run([program], input='\n'.join(lines).encode(), stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          check=True)
    assert done.stderr == b'none has no deadline\n', done.stderr
    return done.stdout


def plain(text):
    """What is to be left of a text: line ends are one kind, control characters are gone. libical trims what it reads."""
    text = text.replace('\r\n', '\n').replace('\r', '\n').replace('\u2028', '\n')
    kept = (letter for letter in text if letter in '\t\n' or not (ord(letter) < 32 or 127 <= ord(letter) < 160))
    return ''.join(kept).strip()


def check_lines(text):
    """RFC 5545, 3.1: lines end in CRLF and have at most 75 octets, each whole characters."""
    assert text.endswith(b'\r\n')
    for line in text[:-2].split(b'\r\n'):
        assert len(line) <= 75, line
        assert b'\n' not in line and b'\r' not in line, line
        line.decode()


def components(parent, kind):
    """The parts of one kind."""
    found = parent.get_first_component(kind)
    while found:
        yield found
        found = parent.get_next_component(kind)


def seconds_before(alarm):
    """How long before the event it rings."""
    return -alarm.get_first_property(Kind.TRIGGER_PROPERTY).get_trigger().get_duration().as_int()


def check_alarm(alarm, text):
    """RFC 5545, 3.6.6: what an alarm that shows a text has exactly once."""
    for kind in (Kind.ACTION_PROPERTY, Kind.TRIGGER_PROPERTY, Kind.DESCRIPTION_PROPERTY):
        assert alarm.count_properties(kind) == 1, kind
    assert alarm.get_first_property(Kind.ACTION_PROPERTY).get_action() == ICalGLib.PropertyAction.DISPLAY
    assert alarm.get_first_property(Kind.DESCRIPTION_PROPERTY).get_description().strip() == plain(text)


def check_event(event, expected):
    """One VEVENT."""
    assert event.get_uid() == expected['id'] + '-deadline@license-portal', event.get_uid()
    assert event.get_dtstart().is_date()
    assert event.get_dtstart().as_ical_string() == f'{expected["deadline"]:%Y%m%d}'
    assert event.get_dtend().as_ical_string() == f'{expected["deadline"] + datetime.timedelta(1):%Y%m%d}'
    assert event.get_dtstamp().as_ical_string() == '20261124T120000Z'
    assert event.get_sequence() == expected['renewals']
    assert (event.get_summary() or '').strip() == plain(expected['summary']), (event.get_summary(), expected['summary'])
    assert (event.get_description() or '').strip() == plain(expected['description']), (event.get_description(), expected['description'])
    assert event.get_status() == ICalGLib.PropertyStatus.CONFIRMED
    if expected['renewals']:
        changed = event.get_first_property(Kind.LASTMODIFIED_PROPERTY).get_lastmodified()
        assert changed.as_ical_string() == f'{expected["renewed"]:%Y%m%d}T000000Z'
    alarms = list(components(event, ICalGLib.ComponentKind.VALARM_COMPONENT))
    assert [seconds_before(alarm) for alarm in alarms] == [days * 86400 for days in expected['alarms']]
    for alarm, days in zip(alarms, expected['alarms']):
        check_alarm(alarm, f'{days} days left: {expected["summary"]}')


def main(program):
    events = list(cases())
    text = write(program, events)
    check_lines(text)
    calendar = ICalGLib.Component.new_from_string(text.decode())
    assert calendar.isa() == ICalGLib.ComponentKind.VCALENDAR_COMPONENT
    assert calendar.count_errors() == 0 and ICalGLib.restriction_check(calendar) and calendar.count_errors() == 0
    name = calendar.get_first_property(Kind.X_PROPERTY)
    assert name.get_x_name() == 'X-WR-CALNAME' and name.get_x() == 'Deadlines; of „Müller, Söhne“'
    found = list(components(calendar, ICalGLib.ComponentKind.VEVENT_COMPONENT))
    assert len(found) == len(events), (len(found), len(events))
    for event, expected in zip(found, events):
        check_event(event, expected)
    assert len({event.get_uid() for event in found}) == len(found)
    print(f'{len(found)} events are as they should be')
    return 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1]))
