/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lc-directory-handlers.h"

#include <string.h>

#include "lc-answer.h"
#include "lc-group-service.h"
#include "lc-invitation-service.h"
#include "lc-password.h"
#include "lc-vendor.h"
#include "lp-order-rules.h"
#include "lp-wire.h"

static LcReply *
answer_invitation (const LcCall *call, const LcInvitation *invitation)
{
  GString *body = g_string_new ("{\"id\":");

  lp_wire_write_string (body, invitation->id);
  g_string_append (body, ",\"email\":");
  lp_wire_write_string (body, invitation->email);
  g_string_append (body, ",\"group_id\":");
  lp_wire_write_string (body, call->path[0]);
  g_string_append (body, ",\"role\":");
  lp_wire_write_string (body, lp_enum_get_nick (LP_TYPE_ROLE, invitation->membership->role));
  g_string_append (body, ",\"rights\":");
  lp_wire_write_rights (body, invitation->membership->rights);
  g_string_append (body, ",\"expires_at\":");
  lp_wire_write_string (body, invitation->expires_at);
  g_string_append (body, ",\"etag\":");
  lp_wire_write_string (body, invitation->etag);
  g_string_append_c (body, '}');
  return lc_answer_object (201, body, g_strdup (invitation->etag));
}

/* Only known categories can be offered. */
static void
check_categories (const LcTransaction *tx, const LpMembership *membership, GError **error)
{
  for (guint i = 0; i < membership->rights->len; i++)
    {
      const char *id = g_array_index (membership->rights, LpCategoryRights, i).category_id;
      g_autofree char *pointer = lp_pointer_join ("/rights", id);

      if (lp_db_query_int (tx->db, 0, NULL, "SELECT 1 FROM category WHERE id = $1 AND archived_at IS NULL",
                           "t", id) == 0)
        lp_error_add_field (error, pointer, "There is no category with this id.");
    }
}

LcReply *
lc_handle_invite (const LcCall *call, char **current, GError **error)
{
  static const char *const known[] = { "email", "role", "rights", NULL };
  gint64 group = lc_group_get (call->tx, call->path[0], error);
  g_autoptr (LpMembership) offered = NULL;
  g_autoptr (LcInvitation) invitation = NULL;
  g_autofree char *email = NULL;
  GError *fault = NULL;
  const char *text;

  if (group == 0 || !lc_group_check (call->tx, group, LP_ACTION_CHANGE_MEMBERSHIPS, error))
    return NULL;
  text = lp_wire_get_string (call->body, "", "email", TRUE, &fault);
  if (text != NULL)
    email = lp_email_validate (text, "/email", &fault);
  offered = lc_membership_read (call->body, lc_vendor_get_root (call->tx->db, NULL) == group, &fault);
  check_categories (call->tx, offered, &fault);
  lp_wire_finish (call->body, "", known, &fault);
  if (fault != NULL)
    {
      g_propagate_error (error, fault);
      return NULL;
    }
  if (!lc_membership_check (call->tx, group, NULL, NULL, offered, error))
    return NULL;
  invitation = lc_invitation_create (call->tx, group, email, offered, error);
  return invitation != NULL ? answer_invitation (call, invitation) : NULL;
}

static LcReply *
answer_accepted (const LcTransaction *tx, gint64 person, gint64 group, GError **error)
{
  g_autoptr (LpMembership) membership = lc_membership_load (tx->db, person, group, error);
  GString *body;

  if (membership == NULL)
    return NULL;
  body = g_string_new (NULL);
  lp_wire_write_membership (body, membership);
  return lc_answer_object (201, body, g_strdup (membership->etag));
}

LcReply *
lc_handle_invitation_accept (const LcCall *call, char **current, GError **error)
{
  static const char *const known[] = { "token", "name", "password", NULL };
  GError *fault = NULL;
  const char *token = lp_wire_get_string (call->body, "", "token", TRUE, &fault);
  const char *name = lp_wire_get_string (call->body, "", "name", FALSE, &fault);
  const char *password = lp_wire_get_string (call->body, "", "password", FALSE, &fault);
  g_autofree char *trimmed = NULL;
  gint64 row = 0, person, group;

  if (token != NULL && (row = lc_invitation_find (call->tx, token, error)) == 0)
    {
      g_clear_error (&fault);
      return NULL;
    }
  if (name != NULL)
    trimmed = lp_text_validate (name, "/name", 1, LP_NAME_MAX, &fault);
  if (password != NULL && (g_utf8_strlen (password, -1) < LC_PASSWORD_MIN_CHARACTERS ||
                           g_utf8_strlen (password, -1) > LC_PASSWORD_MAX_CHARACTERS))
    lp_error_add_field (&fault, "/password", "A password has at least %d characters.",
                        LC_PASSWORD_MIN_CHARACTERS);
  lp_wire_finish (call->body, "", known, &fault);
  if (fault != NULL)
    {
      g_propagate_error (error, fault);
      return NULL;
    }
  if (!lc_invitation_accept (call->tx, row, trimmed, password != NULL ? call->password_hash : NULL, &person,
                             &group, error))
    return NULL;
  return answer_accepted (call->tx, person, group, error);
}
