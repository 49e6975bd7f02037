/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lc-feed-private.h"

#include <string.h>

#include "lc-token.h"
#include "lp-wire.h"

#define PURPOSE "change feed"

gint64
lc_feed_get_newest (LpDb *db, GError **error)
{
  return lp_db_query_int (db, 0, error,
                          "SELECT COALESCE (MAX (seq), 0) FROM sqlite_sequence WHERE name = 'change'", "");
}

static gboolean
read_epoch (LpDb *db, char epoch[LC_FEED_EPOCH_SIZE], GError **error)
{
  GError *fault = NULL;
  g_autofree char *text = lp_db_query_text (db, &fault, "SELECT value FROM setting WHERE name = 'feed_epoch'",
                                            "");

  memset (epoch, 0, LC_FEED_EPOCH_SIZE);
  if (text != NULL)
    /* Bytes that are compared as such. NOLINTNEXTLINE(bugprone-not-null-terminated-result) */
    memcpy (epoch, text, MIN (strlen (text), LC_FEED_EPOCH_SIZE));
  if (fault != NULL)
    g_propagate_error (error, fault);
  return fault == NULL;
}

/* Whether the person's memberships changed since. */
static gboolean
was_reset (LpDb *db, gint64 person, gint64 seq, GError **error)
{
  return lp_db_query_int (db, 0, error,
                          "SELECT 1 FROM change WHERE kind = 'reset' AND object = $1 AND seq > $2 LIMIT 1",
                          "ii", person, seq) != 0;
}

/* Whether changes that the client has not seen are gone from the feed. */
static gboolean
was_forgotten (LpDb *db, gint64 seq, GError **error)
{
  return lp_db_query_int (db, 0, error, "SELECT MIN (seq) FROM change", "") > seq + 1;
}

static gboolean
open_token (LcFeed *feed, const char *since, gboolean *valid, GError **error)
{
  const LcTransaction *tx = feed->tx;
  char epoch[LC_FEED_EPOCH_SIZE];
  GError *fault = NULL;

  *valid = FALSE;
  if (!read_epoch (tx->db, epoch, error))
    return FALSE;
  if (since == NULL)
    {
      memset (&feed->token, 0, sizeof feed->token);
      feed->token.person = tx->caller->person_row;
      feed->token.seq = lc_feed_get_newest (tx->db, &fault);
      memcpy (feed->token.epoch, epoch, sizeof epoch);
      *valid = TRUE;
    }
  else if (lc_token_open (tx->secret, PURPOSE, since, &feed->token, sizeof feed->token))
    *valid = feed->token.person == tx->caller->person_row &&
             memcmp (feed->token.epoch, epoch, sizeof epoch) == 0 &&
             !was_forgotten (tx->db, feed->token.seq, &fault) &&
             !was_reset (tx->db, feed->token.person, feed->token.seq, &fault);
  if (fault != NULL)
    g_propagate_error (error, fault);
  return fault == NULL;
}

static void
finish (LcFeed *feed, gboolean more, gint64 total)
{
  g_autofree char *next = lc_token_seal (feed->tx->secret, PURPOSE, &feed->token, sizeof feed->token);

  g_string_append (feed->out, "],\"next\":");
  lp_wire_write_string (feed->out, next);
  g_string_append (feed->out, ",\"more\":");
  lp_wire_write_boolean (feed->out, more);
  g_string_append (feed->out, ",\"total\":");
  if (total >= 0)
    lp_wire_write_int (feed->out, total);
  else
    g_string_append (feed->out, "null");
  g_string_append (feed->out, ",\"today\":");
  lp_wire_write_date (feed->out, feed->tx->today);
  g_string_append (feed->out, ",\"fixed_today\":");
  lp_wire_write_boolean (feed->out, feed->tx->today_fixed);
  g_string_append_c (feed->out, '}');
}

static gboolean
fill (LcFeed *feed, gboolean first, GError **error)
{
  GError *fault = NULL;
  gboolean more = TRUE;
  gint64 total = first ? lc_feed_count (feed, &fault) : -1;

  g_string_append (feed->out, "{\"items\":[");
  if (fault == NULL && !feed->token.delta)
    {
      lc_feed_add_snapshot (feed, &fault);
      if (fault == NULL && feed->token.delta)
        more = lc_feed_get_newest (feed->tx->db, &fault) > feed->token.seq;
    }
  else if (fault == NULL)
    lc_feed_add_delta (feed, &more, &fault);
  if (fault != NULL)
    {
      g_propagate_error (error, fault);
      return FALSE;
    }
  finish (feed, more, total);
  return TRUE;
}

gboolean
lc_feed_write (const LcTransaction *tx, const char *since, guint limit, GString *out, GError **error)
{
  g_autoptr (LcScope) scope = lc_scope_new (tx->db, tx->caller, error);
  g_autoptr (LcGroupReader) groups = NULL;
  g_autoptr (GHashTable) holders = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  LcFeed feed = { .tx = tx, .scope = scope, .limit = limit, .out = out, .holders = holders };
  gboolean valid;

  if (scope == NULL || !open_token (&feed, since, &valid, error))
    return FALSE;
  if (!valid)
    {
      g_string_append (out, "{\"reset\":true}");
      return TRUE;
    }
  groups = lc_group_reader_new (tx->db, scope);
  feed.groups = groups;
  lc_ticket_writer_init (&feed.tickets, tx->db, scope, tx->today);
  return fill (&feed, since == NULL, error);
}

/* The newest stays, whatever its age: it tells where the feed is. */
gint64
lc_feed_forget_old (const LcTransaction *tx, guint limit, GError **error)
{
  if (!lp_db_run (tx->db, error,
                  "DELETE FROM change WHERE seq < (SELECT MIN (seq) + $2 FROM change)"
                  " AND seq < COALESCE ((SELECT seq FROM change WHERE at >="
                  " strftime ('%Y-%m-%dT%H:%M:%SZ', $1, '-' || $3 || ' days') ORDER BY seq LIMIT 1),"
                  " (SELECT MAX (seq) FROM change))",
                  "tii", tx->now, (gint64) limit, (gint64) LC_FEED_DAYS))
    return -1;
  return lp_db_get_changes (tx->db);
}

gboolean
lc_feed_tell_of_days (const LcTransaction *tx, LpDate since, GError **error)
{
  if (since == LP_DATE_NONE || since >= tx->today)
    return TRUE;
  return lp_db_run (
             tx->db, error,
             "INSERT INTO change (kind, object, group_before, assignee_before, visible_before, at)"
             " SELECT 'ticket', row, group_row, assignee, visible_to_group, $3 FROM ticket"
             " WHERE technical_expiry >= $1 AND technical_expiry < $2 AND revoked_on IS NULL ORDER BY row",
             "ddt", since, tx->today, tx->now) &&
         lp_db_run (tx->db, error,
                    "INSERT INTO change (kind, object, group_before, assignee_before, visible_before, at)"
                    " SELECT 'subscription', t.row, t.group_row, t.assignee, t.visible_to_group, $3"
                    " FROM subscription s JOIN ticket t ON t.row = s.ticket"
                    " WHERE s.ends_on >= $1 AND s.ends_on < $2 AND s.revoked_on IS NULL ORDER BY t.row",
                    "ddt", since, tx->today, tx->now);
}
