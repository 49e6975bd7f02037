/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "lp-error.h"
#include "lp-wire-feed.h"
#include "lp-wire.h"

/* One object of each kind, as the service writes them. */
#define TICKET                                                                                               \
  "{\"id\":\"t1\",\"code\":\"01234-56789-ABCDE-FGHJK-MNPQR\",\"state\":\"expired\",\"removal\":\"pending\"," \
  "\"product_id\":\"p1\",\"product_code\":\"P\",\"product_name\":\"\\u00c9diteur \\\"2D\\\"\","              \
  "\"modules\":[\"CAM\",\"SIM\"],\"entries\":{\"host_name\":\"ws-1\",\"cores\":8,\"dongle\":true,"           \
  "\"note\":null},\"quantity\":3,\"group_id\":\"g1\",\"assignee_id\":null,\"visible_to_group\":true,"        \
  "\"order_id\":\"o1\",\"order_number\":\"O-2026-NRTH-000001\",\"reference\":\"=1+1\","                      \
  "\"created_at\":\"2026-01-02T03:04:05Z\",\"created_by\":\"u1\",\"technical_expiry\":\"2026-03-31\","       \
  "\"subscription_id\":\"s1\",\"containers\":[{\"id\":\"c1\",\"name\":\"ws-1\","                             \
  "\"activated_at\":\"2026-01-03T00:00:00Z\"}],\"etag\":\"\\\"t1-1\\\"\"}"
#define ORDER                                                                                                \
  "{\"id\":\"o1\",\"number\":\"O-2026-NRTH-000001\",\"state\":\"completed\",\"group_id\":\"g1\","            \
  "\"product_id\":\"p1\",\"licenses\":1,\"quantity\":3,\"reference\":null,"                                  \
  "\"created_at\":\"2026-01-02T03:04:05Z\",\"created_by\":\"u1\",\"decided_by\":null,\"reason\":null,"       \
  "\"etag\":\"\\\"o1-1\\\"\"}"
#define SUBSCRIPTION                                                                                         \
  "{\"id\":\"s1\",\"ticket_code\":\"01234-56789-ABCDE-FGHJK-MNPQR\",\"group_id\":\"g1\","                    \
  "\"product_id\":\"p1\",\"state\":\"active\",\"start_mode\":\"purchase\",\"expiry_mode\":\"anniversary\","  \
  "\"start\":\"2026-01-02\",\"initial_expiry\":\"2026-04-01\",\"term\":\"P3M\",\"notice\":\"P2W\","          \
  "\"committed_until\":\"2026-07-01\",\"technical_expiry\":\"2026-07-01\",\"deadline\":\"2026-06-17\","      \
  "\"cancelled_on\":null,\"ends_on\":null,\"revoked_on\":null,\"renewals\":[{\"number\":1,"                  \
  "\"start\":\"2026-04-02\",\"end\":\"2026-07-01\",\"committed_on\":\"2026-03-19\"}],"                       \
  "\"etag\":\"\\\"s1-1\\\"\"}"
#define PERSON                                                                                               \
  "{\"id\":\"u1\",\"email\":\"ada@acme.example\",\"name\":\"Ada\",\"state\":\"active\",\"etag\":\"e\"}"

#define ITEM(kind, id, object) "{\"kind\":\"" kind "\",\"id\":\"" id "\",\"object\":" object "}"
#define PAGE(items)                                                                                          \
  "{\"items\":[" items "],\"next\":\"n\",\"more\":true,\"total\":7,\"today\":\"2026-11-24\","                \
  "\"fixed_today\":true}"

static LpFeedPage *
read_text (const char *text, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  return lp_wire_read_feed (bytes, error);
}

static const LpFeedItem *
get_item (LpFeedPage *page, guint index)
{
  g_assert_cmpuint (index, <, page->items->len);
  return &g_array_index (page->items, LpFeedItem, index);
}

static void
test_page (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LpFeedPage)
      page = read_text (PAGE (ITEM ("person", "u1", PERSON) "," ITEM ("ticket", "t2", "null") "," ITEM (
                            "balloon", "b1", "{\"a\":[{}]}") "," ITEM ("ticket", "t1", TICKET)),
                        &error);
  const LpPerson *person;

  g_assert_no_error (error);
  g_assert_false (page->reset);
  g_assert_true (page->more);
  g_assert_true (page->fixed_today);
  g_assert_cmpstr (page->next, ==, "n");
  g_assert_cmpint (page->total, ==, 7);
  g_assert_cmpint (page->today, ==, lp_date_parse ("2026-11-24"));
  g_assert_cmpuint (page->n_items, ==, 4); /* the unknown one counts for the progress */
  g_assert_cmpuint (page->items->len, ==, 3);
  person = get_item (page, 0)->object;
  g_assert_cmpint (get_item (page, 0)->kind, ==, LP_FEED_PERSON);
  g_assert_cmpstr (person->email, ==, "ada@acme.example");
  g_assert_cmpint (get_item (page, 1)->kind, ==, LP_FEED_TICKET);
  g_assert_cmpstr (get_item (page, 1)->id, ==, "t2");
  g_assert_null (get_item (page, 1)->object);
  g_assert_cmpmem (get_item (page, 2)->text, get_item (page, 2)->size, TICKET, strlen (TICKET));
}

/* Straight from the text, from a tree, and from the text again after it was written: three times the same. */
static void
test_same_as_tree (void)
{
  static const struct
  {
    const char *page;
    const char *object;
  } table[] = {
    { PAGE (ITEM ("ticket", "t1", TICKET)), TICKET },
    { PAGE (ITEM ("order", "o1", ORDER)), ORDER },
    { PAGE (ITEM ("subscription", "s1", SUBSCRIPTION)), SUBSCRIPTION },
    /* the kind comes last */
    { PAGE ("{\"object\":" TICKET ",\"id\":\"t1\",\"kind\":\"ticket\"}"), TICKET },
    { PAGE ("{\"object\":" SUBSCRIPTION ",\"kind\":\"subscription\",\"id\":\"s1\"}"), SUBSCRIPTION },
    /* members in another order, with one that nobody knows */
    { PAGE (ITEM (
          "order", "o1",
          "{\"etag\":\"e\",\"x\":{\"y\":[1]},\"created_at\":\"c\",\"state\":\"requested\",\"id\":\"o1\","
          "\"group_id\":\"g\"}")),
      "{\"id\":\"o1\",\"state\":\"requested\",\"group_id\":\"g\",\"created_at\":\"c\",\"etag\":\"e\"}" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (LpFeedPage) page = read_text (table[i].page, &error);
      g_autoptr (JsonObject) tree = lp_wire_parse (table[i].object, strlen (table[i].object), NULL);
      g_autoptr (GString) scanned = g_string_new (NULL);
      g_autoptr (GString) read = g_string_new (NULL);
      const LpFeedItem *item;

      g_assert_no_error (error);
      item = get_item (page, 0);
      if (item->kind == LP_FEED_TICKET)
        {
          g_autoptr (LpTicket) ticket = lp_wire_read_ticket (tree, &error);

          lp_wire_write_ticket (scanned, item->object, NULL);
          lp_wire_write_ticket (read, ticket, NULL);
        }
      else if (item->kind == LP_FEED_ORDER)
        {
          g_autoptr (LpOrder) order = lp_wire_read_order (tree, &error);

          lp_wire_write_order (scanned, item->object);
          lp_wire_write_order (read, order);
        }
      else
        {
          g_autoptr (LpSubscription) subscription = lp_wire_read_subscription (tree, &error);

          lp_wire_write_subscription (scanned, item->object);
          lp_wire_write_subscription (read, subscription);
          g_assert_cmpstr (scanned->str, ==, table[i].object);
        }
      g_assert_no_error (error);
      g_assert_cmpstr (scanned->str, ==, read->str);
    }
}

/* What is wrong is named, however deep in the page, and nothing of the page is handed over. */
static void
test_faults (void)
{
  static const struct
  {
    const char *old;
    const char *new;
    const char *told;
  } table[] = {
    { "\"quantity\":3,\"group", "\"quantity\":\"3\",\"group",
      "ticket “t1”: /quantity: This must be a whole number" },
    { "\"quantity\":3,\"group", "\"quantity\":-1,\"group",
      "ticket “t1”: /quantity: This must be a whole number" },
    { "\"quantity\":3,\"group", "\"quantity\":3.5,\"group",
      "ticket “t1”: /quantity: This must be a whole number" },
    { "\"state\":\"expired\"", "\"state\":\"melted\"",
      "ticket “t1”: /state: This must be one of: available" },
    { "\"state\":\"expired\"", "\"state\":null", "ticket “t1”: /state: This member must not be null" },
    { "\"state\":\"expired\",", "", "ticket “t1”: /state: This member is required" },
    { "\"code\":\"01234", "\"code\":[{}],\"x\":\"", "ticket “t1”: /code: This must be a string" },
    { "[\"CAM\",\"SIM\"]", "[\"CAM\",[7]]", "ticket “t1”: /modules/1: This must be a string" },
    { "[\"CAM\",\"SIM\"]", "{\"CAM\":1}", "ticket “t1”: /modules: This must be an array" },
    { "\"cores\":8", "\"cores\":[8]", "ticket “t1”: /entries/cores: This must be a string, a number" },
    { "\"cores\":8", "\"cores\":8,\"cores\":9", "a member is given twice" },
    { "\"visible_to_group\":true", "\"visible_to_group\":1",
      "ticket “t1”: /visible_to_group: This must be true or" },
    { "\"2026-03-31\"", "\"2026-02-31\"", "ticket “t1”: /technical_expiry: This must be a day that exists" },
    { "\"name\":\"ws-1\"", "\"name\":7", "ticket “t1”: /containers/0/name: This must be a string" },
    { "[{\"id\":\"c1\"", "[5,{\"id\":\"c1\"", "ticket “t1”: /containers/0: This must be an object" },
    { "\"term\":\"P3M\"", "\"term\":\"P3D\"", "subscription “s1”: /term: This must be whole months" },
    { "\"notice\":\"P2W\"", "\"notice\":\"two weeks\"",
      "subscription “s1”: /notice: This must be an ISO 8601" },
    { "\"number\":1", "\"number\":0", "subscription “s1”: /renewals/0/number: This must be a whole number" },
    { "\"end\":\"2026-07-01\"", "\"end\":null",
      "subscription “s1”: /renewals/0/end: This member must not be" },
    { "\"email\":\"ada", "\"email\":5,\"x\":\"", "person “u1”: /email: This must be a string" },
    { "\"object\":null", "\"object\":5", "ticket “t2”: /object: This must be an object" },
    { "\"object\":{\"id\":\"o1\"", "\"object\":[],\"x\":{\"id\":\"o1\"",
      "order “o1”: /object: This must be an object" },
    { "\"kind\":\"order\"", "\"kind\":7", "/kind: This must be a string" },
    { "\"id\":\"o1\",\"object\"", "\"id\":7,\"object\"", "/id: This must be a string" },
    { "\"decided_by\":null", "\"decided_by\":null,\"decided_by\":null", "a member is given twice" },
    { "\"decided_by\":null", "\"new\":1,\"new\":1", "a member is given twice" },
    { "\"reason\":null", "\"reason\":nul", "a value is missing" },
    { "\"reason\":null", "\"reason\":null,", "a member's name in double quotes is missing" },
    { "\"reason\":null", "// why\n\"reason\":null", "a member's name in double quotes is missing" },
    { "\"total\":7", "\"total\":\"7\"", "/total: This must be a whole number" },
    { "\"next\":\"n\"", "\"next\":{}", "/next: This must be a string" },
    { "{\"items\":[", "{\"things\":[", "/items: This member is required" },
    { "{\"items\":[", "{\"items\":{},\"x\":[", "its items are no array" },
    { "{\"items\":[", "{\"items\":[5,", "an item is no object" },
    { "{\"items\":[", "[{\"items\":[", "it is no object in braces" },
  };
  static const char whole[] = PAGE (ITEM ("person", "u1", PERSON) "," ITEM ("ticket", "t2", "null") "," ITEM (
      "order", "o1", ORDER) "," ITEM ("subscription", "s1", SUBSCRIPTION) "," ITEM ("ticket", "t1", TICKET));
  g_autoptr (GError) none = NULL;
  g_autoptr (LpFeedPage) right = read_text (whole, &none);

  g_assert_no_error (none);
  g_assert_nonnull (right);
  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (LpFeedPage) page = NULL;
      g_autoptr (GString) text = g_string_new (whole);

      g_test_message ("%s", table[i].new);
      g_assert_cmpuint (g_string_replace (text, table[i].old, table[i].new, 1), ==, 1);
      page = read_text (text->str, &error);
      g_assert_null (page);
      g_assert_error (error, LP_ERROR, LP_ERROR_MALFORMED);
      g_assert_true (g_str_has_prefix (error->message, "The service's change feed cannot be read: "));
      g_test_message ("%s", error->message);
      g_assert_nonnull (strstr (error->message, table[i].told));
    }
}

/* A page that was cut off is no page, wherever the cut is. */
static void
test_cut (void)
{
  static const char whole[] = PAGE (
      ITEM ("subscription", "s1", SUBSCRIPTION) "," ITEM ("ticket", "t1", TICKET));

  for (gsize size = 0; size < sizeof whole - 1; size++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new (whole, size); /* exact: a sanitizer sees one byte too many */
      g_autoptr (GError) error = NULL;
      g_autoptr (LpFeedPage) page = lp_wire_read_feed (bytes, &error);

      g_assert_null (page);
      g_assert_error (error, LP_ERROR, LP_ERROR_MALFORMED);
    }
}

static void
test_reset (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LpFeedPage) page = read_text ("{\"reset\":true}", &error);

  g_assert_no_error (error);
  g_assert_true (page->reset);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wire/feed/page", test_page);
  g_test_add_func ("/wire/feed/same-as-tree", test_same_as_tree);
  g_test_add_func ("/wire/feed/faults", test_faults);
  g_test_add_func ("/wire/feed/cut", test_cut);
  g_test_add_func ("/wire/feed/reset", test_reset);
  return g_test_run ();
}
