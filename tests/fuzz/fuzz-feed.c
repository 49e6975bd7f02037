/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "fuzz.h"
#include "lp-wire-feed.h"
#include "lp-wire.h"

static void
write_object (GString *out, LpFeedKind kind, gpointer object)
{
  if (kind == LP_FEED_TICKET)
    lp_wire_write_ticket (out, object, NULL);
  else if (kind == LP_FEED_ORDER)
    lp_wire_write_order (out, object);
  else if (kind == LP_FEED_SUBSCRIPTION)
    lp_wire_write_subscription (out, object);
}

/* The other way to read it: by a tree. */
static void
write_tree (GString *out, LpFeedKind kind, JsonObject *tree)
{
  g_autoptr (GError) error = NULL;

  if (kind == LP_FEED_TICKET)
    {
      g_autoptr (LpTicket) ticket = lp_wire_read_ticket (tree, &error);

      g_assert_no_error (error);
      write_object (out, kind, ticket);
    }
  else if (kind == LP_FEED_ORDER)
    {
      g_autoptr (LpOrder) order = lp_wire_read_order (tree, &error);

      g_assert_no_error (error);
      write_object (out, kind, order);
    }
  else if (kind == LP_FEED_SUBSCRIPTION)
    {
      g_autoptr (LpSubscription) subscription = lp_wire_read_subscription (tree, &error);

      g_assert_no_error (error);
      write_object (out, kind, subscription);
    }
}

static void
check_item (const LpFeedItem *item)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) tree = NULL;
  g_autoptr (GString) scanned = g_string_new (NULL);
  g_autoptr (GString) read = g_string_new (NULL);

  g_assert_nonnull (item->id);
  if (item->object == NULL)
    return;
  tree = lp_wire_parse (item->text, item->size, &error);
  g_assert_no_error (error);
  write_object (scanned, item->kind, item->object);
  write_tree (read, item->kind, tree);
  g_assert_cmpstr (scanned->str, ==, read->str);
}

/* What a page is read as straight from the text is what a tree of the same bytes says; and nothing is accepted that
 * the strict reader refuses. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (LpFeedPage) page = lp_wire_read_feed (bytes, &error);
  g_autoptr (JsonObject) tree = NULL;

  if (page == NULL)
    {
      g_assert_error (error, LP_ERROR, LP_ERROR_MALFORMED);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      return 0;
    }
  g_assert_no_error (error);
  tree = lp_wire_parse ((const char *) data, size, &error);
  g_assert_no_error (error);
  for (guint i = 0; page->items != NULL && i < page->items->len; i++)
    check_item (&g_array_index (page->items, LpFeedItem, i));
  return 0;
}
