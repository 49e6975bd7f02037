# SPDX-License-Identifier: GPL-3.0-or-later
"""Ends and deadlines by walking the calendar day by day from the law's wording: slow, and plain to see.

A term end is found by going through the days of a month, and a deadline by trying one day after the other.
"""
import datetime
import functools

from subscription_answers import Subscription

DAY = datetime.timedelta(days=1)
LAST = datetime.date.max


def months_later(day, months):
    """The month that lies `months` after the month of `day`, by stepping."""
    year, month = day.year, day.month
    for _ in range(months):
        month += 1
        if month == 13:
            year, month = year + 1, 1
    return year, month


@functools.lru_cache(maxsize=None)
def days_of(year, month):
    """All days of a month, by walking; none beyond the year 9999."""
    if year > LAST.year:
        return []
    day, days = datetime.date(year, month, 1), []
    while day.month == month:
        days.append(day)
        if day == LAST:
            break
        day += DAY
    return days


def term_end(anchor, months):
    """BGB § 188(2): the day before the one that by its number corresponds; (3): else the month's last day.

    None beyond the year 9999.
    """
    year, month = months_later(anchor, months)
    if (year, month, anchor.day) == (LAST.year + 1, 1, 1):
        return LAST
    for day in days_of(year, month):
        if day.day == anchor.day:
            return day - DAY
    return days_of(year, month)[-1] if year <= LAST.year else None


def runs_out_by(day, count, unit, end):
    """Whether a notice that is given on a day has run out by the end."""
    if unit in "DW":
        return (end - day).days >= count * (7 if unit == "W" else 1)
    candidates = days_of(*months_later(day, count * (12 if unit == "Y" else 1)))
    return bool(candidates) and [other for other in candidates if other.day <= day.day][-1] <= end


def find_deadline(end, notice, start):
    """Goes back day by day until the notice fits; a bound a little late makes it short."""
    count, unit = int(notice[1:-1]), notice[-1]
    longest = {"D": 1, "W": 7, "M": 27, "Y": 364}[unit] * count
    if end - start <= DAY * max(0, longest - 40):
        return start
    day = end - DAY * max(0, longest - 40)
    while day > start and not runs_out_by(day, count, unit, end):
        day -= DAY
    return day


def is_fiscal_year_end(day, month, number):
    if month == 2 and number >= 28:
        return day.month == 2 and (day + DAY).month == 3
    return (day.month, day.day) == (month, number)


class Walked(Subscription):
    def first_end(self, start):
        if self.mode == "fixed":
            return datetime.date.fromordinal(self.initial)
        if self.mode == "anniversary":
            return term_end(start, self.months)
        month_day = "12-31" if self.mode == "calendar_year_end" else self.fiscal
        month, number = map(int, month_day.split("-"))
        day = start
        while day < LAST and not is_fiscal_year_end(day, month, number):
            day += DAY
        return day

    def each_term(self):
        start = datetime.date.fromordinal(self.start)
        first = end = self.first_end(start)
        later = 1 if self.consumer else self.months
        number = 0
        while end is not None:
            notice = "P0D" if self.consumer and number > 0 else self.notice
            yield end.toordinal(), find_deadline(end, notice, start).toordinal()
            number += 1
            if self.mode == "anniversary":
                end = term_end(start, self.months + number * later)
            else:
                end = term_end(first + DAY, number * later) if first < LAST else None
