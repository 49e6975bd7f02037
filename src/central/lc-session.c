/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lc-session.h"

#include <sodium.h>
#include <string.h>

#include "lc-api-token.h"
#include "lc-caller.h"
#include "lc-id.h"

#define TOKEN_BYTES 32

void
lc_session_tokens_clear (LcSessionTokens *tokens)
{
  g_clear_pointer (&tokens->access, g_free);
  g_clear_pointer (&tokens->refresh, g_free);
}

void
lc_token_hash (const char *token, guint8 *hash)
{
  crypto_generichash (hash, LC_TOKEN_HASH_SIZE, (const guint8 *) token, strlen (token), NULL, 0);
}

char *
lc_session_token_new (guint8 *hash)
{
  guint8 random[TOKEN_BYTES];
  char text[sodium_base64_ENCODED_LEN (TOKEN_BYTES, sodium_base64_VARIANT_URLSAFE_NO_PADDING)];

  randombytes_buf (random, sizeof random);
  sodium_bin2base64 (text, sizeof text, random, sizeof random, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  sodium_memzero (random, sizeof random);
  lc_token_hash (text, hash);
  return g_strdup (text);
}

void
lc_session_format_instant (gint64 second, char instant[LC_INSTANT_SIZE])
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (second);
  g_autofree char *text = g_date_time_format (time, "%Y-%m-%dT%H:%M:%SZ");

  g_strlcpy (instant, text, LC_INSTANT_SIZE);
}

gint64
lc_session_parse_instant (const char *text)
{
  g_autoptr (GDateTime) time = text != NULL ? g_date_time_new_from_iso8601 (text, NULL) : NULL;

  return time != NULL ? g_date_time_to_unix (time) : 0;
}

gboolean
lc_session_refuse (GError **error)
{
  g_set_error_literal (error, LP_ERROR, LP_ERROR_UNAUTHORIZED, "This sign-in has ended; sign in again.");
  return FALSE;
}

gboolean
lc_session_create (LcTransaction *tx, gint64 person, LcSessionTokens *tokens, GError **error)
{
  gint64 now = lc_session_parse_instant (tx->now);
  g_autofree char *id = lc_id_new ();
  guint8 access[LC_TOKEN_HASH_SIZE];
  guint8 refresh[LC_TOKEN_HASH_SIZE];
  char access_until[LC_INSTANT_SIZE];
  char family_until[LC_INSTANT_SIZE];
  LpStatement *insert;

  tokens->access = lc_session_token_new (access);
  tokens->refresh = lc_session_token_new (refresh);
  tokens->expires_in = LC_ACCESS_SECONDS;
  lc_session_format_instant (now + LC_ACCESS_SECONDS, access_until);
  lc_session_format_instant (now + LC_FAMILY_SECONDS, family_until);

  insert =
      lp_db_query (tx->db, error,
                   "INSERT INTO session (id, person, access_until, family_until, created_at, access_hash,"
                   " refresh_hash) VALUES ($1, $2, $3, $4, $5, $6, $7)",
                   "tittt", id, person, access_until, family_until, tx->now);
  if (insert == NULL)
    return FALSE;

  lp_statement_bind_blob (insert, 6, access, sizeof access);
  lp_statement_bind_blob (insert, 7, refresh, sizeof refresh);
  return lp_statement_run (insert, error);
}

/* Whether the hash is that of a refresh token used before; ends its session. */
static gboolean
end_if_reused (LcTransaction *tx, const guint8 *hash, GError **error)
{
  LpStatement *update = lp_db_query (tx->db, error,
                                     "UPDATE session SET ended_at = $1 WHERE ended_at IS NULL AND row ="
                                     " (SELECT session FROM used_refresh WHERE refresh_hash = $2)",
                                     "t", tx->now);

  if (update == NULL)
    return FALSE;

  lp_statement_bind_blob (update, 2, hash, LC_TOKEN_HASH_SIZE);
  return lp_statement_run (update, error) && lp_db_get_changes (tx->db) > 0;
}

typedef struct
{
  gint64 row;
  gint64 person;
  gint64 family_until;
} Session;

static gboolean
find_by_refresh (LcTransaction *tx, const guint8 *hash, Session *session, GError **error)
{
  GError *failure = NULL;
  LpStatement *row = lp_db_query (tx->db, error,
                                  "SELECT s.row, s.person, s.family_until FROM session s"
                                  " JOIN person p ON p.row = s.person"
                                  " WHERE s.refresh_hash = $2 AND s.ended_at IS NULL AND s.family_until > $1"
                                  " AND p.state = 'active'",
                                  "t", tx->now);

  if (row == NULL)
    return FALSE;

  lp_statement_bind_blob (row, 2, hash, LC_TOKEN_HASH_SIZE);
  if (!lp_statement_step (row, &failure))
    {
      if (failure == NULL)
        return lc_session_refuse (error);

      g_propagate_error (error, failure);
      return FALSE;
    }

  session->row = lp_statement_get_int (row, 0);
  session->person = lp_statement_get_int (row, 1);
  session->family_until = lc_session_parse_instant (lp_statement_get_text (row, 2));
  lp_statement_reset (row);
  return TRUE;
}

static gboolean
rotate (LcTransaction *tx, const Session *session, const guint8 *old, LcSessionTokens *tokens, GError **error)
{
  gint64 now = lc_session_parse_instant (tx->now);
  gint64 until = MIN (now + LC_ACCESS_SECONDS, session->family_until);
  guint8 access[LC_TOKEN_HASH_SIZE];
  guint8 refresh[LC_TOKEN_HASH_SIZE];
  char access_until[LC_INSTANT_SIZE];
  LpStatement *statement = lp_db_query (tx->db, error,
                                        "INSERT INTO used_refresh (session, refresh_hash) VALUES ($1, $2)",
                                        "i", session->row);

  if (statement == NULL)
    return FALSE;

  lp_statement_bind_blob (statement, 2, old, LC_TOKEN_HASH_SIZE);
  if (!lp_statement_run (statement, error))
    return FALSE;

  tokens->access = lc_session_token_new (access);
  tokens->refresh = lc_session_token_new (refresh);
  tokens->expires_in = until - now;
  lc_session_format_instant (until, access_until);
  statement =
      lp_db_query (tx->db, error,
                   "UPDATE session SET access_until = $1, access_hash = $3, refresh_hash = $4 WHERE row = $2",
                   "ti", access_until, session->row);
  if (statement == NULL)
    return FALSE;

  lp_statement_bind_blob (statement, 3, access, sizeof access);
  lp_statement_bind_blob (statement, 4, refresh, sizeof refresh);
  return lp_statement_run (statement, error);
}

gboolean
lc_session_refresh (LcTransaction *tx,
                    const char *refresh,
                    LcSessionTokens *tokens,
                    gint64 *person,
                    gboolean *reused,
                    GError **error)
{
  guint8 hash[LC_TOKEN_HASH_SIZE];
  GError *failure = NULL;
  Session session = { 0 };

  lc_token_hash (refresh, hash);
  *reused = end_if_reused (tx, hash, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      return FALSE;
    }

  if (*reused)
    return lc_session_refuse (error);

  if (!find_by_refresh (tx, hash, &session, error))
    return FALSE;

  *person = session.person;
  return rotate (tx, &session, hash, tokens, error);
}

LcCaller *
lc_session_authenticate (LcTransaction *tx, const guint8 *hash, gint64 *until, GError **error)
{
  GError *failure = NULL;
  g_autofree char *id = NULL;
  gint64 person;
  LpStatement *row = lp_db_query (tx->db, error,
                                  "SELECT id, person, access_until FROM session"
                                  " WHERE access_hash = $2 AND ended_at IS NULL AND access_until > $1",
                                  "t", tx->now);

  if (row == NULL)
    return NULL;

  lp_statement_bind_blob (row, 2, hash, LC_TOKEN_HASH_SIZE);
  if (!lp_statement_step (row, &failure))
    {
      if (failure == NULL)
        return lc_api_token_authenticate (tx, hash, until, error);

      g_propagate_error (error, failure);
      return NULL;
    }

  id = lp_statement_dup_text (row, 0);
  person = lp_statement_get_int (row, 1);
  *until = lc_session_parse_instant (lp_statement_get_text (row, 2));
  lp_statement_reset (row);

  return lc_caller_load_signed_in (tx, person, id, LC_TOKEN_ALL, error);
}

gboolean
lc_session_end (LcTransaction *tx, const char *session_id, GError **error)
{
  return lp_db_run (tx->db, error, "UPDATE session SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL",
                    "tt", session_id, tx->now);
}

gpointer
lc_session_forget_old (LcTransaction *tx, gpointer data, GError **error)
{
  lp_db_run (tx->db, error, "DELETE FROM session WHERE family_until < $1", "t", tx->now);
  return NULL;
}
