/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "lp-format.h"
#include "lp-ticket-sheet.h"

/* In points. */
#define MARGIN     42.0
#define ROW_HEIGHT 46.0
#define GAP        18.0

typedef struct
{
  char *number;
  char *path;
  GPtrArray *tickets;
  guint per_page;
} Sheet;

static void
sheet_free (gpointer data, GClosure *closure)
{
  Sheet *sheet = data;

  g_free (sheet->number);
  g_free (sheet->path);
  g_ptr_array_unref (sheet->tickets);
  g_free (sheet);
}

/* Draws a line of text, cut off at the width of the page, and moves down by its height. */
static void
show_line (GtkPrintContext *context, const char *font, const char *text, double x, double *y)
{
  g_autoptr (PangoLayout) layout = gtk_print_context_create_pango_layout (context);
  g_autoptr (PangoFontDescription) description = pango_font_description_from_string (font);
  cairo_t *cr = gtk_print_context_get_cairo_context (context);
  int height;

  pango_layout_set_font_description (layout, description);
  pango_layout_set_width (layout, (int) ((gtk_print_context_get_width (context) - x) * PANGO_SCALE));
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_text (layout, text, -1);
  pango_layout_get_size (layout, NULL, &height);
  cairo_move_to (cr, x, *y);
  pango_cairo_show_layout (cr, layout);
  *y += (double) height / PANGO_SCALE;
}

static void
show_rule (GtkPrintContext *context, double y)
{
  cairo_t *cr = gtk_print_context_get_cairo_context (context);

  cairo_set_line_width (cr, 0.5);
  cairo_move_to (cr, 0, y);
  cairo_line_to (cr, gtk_print_context_get_width (context), y);
  cairo_stroke (cr);
}

/* On paper a day needs its year, also today. */
static char *
dup_day (const char *instant)
{
  g_autoptr (GDateTime) utc = instant != NULL ? g_date_time_new_from_iso8601 (instant, NULL) : NULL;
  g_autoptr (GDateTime) local = utc != NULL ? g_date_time_to_local (utc) : NULL;

  return local == NULL
             ? g_strdup ("–")
             : lp_format_date (lp_date_from_ymd (g_date_time_get_year (local), g_date_time_get_month (local),
                                                 g_date_time_get_day_of_month (local)));
}

static char *
dup_order_line (const Sheet *sheet)
{
  const LpTicket *first = g_ptr_array_index (sheet->tickets, 0);
  g_autofree char *when = dup_day (first->created_at);
  /* Translators: %s is the number of an order. */
  g_autofree char *number = g_strdup_printf (_ ("Order %s"), sheet->number);

  if (first->reference == NULL || *first->reference == '\0')
    return g_strdup_printf ("%s · %s", number, when);
  return g_strdup_printf ("%s · %s · %s", number, first->reference, when);
}

static double
show_head (GtkPrintContext *context, const Sheet *sheet)
{
  const LpTicket *first = g_ptr_array_index (sheet->tickets, 0);
  g_autofree char *path = lp_format_path (sheet->path);
  g_autofree char *order = dup_order_line (sheet);
  g_autofree char *modules = g_strjoinv (" ", first->modules);
  double y = 0;

  show_line (context, "Sans Bold 20", first->product_name, 0, &y);
  if (*modules != '\0')
    show_line (context, "Sans 11", modules, 0, &y);
  y += GAP / 3;
  show_line (context, "Sans 11", path, 0, &y);
  show_line (context, "Sans 11", order, 0, &y);
  y += GAP;
  show_rule (context, y);
  return y + GAP;
}

static void
show_ticket (GtkPrintContext *context, const LpTicket *ticket, double y)
{
  g_autofree char *seats = g_strdup_printf (ngettext ("%d seat", "%d seats", (gulong) ticket->quantity),
                                            ticket->quantity);
  g_autofree char *text = NULL;

  show_line (context, "Monospace 16", ticket->code, 0, &y);
  if (lp_date_is_valid (ticket->technical_expiry))
    {
      g_autofree char *day = lp_format_date (ticket->technical_expiry);

      /* Translators: how many seats a license has, and the day on which it expires. */
      text = g_strdup_printf (_ ("%s · expires %s"), seats, day);
    }
  show_line (context, "Sans 9", text != NULL ? text : seats, 0, &y);
}

static void
begin_cb (GtkPrintOperation *operation, GtkPrintContext *context, Sheet *sheet)
{
  double room = gtk_print_context_get_height (context) - show_head (context, sheet) - ROW_HEIGHT;

  sheet->per_page = MAX (1, (guint) (room / ROW_HEIGHT));
  gtk_print_operation_set_n_pages (operation,
                                   (int) ((sheet->tickets->len + sheet->per_page - 1) / sheet->per_page));
}

static void
draw_cb (GtkPrintOperation *operation, GtkPrintContext *context, int page, Sheet *sheet)
{
  double y = show_head (context, sheet);
  guint first = (guint) page * sheet->per_page;
  guint n_pages = (sheet->tickets->len + sheet->per_page - 1) / sheet->per_page;
  double foot = gtk_print_context_get_height (context) - GAP;
  /* Translators: the number of a page, and how many pages there are. */
  g_autofree char *number = g_strdup_printf (_ ("Page %d of %u"), page + 1, n_pages);

  for (guint i = first; i < MIN (first + sheet->per_page, sheet->tickets->len); i++)
    show_ticket (context, g_ptr_array_index (sheet->tickets, i), y + (i - first) * ROW_HEIGHT);
  show_line (context, "Sans 9", number, 0, &foot);
}

GtkPrintOperation *
lp_ticket_sheet_new (const char *number, const char *path, GPtrArray *tickets)
{
  GtkPrintOperation *operation = gtk_print_operation_new ();
  g_autoptr (GtkPageSetup) setup = gtk_page_setup_new ();
  Sheet *sheet = g_new0 (Sheet, 1);

  sheet->number = g_strdup (number);
  sheet->path = g_strdup (path);
  sheet->tickets = g_ptr_array_ref (tickets);
  gtk_page_setup_set_top_margin (setup, MARGIN, GTK_UNIT_POINTS);
  gtk_page_setup_set_bottom_margin (setup, MARGIN, GTK_UNIT_POINTS);
  gtk_page_setup_set_left_margin (setup, MARGIN, GTK_UNIT_POINTS);
  gtk_page_setup_set_right_margin (setup, MARGIN, GTK_UNIT_POINTS);
  gtk_print_operation_set_default_page_setup (operation, setup);
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_job_name (operation, number);
  gtk_print_operation_set_embed_page_setup (operation, TRUE);
  g_signal_connect_data (operation, "begin-print", G_CALLBACK (begin_cb), sheet, sheet_free, 0);
  g_signal_connect (operation, "draw-page", G_CALLBACK (draw_cb), sheet);
  return operation;
}
