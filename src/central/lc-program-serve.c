/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib-unix.h>
#include <stdio.h>

#include "lc-daily-watch.h"
#include "lc-daily.h"
#include "lc-demo.h"
#include "lc-http-server.h"
#include "lc-init.h"
#include "lc-program.h"
#include "lc-vendor.h"

#define DAY_CHECK_SECONDS 20
#define RATE_NOT_GIVEN    G_MININT
#define RATE_MAX          1000000000

typedef struct
{
  LcStore *store;
  LcServer *server;
  LcDailyWatch *watch;
  GMainLoop *loop;
} Serve;

static gpointer
get_root (LcTransaction *tx, gpointer data, GError **error)
{
  gint64 *root = data;

  *root = lc_vendor_get_root (tx->db, error);
  return NULL;
}

static gpointer
fill (LcTransaction *tx, gpointer data, GError **error)
{
  lc_demo_fill (tx, NULL, error);
  return NULL;
}

/* Fills an empty directory if that is wanted. */
static gboolean
check_vendor (LcStore *store, gboolean demo, GError **error)
{
  g_autoptr (GError) failure = NULL;
  gint64 root = 0;

  lc_store_read (store, get_root, &root, &failure);
  if (failure == NULL && root == 0 && demo)
    {
      lc_store_write (store, fill, NULL, &failure);
      lc_store_reload_zone (store);
    }
  else if (failure == NULL && root == 0)
    g_set_error (&failure, LP_ERROR, LP_ERROR_STORAGE,
                 "%s holds no License Central yet; run license-central init or load first.",
                 lc_store_get_directory (store));

  if (failure == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static LcStore *
open_store (const char *directory, LpDate day, gboolean demo, GError **error)
{
  g_autoptr (LcStore) store = NULL;

  if (demo && (!lc_demo_check_directory (directory, error) || !lc_init_prepare (directory, error)))
    return NULL;

  store = lc_store_open (directory, day, error);
  if (store == NULL || !check_vendor (store, demo, error))
    return NULL;

  lc_store_set_demo (store, demo);
  /* No request is answered before all renewals up to today are there. */
  if (!lc_daily_run (store, NULL, error))
    return NULL;

  return g_steal_pointer (&store);
}

static gboolean
asked_to_stop (gpointer data)
{
  Serve *serve = data;

  g_message ("Stopping");
  lc_server_stop (serve->server);
  return G_SOURCE_CONTINUE;
}

static void
run (Serve *serve)
{
  serve->loop = g_main_loop_new (NULL, FALSE);
  serve->watch = lc_daily_watch_new (serve->store, DAY_CHECK_SECONDS);
  g_signal_connect_swapped (serve->server, "stopped", G_CALLBACK (g_main_loop_quit), serve->loop);
  g_unix_signal_add (SIGTERM, asked_to_stop, serve);
  g_unix_signal_add (SIGINT, asked_to_stop, serve);

  printf ("listening on %s\n", lc_server_get_address (serve->server));
  fflush (stdout);

  g_main_loop_run (serve->loop);
  g_main_loop_unref (serve->loop);
  g_clear_object (&serve->watch);
}

static gboolean
check_rate (int rate)
{
  if (rate == RATE_NOT_GIVEN || (rate >= 0 && rate <= RATE_MAX))
    return TRUE;

  g_printerr ("license-central: --rate-limit takes 0, for no limit, to %d requests a minute, not %d.\n",
              RATE_MAX, rate);
  return FALSE;
}

int
lc_program_serve (int argc, char **argv)
{
  static const char *const required[] = { "data", NULL };
  g_autofree char *directory = NULL;
  g_autofree char *listen = NULL;
  g_autofree char *socket_path = NULL;
  g_autofree char *today = NULL;
  g_autofree char *proxy = NULL;
  gboolean demo = FALSE;
  int rate_limit = RATE_NOT_GIVEN;
  const GOptionEntry entries[] = {
    { "data", 0, 0, G_OPTION_ARG_FILENAME, &directory, "The data directory", "DIR" },
    { "listen", 0, 0, G_OPTION_ARG_STRING, &listen, "Address and port; port 0 picks a free one",
      "ADDRESS:PORT" },
    { "socket", 0, 0, G_OPTION_ARG_FILENAME, &socket_path, "A Unix socket instead", "PATH" },
    { "demo", 0, 0, G_OPTION_ARG_NONE, &demo, "Fill an empty data directory with demo data", NULL },
    { "today", 0, 0, G_OPTION_ARG_STRING, &today, "Fix the business date", "DATE" },
    { "rate-limit", 0, 0, G_OPTION_ARG_INT, &rate_limit, "Requests a minute for each session; 0: no limit",
      "N" },
    { "trusted-proxy", 0, 0, G_OPTION_ARG_STRING, &proxy, "The reverse proxy that ends TLS", "ADDRESS|unix" },
    { NULL },
  };
  g_autoptr (GError) error = NULL;
  LcServerOptions options;
  Serve serve = { NULL };
  LpDate day;

  if (!lc_program_parse ("--listen=ADDRESS:PORT|--socket=PATH - answer requests", entries, 0, &argc, &argv,
                         required) ||
      !lc_program_parse_day ("today", today, &day) || !check_rate (rate_limit))
    return LC_EXIT_USAGE;

  options = (LcServerOptions){
    .listen = listen,
    .socket_path = socket_path,
    .trusted_proxy = proxy,
    .rate_limit = rate_limit == RATE_NOT_GIVEN ? -1 : rate_limit,
    .demo = demo,
  };
  if (!lc_server_check_options (&options, &error))
    return lc_program_fail (error);

  serve.store = open_store (directory, day, demo, &error);
  if (serve.store != NULL)
    serve.server = lc_server_new (serve.store, &options, &error);

  if (serve.server != NULL)
    run (&serve);

  g_clear_object (&serve.server);
  if (serve.store != NULL)
    lc_store_close (serve.store);
  g_clear_object (&serve.store);
  return error != NULL ? lc_program_fail (error) : LC_EXIT_DONE;
}
