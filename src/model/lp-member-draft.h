/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "lp-session.h"

G_BEGIN_DECLS

/**
 * LpMemberDraft:
 *
 * The membership of one person in one group while it is being changed: role and the rights of an admin for each
 * category. Nothing is sent before lp_member_draft_apply_async(), so that one decision is one change. What the rules do
 * not allow is known before it is tried (design: api, "Rights"; domain, "Roles").
 *
 * Signal: `changed`: anything that the getters answer.
 */
#define LP_TYPE_MEMBER_DRAFT (lp_member_draft_get_type ())
G_DECLARE_FINAL_TYPE (LpMemberDraft, lp_member_draft, LP, MEMBER_DRAFT, GObject)

/**
 * lp_member_draft_new:
 * @session: an open session
 * @group_id: a visible group
 * @person_id: one of its members
 *
 * Returns: (transfer full): a draft that follows the replica
 */
LpMemberDraft *lp_member_draft_new (LpSession *session, const char *group_id, const char *person_id);

/* Borrowed; the membership is as stored, and NULL once the person is no member any more. */
const char *lp_member_draft_get_group_id (LpMemberDraft *self);
const char *lp_member_draft_get_person_id (LpMemberDraft *self);
LpMembership *lp_member_draft_get_membership (LpMemberDraft *self);

/* The name, or the address of whoever has none yet. Borrowed. */
const char *lp_member_draft_get_name (LpMemberDraft *self);

/* What was chosen, or what is stored as long as nothing was. */
LpRole lp_member_draft_get_role (LpMemberDraft *self);
void lp_member_draft_set_role (LpMemberDraft *self, LpRole role);

/**
 * lp_member_draft_can_set_role:
 * @self: a draft
 * @role: a role
 * @reason: (out) (optional) (nullable) (transfer full): why not, in one sentence
 *
 * Returns: whether the signed-in person may give that role here
 */
gboolean lp_member_draft_can_set_role (LpMemberDraft *self, LpRole role, char **reason);

/**
 * lp_member_draft_has_matrix:
 * @self: a draft
 *
 * Returns: whether there are rights for each category: only for an admin, and not in the vendor group, whose admins may
 *   do everything
 */
gboolean lp_member_draft_has_matrix (LpMemberDraft *self);

/* The rows of the matrix, by name. The name is borrowed. */
guint lp_member_draft_get_n_categories (LpMemberDraft *self);
const char *lp_member_draft_get_category_name (LpMemberDraft *self, guint category);
LpRights lp_member_draft_get_rights (LpMemberDraft *self, guint category);
void lp_member_draft_set_right (LpMemberDraft *self, guint category, LpRights right, gboolean held);

/**
 * lp_member_draft_can_set_right:
 * @self: a draft
 * @category: a row
 * @right: one right
 * @reason: (out) (optional) (nullable) (transfer full): why not, in one sentence
 *
 * Returns: whether the signed-in person may give or take that right here
 */
gboolean lp_member_draft_can_set_right (LpMemberDraft *self, guint category, LpRights right, char **reason);

/* Whether somebody chose something that is not stored yet, whether the answer is awaited, and back to what is stored. */
gboolean lp_member_draft_is_changed (LpMemberDraft *self);
gboolean lp_member_draft_is_busy (LpMemberDraft *self);
void lp_member_draft_revert (LpMemberDraft *self);

/**
 * lp_member_draft_can_remove:
 * @self: a draft
 * @reason: (out) (optional) (nullable) (transfer full): why not, in one sentence
 *
 * Returns: whether the signed-in person may take the person out of the group
 */
gboolean lp_member_draft_can_remove (LpMemberDraft *self, char **reason);

/**
 * lp_member_draft_apply_async:
 * @self: a draft that is changed
 * @cancellable: (nullable): stops waiting, not the change
 * @callback: called when the change is carried out, refused, or stored for later
 * @user_data: for @callback
 *
 * Sends role and rights through the outbox. After a refusal the draft is back at what is stored.
 */
void lp_member_draft_apply_async (LpMemberDraft *self,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);

/* Likewise takes the person out of the group; that cannot be undone, since what lies at other persons then stays. */
void lp_member_draft_remove_async (LpMemberDraft *self,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);

/* Puts back what the last lp_member_draft_apply_async() changed, unless somebody has changed it since. */
gboolean lp_member_draft_can_undo (LpMemberDraft *self);
void lp_member_draft_undo_async (LpMemberDraft *self,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);

/**
 * lp_member_draft_finish:
 * @self: a draft
 * @result: as given to the callback of one of the three
 * @summary: (out) (optional) (transfer full): what was done, in words
 * @error: why it was refused
 *
 * Returns: success
 */
gboolean lp_member_draft_finish (LpMemberDraft *self, GAsyncResult *result, char **summary, GError **error);

/* What becomes of the tickets in this group that are allocated to the person once she leaves it. */
typedef struct
{
  guint fall_back; /* on no computer: seen by admins only afterwards */
  guint activated; /* on a computer: stay hers, and are listed for reclaim */
} LpMemberTickets;

/**
 * lp_member_draft_count_tickets_async:
 * @self: a draft
 * @cancellable: (nullable): a #GCancellable
 * @callback: called when counted
 * @user_data: for @callback
 */
void lp_member_draft_count_tickets_async (LpMemberDraft *self,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data);
gboolean lp_member_draft_count_tickets_finish (LpMemberDraft *self,
                                               GAsyncResult *result,
                                               LpMemberTickets *tickets,
                                               GError **error);

/**
 * lp_member_draft_describe_removal:
 * @self: a draft
 * @tickets: as counted
 *
 * Returns: (transfer full): the consequence in numbers, as sentences for a question
 */
char *lp_member_draft_describe_removal (LpMemberDraft *self, const LpMemberTickets *tickets);

G_END_DECLS
