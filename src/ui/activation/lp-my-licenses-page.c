/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "lp-license-sections.h"
#include "lp-list-focus.h"
#include "lp-my-license-row.h"
#include "lp-my-licenses-page.h"
#include "lp-ticket-item.h"

struct _LpMyLicensesPage
{
  AdwBin parent_instance;

  /* Template */
  GtkSearchEntry *search;
  GtkStack *stack;
  GtkListView *view;
  AdwStatusPage *empty;
  GtkWidget *clear;

  LpLicenseSections *list;
  gboolean rewinding; /* the answer is looked at from its first row, or the head above that */
};

enum
{
  FILLED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LpMyLicensesPage, lp_my_licenses_page, ADW_TYPE_BIN)

static void
show_empty (LpMyLicensesPage *self)
{
  gboolean searching = *gtk_editable_get_text (GTK_EDITABLE (self->search)) != '\0';

  adw_status_page_set_title (self->empty, searching ? _ ("No License Found") : _ ("No Licenses for You Yet"));
  adw_status_page_set_description (
      self->empty,
      searching
          ? _ ("Check the spelling, or clear the search.")
          : _ ("Ask an admin of your group to allocate one to you or to make it visible to the group. It "
               "shows up here by itself."));
  gtk_widget_set_visible (self->clear, searching);
  gtk_stack_set_visible_child_name (self->stack, "empty");
}

static void
update_stack (LpMyLicensesPage *self)
{
  gboolean settled = lp_license_sections_is_settled (self->list);

  if (g_list_model_get_n_items (G_LIST_MODEL (self->list)) > 0)
    gtk_stack_set_visible_child_name (self->stack, "list");
  else if (settled)
    show_empty (self);
  if (settled)
    g_signal_emit (self, signals[FILLED], 0);
}

/* The view knows the rows by now. */
static void
on_loading_changed (LpMyLicensesPage *self)
{
  gboolean settled = lp_license_sections_is_settled (self->list);

  if (settled && self->rewinding && g_list_model_get_n_items (G_LIST_MODEL (self->list)) > 0)
    gtk_widget_activate_action (GTK_WIDGET (self->view), "list.scroll-to-item", "u", 0);
  self->rewinding = self->rewinding && !settled;
  update_stack (self);
}

static void
on_search_changed (LpMyLicensesPage *self)
{
  self->rewinding = TRUE;
  lp_license_sections_set_search (self->list, gtk_editable_get_text (GTK_EDITABLE (self->search)));
}

static void
on_row_activated (LpMyLicensesPage *self, guint position)
{
  g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (self->list), position);

  if (LP_IS_TICKET_ITEM (item))
    gtk_widget_activate_action (GTK_WIDGET (self), "win.show-ticket", "s",
                                lp_ticket_item_get_code (LP_TICKET_ITEM (item)));
}

static void
on_clear (LpMyLicensesPage *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

void
lp_my_licenses_page_focus_search (LpMyLicensesPage *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

GtkWidget *
lp_my_licenses_page_new (LpSession *session)
{
  LpMyLicensesPage *self = g_object_new (LP_TYPE_MY_LICENSES_PAGE, NULL);
  GtkSingleSelection *selection;

  self->list = lp_license_sections_new (session);
  self->rewinding = TRUE;
  g_signal_connect_object (self->list, "items-changed", G_CALLBACK (update_stack), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "notify::loading", G_CALLBACK (on_loading_changed), self,
                           G_CONNECT_SWAPPED);
  selection = g_object_new (GTK_TYPE_SINGLE_SELECTION, "autoselect", FALSE, "can-unselect", TRUE, "model",
                            self->list, NULL);
  gtk_list_view_set_model (self->view, GTK_SELECTION_MODEL (selection));
  g_object_unref (selection);
  update_stack (self);
  return GTK_WIDGET (self);
}

/* With the keyboard a row leads to the details, where its code can be copied, too. */
static gboolean
lp_my_licenses_page_focus (GtkWidget *widget, GtkDirectionType direction)
{
  LpMyLicensesPage *self = LP_MY_LICENSES_PAGE (widget);

  if (!lp_list_focus_leaves (GTK_WIDGET (self->view), direction))
    return GTK_WIDGET_CLASS (lp_my_licenses_page_parent_class)->focus (widget, direction);
  return direction == GTK_DIR_TAB_BACKWARD && gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

static void
lp_my_licenses_page_dispose (GObject *object)
{
  g_clear_object (&LP_MY_LICENSES_PAGE (object)->list);

  G_OBJECT_CLASS (lp_my_licenses_page_parent_class)->dispose (object);
}

static void
lp_my_licenses_page_class_init (LpMyLicensesPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lp_my_licenses_page_dispose;
  widget_class->focus = lp_my_licenses_page_focus;

  signals[FILLED] = g_signal_new ("filled", LP_TYPE_MY_LICENSES_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/example/LicensePortal/ui/my-licenses-page.ui");
  gtk_widget_class_bind_template_child (widget_class, LpMyLicensesPage, search);
  gtk_widget_class_bind_template_child (widget_class, LpMyLicensesPage, stack);
  gtk_widget_class_bind_template_child (widget_class, LpMyLicensesPage, view);
  gtk_widget_class_bind_template_child (widget_class, LpMyLicensesPage, empty);
  gtk_widget_class_bind_template_child (widget_class, LpMyLicensesPage, clear);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_clear);
}

static void
lp_my_licenses_page_init (LpMyLicensesPage *self)
{
  g_autoptr (GtkListItemFactory) factory = lp_my_license_row_new_factory ();

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_view_set_factory (self->view, factory);
}
