/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lc-call.h"

G_BEGIN_DECLS

#define LC_AUDIT_HASH_SIZE 32

/**
 * LcAuditEntry:
 * @action: stable name, such as `ticket.allocate`
 * @object_kind: `ticket`, `group`, …
 * @object_id: its id on the wire
 * @label: what a person would call it
 * @group: row of the group whose admins may read the record; 0: vendor admins only
 * @before: (nullable): JSON text
 * @after: (nullable): JSON text
 *
 * What happened; who, when and why are taken from the transaction. All borrowed.
 */
typedef struct
{
  const char *action;
  const char *object_kind;
  const char *object_id;
  const char *label;
  gint64 group;
  const char *before;
  const char *after;
} LcAuditEntry;

/**
 * lc_audit_add:
 * @tx: the transaction
 * @entry: what happened
 * @error: return location
 *
 * Appends a record. Its hash is BLAKE2b-256 over the hash of the record before and an exact byte string of this
 * one; clear texts (label, reason, before, after) enter it as digests keyed with a salt that is stored beside
 * them, so that a text can be erased and the chain stays whole (design: domain, "Audit record").
 *
 * Returns: success
 */
gboolean lc_audit_add (const LcTransaction *tx, const LcAuditEntry *entry, GError **error);

/**
 * LcAuditHead:
 *
 * The newest record: how many there are and the hash that stands for all of them.
 */
typedef struct
{
  gint64 count;
  guint8 hash[LC_AUDIT_HASH_SIZE];
} LcAuditHead;

/**
 * lc_audit_get_head:
 * @db: a connection
 * @head: (out): the head; all zero without records
 * @error: return location
 *
 * Returns: success
 */
gboolean lc_audit_get_head (LpDb *db, LcAuditHead *head, GError **error);

/**
 * lc_audit_check:
 * @db: a connection inside a read transaction
 * @secret: 32 bytes, see #LcTransaction
 * @heads: (nullable): NULL-terminated paths of files of signed heads, as lc_audit_append_head() writes them
 * @reach: (out) (optional): how many records the newest of these heads vouches for, 0 without one
 * @problems: (inout): of strings; one sentence a problem is appended
 * @error: return location, for a check that could not run
 *
 * Computes the chain anew and compares it with what is stored and with the signed heads: finds edited, deleted,
 * reordered and, before the newest head, cut off records.
 *
 * Returns: the number of records checked, -1 on error
 */
gint64 lc_audit_check (LpDb *db,
                       const guint8 *secret,
                       const char *const *heads,
                       gint64 *reach,
                       GPtrArray *problems,
                       GError **error);

/* The file of signed heads in a data directory. */
#define LC_AUDIT_HEADS "audit-heads"

/**
 * lc_audit_append_head:
 * @db: a connection
 * @directory: the data directory, whose file `audit-heads` (0600) gets a line
 * @secret: 32 bytes, from which the service's Ed25519 key for heads derives
 * @now: this instant
 * @error: return location
 *
 * Signs the present head and appends it as `COUNT HASH INSTANT SIGNATURE` in hexadecimal: to be called after the
 * commit that crosses a multiple of %LC_AUDIT_HEAD_EVERY records, and every day. Does nothing if the newest line
 * is of this head already.
 *
 * Returns: success
 */
gboolean
lc_audit_append_head (LpDb *db, const char *directory, const guint8 *secret, const char *now, GError **error);

/**
 * lc_audit_sign_due_head:
 * @tx: after a commit, outside a transaction
 * @n_records: (inout): how many there were at the last look; 0 at first
 * @error: return location
 *
 * Appends a signed head whenever a multiple of %LC_AUDIT_HEAD_EVERY records was crossed since the last look.
 *
 * Returns: success
 */
gboolean lc_audit_sign_due_head (const LcTransaction *tx, gint64 *n_records, GError **error);

/**
 * lc_audit_format_head:
 * @head: a head
 * @secret: 32 bytes
 * @now: this instant
 *
 * Returns: (transfer full): the signed line without its end, for `backup` to print
 */
char *lc_audit_format_head (const LcAuditHead *head, const guint8 *secret, const char *now);

#define LC_AUDIT_HEAD_EVERY 1000

G_END_DECLS
