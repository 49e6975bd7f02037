/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * LpSearchResult:
 *
 * One line of the search everywhere: what it is, and the window's action that goes there.
 */
#define LP_TYPE_SEARCH_RESULT (lp_search_result_get_type ())
G_DECLARE_FINAL_TYPE (LpSearchResult, lp_search_result, LP, SEARCH_RESULT, GtkListBoxRow)

/**
 * lp_search_result_new:
 * @icon_name: a symbolic icon
 * @title: what it is called
 * @subtitle: (nullable): where or what it is
 * @action: an action of the window
 * @target: (nullable): the action's string parameter
 *
 * Returns: (transfer floating): a row.
 */
GtkWidget *lp_search_result_new (const char *icon_name,
                                 const char *title,
                                 const char *subtitle,
                                 const char *action,
                                 const char *target);

/**
 * lp_search_result_activate:
 * @self: a row
 * @window: has the action
 */
void lp_search_result_activate (LpSearchResult *self, GtkWidget *window);

G_END_DECLS
