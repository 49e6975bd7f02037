/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lc-catalog-rows.h"
#include "lc-feed-private.h"
#include "lc-order-writer.h"
#include "lc-subscription-writer.h"

/* A snapshot goes through the kinds in their order and through each by its key, so that a page costs what it
 * brings and not what came before. Who sees everything reads straight by row; for others the rows of each of their
 * groups are read by index. */

/* $1 the viewer, $2 and $3 where to go on. What is not visible is left out in C. */
/* clang-format off */
static const char *const small_queries[] = {
  [LC_CHANGE_GROUP] =
    "SELECT g.row, t.depth, 0 FROM group_tree t JOIN groups g ON g.row = t.descendant"
    " WHERE t.ancestor = (SELECT row FROM groups WHERE parent IS NULL) AND $1 = $1"
    " AND (t.depth > $2 OR (t.depth = $2 AND g.row > $3)) ORDER BY t.depth, g.row",
  [LC_CHANGE_CATEGORY] = "SELECT row, 0, 0 FROM category WHERE row > $3 AND $1 = $1 AND $2 = $2 ORDER BY row",
  [LC_CHANGE_PRODUCT] = "SELECT row, 0, 0 FROM product WHERE row > $3 AND $1 = $1 AND $2 = $2 ORDER BY row",
  [LC_CHANGE_PERSON] =
    "SELECT row, 0, 0 FROM person WHERE row > $3 AND $2 = $2 AND (row = $1 OR row IN"
    " (SELECT person FROM membership WHERE group_row IN " LC_CONTENT_GROUPS ")"
    " OR $1 IN (SELECT m.person FROM membership m JOIN groups g ON g.row = m.group_row"
    " WHERE g.parent IS NULL AND m.role <> 'member')) ORDER BY row",
  [LC_CHANGE_MEMBERSHIP] =
    "SELECT person, person, group_row FROM membership WHERE $1 = $1"
    " AND (person > $2 OR (person = $2 AND group_row > $3)) ORDER BY person, group_row",
};
/* clang-format on */

static gboolean
is_full (const LcFeed *feed)
{
  return feed->count >= feed->limit;
}

static gboolean
add_small (LcFeed *feed, LcChangeKind kind, GError **error)
{
  GError *fault = NULL;
  LpStatement *rows = lp_db_query (feed->tx->db, &fault, small_queries[kind], "iii", feed->scope->person_row,
                                   feed->token.position, feed->token.row);

  while (fault == NULL && rows != NULL && !is_full (feed) && lp_statement_step (rows, &fault))
    {
      gint64 row = lp_statement_get_int (rows, 0), group = lp_statement_get_int (rows, 2);
      gboolean visible;

      feed->token.position = lp_statement_get_int (rows, 1);
      feed->token.row = kind == LC_CHANGE_MEMBERSHIP ? group : row;
      lc_feed_write_object (feed, kind, row, group, &visible, &fault);
    }
  if (rows != NULL)
    lp_statement_reset (rows);
  if (fault != NULL)
    g_propagate_error (error, fault);
  return fault == NULL;
}

/* $1 the group, $2 where to go on, $3 how many; for tickets: $4 whether the whole group is visible, $5 the viewer,
 * $6 whether she is a member of the group. */
#define OWN_CONDITION " AND ($4 = 1 OR t.assignee = $5 OR (t.visible_to_group = 1 AND $6 = 1))"

/* clang-format off */
static const struct
{
  const char *all;
  const char *group;
} large_queries[] = {
  [LC_CHANGE_ORDER] = {
    LC_ORDER_SELECT " WHERE o.row > $2 ORDER BY o.row LIMIT $3",
    LC_ORDER_SELECT " WHERE o.group_row = $1 AND o.row > $2 AND $4 = 1 AND $5 = $5 AND $6 = $6"
    " ORDER BY o.row LIMIT $3" },
  [LC_CHANGE_TICKET] = {
    LC_TICKET_SELECT " WHERE t.row > $2 ORDER BY t.row LIMIT $3",
    LC_TICKET_SELECT " WHERE t.group_row = $1 AND t.row > $2" OWN_CONDITION " ORDER BY t.row LIMIT $3" },
  [LC_CHANGE_SUBSCRIPTION] = {
    LC_SUBSCRIPTION_SELECT " WHERE t.row > $2 ORDER BY t.row LIMIT $3",
    LC_SUBSCRIPTION_SELECT " WHERE t.group_row = $1 AND t.row > $2" OWN_CONDITION " ORDER BY t.row LIMIT $3" },
};
/* clang-format on */

static gboolean
write_large (LcFeed *feed, LcChangeKind kind, LpStatement *row, GError **error)
{
  gboolean done = TRUE;

  feed->token.row = lp_statement_get_int (row, 0);
  lc_feed_begin_item (feed, kind, lp_statement_get_text (row, kind == LC_CHANGE_SUBSCRIPTION ? 2 : 1), NULL);
  if (kind == LC_CHANGE_TICKET)
    done = lc_ticket_writer_write (&feed->tickets, feed->out, row, error);
  else if (kind == LC_CHANGE_SUBSCRIPTION)
    done = lc_subscription_write_row (feed->tx->db, feed->out, row, feed->tx->today, error);
  else
    lc_order_write_row (feed->out, row);
  g_string_append_c (feed->out, '}');
  if (done && kind == LC_CHANGE_TICKET)
    done = lc_feed_add_holder (feed, lp_statement_get_int (row, 9), lp_statement_get_int (row, 7), error);
  return done;
}

static gboolean
add_rows (LcFeed *feed, LcChangeKind kind, LpStatement *rows, GError **error)
{
  GError *fault = NULL;

  while (fault == NULL && !is_full (feed) && lp_statement_step (rows, &fault))
    write_large (feed, kind, rows, &fault);
  lp_statement_reset (rows);
  if (fault != NULL)
    g_propagate_error (error, fault);
  return fault == NULL;
}

static gboolean
add_all (LcFeed *feed, LcChangeKind kind, GError **error)
{
  LpStatement *rows = lp_db_prepare (feed->tx->db, large_queries[kind].all, error);

  if (rows == NULL)
    return FALSE;
  lp_statement_bind_int (rows, 2, feed->token.row);
  lp_statement_bind_int (rows, 3, (gint64) feed->limit - feed->count);
  return add_rows (feed, kind, rows, error);
}

static gboolean
add_group (LcFeed *feed, LcChangeKind kind, gint64 group, GError **error)
{
  LpStatement *rows = lp_db_query (feed->tx->db, error, large_queries[kind].group, "iiibib", group,
                                   feed->token.row, (gint64) feed->limit - feed->count,
                                   lc_scope_has_content (feed->scope, group), feed->scope->person_row,
                                   g_hash_table_contains (feed->scope->direct, &group));

  return rows != NULL && add_rows (feed, kind, rows, error);
}

/* The visible groups, and those left in which a ticket is still allocated to the person. */
static GArray *
list_groups (LcFeed *feed, GError **error)
{
  g_autoptr (GArray) groups = lc_scope_list_groups (feed->scope);
  GError *fault = NULL;
  LpStatement *rows =
      lp_db_query (feed->tx->db, &fault,
                   "SELECT DISTINCT group_row FROM ticket WHERE assignee = $1 ORDER BY group_row", "i",
                   feed->scope->person_row);

  while (rows != NULL && lp_statement_step (rows, &fault))
    {
      gint64 group = lp_statement_get_int (rows, 0);
      guint at = 0;

      while (at < groups->len && g_array_index (groups, gint64, at) < group)
        at++;
      if (at == groups->len || g_array_index (groups, gint64, at) != group)
        g_array_insert_val (groups, at, group);
    }
  if (fault == NULL)
    return g_steal_pointer (&groups);
  g_propagate_error (error, fault);
  return NULL;
}

static gboolean
add_large (LcFeed *feed, LcChangeKind kind, GError **error)
{
  g_autoptr (GArray) groups = NULL;

  if (feed->scope->sees_all)
    return add_all (feed, kind, error);
  groups = list_groups (feed, error);
  if (groups == NULL)
    return FALSE;
  for (guint i = 0; i < groups->len && !is_full (feed); i++)
    {
      gint64 group = g_array_index (groups, gint64, i);

      if (group < feed->token.position)
        continue;
      if (group > feed->token.position)
        feed->token.row = 0;
      feed->token.position = group;
      if (!add_group (feed, kind, group, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
lc_feed_add_snapshot (LcFeed *feed, GError **error)
{
  while (!feed->token.delta && !is_full (feed))
    {
      LcChangeKind kind = (LcChangeKind) feed->token.kind;

      if (!(kind < LC_CHANGE_ORDER ? add_small (feed, kind, error) : add_large (feed, kind, error)))
        return FALSE;
      if (is_full (feed))
        break;
      feed->token.kind++;
      feed->token.position = feed->token.row = 0;
      feed->token.delta = feed->token.kind > LC_CHANGE_SUBSCRIPTION;
    }
  return TRUE;
}

/* For the progress figure: counted the way the pages are filled. */
static gint64
count_small (LcFeed *feed, GError **error)
{
  gint64 total = 0;
  GError *fault = NULL;

  for (int kind = LC_CHANGE_GROUP; kind <= LC_CHANGE_MEMBERSHIP; kind++)
    {
      LpStatement *rows = lp_db_query (feed->tx->db, &fault, small_queries[kind], "iii",
                                       feed->scope->person_row, (gint64) 0, (gint64) 0);

      while (rows != NULL && lp_statement_step (rows, &fault))
        {
          gint64 row = lp_statement_get_int (rows, 0), group = lp_statement_get_int (rows, 2);

          if (kind == LC_CHANGE_GROUP)
            total += lc_scope_has_group (feed->scope, row);
          else if (kind == LC_CHANGE_MEMBERSHIP)
            total += row == feed->scope->person_row || lc_scope_has_content (feed->scope, group);
          else if (kind == LC_CHANGE_PRODUCT)
            total += lc_product_is_visible (feed->tx->db, feed->scope, row, &fault);
          else
            total += kind == LC_CHANGE_PERSON || feed->scope->beyond_member;
        }
    }
  if (fault != NULL)
    g_propagate_error (error, fault);
  return total;
}

gint64
lc_feed_count (LcFeed *feed, GError **error)
{
  static const char everything[] = "SELECT (SELECT COUNT (*) FROM orders) + (SELECT COUNT (*) FROM ticket)"
                                   " + (SELECT COUNT (*) FROM subscription)";
  static const char visible[] = "SELECT (SELECT COUNT (*) FROM orders WHERE group_row IN " LC_CONTENT_GROUPS
                                ") + COUNT (*) + COUNT (s.row)"
                                " FROM ticket t LEFT JOIN subscription s ON s.ticket = t.row WHERE t.row IN"
                                " (SELECT row FROM ticket WHERE group_row IN " LC_CONTENT_GROUPS
                                " UNION SELECT row FROM ticket"
                                " WHERE assignee = $1 UNION SELECT row FROM ticket WHERE visible_to_group = 1"
                                " AND group_row IN " LC_DIRECT_GROUPS ")";
  GError *fault = NULL;
  gint64 total = count_small (feed, &fault);

  if (fault == NULL && feed->scope->sees_all)
    total += lp_db_query_int (feed->tx->db, 0, &fault, everything, "");
  else if (fault == NULL)
    total += lp_db_query_int (feed->tx->db, 0, &fault, visible, "i", feed->scope->person_row);
  if (fault == NULL)
    return total;
  g_propagate_error (error, fault);
  return -1;
}
