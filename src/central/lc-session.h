/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lc-call.h"

G_BEGIN_DECLS

/* Tokens of a sign-in: 256 random bits as base64url without padding, stored as BLAKE2b (design: security,
 * "Tokens"). A session is a family: each refresh changes both tokens; a refresh token seen twice ends it. */

#define LC_ACCESS_SECONDS  (15 * 60)
#define LC_FAMILY_SECONDS  (12 * 60 * 60)
#define LC_TOKEN_HASH_SIZE 32

/**
 * LcSessionTokens:
 *
 * What a client gets. Cleared and freed by lc_session_tokens_clear().
 */
typedef struct
{
  char *access;
  char *refresh;
  gint64 expires_in; /* seconds of the access token */
} LcSessionTokens;

/* Frees what @tokens holds. */
void lc_session_tokens_clear (LcSessionTokens *tokens);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LcSessionTokens, lc_session_tokens_clear)

/**
 * lc_token_hash:
 * @token: as the client sent it
 * @hash: (out): %LC_TOKEN_HASH_SIZE bytes
 */
void lc_token_hash (const char *token, guint8 *hash);

#define LC_INSTANT_SIZE 21

/**
 * lc_session_token_new:
 * @hash: (out): %LC_TOKEN_HASH_SIZE bytes, to be stored
 *
 * Returns: (transfer full): a new token, to be shown once
 */
char *lc_session_token_new (guint8 *hash);

/* Instants as text and as seconds since 1970; what is none is 0. */
gint64 lc_session_parse_instant (const char *text);
void lc_session_format_instant (gint64 second, char instant[LC_INSTANT_SIZE]);

/* The one answer for a token that is unknown, over or revoked: %LP_ERROR_UNAUTHORIZED. Returns %FALSE. */
gboolean lc_session_refuse (GError **error);

/**
 * lc_session_create:
 * @tx: the transaction
 * @person: row of the person
 * @tokens: (out): for the client
 * @error: return location
 *
 * Returns: success
 */
gboolean lc_session_create (LcTransaction *tx, gint64 person, LcSessionTokens *tokens, GError **error);

/**
 * lc_session_refresh:
 * @tx: the transaction
 * @refresh: the refresh token
 * @tokens: (out): the next ones
 * @person: (out): row of the person
 * @reused: (out): whether the token had been used before; the session is ended then, which must be committed
 * @error: %LP_ERROR_UNAUTHORIZED
 *
 * Returns: success
 */
gboolean lc_session_refresh (LcTransaction *tx,
                             const char *refresh,
                             LcSessionTokens *tokens,
                             gint64 *person,
                             gboolean *reused,
                             GError **error);

/**
 * lc_session_authenticate:
 * @tx: the transaction
 * @hash: of the access token
 * @until: (out): when it ends, seconds since 1970
 * @error: %LP_ERROR_UNAUTHORIZED
 *
 * Returns: (transfer full) (nullable): the person, with the rights of this moment
 */
LcCaller *lc_session_authenticate (LcTransaction *tx, const guint8 *hash, gint64 *until, GError **error);

/**
 * lc_session_end:
 * @tx: the transaction
 * @session_id: of a session
 * @error: return location
 *
 * Returns: success
 */
gboolean lc_session_end (LcTransaction *tx, const char *session_id, GError **error);

/**
 * lc_session_forget_old:
 * @tx: a transaction
 * @data: unused
 * @error: return location
 *
 * A job that removes the sessions whose time is over.
 *
 * Returns: %NULL
 */
gpointer lc_session_forget_old (LcTransaction *tx, gpointer data, GError **error);

G_END_DECLS
