/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lc-ticket-service.h"

#include "lc-audit.h"
#include "lc-caller.h"
#include "lc-catalog-rows.h"
#include "lc-group-rows.h"
#include "lc-memo.h"
#include "lc-person-rows.h"
#include "lc-subscription-service.h"
#include "lc-ticket-columns.h"
#include "lp-order-rules.h"
#include "lp-wire.h"

typedef char **(*DupNames) (LpDb *db, gint64 row, GError **error);

/* A batch asks for the same few groups and products thousands of times. */
static char **
dup_names (const LcTransaction *tx, const char *what, DupNames read, gint64 row, GError **error)
{
  char key[48];
  char **names;

  g_snprintf (key, sizeof key, "%s %" G_GINT64_FORMAT, what, row);
  names = g_strdupv (lc_memo_get (tx->memo, key));
  if (names != NULL)
    return names;

  names = read (tx->db, row, error);
  if (names != NULL)
    lc_memo_put (tx->memo, key, g_strdupv (names), (GDestroyNotify) g_strfreev);
  return names;
}

/* What lp_permission_check() wants to know about a ticket. */
static gboolean
describe (const LcTransaction *tx,
          const LcTicket *self,
          char ***path,
          char ***categories,
          LpPermissionObject *object,
          GError **error)
{
  *path = dup_names (tx, "path", lc_group_dup_path, self->place.group, error);
  if (*path == NULL)
    return FALSE;
  *categories = dup_names (tx, "categories", lc_product_dup_categories, self->product, error);
  if (*categories == NULL)
    return FALSE;
  *object = (LpPermissionObject){
    .path = (const char *const *) *path,
    .categories = (const char *const *) *categories,
    .is_ticket = TRUE,
    .assignee_id = self->ticket->assignee_id,
    .visible_to_group = self->ticket->visible_to_group,
  };
  return TRUE;
}

gboolean
lc_ticket_check (const LcTransaction *tx, const LcTicket *self, LpAction action, GError **error)
{
  g_auto (GStrv) path = NULL;
  g_auto (GStrv) categories = NULL;
  LpPermissionObject object;

  return tx->caller == NULL || (describe (tx, self, &path, &categories, &object, error) &&
                                lc_caller_check (tx, action, &object, error));
}

LcTicket *
lc_ticket_get (const LcTransaction *tx, const char *code, GError **error)
{
  gint64 row = lc_ticket_find (tx->db, code, error);
  g_autoptr (LcTicket) self = row != 0 ? lc_ticket_load (tx, row, error) : NULL;

  if (self == NULL || !lc_ticket_check (tx, self, LP_ACTION_VIEW_TICKET, error))
    return NULL;
  return g_steal_pointer (&self);
}

static gboolean
check_move (const LcTransaction *tx, const LcTicket *self, gint64 group, GError **error)
{
  g_auto (GStrv) path = NULL;
  g_auto (GStrv) to_path = lc_group_dup_path (tx->db, group, error);
  g_auto (GStrv) categories = NULL;
  LpPermissionObject object;

  if (to_path == NULL || !describe (tx, self, &path, &categories, &object, error))
    return FALSE;
  object.to_path = (const char *const *) to_path;
  object.billed_elsewhere = lc_group_get_billed (tx->db, self->place.group, error) !=
                            lc_group_get_billed (tx->db, group, error);
  return lc_caller_check (tx, LP_ACTION_MOVE_TICKET, &object, error);
}

gint64
lc_allocation_check (const LcTransaction *tx, const LcTicket *self, const char *group_id, GError **error)
{
  gint64 group = group_id != NULL ? lc_group_find (tx->db, group_id, error) : self->place.group;

  if (group == 0)
    return 0;
  if (group != self->place.group)
    return check_move (tx, self, group, error) ? group : 0;
  return lc_ticket_check (tx, self, LP_ACTION_ALLOCATE, error) ? group : 0;
}

/* The person named must be a member of the destination; who is not is as good as unknown there. */
static gint64
find_assignee (const LcTransaction *tx, const char *id, gint64 group, GError **error)
{
  gint64 row = lc_person_find (tx->db, id, error);
  gboolean is_member = row != 0 && lc_membership_exists (tx->db, row, group, error);
  g_autoptr (LpPerson) person = is_member ? lc_person_load (tx->db, row, error) : NULL;

  return lp_allocation_check_assignee (person, is_member, error) ? row : 0;
}

gboolean
lc_allocation_resolve (const LcTransaction *tx,
                       const LcTicket *self,
                       gint64 group,
                       const LpAllocationChange *change,
                       LcBefore *place,
                       GError **error)
{
  LpAllocation current = { self->ticket->group_id, self->ticket->assignee_id,
                           self->ticket->visible_to_group };
  gboolean stays = self->place.assignee != 0 &&
                   lc_membership_exists (tx->db, self->place.assignee, group, NULL);
  LpAllocation result;

  if (!lp_allocation_apply (&current, change, stays, &result, error))
    return FALSE;
  place->group = group;
  place->visible = result.visible_to_group;
  place->assignee = 0;
  if (result.assignee_id == NULL)
    return TRUE;
  /* Who was allocated the ticket before she left or was disabled may stay so. */
  if (group == self->place.group && g_strcmp0 (result.assignee_id, self->ticket->assignee_id) == 0)
    place->assignee = self->place.assignee;
  else
    place->assignee = find_assignee (tx, result.assignee_id, group, error);
  return place->assignee != 0;
}

static gboolean
is_same_place (const LcBefore *a, const LcBefore *b)
{
  return a->group == b->group && a->assignee == b->assignee && !a->visible == !b->visible;
}

static gboolean
record (const LcTransaction *tx,
        const LcTicket *self,
        const char *action,
        const char *before,
        const char *after,
        gint64 group,
        GError **error)
{
  LcAuditEntry entry = {
    .action = action,
    .object_kind = "ticket",
    .object_id = self->ticket->id,
    .label = self->ticket->code,
    .group = group,
    .before = before,
    .after = after,
  };

  return lc_audit_add (tx, &entry, error);
}

gboolean
lc_allocation_set (const LcTransaction *tx, const LcTicket *self, const LcBefore *place, GError **error)
{
  g_autoptr (GString) before = g_string_new (NULL);
  g_autoptr (GString) after = g_string_new (NULL);
  g_autoptr (LcTicket) moved = NULL;

  if (is_same_place (&self->place, place))
    return TRUE;
  if (!lp_allocation_check_ticket (self->ticket, error) || !lc_ticket_set_place (tx, self, place, error))
    return FALSE;
  moved = lc_ticket_load (tx, self->row, error);
  if (moved == NULL)
    return FALSE;
  lc_ticket_write_place (before, self->ticket);
  lc_ticket_write_place (after, moved->ticket);
  return record (tx, self, "ticket.allocate", before->str, after->str, place->group, error);
}

/* @values over the present ones; an entry that is left out afterwards gets its default. */
static GArray *
merge (GArray *present, GArray *values)
{
  GArray *merged = lp_entry_values_new ();

  for (guint i = 0; i < present->len; i++)
    {
      const LpEntryValue *old = &g_array_index (present, LpEntryValue, i);
      gboolean replaced = FALSE;

      for (guint j = 0; j < values->len; j++)
        replaced = replaced || g_str_equal (g_array_index (values, LpEntryValue, j).key, old->key);
      if (!replaced && old->value != NULL)
        lp_entry_values_add (merged, old->key, old->value);
    }
  for (guint j = 0; j < values->len; j++)
    {
      const LpEntryValue *new_value = &g_array_index (values, LpEntryValue, j);

      lp_entry_values_add (merged, new_value->key, new_value->value);
    }
  return merged;
}

char *
lc_ticket_merge_entries (const LcTicket *self, const LpProduct *product, GArray *values, GError **error)
{
  g_autoptr (GArray) merged = merge (self->ticket->entries, values);
  g_autoptr (GArray) valid = NULL;
  GString *json;

  valid = lp_entries_validate (product, merged, error);
  if (valid == NULL)
    return NULL;
  json = g_string_new (NULL);
  lc_ticket_write_entries (json, valid, product);
  return g_string_free (json, FALSE);
}

gboolean
lc_ticket_store_entries (const LcTransaction *tx, const LcTicket *self, const char *entries, GError **error)
{
  g_autofree char *before = lp_db_query_text (tx->db, error, "SELECT entries FROM ticket WHERE row = $1", "i",
                                              self->row);

  if (before == NULL)
    return FALSE;
  if (g_str_equal (before, entries))
    return TRUE;
  if (self->ticket->state == LP_TICKET_REVOKED)
    {
      g_set_error (error, LP_ERROR, LP_ERROR_TICKET_REVOKED,
                   "The license is revoked: its entries no longer change.");
      return FALSE;
    }
  return lp_db_run (tx->db, error, "UPDATE ticket SET entries = $2 WHERE row = $1", "it", self->row,
                    entries) &&
         lc_ticket_touch (tx, self, error) &&
         record (tx, self, "ticket.entries", before, entries, self->place.group, error);
}

static gboolean
revoke_alone (const LcTransaction *tx, const LcTicket *self, const char *credit, GError **error)
{
  gboolean on_machine = self->ticket->containers->len > 0;

  if (!g_str_equal (credit, "none"))
    {
      lp_error_add_field (error, "/credit",
                          "Only a subscription is credited: this must be “none” or left out.");
      return FALSE;
    }
  if (self->ticket->state == LP_TICKET_REVOKED)
    return TRUE;
  return lp_db_run (
             tx->db, error,
             "UPDATE ticket SET revoked_on = $2, removal = CASE WHEN $3 = 1 THEN 'pending' ELSE removal END"
             " WHERE row = $1",
             "idb", self->row, tx->today, on_machine) &&
         lc_ticket_touch (tx, self, error) &&
         record (tx, self, "ticket.revoke", NULL, NULL, self->place.group, error);
}

gboolean
lc_ticket_revoke (const LcTransaction *tx, const LcTicket *self, const char *credit, GError **error)
{
  g_autoptr (LpSubscription) subscription = NULL;

  if (self->subscription == 0)
    return revoke_alone (tx, self, credit, error);
  subscription = lc_subscription_revoke (tx, self->subscription, credit, NULL, NULL, error);
  return subscription != NULL;
}
