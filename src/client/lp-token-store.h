/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "lp-server-address.h"

G_BEGIN_DECLS

/* The tokens of one sign-in. Never logged, never in arguments, wiped when freed. */
typedef struct
{
  char *email;
  char *person_id;
  char *access_token;
  char *refresh_token;
} LpTokens;

/* A copy, and the end of one: owned by the caller. */
LpTokens *lp_tokens_copy (const LpTokens *tokens);
void lp_tokens_free (LpTokens *tokens);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LpTokens, lp_tokens_free)

/* Keeps the tokens of one program (the window and the command line sign in separately) for one server: in the
 * keyring through libsecret, and in memory only when no keyring answers. */
#define LP_TYPE_TOKEN_STORE (lp_token_store_get_type ())
G_DECLARE_FINAL_TYPE (LpTokenStore, lp_token_store, LP, TOKEN_STORE, GObject)

/**
 * lp_token_store_new:
 * @address: whose tokens
 * @program: `license-portal` or `licensectl`
 *
 * Returns: (transfer full): a store that asks the keyring
 */
LpTokenStore *lp_token_store_new (LpServerAddress *address, const char *program);

/**
 * lp_token_store_new_in_memory:
 *
 * Returns: (transfer full): a store that forgets with the process, for demo mode and for tests
 */
LpTokenStore *lp_token_store_new_in_memory (void);

/**
 * lp_token_store_get_remembers:
 * @self: a store
 *
 * Returns: %FALSE once the keyring did not answer: then tell the person that she will have to sign in again
 *   next time. Also the property `remembers`.
 */
gboolean lp_token_store_get_remembers (LpTokenStore *self);

/* load → the tokens, or NULL without an error if nobody is signed in; save keeps a copy; clear forgets. None of
 * them fails because there is no keyring. */
void lp_token_store_load_async (LpTokenStore *self,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
LpTokens *lp_token_store_load_finish (LpTokenStore *self, GAsyncResult *result, GError **error);
void lp_token_store_save_async (LpTokenStore *self,
                                const LpTokens *tokens,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
gboolean lp_token_store_save_finish (LpTokenStore *self, GAsyncResult *result, GError **error);
void lp_token_store_clear_async (LpTokenStore *self,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
gboolean lp_token_store_clear_finish (LpTokenStore *self, GAsyncResult *result, GError **error);

/**
 * lp_token_store_is_writing:
 * @self: a store
 *
 * Returns: whether the keyring has not yet answered what was saved or cleared: a program that ends now may lose it.
 */
gboolean lp_token_store_is_writing (LpTokenStore *self);

G_END_DECLS
