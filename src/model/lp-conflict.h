/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lp-session.h"

G_BEGIN_DECLS

/* One thing that two people wanted differently. Properties: `name`, `mine`, `theirs` (texts in the person's language),
 * `keep-mine` (gboolean, writable: what the person decides). */
#define LP_TYPE_CONFLICT_ITEM (lp_conflict_item_get_type ())
G_DECLARE_FINAL_TYPE (LpConflictItem, lp_conflict_item, LP, CONFLICT_ITEM, GObject)

/* A change that met somebody else's: what each of them wants, member by member, and the decision. Nothing happens
 * before lp_conflict_settle(). Property: `n-mine` (guint: how many items stay mine; notifies). */
#define LP_TYPE_CONFLICT (lp_conflict_get_type ())
G_DECLARE_FINAL_TYPE (LpConflict, lp_conflict, LP, CONFLICT, GObject)

/**
 * lp_conflict_find:
 * @session: a session
 *
 * Returns: (transfer full) (nullable): the change of its outbox that came into conflict last
 */
LpChange *lp_conflict_find (LpSession *session);

/**
 * lp_conflict_new:
 * @session: a session with an outbox
 * @change: a change of it, in conflict
 *
 * Returns: (transfer full): the conflict; everything stays mine until something else is decided
 */
LpConflict *lp_conflict_new (LpSession *session, LpChange *change);

/* What I wanted to do, in a sentence; borrowed. */
const char *lp_conflict_get_summary (LpConflict *self);

/* What it is about: a ticket with its product, or the path of a group; "" where that does not add anything. */
char *lp_conflict_dup_matter (LpConflict *self);

/* Of LpConflictItem; empty if somebody else did the very same. Borrowed. */
GListModel *lp_conflict_get_items (LpConflict *self);

/* The property of the same name. */
guint lp_conflict_get_n_mine (LpConflict *self);

/**
 * lp_conflict_keep_all:
 * @self: a conflict
 * @mine: whether all items shall be mine, or all theirs
 */
void lp_conflict_keep_all (LpConflict *self, gboolean mine);

/**
 * lp_conflict_settle:
 * @self: a conflict
 *
 * Does what was decided: sends what stays mine on top of what is there now, or forgets the change if nothing does.
 */
void lp_conflict_settle (LpConflict *self);

G_END_DECLS
