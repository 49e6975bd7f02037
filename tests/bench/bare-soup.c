/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The control for signed-in reads: a SoupServer that answers every request with the same JSON of a ticket's size. */

#include <libsoup/soup.h>
#include <stdio.h>

static char *json;
static gsize size;

static void
answer (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query, gpointer data)
{
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_STATIC, json, size);
  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
}

int
main (int argc, char **argv)
{
  g_autoptr (SoupServer) server = soup_server_new (NULL, NULL);
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GError) error = NULL;
  GSList *uris;

  if (argc != 2 || !g_file_get_contents (argv[1], &json, &size, &error) ||
      !soup_server_listen_local (server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error))
    {
      g_printerr ("bare-soup: %s\n", error != NULL ? error->message : "usage: bare-soup FILE.json");
      return 1;
    }

  soup_server_add_handler (server, NULL, answer, NULL, NULL);
  uris = soup_server_get_uris (server);
  printf ("%d\n", g_uri_get_port (uris->data));
  fflush (stdout);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  g_main_loop_run (loop);
  return 0;
}
