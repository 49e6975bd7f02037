/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "lp-format.h"
#include "lp-my-license-row.h"
#include "lp-row-factory.h"
#include "lp-ticket-item.h"
#include "lp-toasts.h"

struct _LpMyLicenseRow
{
  AdwBin parent_instance;

  /* Template */
  GtkLabel *head;
  GtkWidget *license;
  GtkLabel *product;
  GtkLabel *code;
  GtkLabel *who;
  GtkLabel *state;
  GtkImage *state_icon;
};

G_DEFINE_FINAL_TYPE (LpMyLicenseRow, lp_my_license_row, ADW_TYPE_BIN)

static void
show_license (LpMyLicenseRow *self, LpTicketItem *item)
{
  static const char *const classes[] = { "state-available", "state-activated", "state-expired",
                                         "state-revoked" };
  g_autofree char *group = NULL;
  g_autofree char *who = NULL;
  LpTicketState state = lp_ticket_item_get_state (item);
  const char *css[] = { classes[MIN ((gsize) state, G_N_ELEMENTS (classes) - 1)], NULL };

  g_object_get (item, "group-name", &group, NULL);
  if (lp_date_is_valid (lp_ticket_item_get_expiry (item)))
    /* Translators: who may use a license (a person, “Everyone in group”), in which group, and until when */
    who = g_strdup_printf (_ ("%s · %s · expires %s"), lp_ticket_item_get_allocated_to (item),
                           group != NULL ? group : "–", lp_ticket_item_get_expires (item));
  else
    /* Translators: who may use a license (a person, “Everyone in group”), and in which group */
    who = g_strdup_printf (_ ("%s · %s"), lp_ticket_item_get_allocated_to (item),
                           group != NULL ? group : "–");
  gtk_label_set_label (self->product, lp_ticket_item_get_product (item));
  gtk_label_set_label (self->code, lp_ticket_item_get_code (item));
  gtk_label_set_label (self->who, who);
  gtk_label_set_label (self->state, lp_ticket_item_get_state_text (item));
  gtk_image_set_from_icon_name (self->state_icon, lp_format_ticket_state_icon (state));
  gtk_widget_set_css_classes (GTK_WIDGET (self->state_icon), css);
}

/* A license, or the head of a section. */
static void
show (GtkWidget *row, gpointer item)
{
  LpMyLicenseRow *self = LP_MY_LICENSE_ROW (row);
  gboolean is_head = GTK_IS_STRING_OBJECT (item);

  gtk_widget_set_visible (GTK_WIDGET (self->head), is_head);
  gtk_widget_set_visible (self->license, !is_head);
  if (is_head)
    gtk_label_set_label (self->head, gtk_string_object_get_string (item));
  else
    show_license (self, item);
}

/* A head is read, not chosen. */
static void
bind_cb (GtkListItemFactory *factory, GtkListItem *list_item)
{
  gboolean is_head = GTK_IS_STRING_OBJECT (gtk_list_item_get_item (list_item));

  gtk_list_item_set_selectable (list_item, !is_head);
  gtk_list_item_set_activatable (list_item, !is_head);
}

static void
on_copy (LpMyLicenseRow *self)
{
  lp_toast_copy_code (GTK_WIDGET (self), gtk_label_get_label (self->code));
}

GtkListItemFactory *
lp_my_license_row_new_factory (void)
{
  GtkListItemFactory *factory = lp_row_factory_new (LP_TYPE_MY_LICENSE_ROW, show);

  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  return factory;
}

static void
lp_my_license_row_class_init (LpMyLicenseRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/example/LicensePortal/ui/my-license-row.ui");
  gtk_widget_class_bind_template_child (widget_class, LpMyLicenseRow, head);
  gtk_widget_class_bind_template_child (widget_class, LpMyLicenseRow, license);
  gtk_widget_class_bind_template_child (widget_class, LpMyLicenseRow, product);
  gtk_widget_class_bind_template_child (widget_class, LpMyLicenseRow, code);
  gtk_widget_class_bind_template_child (widget_class, LpMyLicenseRow, who);
  gtk_widget_class_bind_template_child (widget_class, LpMyLicenseRow, state);
  gtk_widget_class_bind_template_child (widget_class, LpMyLicenseRow, state_icon);
  gtk_widget_class_bind_template_callback (widget_class, on_copy);
}

static void
lp_my_license_row_init (LpMyLicenseRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
