/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lp-types.h"

G_BEGIN_DECLS

#define LP_CODE_MAX        40 /* characters of the code of a product or module, and of an entry's key */
#define LP_HELP_MAX        2000
#define LP_TRIAL_DAYS_MAX  3650
#define LP_MACHINES_MAX    1000000
#define LP_DEFINITIONS_MAX 200 /* entries of a product, and modules */

/**
 * lp_entry_check_definition:
 * @entry: an entry's definition
 * @pointer: JSON pointer of the entry
 * @error: (inout): collects faults
 *
 * A definition must make sense by itself: bounds that its kind can read, in the right order, a pattern that
 * compiles, choices without repetition, a default that its own rules allow.
 */
void lp_entry_check_definition (const LpEntry *entry, const char *pointer, GError **error);

/**
 * lp_product_tidy_texts:
 * @product: a product as somebody wrote it
 *
 * Trims its texts and puts them into NFC, as the values of an order are, so that the same letters are the same choice. Texts that lp_text_validate() refuses, keys and the codes of modules stay as they are.
 */
void lp_product_tidy_texts (LpProduct *product);

/**
 * lp_product_check_definition:
 * @product: a product
 * @pointer: JSON pointer of the product, "" for the whole document
 * @error: (inout): collects faults, below @pointer
 *
 * Checks everything about a product that needs no database: texts, every entry, and modules whose `requires` and
 * `excludes` name other modules of the product and let the default set be ordered.
 */
void lp_product_check_definition (const LpProduct *product, const char *pointer, GError **error);

G_END_DECLS
