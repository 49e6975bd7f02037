/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "lp-details-pane.h"
#include "lp-format.h"
#include "lp-replica.h"
#include "lp-ticket-details.h"
#include "lp-toasts.h"

struct _LpDetailsPane
{
  AdwBin parent_instance;

  /* Template */
  AdwHeaderBar *bar;
  AdwWindowTitle *title;
  GtkWidget *close;
  GtkWidget *copy;
  GtkWidget *left_bar;
  GtkLabel *left;
  GtkStack *stack;
  AdwStatusPage *none;
  AdwBin *ticket;

  LpSession *session;
  char *code;
  gboolean subscription_first;
};

enum
{
  CLOSE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LpDetailsPane, lp_details_pane, ADW_TYPE_BIN)

static void
show_none (LpDetailsPane *self, const char *title, const char *description)
{
  g_clear_pointer (&self->code, g_free);
  adw_window_title_set_title (self->title, _ ("Details"));
  gtk_widget_set_visible (self->copy, FALSE);
  gtk_widget_hide (self->left_bar);
  adw_status_page_set_title (self->none, title);
  adw_status_page_set_description (self->none, description);
  gtk_stack_set_visible_child_name (self->stack, "none");
}

void
lp_details_pane_show_count (LpDetailsPane *self, guint n_selected)
{
  g_autofree char *count = lp_format_count (n_selected);
  g_autofree char *title =
      g_strdup_printf (ngettext ("%s Ticket Selected", "%s Tickets Selected", n_selected), count);

  if (n_selected == 0)
    show_none (self, _ ("No Ticket Selected"), _ ("Choose a ticket to see who may use it."));
  else
    show_none (self, title, _ ("Allocate, move or revoke them together in the bar below."));
}

void
lp_details_pane_show_subscription_count (LpDetailsPane *self, guint n_selected)
{
  g_autofree char *count = lp_format_count (n_selected);
  g_autofree char *title =
      g_strdup_printf (ngettext ("%s Subscription Selected", "%s Subscriptions Selected", n_selected), count);

  if (n_selected == 0)
    show_none (self, _ ("No Subscription Selected"), _ ("Choose a subscription to see until when it runs."));
  else
    show_none (self, title, _ ("Cancel them or export their deadlines in the bar below."));
}

static void
update (LpDetailsPane *self)
{
  LpReplica *replica = self->session != NULL ? lp_session_get_replica (self->session) : NULL;
  g_autoptr (LpTicket) ticket = NULL;

  if (self->code == NULL || replica == NULL)
    return;

  ticket = lp_replica_get_ticket (replica, self->code);
  if (ticket == NULL)
    {
      /* Moved out of sight by somebody else. */
      lp_details_pane_show_count (self, 0);
      return;
    }

  if (adw_bin_get_child (self->ticket) == NULL)
    adw_bin_set_child (self->ticket, lp_ticket_details_new (self->session));
  adw_window_title_set_title (self->title,
                              ticket->product_name != NULL ? ticket->product_name : _ ("Ticket"));
  gtk_widget_set_visible (self->copy, TRUE);
  lp_ticket_details_set_subscription_first (LP_TICKET_DETAILS (adw_bin_get_child (self->ticket)),
                                            self->subscription_first);
  lp_ticket_details_set_ticket (LP_TICKET_DETAILS (adw_bin_get_child (self->ticket)), ticket);
  gtk_stack_set_visible_child_name (self->stack, "ticket");
}

static void
show_code (LpDetailsPane *self, const char *code, gboolean subscription_first)
{
  g_autofree char *copy = g_strdup (code);

  self->subscription_first = subscription_first;
  gtk_widget_hide (self->left_bar);
  g_free (self->code);
  self->code = g_steal_pointer (&copy);
  update (self);
}

void
lp_details_pane_show_ticket (LpDetailsPane *self, const char *code)
{
  show_code (self, code, FALSE);
}

void
lp_details_pane_show_left (LpDetailsPane *self, const char *code, gboolean filtered)
{
  show_code (self, code, self->subscription_first);
  gtk_label_set_label (self->left,
                       filtered ? _ ("No longer matches search and filters") : _ ("No longer in this group"));
  gtk_widget_set_visible (self->left_bar, self->code != NULL);
}

void
lp_details_pane_show_subscription (LpDetailsPane *self, const char *code)
{
  show_code (self, code, TRUE);
}

void
lp_details_pane_set_over (LpDetailsPane *self, gboolean over)
{
  gtk_widget_set_visible (self->close, over);
}

void
lp_details_pane_set_session (LpDetailsPane *self, LpSession *session)
{
  if (g_set_object (&self->session, session))
    g_signal_connect_object (session, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);

  adw_bin_set_child (self->ticket, NULL);
  lp_details_pane_show_count (self, 0);
}

static void
on_close (LpDetailsPane *self)
{
  g_signal_emit (self, signals[CLOSE], 0);
}

static void
on_copy (LpDetailsPane *self)
{
  if (self->code != NULL)
    lp_toast_copy_code (GTK_WIDGET (self), self->code);
}

static void
lp_details_pane_dispose (GObject *object)
{
  LpDetailsPane *self = LP_DETAILS_PANE (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->code, g_free);

  G_OBJECT_CLASS (lp_details_pane_parent_class)->dispose (object);
}

static void
lp_details_pane_class_init (LpDetailsPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lp_details_pane_dispose;

  signals[CLOSE] = g_signal_new ("close", LP_TYPE_DETAILS_PANE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/LicensePortal/ui/details-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, LpDetailsPane, bar);
  gtk_widget_class_bind_template_child (widget_class, LpDetailsPane, title);
  gtk_widget_class_bind_template_child (widget_class, LpDetailsPane, close);
  gtk_widget_class_bind_template_child (widget_class, LpDetailsPane, copy);
  gtk_widget_class_bind_template_child (widget_class, LpDetailsPane, left_bar);
  gtk_widget_class_bind_template_child (widget_class, LpDetailsPane, left);
  gtk_widget_class_bind_template_child (widget_class, LpDetailsPane, stack);
  gtk_widget_class_bind_template_child (widget_class, LpDetailsPane, none);
  gtk_widget_class_bind_template_child (widget_class, LpDetailsPane, ticket);
  gtk_widget_class_bind_template_callback (widget_class, on_close);
  gtk_widget_class_bind_template_callback (widget_class, on_copy);
}

static void
lp_details_pane_init (LpDetailsPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  lp_details_pane_show_count (self, 0);
}
