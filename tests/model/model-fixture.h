/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lp-session.h"

G_BEGIN_DECLS

/* The people of the demo data whom the tests sign in as. */
#define VENDOR_ADMIN   "vera@tessaline.example"
#define CLIENT_ADMIN   "clara@acme.example"
#define CLIENT_SUPPORT "sam@acme.example"

/* A session in a directory of its own, on a real embedded service. */
typedef struct
{
  char *directory;
  LpSession *session;
  GError *error; /* of the last open */
} ModelFixture;

/**
 * model_fixture_new:
 * @email: (nullable): the demo person to sign in as; %NULL leaves the session closed
 *
 * Returns: (transfer full): a fixture; fails the test if the session cannot be opened
 */
ModelFixture *model_fixture_new (const char *email);
void model_fixture_free (ModelFixture *fixture);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ModelFixture, model_fixture_free)

/**
 * model_fixture_open_demo:
 * @fixture: a fixture
 * @email: (nullable): the demo person
 *
 * Signs in and waits until the replica holds everything that person may see.
 *
 * Returns: whether the session is open; else `error` is set
 */
gboolean model_fixture_open_demo (ModelFixture *fixture, const char *email);

/**
 * model_fixture_wait_synced:
 * @fixture: a fixture with an open session
 *
 * Waits until the connection is up to date.
 */
void model_fixture_wait_synced (ModelFixture *fixture);

/**
 * wait_until:
 * @condition: what is waited for
 *
 * Runs the main context until it holds; fails the test after a minute.
 */
#define wait_until(condition)                                                                                \
  G_STMT_START                                                                                               \
  {                                                                                                          \
    gint64 deadline_ = g_get_monotonic_time () + 60 * G_USEC_PER_SEC;                                        \
    while (!(condition) && g_get_monotonic_time () < deadline_)                                              \
      model_fixture_iterate ();                                                                              \
    g_assert_true (condition);                                                                               \
  }                                                                                                          \
  G_STMT_END

/**
 * model_fixture_iterate:
 *
 * One turn of the main context, which may block for a tenth of a second.
 */
void model_fixture_iterate (void);

/**
 * model_fixture_find_group:
 * @fixture: a fixture with an open session
 * @name: of a visible group
 *
 * Returns: (transfer full): its id; fails the test if there is none
 */
char *model_fixture_find_group (ModelFixture *fixture, const char *name);

/**
 * model_fixture_query_rows:
 * @fixture: a fixture with an open session
 * @query: which tickets
 *
 * Returns: (transfer full): the rows that the replica finds, guint32; fails the test if it cannot say
 */
GArray *model_fixture_query_rows (ModelFixture *fixture, const LpTicketQuery *query);

/**
 * model_fixture_query_tickets:
 * @fixture: a fixture with an open session
 * @query: which tickets
 * @n: how many; fails the test if there are fewer
 *
 * Returns: (transfer full) (element-type LpTicket): the first of them
 */
GPtrArray *model_fixture_query_tickets (ModelFixture *fixture, const LpTicketQuery *query, guint n);

/**
 * model_fixture_find_tickets:
 * @fixture: a fixture with an open session
 * @group: name of their group
 * @state: their state
 * @who: whom they are allocated to
 * @n: how many; fails the test if there are fewer
 *
 * Returns: (transfer full) (element-type LpTicket): the first of them
 */
GPtrArray *model_fixture_find_tickets (ModelFixture *fixture,
                                       const char *group,
                                       LpTicketState state,
                                       LpTicketWho who,
                                       guint n);

/**
 * model_fixture_keep_result:
 * @source: unused
 * @result: the result
 * @user_data: a #GAsyncResult *, set to a reference of @result
 *
 * A GAsyncReadyCallback, to be awaited with wait_until().
 */
void model_fixture_keep_result (GObject *source, GAsyncResult *result, gpointer user_data);

G_END_DECLS
