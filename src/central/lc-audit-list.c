/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lc-audit-list.h"

#include "lc-caller.h"
#include "lp-wire.h"

/* $1 the viewer, $2 the record before which to start (0: the newest), $3 how many; then only where the condition is
 * used: $4 the object, $5 the actor, $6 and $7 the days, $8 the group. An admin sees her subtrees, support her own
 * actions. */
#define SELECT                                                                                               \
  "SELECT a.seq, a.id, a.at, p.id, p.name, a.action, a.object_kind, a.object_id, x.object_label, g.id,"      \
  " x.reason, x.before, x.after FROM audit a LEFT JOIN audit_text x ON x.seq = a.seq"                        \
  " LEFT JOIN person p ON p.row = a.actor LEFT JOIN groups g ON g.row = a.group_row"                         \
  " WHERE ($2 = 0 OR a.seq < $2)"
#define SCOPE                                                                                                \
  " AND (a.actor = $1 OR a.group_row IN (SELECT descendant FROM group_tree"                                  \
  " JOIN membership ON membership.group_row = ancestor"                                                      \
  " WHERE membership.person = $1 AND membership.role = 'admin'))"

/* The records of a few groups are found by their index and sorted; those of a large part of the tree are so dense that
 * walking back from the newest fills a page sooner. */
#define MANY_GROUPS 64

static const char *
choose_group_condition (const LcTransaction *tx, gint64 group, GError **error)
{
  gint64 n_groups;

  if (group == 0)
    return "";
  n_groups = lp_db_query_int (tx->db, -1, error,
                              "SELECT count(*) FROM (SELECT 1 FROM group_tree WHERE ancestor = $1 LIMIT $2)",
                              "ii", group, (gint64) MANY_GROUPS);
  if (n_groups < 0)
    return NULL;
  return n_groups < MANY_GROUPS
             ? " AND a.group_row IN (SELECT descendant FROM group_tree WHERE ancestor = $8)"
             : " AND +a.group_row IN (SELECT descendant FROM group_tree WHERE ancestor = $8)";
}

static LpStatement *
prepare (const LcTransaction *tx, const LcAuditFilter *filter, const LcPage *page, GError **error)
{
  gboolean all = tx->caller == NULL || lp_permission_is_vendor_admin (&tx->caller->actor);
  const char *in_group = choose_group_condition (tx, filter->group, error);
  g_autofree char *sql = NULL;
  LpStatement *rows;

  if (in_group == NULL)
    return NULL;
  sql = g_strconcat (SELECT, all ? " AND $1 = $1" : SCOPE,
                     filter->object != NULL ? " AND a.object_id = $4" : "",
                     filter->actor != 0 ? " AND a.actor = $5" : "",
                     filter->from != LP_DATE_NONE ? " AND a.day >= $6" : "",
                     filter->to != LP_DATE_NONE ? " AND a.day <= $7" : "", in_group,
                     " ORDER BY a.seq DESC LIMIT $3", NULL);
  rows = lp_db_prepare (tx->db, sql, error);
  if (rows == NULL)
    return NULL;
  lp_statement_bind (rows, "iii", tx->caller != NULL ? tx->caller->person_row : (gint64) 0, page->after,
                     (gint64) page->limit + 1);
  if (filter->object != NULL)
    lp_statement_bind_text (rows, 4, filter->object);
  if (filter->actor != 0)
    lp_statement_bind_int (rows, 5, filter->actor);
  if (filter->from != LP_DATE_NONE)
    lp_statement_bind_date (rows, 6, filter->from);
  if (filter->to != LP_DATE_NONE)
    lp_statement_bind_date (rows, 7, filter->to);
  if (filter->group != 0)
    lp_statement_bind_int (rows, 8, filter->group);
  return rows;
}

static LpAuditRecord *
read_record (LpStatement *row)
{
  LpAuditRecord *record = lp_audit_record_new ();
  const char *label = lp_statement_get_text (row, 8);

  record->id = lp_statement_dup_text (row, 1);
  record->at = lp_statement_dup_text (row, 2);
  record->actor_id = lp_statement_dup_text (row, 3);
  record->actor_name = lp_statement_dup_text (row, 4);
  record->action = lp_statement_dup_text (row, 5);
  record->object_kind = lp_statement_dup_text (row, 6);
  record->object_id = lp_statement_dup_text (row, 7);
  record->object_label = g_strdup (label != NULL ? label : "");
  record->group_id = lp_statement_dup_text (row, 9);
  record->reason = lp_statement_dup_text (row, 10);
  record->before = lp_statement_dup_text (row, 11);
  record->after = lp_statement_dup_text (row, 12);
  return record;
}

gboolean
lc_audit_list (const LcTransaction *tx, const LcAuditFilter *filter, LcPage *page, GError **error)
{
  GError *fault = NULL;
  LpStatement *rows;

  if (!lc_caller_check (tx, LP_ACTION_VIEW_AUDIT, NULL, error) ||
      (rows = prepare (tx, filter, page, error)) == NULL)
    return FALSE;
  while (lp_statement_step (rows, &fault) && lc_page_take (page, lp_statement_get_int (rows, 0)))
    {
      g_autoptr (LpAuditRecord) record = read_record (rows);

      lp_wire_write_audit_record (page->body, record);
    }
  lp_statement_reset (rows);
  if (fault != NULL)
    g_propagate_error (error, fault);
  return fault == NULL;
}
