/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lc-membership-service.h"

#include "lc-audit.h"
#include "lc-caller.h"
#include "lc-ticket-service.h"
#include "lc-vendor.h"
#include "lp-wire.h"

gboolean
lc_membership_check (const LcTransaction *tx,
                     gint64 group,
                     const char *person_id,
                     const LpMembership *old,
                     const LpMembership *now,
                     GError **error)
{
  g_auto (GStrv) path = lc_group_dup_path (tx->db, group, error);

  return path != NULL && (tx->caller == NULL ||
                          lp_permission_may_change_membership (&tx->caller->actor, (const char *const *) path,
                                                               person_id, old, now, error));
}

LpMembership *
lc_membership_read (JsonObject *body, gboolean group_is_root, GError **error)
{
  LpMembership *membership = lp_membership_new ();
  JsonObject *rights = lp_wire_get_object (body, "", "rights", FALSE, error);
  GArray *values = rights != NULL ? lp_wire_read_rights (rights, "/rights", error) : NULL;

  membership->role = (LpRole) lp_wire_get_enum (body, "", "role", LP_TYPE_ROLE, TRUE, LP_ROLE_MEMBER, error);
  if (values == NULL)
    return membership;
  if (membership->role != LP_ROLE_ADMIN && values->len > 0)
    lp_error_add_field (error, "/rights",
                        "Only an admin has rights on categories: leave this out for another role.");
  if (membership->role == LP_ROLE_ADMIN && !group_is_root)
    {
      g_array_unref (membership->rights);
      membership->rights = g_steal_pointer (&values);
    }
  g_clear_pointer (&values, g_array_unref);
  return membership;
}

/* No one can remove or demote the last admin of the vendor who can sign in. */
static gboolean
check_last_admin (const LcTransaction *tx,
                  gint64 group,
                  gint64 person,
                  const LpMembership *old,
                  const LpMembership *now,
                  GError **error)
{
  GError *fault = NULL;

  if (old == NULL || old->role != LP_ROLE_ADMIN || (now != NULL && now->role == LP_ROLE_ADMIN) ||
      lc_vendor_get_root (tx->db, &fault) != group ||
      lp_db_query_int (
          tx->db, 0, &fault,
          "SELECT COUNT (*) FROM membership m JOIN person p ON p.row = m.person WHERE m.group_row = $1"
          " AND m.role = 'admin' AND p.state = 'active' AND m.person <> $2",
          "ii", group, person) > 0)
    {
      if (fault != NULL)
        g_propagate_error (error, fault);
      return fault == NULL;
    }
  g_set_error (error, LP_ERROR, LP_ERROR_LAST_ADMIN,
               "This is the last admin of the vendor: make somebody else an admin first.");
  return FALSE;
}

static GArray *
list_tickets (const LcTransaction *tx, gint64 group, gint64 person, GError **error)
{
  g_autoptr (GArray) tickets = g_array_new (FALSE, FALSE, sizeof (gint64));
  GError *fault = NULL;
  LpStatement *rows =
      lp_db_query (tx->db, &fault,
                   "SELECT row FROM ticket WHERE assignee = $1 AND group_row = $2 AND activations = 0"
                   " AND revoked_on IS NULL ORDER BY row",
                   "ii", person, group);

  while (rows != NULL && lp_statement_step (rows, &fault))
    {
      gint64 row = lp_statement_get_int (rows, 0);

      g_array_append_val (tickets, row);
    }
  if (fault == NULL)
    return g_steal_pointer (&tickets);
  g_propagate_error (error, fault);
  return NULL;
}

static gboolean
take_tickets_back (const LcTransaction *tx, gint64 group, gint64 person, GError **error)
{
  g_autoptr (GArray) tickets = list_tickets (tx, group, person, error);
  const LcBefore admins_only = { .group = group };

  for (guint i = 0; tickets != NULL && i < tickets->len; i++)
    {
      g_autoptr (LcTicket) self = lc_ticket_load (tx, g_array_index (tickets, gint64, i), error);

      if (self == NULL || !lc_allocation_set (tx, self, &admins_only, error))
        return FALSE;
    }
  return tickets != NULL;
}

static char *
describe (const LpMembership *membership)
{
  GString *text;

  if (membership == NULL)
    return NULL;
  text = g_string_new ("{\"role\":");
  lp_wire_write_string (text, lp_enum_get_nick (LP_TYPE_ROLE, membership->role));
  g_string_append (text, ",\"rights\":");
  lp_wire_write_rights (text, membership->rights);
  g_string_append_c (text, '}');
  return g_string_free (text, FALSE);
}

static gboolean
record (const LcTransaction *tx,
        gint64 group,
        gint64 person,
        const char *before,
        const char *after,
        GError **error)
{
  g_autoptr (LpPerson) of = lc_person_load (tx->db, person, error);
  LcAuditEntry entry = { .object_kind = "membership", .group = group, .before = before, .after = after };

  if (of == NULL)
    return FALSE;
  entry.action = before == NULL  ? "membership.create"
                 : after == NULL ? "membership.remove"
                                 : "membership.change";
  entry.object_id = of->id;
  entry.label = of->email;
  return lc_audit_add (tx, &entry, error);
}

gboolean
lc_membership_set (const LcTransaction *tx,
                   gint64 group,
                   gint64 person,
                   const LpMembership *old,
                   const LpMembership *now,
                   GError **error)
{
  g_autofree char *before = describe (old);
  g_autofree char *after = describe (now);
  const LcBefore place = { .group = group };

  if (g_strcmp0 (before, after) == 0)
    return TRUE;
  if (!check_last_admin (tx, group, person, old, now, error))
    return FALSE;
  if (!(now != NULL ? lc_membership_put (tx->db, person, group, now, error)
                    : lc_membership_delete (tx->db, person, group, error)))
    return FALSE;
  if (now == NULL && !take_tickets_back (tx, group, person, error))
    return FALSE;
  return record (tx, group, person, before, after, error) &&
         lc_change_add (tx, LC_CHANGE_PERSON, person, old != NULL ? &place : NULL, error) &&
         lc_change_add (tx, LC_CHANGE_MEMBERSHIP, person, &place, error) &&
         lc_change_add (tx, LC_CHANGE_RESET, person, NULL, error);
}
