/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lp-calls.h"
#include "lp-client.h"
#include "lp-connection.h"

G_BEGIN_DECLS

/* The real service with the demo data on a Unix socket in a temporary directory, and what tests do with it. Waits
 * run the default main context until something holds; how long that takes is not a test's business. */

typedef struct
{
  char *directory; /* everything lives below; deleted at the end */
  char *socket;
  GSubprocess *service;
} Fixture;

void fixture_set_up (Fixture *self, gconstpointer data);
void fixture_tear_down (Fixture *self, gconstpointer data);

/* Starting and stopping the service in the middle of a test; its data stays. */
void fixture_start_service (Fixture *self);
void fixture_stop_service (Fixture *self);

/* A path below the fixture's directory. */
char *fixture_path (Fixture *self, const char *name);

/* Runs the main loop until the expression holds. */
#define fixture_wait_for(expression)                                                                         \
  while (!(expression))                                                                                      \
  g_main_context_iteration (NULL, TRUE)

/* A callback that keeps the result where @user_data (GAsyncResult **) points, and the wait for it. */
void fixture_keep_result (GObject *source, GAsyncResult *result, gpointer user_data);
GAsyncResult *fixture_wait_result (GAsyncResult **result);

/* A client of the fixture's service, or of whatever listens at @socket, with that demo person signed in. */
LpClient *fixture_new_client (Fixture *self, const char *socket, const char *email);

/* Sends and waits. Fails the test on an error, or expects one. */
LpReply *fixture_send (LpClient *client, LpRequest *request);
GError *fixture_send_refused (LpClient *client, LpRequest *request, JsonObject **current);

/* A connection with its data in DIRECTORY/@data, signed in (unless @email is NULL) and online. */
LpConnection *fixture_new_connection (Fixture *self, const char *socket, const char *data, const char *email);
void fixture_wait_online (LpConnection *connection);
void fixture_close (LpConnection *connection);

/* The demo's people. */
#define VERA "vera@tessaline.example" /* vendor admin */
#define SAM  "sam@acme.example"       /* support */
#define MIA  "mia@acme.example"       /* member */

/* A replica below @directory, alone; closing waits until its workers' last tasks have let go of it. */
LpReplica *fixture_open_replica (const char *directory);
void fixture_close_replica (LpReplica *replica);

/* Applies the items of one page of changes, JSON with ' for ", as of 24 November 2026; @next goes on from there. */
void fixture_apply (LpReplica *replica, const char *items, const char *next);

/* What happens to it when nothing has been asked for a while. */
void fixture_rest (LpReplica *replica);

/* The codes of the tickets that a query finds, in its order. */
char **fixture_query (LpReplica *replica, const LpTicketQuery *query);
GArray *fixture_query_rows (LpReplica *replica, const LpTicketQuery *query);

G_END_DECLS
