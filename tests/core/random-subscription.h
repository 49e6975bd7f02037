/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lp-subscription-rules.h"

G_BEGIN_DECLS

/**
 * random_subscription:
 * @random: decides
 *
 * Returns: the terms of a started subscription, with every mode, unit and odd day equally at home.
 */
LpSubscriptionTerms random_subscription (GRand *random);

G_END_DECLS
