/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lp-ticket-sheet.h"
#include "scratch-directory.h"

#define N_TICKETS 31

static GPtrArray *
make_tickets (const char *product, guint n_tickets)
{
  GPtrArray *tickets = g_ptr_array_new_with_free_func ((GDestroyNotify) lp_ticket_unref);

  for (guint i = 0; i < n_tickets; i++)
    {
      LpTicket *ticket = lp_ticket_new ();

      ticket->code = g_strdup_printf ("%05u-7GJDG-00000-00000-00168", i);
      ticket->product_name = g_strdup (product);
      ticket->modules = g_new0 (char *, 1);
      ticket->quantity = (int) i + 1;
      ticket->reference = g_strdup ("PO-4711");
      ticket->created_at = g_strdup ("2026-11-24T10:00:00Z");
      ticket->technical_expiry = lp_date_from_ymd (2027, 12, 31);
      g_ptr_array_add (tickets, ticket);
    }
  return tickets;
}

/* The text of the sheet as another program reads it. */
static char *
print (const char *path, GPtrArray *tickets)
{
  g_autoptr (GtkPrintOperation) operation = lp_ticket_sheet_new ("O-2026-NRTH-000123", path, tickets);
  char *directory = scratch_directory_new ();
  g_autofree char *file = g_build_filename (directory, "sheet.pdf", NULL);
  const char *command[] = { "pdftotext", "-layout", file, "-", NULL };
  g_autoptr (GError) error = NULL;
  char *text = NULL;
  int status;

  gtk_print_operation_set_export_filename (operation, file);
  g_assert_cmpint (gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_EXPORT, NULL, &error), ==,
                   GTK_PRINT_OPERATION_RESULT_APPLY);
  g_assert_no_error (error);
  g_spawn_sync (NULL, (char **) command, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &text, NULL, &status, &error);
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
  scratch_directory_free (directory);
  return text;
}

static void
test_pages (void)
{
  g_autoptr (GPtrArray) tickets = make_tickets ("ViewPro 2026", N_TICKETS);
  g_autofree char *text = print ("Vendor/North Reseller/Acme", tickets);
  g_auto (GStrv) pages = g_strsplit (text, "\f", -1);

  for (guint i = 0; i < N_TICKETS; i++)
    g_assert_nonnull (strstr (text, ((LpTicket *) g_ptr_array_index (tickets, i))->code));
  g_assert_cmpuint (g_strv_length (pages), ==, 4); /* an empty one behind the last form feed */
  for (guint page = 0; page < 3; page++)
    {
      g_autofree char *number = g_strdup_printf ("Page %u of 3", page + 1);

      g_assert_nonnull (strstr (pages[page], "ViewPro 2026"));
      g_assert_nonnull (strstr (pages[page], "Vendor › North Reseller › Acme"));
      g_assert_nonnull (strstr (pages[page], "O-2026-NRTH-000123 · PO-4711 · 24 November 2026"));
      g_assert_nonnull (strstr (pages[page], number));
    }
  g_assert_nonnull (strstr (pages[0], "1 seat · expires 31 December 2027"));
}

/* What stands in names is text, whatever it looks like. */
static void
test_names (void)
{
  g_autofree char *endless = g_strnfill (500, 'W');
  const char *names[] = { "<b>5 & 3</b>", "=1+1", "שלום", endless };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GPtrArray) tickets = make_tickets (names[i], 1);
      g_autofree char *text = print (names[i], tickets);

      g_assert_nonnull (strstr (text, "Page 1 of 1"));
      g_assert_true (i == 2 || strstr (text, names[i]) != NULL); /* right to left, another order of letters */
    }
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ticket-sheet/pages", test_pages);
  g_test_add_func ("/ticket-sheet/names", test_names);
  return g_test_run ();
}
