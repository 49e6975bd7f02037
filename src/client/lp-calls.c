/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lp-calls.h"

#include "lp-ticket-code.h"
#include "lp-wire.h"

/* Constructors of requests. Bodies are written by hand where they are not a resource of their own. */

static void
write_member (GString *body, const char *name, const char *value)
{
  if (body->len > 1)
    g_string_append_c (body, ',');
  lp_wire_write_string (body, name);
  g_string_append_c (body, ':');
  lp_wire_write_string (body, value);
}

/* Takes over the body, which is still open. */
static LpRequest *
take_body (LpRequest *request, GString *body)
{
  g_string_append_c (body, '}');
  lp_request_take_body (request, g_string_free (body, FALSE));
  return request;
}

static LpRequest *
with_etag (LpRequest *request, const char *etag)
{
  lp_request_set_if_match (request, etag);
  return request;
}

static LpRequest *
with_page (LpRequest *request, int limit, const char *cursor)
{
  g_autofree char *text = limit > 0 ? g_strdup_printf ("%d", limit) : NULL;

  lp_request_add_query (request, "limit", text);
  lp_request_add_query (request, "cursor", cursor);
  return request;
}

LpRequest *
lp_call_create_order (const LpOrderRequest *order, const LpProduct *product)
{
  LpRequest *request = lp_request_new ("POST", "/v1/orders");
  GString *body = g_string_new (NULL);

  lp_wire_write_order_request (body, order, product);
  lp_request_take_body (request, g_string_free (body, FALSE));
  return request;
}

LpRequest *
lp_call_get_ticket (const char *code)
{
  return lp_request_new ("GET", "/v1/tickets/%s", code);
}

LpRequest *
lp_call_change_allocation (const char *code, const char *etag, const LpAllocationChange *change)
{
  LpRequest *request = with_etag (lp_request_new ("PATCH", "/v1/tickets/%s/allocation", code), etag);
  GString *body = g_string_new (NULL);

  lp_wire_write_allocation_change (body, change);
  lp_request_take_body (request, g_string_free (body, FALSE));
  return request;
}

LpRequest *
lp_call_revoke_ticket (const char *code, const char *credit)
{
  GString *body = g_string_new ("{");

  if (credit != NULL)
    write_member (body, "credit", credit);
  return take_body (lp_request_new ("POST", "/v1/tickets/%s/revoke", code), body);
}

LpRequest *
lp_call_list_tickets (const char *group_id,
                      const char *state,
                      const char *text,
                      const char *assignee_id,
                      int limit,
                      const char *cursor)
{
  LpRequest *request = lp_request_new ("GET", "/v1/tickets");

  lp_request_add_query (request, "group", group_id);
  lp_request_add_query (request, "state", state);
  lp_request_add_query (request, "q", text);
  lp_request_add_query (request, "assignee", assignee_id);
  return with_page (request, limit, cursor);
}

LpRequest *
lp_call_list_subscriptions (const char *group_id,
                            const char *state,
                            LpDate deadline_before,
                            int limit,
                            const char *cursor)
{
  LpRequest *request = lp_request_new ("GET", "/v1/subscriptions");
  char day[LP_DATE_STRING_SIZE];

  lp_request_add_query (request, "group", group_id);
  lp_request_add_query (request, "state", state);
  lp_request_add_query (request, "deadline_before", lp_date_format (deadline_before, day));
  return with_page (request, limit, cursor);
}

LpRequest *
lp_call_list_groups (int limit, const char *cursor)
{
  return with_page (lp_request_new ("GET", "/v1/groups"), limit, cursor);
}

LpRequest *
lp_call_list_members (const char *group_id, int limit, const char *cursor)
{
  return with_page (lp_request_new ("GET", "/v1/groups/%s/members", group_id), limit, cursor);
}

LpRequest *
lp_call_list_all_members (int limit, const char *cursor)
{
  return with_page (lp_request_new ("GET", "/v1/members"), limit, cursor);
}

LpRequest *
lp_call_list_categories (const char *group_id)
{
  return lp_request_new ("GET", "/v1/groups/%s/categories", group_id);
}

LpRequest *
lp_call_list_products (const char *category_id, const char *group_id)
{
  LpRequest *request = lp_request_new ("GET", "/v1/categories/%s/products", category_id);

  lp_request_add_query (request, "group", group_id);
  return request;
}

LpRequest *
lp_call_list_prices (const char *group_id, int limit, const char *cursor)
{
  LpRequest *request = lp_request_new ("GET", "/v1/price-lists");

  lp_request_add_query (request, "group", group_id);
  return with_page (request, limit, cursor);
}

LpRequest *
lp_call_list_audit (const LpAuditQuery *query, int limit, const char *cursor)
{
  LpRequest *request = lp_request_new ("GET", "/v1/audit");
  char buffer[LP_DATE_STRING_SIZE];

  lp_request_add_query (request, "object", query->object);
  lp_request_add_query (request, "actor", query->actor_id);
  lp_request_add_query (request, "group", query->group_id);
  lp_request_add_query (request, "from", lp_date_format (query->from, buffer));
  lp_request_add_query (request, "to", lp_date_format (query->to, buffer));
  return with_page (request, limit, cursor);
}

static void
write_operation (GString *body, const LpBatchOperation *operation)
{
  static const char *const names[] = { "allocate", "cancel", "revoke", "reinstate" };
  char day[LP_DATE_STRING_SIZE];

  g_string_append_c (body, '{');
  lp_wire_write_string (body, "op");
  g_string_append_c (body, ':');
  lp_wire_write_string (body, names[operation->op]);
  write_member (body, "code", operation->code);
  if (operation->etag != NULL)
    write_member (body, "etag", operation->etag);
  if (operation->op == LP_BATCH_CANCEL && operation->expected_ends_on != LP_DATE_NONE)
    write_member (body, "expected_ends_on", lp_date_format (operation->expected_ends_on, day));
  if (operation->op == LP_BATCH_REVOKE && operation->credit != NULL)
    write_member (body, "credit", operation->credit);
  if (operation->op == LP_BATCH_ALLOCATE && operation->change != NULL)
    {
      g_autoptr (GString) change = g_string_new (NULL);

      /* The members of an allocation stand beside `op` and `code`. */
      lp_wire_write_allocation_change (change, operation->change);
      if (change->len > 2)
        {
          g_string_append_c (body, ',');
          g_string_append_len (body, change->str + 1, (gssize) change->len - 2);
        }
    }
  g_string_append_c (body, '}');
}

LpRequest *
lp_call_batch (const LpBatchOperation *operations, gsize n_operations, gboolean atomic, gboolean dry_run)
{
  GString *body = g_string_new ("{\"operations\":[");

  for (gsize i = 0; i < n_operations; i++)
    {
      if (i > 0)
        g_string_append_c (body, ',');
      write_operation (body, &operations[i]);
    }
  g_string_append_printf (body, "],\"atomic\":%s,\"dry_run\":%s", atomic ? "true" : "false",
                          dry_run ? "true" : "false");
  return take_body (lp_request_new ("POST", "/v1/batch"), body);
}

LpRequest *
lp_call_undo_batch (const char *batch_id)
{
  return take_body (lp_request_new ("POST", "/v1/batch/%s/undo", batch_id), g_string_new ("{"));
}

LpRequest *
lp_call_get_subscription (const char *id)
{
  return lp_request_new ("GET", "/v1/subscriptions/%s", id);
}

LpRequest *
lp_call_cancel_subscription (const char *id, LpDate expected_ends_on)
{
  GString *body = g_string_new ("{");
  char buffer[LP_DATE_STRING_SIZE];

  if (expected_ends_on != LP_DATE_NONE)
    write_member (body, "expected_ends_on", lp_date_format (expected_ends_on, buffer));
  return take_body (lp_request_new ("POST", "/v1/subscriptions/%s/cancel", id), body);
}

LpRequest *
lp_call_reinstate_subscription (const char *id)
{
  return take_body (lp_request_new ("POST", "/v1/subscriptions/%s/reinstate", id), g_string_new ("{"));
}

LpRequest *
lp_call_revoke_subscription (const char *id, const char *credit)
{
  GString *body = g_string_new ("{");

  if (credit != NULL)
    write_member (body, "credit", credit);
  return take_body (lp_request_new ("POST", "/v1/subscriptions/%s/revoke", id), body);
}

LpRequest *
lp_call_get_me (void)
{
  return lp_request_new ("GET", "/v1/me");
}

LpRequest *
lp_call_create_group (const char *parent_id, const char *name, LpGroupKind kind)
{
  GString *body = g_string_new ("{");

  write_member (body, "parent_id", parent_id);
  write_member (body, "name", name);
  write_member (body, "kind", lp_enum_get_nick (LP_TYPE_GROUP_KIND, (int) kind));
  return take_body (lp_request_new ("POST", "/v1/groups"), body);
}

static LpRequest *
patch_group (const char *id, const char *etag, const char *name, const char *value)
{
  GString *body = g_string_new ("{");

  write_member (body, name, value);
  return take_body (with_etag (lp_request_new ("PATCH", "/v1/groups/%s", id), etag), body);
}

LpRequest *
lp_call_rename_group (const char *id, const char *etag, const char *name)
{
  return patch_group (id, etag, "name", name);
}

LpRequest *
lp_call_move_group (const char *id, const char *etag, const char *parent_id)
{
  return patch_group (id, etag, "parent_id", parent_id);
}

LpRequest *
lp_call_change_group_settings (const char *id,
                               const char *etag,
                               const LpGroupSettings *old,
                               const LpGroupSettings *settings)
{
  GString *body = g_string_new ("{\"settings\":");

  lp_wire_write_group_settings_change (body, old, settings);
  return take_body (with_etag (lp_request_new ("PATCH", "/v1/groups/%s", id), etag), body);
}

LpRequest *
lp_call_archive_group (const char *id, const char *etag)
{
  return with_etag (lp_request_new ("DELETE", "/v1/groups/%s", id), etag);
}

static void
write_role (GString *body, LpRole role, GArray *rights)
{
  write_member (body, "role", lp_enum_get_nick (LP_TYPE_ROLE, (int) role));
  if (rights == NULL || rights->len == 0)
    return;
  g_string_append (body, ",\"rights\":");
  lp_wire_write_rights (body, rights);
}

LpRequest *
lp_call_put_member (const char *group_id,
                    const char *person_id,
                    const char *etag,
                    LpRole role,
                    GArray *rights)
{
  LpRequest *request = lp_request_new ("PUT", "/v1/groups/%s/members/%s", group_id, person_id);
  GString *body = g_string_new ("{");

  request->if_none_match = etag == NULL;
  write_role (body, role, rights);
  return take_body (with_etag (request, etag), body);
}

LpRequest *
lp_call_remove_member (const char *group_id, const char *person_id, const char *etag)
{
  return with_etag (lp_request_new ("DELETE", "/v1/groups/%s/members/%s", group_id, person_id), etag);
}

LpRequest *
lp_call_invite (const char *group_id, const char *email, LpRole role, GArray *rights)
{
  GString *body = g_string_new ("{");

  write_member (body, "email", email);
  write_role (body, role, rights);
  return take_body (lp_request_new ("POST", "/v1/groups/%s/invitations", group_id), body);
}

LpRequest *
lp_call_list_demo_people (void)
{
  LpRequest *request = lp_request_new ("GET", "/v1/demo/people");

  request->anonymous = TRUE;
  return request;
}
