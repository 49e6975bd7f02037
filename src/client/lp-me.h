/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "lp-permission.h"
#include "lp-types.h"

G_BEGIN_DECLS

/* The signed-in person as `GET /v1/me` describes her. Immutable and reference-counted. */
typedef struct
{
  gatomicrefcount ref_count;
  LpPerson *person;
  GPtrArray *memberships; /* of LpMembership; their person is NULL */
  char **group_names;     /* of the memberships, in their order */
  char **group_paths;
  char **sentences; /* what each membership allows, in words */
  char *vendor_id;
  char *vendor_name;
  char *time_zone; /* of the vendor, such as Europe/Berlin */
  LpDate today;
  gboolean fixed_today; /* the service runs with --today: show it in a bar */
  gboolean demo;        /* the service runs with --demo: offer the person switcher */
} LpMe;

#define LP_TYPE_ME (lp_me_get_type ())
GType lp_me_get_type (void);

/**
 * lp_me_read:
 * @object: the reply of `GET /v1/me`
 * @error: %LP_ERROR_INVALID
 *
 * Returns: (transfer full) (nullable): the person
 */
LpMe *lp_me_read (JsonObject *object, GError **error);
LpMe *lp_me_ref (LpMe *self);
void lp_me_unref (LpMe *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LpMe, lp_me_unref)

/**
 * lp_me_get_actor:
 * @self: the person
 * @actor: (out caller-allocates): borrows from @self; for lp_permission_check()
 */
void lp_me_get_actor (LpMe *self, LpActor *actor);

/**
 * lp_me_has_role_beyond_member:
 * @self: the person
 *
 * Returns: whether she administers, supports or accounts for any group. Everybody else sees only My Licenses.
 */
gboolean lp_me_has_role_beyond_member (LpMe *self);

G_END_DECLS
