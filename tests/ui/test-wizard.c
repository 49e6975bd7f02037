/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>
#include <string.h>

#include "lp-license-wizard.h"
#include "model-fixture.h"

/* The wizard on the real service, moved by its controls. */

typedef gboolean (*Matches) (GtkWidget *widget, const char *name);

static GtkWidget *
find (GtkWidget *widget, Matches matches, const char *name)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = NULL;

      if (gtk_widget_get_child_visible (child) && gtk_widget_get_visible (child))
        found = matches (child, name) ? child : find (child, matches, name);
      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
is_label (GtkWidget *widget, const char *name)
{
  return GTK_IS_LABEL (widget) && g_str_equal (gtk_label_get_text (GTK_LABEL (widget)), name);
}

static gboolean
is_row (GtkWidget *widget, const char *name)
{
  return ADW_IS_PREFERENCES_ROW (widget) &&
         g_str_has_prefix (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), name);
}

static gboolean
is_type (GtkWidget *widget, const char *name)
{
  return g_str_equal (G_OBJECT_TYPE_NAME (widget), name);
}

static gboolean
is_button (GtkWidget *widget, const char *name)
{
  return GTK_IS_BUTTON (widget) && gtk_widget_is_sensitive (widget) &&
         (find (widget, is_label, name) != NULL ||
          g_strcmp0 (gtk_widget_get_tooltip_text (widget), name) == 0);
}

static GtkWidget *
wait_for (gpointer window, Matches matches, const char *name)
{
  g_test_message ("waiting for %s", name);
  wait_until (find (GTK_WIDGET (window), matches, name) != NULL);
  return find (GTK_WIDGET (window), matches, name);
}

static void
click (gpointer window, const char *name)
{
  g_signal_emit_by_name (wait_for (window, is_button, name), "clicked");
}

static void
assert_fits_phone (GtkWindow *window)
{
  int minimum;

  gtk_widget_measure (GTK_WIDGET (window), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <=, 360);
}

static void
activate_row (GtkWindow *window, const char *title)
{
  GtkWidget *row = wait_for (window, is_row, title);

  g_signal_emit_by_name (gtk_widget_get_ancestor (row, GTK_TYPE_LIST_BOX), "row-activated", row);
}

static void
choose_product (GtkWindow *window, const char *name)
{
  GtkWidget *label = wait_for (window, is_label, name);
  GtkWidget *card = gtk_widget_get_ancestor (label, GTK_TYPE_FLOW_BOX_CHILD);

  g_signal_emit_by_name (gtk_widget_get_ancestor (card, GTK_TYPE_FLOW_BOX), "child-activated", card);
}

static void
set_row (GtkWindow *window, const char *title, const char *value)
{
  g_object_set (wait_for (window, is_row, title), "value", value, NULL);
}

/* As far as the details of a product whose rules are known. */
static GtkWindow *
open_details (ModelFixture *fixture)
{
  g_autofree char *acme = model_fixture_find_group (fixture, "Acme Machines");
  GtkWindow *window = lp_license_wizard_new (fixture->session, acme);

  gtk_window_present (window);
  assert_fits_phone (window);
  click (window, "Continue");
  assert_fits_phone (window);
  activate_row (window, "Design");
  assert_fits_phone (window);
  choose_product (window, "CAD Pro");
  wait_for (window, is_row, "Number of licenses");
  assert_fits_phone (window);
  return window;
}

/* A row or card acts at once; Continue is there only for what was chosen before, which is marked. */
static void
test_choices (void)
{
  g_autoptr (ModelFixture) fixture = model_fixture_new (CLIENT_ADMIN);
  g_autofree char *acme = model_fixture_find_group (fixture, "Acme Machines");
  GtkWindow *window = lp_license_wizard_new (fixture->session, acme);

  gtk_window_present (window);
  click (window, "Continue");
  wait_for (window, is_row, "Design");
  g_assert_null (find (GTK_WIDGET (window), is_button, "Continue"));
  activate_row (window, "Design");
  wait_for (window, is_label, "CAD Pro");
  g_assert_null (find (GTK_WIDGET (window), is_button, "Continue"));
  choose_product (window, "CAD Pro");
  wait_for (window, is_row, "Number of licenses");

  click (window, "Back");
  wait_for (window, is_label, "CAD Pro");
  wait_for (window, is_button, "Continue");
  click (window, "Back");
  g_assert_nonnull (find (wait_for (window, is_row, "Design"), is_type, "GtkImage"));
  wait_for (window, is_button, "Continue");
  gtk_window_destroy (window);
}

static void
close_and_discard (GtkWindow *window)
{
  gtk_window_destroy (window);
  for (guint i = 0; i < 5; i++)
    model_fixture_iterate ();
}

static GtkWindow *
find_dialog (void)
{
  GListModel *toplevels = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (toplevels, i);

      if (ADW_IS_MESSAGE_DIALOG (window))
        return window;
    }
  return NULL;
}

/* As its button would. */
static void
answer (const char *response)
{
  g_autoptr (GtkWindow) dialog = NULL;

  wait_until (find_dialog () != NULL);
  dialog = g_object_ref (find_dialog ());
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), response);
  gtk_window_destroy (dialog);
}

static void
keep_codes (LpLicenseWizard *wizard, GStrv codes, GStrv *kept)
{
  *kept = g_strdupv (codes);
}

static void
test_create (void)
{
  g_autoptr (ModelFixture) fixture = model_fixture_new (CLIENT_ADMIN);
  GtkWindow *window = open_details (fixture);
  g_auto (GStrv) codes = NULL;
  g_autoptr (LpTicket) ticket = NULL;

  g_signal_connect (window, "created", G_CALLBACK (keep_codes), &codes);
  set_row (window, "Host name", "ws-4711");
  set_row (window, "Number of licenses", "2");
  click (window, "Review");
  wait_for (window, is_label, "Who Will See It");
  assert_fits_phone (window);
  click (window, "Create License");
  wait_until (codes != NULL);
  g_assert_cmpuint (g_strv_length (codes), ==, 2);
  wait_for (window, is_label, "2 Licenses Created");
  wait_for (window, is_label, codes[0]);
  assert_fits_phone (window);
  ticket = lp_replica_get_ticket (lp_session_get_replica (fixture->session), codes[1]);
  g_assert_nonnull (ticket);

  /* Codes are there to be handed out. */
  g_assert_true (gtk_window_get_focus (window) == wait_for (window, is_button, "Copy"));

  /* The choices are kept for the next one; closing it asks only once something else is entered. */
  click (window, "Create Another");
  wait_for (window, is_button, "Review");
  set_row (window, "Number of licenses", "3");
  gtk_window_close (window);
  wait_until (find_dialog () != NULL);
  g_assert_nonnull (strstr (adw_message_dialog_get_body (ADW_MESSAGE_DIALOG (find_dialog ())),
                            "What you have created before stays."));
  answer ("keep");
  wait_until (find_dialog () == NULL);
  close_and_discard (window);
}

static void
test_another_untouched (void)
{
  g_autoptr (ModelFixture) fixture = model_fixture_new (CLIENT_ADMIN);
  GtkWindow *window = open_details (fixture);
  GtkWindow *gone = window;

  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &gone);
  set_row (window, "Host name", "ws-4711");
  click (window, "Review");
  wait_for (window, is_button, "Cancel"); /* also after the first step */
  click (window, "Create License");
  click (window, "Create Another");
  wait_for (window, is_button, "Review");
  gtk_window_close (window);
  wait_until (gone == NULL);
}

/* In minor units. */
static gint64
read_amount (const char *text)
{
  gint64 amount = 0;

  for (; *text != '\0'; text++)
    if (g_ascii_isdigit (*text))
      amount = amount * 10 + g_ascii_digit_value (*text);
  return amount;
}

static void
collect_amounts (GtkWidget *widget, GArray *amounts)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_LABEL (child) && gtk_widget_has_css_class (child, "numeric"))
      {
        gint64 amount = read_amount (gtk_label_get_text (GTK_LABEL (child)));

        g_array_append_val (amounts, amount);
      }
    else
      {
        collect_amounts (child, amounts);
      }
}

/* What the product and its modules cost adds up to the total, to the cent. */
static void
test_price (void)
{
  g_autoptr (ModelFixture) fixture = model_fixture_new (CLIENT_ADMIN);
  g_autoptr (GArray) amounts = g_array_new (FALSE, FALSE, sizeof (gint64));
  GtkWindow *window = open_details (fixture);
  gint64 sum = 0;

  set_row (window, "Host name", "ws-4711");
  set_row (window, "Number of licenses", "3");
  set_row (window, "Seats", "7");
  click (window, "Review");
  wait_for (window, is_row, "Total");
  assert_fits_phone (window);
  collect_amounts (wait_for (window, is_type, "LpReviewStep"), amounts);
  g_assert_cmpuint (amounts->len, >=, 2);
  for (guint i = 0; i + 1 < amounts->len; i++)
    sum += g_array_index (amounts, gint64, i);
  g_assert_cmpint (sum, >, 0);
  g_assert_cmpint (g_array_index (amounts, gint64, 0) % 21, ==, 0);
  g_assert_cmpint (g_array_index (amounts, gint64, amounts->len - 1), ==, sum);
  close_and_discard (window);
}

static void
test_fault (void)
{
  g_autoptr (ModelFixture) fixture = model_fixture_new (CLIENT_ADMIN);
  GtkWindow *window = open_details (fixture);
  GtkWidget *row, *fault;

  set_row (window, "Host name", "ws-4711");
  row = wait_for (window, is_row, "Host name");
  g_object_set (row, "value", "WS 4711", NULL);
  g_assert_true (gtk_widget_has_css_class (row, "error"));
  fault = wait_for (window, is_type, "LpFaultRow");
  g_assert_true (gtk_widget_get_visible (fault));

  /* Review is refused, and what was typed stays. */
  click (window, "Review");
  g_assert_nonnull (find (GTK_WIDGET (window), is_row, "Host name"));
  set_row (window, "Host name", "ws-4711");
  g_assert_false (gtk_widget_has_css_class (row, "error"));
  click (window, "Review");
  click (window, "Back");
  wait_for (window, is_button, "Review");
  close_and_discard (window);
}

static GtkWidget *
find_spin (GtkWindow *window, const char *title)
{
  return find (wait_for (window, is_row, title), is_type, "GtkSpinButton");
}

static const char *
get_fault_below (GtkWidget *spin)
{
  GtkWidget *row = gtk_widget_get_ancestor (spin, ADW_TYPE_PREFERENCES_ROW);
  GtkWidget *fault = gtk_widget_get_next_sibling (row);
  static char *text = NULL;

  g_clear_pointer (&text, g_free);
  g_object_get (fault, "text", &text, NULL);
  g_assert_cmpint (gtk_widget_get_visible (fault), ==, *text != '\0');
  g_assert_cmpint (gtk_widget_has_css_class (row, "error"), ==, *text != '\0');
  return text;
}

/* As by hand: type, then leave the field, which makes a spin button look at its text. */
static void
type_number (GtkWidget *spin, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (spin), text);
  gtk_spin_button_update (GTK_SPIN_BUTTON (spin));
}

/* Whatever is typed where a number belongs stays, says what would be right, and stops the wizard. */
static void
check_number (GtkWindow *window, const char *title, const char *fault, const char *right)
{
  static const char *const wrong[] = { "",       "abc",  "-1",        "1.5",
                                       "1,5",    "1e3",  "999999999", "99999999999999999999",
                                       "\u0663", "=1+1", "0x10",      "7 7" };
  GtkWidget *spin = find_spin (window, title);

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_test_message ("“%s” in %s", wrong[i], title);
      type_number (spin, wrong[i]);
      g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (spin)), ==, wrong[i]);
      g_assert_cmpstr (get_fault_below (spin), ==, fault);
      click (window, "Review");
      g_assert_true (gtk_widget_get_mapped (spin));
      g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (spin)), ==, wrong[i]);
    }
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (window),
                                         gtk_widget_get_ancestor (spin, ADW_TYPE_PREFERENCES_ROW)) ||
                 gtk_window_get_focus (window) == gtk_widget_get_ancestor (spin, ADW_TYPE_PREFERENCES_ROW));
  type_number (spin, right);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (spin)), ==, right);
  g_assert_cmpstr (get_fault_below (spin), ==, "");
}

static void
test_numbers (void)
{
  g_autoptr (ModelFixture) fixture = model_fixture_new (CLIENT_ADMIN);
  GtkWindow *window = open_details (fixture);
  GtkWidget *spin;

  set_row (window, "Host name", "ws-4711");
  check_number (window, "Number of licenses", "Between 1 and 500 licenses in one order", "2");
  check_number (window, "Seats", "Between 1 and 1000000 seats", "12");
  check_number (window, "Cancellation period", "A whole number, from 0 to 1217 months", "3");

  /* White space around a number and zeros before it are of no matter; the buttons go on from the last number. */
  spin = find_spin (window, "Number of licenses");
  type_number (spin, " 007 ");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (spin)), ==, "7");
  type_number (spin, "seven");
  gtk_spin_button_spin (GTK_SPIN_BUTTON (spin), GTK_SPIN_STEP_FORWARD, 1);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (spin)), ==, "8");
  g_assert_cmpstr (get_fault_below (spin), ==, "");
  click (window, "Review");
  wait_for (window, is_label, "Who Will See It");
  close_and_discard (window);
}

/* The words about the first term are true or not there. */
static void
test_notice (void)
{
  g_autoptr (ModelFixture) fixture = model_fixture_new (CLIENT_ADMIN);
  GtkWindow *window = open_details (fixture);
  GtkWidget *form = wait_for (window, is_type, "LpSubscriptionForm");
  GtkWidget *spin = find_spin (window, "Cancellation period");
  g_autofree char *before = g_strdup (adw_preferences_group_get_description (ADW_PREFERENCES_GROUP (form)));

  g_assert_nonnull (strstr (before, "cancel by"));
  type_number (spin, "");
  g_assert_cmpstr (adw_preferences_group_get_description (ADW_PREFERENCES_GROUP (form)), ==, "");
  gtk_editable_set_text (GTK_EDITABLE (spin), "2");
  g_assert_nonnull (
      strstr (adw_preferences_group_get_description (ADW_PREFERENCES_GROUP (form)), "cancel by"));
  g_assert_cmpstr (adw_preferences_group_get_description (ADW_PREFERENCES_GROUP (form)), !=, before);

  /* Another unit has another range. */
  set_row (window, "Cancellation period", "P200Y");
  g_assert_cmpstr (get_fault_below (spin), ==, "A whole number, from 0 to 100 years");
  set_row (window, "Cancellation period", "P200D");
  g_assert_cmpstr (get_fault_below (spin), ==, "");
  close_and_discard (window);
}

static void
test_close (void)
{
  g_autoptr (ModelFixture) fixture = model_fixture_new (CLIENT_ADMIN);
  GtkWindow *window = open_details (fixture);
  GtkWindow *gone = window;

  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &gone);
  gtk_window_close (window);
  answer ("keep");
  wait_until (find_dialog () == NULL);
  g_assert_nonnull (gone);

  gtk_window_close (window);
  answer ("discard");
  wait_until (gone == NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/wizard/create", test_create);
  g_test_add_func ("/wizard/another-untouched", test_another_untouched);
  g_test_add_func ("/wizard/price", test_price);
  g_test_add_func ("/wizard/choices", test_choices);
  g_test_add_func ("/wizard/fault", test_fault);
  g_test_add_func ("/wizard/numbers", test_numbers);
  g_test_add_func ("/wizard/notice", test_notice);
  g_test_add_func ("/wizard/close", test_close);
  return g_test_run ();
}
