/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lp-activity-page.h"
#include "lp-activity-row.h"
#include "lp-audit-list.h"

/* The service filters by what the person may see, not by group: pages are fetched until a screen is full. */
#define SCREENFUL 40

struct _LpActivityPage
{
  AdwBin parent_instance;

  /* Template */
  GtkStack *stack;
  GtkListView *view;
  GtkSpinner *spinner;
  AdwStatusPage *error;

  LpSession *session;
  LpAuditList *list;
  GtkFilterListModel *shown;
  GtkCustomFilter *filter;
  char *group_id;
};

G_DEFINE_FINAL_TYPE (LpActivityPage, lp_activity_page, ADW_TYPE_BIN)

static gboolean
is_in_group (gpointer item, gpointer user_data)
{
  LpActivityPage *self = user_data;
  LpAuditRecord *record = lp_audit_item_get_record (item);
  g_auto (GStrv) path = NULL;

  if (self->group_id == NULL || record->group_id == NULL)
    return self->group_id == NULL;

  path = lp_session_dup_group_path (self->session, record->group_id);
  return g_strv_contains ((const char *const *) path, self->group_id);
}

static void
update (LpActivityPage *self)
{
  guint n_shown = g_list_model_get_n_items (G_LIST_MODEL (self->shown));
  gboolean loading, at_end;
  g_autofree char *error = NULL;
  const char *page = "list";

  g_object_get (self->list, "loading", &loading, "at-end", &at_end, "error-text", &error, NULL);
  if (n_shown == 0)
    {
      if (error != NULL && *error != '\0')
        page = "error";
      else
        page = at_end ? "empty" : "loading";
    }
  adw_status_page_set_description (self->error, error);
  gtk_spinner_set_spinning (self->spinner, g_str_equal (page, "loading"));
  gtk_stack_set_visible_child_name (self->stack, page);
}

static void
on_loading_changed (LpActivityPage *self)
{
  gboolean loading, at_end;
  g_autofree char *error = NULL;

  g_object_get (self->list, "loading", &loading, "at-end", &at_end, "error-text", &error, NULL);
  if (!loading && !at_end && (error == NULL || *error == '\0') &&
      g_list_model_get_n_items (G_LIST_MODEL (self->shown)) < SCREENFUL)
    lp_audit_list_load_more (self->list);
  update (self);
}

static void
on_edge_reached (LpActivityPage *self, GtkPositionType edge)
{
  if (edge == GTK_POS_BOTTOM)
    lp_audit_list_load_more (self->list);
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
  gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
  lp_audit_list_reload (self->list);
  update (self);
}

GtkWidget *
lp_activity_page_new (LpSession *session)
{
  LpActivityPage *self = g_object_new (LP_TYPE_ACTIVITY_PAGE, NULL);
  GtkNoSelection *selection;

  self->session = g_object_ref (session);
  self->list = lp_audit_list_new (session);
  self->filter = gtk_custom_filter_new (is_in_group, self, NULL);
  self->shown = gtk_filter_list_model_new (G_LIST_MODEL (g_object_ref (self->list)),
                                           GTK_FILTER (g_object_ref (self->filter)));
  g_signal_connect_object (self->shown, "items-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "notify::loading", G_CALLBACK (on_loading_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "notify::error-text", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  selection = gtk_no_selection_new (G_LIST_MODEL (g_object_ref (self->shown)));
  gtk_list_view_set_model (self->view, GTK_SELECTION_MODEL (selection));
  g_object_unref (selection);
  return GTK_WIDGET (self);
}

static void
lp_activity_page_dispose (GObject *object)
{
  LpActivityPage *self = LP_ACTIVITY_PAGE (object);

  if (self->filter != NULL)
    gtk_custom_filter_set_filter_func (self->filter, NULL, NULL, NULL);
  g_clear_object (&self->filter);
  g_clear_object (&self->shown);
  g_clear_object (&self->list);
  g_clear_object (&self->session);
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
  gtk_widget_class_bind_template_child (widget_class, LpActivityPage, stack);
  gtk_widget_class_bind_template_child (widget_class, LpActivityPage, view);
  gtk_widget_class_bind_template_child (widget_class, LpActivityPage, spinner);
  gtk_widget_class_bind_template_child (widget_class, LpActivityPage, error);
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
