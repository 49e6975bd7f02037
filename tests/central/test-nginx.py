#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The nginx configuration that ships: License Central behind it, with TLS. Skipped without nginx or openssl."""

import http.client
import pathlib
import re
import shutil
import socket
import ssl
import subprocess
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / 'support'))
from service import ADMIN, PASSWORD, Service, wait_for  # noqa: E402

CONFIGURATION = pathlib.Path(__file__).resolve().parents[2] / 'data' / 'nginx' / 'license-central.conf'
NGINX = shutil.which('nginx') or shutil.which('nginx', path='/usr/sbin')


def free_port():
    with socket.socket() as one:
        one.bind(('127.0.0.1', 0))
        return one.getsockname()[1]


class Nginx(Service):
    """A service behind nginx."""

    def start_behind(self):
        self.start('--trusted-proxy', 'unix', on='--socket', at=self.root / 'central.socket')
        self.root.chmod(0o755)
        certificate, key = self.root / 'tls.pem', self.root / 'tls.key'
        subprocess.run(['openssl', 'req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj',
                        '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost', '-keyout', key, '-out',
                        certificate], check=True, capture_output=True)
        self.port = free_port()
        text = CONFIGURATION.read_text()
        for pattern, replacement in ((r'unix:/run/\S+;', f'unix:{self.root}/central.socket;'),
                                     (r'listen 443 ssl', f'listen 127.0.0.1:{self.port} ssl'),
                                     (r'\n *listen \[::\].*', ''),
                                     (r'ssl_certificate /.*;', f'ssl_certificate {certificate};'),
                                     (r'ssl_certificate_key /.*;', f'ssl_certificate_key {key};')):
            text, count = re.subn(pattern, replacement, text)
            assert count == 1, pattern
        places = '\n'.join(f'{what}_temp_path {self.root}/{what};'
                           for what in ('client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'))
        path = self.root / 'nginx.conf'
        user = 'user root;\n' if subprocess.run(['id', '-u'], capture_output=True).stdout == b'0\n' else ''
        path.write_text(f'{user}daemon off;\nworker_processes 1;\npid {self.root}/nginx.pid;\nevents {{}}\n'
                        f'http {{\naccess_log off;\n{places}\n{text}\n}}\n')
        self.proxy = subprocess.Popen([NGINX, '-e', self.root / 'nginx.log', '-c', path],
                                      stderr=subprocess.DEVNULL)
        self.tls = ssl.create_default_context(cafile=str(certificate))
        wait_for(self.answers, 'an answer of nginx')

    def answers(self):
        connection = self.connect()
        try:
            connection.request('GET', '/')
            return connection.getresponse().status == 404
        except OSError:
            return False
        finally:
            connection.close()

    def connect(self):
        return http.client.HTTPSConnection('localhost', self.port, context=self.tls, timeout=60)

    def __exit__(self, *_):
        self.proxy.terminate()
        self.proxy.wait()
        super().__exit__()


@unittest.skipUnless(NGINX and shutil.which('openssl'), 'nginx or openssl is not installed')
class Behind(unittest.TestCase):
    def test_all(self):
        with Nginx() as service:
            service.start_behind()
            self.assertEqual(service.call('GET', '/v1/health').status, 200)
            self.assertEqual(service.call('GET', '/elsewhere').status, 404)
            self.assertEqual(service.sign_in().status, 201)
            self.assertEqual(service.call('GET', '/v1/me').json['person']['email'], ADMIN)
            self.assertEqual(service.call('POST', '/v1/orders', b' ' * 1100000).status, 413)
            # A large batch passes nginx and is judged by the service.
            self.assertIn(service.call('POST', '/v1/batch', b'{' + b' ' * 2000000 + b'}').status, (400, 422))
            connection = service.connect()
            connection.request('GET', '/v1/events', headers={'Authorization': 'Bearer ' + service.token})
            answer = connection.getresponse()
            self.assertEqual(answer.status, 200)
            self.assertTrue(answer.readline().startswith(b':'))
            connection.close()
            # The address counts that nginx saw, not the one that the client claims.
            statuses = [service.call('POST', '/v1/sessions', {'email': ADMIN, 'password': PASSWORD + '!'}, token='',
                                     X_Forwarded_For=f'192.0.2.{number}').status for number in range(6)]
            self.assertEqual(statuses, [401] * 5 + [429])


if __name__ == '__main__':
    unittest.main()
