/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "lp-opening-page.h"

struct _LpOpeningPage
{
  AdwBin parent_instance;

  /* Template */
  GtkLabel *detail;
  GtkProgressBar *progress;
  GtkSpinner *spinner;
  GtkButton *cancel;

  LpSession *session;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (LpOpeningPage, lp_opening_page, ADW_TYPE_BIN)

static void
update (LpOpeningPage *self)
{
  double fraction;
  g_autofree char *text = NULL;
  g_autofree char *link = NULL;

  g_object_get (self->session, "progress", &fraction, "progress-text", &text, "link-text", &link, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->progress), fraction >= 0);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), fraction < 0);
  gtk_progress_bar_set_fraction (self->progress, CLAMP (fraction, 0, 1));
  /* Without progress the connection says what it waits for, if there is one yet. */
  if (fraction >= 0 || lp_session_get_state (self->session) != LP_SESSION_OPEN)
    gtk_label_set_label (self->detail, text != NULL ? text : "");
  else
    gtk_label_set_label (self->detail, link != NULL ? link : "");
}

GtkWidget *
lp_opening_page_new (LpSession *session)
{
  LpOpeningPage *self = g_object_new (LP_TYPE_OPENING_PAGE, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "notify::progress", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::progress-text", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return GTK_WIDGET (self);
}

void
lp_opening_page_set_cancellable (LpOpeningPage *self, GCancellable *cancellable)
{
  if (cancellable != NULL)
    g_set_object (&self->cancellable, cancellable);
  gtk_widget_set_sensitive (GTK_WIDGET (self->cancel), self->cancellable != NULL);
  gtk_widget_grab_focus (GTK_WIDGET (self->cancel));
}

static void
on_cancel (LpOpeningPage *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  gtk_widget_set_sensitive (GTK_WIDGET (self->cancel), FALSE);
}

static void
lp_opening_page_dispose (GObject *object)
{
  LpOpeningPage *self = LP_OPENING_PAGE (object);

  g_clear_object (&self->session);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (lp_opening_page_parent_class)->dispose (object);
}

static void
lp_opening_page_class_init (LpOpeningPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lp_opening_page_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/LicensePortal/ui/opening-page.ui");
  gtk_widget_class_bind_template_child (widget_class, LpOpeningPage, detail);
  gtk_widget_class_bind_template_child (widget_class, LpOpeningPage, progress);
  gtk_widget_class_bind_template_child (widget_class, LpOpeningPage, spinner);
  gtk_widget_class_bind_template_child (widget_class, LpOpeningPage, cancel);
  gtk_widget_class_bind_template_callback (widget_class, on_cancel);
}

static void
lp_opening_page_init (LpOpeningPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
