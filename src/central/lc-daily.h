/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lc-store.h"

G_BEGIN_DECLS

/**
 * LcDailyCounts:
 * @renewed: renewals recorded
 * @ended: subscriptions that had their last day since the run before
 *
 * What the daily job did.
 */
typedef struct
{
  guint renewed;
  gint64 ended;
} LcDailyCounts;

/**
 * lc_daily_run:
 * @store: a store; its today at the begin of the call is the day to catch up with
 * @counts: (out) (optional): what was done
 * @error: %LP_ERROR_STATE if the store has run a later day already
 *
 * The daily job (design: domain, "Renewal"): renewals, the signed head of the audit chain, and what may be
 * forgotten. Blocks. Each of its transactions is short and leaves everything consistent, so it may be stopped at any
 * moment: the next run goes on where it was. Afterwards the day is open, see lc_store_open_day().
 *
 * Returns: success
 */
gboolean lc_daily_run (LcStore *store, LcDailyCounts *counts, GError **error);

G_END_DECLS
