/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "lp-format.h"
#include "lp-ticket-code.h"
#include "lp-ticket-drop.h"

gboolean
lp_ticket_drop_fits (const GValue *value)
{
  g_auto (GStrv) lines = NULL;
  char code[LP_TICKET_CODE_SIZE];

  if (!G_VALUE_HOLDS_STRING (value) || g_value_get_string (value) == NULL)
    return FALSE;
  lines = g_strsplit (g_value_get_string (value), "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    if (lp_ticket_code_normalize (lines[i], code) != LP_TICKET_CODE_OK)
      return FALSE;
  return lines[0] != NULL;
}

void
lp_ticket_drop_show_icon (GdkDrag *drag, guint n_tickets)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  g_autofree char *count = lp_format_count (n_tickets);
  g_autofree char *text = NULL;

  /* Translators: %s is a number of tickets. */
  text = g_strdup_printf (ngettext ("%s ticket", "%s tickets", n_tickets), count);
  gtk_widget_add_css_class (box, "ticket-drag");
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("license-ticket-symbolic"));
  gtk_box_append (GTK_BOX (box), gtk_label_new (text));
  gtk_drag_icon_set_child (GTK_DRAG_ICON (gtk_drag_icon_get_for_drag (drag)), box);
}
