/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The routes of subscriptions: decode, call one service function, encode. */

#include "lc-answer.h"
#include "lc-caller.h"
#include "lc-subscription-list.h"
#include "lc-subscription-service.h"
#include "lc-subscription-store.h"
#include "lp-wire.h"

static const char *const no_members[] = { NULL };
static const char *const cancel_members[] = { "expected_ends_on", NULL };

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
  gint64 row = lc_subscription_find (call->tx, call->path[0], error);
  g_auto (Match) match = { call, current, row, NULL };
  g_autoptr (LpSubscription) subscription = NULL;
  const char *credit;

  if (row == 0)
    return NULL;
  credit = lc_answer_read_credit (call->body, &match.fault);
  subscription = lc_subscription_revoke (call->tx, row, credit, match_call, &match, error);
  return subscription != NULL ? reply_with (subscription) : NULL;
}

static gboolean
read_filter (const LcCall *call, LcSubscriptionFilter *filter, GError **error)
{
  const char *group = lc_answer_get_query (call, "group");
  const char *day = lc_answer_get_query (call, "deadline_before");
  GError *fault = NULL;
  int state;

  if (group != NULL && (filter->group = lc_caller_find_group (call->tx, group, error)) == 0)
    return FALSE;
  filter->state = lc_answer_get_query (call, "state");
  if (filter->state != NULL && !lp_enum_from_nick (LP_TYPE_SUBSCRIPTION_STATE, filter->state, &state))
    lp_error_add_field (&fault, "?state", "This must be pending, active, cancelled, ended or revoked.");
  filter->deadline_before = lp_date_parse (day);
  if (day != NULL && filter->deadline_before == LP_DATE_NONE)
    lp_error_add_field (&fault, "?deadline_before", "This must be a day, such as 2026-03-31.");
  if (fault == NULL)
    return TRUE;
  g_propagate_error (error, fault);
  return FALSE;
}

static LcReply *
handle_list (const LcCall *call, char **current, GError **error)
{
  g_auto (LcPage) page = { 0 };
  LcSubscriptionFilter filter = { 0 };

  if (!read_filter (call, &filter, error) || !lc_page_init (&page, call, error) ||
      !lc_subscription_list (call->tx, &filter, &page, error))
    return NULL;
  return lc_page_finish (&page, call);
}

static const char *const list_query[] = { "group", "state", "deadline_before", "cursor", "limit", NULL };

static const LcRoute routes[] = {
  { "GET", "/v1/subscriptions", 0, list_query, handle_list },
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
