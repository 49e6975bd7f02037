/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lp-member-line.h"
#include "lp-person-picker.h"

struct _LpPersonPicker
{
  GtkPopover parent_instance;

  /* Template */
  GtkSearchEntry *search;
  GtkStack *stack;
  GtkListView *view;

  LpMemberList *candidates;
};

enum
{
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LpPersonPicker, lp_person_picker, GTK_TYPE_POPOVER)

static void
update_stack (LpPersonPicker *self)
{
  gboolean empty = self->candidates == NULL ||
                   g_list_model_get_n_items (G_LIST_MODEL (self->candidates)) == 0;

  gtk_stack_set_visible_child_name (self->stack, empty ? "empty" : "list");
}

void
lp_person_picker_set_candidates (LpPersonPicker *self, LpMemberList *candidates)
{
  GtkSingleSelection *selection = NULL;

  if (self->candidates != NULL)
    g_signal_handlers_disconnect_by_func (self->candidates, update_stack, self);

  g_set_object (&self->candidates, candidates);
  if (candidates != NULL)
    {
      selection = gtk_single_selection_new (G_LIST_MODEL (g_object_ref (candidates)));
      g_signal_connect_object (candidates, "items-changed", G_CALLBACK (update_stack), self,
                               G_CONNECT_SWAPPED);
    }
  gtk_list_view_set_model (self->view, GTK_SELECTION_MODEL (selection));
  g_clear_object (&selection);
  update_stack (self);
}

static void
choose (LpPersonPicker *self, guint position)
{
  g_autoptr (LpMemberItem) item = g_list_model_get_item (G_LIST_MODEL (self->candidates), position);
  g_autofree char *person_id = NULL;

  if (item == NULL)
    return;

  /* Emit first: who asked takes the choice for done before the popover says that it was closed. */
  person_id = g_strdup (lp_member_item_get_person_id (item));
  g_signal_emit (self, signals[CHOSEN], 0, person_id);
  gtk_popover_popdown (GTK_POPOVER (self));
}

static void
on_activate (LpPersonPicker *self, guint position)
{
  choose (self, position);
}

static void
on_search_activate (LpPersonPicker *self)
{
  if (self->candidates != NULL)
    choose (self, 0);
}

static void
on_search_changed (LpPersonPicker *self)
{
  if (self->candidates != NULL)
    lp_member_list_set_filter (self->candidates, gtk_editable_get_text (GTK_EDITABLE (self->search)));
}

static void
on_search_stopped (LpPersonPicker *self)
{
  gtk_popover_popdown (GTK_POPOVER (self));
}

static void
lp_person_picker_map (GtkWidget *widget)
{
  LpPersonPicker *self = LP_PERSON_PICKER (widget);

  GTK_WIDGET_CLASS (lp_person_picker_parent_class)->map (widget);
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

static void
lp_person_picker_dispose (GObject *object)
{
  g_clear_object (&LP_PERSON_PICKER (object)->candidates);

  G_OBJECT_CLASS (lp_person_picker_parent_class)->dispose (object);
}

static void
lp_person_picker_class_init (LpPersonPickerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lp_person_picker_dispose;
  widget_class->map = lp_person_picker_map;

  signals[CHOSEN] = g_signal_new ("chosen", LP_TYPE_PERSON_PICKER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/example/LicensePortal/ui/person-picker.ui");
  gtk_widget_class_bind_template_child (widget_class, LpPersonPicker, search);
  gtk_widget_class_bind_template_child (widget_class, LpPersonPicker, stack);
  gtk_widget_class_bind_template_child (widget_class, LpPersonPicker, view);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_search_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_search_stopped);
}

static void
lp_person_picker_init (LpPersonPicker *self)
{
  g_autoptr (GtkListItemFactory) factory = lp_member_line_new_factory ();

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_view_set_factory (self->view, factory);
}
