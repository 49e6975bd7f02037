/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <gio/gio.h>

#include "lc-api-resources.h"
#include "lc-call.h"
#include "lc-demo.h"

#define OPENAPI_PATH "/org/example/LicensePortal/api/openapi.json"

/* Really writes, on the writer thread: a full disk or a lost mount shows here first. */
static LcReply *
get_health (const LcCall *call, char **current, GError **error)
{
  LcReply *reply;

  /* What was met in some page does not heal by writing another. */
  if (lp_db_found_damage ())
    {
      g_set_error_literal (error, LP_ERROR, LP_ERROR_STORAGE,
                           "The database is damaged; restore it from a backup.");
      return NULL;
    }
  if (!lp_db_run (call->tx->db, error,
                  "INSERT INTO setting (name, value) VALUES ('health', $1)"
                  " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                  "t", call->tx->now))
    return NULL;

  reply = lc_reply_new (200);
  reply->body = g_string_new ("{\"status\":\"ok\"}");
  return reply;
}

static LcReply *
make_reply (GBytes *bytes)
{
  LcReply *reply = lc_reply_new (200);
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  reply->body = g_string_new_len (data, (gssize) size);
  return reply;
}

static LcReply *
get_openapi (const LcCall *call, char **current, GError **error)
{
  g_autoptr (GBytes) bytes = g_resource_lookup_data (lc_api_get_resource (), OPENAPI_PATH,
                                                     G_RESOURCE_LOOKUP_FLAGS_NONE, error);

  return bytes != NULL ? make_reply (bytes) : NULL;
}

static LcReply *
get_demo_people (const LcCall *call, char **current, GError **error)
{
  g_autoptr (GBytes) bytes = lc_demo_get_people ();

  return make_reply (bytes);
}

/* The stream itself is lc-events.c's. */
static LcReply *
get_events (const LcCall *call, char **current, GError **error)
{
  return lc_reply_new (200);
}

static const LcRoute routes[] = {
  { "GET", "/v1/health", LC_ROUTE_PUBLIC | LC_ROUTE_WRITES, NULL, get_health },
  { "GET", "/v1/openapi.json", LC_ROUTE_PUBLIC, NULL, get_openapi },
  { "GET", "/v1/demo/people", LC_ROUTE_PUBLIC | LC_ROUTE_DEMO, NULL, get_demo_people },
  { "GET", "/v1/events", LC_ROUTE_STREAMS, NULL, get_events },
};

const LcRoute *
lc_routes_service (gsize *n_routes)
{
  *n_routes = G_N_ELEMENTS (routes);
  return routes;
}
