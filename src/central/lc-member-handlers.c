/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lc-directory-handlers.h"

#include "lc-answer.h"
#include "lc-caller.h"
#include "lc-group-service.h"
#include "lc-membership-service.h"
#include "lc-vendor.h"
#include "lp-wire.h"

/* Of a group that is known. */
static void
write_in_group (GString *out, LpMembership *membership)
{
  g_clear_pointer (&membership->group_id, g_free);
  lp_wire_write_membership (out, membership);
}

/* Of one group, or of all whose content the viewer sees. Parameters as lc_page_query(), then $4 the group. */
#define MEMBERS                                                                                              \
  "SELECT m.group_row << 32 | m.person, m.person, m.group_row FROM membership m"                             \
  " JOIN groups g ON g.row = m.group_row"                                                                    \
  " WHERE (m.group_row, m.person) > ($2 >> 32, $2 & 4294967295) AND g.archived_at IS NULL"
#define IN_ORDER " ORDER BY m.group_row, m.person LIMIT $3"

typedef struct
{
  LpDb *db;
  gboolean names_group; /* where it is not known already */
} Writer;

static gboolean
write_item (GString *body, LpStatement *row, gpointer data, GError **error)
{
  const Writer *writer = data;
  g_autoptr (LpMembership) membership = lc_membership_load (writer->db, lp_statement_get_int (row, 1),
                                                            lp_statement_get_int (row, 2), error);

  if (membership == NULL)
    return FALSE;
  if (writer->names_group)
    lp_wire_write_membership (body, membership);
  else
    write_in_group (body, membership);
  return TRUE;
}

static LcReply *
list (const LcCall *call, gint64 group, const char *where, gboolean names_group, GError **error)
{
  g_auto (LcPage) page = { 0 };
  g_autoptr (LcScope) scope = lc_scope_new (call->tx->db, call->tx->caller, error);
  g_autofree char *sql = g_strconcat (MEMBERS, where, IN_ORDER, NULL);
  Writer writer = { call->tx->db, names_group };
  LpStatement *rows;

  if (scope == NULL || !lc_page_init (&page, call, error))
    return NULL;
  rows = lc_page_query (&page, call->tx, scope, sql, error);
  if (rows != NULL && group != 0)
    lp_statement_bind_int (rows, 4, group);
  return rows != NULL && lc_page_fill (&page, rows, 0, write_item, &writer, error)
             ? lc_page_finish (&page, call)
             : NULL;
}

static gint64
find_content (const LcCall *call, const char *id, GError **error)
{
  gint64 group = lc_group_get (call->tx, id, error);

  return group != 0 && lc_group_check (call->tx, group, LP_ACTION_VIEW_GROUP_CONTENT, error) ? group : 0;
}

LcReply *
lc_handle_member_list (const LcCall *call, char **current, GError **error)
{
  gint64 group = find_content (call, call->path[0], error);

  return group != 0 ? list (call, group, " AND $1 = $1 AND m.group_row = $4", FALSE, error) : NULL;
}

LcReply *
lc_handle_all_members (const LcCall *call, char **current, GError **error)
{
  const char *id = lc_answer_get_query (call, "group");
  const char *subtree = lc_answer_get_query (call, "subtree");
  g_autoptr (LcScope) scope = lc_scope_new (call->tx->db, call->tx->caller, error);
  gint64 group = 0;

  if (scope == NULL || (id != NULL && (group = find_content (call, id, error)) == 0))
    return NULL;
  if (subtree != NULL && !g_str_equal (subtree, "true") && !g_str_equal (subtree, "false"))
    {
      lp_error_add_field (error, "?subtree", "This must be true or false.");
      return NULL;
    }
  if (group == 0)
    return list (call, 0, scope->sees_all ? " AND $1 = $1" : " AND m.group_row IN " LC_CONTENT_GROUPS, TRUE,
                 error);
  return list (
      call, group,
      g_strcmp0 (subtree, "false") == 0
          ? " AND $1 = $1 AND m.group_row = $4"
          : " AND $1 = $1 AND m.group_row IN (SELECT descendant FROM group_tree WHERE ancestor = $4)",
      TRUE, error);
}

/* A person whom the caller can see already: for others there are invitations. */
static gint64
find_person (const LcTransaction *tx, const char *id, GError **error)
{
  g_autoptr (LcScope) scope = lc_scope_new (tx->db, tx->caller, error);
  GError *fault = NULL;
  gint64 row = scope != NULL ? lc_person_find (tx->db, id, &fault) : 0;

  if (row != 0 && lc_person_is_visible (tx->db, scope, row, &fault) && fault == NULL)
    return row;
  if (fault != NULL)
    g_propagate_error (error, fault);
  else if (scope != NULL)
    lc_set_not_found (error);
  return 0;
}

static LcReply *
answer_member (const LcTransaction *tx, guint status, gint64 person, gint64 group, GError **error)
{
  g_autoptr (LpMembership) membership = lc_membership_load (tx->db, person, group, error);
  GString *body;

  if (membership == NULL)
    return NULL;
  body = g_string_new (NULL);
  write_in_group (body, membership);
  return lc_answer_object (status, body, g_strdup (membership->etag));
}

/* 428: one of the two preconditions, whichever the present state asks for. */
static gboolean
check_given (const LcCall *call, const LpMembership *old, GError **error)
{
  if (call->if_match != NULL || call->if_none_match != NULL)
    return TRUE;
  g_set_error (error, LP_ERROR, LP_ERROR_PRECONDITION_REQUIRED,
               old != NULL ? "Send the etag of the membership that you read as If-Match."
                           : "Send If-None-Match: * to create a membership.");
  return FALSE;
}

static gboolean
match (const LcCall *call, LpMembership *old, char **current, GError **error)
{
  GString *body;

  if (old != NULL && call->if_match != NULL)
    {
      body = g_string_new (NULL);
      write_in_group (body, old);
      return lc_answer_match (call, old->etag, body, current, error);
    }
  if (old == NULL && call->if_match == NULL)
    return TRUE;
  g_set_error (error, LP_ERROR, LP_ERROR_PRECONDITION,
               old != NULL ? "The person is a member already." : "The person is no longer a member.");
  if (old != NULL)
    {
      body = g_string_new (NULL);
      write_in_group (body, old);
      *current = g_string_free (body, FALSE);
    }
  return FALSE;
}

static LpMembership *
read_body (const LcCall *call, gint64 group, GError **error)
{
  static const char *const known[] = { "role", "rights", NULL };
  GError *fault = NULL;
  g_autoptr (LpMembership)
      now = lc_membership_read (call->body, lc_vendor_get_root (call->tx->db, NULL) == group, &fault);

  lp_wire_finish (call->body, "", known, &fault);
  if (fault == NULL)
    return g_steal_pointer (&now);
  g_propagate_error (error, fault);
  return NULL;
}

LcReply *
lc_handle_member_put (const LcCall *call, char **current, GError **error)
{
  gint64 group = lc_group_get (call->tx, call->path[0], error), person;
  g_autoptr (LpMembership) old = NULL;
  g_autoptr (LpMembership) now = NULL;
  GError *fault = NULL;

  if (group == 0 || !lc_group_check (call->tx, group, LP_ACTION_CHANGE_MEMBERSHIPS, error) ||
      (person = find_person (call->tx, call->path[1], error)) == 0)
    return NULL;
  old = lc_membership_load (call->tx->db, person, group, &fault);
  if (fault != NULL)
    {
      g_propagate_error (error, fault);
      return NULL;
    }
  if (!check_given (call, old, error) || (now = read_body (call, group, error)) == NULL ||
      !lc_membership_check (call->tx, group, call->path[1], old, now, error) ||
      !match (call, old, current, error) || !lc_membership_set (call->tx, group, person, old, now, error))
    return NULL;
  return answer_member (call->tx, old == NULL ? 201 : 200, person, group, error);
}

LcReply *
lc_handle_member_remove (const LcCall *call, char **current, GError **error)
{
  gint64 group = lc_group_get (call->tx, call->path[0], error), person;
  g_autoptr (LpMembership) old = NULL;
  GError *fault = NULL;

  if (group == 0 || !lc_group_check (call->tx, group, LP_ACTION_CHANGE_MEMBERSHIPS, error) ||
      (person = find_person (call->tx, call->path[1], error)) == 0)
    return NULL;
  old = lc_membership_load (call->tx->db, person, group, &fault);
  if (old == NULL)
    {
      if (fault != NULL)
        g_propagate_error (error, fault);
      else
        lc_set_not_found (error);
      return NULL;
    }
  if (!lc_membership_check (call->tx, group, call->path[1], old, NULL, error) ||
      !lc_answer_check_given (call, error) || !match (call, old, current, error) ||
      !lc_membership_set (call->tx, group, person, old, NULL, error))
    return NULL;
  return lc_reply_new (204);
}
