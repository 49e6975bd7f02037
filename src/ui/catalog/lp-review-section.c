/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lp-review-section.h"

#define LP_TYPE_REVIEW_ROW (lp_review_row_get_type ())
G_DECLARE_FINAL_TYPE (LpReviewRow, lp_review_row, LP, REVIEW_ROW, AdwPreferencesRow)

struct _LpReviewRow
{
  AdwPreferencesRow parent_instance;

  /* Template */
  GtkLabel *name;
  GtkLabel *value;
};

G_DEFINE_FINAL_TYPE (LpReviewRow, lp_review_row, ADW_TYPE_PREFERENCES_ROW)

static void
lp_review_row_class_init (LpReviewRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/example/LicensePortal/ui/license-review-row.ui");
  gtk_widget_class_bind_template_child (widget_class, LpReviewRow, name);
  gtk_widget_class_bind_template_child (widget_class, LpReviewRow, value);
}

static void
lp_review_row_init (LpReviewRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

struct _LpReviewSection
{
  AdwPreferencesGroup parent_instance;

  /* Template */
  GtkWidget *edit;

  GPtrArray *rows; /* borrowed */
};

G_DEFINE_FINAL_TYPE (LpReviewSection, lp_review_section, ADW_TYPE_PREFERENCES_GROUP)

enum
{
  PROP_EDIT_LABEL = 1,
};

static guint edit_signal;

static void
on_clicked (LpReviewSection *self)
{
  g_signal_emit (self, edit_signal, 0);
}

static void
lp_review_section_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_EDIT_LABEL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (LP_REVIEW_SECTION (object)->edit),
                                    GTK_ACCESSIBLE_PROPERTY_LABEL, g_value_get_string (value), -1);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
lp_review_section_finalize (GObject *object)
{
  g_ptr_array_unref (LP_REVIEW_SECTION (object)->rows);
  G_OBJECT_CLASS (lp_review_section_parent_class)->finalize (object);
}

static void
lp_review_section_class_init (LpReviewSectionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->set_property = lp_review_section_set_property;
  object_class->finalize = lp_review_section_finalize;
  g_object_class_install_property (object_class, PROP_EDIT_LABEL,
                                   g_param_spec_string ("edit-label", NULL, NULL, NULL,
                                                        G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS));
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/example/LicensePortal/ui/license-review-section.ui");
  gtk_widget_class_bind_template_child (widget_class, LpReviewSection, edit);
  gtk_widget_class_bind_template_callback (widget_class, on_clicked);
  edit_signal = g_signal_new ("edit", LP_TYPE_REVIEW_SECTION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                              G_TYPE_NONE, 0);
}

static void
lp_review_section_init (LpReviewSection *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
lp_review_section_clear (LpReviewSection *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
}

void
lp_review_section_add (LpReviewSection *self, const char *name, const char *value)
{
  LpReviewRow *row;

  if (value == NULL || *value == '\0')
    return;
  row = g_object_new (LP_TYPE_REVIEW_ROW, "use-markup", FALSE, "title", name, NULL);
  gtk_label_set_text (row->name, name);
  gtk_label_set_text (row->value, value);
  lp_review_section_add_row (self, GTK_WIDGET (row));
}

void
lp_review_section_add_row (LpReviewSection *self, GtkWidget *row)
{
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  g_ptr_array_add (self->rows, row);
}
