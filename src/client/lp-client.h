/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "lp-request.h"
#include "lp-server-address.h"
#include "lp-token-store.h"
#include "lp-types.h"

G_BEGIN_DECLS

/* The API client: sends requests (lp-calls.h makes them) and gives replies, with the tokens of one sign-in.
 *
 * Every request has a time limit; replies are capped; `GET` and everything with an idempotency key is tried
 * again with jitter when the network fails or the service is busy (503), and after one refresh of the tokens
 * when they have run out (401). Redirects to another origin are never followed.
 *
 * Errors of all calls: what the service refused, with its code and fields (%LP_ERROR, see lp-error.h);
 * %LP_ERROR_UNREACHABLE when it does not answer; %LP_ERROR_UNAUTHORIZED when the sign-in has ended (the
 * property `signed-in` then is %FALSE); %G_IO_ERROR_CANCELLED.
 *
 * Properties: `address`, `signed-in`, `person-id`, `email`. */
#define LP_TYPE_CLIENT (lp_client_get_type ())
G_DECLARE_FINAL_TYPE (LpClient, lp_client, LP, CLIENT, GObject)

/**
 * lp_client_new:
 * @address: the service
 * @store: (nullable): where the tokens are kept; %NULL for memory only
 *
 * Returns: (transfer full): a client
 */
LpClient *lp_client_new (LpServerAddress *address, LpTokenStore *store);

LpServerAddress *lp_client_get_address (LpClient *self);
LpTokenStore *lp_client_get_store (LpClient *self);
gboolean lp_client_get_signed_in (LpClient *self);
/* NULL while nobody is signed in. */
const char *lp_client_get_person_id (LpClient *self);
const char *lp_client_get_email (LpClient *self);

/**
 * lp_client_set_access_token:
 * @self: a client
 * @token: (nullable): a named API token (`LICENSECTL_TOKEN`), used instead of a sign-in
 */
void lp_client_set_access_token (LpClient *self, const char *token);

/**
 * lp_client_set_max_tries:
 * @self: a client
 * @tries: how often a request that may be repeated is tried in all, at least 1; 4 unless told otherwise
 */
void lp_client_set_max_tries (LpClient *self, guint tries);

/* Takes the tokens of an earlier run out of the store. → whether there were any. */
void lp_client_restore_async (LpClient *self,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
gboolean lp_client_restore_finish (LpClient *self, GAsyncResult *result, GError **error);

/* → the person who signed in; errors: LP_ERROR_SIGN_IN_FAILED, LP_ERROR_RATE_LIMITED. */
void lp_client_sign_in_async (LpClient *self,
                              const char *email,
                              const char *password,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
LpPerson *lp_client_sign_in_finish (LpClient *self, GAsyncResult *result, GError **error);

/* Ends the session at the service if it can be reached, and forgets the tokens in any case. */
void lp_client_sign_out_async (LpClient *self,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
gboolean lp_client_sign_out_finish (LpClient *self, GAsyncResult *result, GError **error);

/**
 * lp_client_send_async:
 * @self: a client
 * @request: what to ask
 * @cancellable: (nullable): stops it; the request may have been carried out all the same
 * @callback: called in the main context of the caller
 * @user_data: for @callback
 */
void lp_client_send_async (LpClient *self,
                           LpRequest *request,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);

/**
 * lp_client_send_finish:
 * @self: a client
 * @result: as given to the callback
 * @current: (out) (optional) (nullable) (transfer full): with %LP_ERROR_PRECONDITION the object as it is now
 * @error: see above
 *
 * Returns: (transfer full) (nullable): the reply
 */
LpReply *lp_client_send_finish (LpClient *self, GAsyncResult *result, JsonObject **current, GError **error);

G_END_DECLS
