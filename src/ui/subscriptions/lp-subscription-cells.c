/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "lp-cell-text.h"
#include "lp-format.h"
#include "lp-item-cells.h"
#include "lp-subscription-cells.h"
#include "lp-waiting-decisions.h"

static void
setup_text (GtkListItemFactory *factory, GtkListItem *list_item, gpointer user_data)
{
  LpSubscriptionSort sort = GPOINTER_TO_INT (user_data);

  g_object_set_data (G_OBJECT (list_item), "column", user_data);
  lp_cell_set_child (list_item, lp_cell_new_text (sort == LP_SUBSCRIPTION_SORT_CODE        ? "monospace"
                                                  : sort == LP_SUBSCRIPTION_SORT_COMMITTED ? "numeric"
                                                                                           : NULL));
}

static void
setup_with_icon (GtkListItemFactory *factory, GtkListItem *list_item, gpointer user_data)
{
  gboolean is_day = GPOINTER_TO_INT (user_data) == LP_SUBSCRIPTION_SORT_DEADLINE;

  g_object_set_data (G_OBJECT (list_item), "column", user_data);
  lp_cell_set_child (list_item, lp_cell_new_icon_text (is_day ? "numeric" : NULL));
}

static void
show_state (GtkListItem *list_item, LpSubscriptionItem *item)
{
  GtkWidget *cell = gtk_list_item_get_child (list_item);
  LpSubscriptionState state = lp_subscription_item_get_state (item);
  int waiting = lp_subscription_item_get_waiting (item);
  g_autofree char *tooltip = NULL;

  if (waiting < 0)
    lp_cell_set_icon_text (cell, lp_format_subscription_state_icon (state),
                           lp_format_subscription_state_class (state), lp_format_subscription_state (state));
  else
    {
      lp_cell_set_icon_text (cell, "document-send-symbolic", "waiting",
                             lp_waiting_decision_get_word (waiting));
      /* Translators: the state that still holds, and that something is not received yet */
      tooltip = g_strdup_printf (_ ("%s. %s"), lp_format_subscription_state (state),
                                 lp_waiting_decision_get_sentence (waiting));
    }
  gtk_widget_set_tooltip_text (cell, tooltip);
}

static void
show_deadline (GtkListItem *list_item, LpSubscriptionItem *item)
{
  GtkWidget *cell = gtk_list_item_get_child (list_item);
  gboolean soon = lp_subscription_item_get_needs_decision (item);
  g_autofree char *day = lp_subscription_item_dup_deadline (item);

  lp_cell_set_icon_text (cell, soon ? "alarm-symbolic" : NULL, soon ? "deadline-soon" : NULL, day);
  gtk_widget_set_tooltip_text (cell, !soon ? NULL
                                     : lp_subscription_item_get_may_decide (item)
                                         ? _ ("Needs a decision")
                                         : _ ("Needs a decision by somebody else"));
}

static void
show_text (GtkListItem *list_item, LpSubscriptionItem *item, LpSubscriptionSort sort)
{
  g_autofree char *owned = NULL;
  const char *text = NULL;

  if (sort == LP_SUBSCRIPTION_SORT_COMMITTED)
    text = owned = lp_subscription_item_dup_last_day (item);
  else if (sort == LP_SUBSCRIPTION_SORT_RENEWAL)
    text = lp_subscription_item_get_renewal (item);
  else if (sort == LP_SUBSCRIPTION_SORT_PRODUCT)
    text = lp_subscription_item_get_product (item);
  else if (sort == LP_SUBSCRIPTION_SORT_GROUP)
    text = lp_subscription_item_get_group (item);
  else
    text = lp_subscription_item_get_code (item);
  lp_cell_set_text (GTK_INSCRIPTION (gtk_list_item_get_child (list_item)), text);
}

static void
show (GtkListItem *list_item, LpSubscriptionItem *item, LpSubscriptionSort sort)
{
  if (sort == LP_SUBSCRIPTION_SORT_STATE)
    show_state (list_item, item);
  else if (sort == LP_SUBSCRIPTION_SORT_DEADLINE)
    show_deadline (list_item, item);
  else
    show_text (list_item, item, sort);
}

/* A list item remembers its column, since one handler serves all cells of a subscription. */
static void
show_again (GtkListItem *list_item)
{
  LpSubscriptionSort sort = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (list_item), "column"));

  show (list_item, gtk_list_item_get_item (list_item), sort);
}

static void
bind (GtkListItemFactory *factory, GtkListItem *list_item, gpointer user_data)
{
  show (list_item, gtk_list_item_get_item (list_item), GPOINTER_TO_INT (user_data));
  lp_item_cells_add (list_item, "changed", show_again);
}

static void
unbind (GtkListItemFactory *factory, GtkListItem *list_item, gpointer user_data)
{
  lp_item_cells_remove (list_item);
}

GtkListItemFactory *
lp_subscription_cells_new_factory (LpSubscriptionSort sort)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  gboolean icon = sort == LP_SUBSCRIPTION_SORT_STATE || sort == LP_SUBSCRIPTION_SORT_DEADLINE;
  gpointer column = GINT_TO_POINTER (sort);

  g_signal_connect (factory, "setup", icon ? G_CALLBACK (setup_with_icon) : G_CALLBACK (setup_text), column);
  g_signal_connect (factory, "bind", G_CALLBACK (bind), column);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind), column);
  return factory;
}
