/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lp-ticket-table.h"
#include "lp-window.h"
#include "model-fixture.h"

G_BEGIN_DECLS

/* The window on the real service with the demo data. */
typedef struct
{
  ModelFixture *model;
  LpWindow *window;
} WindowFixture;

/**
 * window_fixture_set_up:
 * @fixture: zeroed
 * @email: the demo person who is signed in
 *
 * Presents the window. What it shows then is still on its way.
 */
void window_fixture_set_up (WindowFixture *fixture, gconstpointer email);

/**
 * window_fixture_tear_down:
 * @fixture: a fixture
 * @email: unused
 *
 * Closes the window; fails the test if anything keeps it or the session.
 */
void window_fixture_tear_down (WindowFixture *fixture, gconstpointer email);

/* The table of tickets in the window, its selection, and the whole list behind it. Borrowed. */
LpTicketTable *window_fixture_get_table (WindowFixture *fixture);
GtkSelectionModel *window_fixture_get_selection (WindowFixture *fixture);
LpTicketList *window_fixture_get_list (WindowFixture *fixture);
guint window_fixture_count_rows (WindowFixture *fixture);

/* Whether the table has rows and all that there are. */
gboolean window_fixture_is_settled (WindowFixture *fixture);

/* Owned: the ticket in a row of a settled table. */
LpTicket *window_fixture_dup_ticket (WindowFixture *fixture, guint position);

G_END_DECLS
