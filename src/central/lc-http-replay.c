/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lc-http-replay.h"

#include <sodium.h>
#include <string.h>

#include "lp-wire.h"

#define DIGEST_SIZE crypto_auth_hmacsha256_BYTES
#define KEPT        "-7 days"
#define REQUEST_KEY 1

/* Bodies may hold what people chose as entries, so they are compared under a key that is in no backup. */
static void
digest_body (LcTransaction *tx, GBytes *body, guint8 digest[DIGEST_SIZE])
{
  guint8 key[crypto_auth_hmacsha256_KEYBYTES];
  gsize size;
  gconstpointer data = g_bytes_get_data (body, &size);

  crypto_kdf_derive_from_key (key, sizeof key, REQUEST_KEY, "idempote", tx->secret);
  crypto_auth_hmacsha256 (digest, data != NULL ? data : "", size, key);
  sodium_memzero (key, sizeof key);
}

/* A key belongs to the person, or to whoever holds the invitation. */
static char *
dup_owner (LcTransaction *tx, LcExchange *exchange)
{
  const char *token = NULL;
  char hex[2 * LC_TOKEN_HASH_SIZE + 1];
  guint8 hash[LC_TOKEN_HASH_SIZE];

  if (tx->caller != NULL)
    return g_strdup (tx->caller->person_id);

  if (exchange->body != NULL && json_object_has_member (exchange->body, "token"))
    token = json_node_get_string (json_object_get_member (exchange->body, "token"));

  crypto_generichash (hash, sizeof hash, (const guint8 *) (token != NULL ? token : exchange->client),
                      strlen (token != NULL ? token : exchange->client), NULL, 0);
  sodium_bin2hex (hex, sizeof hex, hash, sizeof hash);
  return g_strconcat ("token:", hex, NULL);
}

static gboolean
is_same_request (LcTransaction *tx, LcExchange *exchange, LpStatement *row)
{
  guint8 digest[DIGEST_SIZE];
  gsize size = 0;
  const void *stored = lp_statement_get_blob (row, 2, &size);

  digest_body (tx, exchange->body_bytes, digest);
  return g_strcmp0 (lp_statement_get_text (row, 0), exchange->route->method) == 0 &&
         g_strcmp0 (lp_statement_get_text (row, 1), exchange->raw_path) == 0 && size == sizeof digest &&
         sodium_memcmp (stored, digest, sizeof digest) == 0;
}

static LcReply *
read_reply (LpStatement *row)
{
  LcReply *reply = lc_reply_new ((guint) lp_statement_get_int (row, 3));

  if (!lp_statement_is_null (row, 4))
    reply->body = g_string_new (lp_statement_get_text (row, 4));

  reply->etag = lp_statement_dup_text (row, 5);
  return reply;
}

gboolean
lc_replay_find (LcTransaction *tx, LcExchange *exchange, GError **error)
{
  g_autofree char *owner = dup_owner (tx, exchange);
  GError *failure = NULL;
  LpStatement *row = lp_db_query (tx->db, error,
                                  "SELECT method, path, digest, status, body, etag FROM idempotency"
                                  " WHERE caller = $1 AND key = $2",
                                  "tt", owner, exchange->key);

  if (row == NULL)
    return FALSE;

  if (!lp_statement_step (row, &failure))
    {
      if (failure != NULL)
        g_propagate_error (error, failure);

      return FALSE;
    }

  if (!is_same_request (tx, exchange, row))
    {
      lp_statement_reset (row);
      g_set_error_literal (error, LP_ERROR, LP_ERROR_IDEMPOTENCY_REUSED,
                           "This key was used for another request; each change needs a key of its own.");
      return FALSE;
    }

  exchange->reply = read_reply (row);
  exchange->replayed = TRUE;
  lp_statement_reset (row);
  return lc_replay_review (tx, exchange, error);
}

gboolean
lc_replay_store (LcTransaction *tx, LcExchange *exchange, GError **error)
{
  g_autofree char *owner = dup_owner (tx, exchange);
  guint8 digest[DIGEST_SIZE];
  gboolean with_body = exchange->reply->body != NULL && lc_replay_stays_visible (tx, exchange);
  LpStatement *insert = lp_db_query (
      tx->db, error,
      "INSERT INTO idempotency (caller, key, method, path, status, body, etag, created_at, digest)"
      " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
      "ttttittt", owner, exchange->key, exchange->route->method, exchange->raw_path,
      (gint64) exchange->reply->status, with_body ? exchange->reply->body->str : NULL, exchange->reply->etag,
      tx->now);

  if (insert == NULL)
    return FALSE;

  digest_body (tx, exchange->body_bytes, digest);
  lp_statement_bind_blob (insert, 9, digest, sizeof digest);
  return lp_statement_run (insert, error);
}

gpointer
lc_replay_forget_old (LcTransaction *tx, gpointer data, GError **error)
{
  lp_db_run (tx->db, error,
             "DELETE FROM idempotency WHERE created_at < strftime ('%Y-%m-%dT%H:%M:%SZ', $1, '" KEPT "')",
             "t", tx->now);
  return NULL;
}
