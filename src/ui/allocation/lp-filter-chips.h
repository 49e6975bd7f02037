/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * LpFilterChips:
 *
 * A line of chips, one for each filter that is set; a click on one takes its filter away. Signal: `removed`
 * (int key).
 */
#define LP_TYPE_FILTER_CHIPS (lp_filter_chips_get_type ())
G_DECLARE_FINAL_TYPE (LpFilterChips, lp_filter_chips, LP, FILTER_CHIPS, AdwBin)

/**
 * lp_filter_chips_clear:
 * @self: a line of chips
 *
 * Takes all chips away, without the signal.
 */
void lp_filter_chips_clear (LpFilterChips *self);

/**
 * lp_filter_chips_add:
 * @self: a line of chips
 * @key: given to the signal
 * @text: what it says
 */
void lp_filter_chips_add (LpFilterChips *self, int key, const char *text);

G_END_DECLS
