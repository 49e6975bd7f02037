#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds responses of the service against its own description.

    checker = Checker()                      # data/api/license-central.openapi.json
    checker.check('GET', '/v1/me', 200, {'X-Request-Id': '…'}, body)

raises Mismatch with every difference. Run as a program it checks the description itself.
"""

import json
import os
import re
import sys

import jsonschema

DESCRIPTION = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..', 'data', 'api',
                           'license-central.openapi.json')
METHODS = ('get', 'put', 'post', 'delete', 'patch')


class Mismatch(AssertionError):
    """A response is not what the description promises."""


class Checker:
    def __init__(self, path=DESCRIPTION):
        with open(path, encoding='utf-8') as file:
            self.document = json.load(file)
        self.patterns = []
        for template, item in self.document['paths'].items():
            pattern = re.compile('^' + re.sub(r'\{\w+\}', '[^/]+', re.escape(template).replace(r'\{', '{')
                                              .replace(r'\}', '}')) + '$')
            self.patterns.append(('{' in template, pattern, template, item))
        # Fixed segments win over placeholders.
        self.patterns.sort(key=lambda entry: entry[0])
        self.seen = set()

    def resolve(self, node):
        while '$ref' in node:
            found = self.document
            for part in node['$ref'].removeprefix('#/').split('/'):
                found = found[part.replace('~1', '/').replace('~0', '~')]
            node = found
        return node

    def find_operation(self, method, target):
        path = target.partition('?')[0]
        for _, pattern, template, item in self.patterns:
            if pattern.match(path):
                if method.lower() not in item:
                    raise Mismatch('%s %s is not described' % (method, template))
                return template, item[method.lower()]
        raise Mismatch('%s is not described' % path)

    def describe_faults(self, schema, value):
        # References are looked up in the whole document, so the schema is checked as a part of it.
        whole = dict(schema, components=self.document['components'])
        validator = jsonschema.Draft202012Validator(whole)
        for fault in sorted(validator.iter_errors(value), key=lambda fault: list(map(str, fault.path))):
            yield '/%s: %s' % ('/'.join(str(part) for part in fault.absolute_path), fault.message[:300])

    def check_headers(self, response, headers):
        present = {name.lower(): value for name, value in headers.items()}
        for name, header in response.get('headers', {}).items():
            header = self.resolve(header)
            value = present.get(name.lower())
            if value is None:
                if header.get('required'):
                    yield 'header %s is missing' % name
                continue
            yield from ('header %s %s' % (name, fault) for fault in self.describe_faults(header['schema'], value))

    def check_body(self, response, headers, body):
        present = {name.lower(): value for name, value in headers.items()}
        content = response.get('content')
        if content is None:
            if body:
                yield 'there is a body where none is described'
            return
        kind = present.get('content-type', '').partition(';')[0].strip()
        if kind not in content:
            yield 'Content-Type is "%s", not %s' % (kind, ' or '.join(content))
            return
        if kind.endswith('json'):
            yield from self.describe_faults(content[kind]['schema'],
                                            json.loads(body) if isinstance(body, (str, bytes)) else body)

    def check(self, method, target, status, headers, body):
        """`body` is the text, the bytes or the decoded JSON, None for none."""
        template, operation = self.find_operation(method, target)
        response = operation['responses'].get(str(status))
        if response is None:
            raise Mismatch('%s %s: status %d is not described' % (method, template, status))
        response = self.resolve(response)
        faults = list(self.check_headers(response, headers)) + list(self.check_body(response, headers, body))
        if faults:
            raise Mismatch('%s %s → %d:\n  %s' % (method, target, status, '\n  '.join(faults)))
        self.seen.add((method.upper(), template, status))

    def check_any(self, method, target, status, headers, body):
        """As check(), but also for what is no route: there the answer has to be a problem."""
        if headers.get('server', '').startswith('nginx') and headers.get('content-type', '').startswith('text/html'):
            return  # a proxy in front of the service has pages of its own
        try:
            self.find_operation(method, target)
        except Mismatch:
            if status < 400:
                raise
            response = self.resolve({'$ref': '#/components/responses/Problem404'})
            faults = list(self.check_body(response, headers, None if method == 'HEAD' else body))
            if faults and method != 'HEAD':
                raise Mismatch('%s %s → %d:\n  %s' % (method, target, status, '\n  '.join(faults))) from None
            return
        self.check(method, target, status, headers, body)


def find_references(node):
    if isinstance(node, dict):
        if isinstance(node.get('$ref'), str):
            yield node['$ref']
        for value in node.values():
            yield from find_references(value)
    elif isinstance(node, list):
        for value in node:
            yield from find_references(value)


def check_operation(checker, template, method, operation):
    where = '%s %s' % (method.upper(), template)
    for member in ('operationId', 'summary', 'responses'):
        if member not in operation:
            yield '%s: %s is missing' % (where, member)
    parameters = [checker.resolve(parameter) for parameter in operation.get('parameters', ())]
    in_path = {parameter['name'] for parameter in parameters if parameter['in'] == 'path'}
    if in_path != set(re.findall(r'\{(\w+)\}', template)):
        yield '%s: its path parameters are not described' % where
    named = {parameter['name'] for parameter in parameters if parameter['in'] == 'header'}
    signs_in = template.startswith('/v1/sessions')
    if method == 'post' and not signs_in and 'Idempotency-Key' not in named:
        yield '%s: takes no Idempotency-Key' % where
    if method in ('put', 'patch', 'delete') and not signs_in and 'If-Match' not in named:
        yield '%s: takes no If-Match' % where
    if not any(status.startswith('2') for status in operation['responses']):
        yield '%s: has no success' % where
    if operation.get('security') != [] and '401' not in operation['responses']:
        yield '%s: needs a sign-in, but 401 is not described' % where


def check_description(checker):
    document = checker.document
    if not document['openapi'].startswith('3.1.'):
        yield 'openapi is not 3.1'
    for reference in sorted(set(find_references(document))):
        try:
            checker.resolve({'$ref': reference})
        except KeyError:
            yield '%s leads nowhere' % reference
    for name, schema in document['components']['schemas'].items():
        try:
            jsonschema.Draft202012Validator.check_schema(schema)
        except jsonschema.SchemaError as fault:
            yield 'schema %s: %s' % (name, fault.message)
    identifiers = set()
    for template, item in document['paths'].items():
        for method in METHODS:
            if method in item:
                yield from check_operation(checker, template, method, item[method])
                if item[method]['operationId'] in identifiers:
                    yield 'operationId %s stands twice' % item[method]['operationId']
                identifiers.add(item[method]['operationId'])


def main():
    faults = list(check_description(Checker()))
    for fault in faults:
        print('# ' + fault)
    print('%s 1 - the description of the API\n1..1' % ('not ok' if faults else 'ok'))
    return 1 if faults else 0


if __name__ == '__main__':
    sys.exit(main())
