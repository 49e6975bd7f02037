/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lc-directory-handlers.h"

#include "lc-answer.h"
#include "lc-caller.h"
#include "lc-group-service.h"
#include "lc-membership-service.h"
#include "lc-vendor.h"
#include "lp-wire.h"

/* In the list of a group's members the group is known. */
static void
write_item (GString *out, LpMembership *membership)
{
  g_clear_pointer (&membership->group_id, g_free);
  lp_wire_write_membership (out, membership);
}

static gboolean
list (const LcCall *call, gint64 group, LcPage *page, GError **error)
{
  GError *fault = NULL;
  LpStatement *rows =
      lp_db_query (call->tx->db, &fault,
                   "SELECT person FROM membership WHERE group_row = $1 AND person > $2 ORDER BY person", "ii",
                   group, page->after);

  while (fault == NULL && rows != NULL && lp_statement_step (rows, &fault))
    {
      gint64 person = lp_statement_get_int (rows, 0);
      g_autoptr (LpMembership) membership = NULL;

      if (!lc_page_take (page, person))
        break;
      membership = lc_membership_load (call->tx->db, person, group, &fault);
      if (membership != NULL)
        write_item (page->body, membership);
    }
  if (rows != NULL)
    lp_statement_reset (rows);
  if (fault != NULL)
    g_propagate_error (error, fault);
  return fault == NULL;
}

LcReply *
lc_handle_member_list (const LcCall *call, char **current, GError **error)
{
  g_auto (LcPage) page = { 0 };
  gint64 group = lc_group_get (call->tx, call->path[0], error);

  if (group == 0 || !lc_group_check (call->tx, group, LP_ACTION_VIEW_GROUP_CONTENT, error) ||
      !lc_page_init (&page, call, error) || !list (call, group, &page, error))
    return NULL;
  return lc_page_finish (&page, call);
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
  write_item (body, membership);
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
      write_item (body, old);
      return lc_answer_match (call, old->etag, body, current, error);
    }
  if (old == NULL && call->if_match == NULL)
    return TRUE;
  g_set_error (error, LP_ERROR, LP_ERROR_PRECONDITION,
               old != NULL ? "The person is a member already." : "The person is no longer a member.");
  if (old != NULL)
    {
      body = g_string_new (NULL);
      write_item (body, old);
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
