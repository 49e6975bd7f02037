/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "lp-conflict-row.h"

struct _LpConflictRow
{
  GtkListBoxRow parent_instance;

  /* Template */
  GtkLabel *name;
  GtkCheckButton *keep_mine;
  GtkCheckButton *keep_theirs;
  GtkLabel *mine;
  GtkLabel *theirs;
};

G_DEFINE_FINAL_TYPE (LpConflictRow, lp_conflict_row, GTK_TYPE_LIST_BOX_ROW)

/* A check button with two labels in it would be called by neither. */
static void
set_accessible_name (GtkCheckButton *button, const char *format, const char *value)
{
  g_autofree char *name = NULL;

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  name = g_strdup_printf (format, value);
#pragma GCC diagnostic pop
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
hide_choice (GtkCheckButton *button)
{
  gtk_widget_set_can_target (GTK_WIDGET (button), FALSE);
  gtk_widget_set_focusable (GTK_WIDGET (button), FALSE);
}

GtkWidget *
lp_conflict_row_new (LpConflictItem *item, gboolean choose)
{
  LpConflictRow *self = g_object_new (LP_TYPE_CONFLICT_ROW, NULL);
  g_autofree char *name = NULL;
  g_autofree char *mine = NULL;
  g_autofree char *theirs = NULL;

  g_object_get (item, "name", &name, "mine", &mine, "theirs", &theirs, NULL);
  gtk_label_set_label (self->name, name);
  gtk_label_set_label (self->mine, mine);
  gtk_label_set_label (self->theirs, theirs);
  /* Translators: %s is a value, such as a person's name */
  set_accessible_name (self->keep_mine, _ ("Mine: %s"), mine);
  /* Translators: %s is a value, such as a person's name */
  set_accessible_name (self->keep_theirs, _ ("Theirs: %s"), theirs);
  g_object_bind_property (item, "keep-mine", self->keep_mine, "active",
                          G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
  g_object_bind_property (item, "keep-mine", self->keep_theirs, "active",
                          G_BINDING_SYNC_CREATE | G_BINDING_INVERT_BOOLEAN);
  if (!choose)
    {
      hide_choice (self->keep_mine);
      hide_choice (self->keep_theirs);
      gtk_widget_add_css_class (GTK_WIDGET (self), "no-choice");
    }
  return GTK_WIDGET (self);
}

static void
lp_conflict_row_class_init (LpConflictRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/LicensePortal/ui/conflict-row.ui");
  gtk_widget_class_bind_template_child (widget_class, LpConflictRow, name);
  gtk_widget_class_bind_template_child (widget_class, LpConflictRow, keep_mine);
  gtk_widget_class_bind_template_child (widget_class, LpConflictRow, keep_theirs);
  gtk_widget_class_bind_template_child (widget_class, LpConflictRow, mine);
  gtk_widget_class_bind_template_child (widget_class, LpConflictRow, theirs);
}

static void
lp_conflict_row_init (LpConflictRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
