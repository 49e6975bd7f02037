/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lp-cell-text.h"
#include "lp-column-fit.h"
#include "lp-format.h"

/* Pixels, which do not follow the font: at both edges of a cell (see style.css), and the arrow of a header, whose letters are smaller. */
#define EDGES 16
#define ARROW 18
/* What rounding may take. */
#define SLACK 2

#define GIVEN "lp-column-fit-given"

static int
measure (GtkColumnView *view, const char *css_class, const char *text)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (view), text);
  g_autoptr (PangoAttrList) attributes = lp_cell_dup_attributes (css_class);
  int width;

  pango_layout_set_attributes (layout, attributes);
  pango_layout_get_pixel_size (layout, &width, NULL);
  return width + EDGES + SLACK;
}

int
lp_column_measure (GtkColumnView *view,
                   GtkColumnViewColumn *column,
                   const char *css_class,
                   gboolean has_icon,
                   const char *const *texts,
                   gsize n_texts)
{
  int widest = measure (view, NULL, gtk_column_view_column_get_title (column)) + ARROW;

  for (gsize i = 0; i < n_texts; i++)
    widest = MAX (widest, measure (view, css_class, texts[i]) + (has_icon ? LP_CELL_ICON : 0));
  return widest;
}

int
lp_column_measure_days (GtkColumnView *view, GtkColumnViewColumn *column, gboolean has_icon)
{
  char *days[G_DATE_DECEMBER];
  int widest;

  for (gsize i = 0; i < G_N_ELEMENTS (days); i++)
    days[i] = lp_format_date_short (lp_date_from_ymd (2028, (int) i + 1, 28));
  widest = lp_column_measure (view, column, "numeric", has_icon, (const char *const *) days,
                              G_N_ELEMENTS (days));
  for (gsize i = 0; i < G_N_ELEMENTS (days); i++)
    g_free (days[i]);
  return widest;
}

/* GTK 4.8 counts the fixed width of a column that is not visible. */
static void
give (const LpColumnNeed *need, gboolean show)
{
  int width = show ? need->least : -1;
  int given = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (need->column), GIVEN));

  if (given != width)
    gtk_column_view_column_set_fixed_width (need->column, width);
  g_object_set_data (G_OBJECT (need->column), GIVEN, GINT_TO_POINTER (width));
  gtk_column_view_column_set_expand (need->column, need->grows);
  gtk_column_view_column_set_visible (need->column, show);
}

static gboolean
comes_between (const LpColumnNeed *needs, GtkColumnViewColumn *column, gsize from, gsize to)
{
  for (gsize i = from; i < to; i++)
    if (needs[i].column == column)
      return TRUE;
  return FALSE;
}

/* How many of the needs can be met. */
static gsize
count_fitting (const LpColumnNeed *needs, gsize n, gsize n_always, int width)
{
  int used = 0;

  for (gsize i = 0; i < n; i++)
    {
      used += needs[i].least;
      for (gsize j = 0; j < i; j++)
        if (needs[j].column == needs[i].column)
          used -= needs[j].least;
      if (i >= n_always && used > width)
        return i;
    }
  return n;
}

void
lp_column_fit (const LpColumnNeed *needs, gsize n, gsize n_wanted, gsize n_always, int width)
{
  gsize n_fitting = count_fitting (needs, n_wanted, n_always, width);

  for (gsize i = 0; i < n; i++)
    {
      gboolean wider = comes_between (needs, needs[i].column, i + 1, n_fitting);
      gboolean shown = i >= n_fitting && comes_between (needs, needs[i].column, 0, n_fitting);

      if (!wider && !shown)
        give (&needs[i], i < n_fitting);
    }
}
