/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "lp-allocation-draft.h"
#include "lp-session.h"

G_BEGIN_DECLS

/* The steps of the wizard, in order. */
typedef enum
{
  LP_STEP_GROUP,
  LP_STEP_CATEGORY,
  LP_STEP_PRODUCT,
  LP_STEP_DETAILS,
  LP_STEP_REVIEW,
  LP_STEP_DONE,
} LpDraftStep;

/**
 * LpLicenseDraft:
 *
 * The wizard's state, without widgets. Every setter validates with the same functions as the service; texts of
 * faults stand ready by JSON pointer (`/entries/host_name`, `/licenses`, `/reference`, `/subscription/notice`, …).
 *
 * Properties, read-only: `step` (int LpDraftStep), `valid` (boolean: the details can be reviewed), `has-input`
 * (boolean: closing would lose something), `creating` (boolean), `schedule-text` (the first term in words, empty
 * without a subscription), `warning-text` (non-empty if the person must confirm an early deadline), `audience-text`
 * (who will see it), `approval-text` (non-empty if the order will wait for approval), `summary-text` ("CAD team · ViewPro 2026 Suite").
 *
 * Signals: `changed` (const char *pointer, nullable: everything): values, faults or texts may be different now;
 * `prices-changed`: lp_license_draft_split_price() knows more.
 */
#define LP_TYPE_LICENSE_DRAFT (lp_license_draft_get_type ())
G_DECLARE_FINAL_TYPE (LpLicenseDraft, lp_license_draft, LP, LICENSE_DRAFT, GObject)

/**
 * lp_license_draft_new:
 * @session: an open session
 *
 * Returns: (transfer full): an empty draft at the first step.
 */
LpLicenseDraft *lp_license_draft_new (LpSession *session);

/**
 * lp_license_draft_restart:
 * @self: a draft that is done
 *
 * *Create Another*: back to the details with all choices kept, and a new idempotency key.
 */
void lp_license_draft_restart (LpLicenseDraft *self);

/* Where the draft is. */
LpDraftStep lp_license_draft_get_step (LpLicenseDraft *self);

/**
 * lp_license_draft_go_next:
 * @self: a draft
 *
 * Returns: whether the present step is complete, and so the draft went to the next one; the category step is left
 *   out when there is one category.
 */
gboolean lp_license_draft_go_next (LpLicenseDraft *self);

/**
 * lp_license_draft_go_to:
 * @self: a draft
 * @step: an earlier step; input of later steps is kept
 */
void lp_license_draft_go_to (LpLicenseDraft *self, LpDraftStep step);

/**
 * lp_license_draft_go_back:
 * @self: a draft
 *
 * Returns: %FALSE at the first step, and once the order is under way.
 */
gboolean lp_license_draft_go_back (LpLicenseDraft *self);

/* What is to be created for whom. Unknown ids are ignored; getters are borrowed and NULL until chosen. */
void lp_license_draft_set_group (LpLicenseDraft *self, const char *group_id);
void lp_license_draft_set_category (LpLicenseDraft *self, const char *category_id);
void lp_license_draft_set_product (LpLicenseDraft *self, LpProduct *product);
LpGroup *lp_license_draft_get_group (LpLicenseDraft *self);
const char *lp_license_draft_get_category_id (LpLicenseDraft *self);
LpProduct *lp_license_draft_get_product (LpLicenseDraft *self);

/* The choices of each step: GListModel, borrowed, replaced when an earlier step changes. */
GListModel *lp_license_draft_get_groups (LpLicenseDraft *self);     /* of LpGroupItem */
GListModel *lp_license_draft_get_categories (LpLicenseDraft *self); /* of LpCategoryItem */
GListModel *lp_license_draft_get_products (LpLicenseDraft *self);   /* of LpProductItem */

/**
 * lp_license_draft_set_entry:
 * @self: a draft with a product
 * @key: an entry of the product
 * @value: (nullable): in text form, as typed
 */
void lp_license_draft_set_entry (LpLicenseDraft *self, const char *key, const char *value);
const char *lp_license_draft_get_entry (LpLicenseDraft *self, const char *key);

/**
 * lp_license_draft_set_module:
 * @self: a draft with a product
 * @code: a module
 * @on: whether it is chosen
 *
 * Returns: %FALSE if a requirement or exclusion stands against it, or another chosen module needs it; nothing
 *   changes then.
 */
gboolean lp_license_draft_set_module (LpLicenseDraft *self, const char *code, gboolean on);
gboolean lp_license_draft_get_module (LpLicenseDraft *self, const char *code);

/**
 * lp_license_draft_dup_module_text:
 * @self: a draft with a product
 * @code: a module
 * @can_toggle: (out) (optional): whether switching it would be accepted
 *
 * Returns: (transfer full): what it needs or excludes, in words: "Needs CAM", "Cannot be combined with CAM".
 */
char *lp_license_draft_dup_module_text (LpLicenseDraft *self, const char *code, gboolean *can_toggle);

/**
 * lp_license_draft_set_number:
 * @self: a draft
 * @pointer: `/licenses`, `/quantity` or `/subscription/notice`
 * @text: as typed: `8`; for the notice `P3M`
 *
 * For a field: what is no number stays as it is typed, and is a fault there.
 */
void lp_license_draft_set_number (LpLicenseDraft *self, const char *pointer, const char *text);

/**
 * lp_license_draft_dup_number:
 * @self: a draft
 * @pointer: as for lp_license_draft_set_number()
 *
 * Returns: (transfer full): the text for that field
 */
char *lp_license_draft_dup_number (LpLicenseDraft *self, const char *pointer);

/* Number of licenses (one ticket each), seats of each, the customer's own reference ("" for none). */
int lp_license_draft_get_licenses (LpLicenseDraft *self);
int lp_license_draft_get_quantity (LpLicenseDraft *self);
void lp_license_draft_set_reference (LpLicenseDraft *self, const char *reference);
const char *lp_license_draft_get_reference (LpLicenseDraft *self);

/**
 * lp_license_draft_split_price:
 * @self: a draft with a product
 *
 * What all its licenses cost, with seats and modules as they are chosen: a full term of a subscription, or once; before
 * discount and tax.
 *
 * Returns: (transfer full) (nullable) (element-type LpPriceLine): as lp_price_split() gives them; %NULL if the person may
 *   not see prices, or there is none
 */
GArray *lp_license_draft_split_price (LpLicenseDraft *self);

/* Whether one seat of @product without modules has a price that may be seen, and which. */
gboolean lp_license_draft_get_product_price (LpLicenseDraft *self, const LpProduct *product, LpMoney *price);

/**
 * lp_license_draft_set_allocation:
 * @self: a draft with a group
 * @choice: who shall see the tickets
 * @assignee_id: (nullable): the person, for %LP_ALLOCATION_PERSON
 */
void
lp_license_draft_set_allocation (LpLicenseDraft *self, LpAllocationChoice choice, const char *assignee_id);
LpAllocationChoice lp_license_draft_get_allocation (LpLicenseDraft *self, const char **assignee_id);
LpMemberList *lp_license_draft_get_candidates (LpLicenseDraft *self);

/**
 * lp_license_draft_dup_audience_text:
 * @self: a draft with a group
 * @choice: an allocation
 *
 * Returns: (transfer full): how many would see the tickets: "12 members see it"
 */
char *lp_license_draft_dup_audience_text (LpLicenseDraft *self, LpAllocationChoice choice);

/* The subscription; only for a product of that kind. */
void lp_license_draft_set_start_mode (LpLicenseDraft *self, LpStartMode mode);
LpStartMode lp_license_draft_get_start_mode (LpLicenseDraft *self);
void lp_license_draft_set_expiry_mode (LpLicenseDraft *self, LpExpiryMode mode);
LpExpiryMode lp_license_draft_get_expiry_mode (LpLicenseDraft *self);
LpPeriod lp_license_draft_get_notice (LpLicenseDraft *self);

/**
 * lp_license_draft_set_initial_expiry:
 * @self: a draft
 * @date: the last day of the first term, which makes the mode `fixed`; %LP_DATE_NONE goes back to the mode
 */
void lp_license_draft_set_initial_expiry (LpLicenseDraft *self, LpDate date);

/**
 * lp_license_draft_get_first_term:
 * @self: a draft
 * @first: (out) (optional): first day
 * @last: (out) (optional): last day
 * @deadline: (out) (optional): last day on which a cancellation ends it with the first term
 *
 * Returns: %FALSE without a subscription, while it waits for activation, or while something is wrong.
 */
gboolean
lp_license_draft_get_first_term (LpLicenseDraft *self, LpDate *first, LpDate *last, LpDate *deadline);

/**
 * lp_license_draft_get_fault:
 * @self: a draft
 * @pointer: a JSON pointer
 *
 * Returns: (transfer none) (nullable): the sentence to show at that field; %NULL if it is right or was not touched
 *   yet. Everything counts as touched after lp_license_draft_go_next() refused.
 */
const char *lp_license_draft_get_fault (LpLicenseDraft *self, const char *pointer);

/**
 * lp_license_draft_create_async:
 * @self: a draft at the review step
 * @cancellable: (nullable): stops waiting; an order that is in the outbox is sent all the same
 * @callback: called when the order was answered
 * @user_data: for @callback
 *
 * Creates exactly one order, however often it is called and whatever happens in between: the order goes to the
 * outbox under the draft's own idempotency key.
 */
void lp_license_draft_create_async (LpLicenseDraft *self,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);

/**
 * lp_license_draft_create_finish:
 * @self: a draft
 * @result: as given to the callback
 * @error: a refusal; faults of fields are shown at the fields, and the draft is back at the details
 *
 * Returns: success; the draft is at the done step.
 */
gboolean lp_license_draft_create_finish (LpLicenseDraft *self, GAsyncResult *result, GError **error);

/**
 * lp_license_draft_get_tickets:
 * @self: a draft that is done
 *
 * Returns: (transfer none) (element-type LpTicket): the tickets made; empty if the order waits for approval or in
 *   the outbox.
 */
GPtrArray *lp_license_draft_get_tickets (LpLicenseDraft *self);

/**
 * lp_license_draft_get_order:
 * @self: a draft that is done
 *
 * Returns: (transfer none) (nullable): the order; %NULL while it waits in the outbox.
 */
LpOrder *lp_license_draft_get_order (LpLicenseDraft *self);

/**
 * lp_license_draft_dup_csv:
 * @self: a draft that is done
 *
 * Returns: (transfer full): the tickets as CSV (UTF-8, comma, LF, one header line; text cells guarded against
 *   spreadsheet formulas).
 */
char *lp_license_draft_dup_csv (LpLicenseDraft *self);

G_END_DECLS
