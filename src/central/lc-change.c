/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lc-change.h"

#include "lc-id.h"

static const char *const names[] = {
  [LC_CHANGE_GROUP] = "group",   [LC_CHANGE_CATEGORY] = "category",         [LC_CHANGE_PRODUCT] = "product",
  [LC_CHANGE_PERSON] = "person", [LC_CHANGE_MEMBERSHIP] = "membership",     [LC_CHANGE_ORDER] = "order",
  [LC_CHANGE_TICKET] = "ticket", [LC_CHANGE_SUBSCRIPTION] = "subscription", [LC_CHANGE_RESET] = "reset",
};

const char *
lc_change_get_name (LcChangeKind kind)
{
  return names[kind];
}

LcChangeKind
lc_change_get_kind (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_strcmp0 (names[i], name) == 0)
      return (LcChangeKind) i;
  return LC_CHANGE_RESET;
}

gboolean
lc_change_add (const LcTransaction *tx,
               LcChangeKind kind,
               gint64 object,
               const LcBefore *before,
               GError **error)
{
  LpStatement *insert = lp_db_prepare (tx->db,
                                       "INSERT INTO change (kind, object, group_before, assignee_before,"
                                       " visible_before, at) VALUES ($1, $2, $3, $4, $5, $6)",
                                       error);

  if (insert == NULL)
    return FALSE;
  lp_statement_bind (insert, "tinnnt", names[kind], object, tx->now);
  if (before != NULL)
    {
      if (before->group != 0)
        lp_statement_bind_int (insert, 3, before->group);
      if (before->assignee != 0)
        lp_statement_bind_int (insert, 4, before->assignee);
      lp_statement_bind_int (insert, 5, before->visible);
    }
  return lp_statement_run (insert, error);
}

gboolean
lc_change_start_epoch (const LcTransaction *tx, GError **error)
{
  g_autofree char *epoch = lc_id_new ();

  return lp_db_run (tx->db, error, "DELETE FROM change", "") &&
         lp_db_run (tx->db, error,
                    "INSERT INTO setting (name, value) VALUES ('feed_epoch', $1)"
                    " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                    "t", epoch);
}
