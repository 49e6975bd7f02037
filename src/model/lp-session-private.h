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
  LpServiceState service_state;
  GError *service_error;    /* nullable: why it stopped or does not start */
  guint n_restarts;         /* since it last ran for a while */
  guint restart_source;     /* 0: none is due */
  gint64 service_since;     /* when it was started last, monotonic */
  LpConnection *connection; /* nullable */
  LpReplica *replica;       /* nullable: the one that `changed` is forwarded from */
  LpOutbox *outbox;         /* nullable: likewise */
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
 * lp_session_watch_service:
 * @self: a session whose embedded service has just begun to listen
 *
 * From now on it is started again when it stops by itself.
 */
void lp_session_watch_service (LpSession *self);

/**
 * lp_session_drop_service:
 * @self: a session
 *
 * Stops the embedded service, if there is one, and whatever was to become of it.
 */
void lp_session_drop_service (LpSession *self);

/**
 * lp_demo_item_new:
 * @person: as the service lists it
 *
 * Returns: (transfer full): an item
 */
LpDemoItem *lp_demo_item_new (const LpDemoPerson *person);

G_END_DECLS
