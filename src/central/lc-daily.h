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
 * @store: a store; its today is the day to catch up with
 * @counts: (out) (optional): what was done
 * @error: %LP_ERROR_STATE if the store has run a later day already
 *
 * The daily job: renewals, the signed head of the audit chain, and what may be forgotten. Blocks, in many short
 * transactions, so that it can run beside other writers.
 *
 * Returns: success
 */
gboolean lc_daily_run (LcStore *store, LcDailyCounts *counts, GError **error);

/**
 * lc_daily_run_async:
 * @store: a store
 *
 * Likewise on a thread of its own; failures go to the log.
 */
void lc_daily_run_async (LcStore *store);

G_END_DECLS
