/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lc-audit.h"

G_BEGIN_DECLS

#define LC_AUDIT_SALT_SIZE    16
#define LC_AUDIT_N_TEXTS      4
#define LC_AUDIT_DIGESTS_SIZE (LC_AUDIT_N_TEXTS * LC_AUDIT_HASH_SIZE)

/**
 * LcAuditRow:
 *
 * What the hash of one record covers, besides the record before. Borrowed.
 */
typedef struct
{
  gint64 seq;
  gint64 actor; /* 0: the service itself */
  gint64 group; /* 0: none */
  const char *id;
  const char *at;
  const char *day;
  const char *action;
  const char *object_kind;
  const char *object_id;
  const char *request_id;
  guint8 digests[LC_AUDIT_DIGESTS_SIZE];
} LcAuditRow;

/**
 * lc_audit_hash_row:
 * @previous: hash of the record before, zeros for the first
 * @row: the record
 * @hash: (out): its hash
 */
void lc_audit_hash_row (const guint8 *previous, const LcAuditRow *row, guint8 *hash);

/**
 * lc_audit_digest_text:
 * @salt: of the record
 * @index: which of the four texts, so that two cannot be exchanged
 * @text: (nullable): the text; zeros for %NULL
 * @digest: (out): 32 bytes
 */
void lc_audit_digest_text (const guint8 *salt, guint index, const char *text, guint8 *digest);

/**
 * lc_audit_read_heads:
 * @path: a file of signed heads
 * @secret: 32 bytes, see #LcTransaction
 * @heads: (inout): count (gint64 *) → #LcAuditHead, for free function g_free()
 * @problems: (inout): of strings: a line that this service has not signed
 * @error: %LP_ERROR_STORAGE
 *
 * Returns: success
 */
gboolean lc_audit_read_heads (const char *path,
                              const guint8 *secret,
                              GHashTable *heads,
                              GPtrArray *problems,
                              GError **error);

G_END_DECLS
