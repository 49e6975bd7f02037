#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs every benchmark of a build directory and shows what they measured as one table, and as JSON.

A benchmark is a program that meson knows by `benchmark()`. For each measurement it prints one line of JSON
on its standard output; every other line is ignored:

    {"name": "durable orders", "unit": "1/s", "value": 5210, "control": 4800,
     "control_name": "one-row transactions", "at": "least", "limit": 1.0}

`ratio` is value ÷ control unless the line gives its own. With a control, `limit` bounds the ratio; without
one, the value; `at` says whether it bounds from above ("most", the default) or from below ("least"). A line
without `limit` only informs.

What several of them need is made once: in the folder BENCH_CACHE, or in one that is gone after the run (stock.py).
"""

import json
import os
import subprocess
import sys
import tempfile


def measurements(text):
    """The measurements in the output of one program."""
    for line in text.split('\n'):
        line = line.strip()
        if not line.startswith('{'):
            continue
        try:
            found = json.loads(line)
        except ValueError:
            continue
        if isinstance(found, dict) and 'name' in found and 'value' in found:
            if found.get('control') and 'ratio' not in found:
                found['ratio'] = found['value'] / found['control']
            yield judge(found)


def judge(found):
    """Adds `met`: true, false, or null where there is no limit."""
    limit = found.get('limit')
    compared = found.get('ratio', found['value'])
    if limit is None:
        found['met'] = None
    else:
        found['met'] = compared >= limit if found.get('at') == 'least' else compared <= limit
    return found


def number(value):
    """A number as a person reads it."""
    if value is None:
        return '–'
    return f'{value:,.0f}' if abs(value) >= 100 else f'{value:.3g}'


def row(found):
    """One line of the table."""
    unit = found.get('unit', '')
    limit = '–' if found.get('limit') is None else ('≥ ' if found.get('at') == 'least' else '≤ ') + number(found['limit'])
    return (found['name'], f'{number(found["value"])} {unit}'.strip(),
            (f'{number(found["control"])} {unit}  {found.get("control_name", "")}'.strip()
             if found.get('control') is not None else '–'),
            number(found['ratio']) + ' ×' if found.get('ratio') is not None else '–', limit,
            {None: '', True: 'met', False: 'MISSED'}[found['met']])


def table(rows):
    """Lines with columns of equal width."""
    widths = [max(len(r[column]) for r in rows) for column in range(len(rows[0]))]
    return ['  '.join(cell.ljust(width) for cell, width in zip(r, widths)).rstrip() for r in rows]


def main(build, output):
    """Runs all, prints the table, writes `output`. Returns the exit status."""
    listed = subprocess.run(['meson', 'introspect', '--benchmarks', build], stdout=subprocess.PIPE, check=True)
    found, broken = [], []
    for benchmark in json.loads(listed.stdout):
        print(f'Measuring {benchmark["name"]}', flush=True)
        try:
            done = subprocess.run(benchmark['cmd'], env={**os.environ, **benchmark['env']}, cwd=benchmark.get('workdir') or build,
                                  stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=benchmark['timeout'] * 3,
                                  check=False)
        except subprocess.TimeoutExpired:
            broken.append((benchmark['name'], 'took too long'))
            continue
        measured = list(measurements(done.stdout.decode(errors='replace')))
        found += measured
        if done.returncode or not measured:
            said = done.stderr.decode(errors='replace').strip().split('\n')[-12:]
            broken.append((benchmark['name'], f'exit status {done.returncode}\n' + '\n'.join(said)))
    with open(output, 'w', encoding='utf-8') as file:
        json.dump({'measurements': found, 'broken': [name for name, _why in broken]}, file, indent=2, ensure_ascii=False)
        file.write('\n')
    if found:
        print()
        print('\n'.join(table([('what', 'value', 'control', 'ratio', 'limit', '')] + [row(f) for f in found])))
    for name, why in broken:
        print(f'\nBROKEN {name}: {why}')
    missed = sum(f['met'] is False for f in found)
    print(f'\n{len(found)} measured, {missed} missed, {len(broken)} broken; also in {output}')
    return 1 if missed or broken else 0


if __name__ == '__main__':
    with tempfile.TemporaryDirectory(prefix='lp-bench-') as folder:
        os.environ.setdefault('BENCH_CACHE', folder)
        sys.exit(main(sys.argv[1], sys.argv[2]))
