/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lp-catalog-list.h"
#include "lp-steps.h"

#define LP_TYPE_CATEGORY_ROW (lp_category_row_get_type ())
G_DECLARE_FINAL_TYPE (LpCategoryRow, lp_category_row, LP, CATEGORY_ROW, AdwActionRow)

struct _LpCategoryRow
{
  AdwActionRow parent_instance;

  /* Template */
  GtkWidget *check;

  char *category_id;
};

G_DEFINE_FINAL_TYPE (LpCategoryRow, lp_category_row, ADW_TYPE_ACTION_ROW)

static void
lp_category_row_finalize (GObject *object)
{
  g_free (LP_CATEGORY_ROW (object)->category_id);
  G_OBJECT_CLASS (lp_category_row_parent_class)->finalize (object);
}

static void
lp_category_row_class_init (LpCategoryRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = lp_category_row_finalize;
  gtk_widget_class_set_template_from_resource (GTK_WIDGET_CLASS (klass),
                                               "/org/example/LicensePortal/ui/license-category-row.ui");
  gtk_widget_class_bind_template_child (GTK_WIDGET_CLASS (klass), LpCategoryRow, check);
}

static void
lp_category_row_init (LpCategoryRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

struct _LpCategoryStep
{
  AdwBin parent_instance;

  /* Template */
  GtkStack *stack;
  GtkListBox *list;

  /* Owned */
  LpLicenseDraft *draft;
  GListModel *model; /* nullable: what the list is bound to */
  gulong items_changed;
};

G_DEFINE_FINAL_TYPE (LpCategoryStep, lp_category_step, ADW_TYPE_BIN)

static guint chosen_signal;

static GtkWidget *
make_row (gpointer item, gpointer user_data)
{
  LpCategoryRow *row = g_object_new (LP_TYPE_CATEGORY_ROW, NULL);

  row->category_id = g_strdup (lp_category_item_get_id (item));
  g_object_bind_property (item, "name", row, "title", G_BINDING_SYNC_CREATE);
  return GTK_WIDGET (row);
}

static void
on_row_activated (LpCategoryStep *self, GtkListBoxRow *row)
{
  lp_license_draft_set_category (self->draft, LP_CATEGORY_ROW (row)->category_id);
  g_signal_emit (self, chosen_signal, 0);
}

/* For whoever comes back. */
static void
mark_chosen (LpCategoryStep *self)
{
  const char *chosen = lp_license_draft_get_category_id (self->draft);

  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->list)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    if (LP_IS_CATEGORY_ROW (row))
      gtk_widget_set_visible (LP_CATEGORY_ROW (row)->check,
                              g_strcmp0 (LP_CATEGORY_ROW (row)->category_id, chosen) == 0);
}

static void
items_changed_cb (LpCategoryStep *self)
{
  gboolean empty = self->model == NULL || g_list_model_get_n_items (self->model) == 0;

  gtk_stack_set_visible_child_name (self->stack, empty ? "empty" : "list");
  mark_chosen (self);
}

static void
draft_changed_cb (LpCategoryStep *self)
{
  GListModel *model = lp_license_draft_get_categories (self->draft);

  if (model == self->model)
    {
      mark_chosen (self);
      return;
    }
  if (self->model != NULL)
    g_clear_signal_handler (&self->items_changed, self->model);
  g_set_object (&self->model, model);
  gtk_list_box_bind_model (self->list, model, make_row, NULL, NULL);
  if (model != NULL)
    self->items_changed = g_signal_connect_swapped (model, "items-changed", G_CALLBACK (items_changed_cb),
                                                    self);
  items_changed_cb (self);
}

static void
lp_category_step_dispose (GObject *object)
{
  LpCategoryStep *self = LP_CATEGORY_STEP (object);

  if (self->model != NULL)
    g_clear_signal_handler (&self->items_changed, self->model);
  g_clear_object (&self->model);
  g_clear_object (&self->draft);
  G_OBJECT_CLASS (lp_category_step_parent_class)->dispose (object);
}

static void
lp_category_step_class_init (LpCategoryStepClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lp_category_step_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/example/LicensePortal/ui/license-category-step.ui");
  gtk_widget_class_bind_template_child (widget_class, LpCategoryStep, stack);
  gtk_widget_class_bind_template_child (widget_class, LpCategoryStep, list);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
  chosen_signal = g_signal_new ("chosen", LP_TYPE_CATEGORY_STEP, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 0);
}

static void
lp_category_step_init (LpCategoryStep *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
lp_category_step_set_draft (LpCategoryStep *self, LpLicenseDraft *draft)
{
  self->draft = g_object_ref (draft);
  g_signal_connect_object (draft, "changed", G_CALLBACK (draft_changed_cb), self, G_CONNECT_SWAPPED);
  draft_changed_cb (self);
}
