/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lp-sight.h"

static void
add (GArray *sights, LpSightKind kind, const LpMembership *membership)
{
  const LpSight sight = { kind, membership };

  g_array_append_val (sights, sight);
}

/* A membership in @group_id for which @object would be allowed if the actor had no other. */
static void
add_allowed_by (GArray *sights,
                const LpActor *actor,
                const char *group_id,
                LpAction action,
                const LpPermissionObject *object,
                LpSightKind kind)
{
  for (guint i = 0; actor->memberships != NULL && i < actor->memberships->len; i++)
    {
      LpMembership *membership = g_ptr_array_index (actor->memberships, i);
      g_autoptr (GPtrArray) alone = g_ptr_array_new ();
      const LpActor with_this = { actor->person_id, alone, actor->root_id };

      g_ptr_array_add (alone, membership);
      if (g_strcmp0 (membership->group_id, group_id) == 0 &&
          lp_permission_check (&with_this, action, object, NULL))
        add (sights, kind, membership);
    }
}

GArray *
lp_sight_explain (const LpActor *actor, const LpPermissionObject *ticket)
{
  GArray *sights = g_array_new (FALSE, FALSE, sizeof (LpSight));
  /* What is left of the ticket once nothing but a role can show it. */
  const LpPermissionObject bare = { .path = ticket->path, .is_ticket = TRUE };

  if (ticket->path == NULL)
    return sights;
  if (ticket->assignee_id != NULL && g_strcmp0 (ticket->assignee_id, actor->person_id) == 0)
    add (sights, LP_SIGHT_ASSIGNED, NULL);
  for (const char *const *group_id = ticket->path; ticket->assignee_id == NULL && *group_id != NULL;
       group_id++)
    add_allowed_by (sights, actor, *group_id, LP_ACTION_ACTIVATE, ticket, LP_SIGHT_MEMBER);
  for (const char *const *group_id = ticket->path; *group_id != NULL; group_id++)
    add_allowed_by (sights, actor, *group_id, LP_ACTION_VIEW_TICKET, &bare, LP_SIGHT_ROLE);
  return sights;
}
