/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lp-server-address.h"

struct _LpServerAddress
{
  gatomicrefcount ref_count;
  char *text;
  char *socket;   /* NULL for a network address */
  char *identity; /* NULL: text */
};

G_DEFINE_BOXED_TYPE (LpServerAddress, lp_server_address, lp_server_address_ref, lp_server_address_unref)

#define SOCKET_PREFIX "unix:"

static LpServerAddress *
server_address_new (char *text, const char *socket)
{
  LpServerAddress *self = g_new0 (LpServerAddress, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->text = text;
  self->socket = g_strdup (socket);
  return self;
}

LpServerAddress *
lp_server_address_new_for_socket (const char *path)
{
  g_autofree char *absolute = g_canonicalize_filename (path, NULL);

  return server_address_new (g_strconcat (SOCKET_PREFIX, absolute, NULL), absolute);
}

LpServerAddress *
lp_server_address_new_for_service (const char *path, const char *data_dir)
{
  LpServerAddress *self = lp_server_address_new_for_socket (path);

  self->identity = g_canonicalize_filename (data_dir, NULL);
  return self;
}

LpServerAddress *
lp_server_address_ref (LpServerAddress *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
lp_server_address_unref (LpServerAddress *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_free (self->text);
  g_free (self->socket);
  g_free (self->identity);
  g_free (self);
}

static gboolean
is_loopback (const char *host)
{
  g_autoptr (GInetAddress) address = NULL;

  if (g_ascii_strcasecmp (host, "localhost") == 0)
    return TRUE;
  address = g_inet_address_new_from_string (host);
  return address != NULL && g_inet_address_get_is_loopback (address);
}

static gboolean
check_uri (GUri *uri, GError **error)
{
  const char *scheme = g_uri_get_scheme (uri);
  const char *host = g_uri_get_host (uri);

  if ((g_strcmp0 (scheme, "https") != 0 && g_strcmp0 (scheme, "http") != 0) || host == NULL || *host == '\0')
    {
      g_set_error_literal (error, LP_ERROR, LP_ERROR_INVALID,
                           "An address looks like https://licenses.example.com");
      return FALSE;
    }
  if (g_uri_get_userinfo (uri) != NULL || g_uri_get_query (uri) != NULL || g_uri_get_fragment (uri) != NULL ||
      *g_uri_get_path (uri) != '\0')
    {
      g_set_error_literal (
          error, LP_ERROR, LP_ERROR_INVALID,
          "Leave out everything but the host and the port: https://licenses.example.com:8443");
      return FALSE;
    }
  if (g_str_equal (scheme, "http") && !is_loopback (host))
    {
      g_set_error_literal (error, LP_ERROR, LP_ERROR_INVALID,
                           "Without encryption only this very computer can be reached: use https://");
      return FALSE;
    }
  return TRUE;
}

static LpServerAddress *
parse_url (const char *text, GError **error)
{
  g_autoptr (GUri) uri = g_uri_parse (text, G_URI_FLAGS_NONE, NULL);
  g_autofree char *host = NULL;
  int port = -1;

  if (uri == NULL)
    {
      g_set_error_literal (error, LP_ERROR, LP_ERROR_INVALID,
                           "An address looks like https://licenses.example.com");
      return NULL;
    }
  if (!check_uri (uri, error))
    return NULL;
  host = g_ascii_strdown (g_uri_get_host (uri), -1);
  if (g_uri_get_port (uri) != (g_str_equal (g_uri_get_scheme (uri), "https") ? 443 : 80))
    port = g_uri_get_port (uri);
  return server_address_new (g_uri_join (G_URI_FLAGS_NONE, g_uri_get_scheme (uri), NULL, host, port, "", NULL,
                                         NULL),
                             NULL);
}

LpServerAddress *
lp_server_address_parse (const char *text, GError **error)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (text != NULL ? text : ""));
  gsize length = strlen (trimmed);

  if (g_str_has_prefix (trimmed, SOCKET_PREFIX))
    {
      if (length == strlen (SOCKET_PREFIX))
        {
          g_set_error_literal (error, LP_ERROR, LP_ERROR_INVALID, "The path of a socket follows unix:");
          return NULL;
        }
      return lp_server_address_new_for_socket (trimmed + strlen (SOCKET_PREFIX));
    }
  while (length > 0 && trimmed[length - 1] == '/')
    trimmed[--length] = '\0';
  return parse_url (trimmed, error);
}

const char *
lp_server_address_get_text (LpServerAddress *self)
{
  return self->text;
}

const char *
lp_server_address_get_identity (LpServerAddress *self)
{
  return self->identity != NULL ? self->identity : self->text;
}

const char *
lp_server_address_get_socket (LpServerAddress *self)
{
  return self->socket;
}

char *
lp_server_address_dup_url (LpServerAddress *self, const char *path)
{
  return g_strconcat (self->socket != NULL ? "http://localhost" : self->text, path, NULL);
}
