/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lp-activity-filter.h"
#include "lp-activity-page.h"
#include "lp-activity-row.h"
#include "lp-audit-list.h"

struct _LpActivityPage
{
  AdwBin parent_instance;

  /* Template */
  LpActivityFilter *filter;
  GtkStack *stack;
  GtkListView *view;
  GtkSpinner *spinner;
  AdwStatusPage *error;

  LpAuditList *list;
  char *group_id;
  gboolean narrowed;
};

G_DEFINE_FINAL_TYPE (LpActivityPage, lp_activity_page, ADW_TYPE_BIN)

static void
update (LpActivityPage *self)
{
  gboolean loading, at_end;
  g_autofree char *error = NULL;
  const char *page = "list";

  g_object_get (self->list, "loading", &loading, "at-end", &at_end, "error-text", &error, NULL);
  if (g_list_model_get_n_items (G_LIST_MODEL (self->list)) == 0)
    {
      if (error != NULL && *error != '\0')
        page = "error";
      else if (!at_end)
        page = "loading";
      else
        page = self->narrowed ? "none-found" : "empty";
    }
  adw_status_page_set_description (self->error, error);
  gtk_spinner_set_spinning (self->spinner, g_str_equal (page, "loading"));
  gtk_stack_set_visible_child_name (self->stack, page);
}

static void
ask (LpActivityPage *self)
{
  LpAuditQuery query = { .group_id = self->group_id };

  self->narrowed = lp_activity_filter_get_query (self->filter, &query);
  lp_audit_list_set_query (self->list, &query);
  update (self);
}

static void
on_filter_changed (LpActivityPage *self)
{
  ask (self);
}

static void
on_clear (LpActivityPage *self)
{
  lp_activity_filter_clear (self->filter);
}

static void
on_edge_reached (LpActivityPage *self, GtkPositionType edge)
{
  if (edge == GTK_POS_BOTTOM)
    lp_audit_list_load_more (self->list);
}

static void
on_activate (LpActivityPage *self, guint position)
{
  g_autoptr (LpAuditItem) item = g_list_model_get_item (G_LIST_MODEL (self->list), position);
  gboolean expanded;

  g_object_get (item, "expanded", &expanded, NULL);
  g_object_set (item, "expanded", !expanded, NULL);
}

static void
on_try_again (LpActivityPage *self)
{
  lp_audit_list_reload (self->list);
  update (self);
}

void
lp_activity_page_set_group (LpActivityPage *self, const char *group_id)
{
  g_autofree char *copy = g_strdup (group_id);

  g_free (self->group_id);
  self->group_id = g_steal_pointer (&copy);
  ask (self);
}

void
lp_activity_page_focus_search (LpActivityPage *self)
{
  lp_activity_filter_focus_ticket (self->filter);
}

GtkWidget *
lp_activity_page_new (LpSession *session)
{
  LpActivityPage *self = g_object_new (LP_TYPE_ACTIVITY_PAGE, NULL);
  GtkNoSelection *selection;

  self->list = lp_audit_list_new (session);
  lp_activity_filter_set_session (self->filter, session);
  g_signal_connect_object (self->list, "items-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "notify::loading", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "notify::error-text", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  selection = gtk_no_selection_new (G_LIST_MODEL (g_object_ref (self->list)));
  gtk_list_view_set_model (self->view, GTK_SELECTION_MODEL (selection));
  g_object_unref (selection);
  return GTK_WIDGET (self);
}

static void
lp_activity_page_dispose (GObject *object)
{
  LpActivityPage *self = LP_ACTIVITY_PAGE (object);

  g_clear_object (&self->list);
  g_clear_pointer (&self->group_id, g_free);

  G_OBJECT_CLASS (lp_activity_page_parent_class)->dispose (object);
}

static void
lp_activity_page_class_init (LpActivityPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lp_activity_page_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/example/LicensePortal/ui/activity-page.ui");
  g_type_ensure (LP_TYPE_ACTIVITY_FILTER);
  gtk_widget_class_bind_template_child (widget_class, LpActivityPage, filter);
  gtk_widget_class_bind_template_child (widget_class, LpActivityPage, stack);
  gtk_widget_class_bind_template_child (widget_class, LpActivityPage, view);
  gtk_widget_class_bind_template_child (widget_class, LpActivityPage, spinner);
  gtk_widget_class_bind_template_child (widget_class, LpActivityPage, error);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_clear);
  gtk_widget_class_bind_template_callback (widget_class, on_filter_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_edge_reached);
  gtk_widget_class_bind_template_callback (widget_class, on_try_again);
}

static void
lp_activity_page_init (LpActivityPage *self)
{
  g_autoptr (GtkListItemFactory) factory = lp_activity_row_new_factory ();

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_view_set_factory (self->view, factory);
}
