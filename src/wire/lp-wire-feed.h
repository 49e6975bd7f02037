/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lp-types.h"

G_BEGIN_DECLS

/* Pages of the change feed: `GET /v1/sync`. */

typedef enum
{
  LP_FEED_GROUP,
  LP_FEED_CATEGORY,
  LP_FEED_PRODUCT,
  LP_FEED_PERSON,
  LP_FEED_MEMBERSHIP,
  LP_FEED_ORDER,
  LP_FEED_TICKET,
  LP_FEED_SUBSCRIPTION,
  LP_FEED_N_KINDS, /* also: a kind that only a newer service knows */
} LpFeedKind;

typedef struct
{
  LpFeedKind kind;
  char *id;         /* of a membership GROUP_ID/PERSON_ID */
  gpointer object;  /* nullable: the box of its kind; NULL: gone, for this person */
  const char *text; /* the object as it came, JSON, not terminated; part of the page */
  gsize size;
} LpFeedItem;

typedef struct
{
  GBytes *bytes;  /* NULL once the items have been dropped */
  gboolean reset; /* nothing else is told: begin from nothing */
  GArray *items;  /* of LpFeedItem; only those of a known kind; NULL with reset or dropped */
  guint n_items;  /* with the unknown ones */
  char *next;     /* nullable: the token of what follows */
  gboolean more;
  int total; /* how many objects the snapshot has; 0: not told */
  LpDate today;
  gboolean fixed_today;
} LpFeedPage;

/**
 * lp_wire_read_feed:
 * @bytes: a page, kept by the result
 * @error: %LP_ERROR_MALFORMED: names the object and the member that cannot be read
 *
 * Reads a page straight into boxes, without a tree for the kinds of which there are many.
 *
 * Returns: (transfer full) (nullable): the page
 */
LpFeedPage *lp_wire_read_feed (GBytes *bytes, GError **error);
void lp_feed_page_free (LpFeedPage *page);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LpFeedPage, lp_feed_page_free)

/* Frees the items and the bytes, but not what else the page tells. */
void lp_feed_page_drop_items (LpFeedPage *page);

G_END_DECLS
