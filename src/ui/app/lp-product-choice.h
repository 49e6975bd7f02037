/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "lp-session.h"

G_BEGIN_DECLS

/**
 * LpProductChoice:
 *
 * Fills a drop-down of a filter with “Any Product” and the products of a session, once somebody looks at it. What was
 * chosen stays chosen while the catalog changes.
 */
#define LP_TYPE_PRODUCT_CHOICE (lp_product_choice_get_type ())
G_DECLARE_FINAL_TYPE (LpProductChoice, lp_product_choice, LP, PRODUCT_CHOICE, GObject)

/**
 * lp_product_choice_new:
 * @drop_down: lives at least as long
 * @kind: an LpProductKind, or -1 for all products
 *
 * Returns: (transfer full): a choice that has only “Any Product” yet.
 */
LpProductChoice *lp_product_choice_new (GtkDropDown *drop_down, int kind);

/**
 * lp_product_choice_set_session:
 * @self: a choice
 * @session: (nullable): whose products; those of another one go
 */
void lp_product_choice_set_session (LpProductChoice *self, LpSession *session);

/**
 * lp_product_choice_load:
 * @self: a choice
 *
 * Asks for the products, unless that was done. They come from the replica's thread.
 */
void lp_product_choice_load (LpProductChoice *self);

/**
 * lp_product_choice_get_id:
 * @self: a choice
 *
 * Returns: (transfer none) (nullable): the product that is chosen; %NULL for any.
 */
const char *lp_product_choice_get_id (LpProductChoice *self);

/**
 * lp_product_choice_is_filling:
 * @self: a choice
 *
 * Returns: whether the drop-down changes by itself right now, and nobody has chosen.
 */
gboolean lp_product_choice_is_filling (LpProductChoice *self);

G_END_DECLS
