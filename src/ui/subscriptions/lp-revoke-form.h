/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "lp-subscription-outlook.h"

G_BEGIN_DECLS

/**
 * LpRevokeForm:
 *
 * What is asked before a subscription is revoked: the credit, each choice with what it means, and a reason. Part of the
 * dialog that asks. There is no question about a credit where no term runs.
 */
#define LP_TYPE_REVOKE_FORM (lp_revoke_form_get_type ())
G_DECLARE_FINAL_TYPE (LpRevokeForm, lp_revoke_form, LP, REVOKE_FORM, AdwBin)

/**
 * lp_revoke_form_new:
 * @outlook: what the revocation means
 * @refusal: (nullable): why only no credit may be given
 *
 * Returns: (transfer floating): the form
 */
GtkWidget *lp_revoke_form_new (const LpRevokeOutlook *outlook, const char *refusal);

/**
 * lp_revoke_form_get_credit:
 * @self: a form
 *
 * Returns: (transfer none): `none`, `pro_rata` or `full`
 */
const char *lp_revoke_form_get_credit (LpRevokeForm *self);

/**
 * lp_revoke_form_get_reason:
 * @self: a form
 *
 * Returns: (transfer none) (nullable): the reason, %NULL if none was given
 */
const char *lp_revoke_form_get_reason (LpRevokeForm *self);

/**
 * lp_revoke_form_set_answers:
 * @self: a form
 * @credit: (nullable): `none`, `pro_rata` or `full`; one that is not offered is left out
 * @reason: (nullable): the reason
 *
 * Brings back what was answered before.
 */
void lp_revoke_form_set_answers (LpRevokeForm *self, const char *credit, const char *reason);

G_END_DECLS
