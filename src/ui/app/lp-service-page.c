/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "lp-format.h"
#include "lp-service-page.h"

struct _LpServicePage
{
  AdwBin parent_instance;

  /* Template */
  AdwStatusPage *status;
  GtkWidget *again;
};

G_DEFINE_FINAL_TYPE (LpServicePage, lp_service_page, ADW_TYPE_BIN)

GtkWidget *
lp_service_page_new (void)
{
  return g_object_new (LP_TYPE_SERVICE_PAGE, NULL);
}

void
lp_service_page_set_error (LpServicePage *self, const GError *error)
{
  g_autofree char *why = error != NULL ? lp_format_error (error) : g_strdup ("");
  g_autofree char *text = NULL;
  g_autofree char *markup = NULL;

  /* Translators: %s is why the service does not start, as it says itself. */
  text = g_strdup_printf (
      _ ("The License Central of this computer has stopped and does not start again. Nothing "
         "is lost: what you have changed waits here and is sent as soon as it runs.\n\n%s"),
      why);
  markup = g_markup_escape_text (g_strstrip (text), -1);
  adw_status_page_set_description (self->status, markup);
  gtk_widget_grab_focus (self->again);
}

static void
lp_service_page_class_init (LpServicePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/LicensePortal/ui/service-page.ui");
  gtk_widget_class_bind_template_child (widget_class, LpServicePage, status);
  gtk_widget_class_bind_template_child (widget_class, LpServicePage, again);
}

static void
lp_service_page_init (LpServicePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
