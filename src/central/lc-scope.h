/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lc-change.h"

G_BEGIN_DECLS

/**
 * LcScope:
 *
 * What a person may see, as rows of groups, so that thousands of objects can be judged without a query each:
 * the same rule as lp_permission_check() and as the visibility conditions in SQL.
 */
typedef struct
{
  gint64 person_row;
  gboolean sees_all;      /* admin, support or finance of the root, or the service itself */
  gboolean beyond_member; /* any role other than member anywhere */
  GHashTable *content;    /* group rows whose tickets, people and orders are visible; empty with sees_all */
  GHashTable *direct;     /* group rows with a direct membership of any role */
} LcScope;

/**
 * lc_scope_new:
 * @db: a connection inside a transaction
 * @caller: (nullable): who looks; %NULL for the service itself
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the scope of this moment
 */
LcScope *lc_scope_new (LpDb *db, const LcCaller *caller, GError **error);
LcScope *lc_scope_new_for_person (LpDb *db, gint64 person_row, GError **error);

/* Gives a reference back. */
void lc_scope_unref (LcScope *scope);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LcScope, lc_scope_unref)

/**
 * LcSight:
 *
 * The scope that a caller had when it was last asked for, so that one request reads it once.
 */
typedef struct _LcSight LcSight;

/* One that has not looked yet, and its end. */
LcSight *lc_sight_new (void);
void lc_sight_free (LcSight *sight);

/* Whether the scope holds people, orders and all tickets of a group; the group itself; a ticket at that place. */
gboolean lc_scope_has_content (const LcScope *scope, gint64 group_row);
gboolean lc_scope_has_group (const LcScope *scope, gint64 group_row);
gboolean lc_scope_has_ticket (const LcScope *scope, const LcBefore *place);

/**
 * lc_scope_list_groups:
 * @scope: not one that sees all
 *
 * Returns: (transfer full): the rows of all visible groups as gint64, ascending
 */
GArray *lc_scope_list_groups (const LcScope *scope);

/* Conditions for the row of a group `g` or a ticket `t` to be visible to the person whose row is `$1`. */

#define LC_CONTENT_GROUPS                                                                                    \
  "(SELECT descendant FROM group_tree JOIN membership ON membership.group_row = ancestor"                    \
  " WHERE membership.person = $1 AND membership.role <> 'member')"
#define LC_DIRECT_GROUPS "(SELECT group_row FROM membership WHERE person = $1)"
#define LC_TICKET_VISIBLE                                                                                    \
  "(t.group_row IN " LC_CONTENT_GROUPS " OR t.assignee = $1"                                                 \
  " OR (t.visible_to_group = 1 AND t.group_row IN " LC_DIRECT_GROUPS "))"

G_END_DECLS
