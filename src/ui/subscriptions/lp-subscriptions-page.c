/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "lp-bulk-cancel-dialog.h"
#include "lp-deadline-export.h"
#include "lp-filter-chips.h"
#include "lp-folding-box.h"
#include "lp-format.h"
#include "lp-replica.h"
#include "lp-subscription-bar.h"
#include "lp-subscription-filter.h"
#include "lp-subscription-table.h"
#include "lp-subscriptions-page.h"
#include "lp-toasts.h"
#include "lp-waiting-decisions.h"

struct _LpSubscriptionsPage
{
  AdwBin parent_instance;

  /* Template */
  GtkSearchEntry *search;
  GtkToggleButton *decision;
  GtkMenuButton *filter_button;
  LpFilterChips *chips;
  GtkStack *stack;
  LpSubscriptionTable *table;
  AdwStatusPage *empty;
  GtkWidget *clear;
  LpSubscriptionBar *bar;
  GMenu *page_menu;

  LpSubscriptionFilter *filter; /* borrowed from its button; made when it is first opened */
  LpSession *session;
  GSettings *settings; /* nullable */
  LpSubscriptionList *list;
  GSignalGroup *group;

  GCancellable *judging; /* nullable: what is selected is being looked at */
  guint judge_source;
  guint n_listed; /* as the menu says */
};

enum
{
  SELECTION_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LpSubscriptionsPage, lp_subscriptions_page, ADW_TYPE_BIN)

guint
lp_subscriptions_page_get_n_selected (LpSubscriptionsPage *self)
{
  return lp_subscription_table_get_n_selected (self->table);
}

char *
lp_subscriptions_page_dup_selected_code (LpSubscriptionsPage *self)
{
  return lp_subscription_table_dup_selected_code (self->table);
}

const char *
lp_subscriptions_page_get_left (LpSubscriptionsPage *self, gboolean *filtered)
{
  g_object_get (self->list, "filtered", filtered, NULL);
  *filtered |= gtk_toggle_button_get_active (self->decision);
  return lp_subscription_table_get_left (self->table);
}

void
lp_subscriptions_page_focus_search (LpSubscriptionsPage *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

static void
set_can_cancel (LpSubscriptionsPage *self, gboolean can_cancel)
{
  lp_subscription_bar_set_can_cancel (self->bar, can_cancel);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "subscriptions.cancel-selected", can_cancel);
}

/* Nothing is cancelled twice, so one alone whose cancellation waits has no button. */
static gboolean
is_one_waiting (LpSubscriptionsPage *self)
{
  g_autofree char *code = lp_subscription_table_dup_selected_code (self->table);
  LpSubscriptionDecision decision;

  return code != NULL &&
         lp_waiting_decisions_find (lp_waiting_decisions_get (self->session), NULL, code, &decision);
}

static void
set_can_export (LpSubscriptionsPage *self, gboolean can_export)
{
  lp_subscription_bar_set_can_export (self->bar, can_export);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "subscriptions.export", can_export);
}

static void
judged_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LpSubscriptionsPage) self = user_data;
  g_autoptr (GError) error = NULL;
  guint n_decidable, n_deadlines;
  gboolean done = lp_replica_count_decidable_finish (LP_REPLICA (source), result, &n_decidable, &n_deadlines,
                                                     &error);

  if (!done && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  set_can_cancel (self, n_decidable > 0 && !is_one_waiting (self));
  set_can_export (self, n_deadlines > 0);
}

/* Whether anything of it can be cancelled or has a deadline is found on the replica's thread: it may be a million. */
static gboolean
judge_cb (gpointer user_data)
{
  LpSubscriptionsPage *self = user_data;
  LpReplica *replica = lp_session_get_replica (self->session);
  g_autoptr (GArray) rows = lp_subscription_table_dup_selected (self->table);

  self->judge_source = 0;
  g_cancellable_cancel (self->judging);
  g_clear_object (&self->judging);
  if (rows->len == 0 || replica == NULL)
    {
      set_can_cancel (self, FALSE);
      set_can_export (self, FALSE);
      return G_SOURCE_REMOVE;
    }
  self->judging = g_cancellable_new ();
  lp_replica_count_decidable_async (replica, (const guint32 *) (gpointer) rows->data, rows->len,
                                    self->judging, judged_cb, g_object_ref (self));
  return G_SOURCE_REMOVE;
}

/* The menu says how many it is about: all that the list shows, whatever is selected. */
static void
update_menu (LpSubscriptionsPage *self, guint n_items)
{
  g_autofree char *count = lp_format_count (n_items);
  /* Translators: an item of a menu; %s is a number of subscriptions */
  g_autofree char *label = g_strdup_printf (ngettext ("_Export the Deadline of %s in the List…",
                                                      "_Export the Deadlines of All %s in the List…",
                                                      n_items),
                                            count);

  if (g_menu_model_get_n_items (G_MENU_MODEL (self->page_menu)) > 0 && self->n_listed == n_items)
    return;
  self->n_listed = n_items;
  g_menu_remove_all (self->page_menu);
  g_menu_append (self->page_menu, label, "subscriptions.export-all");
}

static void
update_actions (LpSubscriptionsPage *self)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->list));
  guint n_selected = lp_subscription_table_get_n_selected (self->table);

  lp_subscription_bar_set_count (self->bar, n_selected, n_items);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "subscriptions.export-all", n_items > 0);
  update_menu (self, n_items);
  if (self->judge_source == 0)
    self->judge_source = g_idle_add (judge_cb, self);
}

static void
say_empty (LpSubscriptionsPage *self, const char *icon, const char *title, const char *description)
{
  adw_status_page_set_icon_name (self->empty, icon);
  adw_status_page_set_title (self->empty, title);
  adw_status_page_set_description (self->empty, description);
}

/* Filters are blamed only if one is set. */
static void
show_empty (LpSubscriptionsPage *self)
{
  gboolean decision = gtk_toggle_button_get_active (self->decision);
  gboolean filtered;

  g_object_get (self->list, "filtered", &filtered, NULL);
  gtk_widget_set_visible (self->clear, filtered);
  gtk_stack_set_visible_child_name (self->stack, "empty");
  if (decision && filtered)
    say_empty (self, "edit-find-symbolic", _ ("No Subscription Found"),
               _ ("With this search and these filters there are no deadlines in the next 30 days."));
  else if (decision)
    say_empty (self, "emblem-ok-symbolic", _ ("Nothing Needs a Decision"),
               _ ("No deadlines in the next 30 days."));
  else if (filtered)
    say_empty (self, "edit-find-symbolic", _ ("No Subscription Found"),
               _ ("Search looks in code, product, person, reference and entries of the license. Check the "
                  "spelling, or take filters away."));
  else
    say_empty (self, "subscription-symbolic", _ ("No Subscriptions"),
               _ ("Licenses of products that are sold for a time show up here."));
}

/* While a query runs the old rows stay: an empty state is shown only for an answer, never for a question. */
static void
update_stack (LpSubscriptionsPage *self)
{
  update_actions (self);
  if (g_list_model_get_n_items (G_LIST_MODEL (self->list)) > 0)
    gtk_stack_set_visible_child_name (self->stack, "list");
  else if (lp_subscription_list_is_settled (self->list))
    show_empty (self);
}

static void
on_selection_changed (LpSubscriptionsPage *self)
{
  update_actions (self);
  g_signal_emit (self, signals[SELECTION_CHANGED], 0);
}

static void
on_activated (LpSubscriptionsPage *self, const char *code)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.show-ticket", "s", code);
}

static void
on_search_changed (LpSubscriptionsPage *self)
{
  lp_subscription_table_rewind (self->table);
  lp_subscription_list_set_search (self->list, gtk_editable_get_text (GTK_EDITABLE (self->search)));
}

static void
on_search_stopped (LpSubscriptionsPage *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  lp_subscription_table_focus_rows (self->table);
}

static void
on_search_activate (LpSubscriptionsPage *self)
{
  lp_subscription_table_focus_rows (self->table);
}

static void
on_decision_toggled (LpSubscriptionsPage *self)
{
  lp_subscription_table_rewind (self->table);
  lp_subscription_list_set_needs_decision (self->list, gtk_toggle_button_get_active (self->decision));
}

static void
on_filter_changed (LpSubscriptionsPage *self)
{
  lp_filter_chips_clear (self->chips);
  for (int kind = 0; kind < LP_N_SUBSCRIPTION_FILTERS; kind++)
    {
      g_autofree char *text = lp_subscription_filter_dup_text (self->filter, (LpSubscriptionFilterKind) kind);

      if (text != NULL)
        lp_filter_chips_add (self->chips, kind, text);
    }
  lp_subscription_table_rewind (self->table);
}

static void
on_chip_removed (LpSubscriptionsPage *self, int kind)
{
  lp_subscription_filter_clear (self->filter, (LpSubscriptionFilterKind) kind);
}

static void
create_filter (GtkMenuButton *button, gpointer user_data)
{
  LpSubscriptionsPage *self = user_data;

  if (self->filter != NULL)
    return;
  self->filter = LP_SUBSCRIPTION_FILTER (lp_subscription_filter_new (self->session, self->list));
  g_signal_connect_object (self->filter, "changed", G_CALLBACK (on_filter_changed), self, G_CONNECT_SWAPPED);
  gtk_menu_button_set_popover (button, GTK_WIDGET (self->filter));
}

static void
on_clear (LpSubscriptionsPage *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  gtk_toggle_button_set_active (self->decision, FALSE);
  if (self->filter != NULL)
    lp_subscription_filter_clear (self->filter, LP_N_SUBSCRIPTION_FILTERS);
  lp_subscription_list_clear_filters (self->list);
}

void
lp_subscriptions_page_show_decisions (LpSubscriptionsPage *self)
{
  on_clear (self);
  gtk_toggle_button_set_active (self->decision, TRUE);
}

static void
export_rows (LpSubscriptionsPage *self, GArray *rows)
{
  int days = self->settings != NULL ? g_settings_get_int (self->settings, "deadline-notice-days") : 0;

  lp_deadline_export (GTK_WIDGET (self), self->session, rows, days > 0 ? days : -1);
}

static void
export_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  LpSubscriptionsPage *self = LP_SUBSCRIPTIONS_PAGE (widget);
  g_autoptr (GArray) rows = lp_subscription_table_dup_selected (self->table);

  export_rows (self, rows);
}

static void
export_all_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  LpSubscriptionsPage *self = LP_SUBSCRIPTIONS_PAGE (widget);
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (guint32));
  guint n_rows;
  const guint32 *all = lp_subscription_list_get_rows (self->list, &n_rows);

  g_array_append_vals (rows, all, n_rows);
  export_rows (self, rows);
}

static void
cancel_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  LpSubscriptionsPage *self = LP_SUBSCRIPTIONS_PAGE (widget);
  g_autoptr (GArray) rows = lp_subscription_table_dup_selected (self->table);

  if (rows->len > LP_BULK_CANCEL_MAX)
    {
      g_autofree char *most = lp_format_count (LP_BULK_CANCEL_MAX);
      /* Translators: %s is a number */
      g_autofree char *text =
          g_strdup_printf (_ ("At most %s subscriptions can be cancelled at once. Narrow the list."), most);

      lp_toast_show (widget, text);
      return;
    }
  if (rows->len > 0)
    lp_bulk_cancel_present (widget, self->session, rows);
}

static void
show_subgroups (LpSubscriptionsPage *self)
{
  g_autoptr (LpGroupItem) group = g_signal_group_dup_target (self->group);

  lp_subscription_table_set_many_groups (self->table,
                                         group != NULL && lp_group_item_get_has_subgroups (group));
}

void
lp_subscriptions_page_set_group (LpSubscriptionsPage *self, LpGroupItem *group)
{
  g_signal_group_set_target (self->group, group);
  show_subgroups (self);
  lp_subscription_table_rewind (self->table);
  lp_subscription_list_set_group_id (self->list, lp_group_item_get_id (group));
  update_actions (self);
}

GtkWidget *
lp_subscriptions_page_new (LpSession *session, GSettings *settings)
{
  LpSubscriptionsPage *self = g_object_new (LP_TYPE_SUBSCRIPTIONS_PAGE, NULL);

  self->session = g_object_ref (session);
  g_set_object (&self->settings, settings);
  self->list = lp_subscription_list_new (session);
  g_signal_connect_object (self->list, "items-changed", G_CALLBACK (update_stack), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (self->list, "notify::loading", G_CALLBACK (update_stack), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (lp_waiting_decisions_get (session), "changed", G_CALLBACK (update_actions), self,
                           G_CONNECT_SWAPPED);
  lp_subscription_table_set_list (self->table, self->list);
  update_stack (self);
  return GTK_WIDGET (self);
}

static void
lp_subscriptions_page_dispose (GObject *object)
{
  LpSubscriptionsPage *self = LP_SUBSCRIPTIONS_PAGE (object);

  g_clear_handle_id (&self->judge_source, g_source_remove);
  g_cancellable_cancel (self->judging);
  g_clear_object (&self->judging);
  g_clear_object (&self->list);
  g_clear_object (&self->group);
  g_clear_object (&self->session);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (lp_subscriptions_page_parent_class)->dispose (object);
}

static void
lp_subscriptions_page_class_init (LpSubscriptionsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lp_subscriptions_page_dispose;

  signals[SELECTION_CHANGED] = g_signal_new ("selection-changed", LP_TYPE_SUBSCRIPTIONS_PAGE,
                                             G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (LP_TYPE_FILTER_CHIPS);
  g_type_ensure (LP_TYPE_FOLDING_BOX);
  g_type_ensure (LP_TYPE_SUBSCRIPTION_BAR);
  g_type_ensure (LP_TYPE_SUBSCRIPTION_TABLE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/example/LicensePortal/ui/subscriptions-page.ui");
  gtk_widget_class_bind_template_child (widget_class, LpSubscriptionsPage, search);
  gtk_widget_class_bind_template_child (widget_class, LpSubscriptionsPage, decision);
  gtk_widget_class_bind_template_child (widget_class, LpSubscriptionsPage, filter_button);
  gtk_widget_class_bind_template_child (widget_class, LpSubscriptionsPage, chips);
  gtk_widget_class_bind_template_child (widget_class, LpSubscriptionsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, LpSubscriptionsPage, table);
  gtk_widget_class_bind_template_child (widget_class, LpSubscriptionsPage, empty);
  gtk_widget_class_bind_template_child (widget_class, LpSubscriptionsPage, clear);
  gtk_widget_class_bind_template_child (widget_class, LpSubscriptionsPage, bar);
  gtk_widget_class_bind_template_child (widget_class, LpSubscriptionsPage, page_menu);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_search_stopped);
  gtk_widget_class_bind_template_callback (widget_class, on_search_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_decision_toggled);
  gtk_widget_class_bind_template_callback (widget_class, on_selection_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_chip_removed);
  gtk_widget_class_bind_template_callback (widget_class, on_clear);
  gtk_widget_class_install_action (widget_class, "subscriptions.export", NULL, export_activated);
  gtk_widget_class_install_action (widget_class, "subscriptions.export-all", NULL, export_all_activated);
  gtk_widget_class_install_action (widget_class, "subscriptions.cancel-selected", NULL, cancel_activated);
}

static void
lp_subscriptions_page_init (LpSubscriptionsPage *self)
{
  self->group = g_signal_group_new (LP_TYPE_GROUP_ITEM);
  g_signal_group_connect_swapped (self->group, "notify::has-subgroups", G_CALLBACK (show_subgroups), self);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_menu_button_set_create_popup_func (self->filter_button, create_filter, self, NULL);
}
