/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "lp-allocation.h"
#include "lp-bulk-choice.h"
#include "lp-format.h"

static const char *
get_revoked_text (void)
{
  return _ ("The license is revoked.");
}

char *
lp_bulk_dup_blocked_text (const LpTicket *ticket)
{
  const LpContainer *machine = ticket->containers != NULL && ticket->containers->len > 0
                                   ? g_ptr_array_index (ticket->containers, 0)
                                   : NULL;

  if (lp_allocation_check_ticket (ticket, NULL))
    return NULL;
  if (ticket->state == LP_TICKET_REVOKED)
    return g_strdup (get_revoked_text ());
  if (machine != NULL)
    /* Translators: %s is the name of a computer. */
    return g_strdup_printf (_ ("Activated on %s. Deactivate it there first."), machine->name);
  return g_strdup (_ ("Activated on a computer. Deactivate it there first."));
}

static char *
dup_state_text (LpBulkAction action, const LpTicket *ticket)
{
  if (action != LP_BULK_REVOKE)
    return lp_bulk_dup_blocked_text (ticket);
  return ticket->state == LP_TICKET_REVOKED ? g_strdup (get_revoked_text ()) : NULL;
}

/* NULL: allowed. */
static const char *
get_right_text (LpSession *session, LpBulkAction action, const LpTicket *ticket)
{
  static const LpAction needed[] = { LP_ACTION_ALLOCATE, LP_ACTION_MOVE_TICKET, LP_ACTION_REVOKE };

  if (lp_session_may (session, needed[action], ticket->group_id, ticket, NULL))
    return NULL;
  return action == LP_BULK_REVOKE ? _ ("You need the right to revoke licenses of this product in this group.")
                                  : _ ("Only admins and support of this group may change this.");
}

/* Rights are those in a group on a product: many tickets need few answers. */
static const char *
find_right_text (LpSession *session, LpBulkAction action, const LpTicket *ticket, GHashTable *answers)
{
  g_autofree char *key = g_strconcat (ticket->group_id, " ", ticket->product_id, NULL);
  gpointer answer;

  if (!g_hash_table_lookup_extended (answers, key, NULL, &answer))
    {
      answer = (gpointer) get_right_text (session, action, ticket);
      g_hash_table_insert (answers, g_steal_pointer (&key), answer);
    }
  return answer;
}

static char *
describe_left_out (guint n_picked, guint n_all, const char *reason)
{
  g_autofree char *picked = lp_format_count (n_picked);
  g_autofree char *all = lp_format_count (n_all);

  if (n_picked == 0)
    return g_strdup (reason);
  /* Translators: of the selected tickets so many can be changed, of so many; then why the first of the others cannot */
  return g_strdup_printf (_ ("%s of %s tickets. The others stay as they are: %s"), picked, all, reason);
}

GPtrArray *
lp_bulk_pick (LpSession *session, LpBulkAction action, GPtrArray *tickets, char **note)
{
  GPtrArray *picked = g_ptr_array_new_with_free_func ((GDestroyNotify) lp_ticket_unref);
  g_autoptr (GHashTable) answers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *reason = NULL;

  for (guint i = 0; i < tickets->len; i++)
    {
      LpTicket *ticket = tickets->pdata[i];
      const char *right = find_right_text (session, action, ticket, answers);
      g_autofree char *refusal = right != NULL ? g_strdup (right) : dup_state_text (action, ticket);

      if (refusal == NULL)
        g_ptr_array_add (picked, lp_ticket_ref (ticket));
      else if (reason == NULL)
        reason = g_steal_pointer (&refusal);
    }
  if (note != NULL)
    *note = reason != NULL ? describe_left_out (picked->len, tickets->len, reason) : NULL;
  return picked;
}
