/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "lp-subscription-list.h"
#include "lp-subscriptions-page.h"

struct _LpSubscriptionsPage
{
  AdwBin parent_instance;

  /* Template */
  GtkSearchEntry *search;
  GtkToggleButton *decision;
  GtkStack *stack;
  GtkColumnView *view;
  AdwStatusPage *empty;
  GtkColumnViewColumn *ticket;
  GtkColumnViewColumn *product;
  GtkColumnViewColumn *state;
  GtkColumnViewColumn *deadline;
  GtkColumnViewColumn *committed;
  GtkColumnViewColumn *renews;

  LpSubscriptionList *list;
};

G_DEFINE_FINAL_TYPE (LpSubscriptionsPage, lp_subscriptions_page, ADW_TYPE_BIN)

static void
update_stack (LpSubscriptionsPage *self)
{
  gboolean loading;
  gboolean narrowed = gtk_toggle_button_get_active (self->decision) ||
                      *gtk_editable_get_text (GTK_EDITABLE (self->search)) != '\0';

  g_object_get (self->list, "loading", &loading, NULL);
  if (g_list_model_get_n_items (G_LIST_MODEL (self->list)) > 0)
    {
      gtk_stack_set_visible_child_name (self->stack, "list");
      return;
    }
  if (loading)
    return;

  adw_status_page_set_title (self->empty, narrowed ? _ ("Nothing Found") : _ ("No Subscriptions"));
  adw_status_page_set_description (
      self->empty, narrowed ? _ ("No subscription matches. Take the search or the filter away to see all.")
                            : _ ("Licenses of products that are sold for a time show up here."));
  gtk_stack_set_visible_child_name (self->stack, "empty");
}

static void
on_search_changed (LpSubscriptionsPage *self)
{
  g_object_set (self->list, "search", gtk_editable_get_text (GTK_EDITABLE (self->search)), NULL);
}

static void
on_decision_toggled (LpSubscriptionsPage *self)
{
  g_object_set (self->list, "needs-decision", gtk_toggle_button_get_active (self->decision), NULL);
}

static void
on_row_activated (LpSubscriptionsPage *self, guint position)
{
  g_autoptr (LpSubscriptionItem) item = g_list_model_get_item (G_LIST_MODEL (self->list), position);
  LpSubscription *subscription = item != NULL ? lp_subscription_item_get_subscription (item) : NULL;

  if (subscription != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.show-ticket", "s", subscription->ticket_code);
}

static void
setup (GtkListItemFactory *factory, GtkListItem *list_item, gpointer user_data)
{
  GtkWidget *text = g_object_new (GTK_TYPE_INSCRIPTION, "xalign", 0.0f, "text-overflow",
                                  GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END, "hexpand", TRUE, NULL);

  gtk_widget_add_css_class (text, g_str_equal (user_data, "ticket-code") ? "monospace" : "numeric");
  gtk_list_item_set_child (list_item, text);
}

static void
bind (GtkListItemFactory *factory, GtkListItem *list_item, gpointer user_data)
{
  GBinding *binding = g_object_bind_property (gtk_list_item_get_item (list_item), user_data,
                                              gtk_list_item_get_child (list_item), "text",
                                              G_BINDING_SYNC_CREATE);

  g_object_set_data (G_OBJECT (list_item), "binding", binding);
}

static void
unbind (GtkListItemFactory *factory, GtkListItem *list_item, gpointer user_data)
{
  g_binding_unbind (g_object_steal_data (G_OBJECT (list_item), "binding"));
}

static void
set_factory (GtkColumnViewColumn *column, const char *property)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup), (gpointer) property);
  g_signal_connect (factory, "bind", G_CALLBACK (bind), (gpointer) property);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind), (gpointer) property);
  gtk_column_view_column_set_factory (column, factory);
}

void
lp_subscriptions_page_set_group (LpSubscriptionsPage *self, const char *group_id)
{
  lp_subscription_list_set_group_id (self->list, group_id);
}

GtkWidget *
lp_subscriptions_page_new (LpSession *session)
{
  LpSubscriptionsPage *self = g_object_new (LP_TYPE_SUBSCRIPTIONS_PAGE, NULL);
  GtkSingleSelection *selection;

  self->list = lp_subscription_list_new (session);
  g_signal_connect_object (self->list, "items-changed", G_CALLBACK (update_stack), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "notify::loading", G_CALLBACK (update_stack), self, G_CONNECT_SWAPPED);
  selection = gtk_single_selection_new (G_LIST_MODEL (g_object_ref (self->list)));
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (selection));
  g_object_unref (selection);
  update_stack (self);
  return GTK_WIDGET (self);
}

static void
lp_subscriptions_page_dispose (GObject *object)
{
  g_clear_object (&LP_SUBSCRIPTIONS_PAGE (object)->list);

  G_OBJECT_CLASS (lp_subscriptions_page_parent_class)->dispose (object);
}

static void
lp_subscriptions_page_class_init (LpSubscriptionsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lp_subscriptions_page_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/example/LicensePortal/ui/subscriptions-page.ui");
  gtk_widget_class_bind_template_child (widget_class, LpSubscriptionsPage, search);
  gtk_widget_class_bind_template_child (widget_class, LpSubscriptionsPage, decision);
  gtk_widget_class_bind_template_child (widget_class, LpSubscriptionsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, LpSubscriptionsPage, view);
  gtk_widget_class_bind_template_child (widget_class, LpSubscriptionsPage, empty);
  gtk_widget_class_bind_template_child (widget_class, LpSubscriptionsPage, ticket);
  gtk_widget_class_bind_template_child (widget_class, LpSubscriptionsPage, product);
  gtk_widget_class_bind_template_child (widget_class, LpSubscriptionsPage, state);
  gtk_widget_class_bind_template_child (widget_class, LpSubscriptionsPage, deadline);
  gtk_widget_class_bind_template_child (widget_class, LpSubscriptionsPage, committed);
  gtk_widget_class_bind_template_child (widget_class, LpSubscriptionsPage, renews);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_decision_toggled);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
}

static void
lp_subscriptions_page_init (LpSubscriptionsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  set_factory (self->ticket, "ticket-code");
  set_factory (self->product, "product");
  set_factory (self->state, "state-text");
  set_factory (self->deadline, "deadline");
  set_factory (self->committed, "committed-until");
  set_factory (self->renews, "renews-text");
}
