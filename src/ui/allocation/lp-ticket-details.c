/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "lp-allocation-panel.h"
#include "lp-format.h"
#include "lp-history-panel.h"
#include "lp-replica.h"
#include "lp-subscription-panel.h"
#include "lp-ticket-details.h"
#include "lp-value-row.h"

struct _LpTicketDetails
{
  AdwBin parent_instance;

  /* Template */
  GtkScrolledWindow *scroller;
  GtkLabel *code;
  GtkImage *state_icon;
  GtkLabel *state;
  LpAllocationPanel *allocation;
  LpSubscriptionPanel *subscription;
  AdwPreferencesGroup *license;
  AdwPreferencesGroup *computers;
  LpHistoryPanel *history;

  LpSession *session;
  LpTicket *ticket;
  GPtrArray *license_rows;  /* of GtkWidget, borrowed */
  GPtrArray *computer_rows; /* likewise */
};

G_DEFINE_FINAL_TYPE (LpTicketDetails, lp_ticket_details, ADW_TYPE_BIN)

GtkWidget *
lp_ticket_details_new (LpSession *session)
{
  LpTicketDetails *self = g_object_new (LP_TYPE_TICKET_DETAILS, NULL);

  self->session = g_object_ref (session);
  return GTK_WIDGET (self);
}

static void
add_row (AdwPreferencesGroup *group, GPtrArray *rows, const char *title, const char *value)
{
  GtkWidget *row;

  if (value == NULL || *value == '\0')
    return;

  row = lp_value_row_new (title, value);
  adw_preferences_group_add (group, row);
  g_ptr_array_add (rows, row);
}

static void
clear_rows (AdwPreferencesGroup *group, GPtrArray *rows)
{
  for (guint i = 0; i < rows->len; i++)
    adw_preferences_group_remove (group, rows->pdata[i]);
  g_ptr_array_set_size (rows, 0);
}

static void
update_state (LpTicketDetails *self)
{
  static const char *const classes[] = { "state-available", "state-activated", "state-expired",
                                         "state-revoked" };
  const char *css[] = { classes[MIN ((gsize) self->ticket->state, G_N_ELEMENTS (classes) - 1)], NULL };
  g_autofree char *text = g_strdup (lp_format_ticket_state (self->ticket->state));

  if (self->ticket->removal == LP_REMOVAL_PENDING)
    {
      g_free (text);
      text = g_strdup (_ ("Revoked, not yet removed from the computer"));
    }
  gtk_label_set_label (self->code, self->ticket->code);
  gtk_label_set_label (self->state, text);
  gtk_image_set_from_icon_name (self->state_icon, lp_format_ticket_state_icon (self->ticket->state));
  gtk_widget_set_css_classes (GTK_WIDGET (self->state_icon), (const char **) css);
}

static const LpEntry *
find_entry (LpProduct *product, const char *key)
{
  for (guint i = 0; product != NULL && i < product->entries->len; i++)
    {
      const LpEntry *entry = product->entries->pdata[i];

      if (g_strcmp0 (entry->key, key) == 0)
        return entry;
    }
  return NULL;
}

static char *
format_entry (const LpEntry *entry, const char *value)
{
  if (value == NULL)
    return NULL;
  if (entry != NULL && entry->kind == LP_ENTRY_BOOLEAN)
    return g_strdup (g_str_equal (value, "true") ? _ ("Yes") : _ ("No"));
  if (entry != NULL && entry->kind == LP_ENTRY_DATE)
    return lp_format_date_short (lp_date_parse (value));
  if (entry != NULL && entry->unit != NULL)
    return g_strdup_printf ("%s %s", value, entry->unit);
  return g_strdup (value);
}

static char *
format_modules (LpProduct *product, char **codes)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (guint i = 0; codes != NULL && codes[i] != NULL; i++)
    {
      const char *name = codes[i];

      for (guint j = 0; product != NULL && j < product->modules->len; j++)
        {
          const LpModule *module = product->modules->pdata[j];

          if (g_strcmp0 (module->code, codes[i]) == 0)
            name = module->name;
        }
      g_ptr_array_add (names, (gpointer) name);
    }
  g_ptr_array_add (names, NULL);
  return g_strjoinv (", ", (char **) names->pdata);
}

static void
update_license (LpTicketDetails *self)
{
  LpTicket *ticket = self->ticket;
  LpReplica *replica = lp_session_get_replica (self->session);
  g_autoptr (LpProduct) product = lp_replica_get_product (replica, ticket->product_id);
  g_autoptr (LpGroup) group = lp_replica_get_group (replica, ticket->group_id);
  g_autofree char *modules = format_modules (product, ticket->modules);
  g_autofree char *seats = lp_format_count (ticket->quantity);
  g_autofree char *expires = lp_format_date_short (ticket->technical_expiry);
  g_autofree char *created = lp_format_instant (ticket->created_at);

  clear_rows (self->license, self->license_rows);
  add_row (self->license, self->license_rows, _ ("Product"), ticket->product_name);
  add_row (self->license, self->license_rows, _ ("Modules"), modules);
  for (guint i = 0; ticket->entries != NULL && i < ticket->entries->len; i++)
    {
      const LpEntryValue *pair = &g_array_index (ticket->entries, LpEntryValue, i);
      const LpEntry *entry = find_entry (product, pair->key);
      g_autofree char *value = format_entry (entry, pair->value);

      add_row (self->license, self->license_rows, entry != NULL ? entry->label : pair->key, value);
    }
  add_row (self->license, self->license_rows, _ ("Seats"), seats);
  /* What was revoked has stopped, whatever day it had: the state says so, and the subscription the day. */
  if (ticket->state != LP_TICKET_REVOKED)
    add_row (self->license, self->license_rows, _ ("Expires"), expires);
  add_row (self->license, self->license_rows, _ ("Group"), group != NULL ? group->name : NULL);
  add_row (self->license, self->license_rows, _ ("Order"), ticket->order_number);
  add_row (self->license, self->license_rows, _ ("Reference"), ticket->reference);
  add_row (self->license, self->license_rows, _ ("Created"), created);
}

static void
update_computers (LpTicketDetails *self)
{
  GPtrArray *containers = self->ticket->containers;

  clear_rows (self->computers, self->computer_rows);
  for (guint i = 0; containers != NULL && i < containers->len; i++)
    {
      const LpContainer *container = containers->pdata[i];
      g_autofree char *since = lp_format_instant (container->activated_at);

      add_row (self->computers, self->computer_rows, container->name, since);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->computers), self->computer_rows->len > 0);
}

static void
update_allocation (LpTicketDetails *self)
{
  g_autoptr (GPtrArray) tickets = g_ptr_array_new_with_free_func ((GDestroyNotify) lp_ticket_unref);
  g_autoptr (LpAllocationDraft) draft = NULL;

  g_ptr_array_add (tickets, lp_ticket_ref (self->ticket));
  draft = lp_allocation_draft_new (self->session, tickets);
  lp_allocation_panel_set_draft (self->allocation, draft);
}

/* It changes also while its ticket stays as it is. */
static void
update_subscription (LpTicketDetails *self, const char *id)
{
  LpReplica *replica = lp_session_get_replica (self->session);
  g_autoptr (LpSubscription) subscription = id != NULL ? lp_replica_get_subscription (replica, id) : NULL;

  lp_subscription_panel_set_subscription (self->subscription, self->session, subscription,
                                          lp_session_get_today (self->session));
}

void
lp_ticket_details_set_ticket (LpTicketDetails *self, LpTicket *ticket)
{
  gboolean same = self->ticket != NULL && g_strcmp0 (self->ticket->code, ticket->code) == 0;

  update_subscription (self, ticket->subscription_id);
  if (same && g_strcmp0 (self->ticket->etag, ticket->etag) == 0 && self->ticket->state == ticket->state)
    return;

  /* The old one may be what @ticket lives by. */
  lp_ticket_ref (ticket);
  g_clear_pointer (&self->ticket, lp_ticket_unref);
  self->ticket = ticket;

  update_state (self);
  update_license (self);
  update_computers (self);
  lp_history_panel_set_object (self->history, self->session, ticket->code);
  if (!same)
    {
      /* A draft follows the replica by itself; only another ticket needs another one. */
      update_allocation (self);
      gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
    }
}

void
lp_ticket_details_set_subscription_first (LpTicketDetails *self, gboolean first)
{
  GtkWidget *box = gtk_widget_get_parent (GTK_WIDGET (self->allocation));
  GtkWidget *upper = first ? GTK_WIDGET (self->subscription) : GTK_WIDGET (self->allocation);
  GtkWidget *lower = first ? GTK_WIDGET (self->allocation) : GTK_WIDGET (self->subscription);

  if (gtk_widget_get_next_sibling (upper) != lower)
    gtk_box_reorder_child_after (GTK_BOX (box), lower, upper);
}

static void
lp_ticket_details_dispose (GObject *object)
{
  LpTicketDetails *self = LP_TICKET_DETAILS (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->ticket, lp_ticket_unref);

  G_OBJECT_CLASS (lp_ticket_details_parent_class)->dispose (object);
}

static void
lp_ticket_details_finalize (GObject *object)
{
  LpTicketDetails *self = LP_TICKET_DETAILS (object);

  g_ptr_array_unref (self->license_rows);
  g_ptr_array_unref (self->computer_rows);

  G_OBJECT_CLASS (lp_ticket_details_parent_class)->finalize (object);
}

static void
lp_ticket_details_class_init (LpTicketDetailsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = lp_ticket_details_dispose;
  object_class->finalize = lp_ticket_details_finalize;

  g_type_ensure (LP_TYPE_ALLOCATION_PANEL);
  g_type_ensure (LP_TYPE_SUBSCRIPTION_PANEL);
  g_type_ensure (LP_TYPE_HISTORY_PANEL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/example/LicensePortal/ui/ticket-details.ui");
  gtk_widget_class_bind_template_child (widget_class, LpTicketDetails, scroller);
  gtk_widget_class_bind_template_child (widget_class, LpTicketDetails, code);
  gtk_widget_class_bind_template_child (widget_class, LpTicketDetails, state_icon);
  gtk_widget_class_bind_template_child (widget_class, LpTicketDetails, state);
  gtk_widget_class_bind_template_child (widget_class, LpTicketDetails, allocation);
  gtk_widget_class_bind_template_child (widget_class, LpTicketDetails, subscription);
  gtk_widget_class_bind_template_child (widget_class, LpTicketDetails, license);
  gtk_widget_class_bind_template_child (widget_class, LpTicketDetails, computers);
  gtk_widget_class_bind_template_child (widget_class, LpTicketDetails, history);
}

static void
lp_ticket_details_init (LpTicketDetails *self)
{
  self->license_rows = g_ptr_array_new ();
  self->computer_rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}
