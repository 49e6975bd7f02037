/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lp-ticket-code.h"

G_BEGIN_DECLS

/**
 * lc_id_new:
 *
 * Returns: (transfer full): a new opaque id of 16 lower-case Crockford base-32 characters: 40 bits of time in
 *   milliseconds, so that an index of ids grows at its end, and 40 bits of chance, so that it tells no counts
 */
char *lc_id_new (void);

/**
 * lc_etag_new:
 * @id: the object's id
 * @version: its stored version
 *
 * Returns: (transfer full): the exact value of the ETag header, quotes included; the same for all viewers
 */
char *lc_etag_new (const char *id, gint64 version);

/**
 * lc_ticket_code_new:
 * @code: (out): a new canonical ticket code from libsodium's random source
 */
void lc_ticket_code_new (char code[LP_TICKET_CODE_SIZE]);

G_END_DECLS
