/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lp-cell-text.h"
#include "lp-format.h"
#include "lp-item-cells.h"
#include "lp-ticket-cells.h"
#include "lp-waiting-decisions.h"

/* The column of a narrow table: the product, and below it to whom the ticket is allocated. */
#define PRODUCT_AND_WHO -1

static void
setup_text (GtkListItemFactory *factory, GtkListItem *list_item, gpointer user_data)
{
  LpTicketSort sort = GPOINTER_TO_INT (user_data);

  g_object_set_data (G_OBJECT (list_item), "column", user_data);
  lp_cell_set_child (list_item, lp_cell_new_text (sort == LP_TICKET_SORT_CODE     ? "monospace"
                                                  : sort == LP_TICKET_SORT_EXPIRY ? "numeric"
                                                                                  : NULL));
}

static void
setup_state (GtkListItemFactory *factory, GtkListItem *list_item, gpointer user_data)
{
  g_object_set_data (G_OBJECT (list_item), "column", user_data);
  lp_cell_set_child (list_item, lp_cell_new_icon_text (NULL));
}

static void
setup_two_lines (GtkListItemFactory *factory, GtkListItem *list_item, gpointer user_data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  g_object_set_data (G_OBJECT (list_item), "column", user_data);
  gtk_box_append (GTK_BOX (box), lp_cell_new_text (NULL));
  gtk_box_append (GTK_BOX (box), lp_cell_new_text ("caption"));
  gtk_widget_add_css_class (gtk_widget_get_last_child (box), "dim-label");
  lp_cell_set_child (list_item, box);
}

static void
show_two_lines (GtkListItem *list_item, LpTicketItem *item)
{
  GtkWidget *box = gtk_list_item_get_child (list_item);

  lp_cell_set_text (GTK_INSCRIPTION (gtk_widget_get_first_child (box)), lp_ticket_item_get_product (item));
  lp_cell_set_text (GTK_INSCRIPTION (gtk_widget_get_last_child (box)),
                    lp_ticket_item_get_allocated_to (item));
}

static void
show_state (GtkListItem *list_item, LpTicketItem *item)
{
  static const char *const classes[] = { "state-available", "state-activated", "state-expired",
                                         "state-revoked" };
  GtkWidget *cell = gtk_list_item_get_child (list_item);
  LpTicketState state = lp_ticket_item_get_state (item);
  const char *css_class = classes[MIN ((gsize) state, G_N_ELEMENTS (classes) - 1)];
  const char *icon = lp_format_ticket_state_icon (state);

  if (lp_ticket_item_get_waiting (item) >= 0)
    {
      lp_cell_set_icon_text (cell, "document-send-symbolic", "waiting",
                             lp_waiting_decision_get_word (lp_ticket_item_get_waiting (item)));
      return;
    }

  /* Most rows come to a cell that shows their state already. */
  if (g_strcmp0 (gtk_image_get_icon_name (GTK_IMAGE (gtk_widget_get_first_child (cell))), icon) != 0)
    lp_cell_set_icon_text (cell, icon, css_class, lp_ticket_item_get_state_text (item));
}

static void
show_allocated (GtkListItem *list_item, LpTicketItem *item)
{
  GtkWidget *text = gtk_list_item_get_child (list_item);

  lp_cell_set_text (GTK_INSCRIPTION (text), lp_ticket_item_get_allocated_to (item));
  if (lp_ticket_item_is_admins_only (item))
    gtk_widget_add_css_class (text, "dim-label");
  else
    gtk_widget_remove_css_class (text, "dim-label");
}

static void
show (GtkListItem *list_item, LpTicketItem *item, int column)
{
  const char *text = NULL;

  switch (column)
    {
    case PRODUCT_AND_WHO:
      show_two_lines (list_item, item);
      return;
    case LP_TICKET_SORT_STATE:
      show_state (list_item, item);
      return;
    case LP_TICKET_SORT_ALLOCATION:
      show_allocated (list_item, item);
      return;
    case LP_TICKET_SORT_PRODUCT:
      text = lp_ticket_item_get_product (item);
      break;
    case LP_TICKET_SORT_EXPIRY:
      text = lp_ticket_item_get_expires (item);
      break;
    case LP_TICKET_SORT_GROUP:
      text = lp_ticket_item_get_group_name (item);
      break;
    case LP_TICKET_SORT_CODE:
    case LP_TICKET_SORT_CREATED:
    default:
      text = lp_ticket_item_get_code (item);
    }
  lp_cell_set_text (GTK_INSCRIPTION (gtk_list_item_get_child (list_item)), text);
}

/* A list item remembers its column, since one handler serves all cells of a ticket. */
static void
show_again (GtkListItem *list_item)
{
  int column = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (list_item), "column"));

  show (list_item, gtk_list_item_get_item (list_item), column);
}

static void
bind (GtkListItemFactory *factory, GtkListItem *list_item, gpointer user_data)
{
  show (list_item, gtk_list_item_get_item (list_item), GPOINTER_TO_INT (user_data));
  lp_item_cells_add (list_item, "notify", show_again);
}

static void
unbind (GtkListItemFactory *factory, GtkListItem *list_item, gpointer user_data)
{
  lp_item_cells_remove (list_item);
}

static GtkListItemFactory *
new_factory (int number, GCallback setup)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  gpointer column = GINT_TO_POINTER (number);

  g_signal_connect (factory, "setup", setup, column);
  g_signal_connect (factory, "bind", G_CALLBACK (bind), column);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind), column);
  return factory;
}

GtkListItemFactory *
lp_ticket_cells_new_factory (LpTicketSort sort)
{
  return new_factory (sort,
                      sort == LP_TICKET_SORT_STATE ? G_CALLBACK (setup_state) : G_CALLBACK (setup_text));
}

GtkListItemFactory *
lp_ticket_cells_new_narrow_factory (void)
{
  return new_factory (PRODUCT_AND_WHO, G_CALLBACK (setup_two_lines));
}
