# SPDX-License-Identifier: GPL-3.0-or-later
"""Ends and deadlines from a calendar that is walked once: fast enough for a million subscriptions.

The C code computes months and clips days. Here a month is a row of day numbers, the term ends before the day that
corresponds or before the month after (BGB § 188(2) and (3)), and a deadline is looked up among all days, each with
the day on which a notice given then runs out, for the last one that is early enough.
"""
import array
import bisect

from subscription_answers import LAST_DAY, Subscription

LAST_YEAR = 10100
# After so many days the calendar repeats itself; notices reach back from one cycle to the one before.
CYCLE = 400 * 365 + 97
LONGEST_NOTICE = 2000


def walk_calendar():
    """The first day of each month; the first month is January of year 1."""
    firsts = [1]
    for year in range(1, LAST_YEAR):
        leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
        for length in (31, 29 if leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31):
            firsts.append(firsts[-1] + length)
    return firsts


FIRSTS = walk_calendar()


class Notices(dict):
    """For a number of months: the day that each day of a cycle reaches with them, in order."""

    def __missing__(self, months):
        reached = array.array("i")
        month = 0
        while FIRSTS[month] <= CYCLE + LONGEST_NOTICE:
            days = FIRSTS[month + 1] - FIRSTS[month]
            there, after = FIRSTS[month + months], FIRSTS[month + months + 1]
            # Of a month that is too short, the last day.
            reached.extend(min(there + day, after - 1) for day in range(days))
            month += 1
        self[months] = reached
        return reached


NOTICES = Notices()


def find_month(day):
    return bisect.bisect_right(FIRSTS, day) - 1


def term_end(month, before, months):
    """The last day of a term from a month in which `before` days had passed."""
    month += months
    return min(FIRSTS[month] + before, FIRSTS[month + 1]) - 1


def read_notice(text):
    """As days and months."""
    count, unit = int(text[1:-1]), text[-1]
    return {"D": (count, 0), "W": (7 * count, 0), "M": (0, count), "Y": (0, 12 * count)}[unit]


def find_deadline(end, reached):
    """The latest day that does not reach beyond the end."""
    cycles = (end - LONGEST_NOTICE) // CYCLE * CYCLE
    return bisect.bisect_right(reached, end - cycles) + cycles


class Tabled(Subscription):
    def first_end(self):
        if self.mode == "fixed":
            return self.initial
        month = find_month(self.start)
        if self.mode == "anniversary":
            return term_end(month, self.start - FIRSTS[month], self.months)
        fiscal = "12-31" if self.mode == "calendar_year_end" else self.fiscal
        last, day = int(fiscal[:2]), int(fiscal[3:])
        month -= month % 12
        while True:
            after = FIRSTS[month + last]
            end = after - 1 if fiscal in ("02-28", "02-29") else FIRSTS[month + last - 1] + day - 1
            if end >= self.start:
                return min(end, LAST_DAY)
            month += 12

    def each_end(self):
        end = self.first_end()
        later = 1 if self.consumer else self.months
        anchor, months = (self.start, self.months) if self.mode == "anniversary" else (end + 1, 0)
        month = find_month(anchor)
        before = anchor - FIRSTS[month]
        while end <= LAST_DAY:
            yield end
            months += later
            end = term_end(month, before, months)

    def each_term(self):
        days, months = read_notice(self.notice)
        reached = NOTICES[months] if months else None
        for end in self.each_end():
            deadline = find_deadline(end, reached) if reached else end - days
            yield end, max(deadline, self.start)
            if self.consumer:
                days, reached = 0, None
