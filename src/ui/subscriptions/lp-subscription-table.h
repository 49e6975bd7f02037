/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "lp-subscription-list.h"

G_BEGIN_DECLS

/**
 * LpSubscriptionTable:
 *
 * The columns over an #LpSubscriptionList. A click on a header becomes the list's order. The selection is kept by row
 * key, so it survives a new query. Signals: `selection-changed`, `activated` (const char *code: Enter or a double
 * click).
 */
#define LP_TYPE_SUBSCRIPTION_TABLE (lp_subscription_table_get_type ())
G_DECLARE_FINAL_TYPE (LpSubscriptionTable, lp_subscription_table, LP, SUBSCRIPTION_TABLE, AdwBin)

/**
 * lp_subscription_table_set_list:
 * @self: a table
 * @list: what to show
 */
void lp_subscription_table_set_list (LpSubscriptionTable *self, LpSubscriptionList *list);

/**
 * lp_subscription_table_get_n_selected:
 * @self: a table
 *
 * Returns: how many rows are selected.
 */
guint lp_subscription_table_get_n_selected (LpSubscriptionTable *self);

/**
 * lp_subscription_table_dup_selected:
 * @self: a table
 *
 * Returns: (transfer full) (element-type guint32): row keys of what is selected, in the order of the list.
 */
GArray *lp_subscription_table_dup_selected (LpSubscriptionTable *self);

/**
 * lp_subscription_table_dup_selected_code:
 * @self: a table
 *
 * Returns: (transfer full) (nullable): the ticket of the one subscription that is selected; %NULL for none or several.
 */
char *lp_subscription_table_dup_selected_code (LpSubscriptionTable *self);

/**
 * lp_subscription_table_get_left:
 * @self: a table
 *
 * Returns: (transfer none) (nullable): the ticket of the one subscription that was selected, if a change has taken it
 *   from the list while the question stayed the same; it is selected again when it comes back.
 */
const char *lp_subscription_table_get_left (LpSubscriptionTable *self);

/* Shows the answer to the next query from its first row: for another question, not for a change by somebody else. */
void lp_subscription_table_rewind (LpSubscriptionTable *self);

/* Puts the keyboard on the first row. */
void lp_subscription_table_focus_rows (LpSubscriptionTable *self);

/**
 * lp_subscription_table_set_width:
 * @self: a table
 * @width: pixels that the columns have
 *
 * Shows as many columns as fit. The table does so by itself when its width changes.
 */
void lp_subscription_table_set_width (LpSubscriptionTable *self, int width);

/**
 * lp_subscription_table_set_many_groups:
 * @self: a table
 * @many_groups: whether the list may be about more than one group: else its column would repeat one name
 */
void lp_subscription_table_set_many_groups (LpSubscriptionTable *self, gboolean many_groups);

G_END_DECLS
