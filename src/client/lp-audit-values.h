/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What stands in `before` and `after` of an audit record: one JSON object as text. Anything else counts as empty. */

/**
 * lp_audit_values_has:
 * @json: (nullable): `before` or `after`
 * @name: a member
 *
 * Returns: whether there is such a member, null or not.
 */
gboolean lp_audit_values_has (const char *json, const char *name);

/**
 * lp_audit_values_dup_text:
 * @json: (nullable): `before` or `after`
 * @name: a member
 *
 * Returns: (transfer full) (nullable): its value if it is a string.
 */
char *lp_audit_values_dup_text (const char *json, const char *name);

/**
 * lp_audit_values_is_true:
 * @json: (nullable): `before` or `after`
 * @name: a member
 *
 * Returns: whether it is there and true.
 */
gboolean lp_audit_values_is_true (const char *json, const char *name);

/* A member that differs: its name, a member of a member as `settings.approval`; its values as text, NULL where it was
 * null or absent. */
typedef struct
{
  char *name;
  char *before;
  char *after;
} LpAuditValue;

/**
 * lp_audit_values_compare:
 * @before: (nullable): what was
 * @after: (nullable): what became of it
 *
 * Returns: (transfer full): of LpAuditValue, in the order of the names: what differs. Objects are compared member by
 *   member; the elements of an array are joined by a comma.
 */
GPtrArray *lp_audit_values_compare (const char *before, const char *after);

G_END_DECLS
