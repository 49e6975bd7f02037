/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lp-field-rows.h"
#include "lp-license-draft.h"

G_BEGIN_DECLS

/* One field of the draft and the row that edits it. */
typedef struct _LpField LpField;

/**
 * lp_field_new:
 * @draft: the draft
 * @pointer: JSON pointer of the field, such as `/entries/host_name`
 * @row: a row of lp-field-rows.h
 * @fault: (nullable): the fault row below it, %NULL where nothing can be wrong
 *
 * Shows the draft's value in @row, writes back what is entered, and shows what is wrong with it.
 *
 * Returns: (transfer full): the field
 */
LpField *lp_field_new (LpLicenseDraft *draft, const char *pointer, GtkWidget *row, LpFaultRow *fault);
void lp_field_free (LpField *self);

/**
 * lp_fields_focus_fault:
 * @fields: (element-type LpField): of one form
 *
 * Moves the focus to the first that is wrong.
 *
 * Returns: whether there is one
 */
gboolean lp_fields_focus_fault (GPtrArray *fields);

/**
 * lp_field_make_entry_row:
 * @entry: an entry of a product
 *
 * Returns: (transfer floating): a row that fits its kind, with title and subtitle
 */
GtkWidget *lp_field_make_entry_row (const LpEntry *entry);

G_END_DECLS
