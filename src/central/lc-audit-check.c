/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <sodium.h>
#include <string.h>

#include "lc-audit-private.h"

#define MAX_PROBLEMS 20

/* A check in progress. */
typedef struct
{
  GHashTable *heads; /* count → LcAuditHead, as signed */
  GPtrArray *problems;
  guint8 previous[LC_AUDIT_HASH_SIZE];
  gint64 count;
} Check;

static void add_problem (GPtrArray *problems, const char *format, ...) G_GNUC_PRINTF (2, 3);

static void
add_problem (GPtrArray *problems, const char *format, ...)
{
  va_list arguments;

  if (problems->len >= MAX_PROBLEMS)
    return;
  va_start (arguments, format);
  g_ptr_array_add (problems, g_strdup_vprintf (format, arguments));
  va_end (arguments);
}

static void
read_row (LpStatement *statement, LcAuditRow *row)
{
  gsize size;
  const void *digests = lp_statement_get_blob (statement, 9, &size);

  *row = (LcAuditRow){
    .seq = lp_statement_get_int (statement, 0),
    .id = lp_statement_get_text (statement, 1),
    .at = lp_statement_get_text (statement, 2),
    .day = lp_statement_get_text (statement, 3),
    .actor = lp_statement_get_int (statement, 4),
    .action = lp_statement_get_text (statement, 5),
    .object_kind = lp_statement_get_text (statement, 6),
    .object_id = lp_statement_get_text (statement, 7),
    .group = lp_statement_get_int (statement, 8),
    .request_id = lp_statement_get_text (statement, 10),
  };
  if (digests != NULL && size == sizeof row->digests)
    memcpy (row->digests, digests, size);
}

/* The clear texts against their digests: one may be erased, never changed. */
static void
check_texts (Check *check, const LcAuditRow *row, LpStatement *statement)
{
  gsize size;
  const void *salt = lp_statement_get_blob (statement, 12, &size);
  gboolean erased = !lp_statement_is_null (statement, 17);

  for (guint i = 0; i < LC_AUDIT_N_TEXTS; i++)
    {
      const char *text = lp_statement_get_text (statement, 13 + (int) i);
      guint8 digest[LC_AUDIT_HASH_SIZE] = { 0 };

      if (text == NULL && erased)
        continue;
      if (text != NULL && salt != NULL && size == LC_AUDIT_SALT_SIZE)
        lc_audit_digest_text (salt, i, text, digest);
      if (memcmp (digest, row->digests + i * LC_AUDIT_HASH_SIZE, sizeof digest) != 0)
        {
          add_problem (check->problems, "The texts of audit record %" G_GINT64_FORMAT " were changed.",
                       row->seq);
          return;
        }
    }
}

static void
check_row (Check *check, LpStatement *statement)
{
  guint8 hash[LC_AUDIT_HASH_SIZE];
  const LcAuditHead *head;
  const void *stored;
  LcAuditRow row;
  gsize size;

  read_row (statement, &row);
  if (row.seq != check->count + 1)
    add_problem (check->problems,
                 "Audit records are missing between %" G_GINT64_FORMAT " and %" G_GINT64_FORMAT ".",
                 check->count, row.seq);
  lc_audit_hash_row (check->previous, &row, hash);
  stored = lp_statement_get_blob (statement, 11, &size);
  if (stored == NULL || size != sizeof hash || memcmp (stored, hash, size) != 0)
    add_problem (check->problems, "Audit record %" G_GINT64_FORMAT " was changed, or one before it.",
                 row.seq);
  check_texts (check, &row, statement);

  head = g_hash_table_lookup (check->heads, &row.seq);
  if (head != NULL && memcmp (head->hash, hash, sizeof hash) != 0)
    add_problem (check->problems, "Audit record %" G_GINT64_FORMAT " is not the one whose head was signed.",
                 row.seq);
  /* Go on from what is stored, so that one change is reported once. */
  memcpy (check->previous, stored != NULL && size == sizeof hash ? stored : hash, sizeof hash);
  check->count = row.seq;
}

static gint64
get_newest_head (const Check *check)
{
  GHashTableIter iter;
  gpointer key;
  gint64 newest = 0;

  g_hash_table_iter_init (&iter, check->heads);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    newest = MAX (newest, *(gint64 *) key);
  return newest;
}

static void
check_truncation (const Check *check, gint64 newest)
{
  if (newest > check->count)
    add_problem (check->problems,
                 "A head of %" G_GINT64_FORMAT
                 " audit records was signed, but there are only %" G_GINT64_FORMAT ".",
                 newest, check->count);
}

static gboolean
check_rows (LpDb *db, Check *check, GError **error)
{
  GError *fault = NULL;
  LpStatement *rows =
      lp_db_query (db, &fault,
                   "SELECT a.seq, a.id, a.at, a.day, a.actor, a.action, a.object_kind, a.object_id,"
                   " a.group_row, a.digests, a.request_id, a.hash, x.salt, x.object_label, x.reason,"
                   " x.before, x.after, x.erased_at FROM audit a LEFT JOIN audit_text x"
                   " ON x.seq = a.seq ORDER BY a.seq",
                   "");

  while (rows != NULL && lp_statement_step (rows, &fault))
    check_row (check, rows);
  if (fault != NULL)
    g_propagate_error (error, fault);
  return fault == NULL;
}

gint64
lc_audit_check (LpDb *db,
                const guint8 *secret,
                const char *const *heads,
                gint64 *reach,
                GPtrArray *problems,
                GError **error)
{
  g_autoptr (GHashTable) signed_heads = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, g_free);
  Check check = { .heads = signed_heads, .problems = problems };
  gint64 newest;

  /* Before the records: while the service goes on, no head may be newer than what is read of them. */
  for (gsize i = 0; heads != NULL && heads[i] != NULL; i++)
    if (!lc_audit_read_heads (heads[i], secret, signed_heads, problems, error))
      return -1;
  if (!check_rows (db, &check, error))
    return -1;
  newest = get_newest_head (&check);
  check_truncation (&check, newest);
  if (reach != NULL)
    *reach = newest;
  return check.count;
}
