/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lc-call.h"

G_BEGIN_DECLS

/**
 * lc_renewal_run:
 * @tx: a writable transaction; everything due on or before its `today` is recorded
 * @limit: how many subscriptions to look at in this transaction, so that no transaction lasts for ever
 * @renewed: (inout): counts the renewals recorded
 * @error: return location
 *
 * The daily job (design: domain, "Renewal"): records each due renewal with the day on which it was due. Running it
 * again changes nothing; after a stop in the middle the next run goes on. An index on the due day decides, so a run
 * with nothing due costs next to nothing.
 *
 * Returns: 1 if there may be more due, 0 if all is done, -1 on error
 */
int lc_renewal_run (const LcTransaction *tx, guint limit, guint *renewed, GError **error);

/**
 * lc_renewal_insert:
 * @db: a connection in a writable transaction
 * @subscription: row of the subscription
 * @renewal: recorded as it is
 * @error: return location
 *
 * Returns: success
 */
gboolean lc_renewal_insert (LpDb *db, gint64 subscription, const LpRenewal *renewal, GError **error);

/**
 * lc_renewal_count_ended:
 * @tx: a transaction
 * @since: the day of the run before, or %LP_DATE_NONE
 * @error: return location
 *
 * Returns: how many subscriptions had their last day from @since up to the day before today; -1 on error
 */
gint64 lc_renewal_count_ended (const LcTransaction *tx, LpDate since, GError **error);

G_END_DECLS
