/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lc-feed-private.h"
#include "lc-person-rows.h"

/* Somebody who has left a group may still hold a ticket of it, which is then listed for reclaim (design: domain). Whoever
 * sees the tickets of that group has to know whom to ask, so the person comes with the ticket, although she has no
 * membership in sight, and goes with it. A plain member is told of nobody. */

gboolean
lc_feed_is_stranger (LcFeed *feed, gint64 person, gint64 group, gboolean *stranger, GError **error)
{
  GError *fault = NULL;

  *stranger = FALSE;
  if (person == 0 || feed->scope->sees_all || !lc_scope_has_content (feed->scope, group))
    return TRUE;
  *stranger = !lc_person_is_among (feed->tx->db, feed->scope, person, &fault);
  if (fault != NULL)
    g_propagate_error (error, fault);
  return fault == NULL;
}

gboolean
lc_feed_add_holder (LcFeed *feed, gint64 person, gint64 group, GError **error)
{
  gboolean stranger, visible;

  if (person == 0 || feed->scope->sees_all || g_hash_table_contains (feed->holders, &person))
    return TRUE;
  if (!lc_feed_is_stranger (feed, person, group, &stranger, error))
    return FALSE;
  g_hash_table_add (feed->holders, g_memdup2 (&person, sizeof person));
  return !stranger || lc_feed_write_object (feed, LC_CHANGE_PERSON, person, 0, &visible, error);
}
