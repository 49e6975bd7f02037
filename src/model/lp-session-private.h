/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lp-calls.h"
#include "lp-embedded-service.h"
#include "lp-session.h"

G_BEGIN_DECLS

/* Private to lp-session*.c. */
struct _LpSession
{
  GObject parent_instance;

  /* Given */
  GSettings *settings; /* nullable */
  char *data_dir;
  LpDate today; /* of an embedded service; LP_DATE_NONE: the real one */

  /* Owned */
  LpSessionState state;
  LpAccountKind kind;
  char *address;               /* of a remote account, as shown */
  LpEmbeddedService *service;  /* nullable */
  LpAccountKind service_kind;  /* which data directory it serves */
  LpServerAddress *service_at; /* nullable: where it listens */
  LpConnection *connection;    /* nullable */
  LpReplica *replica;          /* nullable: the one that `changed` is forwarded from */
  LpOutbox *outbox;            /* nullable: likewise */
  gulong replica_changed;
  gulong outbox_changed;
  guint n_problems;
  GListStore *demo_people;
  LpActor actor;
  LpMe *actor_me; /* what actor borrows from */
};

/**
 * lp_session_set_state:
 * @self: a session
 * @state: where it stands now
 */
void lp_session_set_state (LpSession *self, LpSessionState state);

/**
 * lp_session_take_connection:
 * @self: a session
 * @connection: (transfer full) (nullable): the one to show from now on
 */
void lp_session_take_connection (LpSession *self, LpConnection *connection);

/**
 * lp_session_remember:
 * @self: a session
 *
 * Writes the present account to the settings.
 */
void lp_session_remember (LpSession *self);

/**
 * lp_demo_item_new:
 * @person: as the service lists it
 *
 * Returns: (transfer full): an item
 */
LpDemoItem *lp_demo_item_new (const LpDemoPerson *person);

G_END_DECLS
