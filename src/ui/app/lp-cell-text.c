/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lp-cell-text.h"

/* Pixels, of the style sheet of GTK. */
#define ICON_SIZE 16

#define RIGHT_TO_LEFT_MARK   "\xe2\x80\x8f"
#define FIRST_STRONG_ISOLATE "\xe2\x81\xa8"
#define POP_ISOLATE          "\xe2\x81\xa9"

/* A letter of a monospaced font is wider than most. */
#define CODE_SCALE 0.92

PangoAttrList *
lp_cell_dup_attributes (const char *css_class)
{
  PangoAttrList *attributes = pango_attr_list_new ();

  if (g_strcmp0 (css_class, "monospace") == 0)
    {
      pango_attr_list_insert (attributes, pango_attr_family_new ("monospace"));
      pango_attr_list_insert (attributes, pango_attr_scale_new (CODE_SCALE));
    }
  else if (g_strcmp0 (css_class, "numeric") == 0)
    pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
  return attributes;
}

GtkWidget *
lp_cell_new_text (const char *css_class)
{
  g_autoptr (PangoAttrList) attributes = lp_cell_dup_attributes (css_class);
  GtkWidget *text = g_object_new (GTK_TYPE_INSCRIPTION, "xalign", 0.0f, "text-overflow",
                                  GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END, "hexpand", TRUE, "nat-chars", 10,
                                  "attributes", attributes, NULL);

  if (css_class != NULL)
    gtk_widget_add_css_class (text, css_class);
  return text;
}

GtkWidget *
lp_cell_new_icon_text (const char *css_class)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, LP_CELL_ICON - ICON_SIZE);

  gtk_box_append (GTK_BOX (box), gtk_image_new ());
  gtk_box_append (GTK_BOX (box), lp_cell_new_text (css_class));
  return box;
}

void
lp_cell_set_icon_text (GtkWidget *cell, const char *icon_name, const char *icon_class, const char *text)
{
  GtkImage *icon = GTK_IMAGE (gtk_widget_get_first_child (cell));
  const char *css[] = { icon_class, NULL };

  gtk_image_set_from_icon_name (icon, icon_name);
  gtk_widget_set_css_classes (GTK_WIDGET (icon), css);
  lp_cell_set_text (GTK_INSCRIPTION (gtk_widget_get_last_child (cell)), text);
}

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
  g_object_set_data (G_OBJECT (child), "lp-list-item", list_item);
}

/* A cell or a row that was met beside what it shows is asked for its first. */
static GtkListItem *
find_list_item (GtkWidget *widget)
{
  GtkListItem *found = NULL;

  for (; widget != NULL && found == NULL; widget = gtk_widget_get_first_child (widget))
    found = g_object_get_data (G_OBJECT (widget), "lp-list-item");
  return found;
}

guint
lp_cell_find_position (GtkWidget *widget, GtkWidget *view)
{
  for (; widget != NULL && widget != view && !GTK_IS_LIST_VIEW (widget);
       widget = gtk_widget_get_parent (widget))
    {
      GtkListItem *list_item = find_list_item (widget);

      if (list_item != NULL)
        return gtk_list_item_get_position (list_item);
    }
  return GTK_INVALID_LIST_POSITION;
}
