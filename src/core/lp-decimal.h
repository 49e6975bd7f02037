/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Decimal numbers as texts: exact, without floating point. */

#define LP_DECIMAL_MAX_DIGITS 60

/**
 * lp_decimal_canonicalize:
 * @text: (nullable): an optional sign, digits, and optionally a point with more digits
 *
 * Returns: (transfer full) (nullable): the number without needless sign and leading zeros; digits behind the
 *   point stay as given (`12.50`). %NULL for anything else, such as an exponent or more than
 *   %LP_DECIMAL_MAX_DIGITS digits.
 */
char *lp_decimal_canonicalize (const char *text);

/**
 * lp_decimal_compare:
 * @a: a decimal number
 * @b: a decimal number
 *
 * Returns: less than, equal to or greater than 0, as @a is less than, equal to or greater than @b; 0 if one of
 *   them is no decimal number.
 */
int lp_decimal_compare (const char *a, const char *b);

G_END_DECLS
