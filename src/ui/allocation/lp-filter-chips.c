/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "lp-filter-chips.h"

#define LP_TYPE_FILTER_CHIP (lp_filter_chip_get_type ())
G_DECLARE_FINAL_TYPE (LpFilterChip, lp_filter_chip, LP, FILTER_CHIP, GtkButton)

struct _LpFilterChip
{
  GtkButton parent_instance;

  /* Template */
  GtkLabel *text;

  int key;
};

G_DEFINE_FINAL_TYPE (LpFilterChip, lp_filter_chip, GTK_TYPE_BUTTON)

static void
lp_filter_chip_class_init (LpFilterChipClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/LicensePortal/ui/filter-chip.ui");
  gtk_widget_class_bind_template_child (widget_class, LpFilterChip, text);
}

static void
lp_filter_chip_init (LpFilterChip *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

struct _LpFilterChips
{
  AdwBin parent_instance;

  /* Template */
  GtkBox *box;
};

enum
{
  REMOVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LpFilterChips, lp_filter_chips, ADW_TYPE_BIN)

static void
on_clicked (LpFilterChips *self, LpFilterChip *chip)
{
  g_signal_emit (self, signals[REMOVED], 0, chip->key);
}

void
lp_filter_chips_clear (LpFilterChips *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->box))) != NULL)
    gtk_box_remove (self->box, child);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

void
lp_filter_chips_add (LpFilterChips *self, int key, const char *text)
{
  LpFilterChip *chip = g_object_new (LP_TYPE_FILTER_CHIP, NULL);
  /* Translators: %s is a filter, such as “Not revoked” */
  g_autofree char *name = g_strdup_printf (_ ("Remove filter “%s”"), text);

  chip->key = key;
  gtk_label_set_label (chip->text, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (chip), name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (chip), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_object (chip, "clicked", G_CALLBACK (on_clicked), self, G_CONNECT_SWAPPED);
  gtk_box_append (self->box, GTK_WIDGET (chip));
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
}

static void
lp_filter_chips_class_init (LpFilterChipsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  signals[REMOVED] = g_signal_new ("removed", LP_TYPE_FILTER_CHIPS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_INT);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/LicensePortal/ui/filter-chips.ui");
  gtk_widget_class_bind_template_child (widget_class, LpFilterChips, box);
}

static void
lp_filter_chips_init (LpFilterChips *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
