/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "lp-types.h"

G_BEGIN_DECLS

/* The rows of a form. Each has the property `value` (string, read-write, notifies): what is entered, in the text
 * form of the domain (`8`, `true`, `2026-03-31`, `P3M`), so that a form can treat all of them alike. */

#define LP_TYPE_TEXT_ROW (lp_text_row_get_type ())
G_DECLARE_FINAL_TYPE (LpTextRow, lp_text_row, LP, TEXT_ROW, AdwEntryRow)

#define LP_TYPE_NUMBER_ROW (lp_number_row_get_type ())
G_DECLARE_FINAL_TYPE (LpNumberRow, lp_number_row, LP, NUMBER_ROW, AdwActionRow)

/**
 * lp_number_row_set_range:
 * @self: a row
 * @min: least value
 * @max: greatest value
 */
void lp_number_row_set_range (LpNumberRow *self, double min, double max);

/* What the two rows of numbers have in common: a spin button corrects what was typed without a word (GTK 4.8), letters
 * to 0 and large numbers to the greatest. Here the text stays, and the row's `value` is the text. */
typedef struct _LpNumberEntry LpNumberEntry;

/**
 * lp_number_entry_new:
 * @spin: a spin button that is not numeric
 *
 * Returns: (transfer full): keeps what is typed into @spin
 */
LpNumberEntry *lp_number_entry_new (GtkSpinButton *spin);
void lp_number_entry_free (LpNumberEntry *self);

/**
 * lp_number_entry_dup_text:
 * @self: an entry
 *
 * Returns: (transfer full): the number in canonical form if what is typed is a whole one in the range of the spin
 *   button, else what is typed
 */
char *lp_number_entry_dup_text (LpNumberEntry *self);

/**
 * lp_number_entry_set_text:
 * @self: an entry
 * @text: (nullable): a number, or something else to be shown as it is
 */
void lp_number_entry_set_text (LpNumberEntry *self, const char *text);

#define LP_TYPE_SWITCH_ROW (lp_switch_row_get_type ())
G_DECLARE_FINAL_TYPE (LpSwitchRow, lp_switch_row, LP, SWITCH_ROW, AdwActionRow)

#define LP_TYPE_CHOICE_ROW (lp_choice_row_get_type ())
G_DECLARE_FINAL_TYPE (LpChoiceRow, lp_choice_row, LP, CHOICE_ROW, AdwComboRow)

/**
 * lp_choice_row_add:
 * @self: a row
 * @value: its text form, "" for nothing chosen
 * @label: as shown
 */
void lp_choice_row_add (LpChoiceRow *self, const char *value, const char *label);

#define LP_TYPE_DATE_ROW (lp_date_row_get_type ())
G_DECLARE_FINAL_TYPE (LpDateRow, lp_date_row, LP, DATE_ROW, AdwActionRow)

/**
 * lp_date_row_set_may_clear:
 * @self: a row
 * @may_clear: whether there may be no day
 */
void lp_date_row_set_may_clear (LpDateRow *self, gboolean may_clear);

/**
 * lp_date_row_show:
 * @self: a row
 * @date: the day to show, %LP_DATE_NONE for none
 *
 * Shows a day that was calculated and not chosen: `value` does not notify.
 */
void lp_date_row_show (LpDateRow *self, LpDate date);

#define LP_TYPE_PERIOD_ROW (lp_period_row_get_type ())
G_DECLARE_FINAL_TYPE (LpPeriodRow, lp_period_row, LP, PERIOD_ROW, AdwActionRow)

/* A sentence below a row: what is wrong with it, or what to mind. Properties: `text` (string, read-write; the row is
 * visible while it is not empty), `is-warning` (boolean, construct-only). */
#define LP_TYPE_FAULT_ROW (lp_fault_row_get_type ())
G_DECLARE_FINAL_TYPE (LpFaultRow, lp_fault_row, LP, FAULT_ROW, AdwPreferencesRow)

/**
 * lp_fault_row_set_text:
 * @self: a row
 * @text: (nullable): the sentence; %NULL or "" hides the row
 */
void lp_fault_row_set_text (LpFaultRow *self, const char *text);

/**
 * lp_field_row_set_fault:
 * @row: any row of this file, or another with one control
 * @fault: the fault row below it
 * @text: (nullable): what is wrong, %NULL if it is right
 *
 * Shows a fault by colour, words and to assistive technology.
 */
void lp_field_row_set_fault (GtkWidget *row, LpFaultRow *fault, const char *text);

/**
 * lp_field_row_get_value:
 * @row: a row of this file
 *
 * Returns: (transfer full): its `value`
 */
char *lp_field_row_get_value (GtkWidget *row);

/**
 * lp_field_row_set_value:
 * @row: a row of this file
 * @value: (nullable): its `value`
 */
void lp_field_row_set_value (GtkWidget *row, const char *value);

G_END_DECLS
