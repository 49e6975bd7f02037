/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lc-call.h"

G_BEGIN_DECLS

/* Named API tokens, for programs that read on behalf of a person (design: api, "Routes"): shown once, stored as their
 * hash, good for at most a year, and for less than a sign-in. Disabling the person ends them. */

/**
 * LcApiToken:
 *
 * A token without its secret. Texts are owned.
 */
typedef struct
{
  gint64 row;
  char *id;
  char *name;
  LcTokenScope scope;
  char *created_at;
  char *expires_at;
  char *etag;
} LcApiToken;

/* Frees what @token holds. */
void lc_api_token_clear (LcApiToken *token);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LcApiToken, lc_api_token_clear)

/* The name of a scope on the wire, and back: %FALSE if there is none of that name. */
const char *lc_token_scope_get_name (LcTokenScope scope);
gboolean lc_token_scope_from_name (const char *name, LcTokenScope *scope);

/**
 * lc_api_token_create:
 * @tx: the transaction; the token is its caller's
 * @token: (inout): with `name`, `scope` and `expires_at`; gets the rest
 * @secret: (out) (transfer full): what the client sends as Bearer
 * @error: %LP_ERROR_CONFLICT if the caller has too many
 *
 * Returns: success
 */
gboolean lc_api_token_create (const LcTransaction *tx, LcApiToken *token, char **secret, GError **error);

/**
 * lc_api_token_next:
 * @tx: the transaction
 * @after: row after which to look, 0 for the first
 * @token: (out): a live token of the caller
 * @error: return location
 *
 * Returns: whether there is one
 */
gboolean lc_api_token_next (const LcTransaction *tx, gint64 after, LcApiToken *token, GError **error);

/**
 * lc_api_token_find:
 * @tx: the transaction
 * @id: id on the wire
 * @token: (out): a live token of the caller
 * @error: %LP_ERROR_NOT_FOUND
 *
 * Returns: success
 */
gboolean lc_api_token_find (const LcTransaction *tx, const char *id, LcApiToken *token, GError **error);

/**
 * lc_api_token_revoke:
 * @tx: the transaction
 * @token: a live token of the caller
 * @error: return location
 *
 * Returns: success
 */
gboolean lc_api_token_revoke (const LcTransaction *tx, const LcApiToken *token, GError **error);

/**
 * lc_api_token_authenticate:
 * @tx: the transaction
 * @hash: %LC_TOKEN_HASH_SIZE bytes
 * @until: (out): when the token ends, seconds since 1970
 * @error: %LP_ERROR_UNAUTHORIZED
 *
 * Returns: (transfer full) (nullable): the person, with the token's scope
 */
LcCaller *
lc_api_token_authenticate (const LcTransaction *tx, const guint8 *hash, gint64 *until, GError **error);

G_END_DECLS
