/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lp-allocation-draft.h"
#include "lp-types.h"

G_BEGIN_DECLS

/* Private to src/model: the values of a license to be created, and the rules that hold for them, without session,
 * steps or signals. LpLicenseDraft has one. */
typedef struct
{
  LpDate today;
  LpGroup *group;     /* nullable */
  LpProduct *product; /* nullable */

  GArray *entries;    /* of LpEntryValue, as typed */
  GPtrArray *modules; /* of code, owned: those that are on */
  int licenses;
  int quantity;
  char *reference;

  gboolean allocation_chosen; /* by the person, and not by the group's settings */
  LpAllocationChoice choice;
  char *assignee_id;

  LpStartMode start_mode;
  LpExpiryMode expiry_mode; /* the mode that holds while initial_expiry is LP_DATE_NONE */
  LpDate initial_expiry;
  LpPeriod notice;

  GHashTable *typed;  /* JSON pointer → text that was typed for a number and is none */
  GHashTable *faults; /* JSON pointer → sentence */
} LpDraftOrder;

/**
 * lp_draft_order_new:
 * @today: the business date, from which the first term counts
 *
 * Returns: (transfer full): one license, nothing chosen.
 */
LpDraftOrder *lp_draft_order_new (LpDate today);
void lp_draft_order_free (LpDraftOrder *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LpDraftOrder, lp_draft_order_free)

/**
 * lp_draft_order_set_product:
 * @self: an order
 * @product: (nullable): what to license; its defaults are filled in, and values of entries that the old product
 *   shares (same key and kind) are kept
 */
void lp_draft_order_set_product (LpDraftOrder *self, LpProduct *product);

/**
 * lp_draft_order_set_entry:
 * @self: an order with a product
 * @key: an entry of the product; others are ignored
 * @value: (nullable): in text form, as typed
 */
void lp_draft_order_set_entry (LpDraftOrder *self, const char *key, const char *value);

/**
 * lp_draft_order_set_number:
 * @self: an order
 * @pointer: `/licenses`, `/quantity` or `/subscription/notice`
 * @text: as typed: a number, or for the notice `P`, a number and the letter of its unit
 *
 * What cannot be read is kept, and is a fault, until something else is set there.
 *
 * Returns: whether anything is another now
 */
gboolean lp_draft_order_set_number (LpDraftOrder *self, const char *pointer, const char *text);

/**
 * lp_draft_order_dup_number:
 * @self: an order
 * @pointer: as for lp_draft_order_set_number()
 *
 * Returns: (transfer full): what was typed if it cannot be read, else the number or period in text form
 */
char *lp_draft_order_dup_number (LpDraftOrder *self, const char *pointer);

/**
 * lp_draft_order_set_module:
 * @self: an order with a product
 * @code: a module
 * @on: whether it shall be on
 *
 * Returns: whether the rules allow it; else nothing changes.
 */
gboolean lp_draft_order_set_module (LpDraftOrder *self, const char *code, gboolean on);
gboolean lp_draft_order_has_module (LpDraftOrder *self, const char *code);

/**
 * lp_draft_order_explain_module:
 * @self: an order with a product
 * @code: a module
 * @can_toggle: (out) (optional): whether lp_draft_order_set_module() would accept the opposite of now
 *
 * Returns: (transfer full): its rules in words, "" if it has none.
 */
char *lp_draft_order_explain_module (LpDraftOrder *self, const char *code, gboolean *can_toggle);

/**
 * lp_draft_order_make_request:
 * @self: an order with group and product
 *
 * Returns: (transfer full): what to ask the service for, not validated.
 */
LpOrderRequest *lp_draft_order_make_request (LpDraftOrder *self);

/**
 * lp_draft_order_validate:
 * @self: an order; its faults are renewed
 *
 * Returns: whether there are none.
 */
gboolean lp_draft_order_validate (LpDraftOrder *self);

/**
 * lp_draft_order_get_first_term:
 * @self: an order
 * @first: (out) (optional): first day
 * @last: (out) (optional): last day
 * @deadline: (out) (optional): last day on which a cancellation is in time for @last
 * @next: (out) (optional): last day of the second term
 *
 * Returns: %FALSE without a subscription, if it starts on activation, or while its dates are wrong.
 */
gboolean lp_draft_order_get_first_term (LpDraftOrder *self,
                                        LpDate *first,
                                        LpDate *last,
                                        LpDate *deadline,
                                        LpDate *next);

/**
 * lp_draft_order_describe_schedule:
 * @self: an order
 *
 * Returns: (transfer full): first term and deadline in words, "" without a subscription.
 */
char *lp_draft_order_describe_schedule (LpDraftOrder *self);

/**
 * lp_draft_order_describe_warning:
 * @self: an order
 *
 * Returns: (transfer full): what must be confirmed because the first deadline is less than 14 days after the start
 *   (design: domain, "Cancellation"), "" otherwise.
 */
char *lp_draft_order_describe_warning (LpDraftOrder *self);

/**
 * lp_draft_order_needs_approval:
 * @self: an order with group and product
 *
 * Returns: whether it will wait for somebody else's approval, as far as can be known here.
 */
gboolean lp_draft_order_needs_approval (LpDraftOrder *self);

G_END_DECLS
