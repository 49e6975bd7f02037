/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lc-invitation-service.h"

#include <sodium.h>
#include <string.h>

#include "lc-audit.h"
#include "lc-caller.h"
#include "lc-id.h"
#include "lc-mail.h"
#include "lp-wire.h"

#define TOKEN_SIZE 32
#define VALID_DAYS 7
#define VARIANT    sodium_base64_VARIANT_URLSAFE_NO_PADDING

void
lc_invitation_free (LcInvitation *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->email);
  g_clear_pointer (&self->membership, lp_membership_unref);
  g_free (self->expires_at);
  g_free (self->etag);
  g_free (self);
}

static void
hash_token (const char *token, guint8 hash[TOKEN_SIZE])
{
  crypto_generichash (hash, TOKEN_SIZE, (const guint8 *) token, strlen (token), NULL, 0);
}

static char *
add_days (const char *instant, int days)
{
  g_autoptr (GDateTime) from = g_date_time_new_from_iso8601 (instant, NULL);
  g_autoptr (GDateTime) until = g_date_time_add_days (from, days);

  return g_date_time_format (until, "%Y-%m-%dT%H:%M:%SZ");
}

static gboolean
insert (const LcTransaction *tx, const LcInvitation *self, const char *token, GError **error)
{
  g_autofree char *folded = lc_email_fold (self->email);
  g_autoptr (GString) rights = g_string_new (NULL);
  guint8 hash[TOKEN_SIZE];
  LpStatement *statement =
      lp_db_prepare (tx->db,
                     "INSERT INTO invitation (id, group_row, email, email_folded, role, rights,"
                     " expires_at, token_hash, invited_by)"
                     " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
                     error);

  if (statement == NULL)
    return FALSE;
  hash_token (token, hash);
  lp_wire_write_rights (rights, self->membership->rights);
  lp_statement_bind (statement, "titttttnn", self->id, self->group, self->email, folded,
                     lp_enum_get_nick (LP_TYPE_ROLE, self->membership->role), rights->str, self->expires_at);
  lp_statement_bind_blob (statement, 8, hash, sizeof hash);
  if (tx->caller != NULL)
    lp_statement_bind_int (statement, 9, tx->caller->person_row);
  return lp_statement_run (statement, error);
}

static gboolean
send_mail (const LcTransaction *tx, const LcInvitation *self, const char *token, GError **error)
{
  g_autoptr (LpGroup) group = lc_group_load (tx, self->group, error);
  g_autofree char *text = NULL;

  if (group == NULL)
    return FALSE;
  text = g_strdup_printf (
      "%s invites you to “%s” in License Portal.\n\n"
      "To accept, enter this code in License Portal within %d days:\n\n"
      "%s\n\n"
      "The code works once and only for this address. If you do not know what this is about,\n"
      "do nothing: without the code nobody can act in your name.\n",
      tx->caller != NULL ? tx->caller->person_name : "License Central", group->name, VALID_DAYS, token);
  return lc_mail_write (tx, self->id, self->email, "Your invitation to License Portal", text, error);
}

static gboolean
record (const LcTransaction *tx, const LcInvitation *self, GError **error)
{
  const LcAuditEntry entry = {
    .action = "invitation.create",
    .object_kind = "invitation",
    .object_id = self->id,
    .label = self->email,
    .group = self->group,
  };

  return lc_audit_add (tx, &entry, error);
}

LcInvitation *
lc_invitation_create (const LcTransaction *tx,
                      gint64 group,
                      const char *email,
                      const LpMembership *membership,
                      GError **error)
{
  g_autoptr (LcInvitation) self = g_new0 (LcInvitation, 1);
  guint8 random[TOKEN_SIZE];
  char token[sodium_base64_ENCODED_LEN (TOKEN_SIZE, VARIANT)];

  randombytes_buf (random, sizeof random);
  sodium_bin2base64 (token, sizeof token, random, sizeof random, VARIANT);
  self->id = lc_id_new ();
  self->email = g_strdup (email);
  self->group = group;
  self->membership = lp_membership_ref ((LpMembership *) membership);
  self->expires_at = add_days (tx->now, VALID_DAYS);
  self->etag = lc_etag_new (self->id, 1);
  if (!insert (tx, self, token, error) || !record (tx, self, error) || !send_mail (tx, self, token, error))
    return NULL;
  return g_steal_pointer (&self);
}

gint64
lc_invitation_find (const LcTransaction *tx, const char *token, GError **error)
{
  guint8 hash[TOKEN_SIZE];
  GError *fault = NULL;
  gint64 row = 0;
  LpStatement *statement =
      lp_db_prepare (tx->db,
                     "SELECT i.row FROM invitation i JOIN groups g ON g.row = i.group_row"
                     " WHERE i.token_hash = $1 AND i.accepted_at IS NULL AND i.expires_at > $2"
                     " AND g.archived_at IS NULL",
                     error);

  if (statement == NULL)
    return 0;
  hash_token (token != NULL ? token : "", hash);
  lp_statement_bind_blob (statement, 1, hash, sizeof hash);
  lp_statement_bind_text (statement, 2, tx->now);
  if (lp_statement_step (statement, &fault))
    {
      row = lp_statement_get_int (statement, 0);
      lp_statement_reset (statement);
    }
  else if (fault != NULL)
    g_propagate_error (error, fault);
  else
    g_set_error (error, LP_ERROR, LP_ERROR_NOT_FOUND, "This invitation is unknown, used or too old.");
  return row;
}

/* What the invitation offers, and who offered it. */
static LpMembership *
load (const LcTransaction *tx, gint64 row, char **email, gint64 *group, gint64 *inviter, GError **error)
{
  LpStatement *statement = lp_db_query (tx->db, error,
                                        "SELECT email, group_row, invited_by, role, rights FROM invitation"
                                        " WHERE row = $1",
                                        "i", row);
  g_autoptr (JsonObject) rights = NULL;
  LpMembership *membership;
  int role = LP_ROLE_MEMBER;
  const char *text;

  if (statement == NULL || !lp_statement_step (statement, error))
    return NULL;
  membership = lp_membership_new ();
  *email = lp_statement_dup_text (statement, 0);
  *group = lp_statement_get_int (statement, 1);
  *inviter = lp_statement_get_int (statement, 2);
  lp_enum_from_nick (LP_TYPE_ROLE, lp_statement_get_text (statement, 3), &role);
  membership->role = (LpRole) role;
  text = lp_statement_get_text (statement, 4);
  rights = lp_wire_parse (text, strlen (text), NULL);
  if (rights != NULL)
    {
      g_array_unref (membership->rights);
      membership->rights = lp_wire_read_rights (rights, "", NULL);
    }
  lp_statement_reset (statement);
  return membership;
}

static gboolean
check_inviter (const LcTransaction *tx,
               gint64 inviter,
               gint64 group,
               const LpMembership *offered,
               GError **error)
{
  g_autoptr (LcCaller) caller = inviter != 0 ? lc_caller_load (tx->db, inviter, NULL) : NULL;
  g_auto (GStrv) path = lc_group_dup_path (tx->db, group, error);

  if (path == NULL)
    return FALSE;
  if (caller != NULL && lp_permission_may_change_membership (&caller->actor, (const char *const *) path, NULL,
                                                             NULL, offered, NULL))
    return TRUE;
  g_set_error (error, LP_ERROR, LP_ERROR_CONFLICT,
               "Who invited you may no longer give you this role: ask for a new invitation.");
  return FALSE;
}

static gint64
set_up_person (const LcTransaction *tx,
               gint64 person,
               const char *email,
               const char *name,
               const char *hash,
               GError **error)
{
  GError *fault = NULL;

  if (name == NULL)
    lp_error_add_field (&fault, "/name", "This is needed: the name under which others will see you.");
  if (hash == NULL)
    lp_error_add_field (&fault, "/password", "This is needed: a password of at least 12 characters.");
  if (fault != NULL)
    {
      g_propagate_error (error, fault);
      return 0;
    }
  if (person == 0)
    return lc_person_insert (tx->db, email, name, hash, tx->now, error);
  return lp_db_run (tx->db, error,
                    "UPDATE person SET name = $2, password_hash = $3, state = 'active', version = version + 1"
                    " WHERE row = $1",
                    "itt", person, name, hash) &&
                 lc_change_add (tx, LC_CHANGE_PERSON, person, NULL, error)
             ? person
             : 0;
}

static gint64
find_account (const LcTransaction *tx, const char *email, const char *name, const char *hash, GError **error)
{
  GError *fault = NULL;
  gint64 person = lc_person_find_email (tx->db, email, &fault);
  g_autoptr (LpPerson) known = person != 0 ? lc_person_load (tx->db, person, &fault) : NULL;

  if (fault != NULL)
    {
      g_propagate_error (error, fault);
      return 0;
    }
  if (known == NULL || known->state == LP_PERSON_INVITED)
    return set_up_person (tx, person, email, name, hash, error);
  if (tx->caller != NULL && tx->caller->person_row == person)
    return person;
  g_set_error (error, LP_ERROR, LP_ERROR_UNAUTHORIZED,
               "There is an account for this address already: sign in with it, then accept.");
  return 0;
}

gboolean
lc_invitation_accept (const LcTransaction *tx,
                      gint64 row,
                      const char *name,
                      const char *password_hash,
                      gint64 *person,
                      gint64 *group,
                      GError **error)
{
  g_autofree char *email = NULL;
  gint64 inviter;
  g_autoptr (LpMembership) offered = load (tx, row, &email, group, &inviter, error);
  g_autoptr (LpMembership) old = NULL;
  GError *fault = NULL;

  if (offered == NULL)
    return FALSE;
  *person = find_account (tx, email, name, password_hash, error);
  if (*person == 0 || !check_inviter (tx, inviter, *group, offered, error))
    return FALSE;
  old = lc_membership_load (tx->db, *person, *group, &fault);
  if (fault != NULL)
    {
      g_propagate_error (error, fault);
      return FALSE;
    }
  return lp_db_run (tx->db, error, "UPDATE invitation SET accepted_at = $2 WHERE row = $1", "it", row,
                    tx->now) &&
         lc_membership_set (tx, *group, *person, old, offered, error);
}
