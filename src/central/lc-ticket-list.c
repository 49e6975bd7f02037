/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lc-ticket-list.h"

#include "lc-ticket-rows.h"

/* Parameters: $1 the viewer, $2 the row after which to start, $3 how many; then only where the condition is used:
 * $4 the group, $5 the assignee, $6 the state, $7 today, $8 the words. */

#define OWN_TICKETS                                                                                          \
  " AND t.row IN (SELECT row FROM ticket WHERE assignee = $1 UNION"                                          \
  " SELECT row FROM ticket WHERE visible_to_group = 1 AND group_row IN " LC_DIRECT_GROUPS ")"

#define STATE                                                                                                \
  "CASE WHEN t.revoked_on IS NOT NULL THEN 'revoked' WHEN t.technical_expiry < $7 THEN 'expired'"            \
  " WHEN t.activations > 0 THEN 'activated' ELSE 'available' END"

/* A customer's reference is order data, which a plain member does not see and so cannot find by. What many tickets
 * share is searched once; entries are taken apart only where their text has the words, or may have them escaped. */
#define WORDS                                                                                                \
  " AND (instr (lower (t.code), lower ($8)) > 0"                                                             \
  " OR t.product IN (SELECT row FROM product"                                                                \
  " WHERE instr (lp_fold (name), lp_fold ($8)) > 0 OR instr (lp_fold (code), lp_fold ($8)) > 0)"             \
  " OR t.assignee IN (SELECT row FROM person"                                                                \
  " WHERE instr (lp_fold (name), lp_fold ($8)) > 0 OR instr (lp_fold (email), lp_fold ($8)) > 0)"            \
  " OR t.group_row IN (SELECT row FROM groups WHERE instr (lp_fold (name), lp_fold ($8)) > 0)"               \
  " OR ((instr (lp_fold (t.entries), lp_fold ($8)) > 0 OR instr ($8, '\"') > 0 OR instr ($8, '\\') > 0)"     \
  " AND EXISTS (SELECT 1 FROM json_each (t.entries) e"                                                       \
  " WHERE e.type NOT IN ('true', 'false') AND instr (lp_fold (e.atom), lp_fold ($8)) > 0))"                  \
  " OR (instr (lp_fold (t.reference), lp_fold ($8)) > 0 AND t.group_row IN " LC_CONTENT_GROUPS "))"

static void
add_visibility (GString *sql, const LcScope *scope, const LcTicketFilter *filter)
{
  if (filter->mine || !scope->beyond_member)
    g_string_append (sql, OWN_TICKETS);
  else if (!scope->sees_all)
    g_string_append (sql, " AND " LC_TICKET_VISIBLE);
  else
    g_string_append (sql, " AND $1 = $1");
}

static char *
compose (const LcScope *scope, const LcTicketFilter *filter)
{
  GString *sql = g_string_new (LC_TICKET_SELECT " WHERE t.row > $2");

  add_visibility (sql, scope, filter);
  if (filter->group != 0)
    g_string_append (sql, filter->subtree
                              ? " AND t.group_row IN (SELECT descendant FROM group_tree WHERE ancestor = $4)"
                              : " AND t.group_row = $4");
  if (filter->assignee != 0)
    g_string_append (sql, " AND t.assignee = $5");
  if (filter->state != NULL)
    g_string_append (sql, " AND " STATE " = $6");
  if (filter->query != NULL)
    g_string_append (sql, WORDS);
  g_string_append (sql, " ORDER BY t.row LIMIT $3");
  return g_string_free (sql, FALSE);
}

static LpStatement *
query (const LcTransaction *tx,
       const LcScope *scope,
       const LcTicketFilter *filter,
       const LcPage *page,
       GError **error)
{
  g_autofree char *sql = compose (scope, filter);
  LpStatement *rows = lc_page_query (page, tx, scope, sql, error);

  if (rows == NULL)
    return NULL;
  if (filter->group != 0)
    lp_statement_bind_int (rows, 4, filter->group);
  if (filter->assignee != 0)
    lp_statement_bind_int (rows, 5, filter->assignee);
  if (filter->state != NULL)
    {
      lp_statement_bind_text (rows, 6, filter->state);
      lp_statement_bind_date (rows, 7, tx->today);
    }
  if (filter->query != NULL)
    lp_statement_bind_text (rows, 8, filter->query);
  return rows;
}

static gboolean
write_item (GString *body, LpStatement *row, gpointer writer, GError **error)
{
  return lc_ticket_writer_write (writer, body, row, error);
}

gboolean
lc_ticket_list (const LcTransaction *tx, const LcTicketFilter *filter, LcPage *page, GError **error)
{
  g_autoptr (LcScope) scope = lc_scope_new (tx->db, tx->caller, error);
  LcTicketWriter writer;
  LpStatement *rows;

  if (scope == NULL || (rows = query (tx, scope, filter, page, error)) == NULL)
    return FALSE;
  lc_ticket_writer_init (&writer, tx->db, scope, tx->today);
  return lc_page_fill (page, rows, 0, write_item, &writer, error);
}
