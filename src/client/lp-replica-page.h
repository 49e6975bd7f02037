/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "lp-ticket-columns.h"
#include "lp-wire-feed.h"

G_BEGIN_DECLS

/* One page of the change feed, ready to be stored: all that can be worked out without the database, so that a
 * thread of its own can do it. Internal to this folder. */

/* What a ticket's row holds besides what the ticket says as it is. */
typedef struct
{
  LpTicketColumnsRow values; /* without the rows of others, which the database knows */
  char *modules;
  char *entries;
  char *containers;
  char *searched;
} LpTicketRow;

typedef struct
{
  LpFeedPage *feed;
  GArray *tickets; /* of LpTicketRow: one for each item that is a ticket and not gone, in their order */
} LpPage;

/**
 * lp_page_read:
 * @bytes: as the service sent it
 * @error: %LP_ERROR_MALFORMED
 *
 * Returns: (transfer full) (nullable): the page
 */
LpPage *lp_page_read (GBytes *bytes, GError **error);
void lp_page_free (LpPage *page);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LpPage, lp_page_free)

/* Frees the items, all but what tells of the page itself: on the thread that has stored them, since they are too many
 * for the main context. */
void lp_page_drop_items (LpPage *page);

/**
 * lp_page_read_items:
 * @items: `[{"kind","id","object"}]`
 * @error: %LP_ERROR_MALFORMED
 *
 * Returns: (transfer full) (nullable): a page of these items that tells nothing else
 */
LpPage *lp_page_read_items (JsonArray *items, GError **error);

/**
 * lp_page_peek_next:
 * @bytes: a page
 *
 * Returns: (transfer full) (nullable): the token of the page after it if there is one, found without parsing, so
 *   that it can be asked for while this one is being read; %NULL if there is none or it cannot be told
 */
char *lp_page_peek_next (GBytes *bytes);

G_END_DECLS
