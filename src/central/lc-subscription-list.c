/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lc-subscription-list.h"

#include "lc-subscription-writer.h"

#define VISIBLE                                                                                              \
  " AND s.ticket IN (SELECT row FROM ticket WHERE group_row IN " LC_CONTENT_GROUPS                           \
  " UNION SELECT row FROM ticket WHERE assignee = $1"                                                        \
  " UNION SELECT row FROM ticket WHERE visible_to_group = 1 AND group_row IN " LC_DIRECT_GROUPS ")"

#define IN_GROUP                                                                                             \
  " AND s.ticket IN (SELECT row FROM ticket WHERE group_row IN"                                              \
  " (SELECT descendant FROM group_tree WHERE ancestor = $4))"

/* As lp_subscription_get_state() decides. */
#define STATE                                                                                                \
  "CASE WHEN s.revoked_on <= $6 THEN 'revoked'"                                                              \
  " WHEN s.cancelled_on <= $6 AND (s.start IS NULL OR s.ends_on < $6) THEN 'ended'"                          \
  " WHEN s.cancelled_on <= $6 THEN 'cancelled' WHEN s.start <= $6 THEN 'active' ELSE 'pending' END"

/* The day after the deadline is the due day; what is not active has no deadline to show. */
#define DEADLINE                                                                                             \
  " AND s.row IN (SELECT row FROM subscription WHERE due_on IS NOT NULL AND due_on <= $7) AND s.start <= $6"

char *
lc_subscription_list_compose (const LcScope *scope, const LcSubscriptionFilter *filter)
{
  GString *sql = g_string_new (LC_SUBSCRIPTION_SELECT " WHERE s.row > $2");

  g_string_append (sql, scope->sees_all ? " AND $1 = $1" : VISIBLE);
  if (filter->group != 0)
    g_string_append (sql, IN_GROUP);
  if (filter->state != NULL)
    g_string_append (sql, " AND " STATE " = $5");
  if (filter->deadline_before != LP_DATE_NONE)
    g_string_append (sql, DEADLINE);
  g_string_append (sql, " ORDER BY s.row LIMIT $3");
  return g_string_free (sql, FALSE);
}

static LpStatement *
query (const LcTransaction *tx,
       const LcScope *scope,
       const LcSubscriptionFilter *filter,
       const LcPage *page,
       GError **error)
{
  g_autofree char *sql = lc_subscription_list_compose (scope, filter);
  LpStatement *rows = lc_page_query (page, tx, scope, sql, error);

  if (rows == NULL)
    return NULL;
  if (filter->group != 0)
    lp_statement_bind_int (rows, 4, filter->group);
  if (filter->state != NULL)
    lp_statement_bind_text (rows, 5, filter->state);
  if (filter->state != NULL || filter->deadline_before != LP_DATE_NONE)
    lp_statement_bind_date (rows, 6, tx->today);
  if (filter->deadline_before != LP_DATE_NONE)
    lp_statement_bind_date (rows, 7, filter->deadline_before);
  return rows;
}

static gboolean
write_item (GString *body, LpStatement *row, gpointer data, GError **error)
{
  const LcTransaction *tx = data;

  return lc_subscription_write_row (tx->db, body, row, tx->today, error);
}

gboolean
lc_subscription_list (const LcTransaction *tx,
                      const LcSubscriptionFilter *filter,
                      LcPage *page,
                      GError **error)
{
  g_autoptr (LcScope) scope = lc_scope_new (tx->db, tx->caller, error);
  LpStatement *rows;

  if (scope == NULL || (rows = query (tx, scope, filter, page, error)) == NULL)
    return FALSE;
  return lc_page_fill (page, rows, 1, write_item, (gpointer) tx, error);
}
