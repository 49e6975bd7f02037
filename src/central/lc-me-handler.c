/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lc-directory-handlers.h"

#include "lc-answer.h"
#include "lc-group-rows.h"
#include "lc-person-rows.h"
#include "lc-vendor.h"
#include "lp-wire.h"

static gboolean
write_membership (const LcTransaction *tx,
                  LcGroupReader *reader,
                  const LpMembership *membership,
                  GString *out,
                  GError **error)
{
  gint64 row = lc_group_find (tx->db, membership->group_id, error);
  g_autoptr (LpGroup) group = row != 0 ? lc_group_reader_read (reader, row, error) : NULL;
  g_autoptr (LpMembership) stored = NULL;
  g_autofree char *may = NULL;

  if (group == NULL)
    return FALSE;
  stored = lc_membership_load (tx->db, tx->caller->person_row, row, error);
  if (stored == NULL)
    return FALSE;
  may = lp_permission_describe (&tx->caller->actor, membership);
  g_string_append (out, "{\"group_id\":");
  lp_wire_write_string (out, group->id);
  g_string_append (out, ",\"group_name\":");
  lp_wire_write_string (out, group->name);
  g_string_append (out, ",\"group_path\":");
  lp_wire_write_string (out, group->path);
  g_string_append (out, ",\"role\":");
  lp_wire_write_string (out, lp_enum_get_nick (LP_TYPE_ROLE, membership->role));
  g_string_append (out, ",\"rights\":");
  lp_wire_write_rights (out, membership->rights);
  g_string_append (out, ",\"may\":");
  lp_wire_write_string (out, may);
  g_string_append (out, ",\"etag\":");
  lp_wire_write_string (out, stored->etag);
  g_string_append_c (out, '}');
  return TRUE;
}

static gboolean
write_memberships (const LcTransaction *tx, GString *out, GError **error)
{
  g_autoptr (LcScope) scope = lc_scope_new (tx->db, tx->caller, error);
  g_autoptr (LcGroupReader) reader = NULL;

  if (scope == NULL)
    return FALSE;
  reader = lc_group_reader_new (tx->db, scope);
  g_string_append (out, ",\"memberships\":[");
  for (guint i = 0; i < tx->caller->memberships->len; i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      if (!write_membership (tx, reader, g_ptr_array_index (tx->caller->memberships, i), out, error))
        return FALSE;
    }
  g_string_append_c (out, ']');
  return TRUE;
}

static gboolean
write_vendor (const LcTransaction *tx, GString *out, GError **error)
{
  g_autofree char *name = lp_db_query_text (tx->db, error, "SELECT name FROM groups WHERE parent IS NULL",
                                            "");
  g_autofree char *zone = NULL;

  if (name == NULL)
    return FALSE;
  zone = lp_db_query_text (tx->db, error, "SELECT value FROM setting WHERE name = 'time_zone'", "");
  g_string_append (out, ",\"vendor\":{\"id\":");
  lp_wire_write_string (out, tx->caller->actor.root_id);
  g_string_append (out, ",\"name\":");
  lp_wire_write_string (out, name);
  g_string_append (out, ",\"time_zone\":");
  lp_wire_write_string (out, zone);
  g_string_append (out, "},\"today\":");
  lp_wire_write_date (out, tx->today);
  g_string_append (out, ",\"fixed_today\":");
  lp_wire_write_boolean (out, tx->today_fixed);
  g_string_append (out, ",\"demo\":");
  lp_wire_write_boolean (out, tx->demo);
  g_string_append_c (out, '}');
  return zone != NULL;
}

LcReply *
lc_handle_me (const LcCall *call, char **current, GError **error)
{
  g_autoptr (LpPerson) person = lc_person_load (call->tx->db, call->tx->caller->person_row, error);
  g_autoptr (GString) body = g_string_new ("{\"person\":");

  if (person == NULL)
    return NULL;
  lp_wire_write_person (body, person);
  if (!write_memberships (call->tx, body, error) || !write_vendor (call->tx, body, error))
    return NULL;
  return lc_answer_object (200, g_steal_pointer (&body), NULL);
}
