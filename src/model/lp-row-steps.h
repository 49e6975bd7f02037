/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Private to src/model: how one array of row keys becomes another, in the words of items-changed. */

/* One items-changed: `added` keys of the new array from `from` on take the place of `removed` ones at `position`. */
typedef struct
{
  guint position;
  guint removed;
  guint added;
  guint from;
} LpRowsStep;

/**
 * lp_rows_compare:
 * @old: (element-type guint32): keys as shown, each at most once
 * @now: (element-type guint32): keys as they shall be shown
 * @changed: (nullable): a set of keys (GUINT_TO_POINTER) that may have come, gone or moved; %NULL if not known
 *
 * A list view keeps selection and scroll position of every row that no step touches. Where only rows in @changed
 * moved, each is one small step, or many of them, with the rows between, one that is as small as can be; otherwise
 * everything between the common beginning and the common end is one.
 *
 * Returns: (transfer full) (element-type LpRowsStep): steps to be done one after the other; empty if nothing
 *   changed.
 */
GArray *lp_rows_compare (GArray *old, GArray *now, GHashTable *changed);

/**
 * lp_rows_apply:
 * @rows: (element-type guint32): changed in place
 * @now: (element-type guint32): where @step takes added keys from
 * @step: one of lp_rows_compare()
 */
void lp_rows_apply (GArray *rows, GArray *now, const LpRowsStep *step);

G_END_DECLS
