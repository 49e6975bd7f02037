/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>
#include <string.h>

#include "find-widget.h"
#include "lp-column-sorter.h"
#include "lp-connection-foot.h"
#include "lp-filter-chips.h"
#include "lp-group-name-dialog.h"
#include "lp-revoke-form.h"
#include "lp-row-factory.h"
#include "lp-subscription-panel.h"
#include "lp-subscription-table.h"
#include "lp-timeline.h"

/* Widgets that need no session. */

static void
test_sort_by_header (void)
{
  GtkWidget *view = g_object_ref_sink (gtk_column_view_new (NULL));
  GtkColumnViewColumn *columns[3];
  int number;
  gboolean descending;

  for (int i = 0; i < 3; i++)
    {
      g_autoptr (GtkSorter) sorter = lp_column_sorter_new (i);

      columns[i] = gtk_column_view_column_new ("Column", NULL);
      gtk_column_view_column_set_sorter (columns[i], sorter);
      gtk_column_view_append_column (GTK_COLUMN_VIEW (view), columns[i]);
    }

  g_assert_false (
      lp_column_sorter_read (gtk_column_view_get_sorter (GTK_COLUMN_VIEW (view)), &number, &descending));
  for (int i = 2; i >= 0; i--)
    for (int down = 0; down < 2; down++)
      {
        gtk_column_view_sort_by_column (GTK_COLUMN_VIEW (view), columns[i],
                                        down ? GTK_SORT_DESCENDING : GTK_SORT_ASCENDING);
        g_assert_true (lp_column_sorter_read (gtk_column_view_get_sorter (GTK_COLUMN_VIEW (view)), &number,
                                              &descending));
        g_assert_cmpint (number, ==, i);
        g_assert_cmpint (descending, ==, down);
      }

  gtk_column_view_sort_by_column (GTK_COLUMN_VIEW (view), NULL, GTK_SORT_ASCENDING);
  g_assert_false (
      lp_column_sorter_read (gtk_column_view_get_sorter (GTK_COLUMN_VIEW (view)), &number, &descending));
  for (int i = 0; i < 3; i++)
    g_object_unref (columns[i]);
  g_object_unref (view);
}

static guint n_shown;

static void
show_value (GtkWidget *row, gpointer item)
{
  g_autofree char *text = g_strdup_printf ("%.0f", gtk_adjustment_get_value (item));

  gtk_label_set_label (GTK_LABEL (row), text);
  n_shown++;
}

/* A row follows its item for as long as it has it. */
static void
test_row_factory (void)
{
  g_autoptr (GtkAdjustment) item = g_object_ref_sink (gtk_adjustment_new (7, 0, 100, 1, 1, 0));
  g_autoptr (GListStore) store = g_list_store_new (GTK_TYPE_ADJUSTMENT);
  GtkWidget *view =
      gtk_list_view_new (GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (g_object_ref (store)))),
                         lp_row_factory_new (GTK_TYPE_LABEL, show_value));
  GtkWidget *window = gtk_window_new ();

  gtk_window_set_child (GTK_WINDOW (window), view);
  gtk_window_present (GTK_WINDOW (window));
  g_list_store_append (store, item);
  while (n_shown == 0)
    g_main_context_iteration (NULL, TRUE);
  gtk_adjustment_set_value (item, 8);
  g_assert_cmpuint (n_shown, ==, 2);
  g_assert_nonnull (find_label (view, "8"));
  g_list_store_remove_all (store);
  gtk_adjustment_set_value (item, 9);
  g_assert_cmpuint (n_shown, ==, 2);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* The first order has its arrow. */
static void
test_subscriptions_by_deadline (void)
{
  GtkWidget *table = g_object_ref_sink (g_object_new (LP_TYPE_SUBSCRIPTION_TABLE, NULL));
  GtkColumnView *view = GTK_COLUMN_VIEW (find_type (table, GTK_TYPE_COLUMN_VIEW));
  gboolean descending;
  int number;

  g_assert_true (lp_column_sorter_read (gtk_column_view_get_sorter (view), &number, &descending));
  g_assert_cmpint (number, ==, LP_SUBSCRIPTION_SORT_DEADLINE);
  g_assert_false (descending);
  g_object_unref (table);
}

static LpSubscription *
new_subscription (void)
{
  LpSubscription *subscription = lp_subscription_new ();
  LpRenewal renewal = { 1, lp_date_from_ymd (2027, 1, 1), lp_date_from_ymd (2027, 12, 31),
                        lp_date_from_ymd (2026, 10, 1) };

  subscription->state = LP_SUBSCRIPTION_ACTIVE;
  subscription->start = lp_date_from_ymd (2026, 4, 1);
  subscription->initial_expiry = lp_date_from_ymd (2026, 12, 31);
  subscription->term = (LpPeriod){ 1, LP_PERIOD_YEARS };
  subscription->committed_until = renewal.end;
  subscription->technical_expiry = subscription->initial_expiry;
  subscription->deadline = lp_date_from_ymd (2027, 9, 30);
  subscription->ends_on = subscription->cancelled_on = subscription->revoked_on = LP_DATE_NONE;
  g_array_append_val (subscription->renewals, renewal);
  return subscription;
}

/* What is drawn is also said. */
static void
test_timeline_in_words (void)
{
  LpTimeline *timeline = g_object_ref_sink (g_object_new (LP_TYPE_TIMELINE, NULL));
  g_autoptr (LpSubscription) subscription = new_subscription ();
  int narrow, wide;

  lp_timeline_set_subscription (timeline, subscription, FALSE, lp_date_from_ymd (2026, 11, 24), NULL, -1);
  g_assert_nonnull (strstr (lp_timeline_get_text (timeline), "Today is 24 November 2026."));
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (timeline)));

  /* The legend needs more lines where there is less room. */
  gtk_widget_measure (GTK_WIDGET (timeline), GTK_ORIENTATION_VERTICAL, 280, &narrow, NULL, NULL, NULL);
  gtk_widget_measure (GTK_WIDGET (timeline), GTK_ORIENTATION_VERTICAL, 900, &wide, NULL, NULL, NULL);
  g_assert_cmpint (narrow, >, wide);
  g_assert_cmpint (wide, >, 0);

  subscription->state = LP_SUBSCRIPTION_PENDING;
  subscription->start = LP_DATE_NONE;
  lp_timeline_set_subscription (timeline, subscription, FALSE, lp_date_from_ymd (2026, 11, 24), NULL, -1);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (timeline)));
  lp_timeline_set_subscription (timeline, NULL, FALSE, lp_date_from_ymd (2026, 11, 24), NULL, -1);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (timeline)));
  g_object_unref (timeline);
}

static GtkWidget *
find_by_label (GtkWidget *widget, const char *label)
{
  if (GTK_IS_LABEL (widget) && gtk_widget_get_child_visible (widget) &&
      g_str_equal (gtk_label_get_label (GTK_LABEL (widget)), label))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_by_label (child, label);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* Whoever looks at a revoked one reads the day on which it stopped, and nothing of a use that goes on. */
static void
test_subscription_panel_of_revoked (void)
{
  LpSubscriptionPanel *panel = g_object_ref_sink (g_object_new (LP_TYPE_SUBSCRIPTION_PANEL, NULL));
  g_autoptr (LpSubscription) subscription = new_subscription ();

  lp_subscription_panel_set_subscription (panel, NULL, subscription, lp_date_from_ymd (2026, 11, 24));
  g_assert_nonnull (find_by_label (GTK_WIDGET (panel), "Cancel by"));
  subscription->state = LP_SUBSCRIPTION_REVOKED;
  subscription->revoked_on = lp_date_from_ymd (2026, 11, 24);
  subscription->deadline = LP_DATE_NONE;
  lp_subscription_panel_set_subscription (panel, NULL, subscription, lp_date_from_ymd (2026, 11, 24));
  g_assert_nonnull (find_by_label (GTK_WIDGET (panel), "Revoked on"));
  g_assert_nonnull (find_by_label (GTK_WIDGET (panel), "Software ran until"));
  g_assert_nonnull (find_by_label (GTK_WIDGET (panel), "1 Apr 2026 – 31 Dec 2026"));
  g_assert_null (find_by_label (GTK_WIDGET (panel), "Cancel by"));
  g_assert_null (find_by_label (GTK_WIDGET (panel), "Runs until"));
  g_object_unref (panel);
}

static LpRevokeForm *
new_revoke_form (const char *day, const char *refusal)
{
  g_autoptr (LpSubscription) subscription = new_subscription ();
  g_autoptr (LpRevokeOutlook) outlook = lp_revoke_outlook_new (subscription, FALSE, lp_date_parse (day));

  return g_object_ref_sink (LP_REVOKE_FORM (lp_revoke_form_new (outlook, refusal)));
}

/* Every choice says what it means; who may not decide about money reads why, and there is no credit for nothing. */
static void
test_revoke_form (void)
{
  LpRevokeForm *vendor = new_revoke_form ("2026-11-24", NULL);
  LpRevokeForm *admin = new_revoke_form ("2026-11-24", "A credit is decided elsewhere.");
  GtkWidget *rest = find_by_label (GTK_WIDGET (vendor),
                                   "The customer gets back what is left of the running term: 37 of "
                                   "275 days, 25 Nov 2026 – 31 Dec 2026. The credit is recorded with "
                                   "the revocation, and finance settles it by a credit note.");
  GtkWidget *row = gtk_widget_get_ancestor (rest, ADW_TYPE_ACTION_ROW);

  g_assert_cmpstr (lp_revoke_form_get_credit (vendor), ==, "none");
  adw_action_row_activate (ADW_ACTION_ROW (row));
  g_assert_cmpstr (lp_revoke_form_get_credit (vendor), ==, "pro_rata");
  lp_revoke_form_set_answers (vendor, "full", "Insolvent");
  g_assert_cmpstr (lp_revoke_form_get_credit (vendor), ==, "full");
  g_assert_cmpstr (lp_revoke_form_get_reason (vendor), ==, "Insolvent");
  lp_revoke_form_set_answers (admin, "full", NULL);
  g_assert_cmpstr (lp_revoke_form_get_credit (admin), ==, "none");
  g_assert_null (lp_revoke_form_get_reason (admin));
  g_assert_nonnull (find_by_label (GTK_WIDGET (admin), "A credit is decided elsewhere."));
  row = gtk_widget_get_ancestor (find_by_label (GTK_WIDGET (admin), "Full"), ADW_TYPE_ACTION_ROW);
  g_assert_false (gtk_widget_get_visible (row));
  g_object_unref (vendor);
  g_object_unref (admin);
}

static void
test_subscription_panel_hides (void)
{
  LpSubscriptionPanel *panel = g_object_ref_sink (g_object_new (LP_TYPE_SUBSCRIPTION_PANEL, NULL));
  g_autoptr (LpSubscription) subscription = new_subscription ();

  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (panel)));
  lp_subscription_panel_set_subscription (panel, NULL, subscription, lp_date_from_ymd (2026, 11, 24));
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (panel)));
  lp_subscription_panel_set_subscription (panel, NULL, NULL, lp_date_from_ymd (2026, 11, 24));
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (panel)));
  g_object_unref (panel);
}

static void
removed_cb (LpFilterChips *chips, int key, int *removed)
{
  *removed = key;
}

static void
test_chip_takes_its_filter_away (void)
{
  LpFilterChips *chips = g_object_ref_sink (g_object_new (LP_TYPE_FILTER_CHIPS, NULL));
  GtkWidget *chip;
  int removed = -1;

  g_signal_connect (chips, "removed", G_CALLBACK (removed_cb), &removed);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (chips)));
  lp_filter_chips_add (chips, 7, "Not revoked");
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (chips)));

  chip = GTK_WIDGET (chips);
  while (chip != NULL && !GTK_IS_BUTTON (chip))
    chip = gtk_widget_get_first_child (chip);
  g_assert_nonnull (chip);
  g_signal_emit_by_name (chip, "clicked");
  g_assert_cmpint (removed, ==, 7);

  lp_filter_chips_clear (chips);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (chips)));
  g_object_unref (chips);
}

static void
test_ago (void)
{
  static const struct
  {
    gint64 seconds;
    const char *text;
  } table[] = {
    { 0, "just now" },   { 1, "just now" },     { 2, "2 s ago" },
    { 59, "59 s ago" },  { 60, "1 min ago" },   { 3599, "59 min ago" },
    { 3600, "1 h ago" }, { 90000, "25 h ago" }, { G_MAXINT64, "9999 h ago" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autofree char *text = lp_format_ago (table[i].seconds);

      g_assert_cmpstr (text, ==, table[i].text);
    }
}

static void
set_long (GtkWidget *widget)
{
  if (GTK_IS_BUTTON (widget))
    gtk_widget_show (widget);
  if (GTK_IS_LABEL (widget))
    gtk_label_set_label (GTK_LABEL (widget), "12 changes need a decision of the person who made them");
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    set_long (child);
}

/* Whatever there is to say, the foot takes no more room than the sidebar has. */
static void
test_foot_keeps_the_width (void)
{
  GtkWidget *foot = g_object_ref_sink (g_object_new (LP_TYPE_CONNECTION_FOOT, NULL));
  int minimum;

  set_long (foot);
  gtk_widget_measure (foot, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <=, 262);
  g_object_unref (foot);
}

static GtkEditable *
find_entry (GtkWidget *widget)
{
  if (ADW_IS_ENTRY_ROW (widget))
    return GTK_EDITABLE (widget);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkEditable *found = find_entry (child);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
test_group_name_rules (void)
{
  static const struct
  {
    const char *text;
    gboolean enabled;
  } table[] = {
    { "", FALSE },        { "   ", FALSE },       { "CAD team", FALSE /* as it was */ },
    { "CAD/CAM", FALSE }, { "CAD team 2", TRUE }, { "فريق التصميم", TRUE },
    { "=1+1", TRUE },     { "𝔊𝔯𝔲𝔭𝔭𝔢", TRUE },
  };
  GtkWindow *dialog = lp_group_name_dialog_new ("Rename Group", "Rename", "CAD team");
  GtkEditable *entry = find_entry (GTK_WIDGET (dialog));

  g_assert_nonnull (entry);
  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    {
      gtk_editable_set_text (entry, table[i].text);
      g_assert_cmpint (gtk_widget_get_sensitive (find_id (GTK_WIDGET (dialog), "apply")), ==,
                       table[i].enabled);
      g_assert_cmpstr (gtk_editable_get_text (entry), ==, table[i].text);
    }
  gtk_window_destroy (dialog);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add_func ("/ui/sort-by-header", test_sort_by_header);
  g_test_add_func ("/ui/row-factory", test_row_factory);
  g_test_add_func ("/ui/subscription-table/by-deadline", test_subscriptions_by_deadline);
  g_test_add_func ("/ui/timeline/in-words", test_timeline_in_words);
  g_test_add_func ("/ui/subscription-panel/hides", test_subscription_panel_hides);
  g_test_add_func ("/ui/subscription-panel/revoked", test_subscription_panel_of_revoked);
  g_test_add_func ("/ui/revoke-form", test_revoke_form);
  g_test_add_func ("/ui/filter-chips/take-away", test_chip_takes_its_filter_away);
  g_test_add_func ("/ui/ago", test_ago);
  g_test_add_func ("/ui/connection-foot/keeps-the-width", test_foot_keeps_the_width);
  g_test_add_func ("/ui/group-name", test_group_name_rules);
  return g_test_run ();
}
