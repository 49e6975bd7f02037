/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "lc-caller.h"
#include "lc-id.h"
#include "lc-ticket-rows.h"
#include "lp-wire.h"

/* The members of a ticket in the order of lp_wire_write_ticket(), which writes the same from an #LpTicket. Ids,
 * codes, days and instants need no escaping. */

#define LITERAL(out, text) g_string_append_len (out, text, sizeof (text "") - 1)

void
lc_ticket_writer_init (LcTicketWriter *writer, LpDb *db, const LcScope *scope, LpDate today)
{
  writer->db = db;
  writer->scope = scope;
  lp_date_format (today, writer->today);
}

static void
write_plain (GString *out, const char *text)
{
  if (text == NULL)
    {
      LITERAL (out, "null");
      return;
    }
  g_string_append_c (out, '"');
  g_string_append (out, text);
  g_string_append_c (out, '"');
}

static const char *
get_state (LpStatement *row, const char *today)
{
  const char *expiry = lp_statement_get_text (row, 17);

  if (!lp_statement_is_null (row, 19))
    return "revoked";
  if (expiry != NULL && strcmp (expiry, today) < 0)
    return "expired";
  return lp_statement_get_int (row, 18) > 0 ? "activated" : "available";
}

/* The column holds codes joined by a space. */
static void
write_modules (GString *out, const char *modules)
{
  gboolean open = FALSE;

  g_string_append_c (out, '[');
  for (const char *c = modules; *c != '\0'; c++)
    {
      if (*c == ' ')
        {
          LITERAL (out, "\",");
          open = FALSE;
          continue;
        }
      if (!open)
        g_string_append_c (out, '"');
      open = TRUE;
      if (*c == '"' || *c == '\\')
        g_string_append_c (out, '\\');
      g_string_append_c (out, *c);
    }
  if (open)
    g_string_append_c (out, '"');
  g_string_append_c (out, ']');
}

static gboolean
write_containers (LcTicketWriter *writer, GString *out, gint64 ticket, gboolean all, GError **error)
{
  gboolean first = TRUE;
  GError *fault = NULL;
  LpStatement *rows = lp_db_query (writer->db, &fault,
                                   "SELECT c.id, c.name, a.activated_at FROM activation a"
                                   " JOIN container c ON c.row = a.container"
                                   " WHERE a.ticket = $1 AND a.ended_at IS NULL AND ($2 = 1 OR a.person = $3)"
                                   " ORDER BY a.row",
                                   "ibi", ticket, all, writer->scope->person_row);

  while (rows != NULL && lp_statement_step (rows, &fault))
    {
      if (!first)
        g_string_append_c (out, ',');
      first = FALSE;
      LITERAL (out, "{\"id\":");
      write_plain (out, lp_statement_get_text (rows, 0));
      LITERAL (out, ",\"name\":");
      lp_wire_write_string (out, lp_statement_get_text (rows, 1));
      LITERAL (out, ",\"activated_at\":");
      write_plain (out, lp_statement_get_text (rows, 2));
      g_string_append_c (out, '}');
    }
  if (fault != NULL)
    g_propagate_error (error, fault);
  return fault == NULL;
}

static void
write_license (LcTicketWriter *writer, GString *out, LpStatement *row)
{
  LITERAL (out, "{\"id\":");
  write_plain (out, lp_statement_get_text (row, 1));
  LITERAL (out, ",\"code\":");
  write_plain (out, lp_statement_get_text (row, 2));
  LITERAL (out, ",\"state\":");
  write_plain (out, get_state (row, writer->today));
  LITERAL (out, ",\"removal\":");
  write_plain (out, lp_statement_get_text (row, 20));
  LITERAL (out, ",\"product_id\":");
  write_plain (out, lp_statement_get_text (row, 22));
  LITERAL (out, ",\"product_code\":");
  lp_wire_write_string (out, lp_statement_get_text (row, 23));
  LITERAL (out, ",\"product_name\":");
  lp_wire_write_string (out, lp_statement_get_text (row, 24));
  LITERAL (out, ",\"modules\":");
  write_modules (out, lp_statement_get_text (row, 4));
  LITERAL (out, ",\"entries\":");
  g_string_append (out, lp_statement_get_text (row, 5));
  LITERAL (out, ",\"quantity\":");
  lp_wire_write_int (out, lp_statement_get_int (row, 6));
}

static void
write_place (GString *out, LpStatement *row)
{
  LITERAL (out, ",\"group_id\":");
  write_plain (out, lp_statement_get_text (row, 8));
  LITERAL (out, ",\"assignee_id\":");
  write_plain (out, lp_statement_get_text (row, 10));
  LITERAL (out, ",\"visible_to_group\":");
  lp_wire_write_boolean (out, lp_statement_get_int (row, 11) != 0);
}

static void
write_origin (GString *out, LpStatement *row, gboolean all, gboolean own)
{
  LITERAL (out, ",\"order_id\":");
  write_plain (out, all ? lp_statement_get_text (row, 12) : NULL);
  LITERAL (out, ",\"order_number\":");
  lp_wire_write_string (out, all ? lp_statement_get_text (row, 13) : NULL);
  LITERAL (out, ",\"reference\":");
  lp_wire_write_string (out, all ? lp_statement_get_text (row, 14) : NULL);
  LITERAL (out, ",\"created_at\":");
  write_plain (out, lp_statement_get_text (row, 15));
  LITERAL (out, ",\"created_by\":");
  write_plain (out, all || own ? lp_statement_get_text (row, 16) : NULL);
}

gboolean
lc_ticket_writer_write (LcTicketWriter *writer, GString *out, LpStatement *row, GError **error)
{
  gboolean all = lc_scope_has_content (writer->scope, lp_statement_get_int (row, 7));
  gboolean own = lp_statement_get_int (row, 25) == writer->scope->person_row;

  write_license (writer, out, row);
  write_place (out, row);
  write_origin (out, row, all, own);
  LITERAL (out, ",\"technical_expiry\":");
  write_plain (out, lp_statement_get_text (row, 17));
  LITERAL (out, ",\"subscription_id\":");
  write_plain (out, lp_statement_get_text (row, 21));
  LITERAL (out, ",\"containers\":[");
  if (lp_statement_get_int (row, 18) > 0 &&
      !write_containers (writer, out, lp_statement_get_int (row, 0), all, error))
    return FALSE;
  LITERAL (out, "],\"etag\":\"\\\"");
  g_string_append (out, lp_statement_get_text (row, 1));
  g_string_append_c (out, '-');
  lp_wire_write_int (out, lp_statement_get_int (row, 3));
  LITERAL (out, "\\\"\"}");
  return TRUE;
}

gboolean
lc_ticket_writer_write_row (LcTicketWriter *writer, gint64 row, GString *out, char **etag, GError **error)
{
  GError *fault = NULL;
  LpStatement *rows = lp_db_query (writer->db, error, LC_TICKET_SELECT " WHERE t.row = $1", "i", row);
  gboolean done;

  if (rows == NULL)
    return FALSE;
  if (!lp_statement_step (rows, &fault))
    {
      if (fault != NULL)
        g_propagate_error (error, fault);
      return fault == NULL ? lc_set_not_found (error) : FALSE;
    }
  done = lc_ticket_writer_write (writer, out, rows, error);
  if (done && etag != NULL)
    *etag = lc_etag_new (lp_statement_get_text (rows, 1), lp_statement_get_int (rows, 3));
  lp_statement_reset (rows);
  return done;
}

gboolean
lc_ticket_write_one (const LcTransaction *tx, gint64 row, GString *out, char **etag, GError **error)
{
  g_autoptr (LcScope) scope = lc_scope_new (tx->db, tx->caller, error);
  LcTicketWriter writer;

  if (scope == NULL)
    return FALSE;
  lc_ticket_writer_init (&writer, tx->db, scope, tx->today);
  return lc_ticket_writer_write_row (&writer, row, out, etag, error);
}
