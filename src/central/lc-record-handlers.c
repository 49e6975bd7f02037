/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lc-answer.h"
#include "lc-audit-list.h"
#include "lc-caller.h"
#include "lc-feed.h"
#include "lc-person-rows.h"
#include "lp-ticket-code.h"

static const char *const audit_query[] = {
  "object", "actor", "group", "from", "to", "cursor", "limit", NULL
};
static const char *const sync_query[] = { "since", "limit", NULL };

static LcReply *
handle_sync (const LcCall *call, char **current, GError **error)
{
  const char *limit = lc_answer_get_query (call, "limit");
  guint64 number = LC_FEED_DEFAULT_LIMIT;
  g_autoptr (GString) body = NULL;

  if (limit != NULL && !g_ascii_string_to_unsigned (limit, 10, 1, LC_FEED_MAX_LIMIT, &number, NULL))
    {
      lp_error_add_field (error, "?limit", "This must be a whole number from 1 to %d.", LC_FEED_MAX_LIMIT);
      return NULL;
    }
  body = g_string_new (NULL);
  if (!lc_feed_write (call->tx, lc_answer_get_query (call, "since"), (guint) number, body, error))
    return NULL;
  return lc_answer_object (200, g_steal_pointer (&body), NULL);
}

static LpDate
read_day (const LcCall *call, const char *name, GError **error)
{
  const char *text = lc_answer_get_query (call, name);
  g_autofree char *pointer = g_strconcat ("?", name, NULL);
  LpDate day = lp_date_parse (text);

  if (text != NULL && day == LP_DATE_NONE)
    lp_error_add_field (error, pointer, "This must be a day, such as 2026-03-31.");
  return day;
}

/* What people have at hand is a ticket's code; what the records name is its id. */
static char *
dup_object_id (const LcCall *call)
{
  const char *object = lc_answer_get_query (call, "object");
  char code[LP_TICKET_CODE_SIZE];
  char *id = NULL;

  if (object != NULL && lp_ticket_code_normalize (object, code) == LP_TICKET_CODE_OK)
    id = lp_db_query_text (call->tx->db, NULL, "SELECT id FROM ticket WHERE code = $1", "t", code);
  return id != NULL ? id : g_strdup (object);
}

static LcReply *
handle_audit (const LcCall *call, char **current, GError **error)
{
  g_auto (LcPage) page = { 0 };
  const char *actor = lc_answer_get_query (call, "actor");
  const char *group = lc_answer_get_query (call, "group");
  GError *fault = NULL;
  g_autofree char *object = NULL;
  LcAuditFilter filter = { 0 };

  if (!lc_caller_check (call->tx, LP_ACTION_VIEW_AUDIT, NULL, error) ||
      (group != NULL && (filter.group = lc_caller_find_group (call->tx, group, error)) == 0))
    return NULL;
  filter.object = object = dup_object_id (call);
  filter.from = read_day (call, "from", &fault);
  filter.to = read_day (call, "to", &fault);
  if (actor != NULL && fault == NULL && (filter.actor = lc_person_find (call->tx->db, actor, &fault)) == 0)
    filter.actor = -1;
  if (fault != NULL)
    {
      g_propagate_error (error, fault);
      return NULL;
    }
  if (!lc_page_init (&page, call, error) || !lc_audit_list (call->tx, &filter, &page, error))
    return NULL;
  return lc_page_finish (&page, call);
}

static const LcRoute routes[] = {
  { "GET", "/v1/audit", 0, audit_query, handle_audit },
  { "GET", "/v1/sync", 0, sync_query, handle_sync },
};

const LcRoute *
lc_routes_records (gsize *n_routes)
{
  *n_routes = G_N_ELEMENTS (routes);
  return routes;
}
