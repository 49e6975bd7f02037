/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lc-schema.h"

/* History of the schema (PRAGMA user_version):
 *
 *  1  groups, people, catalog, orders, tickets, subscriptions, audit, change feed, sign-in, idempotency
 *  2  named API tokens
 *
 * A released step is never edited: add the next one, and an SQL fixture of the database before it to
 * tests/db/fixtures/. Rows have an integer key `row` for joins; `id` is the opaque name on the wire. `version`
 * counts changes of stored members and makes the etag. */

static const char directory_sql[] =
    "CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;"

    "CREATE TABLE groups ("
    "  row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, parent INTEGER REFERENCES groups (row),"
    "  name TEXT NOT NULL, kind TEXT NOT NULL, external_id TEXT UNIQUE,"
    "  short_key TEXT," /* of the root ('V') and its children: permanent, in order numbers */
    "  fiscal_year_end TEXT, default_visibility TEXT, allocate_to TEXT, approval TEXT, currency TEXT,"
    "  country TEXT, tax_id TEXT, tax_category TEXT, tax_percent TEXT, discount_percent TEXT, address TEXT,"
    "  consumer INTEGER, bills_clients INTEGER, accounting TEXT, archived_at TEXT,"
    "  version INTEGER NOT NULL DEFAULT 1) STRICT;"
    "CREATE UNIQUE INDEX groups_sibling ON groups (parent, name) WHERE archived_at IS NULL;"
    "CREATE UNIQUE INDEX groups_short_key ON groups (short_key) WHERE short_key IS NOT NULL;"
    "CREATE INDEX groups_parent ON groups (parent);"

    /* Every pair of a group and itself or one of its ancestors. */
    "CREATE TABLE group_tree ("
    "  ancestor INTEGER NOT NULL REFERENCES groups (row), descendant INTEGER NOT NULL REFERENCES groups (row),"
    "  depth INTEGER NOT NULL, PRIMARY KEY (ancestor, descendant)) STRICT, WITHOUT ROWID;"
    "CREATE INDEX group_tree_up ON group_tree (descendant, depth, ancestor);"

    "CREATE TABLE person ("
    "  row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, email TEXT NOT NULL,"
    "  email_folded TEXT NOT NULL UNIQUE, name TEXT NOT NULL, state TEXT NOT NULL,"
    "  password_hash TEXT, created_at TEXT NOT NULL, version INTEGER NOT NULL DEFAULT 1) STRICT;"

    "CREATE TABLE membership ("
    "  person INTEGER NOT NULL REFERENCES person (row), group_row INTEGER NOT NULL REFERENCES groups (row),"
    "  role TEXT NOT NULL, version INTEGER NOT NULL DEFAULT 1,"
    "  PRIMARY KEY (person, group_row)) STRICT, WITHOUT ROWID;"
    "CREATE INDEX membership_group ON membership (group_row, person);"

    "CREATE TABLE membership_right ("
    "  person INTEGER NOT NULL, group_row INTEGER NOT NULL, category INTEGER NOT NULL REFERENCES category (row),"
    "  rights INTEGER NOT NULL, PRIMARY KEY (person, group_row, category),"
    "  FOREIGN KEY (person, group_row) REFERENCES membership (person, group_row) ON DELETE CASCADE)"
    "  STRICT, WITHOUT ROWID;"

    "CREATE TABLE invitation ("
    "  row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, group_row INTEGER NOT NULL REFERENCES groups (row),"
    "  email TEXT NOT NULL, email_folded TEXT NOT NULL, role TEXT NOT NULL, rights TEXT NOT NULL,"
    "  token_hash BLOB NOT NULL UNIQUE, invited_by INTEGER REFERENCES person (row), expires_at TEXT NOT NULL,"
    "  accepted_at TEXT, version INTEGER NOT NULL DEFAULT 1) STRICT;";

static const char catalog_sql[] =
    "CREATE TABLE category ("
    "  row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL UNIQUE, archived_at TEXT,"
    "  version INTEGER NOT NULL DEFAULT 1) STRICT;"

    "CREATE TABLE product ("
    "  row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, code TEXT NOT NULL UNIQUE, name TEXT NOT NULL,"
    "  description TEXT, kind TEXT NOT NULL, trial_days INTEGER, max_machines INTEGER NOT NULL DEFAULT 1,"
    "  entries TEXT NOT NULL DEFAULT '[]', modules TEXT NOT NULL DEFAULT '[]',"
    "  term TEXT, notice TEXT, start_mode TEXT, expiry_mode TEXT, revenue_account TEXT, archived_at TEXT,"
    "  version INTEGER NOT NULL DEFAULT 1) STRICT;"

    "CREATE TABLE product_category ("
    "  product INTEGER NOT NULL REFERENCES product (row), category INTEGER NOT NULL REFERENCES category (row),"
    "  PRIMARY KEY (product, category)) STRICT, WITHOUT ROWID;"
    "CREATE INDEX product_category_products ON product_category (category, product);"

    "CREATE TABLE price_list ("
    "  row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL, currency TEXT NOT NULL,"
    "  valid_from TEXT NOT NULL, per TEXT NOT NULL, version INTEGER NOT NULL DEFAULT 1,"
    "  UNIQUE (name, currency, valid_from)) STRICT;"
    "CREATE TABLE price ("
    "  list INTEGER NOT NULL REFERENCES price_list (row), product INTEGER NOT NULL REFERENCES product (row),"
    "  module TEXT NOT NULL DEFAULT '', amount INTEGER NOT NULL,"
    "  PRIMARY KEY (list, product, module)) STRICT, WITHOUT ROWID;";

static const char licensing_sql[] =
    /* One row a year and short key: the last number given out. */
    "CREATE TABLE order_counter ("
    "  year INTEGER NOT NULL, short_key TEXT NOT NULL, last INTEGER NOT NULL,"
    "  PRIMARY KEY (year, short_key)) STRICT, WITHOUT ROWID;"

    "CREATE TABLE orders ("
    "  row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, number TEXT NOT NULL UNIQUE, state TEXT NOT NULL,"
    "  group_row INTEGER NOT NULL REFERENCES groups (row), product INTEGER NOT NULL REFERENCES product (row),"
    "  licenses INTEGER NOT NULL, quantity INTEGER NOT NULL, reference TEXT, created_at TEXT NOT NULL,"
    "  ordered_on TEXT NOT NULL, created_by INTEGER REFERENCES person (row),"
    "  decided_by INTEGER REFERENCES person (row), decided_at TEXT, reason TEXT,"
    "  request TEXT NOT NULL," /* the request as asked for, JSON: validated again at approval */
    "  version INTEGER NOT NULL DEFAULT 1) STRICT;"
    "CREATE INDEX orders_group ON orders (group_row, row);"

    /* `modules`: codes joined by a space; `entries`: the JSON object of the wire, see lc-ticket-columns.h. */
    "CREATE TABLE ticket ("
    "  row INTEGER PRIMARY KEY, id TEXT NOT NULL, code TEXT NOT NULL,"
    "  product INTEGER NOT NULL REFERENCES product (row), modules TEXT NOT NULL, entries TEXT NOT NULL,"
    "  quantity INTEGER NOT NULL, group_row INTEGER NOT NULL REFERENCES groups (row),"
    "  assignee INTEGER REFERENCES person (row), visible_to_group INTEGER NOT NULL,"
    "  order_row INTEGER REFERENCES orders (row), reference TEXT, created_at TEXT NOT NULL,"
    "  created_by INTEGER REFERENCES person (row), technical_expiry TEXT, activations INTEGER NOT NULL DEFAULT 0,"
    "  revoked_on TEXT, removal TEXT NOT NULL DEFAULT 'none', version INTEGER NOT NULL DEFAULT 1) STRICT;"
    /* Nobody looks for a ticket by its id. */
    "CREATE UNIQUE INDEX ticket_code ON ticket (code);"
    "CREATE INDEX ticket_group ON ticket (group_row, row);"
    "CREATE INDEX ticket_assignee ON ticket (assignee, row) WHERE assignee IS NOT NULL;"
    "CREATE INDEX ticket_product ON ticket (product, row);"
    "CREATE INDEX ticket_expiry ON ticket (technical_expiry) WHERE technical_expiry IS NOT NULL;"

    "CREATE TABLE container ("
    "  row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL, fingerprint TEXT UNIQUE,"
    "  public_key BLOB, counter INTEGER NOT NULL DEFAULT 0, last_seen TEXT,"
    "  version INTEGER NOT NULL DEFAULT 1) STRICT;"
    "CREATE TABLE activation ("
    "  row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, ticket INTEGER NOT NULL REFERENCES ticket (row),"
    "  container INTEGER NOT NULL REFERENCES container (row), person INTEGER REFERENCES person (row),"
    "  activated_at TEXT NOT NULL, ended_at TEXT) STRICT;"
    "CREATE INDEX activation_ticket ON activation (ticket) WHERE ended_at IS NULL;"

    "CREATE TABLE subscription ("
    "  row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, ticket INTEGER NOT NULL UNIQUE REFERENCES ticket (row),"
    "  start_mode TEXT NOT NULL, expiry_mode TEXT NOT NULL, start TEXT, initial_expiry TEXT,"
    "  term TEXT NOT NULL, notice TEXT NOT NULL, fiscal_year_end TEXT, consumer INTEGER NOT NULL DEFAULT 0,"
    "  committed_until TEXT, deadline TEXT, cancelled_on TEXT, ends_on TEXT, revoked_on TEXT, credit TEXT,"
    /* The day on which the next renewal is due: the day after `deadline`; NULL without auto-renewal. */
    "  due_on TEXT, version INTEGER NOT NULL DEFAULT 1) STRICT;"
    "CREATE INDEX subscription_due ON subscription (due_on) WHERE due_on IS NOT NULL;"
    "CREATE INDEX subscription_end ON subscription (ends_on) WHERE ends_on IS NOT NULL;"
    "CREATE TABLE renewal ("
    "  subscription INTEGER NOT NULL REFERENCES subscription (row), number INTEGER NOT NULL,"
    "  first_day TEXT NOT NULL, last_day TEXT NOT NULL, committed_on TEXT NOT NULL,"
    "  PRIMARY KEY (subscription, number)) STRICT, WITHOUT ROWID;"
    "CREATE INDEX renewal_first_day ON renewal (first_day);";

static const char records_sql[] =
    /* Append-only; hash = BLAKE2b-256 over the record before and this one, see lc-audit.c. */
    "CREATE TABLE audit ("
    "  seq INTEGER PRIMARY KEY, id TEXT NOT NULL, at TEXT NOT NULL, day TEXT NOT NULL,"
    "  actor INTEGER REFERENCES person (row), action TEXT NOT NULL, object_kind TEXT NOT NULL,"
    "  object_id TEXT NOT NULL, group_row INTEGER REFERENCES groups (row), request_id TEXT,"
    "  digests BLOB NOT NULL, hash BLOB NOT NULL) STRICT;"
    /* Clear texts, which can name people, stand apart: the chain holds only their salted digests, so that a
     * text can be erased and the chain stays whole. */
    "CREATE TABLE audit_text ("
    "  seq INTEGER PRIMARY KEY REFERENCES audit (seq), salt BLOB NOT NULL, object_label TEXT, reason TEXT,"
    "  before TEXT, after TEXT, erased_at TEXT) STRICT;"
    "CREATE INDEX audit_object ON audit (object_id, seq);"
    "CREATE INDEX audit_group ON audit (group_row, seq);"
    "CREATE INDEX audit_actor ON audit (actor, seq);"
    "CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit"
    "  BEGIN SELECT RAISE (ABORT, 'audit records are append-only'); END;"
    "CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit"
    "  BEGIN SELECT RAISE (ABORT, 'audit records are append-only'); END;"

    /* The change feed: who could see the object before is decided by the columns here, who can see it after by
     * the object itself. `object` is the row of the table that `kind` names; of a membership the person, with
     * the group in group_before. */
    "CREATE TABLE change ("
    "  seq INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, object INTEGER NOT NULL,"
    "  group_before INTEGER, assignee_before INTEGER, visible_before INTEGER, at TEXT NOT NULL) STRICT;"
    "CREATE INDEX change_reset ON change (object, seq) WHERE kind = 'reset';";

static const char access_sql[] =
    "CREATE TABLE session ("
    "  row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, person INTEGER NOT NULL REFERENCES person (row),"
    "  access_hash BLOB NOT NULL UNIQUE, access_until TEXT NOT NULL, refresh_hash BLOB NOT NULL UNIQUE,"
    "  family_until TEXT NOT NULL, created_at TEXT NOT NULL, ended_at TEXT) STRICT;"
    "CREATE INDEX session_person ON session (person) WHERE ended_at IS NULL;"
    /* Refresh tokens that were used: seeing one again ends the session. */
    "CREATE TABLE used_refresh ("
    "  refresh_hash BLOB PRIMARY KEY, session INTEGER NOT NULL REFERENCES session (row) ON DELETE CASCADE)"
    "  STRICT, WITHOUT ROWID;"
    "CREATE TABLE idempotency ("
    "  row INTEGER PRIMARY KEY, caller TEXT NOT NULL, key TEXT NOT NULL, method TEXT NOT NULL,"
    "  path TEXT NOT NULL, digest BLOB NOT NULL, status INTEGER NOT NULL, body TEXT, etag TEXT,"
    "  created_at TEXT NOT NULL) STRICT;"
    "CREATE UNIQUE INDEX idempotency_key ON idempotency (caller, key);"
    "CREATE INDEX idempotency_age ON idempotency (created_at);"
    /* What POST /v1/batch/{id}/undo needs. */
    "CREATE TABLE batch ("
    "  row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, person INTEGER NOT NULL REFERENCES person (row),"
    "  created_at TEXT NOT NULL, undone_at TEXT, steps TEXT NOT NULL) STRICT;";

static const char token_sql[] =
    "CREATE TABLE api_token ("
    "  row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, person INTEGER NOT NULL REFERENCES person (row),"
    "  name TEXT NOT NULL, scope TEXT NOT NULL, token_hash BLOB NOT NULL UNIQUE, created_at TEXT NOT NULL,"
    "  expires_at TEXT NOT NULL, ended_at TEXT) STRICT;"
    "CREATE INDEX api_token_person ON api_token (person, row) WHERE ended_at IS NULL;"
    /* Whoever comes back after having been disabled begins without tokens. */
    "CREATE TRIGGER api_token_end AFTER UPDATE OF state ON person WHEN NEW.state <> 'active'"
    "  BEGIN UPDATE api_token SET ended_at = strftime ('%Y-%m-%dT%H:%M:%SZ', 'now')"
    "  WHERE person = NEW.row AND ended_at IS NULL; END;";

/* Of the last step. */
#define NEWEST 2

gboolean
lc_schema_migrate (LpDb *db, GError **error)
{
  g_autofree char *initial = g_strconcat (directory_sql, catalog_sql, licensing_sql, records_sql, access_sql,
                                          NULL);
  const LpMigration steps[] = {
    { 1, initial, NULL },
    { NEWEST, token_sql, NULL },
  };

  return lp_db_migrate (db, steps, G_N_ELEMENTS (steps), error);
}

gboolean
lc_schema_refuse_newer (LpDb *db, GError **error)
{
  return lp_db_refuse_newer (db, NEWEST, error);
}
