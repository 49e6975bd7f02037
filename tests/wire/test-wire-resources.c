/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "wire-fixture.h"

/* Each resource goes out and comes back the same, with exactly the members of API v1. */

static void
assert_members (JsonObject *object, const char *expected)
{
  g_autoptr (GList) names = json_object_get_members (object);
  g_autoptr (GString) joined = g_string_new (NULL);

  for (GList *item = names; item != NULL; item = item->next)
    g_string_append_printf (joined, "%s%s", joined->len > 0 ? ", " : "", (const char *) item->data);
  g_assert_cmpstr (joined->str, ==, expected);
}

/* A second trip through text must write the same text. */
#define ASSERT_ROUND_TRIP(Type, prefix, read, write, text)                                                   \
  G_STMT_START                                                                                               \
  {                                                                                                          \
    g_autoptr (JsonObject) source = parse (text);                                                            \
    g_autoptr (GError) failure = NULL;                                                                       \
    g_autoptr (Type) value = read (source, &failure);                                                        \
    g_autoptr (GString) out = g_string_new (NULL);                                                           \
    g_assert_no_error (failure);                                                                             \
    write (out, value);                                                                                      \
    g_assert_cmpstr (out->str, ==, text);                                                                    \
  }                                                                                                          \
  G_STMT_END

static LpTicket *
make_ticket (void)
{
  LpTicket *ticket = lp_ticket_new ();
  LpContainer *container = lp_container_new ();

  ticket->id = g_strdup ("t1");
  ticket->code = g_strdup ("00000-00000-00000-00000-00168");
  ticket->state = LP_TICKET_ACTIVATED;
  ticket->product_id = g_strdup ("p1");
  ticket->product_code = g_strdup ("VP");
  ticket->product_name = g_strdup ("ViewPro \"2026\" שלום \xf0\x9f\x94\xa7");
  ticket->modules = g_strsplit ("CAM SIM", " ", -1);
  lp_entry_values_add (ticket->entries, "host", "=cad\\01");
  lp_entry_values_add (ticket->entries, "cores", "8");
  lp_entry_values_add (ticket->entries, "gpu", "true");
  lp_entry_values_add (ticket->entries, "hours", "12.50");
  ticket->quantity = 3;
  ticket->group_id = g_strdup ("g1");
  ticket->visible_to_group = TRUE;
  ticket->technical_expiry = lp_date_from_ymd (2026, 12, 31);
  container->id = g_strdup ("c1");
  container->name = g_strdup ("cad-01");
  container->activated_at = g_strdup ("2026-03-31T22:00:00Z");
  g_ptr_array_add (ticket->containers, container);
  ticket->etag = g_strdup ("\"t1-7\"");
  return ticket;
}

static void
test_ticket (void)
{
  g_autoptr (LpTicket) ticket = make_ticket ();
  g_autoptr (LpProduct) product = make_product ();
  g_autoptr (LpTicket) back = NULL;
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GString) again = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) object = NULL;

  lp_wire_write_ticket (out, ticket, product);
  object = parse (out->str);
  assert_members (object,
                  "id, code, state, removal, product_id, product_code, product_name, modules, entries, "
                  "quantity, group_id, assignee_id, visible_to_group, order_id, order_number, reference, "
                  "created_at, created_by, technical_expiry, subscription_id, containers, etag");
  g_assert_true (json_object_get_null_member (object, "assignee_id"));
  g_assert_nonnull (strstr (out->str, "\"cores\":8,\"gpu\":true,\"hours\":\"12.50\"}"));

  back = lp_wire_read_ticket (object, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (back->product_name, ==, ticket->product_name);
  g_assert_cmpstr (lp_entry_values_get (back->entries, "cores"), ==, "8");
  g_assert_cmpstr (lp_entry_values_get (back->entries, "gpu"), ==, "true");
  g_assert_null (back->order_id);
  lp_wire_write_ticket (again, back, product);
  g_assert_cmpstr (again->str, ==, out->str);
}

/* Without the product, values are strings; what does not fit its kind stays a string. */
static void
test_ticket_without_product (void)
{
  g_autoptr (LpTicket) ticket = make_ticket ();
  g_autoptr (LpProduct) product = make_product ();
  g_autoptr (GString) plain = g_string_new (NULL);
  g_autoptr (GString) typed = g_string_new (NULL);

  lp_wire_write_ticket (plain, ticket, NULL);
  g_assert_nonnull (strstr (plain->str, "\"cores\":\"8\",\"gpu\":\"true\""));

  g_free (g_array_index (ticket->entries, LpEntryValue, 1).value);
  g_array_index (ticket->entries, LpEntryValue, 1).value = g_strdup ("08");
  lp_wire_write_ticket (typed, ticket, product);
  g_assert_nonnull (strstr (typed->str, "\"cores\":\"08\""));
}

static void
test_directory (void)
{
  ASSERT_ROUND_TRIP (
      LpGroup, lp_group, lp_wire_read_group, lp_wire_write_group,
      "{\"id\":\"g\",\"parent_id\":null,\"name\":\"CAD\",\"kind\":\"unit\",\"external_id\":\"4711\",\"path\":\"V/CAD\","
      "\"settings\":{\"fiscal_year_end\":null,\"default_visibility\":null,\"allocate_to\":\"creator\","
      "\"approval\":\"always\",\"currency\":null,\"country\":null,\"consumer\":null,\"bills_clients\":false},"
      "\"effective\":{\"fiscal_year_end\":\"12-31\",\"default_visibility\":\"admins\",\"allocate_to\":\"group\","
      "\"approval\":\"none\",\"currency\":\"EUR\",\"country\":\"DE\",\"consumer\":true,\"bills_clients\":false},"
      "\"etag\":\"\\\"g-1\\\"\"}");
  ASSERT_ROUND_TRIP (
      LpPerson, lp_person, lp_wire_read_person, lp_wire_write_person,
      "{\"id\":\"p\",\"email\":\"ada@example.com\",\"name\":\"Ada\",\"state\":\"invited\",\"etag\":null}");
  ASSERT_ROUND_TRIP (
      LpMembership, lp_membership, lp_wire_read_membership, lp_wire_write_membership,
      "{\"person\":{\"id\":\"p\",\"email\":\"a@b\",\"name\":\"Ada\",\"state\":\"active\"},\"role\":\"admin\","
      "\"rights\":{\"c1\":[\"create\",\"revoke\"],\"c2\":[]},\"etag\":\"e\"}");
  ASSERT_ROUND_TRIP (LpMembership, lp_membership, lp_wire_read_membership, lp_wire_write_membership,
                     "{\"group_id\":\"g\",\"person\":null,\"role\":\"member\",\"rights\":{},\"etag\":\"e\"}");
}

static void
test_catalog (void)
{
  ASSERT_ROUND_TRIP (
      LpPriceList, lp_price_list, lp_wire_read_price_list, lp_wire_write_price_list,
      "{\"id\":\"l1\",\"name\":\"end-user\",\"currency\":\"EUR\",\"valid_from\":\"2024-01-01\","
      "\"per\":\"term\",\"prices\":[{\"product_id\":\"p1\",\"module\":null,\"amount\":120000},"
      "{\"product_id\":\"p1\",\"module\":\"CAM\",\"amount\":9900}],\"etag\":\"\\\"1\\\"\"}");
  ASSERT_ROUND_TRIP (LpCategory, lp_category, lp_wire_read_category, lp_wire_write_category,
                     "{\"id\":\"c\",\"name\":\"CAD\",\"etag\":\"e\"}");
  ASSERT_ROUND_TRIP (
      LpProduct, lp_product, lp_wire_read_product, lp_wire_write_product,
      "{\"id\":\"p\",\"code\":\"VP\",\"name\":\"ViewPro\",\"description\":null,\"kind\":\"subscription\","
      "\"trial_days\":null,\"max_machines\":2,\"category_ids\":[\"c1\",\"c2\"],"
      "\"entries\":[{\"key\":\"cores\",\"label\":\"Cores\",\"kind\":\"integer\",\"required\":true,\"min\":1,\"max\":64,"
      "\"pattern\":null,\"choices\":[],\"default\":8,\"unit\":\"cores\",\"help\":null},"
      "{\"key\":\"host\",\"label\":\"Host\",\"kind\":\"text\",\"required\":false,\"min\":null,\"max\":20,"
      "\"pattern\":\"[a-z]+\",\"choices\":[],\"default\":\"cad\",\"unit\":null,\"help\":\"h\"},"
      "{\"key\":\"c\",\"label\":\"C\",\"kind\":\"choice\",\"required\":false,\"min\":null,\"max\":null,"
      "\"pattern\":null,\"choices\":[\"a\",\"b\"],\"default\":\"a\",\"unit\":null,\"help\":null},"
      "{\"key\":\"d\",\"label\":\"D\",\"kind\":\"decimal\",\"required\":false,\"min\":\"0.5\",\"max\":\"1.5\","
      "\"pattern\":null,\"choices\":[],\"default\":\"1.00\",\"unit\":null,\"help\":null}],"
      "\"modules\":[{\"code\":\"CAM\",\"name\":\"CAM\",\"default\":true,\"requires\":[\"SIM\"],\"excludes\":[]}],"
      "\"subscription\":{\"term\":\"P1Y\",\"notice\":\"P6W\",\"start_mode\":\"activation\","
      "\"expiry_mode\":\"fiscal_year_end\"},\"etag\":\"e\"}");
  ASSERT_ROUND_TRIP (
      LpProduct, lp_product, lp_wire_read_product, lp_wire_write_product,
      "{\"id\":\"p\",\"code\":\"T\",\"name\":\"Trial\",\"description\":\"d\",\"kind\":\"trial\","
      "\"trial_days\":30,\"max_machines\":1,\"category_ids\":[],\"entries\":[],\"modules\":[],"
      "\"subscription\":null,\"etag\":null}");
}

static void
test_others (void)
{
  ASSERT_ROUND_TRIP (
      LpOrder, lp_order, lp_wire_read_order, lp_wire_write_order,
      "{\"id\":\"o\",\"number\":\"O-2026-NRTH-000123\",\"state\":\"rejected\",\"group_id\":\"g\","
      "\"product_id\":\"p\",\"licenses\":3,\"quantity\":10,\"reference\":\"PO\",\"created_at\":\"i\","
      "\"created_by\":\"a\",\"decided_by\":\"b\",\"reason\":\"too many\",\"etag\":\"e\"}");
  ASSERT_ROUND_TRIP (
      LpSubscription, lp_subscription, lp_wire_read_subscription, lp_wire_write_subscription,
      "{\"id\":\"s\",\"ticket_code\":\"c\",\"group_id\":\"g\",\"product_id\":\"p\",\"state\":\"cancelled\","
      "\"start_mode\":\"purchase\",\"expiry_mode\":\"fixed\",\"start\":\"2025-01-01\","
      "\"initial_expiry\":\"2025-06-30\",\"term\":\"P6M\",\"notice\":\"P30D\","
      "\"committed_until\":\"2025-12-31\",\"technical_expiry\":\"2025-06-30\",\"deadline\":null,"
      "\"cancelled_on\":\"2025-07-01\",\"ends_on\":\"2025-12-31\",\"revoked_on\":null,"
      "\"renewals\":[{\"number\":1,\"start\":\"2025-07-01\",\"end\":\"2025-12-31\","
      "\"committed_on\":\"2025-06-01\"}],\"etag\":\"e\"}");
  ASSERT_ROUND_TRIP (
      LpAuditRecord, lp_audit_record, lp_wire_read_audit_record, lp_wire_write_audit_record,
      "{\"id\":\"r\",\"at\":\"2026-03-31T22:00:00Z\",\"actor_id\":null,\"actor_name\":null,"
      "\"action\":\"ticket.allocate\",\"object_kind\":\"ticket\",\"object_id\":\"t\",\"object_label\":\"c\","
      "\"group_id\":\"g\",\"reason\":null,\"before\":{\"assignee_id\":null},"
      "\"after\":{\"assignee_id\":\"a\"}}");
}

/* A newer service may add members; it may not change types. */
static void
test_newer_service (void)
{
  g_autoptr (JsonObject) more = parse ("{\"id\":\"c\",\"name\":\"CAD\",\"etag\":\"e\",\"colour\":{\"r\":1}}");
  g_autoptr (JsonObject) other = parse ("{\"id\":7,\"name\":[],\"etag\":\"e\"}");
  g_autoptr (JsonObject)
      ticket = parse ("{\"id\":\"t\",\"code\":\"c\",\"state\":\"lost\",\"entries\":{\"a\":[]},"
                      "\"containers\":[1],\"technical_expiry\":\"soon\"}");
  g_autoptr (LpCategory) category = NULL;
  g_autoptr (GError) error = NULL;
  gsize n_fields;

  category = lp_wire_read_category (more, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (category->name, ==, "CAD");
  g_assert_null (lp_wire_read_category (other, &error));
  lp_error_get_fields (error, &n_fields);
  g_assert_cmpuint (n_fields, ==, 2);
  g_clear_error (&error);
  g_assert_null (lp_wire_read_ticket (ticket, &error));
  lp_error_get_fields (error, &n_fields);
  g_assert_cmpuint (n_fields, ==, 4);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wire/ticket", test_ticket);
  g_test_add_func ("/wire/ticket-without-product", test_ticket_without_product);
  g_test_add_func ("/wire/directory", test_directory);
  g_test_add_func ("/wire/catalog", test_catalog);
  g_test_add_func ("/wire/others", test_others);
  g_test_add_func ("/wire/newer-service", test_newer_service);
  return g_test_run ();
}
