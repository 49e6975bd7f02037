/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The routes of subscriptions: decode, call one service function, encode. */

#include "lc-answer.h"
#include "lc-caller.h"
#include "lc-group-rows.h"
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

/* $1 the viewer, $2 the row after which to start, $3 how many, $4 the group. */
static char *
compose_list (const LcScope *scope, gboolean in_group)
{
  GString *sql = g_string_new (
      "SELECT s.row FROM subscription s JOIN ticket t ON t.row = s.ticket WHERE s.row > $2");

  g_string_append (sql, scope->sees_all ? " AND $1 = $1" : " AND " LC_TICKET_VISIBLE);
  if (in_group)
    g_string_append (sql, " AND t.group_row IN (SELECT descendant FROM group_tree WHERE ancestor = $4)");
  g_string_append (sql, " ORDER BY s.row LIMIT $3");
  return g_string_free (sql, FALSE);
}

static gint64
find_visible_group (const LcTransaction *tx, const LcScope *scope, const char *id, GError **error)
{
  gint64 group = lc_group_find (tx->db, id, error);

  if (group == 0 || lc_scope_has_group (scope, group))
    return group;
  lc_set_not_found (error);
  return 0;
}

static GArray *
find_page (const LcCall *call, const LcPage *page, GError **error)
{
  const char *id = lc_answer_get_query (call, "group");
  g_autoptr (LcScope) scope = lc_scope_new (call->tx->db, call->tx->caller, error);
  g_autofree char *sql = scope != NULL ? compose_list (scope, id != NULL) : NULL;
  gint64 group = id != NULL && scope != NULL ? find_visible_group (call->tx, scope, id, error) : 0;
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GError) failure = NULL;
  LpStatement *rows;

  if (scope == NULL || (id != NULL && group == 0))
    return NULL;
  rows = lp_db_prepare (call->tx->db, sql, error);
  if (rows == NULL)
    return NULL;
  lp_statement_bind (rows, "iii", scope->person_row, page->after, (gint64) page->limit + 1);
  if (id != NULL)
    lp_statement_bind_int (rows, 4, group);
  while (lp_statement_step (rows, &failure))
    {
      gint64 row = lp_statement_get_int (rows, 0);

      g_array_append_val (found, row);
    }
  if (failure == NULL)
    return g_steal_pointer (&found);
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

static LcReply *
handle_list (const LcCall *call, char **current, GError **error)
{
  g_auto (LcPage) page = { 0 };
  g_autoptr (GArray) rows = NULL;

  if (!lc_page_init (&page, call, error) || (rows = find_page (call, &page, error)) == NULL)
    return NULL;
  for (guint i = 0; i < rows->len; i++)
    {
      gint64 row = g_array_index (rows, gint64, i);
      g_autoptr (LpSubscription) subscription = NULL;

      if (!lc_page_take (&page, row))
        break;
      subscription = lc_subscription_load_wire (call->tx, row, error);
      if (subscription == NULL)
        return NULL;
      lp_wire_write_subscription (page.body, subscription);
    }
  return lc_page_finish (&page, call);
}

static const char *const list_query[] = { "group", "cursor", "limit", NULL };

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
