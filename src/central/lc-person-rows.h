/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lc-scope.h"

G_BEGIN_DECLS

/**
 * lc_email_fold:
 * @email: an address
 *
 * Returns: (transfer full): the form in which addresses are compared (design: domain, "without case")
 */
char *lc_email_fold (const char *email);

/* The row of a person by id or address; 0 if there is none, with @error set only if the query failed. */
gint64 lc_person_find (LpDb *db, const char *id, GError **error);
gint64 lc_person_find_email (LpDb *db, const char *email, GError **error);

/**
 * lc_person_load:
 * @db: a connection
 * @row: a person
 * @error: %LP_ERROR_NOT_FOUND
 *
 * Returns: (transfer full) (nullable): the person
 */
LpPerson *lc_person_load (LpDb *db, gint64 row, GError **error);

/**
 * lc_person_insert:
 * @db: a connection
 * @email: the address
 * @name: the name
 * @password_hash: (nullable): %NULL makes an invited person, who cannot sign in yet
 * @now: this instant
 * @error: %LP_ERROR_CONFLICT if the address is taken
 *
 * Returns: the new row, or 0 on error
 */
gint64 lc_person_insert (LpDb *db,
                         const char *email,
                         const char *name,
                         const char *password_hash,
                         const char *now,
                         GError **error);

/**
 * lc_person_is_among:
 * @db: a connection
 * @scope: who looks
 * @row: a person
 * @error: return location
 *
 * Returns: whether the person is the viewer herself or has a membership in the viewer's scope
 */
gboolean lc_person_is_among (LpDb *db, const LcScope *scope, gint64 row, GError **error);

/**
 * lc_person_is_visible:
 * @db: a connection
 * @scope: who looks
 * @row: a person
 * @error: return location
 *
 * Returns: whether the viewer may know who that is: one of lc_person_is_among(), or somebody to whom a ticket in the
 *   viewer's scope is allocated, such as one that she has left behind
 */
gboolean lc_person_is_visible (LpDb *db, const LcScope *scope, gint64 row, GError **error);

/**
 * lc_membership_load:
 * @db: a connection
 * @person: row of the person
 * @group: row of the group
 * @error: set only if the query failed
 *
 * Returns: (transfer full) (nullable): the membership with its person and its rights, %NULL if there is none
 */
LpMembership *lc_membership_load (LpDb *db, gint64 person, gint64 group, GError **error);

/**
 * lc_membership_exists:
 * @db: a connection
 * @person: row of the person
 * @group: row of the group
 * @error: return location
 *
 * Returns: whether the person has a membership of any role in that very group
 */
gboolean lc_membership_exists (LpDb *db, gint64 person, gint64 group, GError **error);

/**
 * lc_membership_put:
 * @db: a connection
 * @person: row of the person
 * @group: row of the group
 * @membership: role and rights
 * @error: %LP_ERROR_INVALID with the field `/rights/ID` for an unknown category
 *
 * Creates or replaces a membership. A deleted and created one never has an etag that it had before.
 *
 * Returns: success
 */
gboolean
lc_membership_put (LpDb *db, gint64 person, gint64 group, const LpMembership *membership, GError **error);
gboolean lc_membership_delete (LpDb *db, gint64 person, gint64 group, GError **error);

G_END_DECLS
