/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "lp-member-list.h"
#include "lp-session.h"

G_BEGIN_DECLS

/* The three allocations of a ticket in its group (design: domain, "Allocation"). */
typedef enum
{
  LP_ALLOCATION_PERSON,
  LP_ALLOCATION_EVERYONE,
  LP_ALLOCATION_ADMINS,
} LpAllocationChoice;

/**
 * LpAllocationDraft:
 *
 * What the allocation panel and dialog show and do, for one ticket or many; who is asked about and how many
 * see them is of the group of the first.
 *
 * Properties: `choice` (int LpAllocationChoice, read-only: as it is now), `assignee-id`, `person-text` ("Ada Byron ·
 * ada@acme.example", or "Choose a person"), `everyone-text` ("12 members see it"), `admins-text` ("3 admins see
 * it"), `can-change` (boolean), `blocked-text` (why not, empty otherwise), `busy` (boolean: a change is on its
 * way), `mixed` (boolean: several tickets with different allocations).
 */
#define LP_TYPE_ALLOCATION_DRAFT (lp_allocation_draft_get_type ())
G_DECLARE_FINAL_TYPE (LpAllocationDraft, lp_allocation_draft, LP, ALLOCATION_DRAFT, GObject)

/**
 * lp_allocation_draft_new:
 * @session: an open session
 * @tickets: (element-type LpTicket): at least one
 *
 * Returns: (transfer full): a draft that follows the replica.
 */
LpAllocationDraft *lp_allocation_draft_new (LpSession *session, GPtrArray *tickets);

/**
 * lp_allocation_draft_get_candidates:
 * @self: a draft
 *
 * Returns: (transfer none): the persons with a membership in that very group who are not disabled.
 */
LpMemberList *lp_allocation_draft_get_candidates (LpAllocationDraft *self);
LpAllocationChoice lp_allocation_draft_get_choice (LpAllocationDraft *self);
const char *lp_allocation_draft_get_assignee_id (LpAllocationDraft *self);
/* Of the first ticket. */
const char *lp_allocation_draft_get_code (LpAllocationDraft *self);
guint lp_allocation_draft_get_n_tickets (LpAllocationDraft *self);

/**
 * lp_allocation_draft_get_can_change:
 * @self: a draft
 * @blocked_text: (out) (optional) (nullable) (transfer full): a sentence that says why not
 *
 * Returns: whether the allocation can be changed now, as far as is known here.
 */
gboolean lp_allocation_draft_get_can_change (LpAllocationDraft *self, char **blocked_text);

/**
 * lp_allocation_draft_apply_async:
 * @self: a draft
 * @choice: the new allocation
 * @assignee_id: (nullable): the person, for %LP_ALLOCATION_PERSON
 * @cancellable: (nullable): stops waiting; a change that is in the outbox is sent all the same
 * @callback: called when the service has answered, or at once when it waits in the outbox because we are offline
 * @user_data: for @callback
 *
 * Applies at once. The shown allocation changes immediately and falls back when the service refuses.
 */
void lp_allocation_draft_apply_async (LpAllocationDraft *self,
                                      LpAllocationChoice choice,
                                      const char *assignee_id,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);

/**
 * lp_allocation_draft_move_async:
 * @self: a draft
 * @group_id: where to
 * @cancellable: (nullable): see lp_allocation_draft_apply_async()
 * @callback: called as for lp_allocation_draft_apply_async()
 * @user_data: for @callback
 *
 * Moves the tickets to another group; visibility stays, an assignee without membership there is dropped.
 */
void lp_allocation_draft_move_async (LpAllocationDraft *self,
                                     const char *group_id,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);

/**
 * lp_allocation_draft_apply_finish:
 * @self: a draft
 * @result: as given to the callback of apply, move or undo
 * @summary: (out) (optional) (transfer full): a sentence for the toast: "Allocated GSRMA-7GJDG… to Ada Byron"
 * @error: why the service refused: the old allocation stands again
 *
 * Returns: success
 */
gboolean lp_allocation_draft_apply_finish (LpAllocationDraft *self,
                                           GAsyncResult *result,
                                           char **summary,
                                           GError **error);

/**
 * lp_allocation_draft_get_n_refused:
 * @self: a draft on which apply or move has succeeded
 * @first: (out) (optional) (nullable) (transfer none): why the first of them was refused
 *
 * Of several tickets some may have changed while others were refused.
 *
 * Returns: how many of the tickets the service has left as they were
 */
guint lp_allocation_draft_get_n_refused (LpAllocationDraft *self, const GError **first);

/**
 * lp_allocation_draft_undo_async:
 * @self: a draft on which apply or move has succeeded
 * @cancellable: (nullable): see lp_allocation_draft_apply_async()
 * @callback: called as for lp_allocation_draft_apply_async(); finish with lp_allocation_draft_apply_finish()
 * @user_data: for @callback
 *
 * Puts every ticket back to what it was before the last change, unless somebody has changed it since.
 */
void lp_allocation_draft_undo_async (LpAllocationDraft *self,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
gboolean lp_allocation_draft_can_undo (LpAllocationDraft *self);

G_END_DECLS
