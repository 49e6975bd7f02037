/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "lp-group-tree.h"

G_BEGIN_DECLS

/* A row of the group step: name and path. */
#define LP_TYPE_GROUP_CHOICE (lp_group_choice_get_type ())
G_DECLARE_FINAL_TYPE (LpGroupChoice, lp_group_choice, LP, GROUP_CHOICE, GtkBox)

/**
 * lp_group_choice_set_item:
 * @self: a row
 * @item: the group to show
 */
void lp_group_choice_set_item (LpGroupChoice *self, LpGroupItem *item);

G_END_DECLS
