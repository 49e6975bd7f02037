/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lc-http-replay.h"

#include <sodium.h>
#include <string.h>

#include "lp-wire.h"

#define DIGEST_SIZE crypto_auth_hmacsha256_BYTES
#define KEPT        "-7 days"
#define REQUEST_KEY 1
/* Of a slice of a request that is not done; nobody gets it as an answer. */
#define STATUS_UNDER_WAY 102

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

static gboolean
refuse_other (GError **error)
{
  g_set_error_literal (error, LP_ERROR, LP_ERROR_IDEMPOTENCY_REUSED,
                       "This key was used for another request; each change needs a key of its own.");
  return FALSE;
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
      return refuse_other (error);
    }

  exchange->reply = read_reply (row);
  exchange->replayed = TRUE;
  lp_statement_reset (row);
  return lc_replay_review (tx, exchange, error);
}

static gboolean
insert (LcTransaction *tx,
        LcExchange *exchange,
        const char *key,
        guint status,
        const char *body,
        const char *etag,
        GError **error)
{
  g_autofree char *owner = dup_owner (tx, exchange);
  guint8 digest[DIGEST_SIZE];
  LpStatement *row = lp_db_query (
      tx->db, error,
      "INSERT INTO idempotency (caller, key, method, path, status, body, etag, created_at, digest)"
      " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
      "ttttittt", owner, key, exchange->route->method, exchange->raw_path, (gint64) status, body, etag,
      tx->now);

  if (row == NULL)
    return FALSE;

  digest_body (tx, exchange->body_bytes, digest);
  lp_statement_bind_blob (row, 9, digest, sizeof digest);
  return lp_statement_run (row, error);
}

/* The first and the last key that a slice can have: what a client sends contains no control characters. */
static void
get_slice_keys (const LcExchange *exchange, char **first, char **last)
{
  *first = g_strdup_printf ("%s\x1f", exchange->key);
  *last = g_strdup_printf ("%s\x1f\x7f", exchange->key);
}

static gboolean
forget_slices (LcTransaction *tx, LcExchange *exchange, GError **error)
{
  g_autofree char *owner = dup_owner (tx, exchange);
  g_autofree char *first = NULL;
  g_autofree char *last = NULL;

  get_slice_keys (exchange, &first, &last);
  return lp_db_run (tx->db, error, "DELETE FROM idempotency WHERE caller = $1 AND key >= $2 AND key <= $3",
                    "ttt", owner, first, last);
}

gboolean
lc_replay_store (LcTransaction *tx, LcExchange *exchange, GError **error)
{
  const LcReply *reply = exchange->reply;
  gboolean with_body = reply->body != NULL && lc_replay_stays_visible (tx, exchange);
  const char *body = NULL;

  if (exchange->progress != NULL && exchange->progress->done > 0 && !forget_slices (tx, exchange, error))
    return FALSE;

  if (with_body)
    body = reply->kept != NULL ? reply->kept->str : reply->body->str;

  return insert (tx, exchange, exchange->key, reply->status, body, reply->etag, error);
}

gboolean
lc_replay_store_slice (LcTransaction *tx, LcExchange *exchange, GError **error)
{
  LcProgress *progress = exchange->progress;
  g_autofree char *key = g_strdup_printf ("%s\x1f%08u", exchange->key, progress->done);

  if (!insert (tx, exchange, key, STATUS_UNDER_WAY, progress->body->str + progress->stored, progress->id,
               error))
    return FALSE;

  progress->stored = progress->body->len;
  return TRUE;
}

static void
read_slice (LpStatement *row, LcProgress *progress)
{
  const char *number = strchr (lp_statement_get_text (row, 6), '\x1f');

  progress->done = (guint) g_ascii_strtoull (number + 1, NULL, 10);
  g_string_append (progress->body, lp_statement_get_text (row, 4));
  progress->stored = progress->body->len;
  g_free (progress->id);
  progress->id = lp_statement_dup_text (row, 5);
}

gboolean
lc_replay_resume (LcTransaction *tx, LcExchange *exchange, GError **error)
{
  g_autofree char *owner = dup_owner (tx, exchange);
  g_autofree char *first = NULL;
  g_autofree char *last = NULL;
  GError *failure = NULL;
  LpStatement *rows;

  get_slice_keys (exchange, &first, &last);
  rows = lp_db_query (tx->db, &failure,
                      "SELECT method, path, digest, status, body, etag, key FROM idempotency"
                      " WHERE caller = $1 AND key >= $2 AND key <= $3 ORDER BY key",
                      "ttt", owner, first, last);
  while (rows != NULL && failure == NULL && lp_statement_step (rows, &failure))
    {
      if (is_same_request (tx, exchange, rows))
        read_slice (rows, exchange->progress);
      else
        refuse_other (&failure);
    }

  if (failure != NULL)
    g_propagate_error (error, failure);
  return failure == NULL;
}

gpointer
lc_replay_forget_old (LcTransaction *tx, gpointer data, GError **error)
{
  lp_db_run (tx->db, error,
             "DELETE FROM idempotency WHERE created_at < strftime ('%Y-%m-%dT%H:%M:%SZ', $1, '" KEPT "')",
             "t", tx->now);
  return NULL;
}
