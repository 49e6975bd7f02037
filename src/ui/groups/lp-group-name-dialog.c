/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "lp-discarding.h"
#include "lp-group-name-dialog.h"
#include "lp-text-fault.h"
#include "lp-types.h"

struct _LpGroupNameDialog
{
  AdwWindow parent_instance;

  /* Template */
  AdwEntryRow *name;
  AdwComboRow *kind;
  GtkLabel *problem;
  GtkWidget *apply;

  char *old;      /* nullable: of a new group */
  gboolean named; /* it has been applied */
};

enum
{
  NAMED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LpGroupNameDialog, lp_group_name_dialog, ADW_TYPE_WINDOW)

static char *
dup_name (LpGroupNameDialog *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name))));
}

static void
show_problem (LpGroupNameDialog *self, const char *problem)
{
  gtk_label_set_label (self->problem, problem != NULL ? problem : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), problem != NULL);
  if (problem != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->name), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->name), "error");
}

/* Nothing is said about an empty name: it is still to be typed. */
static void
on_edited (LpGroupNameDialog *self)
{
  g_autofree char *name = dup_name (self);
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (self->name));
  g_autofree char *problem = *typed != '\0' ? lp_name_explain_fault (typed) : NULL;

  show_problem (self, problem);
  gtk_widget_set_sensitive (self->apply,
                            *name != '\0' && problem == NULL && g_strcmp0 (name, self->old) != 0);
}

static const LpGroupKind kinds[] = { LP_GROUP_UNIT, LP_GROUP_CLIENT, LP_GROUP_RESELLER };

void
lp_group_name_dialog_refuse (LpGroupNameDialog *self, const char *name, LpGroupKind kind, const char *problem)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (kinds[i] == kind)
      adw_combo_row_set_selected (self->kind, i);
  gtk_editable_set_text (GTK_EDITABLE (self->name), name);
  show_problem (self, problem);
}

static void
on_apply (LpGroupNameDialog *self)
{
  guint selected = MIN (adw_combo_row_get_selected (self->kind), G_N_ELEMENTS (kinds) - 1);
  g_autofree char *name = dup_name (self);

  self->named = TRUE;
  g_signal_emit (self, signals[NAMED], 0, name, (int) kinds[selected]);
  gtk_window_close (GTK_WINDOW (self));
}

static gboolean
lp_group_name_dialog_close_request (GtkWindow *window)
{
  LpGroupNameDialog *self = LP_GROUP_NAME_DIALOG (window);
  g_autofree char *name = dup_name (self);

  if (lp_discarding_holds (window, !self->named && !g_str_equal (name, self->old != NULL ? self->old : ""),
                           _ ("Discard the New Name?"),
                           self->old != NULL ? _ ("The group keeps the name that it has.")
                                             : _ ("No group has been created yet.")))
    return TRUE;
  return GTK_WINDOW_CLASS (lp_group_name_dialog_parent_class)->close_request (window);
}

GtkWindow *
lp_group_name_dialog_new (const char *heading, const char *verb, const char *name)
{
  LpGroupNameDialog *self = g_object_new (LP_TYPE_GROUP_NAME_DIALOG, "title", heading, NULL);

  self->old = g_strdup (name);
  gtk_button_set_label (GTK_BUTTON (self->apply), verb);
  gtk_widget_set_visible (GTK_WIDGET (self->kind), name == NULL);
  if (name != NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->name), name);
  return GTK_WINDOW (self);
}

static void
lp_group_name_dialog_finalize (GObject *object)
{
  g_free (LP_GROUP_NAME_DIALOG (object)->old);

  G_OBJECT_CLASS (lp_group_name_dialog_parent_class)->finalize (object);
}

static void
lp_group_name_dialog_class_init (LpGroupNameDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = lp_group_name_dialog_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = lp_group_name_dialog_close_request;

  signals[NAMED] = g_signal_new ("named", LP_TYPE_GROUP_NAME_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_INT);

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_DIALOG);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/example/LicensePortal/ui/group-name-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, LpGroupNameDialog, name);
  gtk_widget_class_bind_template_child (widget_class, LpGroupNameDialog, kind);
  gtk_widget_class_bind_template_child (widget_class, LpGroupNameDialog, problem);
  gtk_widget_class_bind_template_child (widget_class, LpGroupNameDialog, apply);
  gtk_widget_class_bind_template_callback (widget_class, on_apply);
  gtk_widget_class_bind_template_callback (widget_class, on_edited);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
lp_group_name_dialog_init (LpGroupNameDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_window_set_focus (GTK_WINDOW (self), GTK_WIDGET (self->name));
}
