/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lp-client.h"

G_BEGIN_DECLS

/* Blocking twins for the command line only, which has no window to keep alive; banned in `ui` and `model`. Each
 * runs its asynchronous call in a main context of its own. Arguments, results and errors are those of the call
 * without `_sync` in lp-client.h. */
gboolean lp_client_restore_sync (LpClient *self, GCancellable *cancellable, GError **error);
LpPerson *lp_client_sign_in_sync (LpClient *self,
                                  const char *email,
                                  const char *password,
                                  GCancellable *cancellable,
                                  GError **error);
gboolean lp_client_sign_out_sync (LpClient *self, GCancellable *cancellable, GError **error);
LpReply *lp_client_send_sync (LpClient *self,
                              LpRequest *request,
                              JsonObject **current,
                              GCancellable *cancellable,
                              GError **error);

/**
 * lp_client_settle_sync:
 * @self: a client
 *
 * Waits until the keyring has taken the tokens: to be called before the program ends, since a refresh token that is
 * lost and used again ends the sign-in.
 */
void lp_client_settle_sync (LpClient *self);

G_END_DECLS
