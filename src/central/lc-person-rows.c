/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lc-person-rows.h"

#include "lc-caller.h"
#include "lc-id.h"

char *
lc_email_fold (const char *email)
{
  g_autofree char *normal = g_utf8_normalize (email, -1, G_NORMALIZE_NFC);

  return g_utf8_casefold (normal != NULL ? normal : email, -1);
}

gint64
lc_person_find (LpDb *db, const char *id, GError **error)
{
  return lp_db_query_int (db, 0, error, "SELECT row FROM person WHERE id = $1", "t", id);
}

gint64
lc_person_find_email (LpDb *db, const char *email, GError **error)
{
  g_autofree char *folded = lc_email_fold (email);

  return lp_db_query_int (db, 0, error, "SELECT row FROM person WHERE email_folded = $1", "t", folded);
}

LpPerson *
lc_person_load (LpDb *db, gint64 row, GError **error)
{
  g_autoptr (LpPerson) person = NULL;
  GError *fault = NULL;
  int state = LP_PERSON_DISABLED;
  LpStatement *statement =
      lp_db_query (db, error, "SELECT id, email, name, state, version FROM person WHERE row = $1", "i", row);

  if (statement == NULL)
    return NULL;
  if (!lp_statement_step (statement, &fault))
    {
      if (fault != NULL)
        g_propagate_error (error, fault);
      else
        lc_set_not_found (error);
      return NULL;
    }
  person = lp_person_new ();
  person->id = lp_statement_dup_text (statement, 0);
  person->email = lp_statement_dup_text (statement, 1);
  person->name = lp_statement_dup_text (statement, 2);
  lp_enum_from_nick (LP_TYPE_PERSON_STATE, lp_statement_get_text (statement, 3), &state);
  person->state = (LpPersonState) state;
  person->etag = lc_etag_new (person->id, lp_statement_get_int (statement, 4));
  lp_statement_reset (statement);
  return g_steal_pointer (&person);
}

gint64
lc_person_insert (LpDb *db,
                  const char *email,
                  const char *name,
                  const char *password_hash,
                  const char *now,
                  GError **error)
{
  g_autofree char *id = lc_id_new ();
  g_autofree char *folded = lc_email_fold (email);

  if (!lp_db_run (db, error,
                  "INSERT INTO person (id, email, email_folded, name, state, password_hash, created_at)"
                  " VALUES ($1, $2, $3, $4, $5, $6, $7)",
                  "ttttttt", id, email, folded, name, password_hash != NULL ? "active" : "invited",
                  password_hash, now))
    return 0;
  return lp_db_get_last_row (db);
}

/* Whether a group that the query names is one whose people the viewer sees. */
static gboolean
has_group_in_sight (LpDb *db, const LcScope *scope, const char *sql, gint64 row, GError **error)
{
  GError *fault = NULL;
  gboolean found = FALSE;
  LpStatement *rows = lp_db_query (db, &fault, sql, "i", row);

  while (!found && rows != NULL && lp_statement_step (rows, &fault))
    found = lc_scope_has_content (scope, lp_statement_get_int (rows, 0));
  if (rows != NULL)
    lp_statement_reset (rows);
  if (fault != NULL)
    g_propagate_error (error, fault);
  return found;
}

gboolean
lc_person_is_among (LpDb *db, const LcScope *scope, gint64 row, GError **error)
{
  if (row == scope->person_row || scope->sees_all)
    return TRUE;
  return scope->beyond_member &&
         has_group_in_sight (db, scope, "SELECT group_row FROM membership WHERE person = $1", row, error);
}

gboolean
lc_person_is_visible (LpDb *db, const LcScope *scope, gint64 row, GError **error)
{
  GError *fault = NULL;
  gboolean visible = lc_person_is_among (db, scope, row, &fault);

  if (!visible && scope->beyond_member && fault == NULL)
    visible = has_group_in_sight (db, scope, "SELECT group_row FROM ticket WHERE assignee = $1", row, &fault);
  if (fault != NULL)
    g_propagate_error (error, fault);
  return visible;
}
