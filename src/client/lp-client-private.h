/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lp-client.h"
#include "lp-exchange.h"

G_BEGIN_DECLS

/* What the files of the client share with each other and with sync. */

/**
 * lp_client_ask_async:
 * @self: a client
 * @request: what to ask
 * @cancellable: (nullable): a #GCancellable
 * @callback: called with any answer that is not to be tried again
 * @user_data: for @callback
 *
 * Like lp_client_send_async(), but hands over the bytes as they are: for what a worker thread shall parse.
 */
void lp_client_ask_async (LpClient *self,
                          LpRequest *request,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data);

/**
 * lp_client_ask_finish:
 * @self: a client
 * @result: as given to the callback
 * @error: as lp_client_send_finish()
 *
 * Returns: (transfer full) (nullable): an answer of status 200 to 299; others come as @error
 */
LpAnswer *lp_client_ask_finish (LpClient *self, GAsyncResult *result, GError **error);

/* The session of this client's main context, made when first needed. */
SoupSession *lp_client_get_session (LpClient *self);

/* A message for @request with all its headers, tokens included. */
SoupMessage *lp_client_new_message (LpClient *self, LpRequest *request);

/* The tokens as they are now; NULL while nobody is signed in. Borrowed. */
const LpTokens *lp_client_get_tokens (LpClient *self);
const char *lp_client_get_access_token (LpClient *self);
guint lp_client_get_max_tries (LpClient *self);

/* How long to wait before the second try, in milliseconds; each wait after that is twice as long. For tests, it can be
 * shortened. */
guint lp_client_get_pause (LpClient *self);
void lp_client_set_pause (LpClient *self, guint milliseconds);

/**
 * lp_client_pick_pause:
 * @first: milliseconds to wait before the second try
 * @tries: how many there have been, at least 1
 *
 * Half of the pause is random, so that many clients do not come back at the same moment.
 *
 * Returns: milliseconds to wait before the next try
 */
guint lp_client_pick_pause (guint first, guint tries);

/* Replaces them (NULL: the sign-in has ended) and tells the store. */
void lp_client_set_tokens (LpClient *self, LpTokens *tokens);

/**
 * lp_client_refresh_async:
 * @self: a client
 * @used_token: the access token that was refused
 * @callback: called when there are fresh ones
 * @user_data: for @callback
 *
 * Fetches fresh tokens. However many requests ask at once, the refresh token is used once, since using it twice
 * ends the session.
 */
void lp_client_refresh_async (LpClient *self,
                              const char *used_token,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
gboolean lp_client_refresh_finish (LpClient *self, GAsyncResult *result, GError **error);

/* Reads `{"access_token","refresh_token",…,"person"}`; email and person as in @before where left out. */
LpTokens *
lp_client_read_tokens (JsonObject *object, const LpTokens *before, const char *email, GError **error);

/* The error of an answer that is not of status 200 to 299. @current as in lp_client_send_finish(). */
GError *lp_client_read_problem (LpAnswer *answer, JsonObject **current);

G_END_DECLS
