/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lc-call.h"
#include "lp-subscription-rules.h"

G_BEGIN_DECLS

/**
 * LcSubscription:
 *
 * A subscription as stored, with what decides its days and who may see it.
 */
typedef struct
{
  gint64 row;
  gint64 ticket;
  gint64 group;
  gint64 product;
  gint64 assignee; /* 0: nobody */
  gboolean visible_to_group;
  gint64 activations; /* machines that hold the license */
  gint64 version;
  LpSubscription *subscription; /* as on the wire; its renewals are recorded ones */
  LpSubscriptionTerms terms;    /* borrows from this struct */
  char *fiscal_year_end;
} LcSubscription;

/**
 * lc_subscription_free:
 * @self: (transfer full): a subscription
 */
void lc_subscription_free (LcSubscription *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LcSubscription, lc_subscription_free)

/**
 * lc_subscription_load:
 * @tx: the transaction; its `today` decides the state
 * @row: row of the subscription
 * @error: %LP_ERROR_NOT_FOUND if there is none
 *
 * Returns: (transfer full) (nullable): the subscription
 */
LcSubscription *lc_subscription_load (const LcTransaction *tx, gint64 row, GError **error);

/**
 * lc_subscription_load_wire:
 * @tx: the transaction
 * @row: row of the subscription
 * @error: %LP_ERROR_NOT_FOUND if there is none
 *
 * Returns: (transfer full) (nullable): the subscription as on the wire, with its etag
 */
LpSubscription *lc_subscription_load_wire (const LcTransaction *tx, gint64 row, GError **error);

/**
 * lc_subscription_add_renewals:
 * @tx: a writable transaction
 * @self: a subscription that is neither cancelled nor revoked; its dates are brought up to date, not its version
 * @today: renewals due on or before this day are recorded
 * @committed_on: %LP_DATE_NONE: each with the day on which it was due; else the day that is recorded for all
 * @error: return location
 *
 * Records what is due and not recorded yet, in the table of renewals; lc_subscription_store() stores the rest.
 *
 * Returns: how many, -1 on error
 */
int lc_subscription_add_renewals (const LcTransaction *tx,
                                  LcSubscription *self,
                                  LpDate today,
                                  LpDate committed_on,
                                  GError **error);

/**
 * lc_subscription_start:
 * @tx: a writable transaction
 * @self: a subscription that waits for its first activation; brought up to date
 * @error: %LP_ERROR_INITIAL_EXPIRY_PAST if its first term would end before today
 *
 * Starts it today: its first term, what is due already, deadline and technical expiry are stored.
 *
 * Returns: success
 */
gboolean lc_subscription_start (const LcTransaction *tx, LcSubscription *self, GError **error);

/**
 * lc_subscription_store:
 * @tx: a writable transaction
 * @self: a subscription; deadline and due day are derived here
 * @error: return location
 *
 * Stores its dates, lets the technical expiry follow while no machine holds the license, and tells the change
 * feed.
 *
 * Returns: success
 */
gboolean lc_subscription_store (const LcTransaction *tx, LcSubscription *self, GError **error);

G_END_DECLS
