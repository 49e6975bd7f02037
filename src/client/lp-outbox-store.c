/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lp-outbox-store.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

#include "lp-client-enums.h"
#include "lp-db.h"
#include "lp-wire.h"

/* History of the schema (PRAGMA user_version):
 *
 *  1  change
 */
static const LpMigration steps[] = {
  { 1,
    "CREATE TABLE change ("
    "  id INTEGER PRIMARY KEY AUTOINCREMENT, person TEXT NOT NULL, summary TEXT NOT NULL,"
    "  created_at INTEGER NOT NULL, state INTEGER NOT NULL, method TEXT NOT NULL, path TEXT NOT NULL, body TEXT,"
    "  idempotency_key TEXT NOT NULL, if_match TEXT, if_none_match INTEGER NOT NULL, reason TEXT,"
    "  problem TEXT, current TEXT) STRICT;",
    NULL },
};

struct _LpOutboxStore
{
  LpDb *db;
};

LpOutboxStore *
lp_outbox_store_open (const char *directory, GError **error)
{
  g_autoptr (LpDb) db = NULL;
  g_autofree char *path = g_build_filename (directory, "outbox.db", NULL);
  LpOutboxStore *self;

  if (g_mkdir_with_parents (directory, 0700) != 0)
    {
      g_set_error (error, LP_ERROR, LP_ERROR_STORAGE, "The folder “%s” cannot be made: %s", directory,
                   g_strerror (errno));
      return NULL;
    }
  db = lp_db_open (path, LP_DB_CREATE | LP_DB_DURABLE, error);
  if (db == NULL || !lp_db_migrate (db, steps, G_N_ELEMENTS (steps), error))
    return NULL;
  self = g_new0 (LpOutboxStore, 1);
  self->db = g_steal_pointer (&db);
  return self;
}

void
lp_outbox_store_close (LpOutboxStore *self)
{
  g_clear_pointer (&self->db, lp_db_close);
  g_free (self);
}

static LpRequest *
read_request (LpStatement *row)
{
  LpRequest *request = lp_request_new (lp_statement_get_text (row, 4), "");

  g_free (request->path);
  request->path = lp_statement_dup_text (row, 5);
  request->body = lp_statement_dup_text (row, 6);
  lp_request_set_idempotency_key (request, lp_statement_get_text (row, 7));
  lp_request_set_if_match (request, lp_statement_get_text (row, 8));
  request->if_none_match = lp_statement_get_int (row, 9) != 0;
  lp_request_set_reason (request, lp_statement_get_text (row, 10));
  return request;
}

static JsonObject *
parse (const char *text)
{
  return text != NULL ? lp_wire_parse (text, strlen (text), NULL) : NULL;
}

static LpChange *
read_change (LpStatement *row)
{
  g_autoptr (LpRequest) request = read_request (row);
  g_autoptr (JsonObject) problem = parse (lp_statement_get_text (row, 11));
  g_autoptr (JsonObject) current = parse (lp_statement_get_text (row, 12));
  g_autoptr (GError) error = NULL;
  LpChangeState state = (LpChangeState) lp_statement_get_int (row, 3);
  LpChange *change = lp_change_new (lp_statement_get_int (row, 0), lp_statement_get_text (row, 1),
                                    lp_statement_get_int (row, 2), request);

  if (problem != NULL)
    error = lp_wire_read_problem (0, problem);
  lp_change_set_refused (change, error, current);
  /* What was on its way when the program ended is sent again; its key sees to it that it happens once. */
  if (state == LP_CHANGE_REFUSED || state == LP_CHANGE_CONFLICT)
    lp_change_set_state (change, state);
  return change;
}

GPtrArray *
lp_outbox_store_load (LpOutboxStore *self, const char *person_id, GError **error)
{
  g_autoptr (GPtrArray) changes = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) failure = NULL;
  LpStatement *statement =
      lp_db_query (self->db, error,
                   "SELECT id, summary, created_at, state, method, path, body, idempotency_key, if_match,"
                   " if_none_match, reason, problem, current FROM change WHERE person = $1 ORDER BY id",
                   "t", person_id);

  if (statement == NULL)
    return NULL;
  while (lp_statement_step (statement, &failure))
    g_ptr_array_add (changes, read_change (statement));
  if (failure == NULL)
    return g_steal_pointer (&changes);
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

gint64
lp_outbox_store_add (LpOutboxStore *self, const char *person_id, LpChange *change, GError **error)
{
  const LpRequest *request = lp_change_get_request (change);

  if (!lp_db_run (
          self->db, error,
          "INSERT INTO change (person, summary, created_at, state, method, path, body, idempotency_key,"
          " if_match, if_none_match, reason) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
          "ttiittttt"
          "bt",
          person_id, lp_change_get_summary (change), lp_change_get_created_at (change),
          (gint64) LP_CHANGE_WAITING, request->method, request->path, request->body, request->idempotency_key,
          request->if_match, request->if_none_match, request->reason))
    return 0;
  return lp_db_get_last_row (self->db);
}

gboolean
lp_outbox_store_update (LpOutboxStore *self, LpChange *change, GError **error)
{
  const LpRequest *request = lp_change_get_request (change);
  const GError *failure = lp_change_get_error (change);
  JsonObject *object = lp_change_get_current (change);
  g_autoptr (GString) problem = g_string_new (NULL);
  g_autofree char *current = NULL;

  if (failure != NULL)
    lp_wire_write_problem (problem, failure, lp_error_get_request_id (failure), NULL);
  if (object != NULL)
    {
      g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), object);

      current = json_to_string (node, FALSE);
    }
  return lp_db_run (
      self->db, error,
      "UPDATE change SET state = $1, problem = $2, current = $3, idempotency_key = $4, if_match = $5,"
      " created_at = $6, body = $7, if_none_match = $8 WHERE id = $9",
      "ittttitbi", (gint64) lp_change_get_state (change), failure != NULL ? problem->str : NULL, current,
      request->idempotency_key, request->if_match, lp_change_get_created_at (change), request->body,
      request->if_none_match, lp_change_get_id (change));
}

gboolean
lp_outbox_store_remove (LpOutboxStore *self, gint64 id, GError **error)
{
  return lp_db_run (self->db, error, "DELETE FROM change WHERE id = $1", "i", id);
}

gboolean
lp_outbox_store_wipe (LpOutboxStore *self, const char *person_id, GError **error)
{
  return lp_db_run (self->db, error, "DELETE FROM change WHERE person = $1", "t", person_id);
}
