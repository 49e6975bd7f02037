/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "lp-allocation-draft.h"

G_BEGIN_DECLS

/**
 * LpAllocationPanel:
 *
 * Whom a ticket is allocated to: a person, everyone in its group, or admins only. A choice is applied at once and
 * can be undone from a toast; a refusal puts the old choice back and says why.
 */
#define LP_TYPE_ALLOCATION_PANEL (lp_allocation_panel_get_type ())
G_DECLARE_FINAL_TYPE (LpAllocationPanel, lp_allocation_panel, LP, ALLOCATION_PANEL, AdwBin)

/**
 * lp_allocation_panel_set_draft:
 * @self: a panel
 * @draft: (nullable): what to show and change
 */
void lp_allocation_panel_set_draft (LpAllocationPanel *self, LpAllocationDraft *draft);

G_END_DECLS
