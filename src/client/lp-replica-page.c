/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lp-replica-page.h"

#include "lp-error.h"
#include "lp-replica-rows.h"

char *
lp_page_peek_next (GBytes *bytes)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  const char *tail = data + size;
  const char *next;
  const char *end;
  gssize left;

  /* The end of the items; not g_strrstr_len(), which goes through all of them first. */
  while (tail > data && *--tail != ']')
    continue;
  if (tail == data)
    return NULL;
  left = (gssize) size - (tail - data);
  if (g_strstr_len (tail, left, "\"more\":true") == NULL)
    return NULL;
  next = g_strstr_len (tail, left, "\"next\":\"");
  if (next == NULL)
    return NULL;
  next += strlen ("\"next\":\"");
  end = memchr (next, '"', size - (gsize) (next - data));
  return end != NULL ? g_strndup (next, (gsize) (end - next)) : NULL;
}

static void
ticket_row_clear (gpointer data)
{
  LpTicketRow *row = data;

  g_free (row->modules);
  g_free (row->entries);
  g_free (row->containers);
  g_free (row->searched);
}

/* Whether it has expired is left to the day on which one asks. */
static guint8
get_base_state (const LpTicket *ticket)
{
  if (ticket->state != LP_TICKET_EXPIRED)
    return (guint8) ticket->state;
  return ticket->containers->len > 0 ? LP_TICKET_ACTIVATED : LP_TICKET_AVAILABLE;
}

static void
add_ticket (LpPage *page, const LpTicket *ticket)
{
  LpTicketRow row = {
    .modules = *ticket->modules != NULL ? g_strjoinv (" ", ticket->modules) : NULL,
    .entries = lp_replica_rows_pack_entries (ticket->entries),
    .containers = lp_replica_rows_pack_containers (ticket->containers),
    .values = {
      .code = lp_code_key_new (ticket->code),
      .expiry = ticket->technical_expiry,
      .created = (guint32) lp_replica_rows_parse_instant (ticket->created_at),
      .state = get_base_state (ticket),
      .visible = ticket->visible_to_group ? 1 : 0,
    },
  };

  row.searched = lp_replica_rows_get_searched (ticket->reference, row.entries);
  g_array_append_val (page->tickets, row);
}

static LpPage *
make_page (GBytes *bytes, GError **error)
{
  g_autoptr (LpPage) page = g_new0 (LpPage, 1);

  page->tickets = g_array_new (FALSE, FALSE, sizeof (LpTicketRow));
  g_array_set_clear_func (page->tickets, ticket_row_clear);
  page->feed = lp_wire_read_feed (bytes, error);
  if (page->feed == NULL)
    return NULL;
  for (guint i = 0; page->feed->items != NULL && i < page->feed->items->len; i++)
    {
      const LpFeedItem *item = &g_array_index (page->feed->items, LpFeedItem, i);

      if (item->kind == LP_FEED_TICKET && item->object != NULL)
        add_ticket (page, item->object);
    }
  return g_steal_pointer (&page);
}

LpPage *
lp_page_read (GBytes *bytes, GError **error)
{
  g_autoptr (LpPage) page = make_page (bytes, error);

  if (page != NULL && !page->feed->reset && page->feed->next == NULL)
    {
      g_set_error_literal (error, LP_ERROR, LP_ERROR_MALFORMED,
                           "The service's change feed cannot be read: /next: This member is required.");
      return NULL;
    }
  return g_steal_pointer (&page);
}

LpPage *
lp_page_read_items (JsonArray *items, GError **error)
{
  g_autoptr (JsonNode) node = json_node_init_array (json_node_alloc (), items);
  g_autofree char *array = json_to_string (node, FALSE);
  char *text = g_strconcat ("{\"items\":", array, "}", NULL);
  g_autoptr (GBytes) bytes = g_bytes_new_take (text, strlen (text));

  return make_page (bytes, error);
}

void
lp_page_drop_items (LpPage *page)
{
  lp_feed_page_drop_items (page->feed);
  g_array_set_size (page->tickets, 0);
}

void
lp_page_free (LpPage *page)
{
  g_clear_pointer (&page->feed, lp_feed_page_free);
  g_array_unref (page->tickets);
  g_free (page);
}
