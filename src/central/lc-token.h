/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Opaque tokens of the characters A–Z a–z 0–9 - _, for cursors and the change feed: encrypted, so that they tell no
 * counts, and authenticated, so that a made-up one is refused. */

/**
 * lc_token_seal:
 * @secret: 32 bytes, see #LcTransaction
 * @purpose: what the token is for: one made for another purpose does not open
 * @data: up to 256 bytes
 * @size: how many
 *
 * Returns: (transfer full): the token
 */
char *lc_token_seal (const guint8 *secret, const char *purpose, gconstpointer data, gsize size);

/**
 * lc_token_open:
 * @secret: 32 bytes
 * @purpose: what the token is for
 * @token: (nullable): the token
 * @data: (out): @size bytes
 * @size: how many must be in it
 *
 * Returns: whether the token is one of ours
 */
gboolean
lc_token_open (const guint8 *secret, const char *purpose, const char *token, gpointer data, gsize size);

G_END_DECLS
