/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lp-group-choice.h"
#include "lp-steps.h"

struct _LpGroupStep
{
  AdwBin parent_instance;

  /* Template */
  GtkSearchEntry *search;
  GtkStack *stack;
  GtkListView *view;

  /* Owned */
  LpLicenseDraft *draft;
  GtkCustomFilter *filter;
  GtkSingleSelection *selection;
  char *sought; /* folded */
};

G_DEFINE_FINAL_TYPE (LpGroupStep, lp_group_step, ADW_TYPE_BIN)

static guint chosen_signal;

static gboolean
matches (gpointer item, gpointer user_data)
{
  LpGroupStep *self = LP_GROUP_STEP (user_data);
  const LpGroup *group = lp_group_item_get_group (item);
  g_autofree char *text = g_strjoin (" ", group->name, group->path != NULL ? group->path : "",
                                     group->external_id != NULL ? group->external_id : "", NULL);
  g_autofree char *folded = g_utf8_casefold (text, -1);

  return self->sought == NULL || strstr (folded, self->sought) != NULL;
}

static void
on_search_changed (LpGroupStep *self)
{
  g_free (self->sought);
  self->sought = g_utf8_casefold (gtk_editable_get_text (GTK_EDITABLE (self->search)), -1);
  gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
}

static void
on_activate (LpGroupStep *self, guint position)
{
  g_autoptr (LpGroupItem) item = g_list_model_get_item (G_LIST_MODEL (self->selection), position);

  if (item == NULL)
    return;
  lp_license_draft_set_group (self->draft, lp_group_item_get_id (item));
  g_signal_emit (self, chosen_signal, 0);
}

static void
on_search_activate (LpGroupStep *self)
{
  on_activate (self, MAX (0, (int) gtk_single_selection_get_selected (self->selection)));
}

static void
items_changed_cb (LpGroupStep *self)
{
  gboolean empty = g_list_model_get_n_items (G_LIST_MODEL (self->selection)) == 0;

  gtk_stack_set_visible_child_name (self->stack, empty ? "empty" : "list");
}

/* The selection follows the draft, so that Continue takes what is highlighted. */
static void
selection_changed_cb (LpGroupStep *self)
{
  LpGroupItem *item = gtk_single_selection_get_selected_item (self->selection);

  if (item != NULL)
    lp_license_draft_set_group (self->draft, lp_group_item_get_id (item));
}

static void
draft_changed_cb (LpGroupStep *self)
{
  const LpGroup *group = lp_license_draft_get_group (self->draft);
  GListModel *model = G_LIST_MODEL (self->selection);

  for (guint i = 0; group != NULL && i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (LpGroupItem) item = g_list_model_get_item (model, i);

      if (!g_str_equal (lp_group_item_get_id (item), group->id))
        continue;
      if (gtk_single_selection_get_selected (self->selection) == i)
        return;
      gtk_single_selection_set_selected (self->selection, i);
      gtk_widget_activate_action (GTK_WIDGET (self->view), "list.scroll-to-item", "u", i);
      return;
    }
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  gtk_list_item_set_child (item, g_object_new (LP_TYPE_GROUP_CHOICE, NULL));
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  lp_group_choice_set_item (LP_GROUP_CHOICE (gtk_list_item_get_child (item)),
                            LP_GROUP_ITEM (gtk_list_item_get_item (item)));
}

static void
lp_group_step_dispose (GObject *object)
{
  LpGroupStep *self = LP_GROUP_STEP (object);

  g_clear_object (&self->draft);
  g_clear_object (&self->filter);
  g_clear_object (&self->selection);
  g_clear_pointer (&self->sought, g_free);
  G_OBJECT_CLASS (lp_group_step_parent_class)->dispose (object);
}

static void
lp_group_step_class_init (LpGroupStepClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lp_group_step_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/example/LicensePortal/ui/license-group-step.ui");
  gtk_widget_class_bind_template_child (widget_class, LpGroupStep, search);
  gtk_widget_class_bind_template_child (widget_class, LpGroupStep, stack);
  gtk_widget_class_bind_template_child (widget_class, LpGroupStep, view);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_search_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
  chosen_signal = g_signal_new ("chosen", LP_TYPE_GROUP_STEP, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 0);
}

static void
lp_group_step_init (LpGroupStep *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  gtk_list_view_set_factory (self->view, factory);
}

void
lp_group_step_set_draft (LpGroupStep *self, LpLicenseDraft *draft)
{
  GListModel *filtered;

  self->draft = g_object_ref (draft);
  self->filter = gtk_custom_filter_new (matches, self, NULL);
  filtered = G_LIST_MODEL (gtk_filter_list_model_new (g_object_ref (lp_license_draft_get_groups (draft)),
                                                      g_object_ref (GTK_FILTER (self->filter))));
  self->selection = gtk_single_selection_new (filtered);
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  gtk_list_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_object (self->selection, "items-changed", G_CALLBACK (items_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->selection, "items-changed", G_CALLBACK (draft_changed_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (selection_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (draft, "changed", G_CALLBACK (draft_changed_cb), self, G_CONNECT_SWAPPED);
  items_changed_cb (self);
  draft_changed_cb (self);
}
