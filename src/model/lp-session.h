/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "lp-connection.h"
#include "lp-permission.h"
#include "lp-types.h"

G_BEGIN_DECLS

/* Where the session stands. */
typedef enum
{
  LP_SESSION_CLOSED,  /* nobody is signed in: show the first-run choices */
  LP_SESSION_OPENING, /* a service is being started or a sign-in is under way */
  LP_SESSION_OPEN,    /* the replica can be shown */
} LpSessionState;

/* What the sidebar's foot says. */
typedef enum
{
  LP_LINK_OFFLINE,
  LP_LINK_CONNECTING,
  LP_LINK_SYNCING,
  LP_LINK_CONNECTED,
  LP_LINK_SIGN_IN, /* the session has expired: reading works, writing waits for a sign-in */
} LpLinkState;

/* How the embedded service is; always fine where there is none. */
typedef enum
{
  LP_SERVICE_FINE,
  LP_SERVICE_RESTARTING, /* it stopped by itself and is being started again */
  LP_SERVICE_FAILED,     /* it did not start again: lp_session_restart_service() */
} LpServiceState;

/* Which of the three first-run choices an account came from. */
typedef enum
{
  LP_ACCOUNT_DEMO,
  LP_ACCOUNT_REMOTE,
  LP_ACCOUNT_OWN,
} LpAccountKind;

/**
 * LpSession:
 *
 * Who is signed in at which License Central, and everything that lives as long as that: client, replica, sync,
 * outbox, and the embedded service where there is one.
 *
 * Properties for binding, all read-only and notified in the main context: `state`, `link`, `link-text`
 * ("Connected"), `as-of-text` ("as of 14:02", empty while connected), `waiting` (changes in the outbox, guint),
 * `progress` (0 to 1, -1 when there is nothing to show), `progress-text`, `person-name`, `person-email`,
 * `demo`, `fixed-today`, `today-text`, `service-state`.
 *
 * Signals: `changed` (const LpReplicaChange *change: something in the replica changed, or there is another replica;
 * models listen to it by themselves), `failed` (const GError *error: a change that waited in the outbox was refused;
 * shown as a toast).
 */
#define LP_TYPE_SESSION (lp_session_get_type ())
G_DECLARE_FINAL_TYPE (LpSession, lp_session, LP, SESSION, GObject)

/**
 * lp_session_new:
 * @settings: (nullable): where the last account is remembered; %NULL remembers nothing
 * @data_dir: the application's data directory; replica, outbox and embedded databases live below it
 *
 * Returns: (transfer full): a closed session.
 */
LpSession *lp_session_new (GSettings *settings, const char *data_dir);

/**
 * lp_session_set_fixed_today:
 * @self: a closed session
 * @today: the business date that an embedded service shall work on, for training and tests; %LP_DATE_NONE: the real
 *   one
 */
void lp_session_set_fixed_today (LpSession *self, LpDate today);

/* The property of the same name. */
LpServiceState lp_session_get_service_state (LpSession *self);

/* Why the embedded service stopped or does not start; NULL while it is fine. Borrowed. */
const GError *lp_session_get_service_error (LpSession *self);

/**
 * lp_session_restart_service:
 * @self: a session whose embedded service has failed
 *
 * *Try Again*: starts it anew, with as many tries as at first. Does nothing in any other state.
 */
void lp_session_restart_service (LpSession *self);

/**
 * lp_session_has_own:
 * @self: a session
 *
 * Returns: whether *Start my own* has been done here before, so that it can only be signed in to
 */
gboolean lp_session_has_own (LpSession *self);

/**
 * lp_session_resume_async:
 * @self: a closed session
 * @cancellable: (nullable): a cancellable
 * @callback: called when the last account's replica can be shown, or when there is none
 * @user_data: for @callback
 *
 * Opens the account that was used last. Does not wait for the network: an account whose service cannot be
 * reached opens offline.
 */
void lp_session_resume_async (LpSession *self,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);

/**
 * lp_session_open_demo_async:
 * @self: a session
 * @email: (nullable): one of the demo people; the vendor's admin if %NULL
 * @cancellable: (nullable): a cancellable
 * @callback: called when the replica can be shown
 * @user_data: for @callback
 *
 * *Try with demo data*: starts the embedded service with demo data and signs in. Also the person switcher: in an
 * open demo session it signs in as @email.
 */
void lp_session_open_demo_async (LpSession *self,
                                 const char *email,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);

/**
 * lp_session_open_remote_async:
 * @self: a session
 * @address: `https://…`, `http://` for loopback only, or `unix:PATH`
 * @email: the account
 * @password: its password; not kept
 * @cancellable: (nullable): a cancellable
 * @callback: called when signed in
 * @user_data: for @callback
 *
 * *Connect to License Central*. Also the way back after an expired session.
 */
void lp_session_open_remote_async (LpSession *self,
                                   const char *address,
                                   const char *email,
                                   const char *password,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);

/**
 * lp_session_open_own_async:
 * @self: a session
 * @vendor: the vendor's name
 * @email: the first administrator's address
 * @password: at least 12 characters; not kept
 * @cancellable: (nullable): a cancellable
 * @callback: called when signed in
 * @user_data: for @callback
 *
 * *Start my own*: initialises an empty embedded service (once) and signs in.
 */
void lp_session_open_own_async (LpSession *self,
                                const char *vendor,
                                const char *email,
                                const char *password,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);

/**
 * lp_session_open_finish:
 * @self: a session
 * @result: as given to the callback of any lp_session_open_…_async() or lp_session_resume_async()
 * @error: %LP_ERROR_SIGN_IN_FAILED, %LP_ERROR_UNREACHABLE, %LP_ERROR_INVALID with fields `/address`, `/email`,
 *   `/password`, `/vendor`, or why the embedded service did not start
 *
 * Returns: whether the session is open now; %FALSE without an error from resume when there is no account.
 */
gboolean lp_session_open_finish (LpSession *self, GAsyncResult *result, GError **error);

/**
 * lp_session_sign_out_async:
 * @self: an open session
 * @cancellable: (nullable): a cancellable
 * @callback: called when the replica and outbox are wiped and the session is closed
 * @user_data: for @callback
 *
 * Ends the session at the service and forgets everything about it on this machine. Ask first while
 * lp_session_get_waiting() is not 0.
 */
void lp_session_sign_out_async (LpSession *self,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
gboolean lp_session_sign_out_finish (LpSession *self, GAsyncResult *result, GError **error);

/**
 * lp_session_close:
 * @self: a session
 *
 * Stops sync and the embedded service without signing out. For the application's shutdown.
 */
void lp_session_close (LpSession *self);

/**
 * lp_session_is_complete:
 * @self: a session
 *
 * Returns: whether the replica holds a whole snapshot, so that an empty list means that there is nothing. Changes
 *   together with the property `link`.
 */
gboolean lp_session_is_complete (LpSession *self);

/* The properties of the same names. */
LpSessionState lp_session_get_state (LpSession *self);
LpLinkState lp_session_get_link (LpSession *self);
LpAccountKind lp_session_get_account_kind (LpSession *self);
guint lp_session_get_waiting (LpSession *self);
gboolean lp_session_get_demo (LpSession *self);

/**
 * lp_session_poke:
 * @self: a session
 *
 * Tries to reach the service at once instead of at the next occasion: *Try Again*.
 */
void lp_session_poke (LpSession *self);

/* Borrowed; NULL while closed. */
LpConnection *lp_session_get_connection (LpSession *self);
LpClient *lp_session_get_client (LpSession *self);
LpReplica *lp_session_get_replica (LpSession *self);
LpOutbox *lp_session_get_outbox (LpSession *self);
const LpPerson *lp_session_get_person (LpSession *self);
LpMe *lp_session_get_me (LpSession *self);
/* As a person would write it; empty for an embedded service. */
const char *lp_session_get_address (LpSession *self);

/**
 * lp_session_get_today:
 * @self: a session
 *
 * Returns: the business date as the service last said, or today in the machine's zone while closed.
 */
LpDate lp_session_get_today (LpSession *self);

/**
 * lp_session_get_fixed_today:
 * @self: a session
 *
 * Returns: whether the service runs with a fixed business date, which the window shows in a bar.
 */
gboolean lp_session_get_fixed_today (LpSession *self);

/**
 * lp_session_get_actor:
 * @self: a session
 *
 * Returns: (transfer none): the person with the memberships known now, for lp_permission_check().
 */
const LpActor *lp_session_get_actor (LpSession *self);

/**
 * lp_session_dup_group_path:
 * @self: an open session
 * @group_id: a group
 *
 * Returns: (transfer full) (array zero-terminated=1): ids from the topmost visible ancestor down to @group_id,
 *   for LpPermissionObject.path; empty if the group is not visible.
 */
char **lp_session_dup_group_path (LpSession *self, const char *group_id);

/**
 * lp_session_dup_person_name:
 * @self: a session
 * @person_id: (nullable): a person
 *
 * Returns: (transfer full): what to call that person in a text: the name, or the address of whoever has none yet; *A
 *   person* for somebody who is not known here.
 */
char *lp_session_dup_person_name (LpSession *self, const char *person_id);

/**
 * lp_session_may:
 * @self: a session
 * @action: what
 * @group_id: where
 * @ticket: (nullable): the ticket it is about
 * @reason: (out) (optional) (transfer full): one sentence why not
 *
 * Asks lp_permission_check() with what the replica knows. Only for greying out: the service decides.
 *
 * Returns: whether the person may.
 */
gboolean lp_session_may (LpSession *self,
                         LpAction action,
                         const char *group_id,
                         const LpTicket *ticket,
                         char **reason);

/**
 * lp_session_may_any:
 * @self: a session
 * @right: a right on product categories
 * @group_id: where
 *
 * Returns: whether the person holds @right there on at least one category: for what is not yet about a product.
 */
gboolean lp_session_may_any (LpSession *self, LpRights right, const char *group_id);

/**
 * lp_session_is_administering:
 * @self: a session
 *
 * Returns: whether the person holds any role other than member; a plain member sees only *My Licenses*.
 */
gboolean lp_session_is_administering (LpSession *self);

/**
 * lp_session_get_demo_people:
 * @self: a demo session
 *
 * Returns: (transfer none): a #GListModel of #LpDemoItem, one for each role to look through the eyes of; empty
 *   outside demo mode.
 */
GListModel *lp_session_get_demo_people (LpSession *self);

/**
 * LpDemoItem:
 *
 * Properties: `email`, `name`, `role` (in words), `group` (name).
 */
#define LP_TYPE_DEMO_ITEM (lp_demo_item_get_type ())
G_DECLARE_FINAL_TYPE (LpDemoItem, lp_demo_item, LP, DEMO_ITEM, GObject)

/* Borrowed. */
const char *lp_demo_item_get_email (LpDemoItem *self);
const char *lp_demo_item_get_name (LpDemoItem *self);
const char *lp_demo_item_get_role (LpDemoItem *self);
const char *lp_demo_item_get_group (LpDemoItem *self);

G_END_DECLS
