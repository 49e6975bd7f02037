/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define LC_PASSWORD_MIN_CHARACTERS 12
#define LC_PASSWORD_MAX_CHARACTERS 1024

/**
 * lc_password_hash:
 * @password: at least %LC_PASSWORD_MIN_CHARACTERS characters
 * @error: %LP_ERROR_BUSY if there is no memory for it
 *
 * Argon2id through libsodium, 3 passes over 64 MiB (design: security, "Passwords"): takes a good part of a second
 * on purpose, so never call it on the main context or the writer thread of a running service.
 *
 * Returns: (transfer full) (nullable): the hash with its parameters, for lc_password_verify()
 */
char *lc_password_hash (const char *password, GError **error);

/**
 * lc_password_verify:
 * @hash: (nullable): a stored hash; %NULL for an unknown account, which costs the same time and is never right
 * @password: what was given
 *
 * Returns: whether the password is right
 */
gboolean lc_password_verify (const char *hash, const char *password);

G_END_DECLS
