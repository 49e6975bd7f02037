/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lp-replica-rows.h"
#include "lp-replica-store.h"
#include "lp-wire.h"

/* Items of the change feed into rows. An object that is null is gone for this person. */

static void
touch_row (GArray **rows, guint32 row)
{
  if (*rows == NULL)
    *rows = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_array_append_val (*rows, row);
}

static void
touch (LpTouched *touched, LpKinds kind, const char *id, guint32 row)
{
  if (touched == NULL)
    return;
  touched->kinds |= kind;
  if (row != 0 && kind == LP_KIND_TICKET)
    {
      touch_row (&touched->tickets, row);
      return;
    }
  if (row != 0)
    touch_row (&touched->subscriptions, row);
  if (touched->ids == NULL)
    touched->ids = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (touched->ids, g_strdup (id));
}

static char *
to_text (JsonObject *object)
{
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), object);

  return json_to_string (node, FALSE);
}

static gboolean
forget_ref (LpReplicaStore *self, LpRefs *refs, const char *id, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("UPDATE %s SET name = NULL, object = NULL WHERE id = $1",
                                          refs->table);
  guint32 row = lp_refs_find (refs, id);

  if (row != 0)
    lp_refs_set (refs, row, id, NULL, NULL, NULL);
  return lp_db_run (self->db, error, sql, "t", id);
}

static gboolean
apply_group (LpReplicaStore *self, const char *id, JsonObject *object, GError **error)
{
  g_autoptr (LpGroup) group = object != NULL ? lp_wire_read_group (object, error) : NULL;
  g_autofree char *text = NULL;
  guint32 row;

  if (object == NULL)
    return forget_ref (self, &self->groups, id, error);
  row = group != NULL ? lp_refs_take (self, &self->groups, id, error) : 0;
  if (row == 0)
    return FALSE;
  lp_refs_set (&self->groups, row, id, group->path, NULL, group->parent_id);
  text = to_text (object);
  return lp_db_run (self->db, error, "UPDATE groups SET name = $2, object = $3 WHERE row = $1", "itt",
                    (gint64) row, group->path, text);
}

static gboolean
apply_product (LpReplicaStore *self, const char *id, JsonObject *object, GError **error)
{
  g_autoptr (LpProduct) product = object != NULL ? lp_wire_read_product (object, error) : NULL;
  g_autofree char *text = NULL;
  guint32 row;

  if (object == NULL)
    return lp_db_run (self->db, error, "UPDATE product SET object = NULL WHERE id = $1", "t", id);
  row = product != NULL ? lp_refs_take (self, &self->products, id, error) : 0;
  if (row == 0)
    return FALSE;
  lp_refs_set (&self->products, row, id, product->name, product->code, NULL);
  text = to_text (object);
  return lp_db_run (self->db, error, "UPDATE product SET name = $2, code = $3, object = $4 WHERE row = $1",
                    "ittt", (gint64) row, product->name, product->code, text);
}

static gboolean
apply_person (LpReplicaStore *self, const char *id, JsonObject *object, GError **error)
{
  g_autoptr (LpPerson) person = object != NULL ? lp_wire_read_person (object, error) : NULL;
  g_autofree char *text = NULL;
  guint32 row;

  if (object == NULL)
    return forget_ref (self, &self->persons, id, error);
  row = person != NULL ? lp_refs_take (self, &self->persons, id, error) : 0;
  if (row == 0)
    return FALSE;
  lp_refs_set (&self->persons, row, id, person->name, person->email, NULL);
  text = to_text (object);
  return lp_db_run (self->db, error, "UPDATE person SET name = $2, email = $3, object = $4 WHERE row = $1",
                    "ittt", (gint64) row, person->name, person->email, text);
}

static gboolean
apply_category (LpReplicaStore *self, const char *id, JsonObject *object, GError **error)
{
  g_autoptr (LpCategory) category = object != NULL ? lp_wire_read_category (object, error) : NULL;
  g_autofree char *text = NULL;

  if (object == NULL)
    return lp_db_run (self->db, error, "DELETE FROM category WHERE id = $1", "t", id);
  if (category == NULL)
    return FALSE;
  text = to_text (object);
  return lp_db_run (self->db, error,
                    "INSERT INTO category (id, name, object) VALUES ($1, $2, $3)"
                    " ON CONFLICT (id) DO UPDATE SET name = $2, object = $3",
                    "ttt", id, category->name, text);
}

/* The id of a membership is GROUP_ID/PERSON_ID. */
static gboolean
apply_membership (LpReplicaStore *self, const char *id, JsonObject *object, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (id, "/", 2);
  g_autofree char *text = NULL;

  if (g_strv_length (parts) != 2)
    return TRUE;
  if (object == NULL)
    return lp_db_run (self->db, error, "DELETE FROM membership WHERE group_id = $1 AND person_id = $2", "tt",
                      parts[0], parts[1]);
  text = to_text (object);
  return lp_db_run (self->db, error,
                    "INSERT OR REPLACE INTO membership (group_id, person_id, object) VALUES ($1, $2, $3)",
                    "ttt", parts[0], parts[1], text);
}

static gboolean
apply_order (LpReplicaStore *self, const char *id, JsonObject *object, GError **error)
{
  g_autoptr (LpOrder) order = object != NULL ? lp_wire_read_order (object, error) : NULL;
  g_autoptr (GString) text = NULL;
  guint32 group;

  if (!self->bulk && !lp_db_run (self->db, error, "DELETE FROM orders WHERE id = $1", "t", id))
    return FALSE;
  if (object == NULL)
    return TRUE;
  group = order != NULL ? lp_refs_take (self, &self->groups, order->group_id, error) : 0;
  if (group == 0)
    return FALSE;
  text = g_string_new (NULL);
  lp_wire_write_order (text, order);
  return lp_db_run (
      self->db, error,
      "INSERT INTO orders (id, group_row, state, created_at, object) VALUES ($1, $2, $3, $4, $5)", "tiitt",
      id, (gint64) group, (gint64) order->state, order->created_at, text->str);
}

static void
bind_day (LpStatement *statement, int parameter, LpDate day)
{
  if (day != LP_DATE_NONE)
    lp_statement_bind_int (statement, parameter, day);
  else
    lp_statement_bind_null (statement, parameter);
}

static gboolean
insert_subscription (LpReplicaStore *self,
                     const char *id,
                     const LpSubscription *subscription,
                     const LpSubscriptionColumnsRow *values,
                     guint32 *row,
                     GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  LpStatement *insert =
      lp_db_prepare (self->db,
                     "INSERT OR REPLACE INTO subscription (row, id, ticket_code, group_row, product,"
                     " deadline, committed_until, start, cancelled_on, ends_on, revoked_on, object)"
                     " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
                     error);

  if (insert == NULL)
    return FALSE;
  lp_wire_write_subscription (text, subscription);
  if (*row != 0)
    lp_statement_bind_int (insert, 1, *row);
  lp_statement_bind_text (insert, 2, id);
  lp_statement_bind_text (insert, 3, subscription->ticket_code);
  lp_statement_bind_int (insert, 4, values->group);
  lp_statement_bind_int (insert, 5, values->product);
  bind_day (insert, 6, values->deadline);
  bind_day (insert, 7, values->committed_until);
  bind_day (insert, 8, values->start);
  bind_day (insert, 9, values->cancelled_on);
  bind_day (insert, 10, values->ends_on);
  bind_day (insert, 11, values->revoked_on);
  lp_statement_bind_text (insert, 12, text->str);
  if (!lp_statement_run (insert, error))
    return FALSE;
  if (*row == 0)
    *row = (guint32) lp_db_get_last_row (self->db);
  return TRUE;
}

static gboolean
put_subscription (LpReplicaStore *self,
                  const char *id,
                  const LpSubscription *subscription,
                  guint32 *row,
                  GError **error)
{
  g_autoptr (GError) fault = NULL;
  LpSubscriptionColumnsRow values = { .deadline = subscription->deadline,
                                      .committed_until = subscription->committed_until,
                                      .start = subscription->start,
                                      .cancelled_on = subscription->cancelled_on,
                                      .ends_on = subscription->ends_on,
                                      .revoked_on = subscription->revoked_on };

  values.group = lp_refs_take (self, &self->groups, subscription->group_id, &fault);
  if (fault == NULL)
    values.product = lp_refs_take (self, &self->products, subscription->product_id, &fault);
  if (fault != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&fault));
      return FALSE;
    }
  if (!insert_subscription (self, id, subscription, &values, row, error))
    return FALSE;
  if (self->subscriptions.rows == NULL)
    return TRUE;
  values.code = lp_code_key_new (subscription->ticket_code);
  values.ticket = (guint32) lp_db_query_int (self->db, 0, NULL, "SELECT row FROM ticket WHERE code = $1", "t",
                                             subscription->ticket_code);
  lp_subscription_columns_set (&self->subscriptions, *row, &values);
  return TRUE;
}

static gboolean
apply_subscription (LpReplicaStore *self,
                    const char *id,
                    JsonObject *object,
                    LpTouched *touched,
                    GError **error)
{
  g_autoptr (LpSubscription) subscription = object != NULL ? lp_wire_read_subscription (object, error) : NULL;
  guint32 row = self->bulk
                    ? 0
                    : (guint32) lp_db_query_int (self->db, 0, NULL,
                                                 "SELECT row FROM subscription WHERE id = $1", "t", id);

  if (object != NULL && (subscription == NULL || !put_subscription (self, id, subscription, &row, error)))
    return FALSE;
  touch (touched, LP_KIND_SUBSCRIPTION, id, row);
  if (object != NULL)
    return TRUE;
  lp_subscription_columns_remove (&self->subscriptions, row);
  return lp_db_run (self->db, error, "DELETE FROM subscription WHERE row = $1", "i", (gint64) row);
}

/* What the row held before, so that full text can be told to forget it. */
typedef struct
{
  guint32 row; /* 0: not there */
  char *searched;
} OldTicket;

static gboolean
find_ticket (LpReplicaStore *self, const char *id, OldTicket *old, GError **error)
{
  g_autoptr (GError) fault = NULL;
  LpStatement *rows;

  old->row = 0;
  old->searched = NULL;
  if (self->bulk)
    return TRUE;
  rows = lp_db_query (self->db, &fault, "SELECT row, reference, entries FROM ticket WHERE id = $1", "t", id);
  if (rows != NULL && lp_statement_step (rows, &fault))
    {
      old->row = (guint32) lp_statement_get_int (rows, 0);
      old->searched = lp_replica_rows_get_searched (lp_statement_get_text (rows, 1),
                                                    lp_statement_get_text (rows, 2));
      lp_statement_reset (rows);
    }
  if (fault == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&fault));
  return FALSE;
}

static gboolean
index_text (LpReplicaStore *self, guint32 row, const char *old, const char *text, GError **error)
{
  if (g_strcmp0 (old, text) == 0)
    return TRUE;
  if (old != NULL && *old != '\0' &&
      !lp_db_run (self->db, error,
                  "INSERT INTO ticket_text (ticket_text, rowid, text) VALUES ('delete', $1, $2)", "it",
                  (gint64) row, old))
    return FALSE;
  return text == NULL || *text == '\0' ||
         lp_db_run (self->db, error, "INSERT INTO ticket_text (rowid, text) VALUES ($1, $2)", "it",
                    (gint64) row, text);
}

static gboolean
remove_ticket (LpReplicaStore *self, const OldTicket *old, GError **error)
{
  lp_ticket_columns_remove (&self->tickets, old->row);
  return index_text (self, old->row, old->searched, NULL, error) &&
         lp_db_run (self->db, error, "DELETE FROM ticket WHERE row = $1", "i", (gint64) old->row);
}

static guint8
base_state (const LpTicket *ticket)
{
  if (ticket->state != LP_TICKET_EXPIRED)
    return (guint8) ticket->state;
  return ticket->containers != NULL && ticket->containers->len > 0 ? LP_TICKET_ACTIVATED
                                                                   : LP_TICKET_AVAILABLE;
}

static gboolean
take_refs (LpReplicaStore *self,
           const LpTicket *ticket,
           LpTicketColumnsRow *values,
           guint32 *creator,
           GError **error)
{
  g_autoptr (GError) fault = NULL;

  values->product = lp_refs_take (self, &self->products, ticket->product_id, &fault);
  /* A product may be visible only through its tickets: they know its name. */
  if (fault == NULL && g_ptr_array_index (self->products.names, values->product) == NULL)
    {
      lp_refs_set (&self->products, values->product, ticket->product_id, ticket->product_name,
                   ticket->product_code, NULL);
      lp_db_run (self->db, &fault, "UPDATE product SET name = $2, code = $3 WHERE row = $1", "itt",
                 (gint64) values->product, ticket->product_name, ticket->product_code);
    }
  if (fault == NULL)
    values->group = lp_refs_take (self, &self->groups, ticket->group_id, &fault);
  if (fault == NULL)
    values->assignee = lp_refs_take (self, &self->persons, ticket->assignee_id, &fault);
  if (fault == NULL)
    *creator = lp_refs_take (self, &self->persons, ticket->created_by, &fault);
  if (fault == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&fault));
  return FALSE;
}

static gboolean
write_ticket (LpReplicaStore *self,
              guint32 row,
              const LpTicket *ticket,
              const LpTicketColumnsRow *values,
              guint32 creator,
              const char *entries,
              GError **error)
{
  static const char sql[] =
      "INSERT OR REPLACE INTO ticket (row, id, code, state, visible, product, group_row, assignee, created, removal,"
      " quantity, created_by, modules, entries, reference, order_id, order_number, subscription_id, containers, etag,"
      " expiry) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20,"
      " $21)";
  g_autofree char *modules = ticket->modules != NULL ? g_strjoinv (" ", ticket->modules) : NULL;
  g_autofree char *containers = lp_replica_rows_pack_containers (ticket->containers);
  LpStatement *insert = lp_db_prepare (self->db, sql, error);

  if (insert == NULL)
    return FALSE;
  lp_statement_bind (insert, "ittiiiiiiiiitttttttt", (gint64) row, ticket->id, ticket->code,
                     (gint64) values->state, (gint64) values->visible, (gint64) values->product,
                     (gint64) values->group, (gint64) values->assignee, (gint64) values->created,
                     (gint64) ticket->removal, (gint64) ticket->quantity, (gint64) creator, modules, entries,
                     ticket->reference, ticket->order_id, ticket->order_number, ticket->subscription_id,
                     containers, ticket->etag);
  if (values->expiry != LP_DATE_NONE)
    lp_statement_bind_int (insert, 21, values->expiry);
  return lp_statement_run (insert, error);
}

static gboolean
put_ticket (LpReplicaStore *self, const OldTicket *old, const LpTicket *ticket, guint32 *row, GError **error)
{
  LpTicketColumnsRow values = { 0 };
  g_autofree char *entries = lp_replica_rows_pack_entries (ticket->entries);
  g_autofree char *text = lp_replica_rows_get_searched (ticket->reference, entries);
  guint32 creator = 0;

  if (!take_refs (self, ticket, &values, &creator, error))
    return FALSE;
  *row = old->row != 0 ? old->row : self->next_row++;
  values.code = lp_code_key_new (ticket->code);
  values.expiry = ticket->technical_expiry;
  values.created = (guint32) lp_replica_rows_parse_instant (ticket->created_at);
  values.state = base_state (ticket);
  values.visible = ticket->visible_to_group ? 1 : 0;
  if (!write_ticket (self, *row, ticket, &values, creator, entries, error) ||
      !index_text (self, *row, old->searched, text, error))
    return FALSE;
  lp_ticket_columns_set (&self->tickets, *row, &values);
  return TRUE;
}

static gboolean
apply_ticket (LpReplicaStore *self, const char *id, JsonObject *object, LpTouched *touched, GError **error)
{
  g_autoptr (LpTicket) ticket = object != NULL ? lp_wire_read_ticket (object, error) : NULL;
  OldTicket old;
  guint32 row = 0;
  gboolean done;

  if ((object != NULL && ticket == NULL) || !find_ticket (self, id, &old, error))
    return FALSE;
  if (ticket != NULL)
    done = put_ticket (self, &old, ticket, &row, error);
  else
    done = old.row == 0 || remove_ticket (self, &old, error);
  touch (touched, LP_KIND_TICKET, id, row != 0 ? row : old.row);
  g_free (old.searched);
  return done;
}

static gboolean
apply_item (LpReplicaStore *self, JsonObject *item, LpTouched *touched, GError **error)
{
  static const struct
  {
    const char *name;
    LpKinds kind;
    gboolean (*apply) (LpReplicaStore *self, const char *id, JsonObject *object, GError **error);
  } kinds[] = {
    { "group", LP_KIND_GROUP, apply_group },
    { "category", LP_KIND_CATEGORY, apply_category },
    { "product", LP_KIND_PRODUCT, apply_product },
    { "person", LP_KIND_PERSON, apply_person },
    { "membership", LP_KIND_MEMBERSHIP, apply_membership },
    { "order", LP_KIND_ORDER, apply_order },
  };
  const char *kind = json_object_get_string_member_with_default (item, "kind", "");
  const char *id = json_object_get_string_member_with_default (item, "id", "");
  JsonNode *node = json_object_get_member (item, "object");
  JsonObject *object = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

  if (g_str_equal (kind, "ticket"))
    return apply_ticket (self, id, object, touched, error);
  if (g_str_equal (kind, "subscription"))
    return apply_subscription (self, id, object, touched, error);
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      if (!g_str_equal (kind, kinds[i].name))
        continue;
      touch (touched, kinds[i].kind, id, 0);
      return kinds[i].apply (self, id, object, error);
    }
  return TRUE; /* a kind that a newer service knows */
}

gboolean
lp_replica_store_apply (LpReplicaStore *self, JsonArray *items, LpTouched *touched, GError **error)
{
  guint n = json_array_get_length (items);

  g_clear_pointer (&self->order, g_array_unref);
  g_clear_pointer (&self->hits, g_ptr_array_unref);
  for (guint i = 0; i < n; i++)
    {
      JsonNode *node = json_array_get_element (items, i);

      if (!JSON_NODE_HOLDS_OBJECT (node))
        {
          g_set_error_literal (error, LP_ERROR, LP_ERROR_MALFORMED,
                               "The service's change feed cannot be read");
          return FALSE;
        }
      if (!apply_item (self, json_node_get_object (node), touched, error))
        return FALSE;
    }
  return lp_replica_store_save_columns (self, error);
}
