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

/* A customer's reference is order data, which a plain member does not see and so cannot find by. */
#define WORDS                                                                                                \
  " AND (t.code LIKE $8 ESCAPE '!' OR p.name LIKE $8 ESCAPE '!' OR p.code LIKE $8 ESCAPE '!'"                \
  " OR pa.name LIKE $8 ESCAPE '!' OR pa.email LIKE $8 ESCAPE '!' OR g.name LIKE $8 ESCAPE '!'"               \
  " OR t.entries LIKE $8 ESCAPE '!'"                                                                         \
  " OR (t.reference LIKE $8 ESCAPE '!' AND t.group_row IN " LC_CONTENT_GROUPS "))"

static char *
make_pattern (const char *query)
{
  GString *pattern = g_string_new ("%");

  for (const char *c = query; *c != '\0'; c++)
    {
      if (*c == '%' || *c == '_' || *c == '!')
        g_string_append_c (pattern, '!');
      g_string_append_c (pattern, *c);
    }
  g_string_append_c (pattern, '%');
  return g_string_free (pattern, FALSE);
}

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
bind (const LcTransaction *tx,
      const LcScope *scope,
      const LcTicketFilter *filter,
      const LcPage *page,
      GError **error)
{
  g_autofree char *sql = compose (scope, filter);
  LpStatement *rows = lp_db_prepare (tx->db, sql, error);

  if (rows == NULL)
    return NULL;
  lp_statement_bind (rows, "iii", scope->person_row, page->after, (gint64) page->limit + 1);
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
    {
      g_autofree char *pattern = make_pattern (filter->query);

      lp_statement_bind_text (rows, 8, pattern);
    }
  return rows;
}

gboolean
lc_ticket_list (const LcTransaction *tx, const LcTicketFilter *filter, LcPage *page, GError **error)
{
  g_autoptr (LcScope) scope = lc_scope_new (tx->db, tx->caller, error);
  GError *fault = NULL;
  LcTicketWriter writer;
  LpStatement *rows;

  if (scope == NULL || (rows = bind (tx, scope, filter, page, error)) == NULL)
    return FALSE;
  lc_ticket_writer_init (&writer, tx->db, scope, tx->today);
  while (lp_statement_step (rows, &fault))
    if (!lc_page_take (page, lp_statement_get_int (rows, 0)) ||
        !lc_ticket_writer_write (&writer, page->body, rows, &fault))
      break;
  lp_statement_reset (rows);
  if (fault != NULL)
    g_propagate_error (error, fault);
  return fault == NULL;
}
