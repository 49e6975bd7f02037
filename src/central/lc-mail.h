/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lc-call.h"

G_BEGIN_DECLS

/**
 * lc_mail_write:
 * @tx: the transaction, whose data directory has a folder `mail`
 * @id: names the file
 * @to: an address
 * @subject: UTF-8
 * @text: UTF-8, lines ended by a line feed
 * @error: %LP_ERROR_STORAGE
 *
 * Writes one message as `mail/ID.eml` (0600, RFC 5322 with MIME), from where the machine's mail system takes it.
 *
 * Returns: success
 */
gboolean lc_mail_write (const LcTransaction *tx,
                        const char *id,
                        const char *to,
                        const char *subject,
                        const char *text,
                        GError **error);

G_END_DECLS
