/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lp-replica-schema.h"

/* History of the replica's schema (PRAGMA user_version):
 *
 *  1  everything that a snapshot brings, and full text of references and entry values
 *  2  subscriptions with product and end of commitment, so that the table needs no more than an index
 *  3  ticket_columns: what queries filter and sort by, in chunks that are read in one go
 *  4  subscription_columns likewise, instead of an index over them
 *
 * Rows of groups, products and persons are never deleted while the file lives: what is gone, or was only ever
 * named by a ticket, has `object` NULL. So tickets can refer to them by row without asking. Days are days since
 * 1970, instants seconds since 1970; `entries` and `containers` are lists separated by RS (0x1e) with fields
 * separated by US (0x1f). */

static const char initial_sql[] =
    "CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT) STRICT, WITHOUT ROWID;"
    "CREATE TABLE groups (row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT, object TEXT) STRICT;"
    "CREATE TABLE category (row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT, object TEXT) STRICT;"
    "CREATE TABLE product (row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT, code TEXT,"
    "  object TEXT) STRICT;"
    "CREATE TABLE person (row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT, email TEXT,"
    "  object TEXT) STRICT;"
    "CREATE TABLE membership (group_id TEXT NOT NULL, person_id TEXT NOT NULL, object TEXT NOT NULL,"
    "  PRIMARY KEY (group_id, person_id)) STRICT, WITHOUT ROWID;"
    "CREATE INDEX membership_person ON membership (person_id, group_id);"
    "CREATE TABLE orders (row INTEGER PRIMARY KEY, id TEXT NOT NULL, group_row INTEGER NOT NULL,"
    "  state INTEGER NOT NULL, created_at TEXT NOT NULL, object TEXT NOT NULL) STRICT;"
    "CREATE TABLE ticket (row INTEGER PRIMARY KEY, id TEXT NOT NULL, code TEXT NOT NULL, state INTEGER NOT NULL,"
    "  visible INTEGER NOT NULL, product INTEGER NOT NULL, group_row INTEGER NOT NULL,"
    "  assignee INTEGER NOT NULL, expiry INTEGER, created INTEGER NOT NULL, removal INTEGER NOT NULL,"
    "  quantity INTEGER NOT NULL, created_by INTEGER NOT NULL, modules TEXT, entries TEXT, reference TEXT,"
    "  order_id TEXT, order_number TEXT, subscription_id TEXT, containers TEXT, etag TEXT) STRICT;"
    "CREATE TABLE subscription (row INTEGER PRIMARY KEY, id TEXT NOT NULL, ticket_code TEXT NOT NULL,"
    "  group_row INTEGER NOT NULL, deadline INTEGER, start INTEGER, cancelled_on INTEGER, ends_on INTEGER,"
    "  revoked_on INTEGER, object TEXT NOT NULL) STRICT;"
    "CREATE VIRTUAL TABLE ticket_text USING fts5 (text, content='', detail=none, prefix='3',"
    "  tokenize='unicode61 remove_diacritics 2');";

static const char columns_sql[] =
    "DROP INDEX IF EXISTS subscription_deadline;"
    "ALTER TABLE subscription ADD COLUMN product INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE subscription ADD COLUMN committed_until INTEGER;"
    "UPDATE subscription SET product = ifnull ((SELECT row FROM product WHERE id = subscription.object ->> '$.product_id'), 0),"
    "  committed_until = CAST (julianday (object ->> '$.committed_until') - 2440587.5 AS INTEGER);";

static const char ticket_columns_sql[] =
    "CREATE TABLE ticket_columns (chunk INTEGER PRIMARY KEY, data BLOB NOT NULL) STRICT;";

static const char subscription_columns_sql[] =
    "DROP INDEX IF EXISTS subscription_columns;"
    "CREATE TABLE subscription_columns (chunk INTEGER PRIMARY KEY, data BLOB NOT NULL) STRICT;";

static const char index_sql[] =
    "CREATE UNIQUE INDEX IF NOT EXISTS ticket_id ON ticket (id);"
    "CREATE UNIQUE INDEX IF NOT EXISTS ticket_code ON ticket (code);"
    "CREATE UNIQUE INDEX IF NOT EXISTS orders_id ON orders (id);"
    "CREATE INDEX IF NOT EXISTS orders_created ON orders (created_at, group_row, state);"
    "CREATE UNIQUE INDEX IF NOT EXISTS subscription_id ON subscription (id);"
    "CREATE INDEX IF NOT EXISTS subscription_deadline ON subscription (deadline) WHERE deadline IS NOT NULL;";

gboolean
lp_replica_schema_migrate (LpDb *db, GError **error)
{
  static const LpMigration steps[] = {
    { 1, initial_sql, NULL },
    { 2, columns_sql, NULL },
    { 3, ticket_columns_sql, NULL },
    { 4, subscription_columns_sql, NULL },
  };

  return lp_db_migrate (db, steps, G_N_ELEMENTS (steps), error);
}

gboolean
lp_replica_schema_index (LpDb *db, GError **error)
{
  return lp_db_exec (db, index_sql, error);
}
