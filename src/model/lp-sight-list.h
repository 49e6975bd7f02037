/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lp-session.h"

G_BEGIN_DECLS

/**
 * LpSightPerson:
 *
 * Somebody who sees a ticket.
 */
#define LP_TYPE_SIGHT_PERSON (lp_sight_person_get_type ())
G_DECLARE_FINAL_TYPE (LpSightPerson, lp_sight_person, LP, SIGHT_PERSON, GObject)

/* Borrowed: what she is called; every reason why she sees it, a line each; and whether she may activate it. */
const char *lp_sight_person_get_name (LpSightPerson *self);
const char *lp_sight_person_get_reasons (LpSightPerson *self);
gboolean lp_sight_person_may_use (LpSightPerson *self);

/**
 * LpSightList:
 *
 * Everybody who sees one ticket, as far as the viewer may know: who may activate it comes first, then by name. Follows
 * the replica. A #GListModel of #LpSightPerson.
 */
#define LP_TYPE_SIGHT_LIST (lp_sight_list_get_type ())
G_DECLARE_FINAL_TYPE (LpSightList, lp_sight_list, LP, SIGHT_LIST, GObject)

/**
 * lp_sight_list_new:
 * @session: an open session
 *
 * Returns: (transfer full): nobody, until there is a ticket
 */
LpSightList *lp_sight_list_new (LpSession *session);

/**
 * lp_sight_list_set_code:
 * @self: a list
 * @code: (nullable): a ticket code in any form that a person types; nobody sees what is no ticket here
 *
 * Who does not see the members of the ticket's group is told nobody, rather than a part.
 */
void lp_sight_list_set_code (LpSightList *self, const char *code);

/* Whether the viewer sees all groups above the ticket's, so that nobody is missing. */
gboolean lp_sight_list_is_complete (LpSightList *self);

G_END_DECLS
