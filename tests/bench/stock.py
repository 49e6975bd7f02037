# SPDX-License-Identifier: GPL-3.0-or-later
"""What benchmarks need and is slow to make, made once for all of them: data sets, a License Central loaded with
one, and an application's data directory that has synchronized it.

All lies in the folder that BENCH_CACHE names. bench.py makes one for the time of its run; one who names his own
keeps what is there for the next run. What is there depends on the generator and on both schemas, whose checksum is
part of every name."""

import contextlib
import fcntl
import hashlib
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
GENERATOR = ROOT / 'tests' / 'support' / 'generate-data-set.py'
BASE = ROOT / 'data' / 'demo' / 'base.json'
SEED = '7'
DETERMINING = (GENERATOR, BASE, ROOT / 'src' / 'central' / 'lc-schema.c', ROOT / 'src' / 'client' / 'lp-replica-schema.c')
EMAIL, PASSWORD = 'vera@tessaline.example', 'demo-license-portal'

sys.path.insert(0, str(ROOT / 'tests' / 'e2e'))
from player import Player  # noqa: E402
from stage import stop, wait_for  # noqa: E402


class Stock:
    """The stock of one benchmark, which alone uses it until its `with` statement ends."""

    def __init__(self, central, portal=None):
        self.central_program, self.portal = central, portal
        self.digest = hashlib.sha256(b'\0'.join(path.read_bytes() for path in DETERMINING)).hexdigest()[:12]
        self.ending = contextlib.ExitStack()

    def __enter__(self):
        folder = os.environ.get('BENCH_CACHE') or self.ending.enter_context(
            tempfile.TemporaryDirectory(prefix='lp-bench-'))
        self.folder = pathlib.Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        lock = self.ending.enter_context(open(self.folder / 'lock', 'w', encoding='utf-8'))
        fcntl.flock(lock, fcntl.LOCK_EX)
        return self

    def __exit__(self, *_error):
        self.ending.close()

    def _made(self, name, make):
        """The file or directory of that name, made if it is not there; half of one is never taken for the whole."""
        path = self.folder / f'{name}-{self.digest}'
        if not path.exists():
            unfinished = path.with_suffix('.unfinished')
            shutil.rmtree(unfinished, ignore_errors=True)
            make(unfinished)
            unfinished.rename(path)
        return path

    def data_set(self, tickets):
        """A data set of that many tickets, as `license-central load` reads it."""
        def generate(path):
            subprocess.run(['/usr/bin/python3', str(GENERATOR), '--base', str(BASE), '--seed', SEED, '--tickets',
                            str(tickets), '--output', str(path)], check=True, stdout=subprocess.DEVNULL)
        return self._made(f'set-{tickets}', generate)

    def central(self, tickets):
        """A data directory of License Central with that data set. To be copied before it is served."""
        def load(path):
            subprocess.run([self.central_program, 'load', '--data', str(path), str(self.data_set(tickets))], check=True,
                           stdout=subprocess.DEVNULL)
        return self._made(f'central-{tickets}', load)

    @contextlib.contextmanager
    def served(self, stage, tickets):
        """A service over a copy of that directory; gives its address, which is the same every time."""
        copy, socket = self.folder / 'served', self.folder / 'socket'
        shutil.rmtree(copy, ignore_errors=True)
        socket.unlink(missing_ok=True)
        shutil.copytree(self.central(tickets), copy)
        service = stage.start(self.central_program, 'serve', '--data', str(copy), '--socket', str(socket), '--rate-limit', '0')
        try:
            wait_for(socket.exists, 'the service')
            yield f'unix:{socket}'
        finally:
            stop(service)
            stage.processes.remove(service)
            shutil.rmtree(copy)

    def replica(self, stage, tickets):
        """A data directory of the application, which has synchronized such a service through its window. To be used
        in place by one after the other: what they do to it has to leave it good."""
        def synchronize(path):
            with self.served(stage, tickets) as address:
                player = Player(stage, [self.portal, '--data', str(path)], os.path.join(stage.folder, 'first.log'))
                player.click('Connect to License Central', 'label')
                sign_in(player, address)
                player.see('Connected', 'label', patience=900)
                player.leave()
        return self._made(f'replica-{tickets}', synchronize)


def sign_in(player, address):
    """Fills the dialog that asks who one is."""
    dialog = player.see_window('Sign In')
    player.fill(address, 'Address', within=dialog)
    player.fill(EMAIL, 'E-mail', within=dialog)
    player.fill(PASSWORD, 'Password', within=dialog)
    player.click('Sign In', 'push button', within=dialog)
