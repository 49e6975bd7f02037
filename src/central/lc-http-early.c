/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lc-http-private.h"

#include <string.h>

#include "lp-wire.h"

/* What Soup lets through but must not reach a handler (design: security, "Hazards"). Whatever is refused here is
 * answered at once and its connection closed, since nobody knows where its next request would begin. */

static const char *const methods[] = { "GET", "POST", "PUT", "PATCH", "DELETE", NULL };

/* Headers that must not come twice: two proxies could each believe another one. */
static const char *const single_headers[] = {
  "Host", "Content-Length", "Content-Type", "Authorization", "Idempotency-Key", "Audit-Reason", NULL
};

typedef struct
{
  guint counts[G_N_ELEMENTS (single_headers)];
  const char *content_length;
  const char *transfer_encoding;
  const char *content_type;
  const char *forwarded_for; /* the last one */
} Head;

static void
read_head (SoupMessageHeaders *headers, Head *head)
{
  SoupMessageHeadersIter iter;
  const char *name;
  const char *value;

  memset (head, 0, sizeof *head);
  soup_message_headers_iter_init (&iter, headers);
  while (soup_message_headers_iter_next (&iter, &name, &value))
    {
      for (gsize i = 0; single_headers[i] != NULL; i++)
        head->counts[i] += g_ascii_strcasecmp (name, single_headers[i]) == 0;

      if (g_ascii_strcasecmp (name, "Content-Length") == 0)
        head->content_length = value;
      else if (g_ascii_strcasecmp (name, "Transfer-Encoding") == 0)
        head->transfer_encoding = value;
      else if (g_ascii_strcasecmp (name, "Content-Type") == 0)
        head->content_type = value;
      else if (g_ascii_strcasecmp (name, "X-Forwarded-For") == 0)
        head->forwarded_for = value;
    }
}

static gboolean
refuse (SoupServerMessage *message, LpErrorCode code, const char *detail)
{
  lc_http_refuse (message, code, detail);
  return FALSE;
}

/* Digits only: `+5` and ` 5` mean different things to different programs. */
static gboolean
parse_length (const char *text, guint64 *length)
{
  *length = 0;
  if (text == NULL)
    return TRUE;

  return text[0] != '\0' && strspn (text, "0123456789") == strlen (text) &&
         g_ascii_string_to_unsigned (text, 10, 0, G_MAXINT64, length, NULL);
}

static gboolean
check_framing (SoupServerMessage *message, const Head *head, guint64 *length)
{
  gboolean is_1_1 = soup_server_message_get_http_version (message) == SOUP_HTTP_1_1;

  for (gsize i = 0; single_headers[i] != NULL; i++)
    {
      if (head->counts[i] > 1)
        return refuse (message, LP_ERROR_MALFORMED, "A header that may come only once came twice.");
    }

  if (is_1_1 && head->counts[0] == 0)
    return refuse (message, LP_ERROR_MALFORMED, "The Host header is missing.");

  if (head->transfer_encoding != NULL && head->content_length != NULL)
    return refuse (message, LP_ERROR_MALFORMED, "Content-Length and Transfer-Encoding exclude each other.");

  if (head->transfer_encoding != NULL)
    return refuse (message, LP_ERROR_LENGTH_REQUIRED, "Send the body with a Content-Length.");

  if (!parse_length (head->content_length, length))
    return refuse (message, LP_ERROR_MALFORMED, "Content-Length is not a number.");

  return TRUE;
}

/* The path that was sent must be the path that Soup understood: it resolves `..` on the way. */
static gboolean
is_as_sent (SoupServerMessage *message, const LcExchange *exchange, guint64 length)
{
  g_autofree char *target = lc_peer_take_target (exchange->peer, length);
  const char *path = g_uri_get_path (soup_server_message_get_uri (message));
  const char *sent = target;
  gsize size;

  /* An absolute target, as to a proxy. */
  if (sent != NULL && g_ascii_strncasecmp (sent, "http://", 7) == 0)
    sent = strchr (sent + 7, '/');

  if (sent == NULL)
    return FALSE;

  size = strcspn (sent, "?#");
  return size == strlen (path) && strncmp (sent, path, size) == 0;
}

static gboolean
check_target (SoupServerMessage *message, const LcExchange *exchange, guint64 length)
{
  gboolean as_sent = is_as_sent (message, exchange, length);
  GUri *uri = soup_server_message_get_uri (message);

  if (!g_strv_contains (methods, soup_server_message_get_method (message)))
    return refuse (message, LP_ERROR_METHOD_NOT_ALLOWED,
                   "The service knows GET, POST, PUT, PATCH and DELETE.");

  if (!as_sent || g_uri_get_fragment (uri) != NULL || g_uri_get_userinfo (uri) != NULL ||
      !lc_http_path_is_clean (g_uri_get_path (uri)))
    return refuse (message, LP_ERROR_MALFORMED, "The path is not one of this service.");

  return TRUE;
}

static gboolean
check_body (SoupServerMessage *message, const LcExchange *exchange, const Head *head, guint64 length)
{
  guint64 limit = exchange->route != NULL && (exchange->route->flags & LC_ROUTE_LARGE) ? LC_BODY_LIMIT_LARGE
                                                                                       : LC_BODY_LIMIT;
  g_autofree char *type = NULL;

  if (length > limit)
    return refuse (message, LP_ERROR_TOO_LARGE, "The body is larger than this route takes.");

  if (length == 0)
    return TRUE;

  type = g_strndup (head->content_type != NULL ? head->content_type : "",
                    strcspn (head->content_type != NULL ? head->content_type : "", "; \t"));
  if (g_ascii_strcasecmp (type, "application/json") != 0)
    return refuse (message, LP_ERROR_MEDIA_TYPE, "Send the body as application/json.");

  return TRUE;
}

/* The client's address: only a proxy that we were told to trust may name another than its own. */
static gboolean
check_client (LcServer *server, SoupServerMessage *message, LcExchange *exchange, const Head *head)
{
  gboolean is_unix = lc_peer_is_unix (exchange->peer);
  gboolean trusted = is_unix ? server->trusts_unix
                             : g_strcmp0 (server->trusted_address, lc_peer_get_address (exchange->peer)) == 0;

  if (head->forwarded_for == NULL)
    return TRUE;

  if (!trusted && server->trusted_address == NULL && !server->trusts_unix)
    return refuse (
        message, LP_ERROR_MALFORMED,
        "A reverse proxy stands before this service, which was not told of it with --trusted-proxy.");

  if (trusted)
    {
      const char *comma = strrchr (head->forwarded_for, ',');

      exchange->forwarded = g_strstrip (g_strdup (comma != NULL ? comma + 1 : head->forwarded_for));
      exchange->client = exchange->forwarded;
    }

  return TRUE;
}

void
lc_http_check_early (LcServer *server, SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  LcExchange *exchange = lc_exchange_get (message);
  guint64 length = 0;
  Head head;

  /* Soup 3.2 serves ranges past the end, and thousands of them. */
  soup_message_headers_remove (headers, "Range");
  soup_message_headers_remove (headers, "If-Range");

  read_head (headers, &head);
  if (!check_framing (message, &head, &length) || !check_target (message, exchange, length) ||
      !check_client (server, message, exchange, &head))
    return;

  exchange->raw_path = g_uri_get_path (soup_server_message_get_uri (message));
  exchange->route = lc_router_find (server->router, soup_server_message_get_method (message),
                                    exchange->raw_path, &exchange->path, &exchange->allow);
  if (!check_body (message, exchange, &head, length))
    return;

  lc_peer_set_state (exchange->peer, LC_PEER_BODY);
}
