#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""An independent implementation of the subscription rules, by another algorithm.

The C code computes with months and clipped days. Here nothing is computed that way: a term end is found by
walking the calendar day by day from the law's wording, and a deadline by trying one day after the other.
Usage: compare-subscriptions.py PROGRAM [SEED] [COUNT]
"""
import datetime
import functools
import subprocess
import sys

DAY = datetime.timedelta(days=1)


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
    """All days of a month, by walking."""
    day, days = datetime.date(year, month, 1), []
    while day.month == month:
        days.append(day)
        day += DAY
    return days


def term_end(anchor, months):
    """BGB § 188(2): the day before the one that by its number corresponds; (3): else the month's last day."""
    for day in days_of(*months_later(anchor, months)):
        if day.day == anchor.day:
            return day - DAY
    return days_of(*months_later(anchor, months))[-1]


def plus(day, count, unit):
    if unit == "D":
        return day + DAY * count
    if unit == "W":
        return day + DAY * 7 * count
    candidates = days_of(*months_later(day, count * (12 if unit == "Y" else 1)))
    return [other for other in candidates if other.day <= day.day][-1]


def deadline(end, notice, start):
    """Goes back day by day until the notice fits; a bound a little late makes it short."""
    count, unit = int(notice[1:-1]), notice[-1]
    longest = {"D": 1, "W": 7, "M": 27, "Y": 364}[unit] * count
    day = end - DAY * max(0, longest - 40)
    while day > start and plus(day, count, unit) > end:
        day -= DAY
    return max(day, start)


def is_fiscal_year_end(day, month_day):
    if month_day in ("02-28", "02-29"):
        return day.month == 2 and (day + DAY).month == 3
    return day.strftime("%m-%d") == month_day


def first_end(mode, start, initial, months, fiscal):
    if mode == "fixed":
        return initial
    if mode == "anniversary":
        return term_end(start, months)
    month_day = "12-31" if mode == "calendar_year_end" else fiscal
    day = start
    while not is_fiscal_year_end(day, month_day):
        day += DAY
    return day


class Subscription:
    def __init__(self, words):
        self.mode, start, initial, months, self.notice, self.fiscal, consumer, today = words
        self.start = datetime.date.fromisoformat(start)
        self.initial = None if initial == "-" else datetime.date.fromisoformat(initial)
        self.months = int(months)
        self.consumer = consumer == "1"
        self.today = datetime.date.fromisoformat(today)
        self.first_end = first_end(self.mode, self.start, self.initial, self.months, self.fiscal)

    def end(self, number):
        later = 1 if self.consumer else self.months
        if number == 0:
            return self.first_end
        if self.mode == "anniversary":
            return term_end(self.start, self.months + number * later)
        return term_end(self.first_end + DAY, number * later)

    def deadline(self, number):
        notice = "P0D" if self.consumer and number > 0 else self.notice
        return deadline(self.end(number), notice, self.start)

    def terms(self):
        first = self.start
        for number in range(5):
            yield f"{first}:{self.end(number)}:{self.deadline(number)}"
            first = self.end(number) + DAY

    def renewals(self):
        number = 0
        while self.deadline(number) < self.today:
            yield f"{number + 1}:{self.deadline(number) + DAY}"
            number += 1


def main():
    program, seed, count = sys.argv[1], *(sys.argv[2:] + ["1", "3000"][len(sys.argv) - 2:])
    output = subprocess.run([program, seed, count], check=True, capture_output=True, text=True).stdout
    lines = output.splitlines()
    for line in lines:
        given, terms, renewals = (part.split() for part in line.split("|"))
        subscription = Subscription(given)
        if terms != list(subscription.terms()) or renewals != list(subscription.renewals()):
            sys.exit(f"disagreement:\n  {line}\n  {' '.join(subscription.terms())} | "
                     f"{' '.join(subscription.renewals())}")
    if len(lines) != int(count):
        sys.exit(f"{program} printed {len(lines)} lines instead of {count}")
    print(f"{len(lines)} subscriptions agree")


if __name__ == "__main__":
    main()
