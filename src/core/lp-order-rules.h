/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lp-types.h"

G_BEGIN_DECLS

#define LP_ORDER_MAX_LICENSES    500
#define LP_ORDER_MAX_QUANTITY    1000000
#define LP_ORDER_MAX_REFERENCE   200  /* characters */
#define LP_ENTRY_MAX_TEXT        1000 /* characters, where the entry has no max of its own */
#define LP_APPROVAL_MAX_QUANTITY G_GINT64_CONSTANT (1000000000)
#define LP_NAME_MAX              200 /* characters of a group's, person's, product's name */

/**
 * lp_entry_validate:
 * @entry: the entry's definition
 * @value: (nullable): the value in text form; %NULL or "" means left out
 * @error: (inout): collects a fault with the pointer `/entries/KEY`; see lp_error_add_field()
 *
 * Checks one value: required, kind, range, pattern, choice, length, UTF-8 without control characters.
 *
 * Returns: (transfer full) (nullable): the value in canonical text form with the default filled in; %NULL with
 *   @error unchanged if it is left out and optional; %NULL with @error set if it is wrong.
 */
char *lp_entry_validate (const LpEntry *entry, const char *value, GError **error);

/**
 * lp_entry_get_length_bounds:
 * @entry: an entry of kind text
 * @min: (out): the fewest characters that a value may have, 1 or more
 * @max: (out): the most, up to %LP_ENTRY_MAX_TEXT
 */
void lp_entry_get_length_bounds (const LpEntry *entry, int *min, int *max);

/**
 * lp_entries_validate:
 * @product: whose entries
 * @values: of #LpEntryValue, as given; unknown keys are faults
 * @error: (inout): collects one field for each fault
 *
 * Returns: (transfer full) (nullable): all values in canonical form and the product's order, %NULL on faults.
 */
GArray *lp_entries_validate (const LpProduct *product, GArray *values, GError **error);

/**
 * lp_modules_validate:
 * @product: whose modules
 * @modules: (nullable): the exact set asked for, or %NULL for the defaults
 * @error: (inout): collects faults with pointers `/modules/INDEX` (unknown, repeated, requires, excludes)
 *
 * Returns: (transfer full) (nullable): codes in the product's order, %NULL on faults.
 */
char **lp_modules_validate (const LpProduct *product, const char *const *modules, GError **error);

/**
 * lp_module_get_blocker:
 * @product: whose modules
 * @code: a module that is off
 * @chosen: the modules that are on
 * @requires: (out) (optional) (transfer none) (nullable): a module that must be on first
 * @excludes: (out) (optional) (transfer none) (nullable): a module that is on and cannot be combined with it
 *
 * Returns: whether anything stands against switching @code on. For live explanations in a form.
 */
gboolean lp_module_get_blocker (const LpProduct *product,
                                const char *code,
                                const char *const *chosen,
                                const LpModule **requires,
                                const LpModule **excludes);

/**
 * lp_order_request_validate:
 * @request: as asked for
 * @product: the product asked for
 * @error: %LP_ERROR_INVALID with one field for each fault
 *
 * Checks everything about a request that needs no database, except the dates of a subscription, which
 * lp_subscription_validate() checks.
 *
 * Returns: (transfer full) (nullable): the request with defaults filled in: modules, entries in canonical
 *   form, subscription modes and notice from the product.
 */
LpOrderRequest *
lp_order_request_validate (const LpOrderRequest *request, const LpProduct *product, GError **error);

/**
 * lp_order_needs_approval:
 * @approval: the group's effective approval setting: "none", "always", "above_quantity:N"
 * @licenses: of this order
 * @quantity: of this order
 * @ordered_today: seats that the same person ordered of the same product for that group on the same day
 *
 * Returns: whether the order waits as `requested`.
 */
gboolean lp_order_needs_approval (const char *approval, int licenses, int quantity, gint64 ordered_today);

/**
 * lp_approval_is_valid:
 * @approval: (nullable): a group setting
 *
 * Returns: whether it is "none", "always" or "above_quantity:N" with N from 0 to %LP_APPROVAL_MAX_QUANTITY.
 */
gboolean lp_approval_is_valid (const char *approval);

/**
 * lp_approval_is_looser:
 * @approval: what a group shall have
 * @than: (nullable): what it would inherit; %NULL is "none"
 *
 * Returns: whether @approval would let an order pass that @than holds. A subgroup may make an inherited
 *   approval stricter, never looser (design: domain, "Roles").
 */
gboolean lp_approval_is_looser (const char *approval, const char *than);

/**
 * lp_entry_compile_pattern:
 * @pattern: a PCRE pattern of an entry
 * @error: why it is none, in %G_REGEX_ERROR
 *
 * Returns: (transfer full) (nullable): an expression that matches only whole values, with bounded effort.
 */
GRegex *lp_entry_compile_pattern (const char *pattern, GError **error);

/**
 * lp_text_validate:
 * @text: (nullable): what was given
 * @pointer: JSON pointer of the member
 * @min_chars: least number of characters; 0 allows %NULL and ""
 * @max_chars: greatest number of characters
 * @error: (inout): collects a fault
 *
 * One rule for every free text of the domain: valid UTF-8, no control characters or line breaks, no
 * surrounding white space lost (it is trimmed), within the length. Right-to-left text, 4-byte characters and a
 * leading `=` are fine.
 *
 * Returns: (transfer full) (nullable): the trimmed text in NFC; %NULL for an optional empty one or on a fault.
 */
char *lp_text_validate (const char *text, const char *pointer, int min_chars, int max_chars, GError **error);

/**
 * lp_email_validate:
 * @text: (nullable): an address
 * @pointer: JSON pointer of the member
 * @error: (inout): collects a fault
 *
 * Returns: (transfer full) (nullable): the trimmed address, or %NULL on a fault.
 */
char *lp_email_validate (const char *text, const char *pointer, GError **error);

G_END_DECLS
