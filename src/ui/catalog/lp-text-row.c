/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lp-field-rows.h"

struct _LpTextRow
{
  AdwEntryRow parent_instance;
};

G_DEFINE_FINAL_TYPE (LpTextRow, lp_text_row, ADW_TYPE_ENTRY_ROW)

enum
{
  PROP_VALUE = 1,
};

static void
lp_text_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_VALUE)
    g_value_set_string (value, gtk_editable_get_text (GTK_EDITABLE (object)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
lp_text_row_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  const char *text = g_value_get_string (value);

  if (id != PROP_VALUE)
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  else if (g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (object)), text) != 0)
    gtk_editable_set_text (GTK_EDITABLE (object), text != NULL ? text : "");
}

static void
lp_text_row_class_init (LpTextRowClass *klass)
{
  G_OBJECT_CLASS (klass)->get_property = lp_text_row_get_property;
  G_OBJECT_CLASS (klass)->set_property = lp_text_row_set_property;
  g_object_class_install_property (G_OBJECT_CLASS (klass), PROP_VALUE,
                                   g_param_spec_string ("value", NULL, NULL, "",
                                                        G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY |
                                                            G_PARAM_STATIC_STRINGS));
  gtk_widget_class_set_template_from_resource (GTK_WIDGET_CLASS (klass),
                                               "/org/example/LicensePortal/ui/license-text-row.ui");
}

static void
changed_cb (LpTextRow *self)
{
  g_object_notify (G_OBJECT (self), "value");
}

/* AdwEntryRow of this baseline gives its inner text no name. */
static void
title_changed_cb (LpTextRow *self)
{
  GtkEditable *text = gtk_editable_get_delegate (GTK_EDITABLE (self));

  gtk_accessible_update_property (GTK_ACCESSIBLE (text), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self)), -1);
}

static void
lp_text_row_init (LpTextRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (self, "changed", G_CALLBACK (changed_cb), NULL);
  g_signal_connect (self, "notify::title", G_CALLBACK (title_changed_cb), NULL);
}
