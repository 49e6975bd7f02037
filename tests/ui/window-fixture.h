/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

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

G_END_DECLS
