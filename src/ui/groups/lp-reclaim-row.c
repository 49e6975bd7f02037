/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "lp-format.h"
#include "lp-reclaim-row.h"
#include "lp-ticket-item.h"

struct _LpReclaimRow
{
  AdwBin parent_instance;

  /* Template */
  GtkLabel *product;
  GtkLabel *code;
  GtkLabel *who;
  GtkLabel *advice;

  GSignalGroup *signals;
};

G_DEFINE_FINAL_TYPE (LpReclaimRow, lp_reclaim_row, ADW_TYPE_BIN)

static char *
dup_advice (const LpTicket *ticket)
{
  const LpContainer *computer = ticket->containers->len > 0 ? ticket->containers->pdata[0] : NULL;

  if (computer == NULL)
    return g_strdup (_ ("It is on no computer: allocate it to somebody else."));
  return g_strdup_printf (
      /* Translators: %s is the name of a computer */
      _ ("Deactivate it on %s, then allocate it to somebody else. If that computer is lost, revoke the ticket and "
         "create a new one."),
      computer->name);
}

static char *
dup_who (LpTicketItem *item, const LpTicket *ticket)
{
  const LpContainer *computer = ticket->containers->len > 0 ? ticket->containers->pdata[0] : NULL;
  g_autofree char *group = NULL, *since = NULL;

  g_object_get (item, "group-name", &group, NULL);
  if (computer == NULL)
    return g_strdup_printf ("%s · %s", lp_ticket_item_get_allocated_to (item), group != NULL ? group : "–");
  since = lp_format_instant (computer->activated_at);
  /* Translators: a person, a group, a computer, and since when a license is on it */
  return g_strdup_printf (_ ("%s · %s · on %s since %s"), lp_ticket_item_get_allocated_to (item),
                          group != NULL ? group : "–", computer->name, since);
}

static void
update (LpReclaimRow *self)
{
  g_autoptr (LpTicketItem) item = g_signal_group_dup_target (self->signals);
  g_autofree char *who = NULL, *advice = NULL;

  if (item == NULL || lp_ticket_item_get_ticket (item) == NULL)
    return;
  who = dup_who (item, lp_ticket_item_get_ticket (item));
  advice = dup_advice (lp_ticket_item_get_ticket (item));
  gtk_label_set_label (self->product, lp_ticket_item_get_product (item));
  gtk_label_set_label (self->code, lp_ticket_item_get_code (item));
  gtk_label_set_label (self->who, who);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->who), who);
  gtk_label_set_label (self->advice, advice);
}

static void
setup (GtkListItemFactory *factory, GtkListItem *list_item, gpointer user_data)
{
  gtk_list_item_set_child (list_item, g_object_new (LP_TYPE_RECLAIM_ROW, NULL));
}

static void
bind (GtkListItemFactory *factory, GtkListItem *list_item, gpointer user_data)
{
  LpReclaimRow *self = LP_RECLAIM_ROW (gtk_list_item_get_child (list_item));

  g_signal_group_set_target (self->signals, gtk_list_item_get_item (list_item));
  update (self);
}

static void
unbind (GtkListItemFactory *factory, GtkListItem *list_item, gpointer user_data)
{
  g_signal_group_set_target (LP_RECLAIM_ROW (gtk_list_item_get_child (list_item))->signals, NULL);
}

GtkListItemFactory *
lp_reclaim_row_new_factory (void)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind), NULL);
  return factory;
}

static void
lp_reclaim_row_dispose (GObject *object)
{
  g_clear_object (&LP_RECLAIM_ROW (object)->signals);

  G_OBJECT_CLASS (lp_reclaim_row_parent_class)->dispose (object);
}

static void
lp_reclaim_row_class_init (LpReclaimRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lp_reclaim_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/LicensePortal/ui/reclaim-row.ui");
  gtk_widget_class_bind_template_child (widget_class, LpReclaimRow, product);
  gtk_widget_class_bind_template_child (widget_class, LpReclaimRow, code);
  gtk_widget_class_bind_template_child (widget_class, LpReclaimRow, who);
  gtk_widget_class_bind_template_child (widget_class, LpReclaimRow, advice);
}

static void
lp_reclaim_row_init (LpReclaimRow *self)
{
  self->signals = g_signal_group_new (LP_TYPE_TICKET_ITEM);
  g_signal_group_connect_swapped (self->signals, "notify", G_CALLBACK (update), self);
  gtk_widget_init_template (GTK_WIDGET (self));
}
