# SPDX-License-Identifier: GPL-3.0-or-later
"""What follows from the ends and the deadlines of a subscription's terms, in the words of print-subscriptions.c.

Whoever knows ends and deadlines derives from this class. Days are counted from 0001-01-01, which is 1.
"""
import bisect
import datetime

LAST_DAY = datetime.date.max.toordinal()
N_TERMS = 5
NEVER = 10 ** 9


class Texts(dict):
    """The text of a day, remembered."""

    def __missing__(self, day):
        text = self[day] = datetime.date.fromordinal(day).isoformat()
        return text


TEXTS = Texts({None: "-"})


def read_day(text):
    return None if text == "-" else datetime.date.fromisoformat(text).toordinal()


class Subscription:
    """Takes what is given as print-subscriptions.c prints it."""

    def __init__(self, given):
        mode, _, start, initial, months, notice, fiscal, consumer, *days = given.split()
        self.mode, self.notice, self.fiscal = mode, notice, fiscal
        self.start, self.initial = read_day(start), read_day(initial)
        self.months, self.consumer = int(months), consumer == "1"
        self.today, self.known, self.cancelled, self.reinstated, self.revoked = map(read_day, days)
        self.ends, self.deadlines = [], []
        self.collect(max(self.today, self.known or 0, self.reinstated or 0, self.revoked or 0))

    def each_term(self):
        """End and deadline of each term in turn, as long as it ends within the calendar."""
        raise NotImplementedError

    def collect(self, horizon):
        """Five terms, and so many that none is renewed by the horizon which is not among them."""
        for end, deadline in self.each_term():
            self.ends.append(end)
            self.deadlines.append(deadline)
            if deadline >= horizon and len(self.ends) >= N_TERMS:
                break

    def count_renewals(self, day):
        """The day after its deadline a term is renewed."""
        return min(bisect.bisect_left(self.deadlines, day), len(self.ends) - 1)

    def first_day(self, number):
        return self.ends[number - 1] + 1 if number > 0 else self.start

    def answer(self):
        parts = [self.tell_terms(), self.tell_renewals(), self.tell_decisions() if self.known else ""]
        return " |".join(parts)

    def tell_terms(self):
        terms, first = [], self.start
        for end, deadline in zip(self.ends[:N_TERMS], self.deadlines):
            terms.append(f" {TEXTS[first]}:{TEXTS[end]}:{TEXTS[deadline]}")
            first = end + 1
        return "".join(terms) + " -:-:-" * (N_TERMS - len(terms))

    def tell_renewals(self):
        ends, deadlines = self.ends, self.deadlines
        return "".join([
            f" {number}:{TEXTS[ends[number - 1] + 1]}:{TEXTS[ends[number]]}:{TEXTS[deadlines[number - 1] + 1]}"
            for number in range(1, self.count_renewals(self.today) + 1)])

    def tell_decisions(self):
        renewals = self.count_renewals(self.cancelled)
        return (self.tell_cancellation(renewals) + self.tell_reinstatement(renewals) +
                self.tell_revocation(self.count_renewals(self.revoked),
                                     min(self.revoked, self.ends[self.count_renewals(self.known)])) +
                self.tell_revocation(renewals, min(self.revoked, self.ends[renewals])) +
                self.tell_states(self.ends[renewals]))

    def tell_cancellation(self, renewals):
        running = bisect.bisect_left(self.ends, self.cancelled)
        passed = self.deadlines[running] < self.cancelled
        deadline = self.deadlines[renewals - 1 if passed else renewals]
        return f" {TEXTS[self.ends[renewals]]}:{TEXTS[deadline]}:{passed:d}:{renewals - running + 1}"

    def tell_reinstatement(self, renewals):
        then = self.count_renewals(self.reinstated)
        missed = self.deadlines[renewals] if then > renewals else None
        return f" {then - renewals}:{TEXTS[self.ends[then]]}:{TEXTS[missed]}:{TEXTS[self.deadlines[then]]}"

    def tell_revocation(self, renewals, last_day):
        """Of the terms up to that renewal one runs on the day, and those after it are not billed."""
        running = bisect.bisect_left(self.ends, self.revoked)
        if running > renewals:
            return f" {TEXTS[last_day]}:-:-:0:0"
        end = self.ends[running]
        return (f" {TEXTS[last_day]}:{TEXTS[self.first_day(running)]}:{TEXTS[end]}:{end - self.revoked}:"
                f"{renewals - running}")

    def tell_states(self, last_day):
        """On the days before and the days themselves, as it would be with and without each decision."""
        told = []
        for revoked, cancelled in ((NEVER, NEVER), (NEVER, self.cancelled),
                                   (self.revoked, NEVER), (self.revoked, self.cancelled)):
            told.append(" " + "".join([
                "r" if day >= revoked else "p" if day < self.start else "a" if day < cancelled else
                "c" if day <= last_day else "e"
                for noted in (self.start, self.cancelled, last_day + 1, self.revoked) for day in (noted - 1, noted)]))
        told.append(" pe" + ("er" if self.revoked > self.cancelled else "pr"))
        return "".join(told)
