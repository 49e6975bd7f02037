/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "lp-member-list.h"

G_BEGIN_DECLS

/**
 * LpPersonPicker:
 *
 * A popover in which one person is searched and chosen. Signal: `chosen` (const char *person_id).
 */
#define LP_TYPE_PERSON_PICKER (lp_person_picker_get_type ())
G_DECLARE_FINAL_TYPE (LpPersonPicker, lp_person_picker, LP, PERSON_PICKER, GtkPopover)

/**
 * lp_person_picker_set_candidates:
 * @self: a picker
 * @candidates: (nullable): from whom to choose; its filter is set by what is typed
 */
void lp_person_picker_set_candidates (LpPersonPicker *self, LpMemberList *candidates);

/**
 * lp_person_picker_set_session:
 * @self: a picker
 * @session: an open session: whoever is visible can be chosen, in whichever group
 */
void lp_person_picker_set_session (LpPersonPicker *self, LpSession *session);

G_END_DECLS
