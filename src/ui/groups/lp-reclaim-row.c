/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "lp-format.h"
#include "lp-reclaim-row.h"
#include "lp-row-factory.h"
#include "lp-ticket-item.h"

struct _LpReclaimRow
{
  AdwBin parent_instance;

  /* Template */
  GtkLabel *product;
  GtkLabel *code;
  GtkLabel *who;
  GtkLabel *advice;
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

/* Whose name the service does not tell can at least be asked for at the one who runs it. */
static char *
dup_person (LpTicketItem *item, const LpTicket *ticket)
{
  const char *name = lp_ticket_item_get_assignee_name (item);

  if (name != NULL && *name != '\0')
    return g_strdup (name);
  /* Translators: %s is the id by which the service knows a person. */
  return g_strdup_printf (_ ("A person who left (user id %s)"), ticket->assignee_id);
}

static char *
dup_who (LpTicketItem *item, const LpTicket *ticket)
{
  const LpContainer *computer = ticket->containers->len > 0 ? ticket->containers->pdata[0] : NULL;
  g_autofree char *person = dup_person (item, ticket);
  g_autofree char *group = NULL, *since = NULL;

  g_object_get (item, "group-name", &group, NULL);
  if (computer == NULL)
    return g_strdup_printf ("%s · %s", person, group != NULL ? group : "–");
  since = lp_format_instant (computer->activated_at);
  /* Translators: a person, a group, a computer, and since when a license is on it */
  return g_strdup_printf (_ ("%s · %s · on %s since %s"), person, group != NULL ? group : "–", computer->name,
                          since);
}

static void
show (GtkWidget *row, gpointer item)
{
  LpReclaimRow *self = LP_RECLAIM_ROW (row);
  g_autofree char *who = NULL, *advice = NULL;

  if (lp_ticket_item_get_ticket (item) == NULL)
    return;
  who = dup_who (item, lp_ticket_item_get_ticket (item));
  advice = dup_advice (lp_ticket_item_get_ticket (item));
  gtk_label_set_label (self->product, lp_ticket_item_get_product (item));
  gtk_label_set_label (self->code, lp_ticket_item_get_code (item));
  gtk_label_set_label (self->who, who);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->who), who);
  gtk_label_set_label (self->advice, advice);
}

GtkListItemFactory *
lp_reclaim_row_new_factory (void)
{
  return lp_row_factory_new (LP_TYPE_RECLAIM_ROW, show);
}

static void
lp_reclaim_row_class_init (LpReclaimRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/LicensePortal/ui/reclaim-row.ui");
  gtk_widget_class_bind_template_child (widget_class, LpReclaimRow, product);
  gtk_widget_class_bind_template_child (widget_class, LpReclaimRow, code);
  gtk_widget_class_bind_template_child (widget_class, LpReclaimRow, who);
  gtk_widget_class_bind_template_child (widget_class, LpReclaimRow, advice);
}

static void
lp_reclaim_row_init (LpReclaimRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
