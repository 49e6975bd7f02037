/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lc-answer.h"

#include "lc-token.h"
#include "lp-wire.h"

#define DEFAULT_LIMIT 100
#define MAX_LIMIT     1000

LcReply *
lc_answer_object (guint status, GString *body, char *etag)
{
  LcReply *reply = lc_reply_new (status);

  reply->body = body;
  reply->etag = etag;
  return reply;
}

gboolean
lc_answer_check_given (const LcCall *call, GError **error)
{
  return call->if_match != NULL || lc_call_check_match (call, TRUE, "", error);
}

gboolean
lc_answer_match (const LcCall *call, const char *etag, GString *body, char **current, GError **error)
{
  if (lc_call_check_match (call, FALSE, etag, error))
    {
      g_string_free (body, TRUE);
      return TRUE;
    }
  *current = g_string_free (body, FALSE);
  return FALSE;
}

const char *
lc_answer_get_query (const LcCall *call, const char *name)
{
  return call->query != NULL ? g_hash_table_lookup (call->query, name) : NULL;
}

void
lc_answer_add_faults (GError **error, GError *faults)
{
  gsize n_fields = 0;
  const LpFieldError *fields = lp_error_get_fields (faults, &n_fields);

  if (g_error_matches (*error, LP_ERROR, LP_ERROR_NOT_FOUND))
    for (gsize i = 0; i < n_fields; i++)
      lp_error_add_field (error, fields[i].pointer, "%s", fields[i].detail);
  g_clear_error (&faults);
}

const char *
lc_answer_read_credit (JsonObject *body, GError **fault)
{
  static const char *const known[] = { "credit", NULL };
  static const char *const credits[] = { "none", "pro_rata", "full", NULL };
  const char *credit = lp_wire_get_string (body, "", "credit", FALSE, fault);

  if (credit == NULL)
    credit = "none";
  if (!g_strv_contains (credits, credit))
    lp_error_add_field (fault, "/credit", "“%s” is no credit; it must be none, pro_rata or full.", credit);
  lp_wire_finish (body, "", known, fault);
  return credit;
}

gboolean
lc_page_init (LcPage *page, const LcCall *call, GError **error)
{
  const char *limit = lc_answer_get_query (call, "limit");
  const char *cursor = lc_answer_get_query (call, "cursor");
  guint64 number = DEFAULT_LIMIT;
  GError *fault = NULL;

  *page = (LcPage){ 0 };
  if (limit != NULL && !g_ascii_string_to_unsigned (limit, 10, 1, MAX_LIMIT, &number, NULL))
    lp_error_add_field (&fault, "?limit", "This must be a whole number from 1 to %d.", MAX_LIMIT);
  if (cursor != NULL && !lc_token_open (call->tx->secret, "cursor", cursor, &page->after, sizeof page->after))
    lp_error_add_field (&fault, "?cursor", "This must be the “next” of the page before.");
  if (fault != NULL)
    {
      g_propagate_error (error, fault);
      return FALSE;
    }
  page->limit = (guint) number;
  page->body = g_string_new ("{\"items\":[");
  return TRUE;
}

gboolean
lc_page_take (LcPage *page, gint64 row)
{
  page->more = page->count == page->limit;
  if (page->more)
    return FALSE;
  if (page->count++ > 0)
    g_string_append_c (page->body, ',');
  page->last = row;
  return TRUE;
}

LpStatement *
lc_page_query (const LcPage *page,
               const LcTransaction *tx,
               const LcScope *scope,
               const char *sql,
               GError **error)
{
  LpStatement *rows = lp_db_prepare (tx->db, sql, error);

  /* One more tells whether there is more. */
  if (rows != NULL)
    lp_statement_bind (rows, "iii", scope->person_row, page->after, (gint64) page->limit + 1);
  return rows;
}

gboolean
lc_page_fill (LcPage *page, LpStatement *rows, int column, LcPageWrite write, gpointer data, GError **error)
{
  GError *fault = NULL;

  while (lp_statement_step (rows, &fault))
    if (!lc_page_take (page, lp_statement_get_int (rows, column)) || !write (page->body, rows, data, &fault))
      break;
  lp_statement_reset (rows);
  if (fault != NULL)
    g_propagate_error (error, fault);
  return fault == NULL;
}

LcReply *
lc_page_finish (LcPage *page, const LcCall *call)
{
  g_autofree char *next = page->more
                              ? lc_token_seal (call->tx->secret, "cursor", &page->last, sizeof page->last)
                              : NULL;

  g_string_append (page->body, "],\"next\":");
  lp_wire_write_string (page->body, next);
  g_string_append_c (page->body, '}');
  return lc_answer_object (200, g_steal_pointer (&page->body), NULL);
}

void
lc_page_clear (LcPage *page)
{
  if (page->body != NULL)
    g_string_free (page->body, TRUE);
  page->body = NULL;
}
