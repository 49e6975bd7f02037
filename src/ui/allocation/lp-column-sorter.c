/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lp-column-sorter.h"

#define LP_TYPE_SORT_PROBE (lp_sort_probe_get_type ())
G_DECLARE_FINAL_TYPE (LpSortProbe, lp_sort_probe, LP, SORT_PROBE, GObject)

struct _LpSortProbe
{
  GObject parent_instance;
  int number;
};

G_DEFINE_FINAL_TYPE (LpSortProbe, lp_sort_probe, G_TYPE_OBJECT)

static void
lp_sort_probe_class_init (LpSortProbeClass *klass)
{
}

static void
lp_sort_probe_init (LpSortProbe *self)
{
  self->number = -1;
}

struct _LpColumnSorter
{
  GtkSorter parent_instance;
  int number;
};

G_DEFINE_FINAL_TYPE (LpColumnSorter, lp_column_sorter, GTK_TYPE_SORTER)

GtkSorter *
lp_column_sorter_new (int number)
{
  LpColumnSorter *self = g_object_new (LP_TYPE_COLUMN_SORTER, NULL);

  self->number = number;
  return GTK_SORTER (self);
}

gboolean
lp_column_sorter_read (GtkSorter *view_sorter, int *number, gboolean *descending)
{
  g_autoptr (LpSortProbe) first = g_object_new (LP_TYPE_SORT_PROBE, NULL);
  g_autoptr (LpSortProbe) second = g_object_new (LP_TYPE_SORT_PROBE, NULL);
  GtkOrdering ordering = gtk_sorter_compare (view_sorter, first, second);

  if (first->number < 0)
    return FALSE;

  *number = first->number;
  *descending = ordering == GTK_ORDERING_LARGER;
  return TRUE;
}

static GtkOrdering
lp_column_sorter_compare (GtkSorter *sorter, gpointer item1, gpointer item2)
{
  LpColumnSorter *self = LP_COLUMN_SORTER (sorter);

  if (!LP_IS_SORT_PROBE (item1))
    return GTK_ORDERING_EQUAL;

  if (LP_SORT_PROBE (item1)->number < 0)
    LP_SORT_PROBE (item1)->number = self->number;
  return GTK_ORDERING_SMALLER;
}

static void
lp_column_sorter_class_init (LpColumnSorterClass *klass)
{
  GTK_SORTER_CLASS (klass)->compare = lp_column_sorter_compare;
}

static void
lp_column_sorter_init (LpColumnSorter *self)
{
}
