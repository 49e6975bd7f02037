/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lp-group-chooser.h"
#include "lp-group-line.h"
#include "lp-group-tree.h"

struct _LpGroupChooser
{
  AdwWindow parent_instance;

  /* Template */
  AdwWindowTitle *heading;
  GtkLabel *note;
  GtkSearchEntry *search;
  GtkListView *view;
  GtkWidget *move;

  GtkCustomFilter *filter;
  GtkSingleSelection *selection;
  LpSession *session;
  char *without; /* nullable: this group and what is below it is not offered */
  char *wanted;  /* what was typed, folded */
};

enum
{
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LpGroupChooser, lp_group_chooser, ADW_TYPE_WINDOW)

/* No group can go into itself or what is below it. */
static gboolean
is_left_out (LpGroupChooser *self, LpGroupItem *item)
{
  g_auto (GStrv) path = NULL;

  if (self->without == NULL)
    return FALSE;
  path = lp_session_dup_group_path (self->session, lp_group_item_get_id (item));
  return g_strv_contains ((const char *const *) path, self->without);
}

static gboolean
matches (gpointer item, gpointer user_data)
{
  LpGroupChooser *self = user_data;
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;
  g_autofree char *folded = NULL;

  if (is_left_out (self, item))
    return FALSE;
  if (self->wanted == NULL || *self->wanted == '\0')
    return TRUE;

  g_object_get (item, "path-text", &path, NULL);
  text = g_strconcat (path != NULL ? path : "", " ", lp_group_item_get_name (item), NULL);
  folded = g_utf8_casefold (text, -1);
  return strstr (folded, self->wanted) != NULL;
}

static void
on_search_changed (LpGroupChooser *self)
{
  g_free (self->wanted);
  self->wanted = g_utf8_casefold (gtk_editable_get_text (GTK_EDITABLE (self->search)), -1);
  gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
}

static void
on_selected (LpGroupChooser *self)
{
  gtk_widget_set_sensitive (self->move, gtk_single_selection_get_selected_item (self->selection) != NULL);
}

static void
on_move (LpGroupChooser *self)
{
  LpGroupItem *item = gtk_single_selection_get_selected_item (self->selection);

  if (item == NULL)
    return;

  g_signal_emit (self, signals[CHOSEN], 0, lp_group_item_get_id (item));
  gtk_window_close (GTK_WINDOW (self));
}

GtkWindow *
lp_group_chooser_new (LpSession *session, LpAction action, const LpGroup *moved, const char *title)
{
  LpGroupChooser *self = g_object_new (LP_TYPE_GROUP_CHOOSER, "title", title, NULL);
  GtkFilterListModel *filtered;

  adw_window_title_set_title (self->heading, title);
  adw_window_title_set_subtitle (self->heading, moved != NULL ? moved->name : "");
  self->session = g_object_ref (session);
  self->without = g_strdup (moved != NULL ? moved->id : NULL);
  self->filter = gtk_custom_filter_new (matches, self, NULL);
  filtered = gtk_filter_list_model_new (lp_group_list_new (session, action),
                                        GTK_FILTER (g_object_ref (self->filter)));
  self->selection = g_object_new (GTK_TYPE_SINGLE_SELECTION, "autoselect", FALSE, "can-unselect", TRUE,
                                  "model", filtered, NULL);
  g_object_unref (filtered);
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (on_selected), self,
                           G_CONNECT_SWAPPED);
  gtk_list_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
  return GTK_WINDOW (self);
}

void
lp_group_chooser_set_note (LpGroupChooser *self, const char *note)
{
  gtk_label_set_label (self->note, note != NULL ? note : "");
  gtk_widget_set_visible (GTK_WIDGET (self->note), note != NULL);
}

static void
lp_group_chooser_dispose (GObject *object)
{
  LpGroupChooser *self = LP_GROUP_CHOOSER (object);

  if (self->filter != NULL)
    gtk_custom_filter_set_filter_func (self->filter, NULL, NULL, NULL);
  g_clear_object (&self->filter);
  g_clear_object (&self->selection);
  g_clear_object (&self->session);
  g_clear_pointer (&self->without, g_free);
  g_clear_pointer (&self->wanted, g_free);

  G_OBJECT_CLASS (lp_group_chooser_parent_class)->dispose (object);
}

static void
lp_group_chooser_class_init (LpGroupChooserClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lp_group_chooser_dispose;

  signals[CHOSEN] = g_signal_new ("chosen", LP_TYPE_GROUP_CHOOSER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_DIALOG);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/example/LicensePortal/ui/group-chooser.ui");
  gtk_widget_class_bind_template_child (widget_class, LpGroupChooser, heading);
  gtk_widget_class_bind_template_child (widget_class, LpGroupChooser, note);
  gtk_widget_class_bind_template_child (widget_class, LpGroupChooser, search);
  gtk_widget_class_bind_template_child (widget_class, LpGroupChooser, view);
  gtk_widget_class_bind_template_child (widget_class, LpGroupChooser, move);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_move);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
lp_group_chooser_init (LpGroupChooser *self)
{
  g_autoptr (GtkListItemFactory) factory = lp_group_line_new_factory ();

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_window_set_focus (GTK_WINDOW (self), GTK_WIDGET (self->search));
  gtk_list_view_set_factory (self->view, factory);
}
