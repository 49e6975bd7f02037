/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "lc-caller.h"
#include "lc-id.h"
#include "lc-row-text.h"
#include "lc-ticket-rows.h"
#include "lp-wire.h"

/* The members of a ticket in the order of lp_wire_write_ticket(), which writes the same from an #LpTicket. */

void
lc_ticket_writer_init (LcTicketWriter *writer, LpDb *db, const LcScope *scope, LpDate today)
{
  writer->db = db;
  writer->scope = scope;
  lp_date_format (today, writer->today);
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
          LC_LITERAL (out, "\",");
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
      LC_LITERAL (out, "{\"id\":");
      lc_row_write_plain (out, lp_statement_get_text (rows, 0));
      LC_LITERAL (out, ",\"name\":");
      lp_wire_write_string (out, lp_statement_get_text (rows, 1));
      LC_LITERAL (out, ",\"activated_at\":");
      lc_row_write_plain (out, lp_statement_get_text (rows, 2));
      g_string_append_c (out, '}');
    }
  if (fault != NULL)
    g_propagate_error (error, fault);
  return fault == NULL;
}

static void
write_license (LcTicketWriter *writer, GString *out, LpStatement *row)
{
  LC_LITERAL (out, "{\"id\":");
  lc_row_write_plain (out, lp_statement_get_text (row, 1));
  LC_LITERAL (out, ",\"code\":");
  lc_row_write_plain (out, lp_statement_get_text (row, 2));
  LC_LITERAL (out, ",\"state\":");
  lc_row_write_plain (out, get_state (row, writer->today));
  LC_LITERAL (out, ",\"removal\":");
  lc_row_write_plain (out, lp_statement_get_text (row, 20));
  LC_LITERAL (out, ",\"product_id\":");
  lc_row_write_plain (out, lp_statement_get_text (row, 22));
  LC_LITERAL (out, ",\"product_code\":");
  lp_wire_write_string (out, lp_statement_get_text (row, 23));
  LC_LITERAL (out, ",\"product_name\":");
  lp_wire_write_string (out, lp_statement_get_text (row, 24));
  LC_LITERAL (out, ",\"modules\":");
  write_modules (out, lp_statement_get_text (row, 4));
  LC_LITERAL (out, ",\"entries\":");
  g_string_append (out, lp_statement_get_text (row, 5));
  LC_LITERAL (out, ",\"quantity\":");
  lp_wire_write_int (out, lp_statement_get_int (row, 6));
}

static void
write_place (GString *out, LpStatement *row)
{
  LC_LITERAL (out, ",\"group_id\":");
  lc_row_write_plain (out, lp_statement_get_text (row, 8));
  LC_LITERAL (out, ",\"assignee_id\":");
  lc_row_write_plain (out, lp_statement_get_text (row, 10));
  LC_LITERAL (out, ",\"visible_to_group\":");
  lp_wire_write_boolean (out, lp_statement_get_int (row, 11) != 0);
}

static void
write_origin (GString *out, LpStatement *row, gboolean all, gboolean own)
{
  LC_LITERAL (out, ",\"order_id\":");
  lc_row_write_plain (out, all ? lp_statement_get_text (row, 12) : NULL);
  LC_LITERAL (out, ",\"order_number\":");
  lp_wire_write_string (out, all ? lp_statement_get_text (row, 13) : NULL);
  LC_LITERAL (out, ",\"reference\":");
  lp_wire_write_string (out, all ? lp_statement_get_text (row, 14) : NULL);
  LC_LITERAL (out, ",\"created_at\":");
  lc_row_write_plain (out, lp_statement_get_text (row, 15));
  LC_LITERAL (out, ",\"created_by\":");
  lc_row_write_plain (out, all || own ? lp_statement_get_text (row, 16) : NULL);
}

gboolean
lc_ticket_writer_write (LcTicketWriter *writer, GString *out, LpStatement *row, GError **error)
{
  gboolean all = lc_scope_has_content (writer->scope, lp_statement_get_int (row, 7));
  gboolean own = lp_statement_get_int (row, 25) == writer->scope->person_row;

  write_license (writer, out, row);
  write_place (out, row);
  write_origin (out, row, all, own);
  LC_LITERAL (out, ",\"technical_expiry\":");
  lc_row_write_plain (out, lp_statement_get_text (row, 17));
  LC_LITERAL (out, ",\"subscription_id\":");
  lc_row_write_plain (out, lp_statement_get_text (row, 21));
  LC_LITERAL (out, ",\"containers\":[");
  if (lp_statement_get_int (row, 18) > 0 &&
      !write_containers (writer, out, lp_statement_get_int (row, 0), all, error))
    return FALSE;
  g_string_append_c (out, ']');
  lc_row_write_etag (out, lp_statement_get_text (row, 1), lp_statement_get_int (row, 3));
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
