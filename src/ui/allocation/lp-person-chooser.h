/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "lp-member-list.h"

G_BEGIN_DECLS

/**
 * LpPersonChooser:
 *
 * A list in which one person is searched and chosen. To focus it empties the search. Signals: `chosen` (const char
 * *person_id), `stopped`: by Escape in the search.
 */
#define LP_TYPE_PERSON_CHOOSER (lp_person_chooser_get_type ())
G_DECLARE_FINAL_TYPE (LpPersonChooser, lp_person_chooser, LP, PERSON_CHOOSER, AdwBin)

/**
 * lp_person_chooser_set_candidates:
 * @self: a chooser
 * @candidates: (nullable): from whom to choose; its filter is set by what is typed
 */
void lp_person_chooser_set_candidates (LpPersonChooser *self, LpMemberList *candidates);

/**
 * lp_person_chooser_set_session:
 * @self: a chooser
 * @session: an open session: whoever is visible can be chosen, in whichever group
 */
void lp_person_chooser_set_session (LpPersonChooser *self, LpSession *session);

G_END_DECLS
