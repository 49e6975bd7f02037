/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "lp-bulk-bar.h"
#include "lp-format.h"

struct _LpBulkBar
{
  AdwBin parent_instance;

  /* Template */
  GtkRevealer *bar;
  GtkLabel *count;
  GtkWidget *allocate;
  GtkWidget *move;
  GtkWidget *revoke;

  gboolean may[LP_N_BULK];
};

G_DEFINE_FINAL_TYPE (LpBulkBar, lp_bulk_bar, ADW_TYPE_BIN)

void
lp_bulk_bar_set_count (LpBulkBar *self, guint n_selected, guint n_items)
{
  g_autofree char *selected = lp_format_count (n_selected);
  g_autofree char *all = lp_format_count (n_items);
  /* Translators: number of selected tickets and number of all in the list, as in “3 of 1,204 selected” */
  g_autofree char *text = g_strdup_printf (ngettext ("%s of %s selected", "%s of %s selected", n_selected),
                                           selected, all);

  if (n_selected > 0)
    gtk_label_set_label (self->count, text);
  gtk_revealer_set_reveal_child (self->bar, n_selected > 0);
}

/* @note: (nullable): what restricts it, for all who hover over the button or have it read to them */
static void
explain (GtkWidget *button, const char *note)
{
  gtk_widget_set_tooltip_text (button, note);
  if (note != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, note, -1);
  else
    gtk_accessible_reset_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
}

void
lp_bulk_bar_set_tickets (LpBulkBar *self, LpSession *session, GPtrArray *tickets)
{
  GtkWidget *const buttons[] = { self->allocate, self->move, self->revoke };

  for (int action = 0; action < LP_N_BULK; action++)
    {
      g_autofree char *note = NULL;
      g_autoptr (GPtrArray)
          picked = tickets != NULL ? lp_bulk_pick (session, (LpBulkAction) action, tickets, &note) : NULL;

      self->may[action] = picked == NULL || picked->len > 0;
      explain (buttons[action], note);
    }
}

gboolean
lp_bulk_bar_get_may (LpBulkBar *self, LpBulkAction action)
{
  return self->may[action];
}

static void
lp_bulk_bar_class_init (LpBulkBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/LicensePortal/ui/bulk-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, LpBulkBar, bar);
  gtk_widget_class_bind_template_child (widget_class, LpBulkBar, count);
  gtk_widget_class_bind_template_child (widget_class, LpBulkBar, allocate);
  gtk_widget_class_bind_template_child (widget_class, LpBulkBar, move);
  gtk_widget_class_bind_template_child (widget_class, LpBulkBar, revoke);
}

static void
lp_bulk_bar_init (LpBulkBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
