/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lc-caller.h"
#include "lc-catalog-rows.h"
#include "lc-feed-private.h"
#include "lc-order-rows.h"
#include "lc-person-rows.h"
#include "lc-subscription-writer.h"
#include "lp-wire.h"

void
lc_feed_begin_item (LcFeed *feed, LcChangeKind kind, const char *id, const char *second)
{
  g_string_append (feed->out, feed->count++ > 0 ? ",{\"kind\":\"" : "{\"kind\":\"");
  g_string_append (feed->out, lc_change_get_name (kind));
  g_string_append (feed->out, "\",\"id\":\"");
  g_string_append (feed->out, id);
  if (second != NULL)
    {
      g_string_append_c (feed->out, '/');
      g_string_append (feed->out, second);
    }
  g_string_append (feed->out, "\",\"object\":");
}

static gboolean
write_group (LcFeed *feed, gint64 row, gboolean *visible, GError **error)
{
  g_autoptr (LpGroup) group = NULL;

  *visible = lc_scope_has_group (feed->scope, row) &&
             lp_db_query_int (feed->tx->db, 0, error,
                              "SELECT 1 FROM groups WHERE row = $1 AND archived_at IS NULL", "i", row) != 0;
  if (!*visible)
    return TRUE;
  group = lc_group_reader_read (feed->groups, row, error);
  if (group == NULL)
    return FALSE;
  lc_feed_begin_item (feed, LC_CHANGE_GROUP, group->id, NULL);
  lp_wire_write_group (feed->out, group);
  g_string_append_c (feed->out, '}');
  return TRUE;
}

static gboolean
write_category (LcFeed *feed, gint64 row, gboolean *visible, GError **error)
{
  g_autoptr (LpCategory) category = NULL;

  *visible = feed->scope->beyond_member &&
             lp_db_query_int (feed->tx->db, 0, error,
                              "SELECT 1 FROM category WHERE row = $1 AND archived_at IS NULL", "i", row) != 0;
  if (!*visible)
    return TRUE;
  category = lc_category_load (feed->tx->db, row, error);
  if (category == NULL)
    return FALSE;
  lc_feed_begin_item (feed, LC_CHANGE_CATEGORY, category->id, NULL);
  lp_wire_write_category (feed->out, category);
  g_string_append_c (feed->out, '}');
  return TRUE;
}

static gboolean
write_product (LcFeed *feed, gint64 row, gboolean *visible, GError **error)
{
  g_autoptr (LpProduct) product = NULL;
  GError *fault = NULL;

  *visible = lc_product_is_visible (feed->tx->db, feed->scope, row, &fault) &&
             lp_db_query_int (feed->tx->db, 0, &fault,
                              "SELECT 1 FROM product WHERE row = $1 AND archived_at IS NULL", "i", row) != 0;
  if (fault != NULL)
    {
      g_propagate_error (error, fault);
      return FALSE;
    }
  if (!*visible)
    return TRUE;
  product = lc_product_load (feed->tx->db, row, error);
  if (product == NULL)
    return FALSE;
  if (!feed->scope->beyond_member)
    lc_product_hide_categories (product);
  lc_feed_begin_item (feed, LC_CHANGE_PRODUCT, product->id, NULL);
  lp_wire_write_product (feed->out, product);
  g_string_append_c (feed->out, '}');
  return TRUE;
}

static gboolean
write_person (LcFeed *feed, gint64 row, gboolean *visible, GError **error)
{
  g_autoptr (LpPerson) person = NULL;
  GError *fault = NULL;

  *visible = lc_person_is_visible (feed->tx->db, feed->scope, row, &fault);
  if (fault != NULL)
    {
      g_propagate_error (error, fault);
      return FALSE;
    }
  if (!*visible)
    return TRUE;
  person = lc_person_load (feed->tx->db, row, error);
  if (person == NULL)
    return FALSE;
  lc_feed_begin_item (feed, LC_CHANGE_PERSON, person->id, NULL);
  lp_wire_write_person (feed->out, person);
  g_string_append_c (feed->out, '}');
  return TRUE;
}

static gboolean
write_membership (LcFeed *feed, gint64 person, gint64 group, gboolean *visible, GError **error)
{
  g_autoptr (LpMembership) membership = NULL;
  GError *fault = NULL;

  *visible = FALSE;
  if (person != feed->scope->person_row && !lc_scope_has_content (feed->scope, group))
    return TRUE;
  membership = lc_membership_load (feed->tx->db, person, group, &fault);
  if (fault != NULL)
    {
      g_propagate_error (error, fault);
      return FALSE;
    }
  *visible = membership != NULL;
  if (!*visible)
    return TRUE;
  lc_feed_begin_item (feed, LC_CHANGE_MEMBERSHIP, membership->group_id, membership->person->id);
  lp_wire_write_membership (feed->out, membership);
  g_string_append_c (feed->out, '}');
  return TRUE;
}

static gboolean
write_order (LcFeed *feed, gint64 row, gboolean *visible, GError **error)
{
  GError *fault = NULL;
  g_autoptr (LpOrder) order = NULL;
  gint64 group = lp_db_query_int (feed->tx->db, 0, &fault, "SELECT group_row FROM orders WHERE row = $1", "i",
                                  row);

  *visible = group != 0 && lc_scope_has_content (feed->scope, group);
  if (fault != NULL)
    {
      g_propagate_error (error, fault);
      return FALSE;
    }
  if (!*visible)
    return TRUE;
  order = lc_order_load (feed->tx->db, row, error);
  if (order == NULL)
    return FALSE;
  lc_feed_begin_item (feed, LC_CHANGE_ORDER, order->id, NULL);
  lp_wire_write_order (feed->out, order);
  g_string_append_c (feed->out, '}');
  return TRUE;
}

gboolean
lc_feed_find_place (LcFeed *feed, gint64 ticket, LcBefore *place, GError **error)
{
  GError *fault = NULL;
  LpStatement *row = lp_db_query (feed->tx->db, &fault,
                                  "SELECT group_row, assignee, visible_to_group FROM ticket WHERE row = $1",
                                  "i", ticket);

  *place = (LcBefore){ 0 };
  if (row != NULL && lp_statement_step (row, &fault))
    {
      place->group = lp_statement_get_int (row, 0);
      place->assignee = lp_statement_get_int (row, 1);
      place->visible = lp_statement_get_int (row, 2) != 0;
      lp_statement_reset (row);
    }
  if (fault != NULL)
    g_propagate_error (error, fault);
  return fault == NULL;
}

static gboolean
write_ticket (LcFeed *feed, gint64 row, gboolean *visible, GError **error)
{
  GError *fault = NULL;
  LcBefore place;
  LpStatement *rows;

  if (!lc_feed_find_place (feed, row, &place, error))
    return FALSE;
  *visible = place.group != 0 && lc_scope_has_ticket (feed->scope, &place);
  if (!*visible)
    return TRUE;
  rows = lp_db_query (feed->tx->db, &fault, LC_TICKET_SELECT " WHERE t.row = $1", "i", row);
  if (rows != NULL && lp_statement_step (rows, &fault))
    {
      lc_feed_begin_item (feed, LC_CHANGE_TICKET, lp_statement_get_text (rows, 1), NULL);
      lc_ticket_writer_write (&feed->tickets, feed->out, rows, &fault);
      g_string_append_c (feed->out, '}');
      lp_statement_reset (rows);
    }
  if (fault != NULL)
    g_propagate_error (error, fault);
  return fault == NULL;
}

static gboolean
write_subscription (LcFeed *feed, gint64 ticket, gboolean *visible, GError **error)
{
  GError *fault = NULL;
  LcBefore place;
  LpStatement *rows;

  if (!lc_feed_find_place (feed, ticket, &place, error))
    return FALSE;
  *visible = FALSE;
  if (place.group == 0 || !lc_scope_has_ticket (feed->scope, &place))
    return TRUE;
  rows = lp_db_query (feed->tx->db, &fault, LC_SUBSCRIPTION_SELECT " WHERE t.row = $1", "i", ticket);
  if (rows != NULL && lp_statement_step (rows, &fault))
    {
      *visible = TRUE;
      lc_feed_begin_item (feed, LC_CHANGE_SUBSCRIPTION, lp_statement_get_text (rows, 2), NULL);
      lc_subscription_write_row (feed->tx->db, feed->out, rows, feed->tx->today, &fault);
      g_string_append_c (feed->out, '}');
      lp_statement_reset (rows);
    }
  if (fault != NULL)
    g_propagate_error (error, fault);
  return fault == NULL;
}

gboolean
lc_feed_write_object (LcFeed *feed,
                      LcChangeKind kind,
                      gint64 object,
                      gint64 group,
                      gboolean *visible,
                      GError **error)
{
  switch (kind)
    {
    case LC_CHANGE_GROUP:
      return write_group (feed, object, visible, error);
    case LC_CHANGE_CATEGORY:
      return write_category (feed, object, visible, error);
    case LC_CHANGE_PRODUCT:
      return write_product (feed, object, visible, error);
    case LC_CHANGE_PERSON:
      return write_person (feed, object, visible, error);
    case LC_CHANGE_MEMBERSHIP:
      return write_membership (feed, object, group, visible, error);
    case LC_CHANGE_ORDER:
      return write_order (feed, object, visible, error);
    case LC_CHANGE_TICKET:
      return write_ticket (feed, object, visible, error);
    case LC_CHANGE_SUBSCRIPTION:
      return write_subscription (feed, object, visible, error);
    case LC_CHANGE_RESET:
    default:
      *visible = FALSE;
      return TRUE;
    }
}

/* clang-format off */
static const char *const id_queries[] = {
  [LC_CHANGE_GROUP] = "SELECT id FROM groups WHERE row = $1",
  [LC_CHANGE_CATEGORY] = "SELECT id FROM category WHERE row = $1",
  [LC_CHANGE_PRODUCT] = "SELECT id FROM product WHERE row = $1",
  [LC_CHANGE_PERSON] = "SELECT id FROM person WHERE row = $1",
  [LC_CHANGE_MEMBERSHIP] = "SELECT id FROM person WHERE row = $1",
  [LC_CHANGE_ORDER] = "SELECT id FROM orders WHERE row = $1",
  [LC_CHANGE_TICKET] = "SELECT id FROM ticket WHERE row = $1",
  [LC_CHANGE_SUBSCRIPTION] = "SELECT id FROM subscription WHERE ticket = $1",
};
/* clang-format on */

gboolean
lc_feed_write_gone (LcFeed *feed, LcChangeKind kind, gint64 object, gint64 group, GError **error)
{
  GError *fault = NULL;
  g_autofree char *id = lp_db_query_text (feed->tx->db, &fault, id_queries[kind], "i", object);
  g_autofree char *group_id = NULL;

  if (fault == NULL && id != NULL && kind == LC_CHANGE_MEMBERSHIP)
    group_id = lp_db_query_text (feed->tx->db, &fault, id_queries[LC_CHANGE_GROUP], "i", group);
  if (fault != NULL)
    {
      g_propagate_error (error, fault);
      return FALSE;
    }
  if (id == NULL)
    return TRUE;
  if (group_id != NULL)
    lc_feed_begin_item (feed, kind, group_id, id);
  else
    lc_feed_begin_item (feed, kind, id, NULL);
  g_string_append (feed->out, "null}");
  return TRUE;
}
