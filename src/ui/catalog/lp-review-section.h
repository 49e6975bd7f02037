/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* A part of the review: names and values, and a button *Edit*. Property `edit-label` (what that button is called for
 * assistive technology). Signal `edit`. */
#define LP_TYPE_REVIEW_SECTION (lp_review_section_get_type ())
G_DECLARE_FINAL_TYPE (LpReviewSection, lp_review_section, LP, REVIEW_SECTION, AdwPreferencesGroup)

/**
 * lp_review_section_clear:
 * @self: a section
 *
 * Takes all rows away.
 */
void lp_review_section_clear (LpReviewSection *self);

/**
 * lp_review_section_add:
 * @self: a section
 * @name: what it is
 * @value: (nullable): how it was filled in; nothing is added for %NULL or ""
 */
void lp_review_section_add (LpReviewSection *self, const char *name, const char *value);

/**
 * lp_review_section_add_row:
 * @self: a section
 * @row: (transfer floating): a row of another kind, which goes with the others
 */
void lp_review_section_add_row (LpReviewSection *self, GtkWidget *row);

G_END_DECLS
