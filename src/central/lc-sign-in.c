/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lc-sign-in.h"

#include <string.h>

#include "lc-password-pool.h"
#include "lc-password.h"
#include "lc-person-rows.h"
#include "lp-wire.h"

#define DELAY_STEP_MS 250
#define DELAY_MAX_MS  2000

static const char *
get_text (LcExchange *exchange, const char *name)
{
  JsonNode *node = exchange->body != NULL ? json_object_get_member (exchange->body, name) : NULL;

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node)
                                                                          : NULL;
}

static char *
dup_account_key (LcExchange *exchange)
{
  g_autofree char *folded = lc_email_fold (get_text (exchange, "email"));

  return g_strconcat (exchange->client, " ", folded, NULL);
}

static void
verified (GObject *source, GAsyncResult *result, gpointer data)
{
  LcExchange *exchange = data;
  LcServer *server = exchange->server;
  g_autoptr (GError) error = NULL;
  gboolean right = lc_password_pool_verify_finish (server->passwords, result, &error);
  g_autofree char *account = dup_account_key (exchange);

  if (error != NULL)
    {
      lc_exchange_fail (exchange, error);
      return;
    }

  if (right && exchange->login_row > 0)
    {
      exchange->verified_person = exchange->login_row;
      lc_exchange_dispatch (exchange);
      return;
    }

  lc_limit_count (server->failed_by_address, exchange->client);
  lc_limit_count (server->failed_by_account, account);
  lc_limit_count (server->failed_anywhere, strchr (account, ' '));
  lc_exchange_fail_code (exchange, LP_ERROR_SIGN_IN_FAILED, "The e-mail address or the password is wrong.");
}

/* Reads the hash of an active account; of any other one there is none. */
static gpointer
find_account (LcTransaction *tx, gpointer data, GError **error)
{
  LcExchange *exchange = data;
  g_autofree char *folded = lc_email_fold (get_text (exchange, "email"));
  LpStatement *row =
      lp_db_query (tx->db, error,
                   "SELECT row, password_hash FROM person"
                   " WHERE email_folded = $1 AND state = 'active' AND password_hash IS NOT NULL",
                   "t", folded);

  if (row != NULL && lp_statement_step (row, error))
    {
      exchange->login_row = lp_statement_get_int (row, 0);
      exchange->login_hash = lp_statement_dup_text (row, 1);
      lp_statement_reset (row);
    }

  return NULL;
}

static void
account_found (GObject *source, GAsyncResult *result, gpointer data)
{
  LcExchange *exchange = data;
  g_autoptr (GError) error = NULL;

  lc_store_finish (LC_STORE (source), result, &error);
  if (error != NULL)
    lc_exchange_fail (exchange, error);
  else
    lc_password_pool_verify_async (exchange->server->passwords, exchange->login_hash,
                                   get_text (exchange, "password"), verified, exchange);
}

static gboolean
look_up (gpointer data)
{
  LcExchange *exchange = data;

  lc_store_read_async (exchange->server->store, find_account, exchange, NULL, account_found, exchange);
  return G_SOURCE_REMOVE;
}

/* Nobody can lock somebody else out from many addresses; guessing from them only becomes slow. */
static guint
get_delay (LcExchange *exchange)
{
  g_autofree char *account = dup_account_key (exchange);
  guint excess = lc_limit_get_excess (exchange->server->failed_anywhere, strchr (account, ' '));

  return MIN (excess * DELAY_STEP_MS, DELAY_MAX_MS);
}

static gboolean
is_limited (LcExchange *exchange, guint *retry_after)
{
  g_autofree char *account = dup_account_key (exchange);

  return lc_limit_is_reached (exchange->server->failed_by_address, exchange->client, retry_after) ||
         lc_limit_is_reached (exchange->server->failed_by_account, account, retry_after);
}

void
lc_sign_in_begin (LcExchange *exchange)
{
  guint retry_after = 0;

  /* The handler says what is wrong with the body. */
  if (get_text (exchange, "email") == NULL || get_text (exchange, "password") == NULL)
    lc_exchange_dispatch (exchange);
  else if (is_limited (exchange, &retry_after))
    lc_exchange_fail_rate (exchange, retry_after);
  else
    {
      lc_exchange_pause (exchange);
      g_timeout_add (get_delay (exchange), look_up, exchange);
    }
}

static void
hashed (GObject *source, GAsyncResult *result, gpointer data)
{
  LcExchange *exchange = data;
  g_autoptr (GError) error = NULL;

  exchange->password_hash = lc_password_pool_hash_finish (exchange->server->passwords, result, &error);
  if (error != NULL)
    lc_exchange_fail (exchange, error);
  else
    lc_exchange_dispatch (exchange);
}

void
lc_sign_in_hash (LcExchange *exchange)
{
  const char *password = get_text (exchange, "password");

  /* The handler refuses a password that is too short or too long; hashing it would be for nothing. */
  if (password == NULL || g_utf8_strlen (password, -1) < LC_PASSWORD_MIN_CHARACTERS ||
      g_utf8_strlen (password, -1) > LC_PASSWORD_MAX_CHARACTERS)
    {
      lc_exchange_dispatch (exchange);
      return;
    }

  lc_exchange_pause (exchange);
  lc_password_pool_hash_async (exchange->server->passwords, password, hashed, exchange);
}

static LcReply *
make_reply (const LcCall *call, gint64 person, guint status, const LcSessionTokens *tokens, GError **error)
{
  g_autoptr (LpPerson) record = lc_person_load (call->tx->db, person, error);
  LcReply *reply;

  if (record == NULL)
    return NULL;

  reply = lc_reply_new (status);
  reply->body = g_string_new ("{\"access_token\":");
  lp_wire_write_string (reply->body, tokens->access);
  g_string_append (reply->body, ",\"refresh_token\":");
  lp_wire_write_string (reply->body, tokens->refresh);
  g_string_append_printf (reply->body,
                          ",\"expires_in\":%" G_GINT64_FORMAT ",\"person\":", tokens->expires_in);
  lp_wire_write_person (reply->body, record);
  g_string_append_c (reply->body, '}');
  return reply;
}

static LcReply *
create_session (const LcCall *call, char **current, GError **error)
{
  static const char *const known[] = { "email", "password", NULL };
  g_autoptr (GError) fault = NULL;
  g_auto (LcSessionTokens) tokens = { NULL };

  lp_wire_get_string (call->body, "", "email", TRUE, &fault);
  lp_wire_get_string (call->body, "", "password", TRUE, &fault);
  lp_wire_finish (call->body, "", known, &fault);
  if (fault != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&fault));
      return NULL;
    }

  if (!lc_session_create (call->tx, call->verified_person, &tokens, error))
    return NULL;

  return make_reply (call, call->verified_person, 201, &tokens, error);
}

/* The end of a session whose refresh token was stolen must stay, so this is a reply and no error, which would undo
 * it. */
static LcReply *
make_refusal (const LcCall *call, const GError *error)
{
  LcReply *reply = lc_reply_new (lp_wire_get_status ((LpErrorCode) error->code));

  reply->body = g_string_new (NULL);
  lp_wire_write_problem (reply->body, error, call->tx->request_id, NULL);
  return reply;
}

static LcReply *
refresh_session (const LcCall *call, char **current, GError **error)
{
  static const char *const known[] = { "refresh_token", NULL };
  g_autoptr (GError) fault = NULL;
  g_auto (LcSessionTokens) tokens = { NULL };
  const char *token = lp_wire_get_string (call->body, "", "refresh_token", TRUE, &fault);
  gboolean reused = FALSE;
  gint64 person = 0;

  lp_wire_finish (call->body, "", known, &fault);
  if (fault == NULL && lc_session_refresh (call->tx, token, &tokens, &person, &reused, &fault))
    return make_reply (call, person, 200, &tokens, error);

  if (reused)
    return make_refusal (call, fault);

  g_propagate_error (error, g_steal_pointer (&fault));
  return NULL;
}

static LcReply *
end_session (const LcCall *call, char **current, GError **error)
{
  if (!lc_session_end (call->tx, call->tx->caller->session_id, error))
    return NULL;

  return lc_reply_new (204);
}

static const LcRoute routes[] = {
  { "POST", "/v1/sessions", LC_ROUTE_WRITES | LC_ROUTE_NO_KEY | LC_ROUTE_PUBLIC | LC_ROUTE_VERIFIES, NULL,
    create_session },
  { "POST", "/v1/sessions/refresh", LC_ROUTE_WRITES | LC_ROUTE_NO_KEY | LC_ROUTE_PUBLIC, NULL,
    refresh_session },
  { "DELETE", "/v1/sessions/current", LC_ROUTE_WRITES | LC_ROUTE_NO_KEY, NULL, end_session },
};

const LcRoute *
lc_routes_sign_in (gsize *n_routes)
{
  *n_routes = G_N_ELEMENTS (routes);
  return routes;
}
