/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lp-cell-text.h"

#define RIGHT_TO_LEFT_MARK   "\xe2\x80\x8f"
#define FIRST_STRONG_ISOLATE "\xe2\x81\xa8"
#define POP_ISOLATE          "\xe2\x81\xa9"

void
lp_cell_set_text (GtkInscription *cell, const char *text)
{
  g_autofree char *line = NULL;

  if (text == NULL || gtk_widget_get_direction (GTK_WIDGET (cell)) != GTK_TEXT_DIR_RTL)
    {
      gtk_inscription_set_text (cell, text);
      return;
    }
  line = g_strconcat (RIGHT_TO_LEFT_MARK FIRST_STRONG_ISOLATE, text, POP_ISOLATE, NULL);
  gtk_inscription_set_text (cell, line);
}

void
lp_cell_set_child (GtkListItem *list_item, GtkWidget *child)
{
  gtk_list_item_set_selectable (list_item, FALSE);
  gtk_list_item_set_child (list_item, child);
}
