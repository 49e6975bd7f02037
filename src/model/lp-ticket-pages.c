/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lp-ticket-pages.h"

#include "lp-living-items.h"
#include "lp-waiting-decisions.h"

/* A tall window shows about 40 rows, and a column view keeps some 200 around them. */
#define MAX_PAGES 12

typedef struct
{
  guint number;
  GPtrArray *items; /* of LpTicketItem */
} Page;

struct _LpTicketPages
{
  LpSession *session; /* weak: a list lives no longer than its session's owner */
  GQueue pages;       /* of Page, most recently used first */
  LpLivingItems *living;
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
  self->living = lp_living_items_new ();
  self->person_names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->group_names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

void
lp_ticket_pages_free (LpTicketPages *self)
{
  g_queue_clear_full (&self->pages, page_free);
  lp_living_items_free (self->living);
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

static void
mark_waiting (LpTicketPages *self, LpTicketItem *item)
{
  LpSubscriptionDecision decision;
  gboolean waits = self->session != NULL &&
                   lp_waiting_decisions_find (lp_waiting_decisions_get (self->session), NULL,
                                              lp_ticket_item_get_code (item), &decision);

  lp_ticket_item_set_waiting (item, waits ? (int) decision : -1);
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
  if (*lp_ticket_item_get_code (item) == '\0')
    return;
  mark_waiting (self, item);
  lp_living_items_add (self->living, row, item);
}

/* Takes over what @line holds. */
static LpTicketItem *
make_item (LpTicketPages *self, guint32 row, LpTicketLine *line)
{
  LpTicketItem *item = lp_living_items_find (self->living, row);

  if (item != NULL)
    {
      lp_ticket_line_clear (line);
      return item;
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
  lp_living_items_forget (self->living);
  g_hash_table_remove_all (self->person_names);
  g_hash_table_remove_all (self->group_names);
}

GPtrArray *
lp_ticket_pages_take (LpTicketPages *self, GArray *rows, guint position, guint n)
{
  GPtrArray *items = g_ptr_array_new_full (n, NULL);

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (items, lp_living_items_take (self->living, g_array_index (rows, guint32, position + i)));
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
      g_autoptr (LpTicketItem) other = item != NULL ? lp_living_items_take (self->living, keys[i]) : NULL;
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

void
lp_ticket_pages_refresh (LpTicketPages *self, GHashTable *changed)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GPtrArray) items = lp_living_items_collect (self->living, changed, rows);
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

void
lp_ticket_pages_mark_waiting (LpTicketPages *self)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GPtrArray) items = lp_living_items_collect (self->living, NULL, rows);

  for (guint i = 0; i < items->len; i++)
    mark_waiting (self, items->pdata[i]);
}
