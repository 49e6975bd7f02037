/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * LpReasonForm:
 *
 * Asks for the reason of a decision, which nobody has to give. In an AdwMessageDialog it keeps back the response of its
 * property `response` (construct-only) as long as the service would not take what is typed.
 */
#define LP_TYPE_REASON_FORM (lp_reason_form_get_type ())
G_DECLARE_FINAL_TYPE (LpReasonForm, lp_reason_form, LP, REASON_FORM, AdwBin)

/**
 * lp_reason_form_new:
 * @response: the response of the dialog that sends the reason
 * @reason: (nullable): what stands in it at first
 *
 * Returns: (transfer floating): the form
 */
GtkWidget *lp_reason_form_new (const char *response, const char *reason);

/**
 * lp_reason_form_get_reason:
 * @self: a form
 *
 * Returns: (transfer none) (nullable): the reason, %NULL if none was given
 */
const char *lp_reason_form_get_reason (LpReasonForm *self);

/**
 * lp_reason_form_set_reason:
 * @self: a form
 * @reason: (nullable): what stands in the entry; %NULL: nothing
 */
void lp_reason_form_set_reason (LpReasonForm *self, const char *reason);

G_END_DECLS
