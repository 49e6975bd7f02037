#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes a data set for `license-central load` from a seed and a hand-written base.

The same seed, number and base give the same bytes on every machine: only Random.random() and getrandbits() are
used, whose sequences Python promises to keep. Licenses are written as they are made, one a line, so that memory
does not grow with their number.
"""

import argparse
import datetime
import itertools
import json
import os
import random
import sys
import tempfile
import unicodedata
from bisect import bisect

SYMBOLS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
RANDOM_SYMBOLS = 23
HISTORY_DAYS = 1800
HAND_WRITTEN_SHARE = 5000
TICKETS_PER_EXTRA_CLIENT = 2000
REFERENCES = ("PO-{n}", "PO-{n}", "PO-{n}", "4500{n}", "Bestellung {n}", "Rahmenvertrag {n}/2026", "发票 {n}",
              "أمر شراء {n}", "={n}+1", "“{n}”, second half")


# ---------------------------------------------------------------------------------------------- ticket codes

def multiply(a, b):
    """The product in GF(32) = GF(2)[z]/(z⁵+z²+1)."""
    product = 0
    while b:
        if b & 1:
            product ^= a
        b >>= 1
        a <<= 1
        if a & 32:
            a ^= 0b100101
    return product


def check_symbols(values):
    """The two symbols that make the code divisible by (x−α)(x−α²), α = 2: a division with remainder."""
    linear, constant = 2 ^ 4, multiply(2, 4)
    high = low = 0
    for value in values:
        factor = value ^ high
        high, low = low ^ multiply(factor, linear), multiply(factor, constant)
    return high << 5 | low


# The check symbols are linear over GF(2), so those of a whole code are the exclusive-or of those of its symbols.
CHECKS = [[check_symbols([0] * position + [value] + [0] * (RANDOM_SYMBOLS - 1 - position)) for value in range(32)]
          for position in range(RANDOM_SYMBOLS)]


def ticket_code(bits):
    """A canonical code from 115 random bits."""
    check = 0
    text = ""
    for position in range(RANDOM_SYMBOLS):
        value = bits >> 5 * (RANDOM_SYMBOLS - 1 - position) & 31
        check ^= CHECKS[position][value]
        text += SYMBOLS[value]
    text += SYMBOLS[check >> 5] + SYMBOLS[check & 31]
    return "-".join((text[0:5], text[5:10], text[10:15], text[15:20], text[20:25]))


# ------------------------------------------------------------------------------------------------- directory

class Group:
    """A group of the data set and what the generator needs to fill it."""

    def __init__(self, source, parent):
        self.id = source["id"]
        self.parent = parent
        self.source = source
        self.kind = source.get("kind", "unit")
        self.domain = source.get("domain") or parent.domain
        self.uses = source.get("uses") or (parent.uses if parent else [])
        self.members = []
        self.machines = 4
        self.weight = source.get("weight", {"unit": 1.0, "client": 0.3, "reseller": 0.1}[self.kind])

    def to_json(self):
        keys = ("name", "external_id", "country", "fiscal_year_end", "default_visibility", "discount_percent",
                "tax_percent", "tax_id", "address")
        result = {"id": self.id, "parent": self.parent.id if self.parent else None, "kind": self.kind}
        result.update((key, self.source[key]) for key in keys if key in self.source)
        return result


def walk(sources, parent=None):
    for source in sources:
        group = Group(source, parent)
        yield group
        yield from walk(source.get("children", ()), group)


def extra_clients(base, count):
    """More clients than anybody would write by hand, two thirds of them below a reseller."""
    resellers = [group["id"] for group in base["groups"] if group["kind"] == "reseller"]
    categories = [category["id"] for category in base["categories"]]
    first, second = base["company_first"], base["company_second"]
    for number in range(count):
        name = first[number % len(first)] + second[(number // len(first) + number) % len(second)]
        round_number = number // (len(first) * len(second))
        source = {
            "id": "x%d" % number, "name": name + (" %d" % (round_number + 1) if round_number else ""),
            "kind": "client", "external_id": "X-%06d" % number, "domain": "x%d.example" % number,
            "uses": [categories[(number + step) % len(categories)] for step in (0, 1, 3)],
            "children": [{"id": "x%d-%d" % (number, unit), "name": base["unit_names"][(number + unit) % 8]}
                         for unit in range(3)],
        }
        yield source, resellers[number % len(resellers)] if number % 3 else None


class Directory:
    """Groups, people and memberships."""

    def __init__(self, base, rng, tickets):
        self.base = base
        self.rng = rng
        self.groups = list(walk(base["groups"]))
        self.people = []
        self.memberships = []
        self.emails = set()
        self.names = set()
        by_id = {group.id: group for group in self.groups}
        for source in base["people"]:
            self.add_written(source, by_id)
        self.staff(self.groups, base["password"])
        extra = max(0, tickets - HAND_WRITTEN_SHARE) // TICKETS_PER_EXTRA_CLIENT
        for source, reseller in extra_clients(base, extra):
            added = list(walk([source], by_id.get(reseller)))
            self.groups += added
            self.staff(added, None)
        total = sum(group.weight for group in self.groups)
        for group in self.groups:
            group.machines += int(tickets * group.weight / total / 4)

    def add_written(self, source, by_id):
        person = {"id": "p%d" % len(self.people), "email": source["email"], "name": source["name"],
                  "password": self.base["password"]}
        self.people.append(person)
        self.emails.add(source["email"])
        self.names.add(source["name"])
        for membership in source["memberships"]:
            self.join(person, by_id.get(membership["group"]), membership["role"], membership.get("rights"))

    def join(self, person, group, role, rights=None):
        item = {"group": group.id if group else None, "person": person["id"], "role": role}
        if rights:
            item["rights"] = rights
        self.memberships.append(item)
        if group:
            group.members.append(person)

    def add_person(self, domain, password):
        given, family = self.base["given_names"], self.base["family_names"]
        while True:
            name = pick(self.rng, given) + " " + pick(self.rng, family)
            if len(self.names) >= len(given) * len(family) // 2 or name not in self.names:
                break
        self.names.add(name)
        stem = fold(name)
        email = "%s@%s" % (stem, domain)
        number = 2
        while email in self.emails:
            email = "%s%d@%s" % (stem, number, domain)
            number += 1
        self.emails.add(email)
        person = {"id": "p%d" % len(self.people), "email": email, "name": name}
        # One in twenty-five was invited and has not answered yet.
        if password and self.rng.random() >= 0.04:
            person["password"] = password
        self.people.append(person)
        return person

    def staff(self, groups, password):
        """Admins, support and finance for companies, members for units."""
        for group in groups:
            if group.kind == "unit":
                self.staff_unit(group, password)
                continue
            self.join(self.add_person(group.domain, password), group, "admin", self.rights(group))
            if group.kind == "reseller":
                self.join(self.add_person(group.domain, password), group, "admin", self.rights(group))
            self.join(self.add_person(group.domain, password), group, "support")
            self.join(self.add_person(group.domain, password), group, "finance")

    def staff_unit(self, group, password):
        while len(group.members) < 3 + self.rng.random() * 3.2:
            self.join(self.add_person(group.domain, password), group, "member")
        if self.rng.random() < 0.3:
            sibling = pick(self.rng, group.parent.members)
            self.join(sibling, group, "member")

    def rights(self, group):
        sets = (["create"], ["create", "modify"], ["create", "modify", "revoke"], ["create", "modify", "revoke"])
        return {category: pick(self.rng, sets) for category in
                (group.uses or [category["id"] for category in self.base["categories"]])}


def fold(name):
    """The part of an e-mail address before the @."""
    special = {"ł": "l", "ø": "o", "ı": "i", "ß": "ss", "ä": "ae", "ö": "oe", "ü": "ue", "æ": "ae"}
    text = "".join(special.get(letter, letter) for letter in name.lower())
    text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return "".join(letter for letter in text.replace(" ", ".") if letter.isalnum() or letter == ".")


def pick(rng, items):
    return items[int(rng.random() * len(items))]


# --------------------------------------------------------------------------------------------------- catalog

def public_product(base, source):
    """The product as the data set wants it, without the generator's own members."""
    result = {"id": source["code"].lower()}
    for key in ("code", "name", "description", "kind", "trial_days", "max_machines", "categories"):
        if key in source:
            result[key] = source[key]
    result["entries"] = [{key: value for key, value in base["entries"][name].items() if not key.startswith("sample")}
                         for name in source["entries"]]
    result["modules"] = [{key: value for key, value in module.items() if key != "price"}
                         for module in source.get("modules", ())]
    if "subscription" in source:
        result["subscription"] = source["subscription"]
    return result


def price_lists(base):
    """End users pay per term; resellers a month's share less their margin. Prices rose by 4 % in 2026."""
    def prices(factor, only):
        for source in base["products"]:
            if "price" not in source or (only and source["kind"] != only):
                continue
            months = {"P1M": 1, "P3M": 3, "P6M": 6, "P3Y": 36}.get(
                source.get("subscription", {}).get("term"), 12) if only else 1
            yield {"product": source["code"], "amount": round(source["price"] * factor / months)}
            for module in source.get("modules", ()):
                yield {"product": source["code"], "module": module["code"],
                       "amount": round(module["price"] * factor / months)}

    for valid_from, rise in (("2020-01-01", 1), ("2026-01-01", 1.04)):
        for currency, rate in (("EUR", 1), ("JPY", 1.6)):
            yield {"name": "end-user", "currency": currency, "valid_from": valid_from, "per": "term",
                   "prices": list(prices(rise * rate, None))}
        yield {"name": "reseller", "currency": "EUR", "valid_from": valid_from, "per": "month",
               "prices": list(prices(rise * 0.7, "subscription"))}


def module_sets(modules):
    """All sets of modules that keep the rules, the product's defaults first."""
    codes = [module["code"] for module in modules]
    result = []
    for chosen in itertools.product((False, True), repeat=len(codes)):
        picked = {code for code, on in zip(codes, chosen) if on}
        if all(set(module.get("requires", ())) <= picked and not picked & set(module.get("excludes", ()))
               for module in modules if module["code"] in picked):
            result.append([code for code in codes if code in picked])
    default = [module["code"] for module in modules if module.get("default")]
    result.remove(default)
    return [default] + result


class Product:
    """A product and what the generator needs to make licenses of it."""

    def __init__(self, base, source):
        self.id = source["code"].lower()
        self.kind = source["kind"]
        self.categories = source["categories"]
        self.trial_days = source.get("trial_days", 0)
        self.max_machines = source.get("max_machines", 1)
        self.entries = [base["entries"][name] for name in source["entries"]]
        self.module_sets = module_sets(source.get("modules", []))
        self.subscription = source.get("subscription")


def entry_value(rng, entry, license_number, person):
    kind = entry["kind"]
    if "samples" in entry:
        return pick(rng, entry["samples"])
    if kind == "text":
        return entry["sample"].replace("{n}", "%03d" % (license_number % 1000))
    if kind == "integer":
        low, high = entry["min"], entry["max"]
        return low + int((high - low + 1) * rng.random() ** 3)
    if kind == "decimal":
        low, high = float(entry["min"]), float(entry["max"])
        places = len(entry["min"].partition(".")[2]) or 1
        return "%.*f" % (places, low + (high - low) * rng.random() ** 2)
    if kind == "date":
        return (datetime.date(2023, 1, 1) + datetime.timedelta(int(rng.random() * 1500))).isoformat()
    if kind == "boolean":
        return rng.random() < 0.5
    if kind == "choice":
        return pick(rng, entry["choices"])
    return person["email"]


# -------------------------------------------------------------------------------------------------- licenses

class Licenses:
    """Makes one license after the other."""

    def __init__(self, base, directory, rng, as_of):
        self.rng = rng
        self.as_of = as_of
        self.by_category = {category["id"]: [] for category in base["categories"]}
        for source in base["products"]:
            product = Product(base, source)
            for category in product.categories:
                self.by_category[category].append(product)
        self.all_categories = list(self.by_category)
        self.groups = [group for group in directory.groups if group.members]
        self.cumulative = list(itertools.accumulate(group.weight for group in self.groups))
        self.dates = {}

    def day(self, back):
        """The text of the day so many days before `as_of`; days repeat, so each is made once."""
        text = self.dates.get(back)
        if text is None:
            text = self.dates[back] = (self.as_of - datetime.timedelta(back)).isoformat()
        return text

    def pick_group(self):
        return self.groups[bisect(self.cumulative, self.rng.random() * self.cumulative[-1])]

    def make(self, number):
        """The license and its activations."""
        rng = self.rng
        group = self.pick_group()
        product = pick(rng, self.by_category[pick(rng, group.uses or self.all_categories)])
        back = int(HISTORY_DAYS * rng.random() ** 1.6)
        if product.kind == "trial" and rng.random() < 0.6:
            back = back % (product.trial_days * 2)
        item = {"ticket": ticket_code(rng.getrandbits(5 * RANDOM_SYMBOLS)), "group": group.id,
                "product": product.id}
        choice = rng.random()
        item["modules"] = product.module_sets[0] if choice < 0.5 else pick(rng, product.module_sets)
        person = pick(rng, group.members)
        item["entries"] = {entry["key"]: entry_value(rng, entry, number, person) for entry in product.entries
                           if entry["required"] or rng.random() < 0.4}
        item["quantity"] = 1 if rng.random() < 0.8 else 1 + int(rng.random() ** 3 * 60)
        if rng.random() < 0.7:
            item["reference"] = pick(rng, REFERENCES).replace("{n}", str(40000 + number // 3 * 7 % 60000))
        item["created_on"] = self.day(back)
        usable_from = back
        if product.kind == "subscription":
            item["subscription"], usable_from = self.subscription(product, back)
        activated = usable_from is not None and usable_from > 0 and rng.random() < 0.5
        self.allocate(item, person, activated)
        return item, self.activations(item, group, product, person, usable_from) if activated else ()

    def allocate(self, item, person, activated):
        """To a person, to everybody, or to nobody yet; an admin's reserve is on no machine."""
        choice = self.rng.random()
        if choice < 0.45:
            item["assignee"] = person["id"]
            item["visible_to_group"] = False
        else:
            item["visible_to_group"] = activated or choice < 0.8

    def subscription(self, product, back):
        """Its members, and how many days before `as_of` it could first be used (None: not yet)."""
        rng = self.rng
        start_mode = product.subscription["start_mode"]
        result = {"start_mode": start_mode}
        if start_mode == "activation":
            if rng.random() < 0.4:
                return result, None
            back = int(back * 0.9)
        result["start"] = self.day(back)
        if rng.random() < 0.08:
            result["expiry_mode"] = "fixed"
            result["initial_expiry"] = self.day(back - 60 - int(rng.random() * 500))
        elif rng.random() < 0.1:
            result["expiry_mode"] = pick(rng, ("anniversary", "calendar_year_end", "fiscal_year_end"))
        fate = rng.random()
        if fate < 0.13:
            result["cancelled_on"] = self.day(int(min(back, 90) * rng.random()))
        elif fate < 0.30:
            result["cancelled_on"] = self.day(back - int(min(back, 200) * rng.random()))
        elif fate < 0.38:
            result["revoked_on"] = self.day(int(back * rng.random()))
        return result, back

    def activations(self, item, group, product, person, usable_from):
        rng = self.rng
        revoked = item.get("subscription", {}).get("revoked_on")
        if revoked and item["subscription"]["start"] == revoked:
            return
        # Activated between the first day of use and today, but never after a revocation.
        last = 0 if not revoked else (self.as_of - datetime.date.fromisoformat(revoked)).days
        machines = 1 if product.max_machines == 1 or rng.random() < 0.7 else 2
        first = int(rng.random() * group.machines)
        for step in range(machines):
            back = usable_from - int((usable_from - last) * 0.3 * rng.random())
            if item.get("subscription", {}).get("start_mode") == "activation":
                back = usable_from
            yield {"ticket": item["ticket"], "container": "%s-ws-%03d" % (group.id, (first + step) % group.machines + 1),
                   "person": person["id"],
                   "activated_at": "%sT%02d:%02d:00Z" % (self.day(back), 7 + int(rng.random() * 10),
                                                         int(rng.random() * 60))}


# ---------------------------------------------------------------------------------------------------- writing

def line(item):
    return json.dumps(item, ensure_ascii=False, separators=(", ", ": "))


def write_array(out, name, items, last=False):
    out.write('"%s": [' % name)
    separator = "\n"
    for item in items:
        out.write(separator + line(item))
        separator = ",\n"
    out.write("\n]\n" if last else "\n],\n")


def write_data_set(out, base, seed, tickets, as_of):
    rng = random.Random(seed)
    directory = Directory(base, rng, tickets)
    licenses = Licenses(base, directory, rng, as_of)
    out.write('{"vendor": %s,\n' % line(base["vendor"]))
    write_array(out, "categories", base["categories"])
    write_array(out, "products", (public_product(base, source) for source in base["products"]))
    write_array(out, "price_lists", price_lists(base))
    write_array(out, "groups", (group.to_json() for group in directory.groups))
    write_array(out, "people", directory.people)
    write_array(out, "memberships", directory.memberships)
    # Activations stand behind all licenses, so they wait in a file.
    with tempfile.TemporaryFile("w+", encoding="utf-8") as waiting:
        def all_licenses():
            for number in range(tickets):
                item, activations = licenses.make(number)
                for activation in activations:
                    waiting.write(line(activation) + "\n")
                yield item

        write_array(out, "licenses", all_licenses())
        waiting.seek(0)
        write_array(out, "activations", (json.loads(text) for text in waiting), last=True)
    out.write("}\n")


def group_paths(base):
    def visit(sources, above):
        for source in sources:
            path = above + "/" + source["name"]
            yield source["id"], path
            yield from visit(source.get("children", ()), path)

    return dict(visit(base["groups"], base["vendor"]["name"]))


def write_tour_people(out, base):
    """Through whose eyes a person may look at the demo data: what GET /v1/demo/people answers."""
    paths = group_paths(base)
    people = [{"email": person["email"], "name": person["name"], "role": person["memberships"][0]["role"],
               "group": paths.get(person["memberships"][0]["group"], base["vendor"]["name"])}
              for person in base["people"] if person.get("tour")]
    out.write('{"items":%s}\n' % json.dumps(people, ensure_ascii=False, separators=(",", ":")))


def parse_arguments(arguments):
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--seed", type=int, default=2026, help="the same seed gives the same bytes")
    parser.add_argument("--tickets", type=int, default=5000, help="0 to 1000000 (default: 5000)")
    parser.add_argument("--base", default=os.path.join(os.path.dirname(os.path.abspath(__file__)), "base.json"),
                        help="the hand-written part (default: the demo's)")
    parser.add_argument("--as-of", type=datetime.date.fromisoformat, default=datetime.date(2026, 9, 30),
                        help="nothing happened after this day (default: 2026-09-30)")
    parser.add_argument("--output", help="file to write (default: standard output)")
    parser.add_argument("--tour-people", metavar="FILE", help="also write the people of the tour there")
    options = parser.parse_args(arguments)
    if not 0 <= options.tickets <= 1000000:
        parser.error("--tickets takes 0 to 1000000")
    return options


def main(arguments):
    options = parse_arguments(arguments)
    with open(options.base, encoding="utf-8") as file:
        base = json.load(file)
    if options.tour_people:
        with open(options.tour_people, "w", encoding="utf-8", newline="\n") as out:
            write_tour_people(out, base)
    if options.output:
        with open(options.output, "w", encoding="utf-8", newline="\n") as out:
            write_data_set(out, base, options.seed, options.tickets, options.as_of)
    else:
        out = open(sys.stdout.fileno(), "w", encoding="utf-8", newline="\n", closefd=False)
        with out:
            write_data_set(out, base, options.seed, options.tickets, options.as_of)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
