/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lc-feed-private.h"

/* How many changes one answer looks at: a person who sees little gets small answers, not slow ones. */
#define MAX_SCANNED 20000

#define CHANGES                                                                                              \
  "SELECT seq, kind, object, group_before, assignee_before, visible_before FROM change WHERE seq > $1"       \
  " ORDER BY seq"

static gboolean
is_visible_before (const LcScope *scope, LcChangeKind kind, gint64 object, const LcBefore *before)
{
  switch (kind)
    {
    case LC_CHANGE_GROUP:
      return lc_scope_has_group (scope, object);
    case LC_CHANGE_CATEGORY:
    case LC_CHANGE_PRODUCT:
      return scope->beyond_member;
    case LC_CHANGE_PERSON:
      return object == scope->person_row ||
             (before->group != 0 && lc_scope_has_content (scope, before->group));
    case LC_CHANGE_MEMBERSHIP:
      return object == scope->person_row || lc_scope_has_content (scope, before->group);
    case LC_CHANGE_ORDER:
      return before->group != 0 && lc_scope_has_content (scope, before->group);
    case LC_CHANGE_TICKET:
    case LC_CHANGE_SUBSCRIPTION:
      return before->group != 0 && lc_scope_has_ticket (scope, before);
    case LC_CHANGE_RESET:
    default:
      return object == scope->person_row;
    }
}

/* One object of a change; @done holds what this answer brought already. */
static gboolean
add_object (LcFeed *feed,
            GHashTable *done,
            LcChangeKind kind,
            gint64 object,
            const LcBefore *before,
            gboolean was_visible,
            gboolean *visible,
            GError **error)
{
  g_autofree char *key = g_strdup_printf ("%d %" G_GINT64_FORMAT " %" G_GINT64_FORMAT, kind, object,
                                          kind == LC_CHANGE_MEMBERSHIP ? before->group : 0);

  if (g_hash_table_contains (done, key))
    {
      *visible = GPOINTER_TO_INT (g_hash_table_lookup (done, key)) == 1;
      return TRUE;
    }
  if (!lc_feed_write_object (feed, kind, object, before->group, visible, error))
    return FALSE;
  if (!*visible && !was_visible)
    return TRUE;
  g_hash_table_insert (done, g_steal_pointer (&key), GINT_TO_POINTER (*visible ? 1 : 2));
  return *visible || lc_feed_write_gone (feed, kind, object, before->group, error);
}

/* A subscription names the group of its ticket. */
static gboolean
has_moved (LcFeed *feed, gint64 ticket, const LcBefore *before, GError **error)
{
  return before->group != 0 &&
         lp_db_query_int (feed->tx->db, before->group, error, "SELECT group_row FROM ticket WHERE row = $1",
                          "i", ticket) != before->group;
}

/* A ticket that moves, comes into sight or leaves it takes its subscription with it, and for a plain member its
 * product. */
static gboolean
add_companions (LcFeed *feed,
                GHashTable *done,
                gint64 ticket,
                const LcBefore *before,
                gboolean visible,
                gboolean was_visible,
                GError **error)
{
  GError *fault = NULL;
  gboolean ignored;
  gint64 product;

  if (visible == was_visible && !has_moved (feed, ticket, before, &fault))
    {
      if (fault != NULL)
        g_propagate_error (error, fault);
      return fault == NULL;
    }
  if (!add_object (feed, done, LC_CHANGE_SUBSCRIPTION, ticket, before, was_visible, &ignored, error))
    return FALSE;
  if (feed->scope->beyond_member || visible == was_visible)
    return TRUE;
  product = lp_db_query_int (feed->tx->db, 0, &fault, "SELECT product FROM ticket WHERE row = $1", "i",
                             ticket);
  if (fault == NULL)
    return add_object (feed, done, LC_CHANGE_PRODUCT, product, before, was_visible, &ignored, error);
  g_propagate_error (error, fault);
  return FALSE;
}

/* Somebody whom only this ticket brings into sight, or brought: her name comes and goes with it. */
static gboolean
add_holder (LcFeed *feed, GHashTable *done, gint64 person, gint64 group, GError **error)
{
  const LcBefore nowhere = { 0 };
  gboolean stranger, ignored;

  return lc_feed_is_stranger (feed, person, group, &stranger, error) &&
         (!stranger || add_object (feed, done, LC_CHANGE_PERSON, person, &nowhere, TRUE, &ignored, error));
}

static gboolean
add_holders (LcFeed *feed, GHashTable *done, gint64 ticket, const LcBefore *before, GError **error)
{
  LcBefore now;

  if (feed->scope->sees_all)
    return TRUE;
  return lc_feed_find_place (feed, ticket, &now, error) &&
         add_holder (feed, done, now.assignee, now.group, error) &&
         add_holder (feed, done, before->assignee, before->group, error);
}

static gboolean
add_change (LcFeed *feed,
            GHashTable *done,
            LcChangeKind kind,
            gint64 object,
            const LcBefore *before,
            GError **error)
{
  gboolean was_visible = is_visible_before (feed->scope, kind, object, before);
  gboolean visible = FALSE;

  if (kind == LC_CHANGE_RESET)
    return TRUE;
  if (!add_object (feed, done, kind, object, before, was_visible, &visible, error))
    return FALSE;
  return kind != LC_CHANGE_TICKET ||
         (add_companions (feed, done, object, before, visible, was_visible, error) &&
          add_holders (feed, done, object, before, error));
}

static LcChangeKind
read_change (LpStatement *row, gint64 *object, LcBefore *before)
{
  *object = lp_statement_get_int (row, 2);
  before->group = lp_statement_get_int (row, 3);
  before->assignee = lp_statement_get_int (row, 4);
  before->visible = lp_statement_get_int (row, 5) != 0;
  return lc_change_get_kind (lp_statement_get_text (row, 1));
}

gboolean
lc_feed_add_delta (LcFeed *feed, gboolean *more, GError **error)
{
  g_autoptr (GHashTable) done = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GError *fault = NULL;
  LpStatement *rows = lp_db_query (feed->tx->db, &fault, CHANGES, "i", feed->token.seq);
  guint scanned = 0;

  *more = FALSE;
  while (fault == NULL && rows != NULL && lp_statement_step (rows, &fault))
    {
      LcBefore before;
      gint64 object;
      LcChangeKind kind = read_change (rows, &object, &before);

      if (feed->count >= feed->limit || scanned++ >= MAX_SCANNED)
        {
          *more = TRUE;
          break;
        }
      add_change (feed, done, kind, object, &before, &fault);
      feed->token.seq = lp_statement_get_int (rows, 0);
    }
  if (rows != NULL)
    lp_statement_reset (rows);
  if (fault != NULL)
    g_propagate_error (error, fault);
  return fault == NULL;
}

/* Whether the object as it is now is in the scope: without writing it. */
static gboolean
is_visible_now (LpDb *db,
                const LcScope *scope,
                LcChangeKind kind,
                gint64 object,
                const LcBefore *before,
                GError **error)
{
  LcBefore place = { 0 };
  LpStatement *row;

  switch (kind)
    {
    case LC_CHANGE_PERSON:
      return is_visible_before (scope, kind, object, before);
    case LC_CHANGE_ORDER:
      place.group = lp_db_query_int (db, 0, error, "SELECT group_row FROM orders WHERE row = $1", "i",
                                     object);
      return lc_scope_has_content (scope, place.group);
    case LC_CHANGE_TICKET:
    case LC_CHANGE_SUBSCRIPTION:
      row = lp_db_query (db, error, "SELECT group_row, assignee, visible_to_group FROM ticket WHERE row = $1",
                         "i", object);
      if (row == NULL || !lp_statement_step (row, error))
        return FALSE;
      place = (LcBefore){ lp_statement_get_int (row, 0), lp_statement_get_int (row, 1),
                          lp_statement_get_int (row, 2) != 0 };
      lp_statement_reset (row);
      return lc_scope_has_ticket (scope, &place);
    default:
      return FALSE;
    }
}

gboolean
lc_feed_has_visible_change (LpDb *db, gint64 person, gint64 *seq, GError **error)
{
  g_autoptr (LcScope) scope = lc_scope_new_for_person (db, person, error);
  GError *fault = NULL;
  gboolean visible = FALSE;
  LpStatement *rows = scope != NULL ? lp_db_query (db, &fault, CHANGES, "i", *seq) : NULL;

  while (!visible && fault == NULL && rows != NULL && lp_statement_step (rows, &fault))
    {
      LcBefore before;
      gint64 object;
      LcChangeKind kind = read_change (rows, &object, &before);

      *seq = lp_statement_get_int (rows, 0);
      visible = is_visible_before (scope, kind, object, &before) ||
                is_visible_now (db, scope, kind, object, &before, &fault);
    }
  if (rows != NULL)
    lp_statement_reset (rows);
  if (visible && fault == NULL)
    *seq = lc_feed_get_newest (db, &fault);
  if (fault != NULL)
    g_propagate_error (error, fault);
  return visible && fault == NULL;
}
