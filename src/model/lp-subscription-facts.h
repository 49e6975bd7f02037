/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lp-types.h"

G_BEGIN_DECLS

/* What the details say about a subscription, a line each: the same days as in the table and in the timeline, in every
 * state (design: domain, "Subscriptions"). */

typedef struct
{
  char *title;
  char *value;
} LpFact;

/**
 * lp_subscription_list_facts:
 * @subscription: a subscription
 * @consumer: whether its group is a consumer now, as for lp_subscription_get_terms()
 * @today: the business date
 * @record: (nullable): the audit record of its revocation, if that can be read
 *
 * Returns: (transfer full) (element-type LpFact): until when it runs or ran, why it ended, what is owed or credited, by
 *   when to cancel, and who revoked it and why; in order, only what there is
 */
GPtrArray *lp_subscription_list_facts (const LpSubscription *subscription,
                                       gboolean consumer,
                                       LpDate today,
                                       const LpAuditRecord *record);

/**
 * lp_revocation_dup_credit:
 * @record: (nullable): the audit record of a revocation
 *
 * Returns: (transfer full) (nullable): `none`, `pro_rata` or `full`; %NULL if that is not known
 */
char *lp_revocation_dup_credit (const LpAuditRecord *record);

G_END_DECLS
