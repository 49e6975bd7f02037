/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lp-replica-rows.h"

#include "lp-replica-store.h"
#include "lp-subscription-rules.h"
#include "lp-wire.h"

#define FIELD_SEPARATOR  "\x1f"
#define RECORD_SEPARATOR "\x1e"

typedef struct
{
  LpKinds kind;
  const char *sql; /* object by id */
  gpointer (*read) (JsonObject *object, GError **error);
  GDestroyNotify free_func;
} Table;

static const Table tables[] = {
  { LP_KIND_GROUP, "SELECT object FROM groups WHERE id = $1", (gpointer) lp_wire_read_group,
    (GDestroyNotify) lp_group_unref },
  { LP_KIND_CATEGORY, "SELECT object FROM category WHERE id = $1", (gpointer) lp_wire_read_category,
    (GDestroyNotify) lp_category_unref },
  { LP_KIND_PRODUCT, "SELECT object FROM product WHERE id = $1", (gpointer) lp_wire_read_product,
    (GDestroyNotify) lp_product_unref },
  { LP_KIND_PERSON, "SELECT object FROM person WHERE id = $1", (gpointer) lp_wire_read_person,
    (GDestroyNotify) lp_person_unref },
  { LP_KIND_MEMBERSHIP, NULL, (gpointer) lp_wire_read_membership, (GDestroyNotify) lp_membership_unref },
  { LP_KIND_ORDER, "SELECT object FROM orders WHERE id = $1", (gpointer) lp_wire_read_order,
    (GDestroyNotify) lp_order_unref },
  { LP_KIND_SUBSCRIPTION, "SELECT object FROM subscription WHERE id = $1",
    (gpointer) lp_wire_read_subscription, (GDestroyNotify) lp_subscription_unref },
};

static const Table *
find_table (LpKinds kind)
{
  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      if (tables[i].kind == kind)
        return &tables[i];
    }
  g_return_val_if_reached (NULL);
}

gpointer
lp_replica_rows_parse (LpKinds kind, const char *object)
{
  g_autoptr (JsonObject) json = object != NULL ? lp_wire_parse (object, strlen (object), NULL) : NULL;

  return json != NULL ? find_table (kind)->read (json, NULL) : NULL;
}

GDestroyNotify
lp_replica_rows_get_free_func (LpKinds kind)
{
  return find_table (kind)->free_func;
}

gpointer
lp_replica_rows_get (LpDb *db, LpKinds kind, const char *id)
{
  g_autofree char *object = db != NULL ? lp_db_query_text (db, NULL, find_table (kind)->sql, "t", id) : NULL;

  return lp_replica_rows_parse (kind, object);
}

LpMembership *
lp_replica_rows_get_membership (LpDb *db, const char *group_id, const char *person_id)
{
  g_autofree char *object =
      lp_db_query_text (db, NULL, "SELECT object FROM membership WHERE group_id = $1 AND person_id = $2",
                        "tt", group_id, person_id);

  return lp_replica_rows_parse (LP_KIND_MEMBERSHIP, object);
}

LpMe *
lp_replica_rows_read_me (LpDb *db)
{
  g_autofree char *text = lp_db_query_text (db, NULL, "SELECT value FROM meta WHERE name = 'me'", "");
  g_autoptr (JsonObject) object = text != NULL ? lp_wire_parse (text, strlen (text), NULL) : NULL;

  return object != NULL ? lp_me_read (object, NULL) : NULL;
}

char *
lp_replica_rows_pack_entries (GArray *entries)
{
  GString *packed;

  if (entries == NULL || entries->len == 0)
    return NULL;
  packed = g_string_new (NULL);
  for (guint i = 0; i < entries->len; i++)
    {
      const LpEntryValue *entry = &g_array_index (entries, LpEntryValue, i);

      g_string_append (packed, i > 0 ? RECORD_SEPARATOR : "");
      g_string_append (packed, entry->key);
      g_string_append (packed, FIELD_SEPARATOR);
      g_string_append (packed, entry->value != NULL ? entry->value : "");
    }
  return g_string_free (packed, FALSE);
}

static void
unpack_entries (const char *packed, GArray *entries)
{
  g_auto (GStrv) records = g_strsplit (packed != NULL ? packed : "", RECORD_SEPARATOR, -1);

  for (char **record = records; *record != NULL; record++)
    {
      char *value = strchr (*record, FIELD_SEPARATOR[0]);

      if (value == NULL)
        continue;
      *value++ = '\0';
      lp_entry_values_add (entries, *record, value);
    }
}

char *
lp_replica_rows_pack_containers (GPtrArray *containers)
{
  GString *packed;

  if (containers == NULL || containers->len == 0)
    return NULL;
  packed = g_string_new (NULL);
  for (guint i = 0; i < containers->len; i++)
    {
      const LpContainer *container = g_ptr_array_index (containers, i);

      g_string_append_printf (packed, "%s%s" FIELD_SEPARATOR "%s" FIELD_SEPARATOR "%s",
                              i > 0 ? RECORD_SEPARATOR : "", container->id, container->name,
                              container->activated_at);
    }
  return g_string_free (packed, FALSE);
}

static void
unpack_containers (const char *packed, GPtrArray *containers)
{
  g_auto (GStrv) records = g_strsplit (packed != NULL ? packed : "", RECORD_SEPARATOR, -1);

  for (char **record = records; *record != NULL; record++)
    {
      g_auto (GStrv) fields = g_strsplit (*record, FIELD_SEPARATOR, 3);
      LpContainer *container;

      if (g_strv_length (fields) != 3)
        continue;
      container = lp_container_new ();
      container->id = g_strdup (fields[0]);
      container->name = g_strdup (fields[1]);
      container->activated_at = g_strdup (fields[2]);
      g_ptr_array_add (containers, container);
    }
}

/* Truth values would match a large part of all tickets and help nobody. */
char *
lp_replica_rows_get_searched (const char *reference, const char *packed_entries)
{
  g_autoptr (GString) text = g_string_new (reference);
  const char *at = packed_entries;

  while (at != NULL)
    {
      const char *value = strchr (at, FIELD_SEPARATOR[0]);
      const char *end = value != NULL ? strchr (value, RECORD_SEPARATOR[0]) : NULL;
      gsize length;

      if (value == NULL)
        break;
      value++;
      length = end != NULL ? (gsize) (end - value) : strlen (value);
      if (length > 0 && !(length == 4 && strncmp (value, "true", 4) == 0) &&
          !(length == 5 && strncmp (value, "false", 5) == 0))
        {
          g_string_append_c (text, ' ');
          g_string_append_len (text, value, (gssize) length);
        }
      at = end != NULL ? end + 1 : NULL;
    }
  return lp_text_fold (text->str);
}

gint64
lp_replica_rows_parse_instant (const char *instant)
{
  g_autoptr (GDateTime) time = instant != NULL ? g_date_time_new_from_iso8601 (instant, NULL) : NULL;

  return time != NULL ? g_date_time_to_unix (time) : 0;
}

static char *
format_instant (gint64 seconds)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (seconds);

  return g_date_time_format (time, "%Y-%m-%dT%H:%M:%SZ");
}

static const char ticket_sql[] =
    "SELECT t.id, t.code, t.state, t.visible, p.id, p.code, p.name, g.id, a.id, t.expiry, t.created, t.removal,"
    " t.quantity, c.id, t.modules, t.entries, t.reference, t.order_id, t.order_number, t.subscription_id,"
    " t.containers, t.etag FROM ticket t LEFT JOIN product p ON p.row = t.product"
    " LEFT JOIN groups g ON g.row = t.group_row LEFT JOIN person a ON a.row = t.assignee"
    " LEFT JOIN person c ON c.row = t.created_by WHERE t.row = $1";

static LpTicket *
read_ticket (LpStatement *row, LpDate today)
{
  LpTicket *ticket = lp_ticket_new ();
  const char *modules = lp_statement_get_text (row, 14);

  ticket->id = lp_statement_dup_text (row, 0);
  ticket->code = lp_statement_dup_text (row, 1);
  ticket->state = (LpTicketState) lp_statement_get_int (row, 2);
  ticket->visible_to_group = lp_statement_get_int (row, 3) != 0;
  ticket->product_id = lp_statement_dup_text (row, 4);
  ticket->product_code = lp_statement_dup_text (row, 5);
  ticket->product_name = lp_statement_dup_text (row, 6);
  ticket->group_id = lp_statement_dup_text (row, 7);
  ticket->assignee_id = lp_statement_dup_text (row, 8);
  ticket->technical_expiry = lp_statement_is_null (row, 9) ? LP_DATE_NONE
                                                           : (LpDate) lp_statement_get_int (row, 9);
  ticket->created_at = format_instant (lp_statement_get_int (row, 10));
  ticket->removal = (LpRemoval) lp_statement_get_int (row, 11);
  ticket->quantity = (int) lp_statement_get_int (row, 12);
  ticket->created_by = lp_statement_dup_text (row, 13);
  ticket->modules = g_strsplit (modules != NULL ? modules : "", " ", -1);
  unpack_entries (lp_statement_get_text (row, 15), ticket->entries);
  ticket->reference = lp_statement_dup_text (row, 16);
  ticket->order_id = lp_statement_dup_text (row, 17);
  ticket->order_number = lp_statement_dup_text (row, 18);
  ticket->subscription_id = lp_statement_dup_text (row, 19);
  unpack_containers (lp_statement_get_text (row, 20), ticket->containers);
  ticket->etag = lp_statement_dup_text (row, 21);
  ticket->state = lp_ticket_get_state_on (ticket, today);
  return ticket;
}

LpTicket *
lp_replica_rows_get_ticket (LpDb *db, guint32 row, LpDate today)
{
  LpStatement *rows = lp_db_query (db, NULL, ticket_sql, "i", (gint64) row);
  LpTicket *ticket = NULL;

  if (rows == NULL || !lp_statement_step (rows, NULL))
    return NULL;
  ticket = read_ticket (rows, today);
  lp_statement_reset (rows);
  return ticket;
}

LpSubscription *
lp_replica_rows_date_subscription (LpSubscription *subscription, LpDate today)
{
  /* Still ours alone: nobody else holds it yet. */
  if (subscription != NULL)
    subscription->state = lp_subscription_get_state (subscription, today);
  return subscription;
}

LpSubscription *
lp_replica_rows_get_subscription (LpDb *db, guint32 row, LpDate today)
{
  g_autofree char *object = lp_db_query_text (db, NULL, "SELECT object FROM subscription WHERE row = $1", "i",
                                              (gint64) row);

  return lp_replica_rows_date_subscription (lp_replica_rows_parse (LP_KIND_SUBSCRIPTION, object), today);
}

static LpDate
get_day (LpStatement *row, int column)
{
  return lp_statement_is_null (row, column) ? LP_DATE_NONE : (LpDate) lp_statement_get_int (row, column);
}

LpSubscription *
lp_replica_rows_get_subscription_row (LpDb *db, guint32 row, LpDate today, guint32 *product, guint32 *group)
{
  static const char sql[] =
      "SELECT id, ticket_code, product, group_row, deadline, committed_until, start, cancelled_on, ends_on,"
      " revoked_on FROM subscription WHERE row = $1";
  LpStatement *rows = lp_db_query (db, NULL, sql, "i", (gint64) row);
  LpSubscription *subscription;

  if (rows == NULL || !lp_statement_step (rows, NULL))
    return NULL;
  subscription = lp_subscription_new ();
  subscription->id = lp_statement_dup_text (rows, 0);
  subscription->ticket_code = lp_statement_dup_text (rows, 1);
  *product = (guint32) lp_statement_get_int (rows, 2);
  *group = (guint32) lp_statement_get_int (rows, 3);
  subscription->deadline = get_day (rows, 4);
  subscription->committed_until = get_day (rows, 5);
  subscription->start = get_day (rows, 6);
  subscription->cancelled_on = get_day (rows, 7);
  subscription->ends_on = get_day (rows, 8);
  subscription->revoked_on = get_day (rows, 9);
  lp_statement_reset (rows);
  return lp_replica_rows_date_subscription (subscription, today);
}
