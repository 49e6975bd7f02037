/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lc-api-token.h"

#include "lc-audit.h"
#include "lc-caller.h"
#include "lc-id.h"
#include "lc-session.h"
#include "lp-wire.h"

/* More than anybody uses: bounds what one person can make us keep. */
#define MAX_TOKENS 50

#define COLUMNS "row, id, name, scope, created_at, expires_at"
#define LIVE    "person = $1 AND ended_at IS NULL AND expires_at > $2"

static const char *const scope_names[] = { [LC_TOKEN_READ] = "read", [LC_TOKEN_REPORTS] = "reports" };

void
lc_api_token_clear (LcApiToken *token)
{
  g_clear_pointer (&token->id, g_free);
  g_clear_pointer (&token->name, g_free);
  g_clear_pointer (&token->created_at, g_free);
  g_clear_pointer (&token->expires_at, g_free);
  g_clear_pointer (&token->etag, g_free);
}

const char *
lc_token_scope_get_name (LcTokenScope scope)
{
  return scope_names[scope];
}

gboolean
lc_token_scope_from_name (const char *name, LcTokenScope *scope)
{
  for (gsize i = LC_TOKEN_READ; i < G_N_ELEMENTS (scope_names); i++)
    if (g_strcmp0 (scope_names[i], name) == 0)
      {
        *scope = (LcTokenScope) i;
        return TRUE;
      }
  return FALSE;
}

static gboolean
record (const LcTransaction *tx, const char *action, const LcApiToken *token, GError **error)
{
  g_autoptr (GString) text = g_string_new ("{\"scope\":");
  LcAuditEntry entry = {
    .action = action,
    .object_kind = "api_token",
    .object_id = token->id,
    .label = token->name,
  };

  lp_wire_write_string (text, lc_token_scope_get_name (token->scope));
  g_string_append (text, ",\"expires_at\":");
  lp_wire_write_string (text, token->expires_at);
  g_string_append_c (text, '}');
  entry.after = text->str;
  return lc_audit_add (tx, &entry, error);
}

static gboolean
check_number (const LcTransaction *tx, GError **error)
{
  GError *failure = NULL;
  gint64 number = lp_db_query_int (tx->db, 0, &failure, "SELECT count(*) FROM api_token WHERE " LIVE, "it",
                                   tx->caller->person_row, tx->now);

  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      return FALSE;
    }
  if (number < MAX_TOKENS)
    return TRUE;
  g_set_error (error, LP_ERROR, LP_ERROR_CONFLICT, "You have %d tokens already; revoke one first.",
               MAX_TOKENS);
  return FALSE;
}

gboolean
lc_api_token_create (const LcTransaction *tx, LcApiToken *token, char **secret, GError **error)
{
  guint8 hash[LC_TOKEN_HASH_SIZE];
  LpStatement *insert;

  if (!check_number (tx, error))
    return FALSE;
  token->id = lc_id_new ();
  token->created_at = g_strdup (tx->now);
  token->etag = lc_etag_new (token->id, 1);
  insert = lp_db_query (tx->db, error,
                        "INSERT INTO api_token (id, person, name, scope, created_at, expires_at, token_hash)"
                        " VALUES ($1, $2, $3, $4, $5, $6, $7)",
                        "titttt", token->id, tx->caller->person_row, token->name,
                        lc_token_scope_get_name (token->scope), token->created_at, token->expires_at);
  if (insert == NULL)
    return FALSE;
  *secret = lc_session_token_new (hash);
  lp_statement_bind_blob (insert, 7, hash, sizeof hash);
  return lp_statement_run (insert, error) && record (tx, "api_token.create", token, error);
}

/* The statement selects COLUMNS. Returns whether it found one. */
static gboolean
read_token (LpStatement *row, LcApiToken *token, GError **error)
{
  if (row == NULL || !lp_statement_step (row, error))
    return FALSE;
  token->row = lp_statement_get_int (row, 0);
  token->id = lp_statement_dup_text (row, 1);
  token->name = lp_statement_dup_text (row, 2);
  lc_token_scope_from_name (lp_statement_get_text (row, 3), &token->scope);
  token->created_at = lp_statement_dup_text (row, 4);
  token->expires_at = lp_statement_dup_text (row, 5);
  token->etag = lc_etag_new (token->id, 1);
  lp_statement_reset (row);
  return TRUE;
}

gboolean
lc_api_token_next (const LcTransaction *tx, gint64 after, LcApiToken *token, GError **error)
{
  return read_token (lp_db_query (tx->db, error,
                                  "SELECT " COLUMNS " FROM api_token WHERE " LIVE
                                  " AND row > $3 ORDER BY row LIMIT 1",
                                  "iti", tx->caller->person_row, tx->now, after),
                     token, error);
}

gboolean
lc_api_token_find (const LcTransaction *tx, const char *id, LcApiToken *token, GError **error)
{
  GError *failure = NULL;

  if (read_token (lp_db_query (tx->db, &failure,
                               "SELECT " COLUMNS " FROM api_token WHERE " LIVE " AND id = $3", "itt",
                               tx->caller->person_row, tx->now, id),
                  token, &failure))
    return TRUE;
  if (failure == NULL)
    return lc_set_not_found (error);
  g_propagate_error (error, failure);
  return FALSE;
}

gboolean
lc_api_token_revoke (const LcTransaction *tx, const LcApiToken *token, GError **error)
{
  return lp_db_run (tx->db, error, "UPDATE api_token SET ended_at = $2 WHERE row = $1", "it", token->row,
                    tx->now) &&
         record (tx, "api_token.revoke", token, error);
}

LcCaller *
lc_api_token_authenticate (const LcTransaction *tx, const guint8 *hash, gint64 *until, GError **error)
{
  GError *failure = NULL;
  g_autofree char *id = NULL;
  LcTokenScope scope = LC_TOKEN_REPORTS;
  gint64 person;
  LpStatement *row = lp_db_query (tx->db, error,
                                  "SELECT id, person, scope, expires_at FROM api_token"
                                  " WHERE token_hash = $2 AND ended_at IS NULL AND expires_at > $1",
                                  "t", tx->now);

  if (row == NULL)
    return NULL;
  lp_statement_bind_blob (row, 2, hash, LC_TOKEN_HASH_SIZE);
  if (!lp_statement_step (row, &failure))
    {
      if (failure != NULL)
        g_propagate_error (error, failure);
      else
        lc_session_refuse (error);
      return NULL;
    }
  id = lp_statement_dup_text (row, 0);
  person = lp_statement_get_int (row, 1);
  lc_token_scope_from_name (lp_statement_get_text (row, 2), &scope);
  *until = lc_session_parse_instant (lp_statement_get_text (row, 3));
  lp_statement_reset (row);
  return lc_caller_load_signed_in (tx, person, id, scope, error);
}
