/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lc-http-replay.h"

#include "lp-wire.h"

/* A replay shows each object as the caller may see it now (design: api, "Replays"). So the objects of a stored
 * reply are read again through their own GET routes, inside the same transaction. */

typedef enum
{
  SHOWS_NOTHING_ELSE, /* the stored body stands; the object in the path must still be visible */
  SHOWS_OBJECT,       /* the body is the object */
  SHOWS_ORDER,        /* {"order": …, "tickets": […]} */
  SHOWS_BATCH,        /* [{"index", "status", "ticket", "subscription"}] */
} Shape;

typedef struct
{
  const char *prefix; /* of the route's pattern */
  Shape shape;
  const char *path; /* GET path up to the id */
  const char *id;   /* member that holds the id */
} Review;

static const Review reviews[] = {
  { "/v1/orders", SHOWS_ORDER, "/v1/orders/", "id" },
  { "/v1/tickets/", SHOWS_OBJECT, "/v1/tickets/", "code" },
  { "/v1/subscriptions/", SHOWS_OBJECT, "/v1/subscriptions/", "id" },
  { "/v1/batch", SHOWS_BATCH, "/v1/tickets/", "code" },
  { "/v1/groups/{id}/", SHOWS_NOTHING_ELSE, "/v1/groups/", NULL },
  { "/v1/groups", SHOWS_OBJECT, "/v1/groups/", "id" },
  { "/v1/products", SHOWS_OBJECT, "/v1/products/", "id" },
};

static const Review *
find_review (const LcRoute *route)
{
  for (gsize i = 0; i < G_N_ELEMENTS (reviews); i++)
    {
      if (g_str_has_prefix (route->pattern, reviews[i].prefix))
        return &reviews[i];
    }

  return NULL;
}

static LcReply *
read_again (LcTransaction *tx, LcExchange *exchange, const char *path, const char *id, GError **error)
{
  g_autofree char *whole = g_strconcat (path, id, NULL);
  g_auto (GStrv) values = NULL;
  g_autofree char *allow = NULL;
  g_autofree char *current = NULL;
  g_autoptr (GHashTable) query = g_hash_table_new (g_str_hash, g_str_equal);
  const LcRoute *route = lc_router_find (exchange->server->router, "GET", whole, &values, &allow);
  const LcCall call = { .tx = tx, .path = (const char *const *) values, .query = query };

  if (route == NULL)
    {
      g_set_error_literal (error, LP_ERROR, LP_ERROR_NOT_FOUND, "It does not exist, or you may not see it.");
      return NULL;
    }

  return route->handler (&call, &current, error);
}

static const char *
get_text (JsonObject *object, const char *name)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;
}

/* Appends the object as it is now. FALSE without an error: it is not visible. */
static gboolean
append_again (LcTransaction *tx,
              LcExchange *exchange,
              GString *out,
              const char *path,
              const char *id,
              GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (LcReply) reply = id != NULL ? read_again (tx, exchange, path, id, &failure) : NULL;

  if (reply != NULL && reply->body != NULL)
    {
      g_string_append_len (out, reply->body->str, (gssize) reply->body->len);
      return TRUE;
    }

  if (failure != NULL && !g_error_matches (failure, LP_ERROR, LP_ERROR_NOT_FOUND))
    g_propagate_error (error, g_steal_pointer (&failure));

  return FALSE;
}

static gboolean
review_object (LcTransaction *tx,
               LcExchange *exchange,
               const Review *review,
               JsonNode *stored,
               GError **error)
{
  const char *id = JSON_NODE_HOLDS_OBJECT (stored) ? get_text (json_node_get_object (stored), review->id)
                                                   : NULL;
  LcReply *now;

  if (id == NULL)
    return TRUE;

  now = read_again (tx, exchange, review->path, id, error);
  if (now == NULL)
    return FALSE;

  now->status = exchange->reply->status;
  lc_reply_free (exchange->reply);
  exchange->reply = now;
  return TRUE;
}

static gboolean
review_order (LcTransaction *tx, LcExchange *exchange, const Review *review, JsonNode *stored, GError **error)
{
  JsonObject *object = json_node_get_object (stored);
  JsonObject *order = json_object_has_member (object, "order")
                          ? json_object_get_object_member (object, "order")
                          : NULL;
  JsonArray *tickets = json_object_has_member (object, "tickets")
                           ? json_object_get_array_member (object, "tickets")
                           : NULL;
  g_autoptr (GString) out = g_string_new ("{\"order\":");
  g_autoptr (GError) failure = NULL;

  if (order == NULL)
    return review_object (tx, exchange, review, stored, error);

  if (!append_again (tx, exchange, out, review->path, get_text (order, "id"), &failure))
    {
      if (failure == NULL)
        g_set_error_literal (&failure, LP_ERROR, LP_ERROR_NOT_FOUND,
                             "It does not exist, or you may not see it.");
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  g_string_append (out, ",\"tickets\":[");
  for (guint i = 0; tickets != NULL && i < json_array_get_length (tickets); i++)
    {
      gsize before = out->len;

      if (out->str[out->len - 1] != '[')
        g_string_append_c (out, ',');
      if (!append_again (tx, exchange, out, "/v1/tickets/",
                         get_text (json_array_get_object_element (tickets, i), "code"), &failure))
        g_string_truncate (out, before);
    }

  g_string_append (out, "]}");
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  g_string_assign (exchange->reply->body, out->str);
  return TRUE;
}

/* Appends `,"name":` and the object as it is now. FALSE without an error: it is not visible. */
static gboolean
append_member_again (LcTransaction *tx,
                     LcExchange *exchange,
                     GString *out,
                     JsonObject *item,
                     const char *name,
                     GError **error)
{
  gboolean is_ticket = g_str_equal (name, "ticket");
  JsonNode *node = json_object_get_member (item, name);

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return TRUE;

  g_string_append_printf (out, ",\"%s\":", name);
  return append_again (tx, exchange, out, is_ticket ? "/v1/tickets/" : "/v1/subscriptions/",
                       get_text (json_node_get_object (node), is_ticket ? "code" : "id"), error);
}

static void
append_batch_item (LcTransaction *tx, LcExchange *exchange, GString *out, JsonNode *item, GError **error)
{
  JsonObject *object = json_node_get_object (item);
  g_autoptr (GString) now = g_string_new (NULL);
  g_autofree char *text = NULL;

  if (!json_object_has_member (object, "ticket"))
    {
      text = json_to_string (item, FALSE);
      g_string_append (out, text);
    }
  else if (append_member_again (tx, exchange, now, object, "ticket", error) &&
           append_member_again (tx, exchange, now, object, "subscription", error))
    g_string_append_printf (out, "{\"index\":%" G_GINT64_FORMAT ",\"status\":%" G_GINT64_FORMAT "%s}",
                            json_object_get_int_member (object, "index"),
                            json_object_get_int_member (object, "status"), now->str);
  else
    g_string_append_printf (out, "{\"index\":%" G_GINT64_FORMAT ",\"status\":404}",
                            json_object_get_int_member (object, "index"));
}

static gboolean
review_batch (LcTransaction *tx, LcExchange *exchange, JsonNode *stored, GError **error)
{
  g_autoptr (GString) out = g_string_new ("[");
  GError *failure = NULL;
  JsonArray *items;

  /* Only the plain form holds tickets; anything else stands as it was. */
  if (!JSON_NODE_HOLDS_ARRAY (stored))
    return TRUE;

  items = json_node_get_array (stored);
  for (guint i = 0; failure == NULL && i < json_array_get_length (items); i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      append_batch_item (tx, exchange, out, json_array_get_element (items, i), &failure);
    }

  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      return FALSE;
    }

  g_string_append_c (out, ']');
  g_string_assign (exchange->reply->body, out->str);
  return TRUE;
}

static gboolean
review_body (LcTransaction *tx, LcExchange *exchange, const Review *review, JsonNode *stored, GError **error)
{
  g_autoptr (LcReply) now = NULL;

  switch (review->shape)
    {
    case SHOWS_OBJECT:
      return review_object (tx, exchange, review, stored, error);
    case SHOWS_ORDER:
      return review_order (tx, exchange, review, stored, error);
    case SHOWS_BATCH:
      return review_batch (tx, exchange, stored, error);
    case SHOWS_NOTHING_ELSE:
    default:
      now = read_again (tx, exchange, review->path, exchange->path[0], error);
      return now != NULL;
    }
}

gboolean
lc_replay_review (LcTransaction *tx, LcExchange *exchange, GError **error)
{
  const Review *review = find_review (exchange->route);
  g_autoptr (JsonNode) stored = NULL;

  /* Without a body there is nothing to show: this very request deleted or moved the object. */
  if (review == NULL || exchange->reply->body == NULL || tx->caller == NULL)
    return TRUE;

  stored = json_from_string (exchange->reply->body->str, NULL);
  if (stored == NULL)
    return TRUE;

  return review_body (tx, exchange, review, stored, error);
}

gboolean
lc_replay_stays_visible (LcTransaction *tx, LcExchange *exchange)
{
  const Review *review = find_review (exchange->route);
  g_autoptr (GError) failure = NULL;
  g_autoptr (LcReply) now = NULL;
  gboolean may_move = g_str_equal (exchange->route->method, "PATCH") ||
                      g_str_equal (exchange->route->method, "PUT");

  if (!may_move || review == NULL || tx->caller == NULL || exchange->path[0] == NULL)
    return TRUE;

  now = read_again (tx, exchange, review->path, exchange->path[0], &failure);
  return !g_error_matches (failure, LP_ERROR, LP_ERROR_NOT_FOUND);
}
