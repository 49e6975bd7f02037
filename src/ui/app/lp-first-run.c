/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lp-first-run.h"
#include "lp-sign-in-dialog.h"

struct _LpFirstRun
{
  AdwBin parent_instance;

  LpSession *session;
};

G_DEFINE_FINAL_TYPE (LpFirstRun, lp_first_run, ADW_TYPE_BIN)

GtkWidget *
lp_first_run_new (LpSession *session)
{
  LpFirstRun *self = g_object_new (LP_TYPE_FIRST_RUN, NULL);

  self->session = g_object_ref (session);
  return GTK_WIDGET (self);
}

static void
on_demo (LpFirstRun *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.open-demo", "s", "");
}

static void
show_sign_in (LpFirstRun *self, LpAccountKind kind)
{
  GtkWindow *dialog = lp_sign_in_dialog_new (self->session, kind);

  gtk_window_set_transient_for (dialog, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))));
  gtk_window_present (dialog);
}

static void
on_connect (LpFirstRun *self)
{
  show_sign_in (self, LP_ACCOUNT_REMOTE);
}

static void
on_own (LpFirstRun *self)
{
  show_sign_in (self, LP_ACCOUNT_OWN);
}

static void
lp_first_run_dispose (GObject *object)
{
  g_clear_object (&LP_FIRST_RUN (object)->session);

  G_OBJECT_CLASS (lp_first_run_parent_class)->dispose (object);
}

static void
lp_first_run_class_init (LpFirstRunClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lp_first_run_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/LicensePortal/ui/first-run.ui");
  gtk_widget_class_bind_template_callback (widget_class, on_demo);
  gtk_widget_class_bind_template_callback (widget_class, on_connect);
  gtk_widget_class_bind_template_callback (widget_class, on_own);
}

static void
lp_first_run_init (LpFirstRun *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
