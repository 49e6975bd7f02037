/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lc-price-handlers.h"

#include "lc-answer.h"
#include "lc-caller.h"
#include "lc-group-rows.h"
#include "lc-price-rows.h"
#include "lp-price.h"
#include "lp-wire.h"

/* Price lists: who runs reports for a group sees what it pays. */

/* What resellers pay is for an admin or finance of a reseller or the vendor, at or above the group (design: domain,
 * "Roles"). */
static gboolean
sees_reseller_prices (const LcTransaction *tx, gint64 group, GError **error)
{
  return lp_db_query_int (
             tx->db, 0, error,
             "SELECT EXISTS (SELECT 1 FROM group_tree t JOIN groups g ON g.row = t.ancestor"
             " JOIN membership m ON m.group_row = t.ancestor WHERE t.descendant = $1 AND m.person = $2"
             " AND m.role IN ('admin', 'finance') AND g.kind IN ('vendor', 'reseller'))",
             "ii", group, tx->caller->person_row) != 0;
}

static gboolean
list_prices (const LcCall *call, gboolean with_reseller, LcPage *page, GError **error)
{
  GError *fault = NULL;
  LpStatement *rows =
      lp_db_query (call->tx->db, error,
                   "SELECT row FROM price_list WHERE row > $1 AND ($2 = 1 OR name <> $3) ORDER BY row", "iit",
                   page->after, (gint64) with_reseller, LP_PRICE_LIST_RESELLER);

  while (rows != NULL && fault == NULL && lp_statement_step (rows, &fault))
    {
      gint64 row = lp_statement_get_int (rows, 0);
      g_autoptr (LpPriceList) list = NULL;

      if (!lc_page_take (page, row))
        break;
      list = lc_price_list_load (call->tx->db, row, &fault);
      if (list != NULL)
        lp_wire_write_price_list (page->body, list);
    }
  if (rows != NULL)
    lp_statement_reset (rows);
  if (fault != NULL)
    g_propagate_error (error, fault);
  return rows != NULL && fault == NULL;
}

/* Without a group the vendor's own are asked for. */
static gint64
find_root (const LcTransaction *tx, GError **error)
{
  return lp_db_query_int (tx->db, 0, error, "SELECT row FROM groups WHERE parent IS NULL", "");
}

LcReply *
lc_handle_price_lists (const LcCall *call, char **current, GError **error)
{
  g_auto (LcPage) page = { 0 };
  const char *id = lc_answer_get_query (call, "group");
  gint64 group = id != NULL ? lc_caller_find_group (call->tx, id, error) : find_root (call->tx, error);
  g_auto (GStrv) path = group != 0 ? lc_group_dup_path (call->tx->db, group, error) : NULL;
  LpPermissionObject object = { .path = (const char *const *) path };
  GError *fault = NULL;
  gboolean with_reseller;

  if (path == NULL || !lc_caller_check (call->tx, LP_ACTION_VIEW_REPORTS, &object, error))
    return NULL;
  with_reseller = sees_reseller_prices (call->tx, group, &fault);
  if (fault != NULL)
    {
      g_propagate_error (error, fault);
      return NULL;
    }
  if (!lc_page_init (&page, call, error) || !list_prices (call, with_reseller, &page, error))
    return NULL;
  return lc_page_finish (&page, call);
}
