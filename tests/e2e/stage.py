# SPDX-License-Identifier: GPL-3.0-or-later
"""A stage for the real application: a display, a bus, a window manager, all private and gone afterwards."""

import ctypes
import os
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time

PATIENCE = float(os.environ.get('E2E_PATIENCE', '60'))
SETTINGS = '''[Settings]
gtk-font-name=Cantarell 11
gtk-icon-theme-name=Adwaita
gtk-cursor-theme-name=Adwaita
gtk-enable-animations=false
gtk-xft-antialias=1
gtk-xft-hinting=1
gtk-xft-hintstyle=hintslight
gtk-decoration-layout=:close
'''
BUS = '''<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:dir={folder}</listen>
  <servicedir>{services}</servicedir>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/>
  </policy>
</busconfig>
'''
# Only accessibility may be started by this bus: nothing else of the machine's desktop has a part in a test.
ACTIVATABLE = ('org.a11y.Bus.service',)


def wait_for(condition, what, patience=None):
    """Calls condition until it returns something true, which is returned; raises after a while."""
    end = time.monotonic() + (patience or PATIENCE)
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > end:
            raise AssertionError(f'waited in vain for {what}')
        time.sleep(0.05)


LIBC = ctypes.CDLL(None, use_errno=True)
PR_SET_PDEATHSIG = 1


def bound_to_driver(signal_number=signal.SIGKILL):
    """For `preexec_fn`: what is started ends with whoever drives it, even where that is killed and can tell nobody.
    What it has started in turn has to see to itself, as the application's service and the bus's clients do."""
    driver = os.getpid()

    def bind():
        LIBC.prctl(PR_SET_PDEATHSIG, signal_number, 0, 0, 0)
        if os.getppid() != driver:  # it was killed in between
            os._exit(1)
    return bind


# Waits for the end of its input, which is that of the driver; what the stage has started may be writing still.
REMOVE = '''
import os, shutil, sys, time
sys.stdin.read()
end = time.monotonic() + 60
while os.path.exists(sys.argv[1]) and time.monotonic() < end:
    shutil.rmtree(sys.argv[1], ignore_errors=True)
    time.sleep(0.1)
'''


def remove_afterwards(folder):
    """Starts the process that removes a folder as soon as this one has ended, however that is. Returns the process."""
    return subprocess.Popen([sys.executable, '-c', REMOVE, folder], stdin=subprocess.PIPE, start_new_session=True)


def leave_orderly(*_signal):
    """A driver that is asked to end puts its stage away first."""
    sys.exit(1)


class Stage:
    """Everything around the application. Use it in a `with` statement; `environment` is for what plays on it, and
    `folder` for what it needs: it goes with the driver, even where that is killed."""

    def __init__(self, width=1400, height=1000):
        self.size = f'{width}x{height}x24'
        self.processes = []
        self.folder = tempfile.mkdtemp(prefix='license-portal-stage-')
        self.remover = remove_afterwards(self.folder)
        self.environment = {}

    def __enter__(self):
        signal.signal(signal.SIGTERM, leave_orderly)
        try:
            self._set_up()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_error):
        for process in reversed(self.processes):
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self.remover.communicate()

    def start(self, *command, ending=signal.SIGKILL, **more):
        """A process that ends with the stage, and by that signal with a killed driver."""
        with open(os.path.join(self.folder, f'{os.path.basename(command[0])}.log'), 'wb') as log:
            more = {'stdout': log, 'stderr': log, **more}
            process = subprocess.Popen(command, env=self.environment, stdin=subprocess.DEVNULL,
                                       preexec_fn=bound_to_driver(ending), **more)
        self.processes.append(process)
        return process

    def _set_up(self):
        folders = {name: os.path.join(self.folder, name.lower()) for name in
                   ('HOME', 'XDG_CONFIG_HOME', 'XDG_CACHE_HOME', 'XDG_DATA_HOME', 'XDG_STATE_HOME', 'XDG_RUNTIME_DIR')}
        for path in folders.values():
            os.mkdir(path, 0o700)
        os.mkdir(os.path.join(folders['XDG_CONFIG_HOME'], 'gtk-4.0'))
        with open(os.path.join(folders['XDG_CONFIG_HOME'], 'gtk-4.0', 'settings.ini'), 'w', encoding='utf-8') as file:
            file.write(SETTINGS)
        kept = {name: os.environ[name] for name in ('PATH', 'TMPDIR', 'ASAN_OPTIONS', 'UBSAN_OPTIONS',
                                                    'GSETTINGS_SCHEMA_DIR') if name in os.environ}
        self.environment = {**kept, **folders, 'LC_ALL': 'C.UTF-8', 'GSETTINGS_BACKEND': 'memory', 'NO_AT_BRIDGE': '0',
                            'GDK_BACKEND': 'x11', 'GSK_RENDERER': 'cairo', 'GTK_A11Y': 'atspi', 'GTK_USE_PORTAL': '0',
                            'ADW_DISABLE_PORTAL': '1', 'GIO_USE_VFS': 'local', 'GVFS_DISABLE_FUSE': '1',
                            'XDG_CURRENT_DESKTOP': 'GNOME', 'NO_COLOR': '1',
                            # What leaks is judged by what is said about it (Player.complaints).
                            'LSAN_OPTIONS': os.environ.get('LSAN_OPTIONS', '') + ':exitcode=0'}
        self._start_display()
        self._start_bus()
        self.start('openbox', '--sm-disable')
        # Popovers have transparent edges.
        self.start('xcompmgr')
        wait_for(lambda: 'window id #' in self.ask('xprop', '-root', '_NET_SUPPORTING_WM_CHECK'), 'the window manager')

    def _start_display(self):
        reading, writing = os.pipe()
        self.start('Xvfb', '-displayfd', str(writing), '-screen', '0', self.size, '-nolisten', 'tcp', '-noreset',
                   pass_fds=[writing], ending=signal.SIGTERM)  # which takes its socket away
        os.close(writing)
        number = ''
        while not number.endswith('\n'):
            ready, _, _ = select.select([reading], [], [], PATIENCE)
            piece = os.read(reading, 20).decode() if ready else ''
            if not piece:
                raise AssertionError('Xvfb did not start')
            number += piece
        os.close(reading)
        self.environment['DISPLAY'] = ':' + number.strip()

    def _start_bus(self):
        services = os.path.join(self.folder, 'services')
        os.mkdir(services)
        for name in ACTIVATABLE:
            for data in ('/usr/share', '/usr/local/share'):
                path = os.path.join(data, 'dbus-1', 'services', name)
                if os.path.exists(path):
                    shutil.copy(path, services)
        config = os.path.join(self.folder, 'bus.conf')
        with open(config, 'w', encoding='utf-8') as file:
            file.write(BUS.format(folder=self.folder, services=services))
        bus = self.start('dbus-daemon', '--config-file=' + config, '--nofork', '--print-address=1',
                         stdout=subprocess.PIPE)
        self.environment['DBUS_SESSION_BUS_ADDRESS'] = bus.stdout.readline().decode().strip()

    def enlarge_text(self, factor):
        """Letters that many times as large as usual, for what is started from now on: a desktop without settings tells
        that to GTK as a resource of the display."""
        self.ask('xprop', '-root', '-f', 'RESOURCE_MANAGER', '8s', '-set', 'RESOURCE_MANAGER',
                 f'Xft.dpi:\t{round(96 * factor)}\n')

    def ask(self, *command):
        """What a program of the display answers."""
        done = subprocess.run(command, env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                              stdin=subprocess.DEVNULL, timeout=PATIENCE, check=False)
        return done.stdout.decode(errors='replace')

    def screenshot(self, path, window=None):
        """A picture of the display, or of one X window with what lies on it."""
        os.makedirs(os.path.dirname(os.path.abspath(path)), exist_ok=True)
        crop = []
        if window:
            crop = ['-crop', '{width}x{height}+{x}+{y}'.format(**self.geometry(window)), '+repage']
        said = self.ask('import', '-window', 'root', *crop, path)
        if not os.path.exists(path):
            raise AssertionError(f'no screenshot: {said}')

    def geometry(self, window):
        """Place and size of an X window on the display."""
        shell = self.ask('xdotool', 'getwindowgeometry', '--shell', window)
        values = dict(line.split('=') for line in shell.split('\n') if '=' in line)
        return {name.lower(): int(value) for name, value in values.items()}


def stop(process, patience=PATIENCE):
    """Asks a process to end and returns how it did."""
    process.send_signal(signal.SIGTERM)
    return process.wait(patience)
