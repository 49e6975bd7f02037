/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lp-wire-private.h"

/* What stood before and after is JSON already: it is embedded as it is. */
static void
write_json (GString *out, const char *json)
{
  if (json != NULL && *json != '\0')
    g_string_append (out, json);
  else
    LP_WIRE_LITERAL (out, "null");
}

void
lp_wire_write_audit_record (GString *out, const LpAuditRecord *record)
{
  LP_WIRE_STRING (out, "{\"id\":", record->id);
  LP_WIRE_STRING (out, ",\"at\":", record->at);
  LP_WIRE_STRING (out, ",\"actor_id\":", record->actor_id);
  LP_WIRE_STRING (out, ",\"actor_name\":", record->actor_name);
  LP_WIRE_STRING (out, ",\"action\":", record->action);
  LP_WIRE_STRING (out, ",\"object_kind\":", record->object_kind);
  LP_WIRE_STRING (out, ",\"object_id\":", record->object_id);
  LP_WIRE_STRING (out, ",\"object_label\":", record->object_label);
  LP_WIRE_STRING (out, ",\"group_id\":", record->group_id);
  LP_WIRE_STRING (out, ",\"reason\":", record->reason);
  LP_WIRE_LITERAL (out, ",\"before\":");
  write_json (out, record->before);
  LP_WIRE_LITERAL (out, ",\"after\":");
  write_json (out, record->after);
  g_string_append_c (out, '}');
}

static char *
read_json (JsonObject *object, const char *name)
{
  JsonNode *node = lp_wire_get_member (object, name);

  return node != NULL ? json_to_string (node, FALSE) : NULL;
}

LpAuditRecord *
lp_wire_read_audit_record (JsonObject *object, GError **error)
{
  g_autoptr (LpAuditRecord) record = lp_audit_record_new ();
  GError *fault = NULL;

  record->id = lp_wire_dup_string (object, "", "id", TRUE, &fault);
  record->at = lp_wire_dup_string (object, "", "at", TRUE, &fault);
  record->actor_id = lp_wire_dup_string (object, "", "actor_id", FALSE, &fault);
  record->actor_name = lp_wire_dup_string (object, "", "actor_name", FALSE, &fault);
  record->action = lp_wire_dup_string (object, "", "action", TRUE, &fault);
  record->object_kind = lp_wire_dup_string (object, "", "object_kind", FALSE, &fault);
  record->object_id = lp_wire_dup_string (object, "", "object_id", FALSE, &fault);
  record->object_label = lp_wire_dup_string (object, "", "object_label", FALSE, &fault);
  record->group_id = lp_wire_dup_string (object, "", "group_id", FALSE, &fault);
  record->reason = lp_wire_dup_string (object, "", "reason", FALSE, &fault);
  record->before = read_json (object, "before");
  record->after = read_json (object, "after");
  return lp_wire_take_fault (fault, error) ? g_steal_pointer (&record) : NULL;
}
