/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "lp-client-types.h"
#include "lp-session.h"

G_BEGIN_DECLS

/**
 * LpWhoButton:
 *
 * A button that says and changes to whom tickets are allocated: anyone, everyone in their group, admins only, oneself,
 * people who left, or any person, searched as one types. Signal: `changed`.
 */
#define LP_TYPE_WHO_BUTTON (lp_who_button_get_type ())
G_DECLARE_FINAL_TYPE (LpWhoButton, lp_who_button, LP, WHO_BUTTON, AdwBin)

/**
 * lp_who_button_set_session:
 * @self: a button
 * @session: an open session; back to anyone
 */
void lp_who_button_set_session (LpWhoButton *self, LpSession *session);

/**
 * lp_who_button_set_who:
 * @self: a button
 * @who: what to choose, but not %LP_WHO_MINE
 * @person_id: (nullable): the person, for %LP_WHO_PERSON
 */
void lp_who_button_set_who (LpWhoButton *self, LpTicketWho who, const char *person_id);

/* What is chosen; the person is borrowed, NULL unless it is LP_WHO_PERSON. */
LpTicketWho lp_who_button_get_who (LpWhoButton *self);
const char *lp_who_button_get_person_id (LpWhoButton *self);

/* What is chosen in words, such as a person's name; borrowed. */
const char *lp_who_button_get_text (LpWhoButton *self);

G_END_DECLS
