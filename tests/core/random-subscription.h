/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lp-subscription-rules.h"

G_BEGIN_DECLS

/**
 * random_subscription_in:
 * @random: decides
 * @first_year: 1 to 9999
 * @last_year: @first_year to 9999
 *
 * Returns: the terms of a subscription that started in these years (or at the end of the February before, or of year 4),
 *   with every mode, unit and odd day equally at home.
 */
LpSubscriptionTerms random_subscription_in (GRand *random, int first_year, int last_year);

/**
 * random_subscription:
 * @random: decides
 *
 * Returns: the same, in years that the service takes.
 */
LpSubscriptionTerms random_subscription (GRand *random);

/**
 * recorded_subscription:
 * @terms: a started subscription
 * @today: a day, not before its start
 *
 * Returns: (transfer full): as the service would answer on @today: everything due is recorded
 */
LpSubscription *recorded_subscription (const LpSubscriptionTerms *terms, LpDate today);

/**
 * random_recorded_subscription:
 * @random: decides
 * @today: (out): the day on which it is looked at
 *
 * Returns: (transfer full): a subscription in any state but `pending`, cancelled or revoked on any day that allows it,
 *   with a technical expiry that may lag behind
 */
LpSubscription *random_recorded_subscription (GRand *random, LpDate *today);

G_END_DECLS
