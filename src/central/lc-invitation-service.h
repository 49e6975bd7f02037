/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lc-membership-service.h"

G_BEGIN_DECLS

/**
 * LcInvitation:
 *
 * An invitation as its inviter gets to see it: the same whether or not an account exists.
 */
typedef struct
{
  char *id;
  char *email;
  gint64 group;
  LpMembership *membership;
  char *expires_at;
  char *etag;
} LcInvitation;

/* NULL is fine. */
void lc_invitation_free (LcInvitation *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LcInvitation, lc_invitation_free)

/**
 * lc_invitation_create:
 * @tx: the transaction
 * @group: row of a group in which the caller may grant @membership
 * @email: a valid address
 * @membership: what is offered
 * @error: return location
 *
 * Stores the invitation with the hash of a token of 256 bits, valid for 7 days, and writes the mail that brings the
 * token into `mail/` of the data directory. The token is never returned to the inviter.
 *
 * Returns: (transfer full) (nullable): the invitation
 */
LcInvitation *lc_invitation_create (const LcTransaction *tx,
                                    gint64 group,
                                    const char *email,
                                    const LpMembership *membership,
                                    GError **error);

/**
 * lc_invitation_find:
 * @tx: the transaction
 * @token: (nullable): what the mail brought
 * @error: %LP_ERROR_NOT_FOUND for a token that is unknown, used or too old
 *
 * Returns: the row, or 0 on error
 */
gint64 lc_invitation_find (const LcTransaction *tx, const char *token, GError **error);

/**
 * lc_invitation_accept:
 * @tx: the transaction; its caller, if any, is who is signed in
 * @row: an invitation
 * @name: (nullable): for a new account
 * @password_hash: (nullable): for a new account
 * @person: (out): row of the person
 * @group: (out): row of the group
 * @error: %LP_ERROR_UNAUTHORIZED if the account exists and the caller is somebody else; %LP_ERROR_INVALID if a new
 *   account lacks name or password; %LP_ERROR_CONFLICT if the inviter could no longer grant it
 *
 * Sets up the person where needed and makes the membership (design: domain, "Roles").
 *
 * Returns: success
 */
gboolean lc_invitation_accept (const LcTransaction *tx,
                               gint64 row,
                               const char *name,
                               const char *password_hash,
                               gint64 *person,
                               gint64 *group,
                               GError **error);

G_END_DECLS
