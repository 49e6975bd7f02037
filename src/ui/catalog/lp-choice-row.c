/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lp-field-rows.h"

struct _LpChoiceRow
{
  AdwComboRow parent_instance;

  /* Owned */
  GtkStringList *labels;
  GPtrArray *values; /* of text form, beside labels */
};

G_DEFINE_FINAL_TYPE (LpChoiceRow, lp_choice_row, ADW_TYPE_COMBO_ROW)

enum
{
  PROP_VALUE = 1,
};

static void
lp_choice_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  LpChoiceRow *self = LP_CHOICE_ROW (object);
  guint selected = adw_combo_row_get_selected (ADW_COMBO_ROW (self));

  if (id == PROP_VALUE)
    g_value_set_string (value,
                        selected < self->values->len ? g_ptr_array_index (self->values, selected) : "");
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
lp_choice_row_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  LpChoiceRow *self = LP_CHOICE_ROW (object);
  const char *text = g_value_get_string (value);
  guint index;

  if (id != PROP_VALUE)
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  else if (text != NULL && g_ptr_array_find_with_equal_func (self->values, text, g_str_equal, &index))
    adw_combo_row_set_selected (ADW_COMBO_ROW (self), index);
}

static void
on_selected_changed (LpChoiceRow *self)
{
  g_object_notify (G_OBJECT (self), "value");
}

static void
lp_choice_row_finalize (GObject *object)
{
  LpChoiceRow *self = LP_CHOICE_ROW (object);

  g_clear_object (&self->labels);
  g_ptr_array_unref (self->values);
  G_OBJECT_CLASS (lp_choice_row_parent_class)->finalize (object);
}

static void
lp_choice_row_class_init (LpChoiceRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->get_property = lp_choice_row_get_property;
  G_OBJECT_CLASS (klass)->set_property = lp_choice_row_set_property;
  G_OBJECT_CLASS (klass)->finalize = lp_choice_row_finalize;
  g_object_class_install_property (G_OBJECT_CLASS (klass), PROP_VALUE,
                                   g_param_spec_string ("value", NULL, NULL, "",
                                                        G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY |
                                                            G_PARAM_STATIC_STRINGS));
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/example/LicensePortal/ui/license-choice-row.ui");
  gtk_widget_class_bind_template_callback (widget_class, on_selected_changed);
}

static void
lp_choice_row_init (LpChoiceRow *self)
{
  self->labels = gtk_string_list_new (NULL);
  self->values = g_ptr_array_new_with_free_func (g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  adw_combo_row_set_model (ADW_COMBO_ROW (self), G_LIST_MODEL (self->labels));
}

void
lp_choice_row_add (LpChoiceRow *self, const char *value, const char *label)
{
  g_ptr_array_add (self->values, g_strdup (value));
  gtk_string_list_append (self->labels, label);
}
