/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lp-types.h"

G_BEGIN_DECLS

/* An entry's rules in the person's language. The service and core say the same in English; the window never shows
 * their text where it can say it better. */

/**
 * lp_entry_explain_fault:
 * @entry: the entry
 * @value: (nullable): what was typed and found wrong
 *
 * Returns: (transfer full): what would be right.
 */
char *lp_entry_explain_fault (const LpEntry *entry, const char *value);

/**
 * lp_entry_dup_hint:
 * @entry: an entry
 *
 * Returns: (transfer full): range, unit and help as one line below its label; "" for none.
 */
char *lp_entry_dup_hint (const LpEntry *entry);

/**
 * lp_entry_dup_value_text:
 * @entry: an entry
 * @value: (nullable): a value in text form
 *
 * Returns: (transfer full): the value as a person reads it, with its unit; `–` for none.
 */
char *lp_entry_dup_value_text (const LpEntry *entry, const char *value);

G_END_DECLS
