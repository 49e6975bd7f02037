/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lc-http-private.h"

#include "lc-api-token.h"
#include "lc-caller.h"
#include "lc-feed.h"
#include "lc-http-replay.h"
#include "lc-session.h"

/* On a worker thread: everything that needs the database, in the order of the design (api, "Conventions"). */

static LcReply *
run_handler (LcTransaction *tx, LcExchange *exchange, GError **error)
{
  const LcCall call = {
    .tx = tx,
    .progress = exchange->progress,
    .path = (const char *const *) exchange->path,
    .query = exchange->query,
    .body = exchange->body,
    .if_match = exchange->if_match,
    .if_none_match = exchange->if_none_match,
    .password_hash = exchange->password_hash,
    .verified_person = exchange->verified_person,
    .session_until = exchange->session_until,
  };

  return exchange->route->handler (&call, &exchange->current, error);
}

/* Whether there is nothing left to do: the request is a replay, or it was refused. */
static gboolean
find_stored (LcTransaction *tx, LcExchange *exchange, GError **error)
{
  GError *failure = NULL;

  if (exchange->progress != NULL)
    return FALSE;
  if (lc_replay_find (tx, exchange, &failure))
    return TRUE;
  if (failure == NULL && (exchange->route->flags & LC_ROUTE_SLICED))
    {
      exchange->progress = lc_progress_new ();
      lc_replay_resume (tx, exchange, &failure);
    }
  if (failure == NULL)
    return FALSE;
  g_propagate_error (error, failure);
  return TRUE;
}

/* Keeps the reply, or of a request that is not done yet what the slice did. */
static gboolean
keep (LcTransaction *tx, LcExchange *exchange, gboolean keyed, GError **error)
{
  if (exchange->progress == NULL || !exchange->progress->again)
    return !keyed || exchange->reply->status >= 300 || exchange->reply->transient ||
           lc_replay_store (tx, exchange, error);

  exchange->progress->again = FALSE;
  tx->again = TRUE;
  return !keyed || lc_replay_store_slice (tx, exchange, error);
}

static gboolean
run_call (LcTransaction *tx, LcExchange *exchange, GError **error)
{
  gboolean keyed = exchange->key != NULL && (exchange->route->flags & LC_ROUTE_WRITES);
  GError *failure = NULL;

  if (keyed && find_stored (tx, exchange, &failure))
    {
      if (failure != NULL)
        g_propagate_error (error, failure);
      return failure == NULL;
    }

  exchange->reply = run_handler (tx, exchange, &failure);
  if (failure == NULL && (exchange->route->flags & LC_ROUTE_STREAMS))
    exchange->last_change = lc_feed_get_newest (tx->db, &failure);

  if (failure == NULL)
    keep (tx, exchange, keyed, &failure);

  if (failure == NULL)
    return TRUE;

  g_clear_pointer (&exchange->reply, lc_reply_free);
  g_propagate_error (error, failure);
  return FALSE;
}

/* Returns FALSE with an error. */
static gboolean
sign_in (LcTransaction *tx, LcExchange *exchange, LcCaller **caller, GError **error)
{
  /* Accepting an invitation needs no sign-in, but a person with an account shows by it who she is. */
  if ((exchange->route->flags & LC_ROUTE_PUBLIC) &&
      !((exchange->route->flags & LC_ROUTE_HASHES) && exchange->has_token))
    return TRUE;

  *caller = lc_session_authenticate (tx, exchange->token, &exchange->session_until, error);
  if (*caller == NULL)
    return FALSE;

  tx->caller = *caller;
  g_free (exchange->person_id);
  exchange->person_id = g_strdup (tx->caller->person_id);
  exchange->person_row = tx->caller->person_row;
  return TRUE;
}

static gboolean
check_scope (const LcRoute *route, const LcCaller *caller, GError **error)
{
  LcTokenScope scope = caller != NULL ? caller->scope : LC_TOKEN_ALL;

  if (scope == LC_TOKEN_ALL || (scope == LC_TOKEN_READ && !(route->flags & LC_ROUTE_WRITES)) ||
      (route->flags & LC_ROUTE_REPORTS))
    return TRUE;

  g_set_error (error, LP_ERROR, LP_ERROR_RIGHT_MISSING,
               "This needs a sign-in: an API token with the scope “%s” is only good for %s.",
               lc_token_scope_get_name (scope), scope == LC_TOKEN_READ ? "what changes nothing" : "reports");
  return FALSE;
}

gpointer
lc_exchange_run (LcTransaction *tx, gpointer data, GError **error)
{
  LcExchange *exchange = data;
  g_autoptr (LcCaller) caller = NULL;

  tx->request_id = exchange->request_id;
  tx->reason = exchange->reason;
  if (!sign_in (tx, exchange, &caller, error))
    return NULL;

  if (exchange->fault != NULL)
    g_propagate_error (error, g_steal_pointer (&exchange->fault));
  else if (check_scope (exchange->route, caller, error))
    run_call (tx, exchange, error);

  tx->caller = NULL;
  return NULL;
}

gpointer
lc_exchange_parse (LcTransaction *tx, gpointer data, GError **error)
{
  LcExchange *exchange = data;
  g_autoptr (LcCaller) caller = NULL;

  if (sign_in (tx, exchange, &caller, error))
    lc_exchange_parse_body (exchange);

  tx->caller = NULL;
  return NULL;
}
