/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The routes of subscriptions: decode, call one service function, encode. */

#include "lc-call.h"
#include "lc-scope.h"
#include "lc-subscription-service.h"
#include "lc-subscription-store.h"
#include "lp-wire.h"

static const char *const no_members[] = { NULL };
static const char *const cancel_members[] = { "expected_ends_on", NULL };
static const char *const revoke_members[] = { "credit", NULL };

static LcReply *
reply_with (LpSubscription *subscription)
{
  LcReply *reply = lc_reply_new (200);

  reply->body = g_string_new (NULL);
  lp_wire_write_subscription (reply->body, subscription);
  reply->etag = g_strdup (subscription->etag);
  return reply;
}

/* What a decision's precondition check needs: it comes after 404 and 403, and the body's faults before it. */
typedef struct
{
  const LcCall *call;
  char **current;
  gint64 row;
  GError *fault; /* of the body: 422 stands between 403 and 412 */
} Match;

static gboolean
match_call (const char *etag, gpointer data, GError **error)
{
  Match *match = data;
  g_autoptr (LpSubscription) subscription = NULL;

  if (match->fault != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&match->fault));
      return FALSE;
    }
  if (lc_call_check_match (match->call, FALSE, etag, error))
    return TRUE;
  subscription = lc_subscription_load_wire (match->call->tx, match->row, NULL);
  if (subscription != NULL)
    {
      g_autoptr (GString) text = g_string_new (NULL);

      lp_wire_write_subscription (text, subscription);
      *match->current = g_string_free (g_steal_pointer (&text), FALSE);
    }
  return FALSE;
}

static void
match_clear (Match *match)
{
  g_clear_error (&match->fault);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Match, match_clear)

static LcReply *
handle_get (const LcCall *call, char **current, GError **error)
{
  gint64 row = lc_subscription_find (call->tx, call->path[0], error);
  g_autoptr (LpSubscription) subscription = row != 0 ? lc_subscription_load_wire (call->tx, row, error)
                                                     : NULL;

  return subscription != NULL ? reply_with (subscription) : NULL;
}

static LcReply *
handle_cancel (const LcCall *call, char **current, GError **error)
{
  gint64 row = lc_subscription_find (call->tx, call->path[0], error);
  g_auto (Match) match = { call, current, row, NULL };
  g_autoptr (LpSubscription) subscription = NULL;
  LpDate expected;

  if (row == 0)
    return NULL;
  expected = lp_wire_get_date (call->body, "", "expected_ends_on", FALSE, &match.fault);
  lp_wire_finish (call->body, "", cancel_members, &match.fault);
  subscription = lc_subscription_cancel (call->tx, row, expected, match_call, &match, error);
  return subscription != NULL ? reply_with (subscription) : NULL;
}

static LcReply *
handle_reinstate (const LcCall *call, char **current, GError **error)
{
  gint64 row = lc_subscription_find (call->tx, call->path[0], error);
  g_auto (Match) match = { call, current, row, NULL };
  g_autoptr (LpSubscription) subscription = NULL;

  if (row == 0)
    return NULL;
  lp_wire_finish (call->body, "", no_members, &match.fault);
  subscription = lc_subscription_reinstate (call->tx, row, match_call, &match, error);
  return subscription != NULL ? reply_with (subscription) : NULL;
}

static LcReply *
handle_revoke (const LcCall *call, char **current, GError **error)
{
  static const char *const credits[] = { "none", "pro_rata", "full", NULL };
  gint64 row = lc_subscription_find (call->tx, call->path[0], error);
  g_auto (Match) match = { call, current, row, NULL };
  g_autoptr (LpSubscription) subscription = NULL;
  const char *credit;

  if (row == 0)
    return NULL;
  credit = lp_wire_get_string (call->body, "", "credit", FALSE, &match.fault);
  if (credit == NULL)
    credit = "none";
  if (!g_strv_contains (credits, credit))
    lp_error_add_field (&match.fault, "/credit", "“%s” is no credit; it must be none, pro_rata or full",
                        credit);
  lp_wire_finish (call->body, "", revoke_members, &match.fault);
  subscription = lc_subscription_revoke (call->tx, row, credit, match_call, &match, error);
  return subscription != NULL ? reply_with (subscription) : NULL;
}

static const LcRoute routes[] = {
  { "GET", "/v1/subscriptions/{id}", 0, NULL, handle_get },
  { "POST", "/v1/subscriptions/{id}/cancel", LC_ROUTE_WRITES, NULL, handle_cancel },
  { "POST", "/v1/subscriptions/{id}/reinstate", LC_ROUTE_WRITES, NULL, handle_reinstate },
  { "POST", "/v1/subscriptions/{id}/revoke", LC_ROUTE_WRITES, NULL, handle_revoke },
};

const LcRoute *
lc_routes_subscriptions (gsize *n_routes)
{
  *n_routes = G_N_ELEMENTS (routes);
  return routes;
}
