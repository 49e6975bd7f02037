/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "lp-subscription-outlook.h"

G_BEGIN_DECLS

/**
 * LpCancelFacts:
 *
 * What a cancellation or a revocation means, in rows: the last day of use, the deadline, and every term that is owed.
 * Part of the dialog that asks.
 */
#define LP_TYPE_CANCEL_FACTS (lp_cancel_facts_get_type ())
G_DECLARE_FINAL_TYPE (LpCancelFacts, lp_cancel_facts, LP, CANCEL_FACTS, AdwBin)

/**
 * lp_cancel_facts_new:
 * @outlook: what a cancellation means
 * @today: the business date
 * @note: (nullable): a warning above all else, as while offline
 *
 * Returns: (transfer floating): the rows
 */
GtkWidget *lp_cancel_facts_new (const LpCancelOutlook *outlook, LpDate today, const char *note);

/**
 * lp_cancel_facts_new_for_revocation:
 * @outlook: what a revocation means
 * @today: the business date
 * @note: (nullable): a warning above all else, as while offline
 *
 * Returns: (transfer floating): the rows; also those terms that are not billed any more
 */
GtkWidget *
lp_cancel_facts_new_for_revocation (const LpRevokeOutlook *outlook, LpDate today, const char *note);

G_END_DECLS
