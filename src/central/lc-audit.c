/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lc-audit-private.h"

#include <sodium.h>
#include <string.h>

#include "lc-caller.h"
#include "lc-id.h"
#include "lc-memo.h"

/* The byte string under the hash: the record before (32 bytes), then each field with its length as four bytes,
 * least significant first; a missing one has the length 0xffffffff. Numbers are eight bytes. So no two records
 * have the same byte string, whatever their texts contain. */

static void
add_bytes (crypto_generichash_state *state, gconstpointer data, gsize size)
{
  guint32 length = GUINT32_TO_LE (data != NULL ? (guint32) size : G_MAXUINT32);

  crypto_generichash_update (state, (const guint8 *) &length, sizeof length);
  if (data != NULL)
    crypto_generichash_update (state, data, size);
}

static void
add_text (crypto_generichash_state *state, const char *text)
{
  add_bytes (state, text, text != NULL ? strlen (text) : 0);
}

static void
add_number (crypto_generichash_state *state, gint64 number)
{
  gint64 bytes = GINT64_TO_LE (number);

  add_bytes (state, &bytes, sizeof bytes);
}

void
lc_audit_hash_row (const guint8 *previous, const LcAuditRow *row, guint8 *hash)
{
  static const char domain[] = "License Central audit record 1";
  crypto_generichash_state state;

  crypto_generichash_init (&state, (const guint8 *) domain, sizeof domain - 1, LC_AUDIT_HASH_SIZE);
  crypto_generichash_update (&state, previous, LC_AUDIT_HASH_SIZE);
  add_number (&state, row->seq);
  add_number (&state, row->actor);
  add_number (&state, row->group);
  add_text (&state, row->id);
  add_text (&state, row->at);
  add_text (&state, row->day);
  add_text (&state, row->action);
  add_text (&state, row->object_kind);
  add_text (&state, row->object_id);
  add_text (&state, row->request_id);
  add_bytes (&state, row->digests, sizeof row->digests);
  crypto_generichash_final (&state, hash, LC_AUDIT_HASH_SIZE);
}

void
lc_audit_digest_text (const guint8 *salt, guint index, const char *text, guint8 *digest)
{
  crypto_generichash_state state;
  guint8 number = (guint8) index;

  memset (digest, 0, LC_AUDIT_HASH_SIZE);
  if (text == NULL)
    return;
  crypto_generichash_init (&state, salt, LC_AUDIT_SALT_SIZE, LC_AUDIT_HASH_SIZE);
  crypto_generichash_update (&state, &number, sizeof number);
  crypto_generichash_update (&state, (const guint8 *) text, strlen (text));
  crypto_generichash_final (&state, digest, LC_AUDIT_HASH_SIZE);
}

gboolean
lc_audit_get_head (LpDb *db, LcAuditHead *head, GError **error)
{
  GError *fault = NULL;
  LpStatement *row = lp_db_query (db, error, "SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1", "");

  memset (head, 0, sizeof *head);
  if (row == NULL)
    return FALSE;
  if (lp_statement_step (row, &fault))
    {
      gsize size;
      const void *hash = lp_statement_get_blob (row, 1, &size);

      head->count = lp_statement_get_int (row, 0);
      if (hash != NULL && size == sizeof head->hash)
        memcpy (head->hash, hash, size);
      lp_statement_reset (row);
    }
  if (fault != NULL)
    g_propagate_error (error, fault);
  return fault == NULL;
}

static gboolean
insert_record (LpDb *db, const LcAuditRow *row, const guint8 *hash, GError **error)
{
  LpStatement *insert =
      lp_db_prepare (db,
                     "INSERT INTO audit (seq, id, at, day, actor, action, object_kind, object_id,"
                     " group_row, request_id, digests, hash)"
                     " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
                     error);

  if (insert == NULL)
    return FALSE;
  lp_statement_bind (insert, "itttntttnt", row->seq, row->id, row->at, row->day, row->action,
                     row->object_kind, row->object_id, row->request_id);
  if (row->actor != 0)
    lp_statement_bind_int (insert, 5, row->actor);
  if (row->group != 0)
    lp_statement_bind_int (insert, 9, row->group);
  lp_statement_bind_blob (insert, 11, row->digests, sizeof row->digests);
  lp_statement_bind_blob (insert, 12, hash, LC_AUDIT_HASH_SIZE);
  return lp_statement_run (insert, error);
}

static gboolean
insert_texts (LpDb *db, gint64 seq, const guint8 *salt, const char *const *texts, GError **error)
{
  LpStatement *insert =
      lp_db_prepare (db,
                     "INSERT INTO audit_text (seq, object_label, reason, before, after, salt)"
                     " VALUES ($1, $2, $3, $4, $5, $6)",
                     error);

  if (insert == NULL)
    return FALSE;
  lp_statement_bind (insert, "itttt", seq, texts[0], texts[1], texts[2], texts[3]);
  lp_statement_bind_blob (insert, 6, salt, LC_AUDIT_SALT_SIZE);
  return lp_statement_run (insert, error);
}

gboolean
lc_audit_add (const LcTransaction *tx, const LcAuditEntry *entry, GError **error)
{
  const char *texts[LC_AUDIT_N_TEXTS] = { entry->label, tx->reason, entry->before, entry->after };
  g_autofree char *id = lc_id_new ();
  char day[LP_DATE_STRING_SIZE];
  guint8 salt[LC_AUDIT_SALT_SIZE], hash[LC_AUDIT_HASH_SIZE];
  LcAuditHead head;
  LcAuditRow row = {
    .actor = tx->caller != NULL ? tx->caller->person_row : 0,
    .group = entry->group,
    .id = id,
    .at = tx->now,
    .day = lp_date_format (tx->today, day),
    .action = entry->action,
    .object_kind = entry->object_kind,
    .object_id = entry->object_id,
    .request_id = tx->request_id,
  };

  if (!lc_memo_get_head (tx->memo, &head) && !lc_audit_get_head (tx->db, &head, error))
    return FALSE;
  row.seq = ++head.count;
  randombytes_buf (salt, sizeof salt);
  for (guint i = 0; i < LC_AUDIT_N_TEXTS; i++)
    lc_audit_digest_text (salt, i, texts[i], row.digests + i * LC_AUDIT_HASH_SIZE);
  lc_audit_hash_row (head.hash, &row, hash);
  memcpy (head.hash, hash, sizeof hash);
  if (!insert_record (tx->db, &row, hash, error) || !insert_texts (tx->db, row.seq, salt, texts, error))
    return FALSE;
  lc_memo_put_head (tx->memo, &head);
  return TRUE;
}
