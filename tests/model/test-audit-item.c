/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lp-audit-list.h"

static void
test_sentences (void)
{
  /* clang-format off */
  static const struct
  {
    const char *action;
    const char *actor;
    const char *before;
    const char *after;
    const char *sentence;
  } cases[] = {
    { "ticket.allocate", "Ada", "{\"group_id\":\"g\"}",
      "{\"group_id\":\"g\",\"assignee_id\":null,\"visible_to_group\":true}", "Ada made T visible to everyone in the group" },
    { "ticket.allocate", "Ada", "{\"group_id\":\"g\"}",
      "{\"group_id\":\"g\",\"assignee_id\":null,\"visible_to_group\":false}", "Ada made T visible to admins only" },
    { "ticket.allocate", "Ada", NULL,
      "{\"group_id\":\"g\",\"assignee_id\":\"p\",\"visible_to_group\":false}", "Ada allocated T to a person" },
    { "ticket.allocate", "Ada", "{\"group_id\":\"g\"}",
      "{\"group_id\":\"h\",\"assignee_id\":null,\"visible_to_group\":true}", "Ada moved T to another group" },
    { "ticket.allocate", "Ada", NULL, "not JSON", "Ada changed who sees T" },
    { "ticket.revoke", NULL, NULL, NULL, "License Central revoked T" },
    { "price.change", "Ada", NULL, NULL, "Ada: price.change T" }, /* of a newer service */
  };
  /* clang-format on */

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (LpAuditRecord) record = lp_audit_record_new ();
      g_autoptr (LpAuditItem) item = NULL;
      g_autofree char *sentence = NULL;

      record->action = g_strdup (cases[i].action);
      record->actor_name = g_strdup (cases[i].actor);
      record->object_id = g_strdup ("id");
      record->object_label = g_strdup ("T");
      record->before = g_strdup (cases[i].before);
      record->after = g_strdup (cases[i].after);
      item = lp_audit_item_new (NULL, record);
      g_object_get (item, "sentence", &sentence, NULL);
      g_assert_cmpstr (sentence, ==, cases[i].sentence);
    }
}

static void
test_changes (void)
{
  /* clang-format off */
  static const struct { const char *before; const char *after; const char *changes; } cases[] = {
    { NULL, NULL, "" },
    { NULL, "not JSON", "" },
    { "{\"revoked_on\":null}", "{\"revoked_on\":\"2026-11-24\",\"credit\":\"pro_rata\"}",
      "Credit: – → Pro rata\nRevoked on: – → 24 November 2026" },
    { NULL, "{\"name\":\"CAD team\",\"etag\":\"1\",\"settings\":{\"consumer\":true,\"country\":null}}",
      "Name: CAD team\nConsumer: Yes" },
    { "{\"name\":\"CAD\",\"kind\":\"unit\"}", "{\"name\":\"CAD team\",\"kind\":\"unit\"}", "Name: CAD → CAD team" },
    { "{\"assignee_id\":null,\"visible_to_group\":true}", "{\"assignee_id\":null,\"visible_to_group\":false}",
      "Allocated to: Everyone in group → Admins only" },
    { "{\"assignee_id\":null,\"visible_to_group\":true}", "{\"assignee_id\":\"p\",\"visible_to_group\":false}",
      "Allocated to: Everyone in group → A person" },
    { "{\"entries\":{\"host_name\":\"a\",\"seats\":1}}", "{\"entries\":{\"host_name\":\"b\",\"seats\":1}}", "host_name: a → b" },
    { "{\"cancelled_on\":null,\"renewals\":[]}", "{\"cancelled_on\":\"2026-11-24\",\"renewals\":[1]}",
      "Cancelled on: – → 24 November 2026" },
    { "{\"role\":\"admin\",\"rights\":{\"c\":[\"create\",\"modify\"]}}", "{\"role\":\"admin\",\"rights\":{}}",
      "Rights: create, modify → –" },
    { "{\"modules\":[\"CAM\"]}", "{\"modules\":[\"CAM\",\"SIM\"]}", "Modules: CAM → CAM, SIM" },
  };
  /* clang-format on */

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (LpAuditRecord) record = lp_audit_record_new ();
      g_autoptr (LpAuditItem) item = NULL;
      g_autofree char *changes = NULL;

      record->action = g_strdup ("group.change");
      record->before = g_strdup (cases[i].before);
      record->after = g_strdup (cases[i].after);
      item = lp_audit_item_new (NULL, record);
      g_object_get (item, "changes", &changes, NULL);
      g_assert_cmpstr (changes, ==, cases[i].changes);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/audit-item/sentences", test_sentences);
  g_test_add_func ("/audit-item/changes", test_changes);
  return g_test_run ();
}
