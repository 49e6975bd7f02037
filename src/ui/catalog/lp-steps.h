/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "lp-license-draft.h"

G_BEGIN_DECLS

/* The pages of the wizard. Each shows one step of a draft and writes to it; what comes next is the wizard's matter. */

/* Where the wizard is, as a line of words; earlier steps can be clicked. */
#define LP_TYPE_STEP_TRAIL (lp_step_trail_get_type ())
G_DECLARE_FINAL_TYPE (LpStepTrail, lp_step_trail, LP, STEP_TRAIL, AdwBin)

/* Signal `chosen`: the draft has a group, and the person wants to go on. Likewise in the next two. */
#define LP_TYPE_GROUP_STEP (lp_group_step_get_type ())
G_DECLARE_FINAL_TYPE (LpGroupStep, lp_group_step, LP, GROUP_STEP, AdwBin)

#define LP_TYPE_CATEGORY_STEP (lp_category_step_get_type ())
G_DECLARE_FINAL_TYPE (LpCategoryStep, lp_category_step, LP, CATEGORY_STEP, AdwBin)

#define LP_TYPE_PRODUCT_STEP (lp_product_step_get_type ())
G_DECLARE_FINAL_TYPE (LpProductStep, lp_product_step, LP, PRODUCT_STEP, AdwBin)

#define LP_TYPE_DETAILS_STEP (lp_details_step_get_type ())
G_DECLARE_FINAL_TYPE (LpDetailsStep, lp_details_step, LP, DETAILS_STEP, AdwBin)

#define LP_TYPE_REVIEW_STEP (lp_review_step_get_type ())
G_DECLARE_FINAL_TYPE (LpReviewStep, lp_review_step, LP, REVIEW_STEP, AdwBin)

/* Signals: `another`, `allocate`, `toast` (const char *text). */
#define LP_TYPE_DONE_STEP (lp_done_step_get_type ())
G_DECLARE_FINAL_TYPE (LpDoneStep, lp_done_step, LP, DONE_STEP, AdwBin)

/* Groups of rows on the details page. */
#define LP_TYPE_SUBSCRIPTION_FORM (lp_subscription_form_get_type ())
G_DECLARE_FINAL_TYPE (LpSubscriptionForm, lp_subscription_form, LP, SUBSCRIPTION_FORM, AdwPreferencesGroup)

#define LP_TYPE_ALLOCATION_FORM (lp_allocation_form_get_type ())
G_DECLARE_FINAL_TYPE (LpAllocationForm, lp_allocation_form, LP, ALLOCATION_FORM, AdwPreferencesGroup)

/* Gives the widget its draft, once. */
void lp_step_trail_set_draft (LpStepTrail *self, LpLicenseDraft *draft);
void lp_group_step_set_draft (LpGroupStep *self, LpLicenseDraft *draft);
void lp_category_step_set_draft (LpCategoryStep *self, LpLicenseDraft *draft);
void lp_product_step_set_draft (LpProductStep *self, LpLicenseDraft *draft);
void lp_details_step_set_draft (LpDetailsStep *self, LpLicenseDraft *draft);
void lp_review_step_set_draft (LpReviewStep *self, LpLicenseDraft *draft);
void lp_done_step_set_draft (LpDoneStep *self, LpLicenseDraft *draft);
void lp_subscription_form_set_draft (LpSubscriptionForm *self, LpLicenseDraft *draft);
void lp_allocation_form_set_draft (LpAllocationForm *self, LpLicenseDraft *draft);

/**
 * lp_details_step_focus_fault:
 * @self: the details
 *
 * Moves the focus to the first field that is wrong.
 */
void lp_details_step_focus_fault (LpDetailsStep *self);

/* Likewise in the subscription; %FALSE if nothing is wrong there. */
gboolean lp_subscription_form_focus_fault (LpSubscriptionForm *self);

G_END_DECLS
