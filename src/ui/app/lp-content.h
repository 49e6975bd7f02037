/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "lp-bulk-choice.h"
#include "lp-group-tree.h"
#include "lp-session.h"

G_BEGIN_DECLS

/**
 * LpContent:
 *
 * Everything to the right of the sidebar: the pages of a group or *My Licenses*, and the details. Pages are made
 * when they are first looked at. Signals: `changed`: the group or the selection is another one; `filled`: the tickets that
 * are to be shown are there.
 */
#define LP_TYPE_CONTENT (lp_content_get_type ())
G_DECLARE_FINAL_TYPE (LpContent, lp_content, LP, CONTENT, AdwBin)

/**
 * lp_content_set_session:
 * @self: the content
 * @session: an open session; what was shown of an earlier one goes
 */
void lp_content_set_session (LpContent *self, LpSession *session);
void lp_content_set_folded (LpContent *self, gboolean folded);

/* What to show: the page of a group that was looked at last, what may be used by oneself, or of a group the page
 * with that number, 0 being the tickets. */
void lp_content_show_group (LpContent *self, LpGroupItem *group);
void lp_content_show_my_licenses (LpContent *self);
void lp_content_show_page (LpContent *self, guint page);

/**
 * lp_content_show_decisions:
 * @self: the content
 *
 * Shows the subscriptions of the group that need a decision.
 */
void lp_content_show_decisions (LpContent *self);

/**
 * lp_content_set_settings:
 * @self: the content
 * @settings: (nullable): the application's
 */
void lp_content_set_settings (LpContent *self, GSettings *settings);

/**
 * lp_content_show_ticket:
 * @self: the content
 * @code: a canonical ticket code
 *
 * Shows that ticket in the details, whether or not the list has it.
 */
void lp_content_show_ticket (LpContent *self, const char *code);
void lp_content_toggle_details (LpContent *self);

/**
 * lp_content_find_text:
 * @self: the content
 * @text: what to search for
 *
 * Searches the tickets of the group that is shown.
 */
void lp_content_find_text (LpContent *self, const char *text);

/**
 * lp_content_show_tickets_of:
 * @self: the content
 * @person_id: a person
 *
 * Shows the tickets of the group that is shown, narrowed to those allocated to that person.
 */
void lp_content_show_tickets_of (LpContent *self, const char *person_id);

/* Puts the keyboard into the search entry of the page shown, whichever it is. */
void lp_content_focus_search (LpContent *self);

/**
 * lp_content_get_group_id:
 * @self: the content
 *
 * Returns: (transfer none) (nullable): the group shown, %NULL on *My Licenses*.
 */
const char *lp_content_get_group_id (LpContent *self);

/**
 * lp_content_get_n_selected:
 * @self: the content
 *
 * Returns: how many tickets are selected.
 */
guint lp_content_get_n_selected (LpContent *self);

/**
 * lp_content_may:
 * @self: the content
 * @action: what is to be done with the selected tickets
 *
 * Returns: as lp_tickets_page_may()
 */
gboolean lp_content_may (LpContent *self, LpBulkAction action);

/* From a dialog about the selected tickets back to them. */
void lp_content_focus_tickets (LpContent *self);

/**
 * lp_content_dup_selected:
 * @self: the content
 *
 * Returns: (transfer full) (element-type LpTicket): the selected tickets.
 */
GPtrArray *lp_content_dup_selected (LpContent *self);

G_END_DECLS
