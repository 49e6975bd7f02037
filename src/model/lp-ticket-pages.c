/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lp-ticket-pages.h"

/* A tall window shows about 40 rows, and a column view keeps some 200 around them. */
#define MAX_PAGES 12

typedef struct
{
  guint number;
  GPtrArray *items; /* of LpTicketItem */
} Page;

typedef struct
{
  LpTicketPages *pages;
  guint32 row;
  LpTicketItem *item; /* weak */
} Living;

struct _LpTicketPages
{
  LpSession *session;       /* weak: a list lives no longer than its session's owner */
  GQueue pages;             /* of Page, most recently used first */
  GHashTable *living;       /* row → Living */
  GHashTable *person_names; /* id → name */
  GHashTable *group_names;
};

static void
page_free (gpointer data)
{
  Page *page = data;

  g_ptr_array_unref (page->items);
  g_free (page);
}

LpTicketPages *
lp_ticket_pages_new (LpSession *session)
{
  LpTicketPages *self = g_new0 (LpTicketPages, 1);

  g_set_weak_pointer (&self->session, session);
  g_queue_init (&self->pages);
  self->living = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  self->person_names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->group_names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

static void
item_gone_cb (gpointer data, GObject *where_it_was)
{
  Living *living = data;

  g_hash_table_remove (living->pages->living, GUINT_TO_POINTER (living->row));
}

static void
forget_living (LpTicketPages *self)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->living);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      Living *living = value;

      g_object_weak_unref (G_OBJECT (living->item), item_gone_cb, living);
      g_hash_table_iter_remove (&iter);
    }
}

void
lp_ticket_pages_free (LpTicketPages *self)
{
  g_queue_clear_full (&self->pages, page_free);
  forget_living (self);
  g_hash_table_unref (self->living);
  g_hash_table_unref (self->person_names);
  g_hash_table_unref (self->group_names);
  g_clear_weak_pointer (&self->session);
  g_free (self);
}

static LpReplica *
get_replica (LpTicketPages *self)
{
  return self->session != NULL ? lp_session_get_replica (self->session) : NULL;
}

static const char *
get_person_name (LpTicketPages *self, const char *id)
{
  char *name;

  if (id == NULL)
    return NULL;
  name = g_hash_table_lookup (self->person_names, id);
  if (name == NULL)
    {
      name = lp_replica_dup_person_name (get_replica (self), id);
      if (name != NULL)
        g_hash_table_insert (self->person_names, g_strdup (id), name);
    }
  return name;
}

static const char *
get_group_name (LpTicketPages *self, const char *id)
{
  char *name;

  if (id == NULL)
    return NULL;
  name = g_hash_table_lookup (self->group_names, id);
  if (name == NULL)
    {
      name = lp_replica_dup_group_name (get_replica (self), id);
      if (name != NULL)
        g_hash_table_insert (self->group_names, g_strdup (id), name);
    }
  return name;
}

/* Mostly a line brings the name of the person along. */
static const char *
complete (LpTicketPages *self, LpTicketLine *line)
{
  if (line->assignee_id != NULL && line->assignee_name == NULL)
    line->assignee_name = g_strdup (get_person_name (self, line->assignee_id));
  return get_group_name (self, line->group_id);
}

static void
remember_living (LpTicketPages *self, guint32 row, LpTicketItem *item)
{
  Living *living;

  if (*lp_ticket_item_get_code (item) == '\0')
    return;
  living = g_new0 (Living, 1);
  living->pages = self;
  living->row = row;
  living->item = item;
  g_object_weak_ref (G_OBJECT (item), item_gone_cb, living);
  g_hash_table_insert (self->living, GUINT_TO_POINTER (row), living);
}

/* The item of a row, if it is alive; the row does not find it any longer. */
static LpTicketItem *
take_living (LpTicketPages *self, guint32 row)
{
  Living *living = g_hash_table_lookup (self->living, GUINT_TO_POINTER (row));
  LpTicketItem *item;

  if (living == NULL)
    return NULL;
  item = g_object_ref (living->item);
  g_object_weak_unref (G_OBJECT (item), item_gone_cb, living);
  g_hash_table_remove (self->living, GUINT_TO_POINTER (row));
  return item;
}

/* Takes over what @line holds. */
static LpTicketItem *
make_item (LpTicketPages *self, guint32 row, LpTicketLine *line)
{
  Living *living = g_hash_table_lookup (self->living, GUINT_TO_POINTER (row));
  LpTicketItem *item;

  if (living != NULL)
    {
      lp_ticket_line_clear (line);
      return g_object_ref (living->item);
    }
  item = lp_ticket_item_new (get_replica (self), row, line, complete (self, line));
  remember_living (self, row, item);
  return item;
}

static Page *
fetch_page (LpTicketPages *self, GArray *rows, guint number)
{
  Page *page = g_new0 (Page, 1);
  guint first = number * LP_TICKET_PAGE_ROWS;
  guint n = MIN (LP_TICKET_PAGE_ROWS, rows->len - first);
  LpTicketLine lines[LP_TICKET_PAGE_ROWS] = { 0 };

  page->number = number;
  page->items = g_ptr_array_new_full (n, g_object_unref);
  if (get_replica (self) != NULL)
    lp_replica_fetch_ticket_lines (get_replica (self), &g_array_index (rows, guint32, first), n, lines);
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (page->items, make_item (self, g_array_index (rows, guint32, first + i), &lines[i]));
  return page;
}

LpTicketItem *
lp_ticket_pages_get (LpTicketPages *self, GArray *rows, guint position)
{
  guint number = position / LP_TICKET_PAGE_ROWS;
  Page *page = NULL;

  for (GList *link = self->pages.head; link != NULL && page == NULL; link = link->next)
    if (((Page *) link->data)->number == number)
      {
        page = link->data;
        g_queue_unlink (&self->pages, link);
        g_queue_push_head_link (&self->pages, link);
      }
  if (page == NULL)
    {
      page = fetch_page (self, rows, number);
      g_queue_push_head (&self->pages, page);
      if (self->pages.length > MAX_PAGES)
        page_free (g_queue_pop_tail (&self->pages));
    }
  return g_object_ref (g_ptr_array_index (page->items, position % LP_TICKET_PAGE_ROWS));
}

void
lp_ticket_pages_forget (LpTicketPages *self, gboolean rows_too)
{
  g_queue_clear_full (&self->pages, page_free);
  if (!rows_too)
    return;
  forget_living (self);
  g_hash_table_remove_all (self->person_names);
  g_hash_table_remove_all (self->group_names);
}

GPtrArray *
lp_ticket_pages_take (LpTicketPages *self, GArray *rows, guint position, guint n)
{
  GPtrArray *items = g_ptr_array_new_full (n, NULL);

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (items, take_living (self, g_array_index (rows, guint32, position + i)));
  return items;
}

void
lp_ticket_pages_give (LpTicketPages *self, GArray *rows, guint position, GPtrArray *items)
{
  const guint32 *keys = &g_array_index (rows, guint32, position);
  g_autofree LpTicketLine *lines = g_new0 (LpTicketLine, items->len + 1);

  if (get_replica (self) != NULL)
    lp_replica_fetch_ticket_lines (get_replica (self), keys, items->len, lines);
  for (guint i = 0; i < items->len; i++)
    {
      g_autoptr (LpTicketItem) item = g_ptr_array_index (items, i);
      g_autoptr (LpTicketItem) other = item != NULL ? take_living (self, keys[i]) : NULL;
      const char *group_name = complete (self, &lines[i]);

      if (item != NULL)
        {
          lp_ticket_item_become (item, keys[i], &lines[i], group_name);
          remember_living (self, keys[i], item);
        }
      lp_ticket_line_clear (&lines[i]);
    }
  g_ptr_array_set_size (items, 0);
}

/* The living items among @changed, with a reference each: updating one runs bindings, which may drop others. */
static GPtrArray *
collect_living (LpTicketPages *self, GHashTable *changed, GArray *rows)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, self->living);
  while (g_hash_table_iter_next (&iter, &key, &value))
    if (changed == NULL || g_hash_table_contains (changed, key))
      {
        guint32 row = GPOINTER_TO_UINT (key);

        g_ptr_array_add (items, g_object_ref (((Living *) value)->item));
        g_array_append_val (rows, row);
      }
  return items;
}

void
lp_ticket_pages_refresh (LpTicketPages *self, GHashTable *changed)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GPtrArray) items = collect_living (self, changed, rows);
  g_autofree LpTicketLine *lines = g_new0 (LpTicketLine, items->len + 1);

  if (get_replica (self) == NULL)
    return;
  if (changed == NULL)
    {
      g_hash_table_remove_all (self->person_names);
      g_hash_table_remove_all (self->group_names);
    }
  if (items->len > 0)
    lp_replica_fetch_ticket_lines (get_replica (self), &g_array_index (rows, guint32, 0), items->len, lines);
  for (guint i = 0; i < items->len; i++)
    {
      if (lines[i].code[0] != '\0')
        {
          const char *group_name = complete (self, &lines[i]);

          lp_ticket_item_update (g_ptr_array_index (items, i), &lines[i], group_name);
        }
    }
}

guint
lp_ticket_pages_get_n_alive (LpTicketPages *self)
{
  return g_hash_table_size (self->living);
}
