/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lp-wire-feed.h"

#include "lp-wire-fields.h"

/* The kinds of which there are millions have a table and are read straight from the text, the others from a
 * tree. */
static const struct
{
  const char *name;
  const LpRecordType *type;
  gpointer (*new) (void);
  gpointer (*read) (JsonObject *object, GError **error);
  GDestroyNotify free;
} kinds[LP_FEED_N_KINDS] = {
  [LP_FEED_GROUP] = { "group", NULL, NULL, (gpointer) lp_wire_read_group, (GDestroyNotify) lp_group_unref },
  [LP_FEED_CATEGORY] = { "category", NULL, NULL, (gpointer) lp_wire_read_category,
                         (GDestroyNotify) lp_category_unref },
  [LP_FEED_PRODUCT] = { "product", NULL, NULL, (gpointer) lp_wire_read_product,
                        (GDestroyNotify) lp_product_unref },
  [LP_FEED_PERSON] = { "person", NULL, NULL, (gpointer) lp_wire_read_person,
                       (GDestroyNotify) lp_person_unref },
  [LP_FEED_MEMBERSHIP] = { "membership", NULL, NULL, (gpointer) lp_wire_read_membership,
                           (GDestroyNotify) lp_membership_unref },
  [LP_FEED_ORDER] = { "order", &lp_wire_order_type, (gpointer) lp_order_new, (gpointer) lp_wire_read_order,
                      (GDestroyNotify) lp_order_unref },
  [LP_FEED_TICKET] = { "ticket", &lp_wire_ticket_type, (gpointer) lp_ticket_new,
                       (gpointer) lp_wire_read_ticket, (GDestroyNotify) lp_ticket_unref },
  [LP_FEED_SUBSCRIPTION] = { "subscription", &lp_wire_subscription_type, (gpointer) lp_subscription_new,
                             (gpointer) lp_wire_read_subscription, (GDestroyNotify) lp_subscription_unref },
};

/* An item while it is read: its object may come before its kind. */
typedef struct
{
  LpFeedItem item;
  JsonNode *tree;
} Draft;

static void
item_clear (gpointer data)
{
  LpFeedItem *item = data;

  if (item->object != NULL)
    kinds[item->kind].free (item->object);
  g_free (item->id);
}

static gboolean
scan_kind (LpScanner *scanner, const LpToken *token, gpointer record, GError **error)
{
  Draft *draft = record;

  if (token->kind != LP_TOKEN_STRING)
    {
      lp_wire_add_fault (error, NULL, "kind", LP_WIRE_NO_STRING);
      return TRUE;
    }
  for (draft->item.kind = 0; draft->item.kind < LP_FEED_N_KINDS; draft->item.kind++)
    if (lp_token_is (token, kinds[draft->item.kind].name))
      break;
  return TRUE;
}

/* A fault of the object is a fault of its item. */
static gboolean
scan_object (LpScanner *scanner, const LpToken *token, gpointer record, GError **error)
{
  Draft *draft = record;
  LpFeedKind kind = draft->item.kind;

  draft->item.text = scanner->at - 1;
  if (token->kind != LP_TOKEN_OBJECT || kind == LP_FEED_N_KINDS || kinds[kind].type == NULL)
    {
      draft->tree = lp_scanner_build (scanner, token);
      if (draft->tree == NULL)
        return FALSE;
    }
  else
    {
      draft->item.object = kinds[kind].new();
      if (!lp_record_scan (kinds[kind].type, draft->item.object, scanner, error))
        return FALSE;
    }
  draft->item.size = (gsize) (scanner->at - draft->item.text);
  return TRUE;
}

static const LpField item_fields[] = {
  { .name = "kind", .length = 4, .kind = LP_FIELD_CUSTOM, .scan = scan_kind },
  LP_FIELD (LpFeedItem, id, STRING),
  { .name = "object", .length = 6, .kind = LP_FIELD_CUSTOM, .scan = scan_object },
};

static const LpRecordType item_type = LP_RECORD_TYPE (item_fields);

static void
read_tree (Draft *draft, GError **error)
{
  if (draft->tree == NULL || draft->item.kind == LP_FEED_N_KINDS)
    return;
  if (JSON_NODE_HOLDS_OBJECT (draft->tree))
    draft->item.object = kinds[draft->item.kind].read (json_node_get_object (draft->tree), error);
  else
    lp_wire_add_fault (error, NULL, "object", LP_WIRE_NO_OBJECT);
}

/* "/state: This must be …" */
static char *
describe_fault (const GError *fault)
{
  gsize n_fields;
  const LpFieldError *fields = lp_error_get_fields (fault, &n_fields);

  return n_fields > 0 ? g_strdup_printf ("%s: %s", fields[0].pointer, fields[0].detail)
                      : g_strdup (fault->message);
}

/* What a person can tell the people of the service. */
static void
set_item_error (const LpFeedItem *item, const GError *fault, GError **error)
{
  g_autofree char *detail = describe_fault (fault);

  g_set_error (error, LP_ERROR, LP_ERROR_MALFORMED, "%s “%s”: %s",
               item->kind < LP_FEED_N_KINDS ? kinds[item->kind].name : "object",
               item->id != NULL ? item->id : "?", detail);
}

static gboolean
scan_item (LpScanner *scanner, LpFeedPage *page, GError **error)
{
  Draft draft = { .item = { .kind = LP_FEED_N_KINDS } };
  g_autoptr (GError) fault = NULL;
  gboolean done = lp_record_scan (&item_type, &draft, scanner, &fault);

  if (done && fault == NULL)
    read_tree (&draft, &fault);
  g_clear_pointer (&draft.tree, json_node_unref);
  if (fault != NULL)
    set_item_error (&draft.item, fault, error);
  if (!done || fault != NULL || draft.item.kind == LP_FEED_N_KINDS || draft.item.id == NULL)
    item_clear (&draft.item);
  else
    g_array_append_val (page->items, draft.item);
  page->n_items++;
  return done && fault == NULL;
}

static gboolean
scan_items (LpScanner *scanner, const LpToken *token, gpointer record, GError **error)
{
  LpFeedPage *page = record;
  guint n = 0;
  LpToken item;

  if (token->kind != LP_TOKEN_ARRAY)
    return lp_scanner_fail (scanner, "its items are no array in brackets");
  page->items = g_array_new (FALSE, FALSE, sizeof (LpFeedItem));
  g_array_set_clear_func (page->items, item_clear);
  while (lp_scanner_next_element (scanner, &n) && lp_scanner_read (scanner, &item))
    {
      if (item.kind != LP_TOKEN_OBJECT)
        return lp_scanner_fail (scanner, "an item is no object in braces");
      if (!scan_item (scanner, page, error))
        return FALSE;
    }
  return scanner->problem == NULL;
}

static const LpField page_fields[] = {
  { .name = "items", .length = 5, .kind = LP_FIELD_CUSTOM, .scan = scan_items },
  LP_FIELD (LpFeedPage, next, STRING),
  LP_FIELD (LpFeedPage, more, BOOLEAN),
  LP_FIELD (LpFeedPage, total, INT),
  LP_FIELD (LpFeedPage, today, DATE),
  LP_FIELD (LpFeedPage, fixed_today, BOOLEAN),
  LP_FIELD (LpFeedPage, reset, BOOLEAN),
};

static const LpRecordType page_type = LP_RECORD_TYPE (page_fields);

static void
scan_page (LpScanner *scanner, LpFeedPage *page, GError **error)
{
  LpToken token;

  if (!lp_scanner_read (scanner, &token))
    return;
  if (token.kind != LP_TOKEN_OBJECT)
    lp_scanner_fail (scanner, "it is no object in braces");
  else if (lp_record_scan (&page_type, page, scanner, error) && page->items == NULL && !page->reset)
    lp_wire_add_fault (error, NULL, "items", LP_WIRE_IS_MISSING);
}

LpFeedPage *
lp_wire_read_feed (GBytes *bytes, GError **error)
{
  g_autoptr (LpFeedPage) page = g_new0 (LpFeedPage, 1);
  g_autoptr (GError) fault = NULL;
  g_auto (LpScanner) scanner = { 0 };
  g_autofree char *detail = NULL;
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  page->bytes = g_bytes_ref (bytes);
  if (lp_scanner_init (&scanner, data, size))
    scan_page (&scanner, page, &fault);
  if (fault == NULL && lp_scanner_finish (&scanner, &fault))
    return g_steal_pointer (&page);
  detail = describe_fault (fault);
  g_set_error (error, LP_ERROR, LP_ERROR_MALFORMED, "The service's change feed cannot be read: %s", detail);
  return NULL;
}

void
lp_feed_page_drop_items (LpFeedPage *page)
{
  g_clear_pointer (&page->items, g_array_unref);
  g_clear_pointer (&page->bytes, g_bytes_unref);
}

void
lp_feed_page_free (LpFeedPage *page)
{
  lp_feed_page_drop_items (page);
  g_free (page->next);
  g_free (page);
}
