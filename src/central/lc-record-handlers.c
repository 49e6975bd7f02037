/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lc-answer.h"
#include "lc-feed.h"

static const char *const sync_query[] = { "since", "limit", NULL };

static LcReply *
handle_sync (const LcCall *call, char **current, GError **error)
{
  const char *limit = lc_answer_get_query (call, "limit");
  guint64 number = LC_FEED_DEFAULT_LIMIT;
  g_autoptr (GString) body = NULL;

  if (limit != NULL && !g_ascii_string_to_unsigned (limit, 10, 1, LC_FEED_MAX_LIMIT, &number, NULL))
    {
      lp_error_add_field (error, "?limit", "This must be a whole number from 1 to %d.", LC_FEED_MAX_LIMIT);
      return NULL;
    }
  body = g_string_new (NULL);
  if (!lc_feed_write (call->tx, lc_answer_get_query (call, "since"), (guint) number, body, error))
    return NULL;
  return lc_answer_object (200, g_steal_pointer (&body), NULL);
}

static const LcRoute routes[] = {
  { "GET", "/v1/sync", 0, sync_query, handle_sync },
};

const LcRoute *
lc_routes_records (gsize *n_routes)
{
  *n_routes = G_N_ELEMENTS (routes);
  return routes;
}
