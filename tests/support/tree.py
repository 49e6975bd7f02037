# SPDX-License-Identifier: GPL-3.0-or-later
"""The small tree of groups that tests share (tests/central/data/tree.json), served, with everybody signed in."""

import json
import pathlib

from service import PASSWORD, Service

FILE = pathlib.Path(__file__).resolve().parent.parent / 'central' / 'data' / 'tree.json'


class Tree:
    """A service with the tree. People are named as in the file: `va` is the vendor's admin, `am` a member of
    Acme, and so on."""

    def __init__(self, *options):
        self.addresses = (f'192.0.{high}.{low}' for high in range(256) for low in range(256))
        data_set = json.loads(FILE.read_text())
        for person in data_set['people']:
            person['password'] = PASSWORD
        del data_set['vendor']
        self.service = Service()
        loaded = self.service.load(data_set)
        assert loaded.returncode == 0, loaded.stderr
        self.service.start('--trusted-proxy', '127.0.0.1', '--rate-limit', '1000000', *options)
        self.tokens = {}
        for person in data_set['people']:
            reply = self.service.call('POST', '/v1/sessions', {'email': person['email'], 'password': PASSWORD},
                                      X_Forwarded_For=next(self.addresses))
            assert reply.status == 201, reply
            self.tokens[person['id']] = reply.json['access_token']
        self.groups = {}
        for group in self.call('va', 'GET', '/v1/groups').json['items']:
            self.groups[group['name'].split()[0].lower()] = group['id']

    def call(self, person, method, path, body=None, **headers):
        """One request by somebody, each from another address: guessing of codes is counted by address."""
        headers.setdefault('X_Forwarded_For', next(self.addresses))
        return self.service.call(method, path, body, token=self.tokens[person], **headers)

    def product(self, code='CAD', group='acme'):
        """A product that the vendor's admin may create for the group."""
        place = self.groups[group]
        for category in self.call('va', 'GET', f'/v1/groups/{place}/categories').json['items']:
            products = self.call('va', 'GET', f'/v1/categories/{category["id"]}/products?group={place}').json
            for product in products['items']:
                if product['code'] == code:
                    return product
        raise KeyError(code)

    def close(self):
        self.service.__exit__()
