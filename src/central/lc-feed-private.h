/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lc-feed.h"
#include "lc-group-rows.h"
#include "lc-scope.h"
#include "lc-ticket-rows.h"

G_BEGIN_DECLS

#define LC_FEED_EPOCH_SIZE 16

/* Where a client stands. All members are written, so that no memory leaks into a token. */
typedef struct
{
  gint64 delta;    /* 1: the snapshot is done */
  gint64 kind;     /* LcChangeKind that the snapshot is at */
  gint64 position; /* the group, or the depth of the group, or the person of the membership */
  gint64 row;      /* the last row given */
  gint64 seq;      /* the last change that the client knows */
  gint64 person;
  char epoch[LC_FEED_EPOCH_SIZE];
} LcFeedToken;

/* One answer in the making. */
typedef struct
{
  const LcTransaction *tx;
  LcScope *scope;
  LcGroupReader *groups;
  LcTicketWriter tickets;
  GHashTable *holders; /* rows of the people whom tickets of a snapshot have brought up */
  LcFeedToken token;
  guint limit;
  guint count;
  GString *out;
} LcFeed;

/**
 * lc_feed_write_object:
 * @feed: the answer
 * @kind: kind of object
 * @object: its row, as in the change feed
 * @group: the group of a membership
 * @visible: (out): whether the person may see it now; only then it is written
 * @error: return location
 *
 * Writes an item with the present object.
 *
 * Returns: success
 */
gboolean lc_feed_write_object (LcFeed *feed,
                               LcChangeKind kind,
                               gint64 object,
                               gint64 group,
                               gboolean *visible,
                               GError **error);

/**
 * lc_feed_write_gone:
 * @feed: the answer
 * @kind: kind of object
 * @object: its row
 * @group: the group of a membership
 * @error: return location
 *
 * Writes an item that tells that the person no longer sees the object.
 *
 * Returns: success
 */
gboolean lc_feed_write_gone (LcFeed *feed, LcChangeKind kind, gint64 object, gint64 group, GError **error);

/**
 * lc_feed_is_stranger:
 * @feed: the answer
 * @person: row of a person, or 0
 * @group: a group that a ticket of hers is or was in
 * @stranger: (out): whether she may be in sight by that ticket only
 * @error: return location
 *
 * Returns: success
 */
gboolean lc_feed_is_stranger (LcFeed *feed, gint64 person, gint64 group, gboolean *stranger, GError **error);

/**
 * lc_feed_add_holder:
 * @feed: a snapshot
 * @person: row of whom a ticket of it is allocated to, or 0
 * @group: the ticket's group
 * @error: return location
 *
 * Writes who that is unless she is among the people of the snapshot.
 *
 * Returns: success
 */
gboolean lc_feed_add_holder (LcFeed *feed, gint64 person, gint64 group, GError **error);

/**
 * lc_feed_begin_item:
 * @feed: the answer
 * @kind: kind of object
 * @id: its id; the two ids of a membership
 * @second: (nullable): its second id
 *
 * Appends `{"kind":…,"id":…,"object":`; the object and `}` follow.
 */
void lc_feed_begin_item (LcFeed *feed, LcChangeKind kind, const char *id, const char *second);

/**
 * lc_feed_find_place:
 * @feed: the answer
 * @ticket: row of a ticket
 * @place: (out): where it is now; all 0 if there is none
 * @error: return location
 *
 * Returns: success
 */
gboolean lc_feed_find_place (LcFeed *feed, gint64 ticket, LcBefore *place, GError **error);

/* Fill the answer from where the token stands, and move it on. */
gboolean lc_feed_add_snapshot (LcFeed *feed, GError **error);
gboolean lc_feed_add_delta (LcFeed *feed, gboolean *more, GError **error);

/**
 * lc_feed_count:
 * @feed: the answer
 * @error: return location
 *
 * Returns: how many objects the whole snapshot has, without the few people whom only a ticket brings; -1 on error
 */
gint64 lc_feed_count (LcFeed *feed, GError **error);

G_END_DECLS
