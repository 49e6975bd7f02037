/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A ticket code is 25 Crockford base-32 symbols in five groups of five, `XXXXX-XXXXX-XXXXX-XXXXX-XXXXX`:
 * 23 random symbols (115 bits) and two Reed–Solomon check symbols over GF(32) = GF(2)[z]/(z⁵+z²+1), so that
 * every error of one or two symbols is found before the network is asked (design: domain, "Ticket code"). */

#define LP_TICKET_CODE_SYMBOLS        25
#define LP_TICKET_CODE_RANDOM_SYMBOLS 23
#define LP_TICKET_CODE_LENGTH         29
#define LP_TICKET_CODE_SIZE           30

typedef enum
{
  LP_TICKET_CODE_OK,
  LP_TICKET_CODE_WRONG_LENGTH,
  LP_TICKET_CODE_WRONG_SYMBOL,
  LP_TICKET_CODE_WRONG_CHECK,
} LpTicketCodeResult;

/**
 * lp_ticket_code_encode:
 * @values: 23 values of 0 to 31, from a cryptographic random source
 * @code: (out): at least %LP_TICKET_CODE_SIZE bytes; the canonical code with both check symbols
 */
void lp_ticket_code_encode (const guint8 values[LP_TICKET_CODE_RANDOM_SYMBOLS],
                            char code[LP_TICKET_CODE_SIZE]);

/**
 * lp_ticket_code_normalize:
 * @text: (nullable): what a person typed: any case, missing or extra dashes and spaces, O for 0, I and L for 1
 * @code: (out): at least %LP_TICKET_CODE_SIZE bytes; the canonical form, set only on %LP_TICKET_CODE_OK
 *
 * Returns: whether @text is a ticket code, and if not, why.
 */
LpTicketCodeResult lp_ticket_code_normalize (const char *text, char code[LP_TICKET_CODE_SIZE]);

/**
 * lp_ticket_code_normalize_beginning:
 * @text: (nullable): what a person typed so far, as lenient as a whole code
 * @beginning: (out): at least %LP_TICKET_CODE_SIZE bytes; how a canonical code with these symbols begins, set only if
 *   there are symbols
 *
 * Returns: how many symbols @text has, 0 if it is no beginning of a code
 */
int lp_ticket_code_normalize_beginning (const char *text, char beginning[LP_TICKET_CODE_SIZE]);

/**
 * lp_ticket_code_explain:
 * @result: why a code was refused
 *
 * Returns: (transfer none): one English sentence that says what is wrong and what would be right.
 */
const char *lp_ticket_code_explain (LpTicketCodeResult result);

G_END_DECLS
