/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lp-living-items.h"

typedef struct
{
  LpLivingItems *items;
  guint32 row;
  GObject *item; /* weak */
} Living;

struct _LpLivingItems
{
  GHashTable *by_row; /* of Living */
};

LpLivingItems *
lp_living_items_new (void)
{
  LpLivingItems *self = g_new0 (LpLivingItems, 1);

  self->by_row = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  return self;
}

static Living *
look_up (LpLivingItems *self, guint32 row)
{
  return g_hash_table_lookup (self->by_row, GUINT_TO_POINTER (row));
}

static void
item_gone_cb (gpointer data, GObject *where_it_was)
{
  Living *living = data;

  g_hash_table_remove (living->items->by_row, GUINT_TO_POINTER (living->row));
}

void
lp_living_items_add (LpLivingItems *self, guint32 row, gpointer item)
{
  Living *living = g_new0 (Living, 1);

  living->items = self;
  living->row = row;
  living->item = item;
  g_object_weak_ref (living->item, item_gone_cb, living);
  g_hash_table_insert (self->by_row, GUINT_TO_POINTER (row), living);
}

gpointer
lp_living_items_find (LpLivingItems *self, guint32 row)
{
  Living *living = look_up (self, row);

  return living != NULL ? g_object_ref (living->item) : NULL;
}

gpointer
lp_living_items_take (LpLivingItems *self, guint32 row)
{
  Living *living = look_up (self, row);
  GObject *item;

  if (living == NULL)
    return NULL;
  item = g_object_ref (living->item);
  g_object_weak_unref (item, item_gone_cb, living);
  g_hash_table_remove (self->by_row, GUINT_TO_POINTER (row));
  return item;
}

GPtrArray *
lp_living_items_collect (LpLivingItems *self, GHashTable *among, GArray *rows)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, self->by_row);
  while (g_hash_table_iter_next (&iter, &key, &value))
    if (among == NULL || g_hash_table_contains (among, key))
      {
        Living *living = value;

        g_ptr_array_add (items, g_object_ref (living->item));
        g_array_append_val (rows, living->row);
      }
  return items;
}

void
lp_living_items_forget (LpLivingItems *self)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->by_row);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      Living *living = value;

      g_object_weak_unref (living->item, item_gone_cb, living);
      g_hash_table_iter_remove (&iter);
    }
}

void
lp_living_items_free (LpLivingItems *self)
{
  lp_living_items_forget (self);
  g_hash_table_unref (self->by_row);
  g_free (self);
}

guint
lp_living_items_get_n (LpLivingItems *self)
{
  return g_hash_table_size (self->by_row);
}
