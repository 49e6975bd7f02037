/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * LcPasswordPool:
 *
 * Two threads for Argon2id with a short queue: more than that is answered with "busy", so that nobody can fill
 * the memory with sign-ins (design: security, "Passwords").
 */
typedef struct _LcPasswordPool LcPasswordPool;

/* Starts the threads; freeing waits for what they have begun. */
LcPasswordPool *lc_password_pool_new (void);
void lc_password_pool_free (LcPasswordPool *pool);

/**
 * lc_password_pool_verify_async:
 * @pool: a pool
 * @hash: (nullable): the stored hash; %NULL for an unknown account, which costs the same
 * @password: what was given
 * @callback: in the thread-default main context
 * @user_data: for @callback
 */
void lc_password_pool_verify_async (LcPasswordPool *pool,
                                    const char *hash,
                                    const char *password,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);

/* Whether the password is right. %LP_ERROR_BUSY if the queue was full. */
gboolean lc_password_pool_verify_finish (LcPasswordPool *pool, GAsyncResult *result, GError **error);

/* Likewise makes a new hash. */
void lc_password_pool_hash_async (LcPasswordPool *pool,
                                  const char *password,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
char *lc_password_pool_hash_finish (LcPasswordPool *pool, GAsyncResult *result, GError **error);

G_END_DECLS
