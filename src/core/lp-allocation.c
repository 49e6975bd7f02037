/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lp-allocation.h"

#include "lp-error.h"

gboolean
lp_allocation_apply (const LpAllocation *current,
                     const LpAllocationChange *change,
                     gboolean assignee_stays,
                     LpAllocation *result,
                     GError **error)
{
  gboolean moves;
  g_autoptr (GError) fault = NULL;

  moves = change->has_group && g_strcmp0 (change->group_id, current->group_id) != 0;
  if (!moves && !change->has_assignee && !change->has_visible)
    lp_error_add_field (&fault, "",
                        "Nothing to change: give “assignee_id”, “visible_to_group” or another “group_id”.");
  if (change->has_assignee && change->assignee_id != NULL && change->has_visible && change->visible_to_group)
    lp_error_add_field (&fault, "/visible_to_group",
                        "A ticket is either allocated to a person or visible to the group: with an assignee, "
                        "“visible_to_group” must be false or left out.");
  if (fault != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&fault));
      return FALSE;
    }

  result->group_id = change->has_group ? change->group_id : current->group_id;
  result->assignee_id = current->assignee_id;
  result->visible_to_group = current->visible_to_group;
  if (moves && !assignee_stays)
    result->assignee_id = NULL;

  if (change->has_assignee)
    {
      result->assignee_id = change->assignee_id;
      result->visible_to_group = change->assignee_id == NULL && change->has_visible &&
                                 change->visible_to_group;
    }
  else if (change->has_visible)
    {
      result->assignee_id = NULL;
      result->visible_to_group = change->visible_to_group;
    }
  return TRUE;
}

static gboolean
refuse_activated (const LpTicket *ticket, GError **error)
{
  const LpContainer *container = NULL;

  if (ticket->containers != NULL && ticket->containers->len > 0)
    container = g_ptr_array_index (ticket->containers, 0);

  if (container != NULL && container->name != NULL)
    g_set_error (error, LP_ERROR, LP_ERROR_TICKET_ACTIVATED,
                 "The license is activated on “%s”. Deactivate it there or release that machine first.",
                 container->name);
  else
    g_set_error (error, LP_ERROR, LP_ERROR_TICKET_ACTIVATED,
                 "The license is activated on a machine. Deactivate it there or release that machine first.");
  return FALSE;
}

gboolean
lp_allocation_check_ticket (const LpTicket *ticket, GError **error)
{
  if (ticket->state == LP_TICKET_REVOKED)
    {
      g_set_error (error, LP_ERROR, LP_ERROR_TICKET_REVOKED,
                   "The license is revoked: its allocation no longer changes.");
      return FALSE;
    }

  /* An expired license may still sit on a machine. */
  if (ticket->state == LP_TICKET_ACTIVATED || (ticket->containers != NULL && ticket->containers->len > 0))
    return refuse_activated (ticket, error);
  return TRUE;
}

gboolean
lp_allocation_check_assignee (const LpPerson *person, gboolean is_member, GError **error)
{
  g_autoptr (GError) fault = NULL;

  if (person == NULL)
    lp_error_add_field (&fault, "/assignee_id", "There is no such person: name a member of the group.");
  else if (person->state == LP_PERSON_DISABLED)
    lp_error_add_field (&fault, "/assignee_id",
                        "%s is disabled: name an active or invited member of the group.",
                        person->name != NULL ? person->name : "This person");
  else if (!is_member)
    lp_error_add_field (&fault, "/assignee_id",
                        "%s is not a member of the group: name a member, or add this person first.",
                        person->name != NULL ? person->name : "This person");

  if (fault == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&fault));
  return FALSE;
}

LpAllocation
lp_allocation_default (const LpGroupSettings *settings,
                       const char *creator_id,
                       gboolean creator_is_member,
                       const char *group_id)
{
  LpAllocation allocation = { .group_id = group_id };

  if (settings->allocate_to_creator == TRUE && creator_is_member)
    allocation.assignee_id = creator_id;
  else
    allocation.visible_to_group = settings->default_visibility != LP_VISIBILITY_ADMINS;
  return allocation;
}
