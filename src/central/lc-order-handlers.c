/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lc-licensing-handlers.h"

#include <string.h>

#include "lc-answer.h"
#include "lc-order-rows.h"
#include "lc-order-service.h"
#include "lp-order-rules.h"
#include "lp-wire.h"

#define MAX_REASON 1000

/* A member that must be a text for the object that it names to be looked for at all. */
static const char *
peek_string (JsonObject *body, const char *name)
{
  JsonNode *node = json_object_get_member (body, name);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node)
                                                                          : NULL;
}

static LpOrderRequest *
collect_request (JsonObject *body, const LpProduct *product, GError **fault)
{
  LpOrderRequest *request = lp_wire_collect_order_request (body, fault);
  JsonNode *entries = json_object_get_member (body, "entries");

  if (product != NULL && entries != NULL && JSON_NODE_HOLDS_OBJECT (entries))
    lp_wire_check_entry_types (json_node_get_object (entries), product, fault);
  return request;
}

static gboolean
has_pointer (const GError *error, const char *pointer)
{
  gsize n_fields = 0;
  const LpFieldError *fields = lp_error_get_fields (error, &n_fields);

  for (gsize i = 0; i < n_fields; i++)
    if (g_strcmp0 (fields[i].pointer, pointer) == 0)
      return TRUE;
  return FALSE;
}

/* What the rules say to the part of a faulty request that could be read, but for members that are at fault already. */
static void
add_faults_of_rules (const LcTransaction *tx,
                     const LcOrderPlace *place,
                     const LpOrderRequest *request,
                     GError **fault)
{
  g_autoptr (GError) others = NULL;
  gsize n_fields = 0;
  const LpFieldError *fields;

  if (place == NULL || lc_order_check (tx, place, request, &others))
    return;
  fields = lp_error_get_fields (others, &n_fields);
  for (gsize i = 0; i < n_fields; i++)
    if (!has_pointer (*fault, fields[i].pointer))
      lp_error_add_field (fault, fields[i].pointer, "%s", fields[i].detail);
}

/* Who creates a license may see all of it. */
static LcReply *
answer_created (const LpOrder *order, GPtrArray *tickets, const LpProduct *product)
{
  g_autoptr (GString) body = g_string_sized_new (1024);
  LcReply *reply;

  g_string_append (body, "{\"order\":");
  lp_wire_write_order (body, order);
  g_string_append (body, ",\"tickets\":[");
  for (guint i = 0; i < tickets->len; i++)
    {
      if (i > 0)
        g_string_append_c (body, ',');
      lp_wire_write_ticket (body, g_ptr_array_index (tickets, i), product);
    }
  g_string_append (body, "]}");
  reply = lc_answer_object (201, g_steal_pointer (&body), NULL);
  reply->location = g_strconcat ("/v1/orders/", order->id, NULL);
  return reply;
}

static LcReply *
answer_preview (const LpOrderPreview *preview, const LpProduct *product)
{
  GString *body = g_string_new (NULL);
  LcReply *reply;

  lp_wire_write_order_preview (body, preview, product);
  reply = lc_answer_object (200, body, NULL);
  reply->transient = TRUE;
  return reply;
}

LcReply *
lc_handle_order_create (const LcCall *call, char **current, GError **error)
{
  const char *group_id = peek_string (call->body, "group_id"),
             *product_id = peek_string (call->body, "product_id");
  g_autoptr (GPtrArray) tickets = g_ptr_array_new_with_free_func ((GDestroyNotify) lp_ticket_unref);
  g_autoptr (LpOrder) order = NULL;
  g_autoptr (LcOrderPlace) place = NULL;
  g_autoptr (LpOrderRequest) request = NULL;
  g_autoptr (LpOrderPreview) preview = NULL;
  GError *faults = NULL;

  if (group_id != NULL && product_id != NULL)
    {
      place = lc_order_place_find (call->tx, group_id, product_id, error);
      if (place == NULL)
        {
          request = collect_request (call->body, NULL, &faults);
          lc_answer_add_faults (error, faults);
          return NULL;
        }
    }
  request = collect_request (call->body, place != NULL ? place->product : NULL, &faults);
  if (faults != NULL)
    {
      add_faults_of_rules (call->tx, place, request, &faults);
      g_propagate_error (error, faults);
      return NULL;
    }

  order = lc_order_create (call->tx, place, request, call->body, tickets, &preview, error);
  /* A request names group and product, so there is a place. */
  if (preview != NULL)
    return answer_preview (preview, place->product); /* NOLINT(clang-analyzer-core.NullDereference) */
  /* NOLINTNEXTLINE(clang-analyzer-core.NullDereference) */
  return order != NULL ? answer_created (order, tickets, place->product) : NULL;
}

static LcReply *
answer_order (const LcTransaction *tx, gint64 row, GError **error)
{
  g_autoptr (LpOrder) order = lc_order_load (tx->db, row, error);
  GString *body;

  if (order == NULL)
    return NULL;
  body = g_string_new (NULL);
  lp_wire_write_order (body, order);
  return lc_answer_object (200, body, g_strdup (order->etag));
}

LcReply *
lc_handle_order_get (const LcCall *call, char **current, GError **error)
{
  gint64 row = lc_order_get (call->tx, call->path[0], error);

  return row != 0 ? answer_order (call->tx, row, error) : NULL;
}

static gboolean
match (const LcCall *call, gint64 row, char **current, GError **error)
{
  g_autoptr (LpOrder) order = lc_order_load (call->tx->db, row, error);
  GString *body;

  if (order == NULL)
    return FALSE;
  body = g_string_new (NULL);
  lp_wire_write_order (body, order);
  return lc_answer_match (call, order->etag, body, current, error);
}

/* The request as it was asked for; NULL if the product no longer takes it. */
static LpOrderRequest *
read_stored_request (const LcTransaction *tx, gint64 row)
{
  g_autofree char *text = lp_db_query_text (tx->db, NULL, "SELECT request FROM orders WHERE row = $1", "i",
                                            row);
  g_autoptr (JsonObject) body = text != NULL ? lp_wire_parse (text, strlen (text), NULL) : NULL;

  return body != NULL ? lp_wire_read_order_request (body, NULL) : NULL;
}

LcReply *
lc_handle_order_approve (const LcCall *call, char **current, GError **error)
{
  static const char *const known[] = { NULL };
  g_autoptr (LpOrderRequest) request = NULL;
  gint64 row = lc_order_get (call->tx, call->path[0], error);
  GError *fault = NULL;

  if (row == 0 || !lc_order_check_approver (call->tx, row, error))
    return NULL;
  lp_wire_finish (call->body, "", known, &fault);
  if (fault != NULL)
    {
      g_propagate_error (error, fault);
      return NULL;
    }
  request = read_stored_request (call->tx, row);
  if (!match (call, row, current, error) || !lc_order_approve (call->tx, row, request, error))
    return NULL;
  return answer_order (call->tx, row, error);
}

LcReply *
lc_handle_order_reject (const LcCall *call, char **current, GError **error)
{
  static const char *const known[] = { "reason", NULL };
  g_autofree char *reason = NULL;
  gint64 row = lc_order_get (call->tx, call->path[0], error);
  GError *fault = NULL;
  const char *text;

  if (row == 0 || !lc_order_check_approver (call->tx, row, error))
    return NULL;
  text = lp_wire_get_string (call->body, "", "reason", TRUE, &fault);
  if (text != NULL)
    reason = lp_text_validate (text, "/reason", 1, MAX_REASON, &fault);
  lp_wire_finish (call->body, "", known, &fault);
  if (fault != NULL)
    {
      g_propagate_error (error, fault);
      return NULL;
    }
  if (!match (call, row, current, error) || !lc_order_reject (call->tx, row, reason, error))
    return NULL;
  return answer_order (call->tx, row, error);
}
