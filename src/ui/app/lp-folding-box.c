/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lp-folding-box.h"

/* Pixels between the two. */
#define SPACING 6

struct _LpFoldingBox
{
  GtkWidget parent_instance;
};

G_DEFINE_FINAL_TYPE (LpFoldingBox, lp_folding_box, GTK_TYPE_WIDGET)

static int
get_natural (GtkWidget *child)
{
  int natural;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);
  return natural;
}

static int
get_height (GtkWidget *child, int width)
{
  int minimum;

  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width, &minimum, NULL, NULL, NULL);
  return minimum;
}

static gboolean
is_folded (GtkWidget *first, GtkWidget *second, int width)
{
  return width >= 0 && width < get_natural (first) + SPACING + get_natural (second);
}

static void
measure_width (GtkWidget *first, GtkWidget *second, int *minimum, int *natural)
{
  int other_minimum, other_natural;

  gtk_widget_measure (first, GTK_ORIENTATION_HORIZONTAL, -1, minimum, natural, NULL, NULL);
  gtk_widget_measure (second, GTK_ORIENTATION_HORIZONTAL, -1, &other_minimum, &other_natural, NULL, NULL);
  *minimum = MAX (*minimum, other_minimum);
  *natural += SPACING + other_natural;
}

static GtkSizeRequestMode
lp_folding_box_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
lp_folding_box_measure (GtkWidget *widget,
                        GtkOrientation orientation,
                        int for_size,
                        int *minimum,
                        int *natural,
                        int *minimum_baseline,
                        int *natural_baseline)
{
  GtkWidget *first = gtk_widget_get_first_child (widget);
  GtkWidget *second = gtk_widget_get_last_child (widget);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    measure_width (first, second, minimum, natural);
  else if (is_folded (first, second, for_size))
    *minimum = *natural = get_height (first, for_size) + SPACING + get_height (second, for_size);
  else
    *minimum = *natural = MAX (get_height (first, -1), get_height (second, -1));
}

static void
lp_folding_box_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  GtkWidget *first = gtk_widget_get_first_child (widget);
  GtkWidget *second = gtk_widget_get_last_child (widget);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;

  if (is_folded (first, second, width))
    {
      int upper = get_height (first, width);

      gtk_widget_size_allocate (first, &(GtkAllocation){ 0, 0, width, upper }, -1);
      gtk_widget_size_allocate (second,
                                &(GtkAllocation){ 0, upper + SPACING, width,
                                                  MAX (height - upper - SPACING, 0) },
                                -1);
    }
  else
    {
      int end = get_natural (second);
      int rest = width - end - SPACING;

      gtk_widget_size_allocate (first, &(GtkAllocation){ rtl ? end + SPACING : 0, 0, rest, height }, -1);
      gtk_widget_size_allocate (second, &(GtkAllocation){ rtl ? 0 : width - end, 0, end, height }, -1);
    }
}

static void
lp_folding_box_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (lp_folding_box_parent_class)->dispose (object);
}

static void
lp_folding_box_class_init (LpFoldingBoxClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lp_folding_box_dispose;
  widget_class->get_request_mode = lp_folding_box_get_request_mode;
  widget_class->measure = lp_folding_box_measure;
  widget_class->size_allocate = lp_folding_box_size_allocate;

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
lp_folding_box_init (LpFoldingBox *self)
{
}
