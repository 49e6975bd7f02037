/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lp-session.h"

G_BEGIN_DECLS

/**
 * lp_audit_change_dup_text:
 * @session: (nullable): where groups and people have their names
 * @record: an audit record
 *
 * Returns: (transfer full): what it changed in words, a line for each: "Allocated to: Everyone in group → Ada Byron"; ""
 *   for nothing
 */
char *lp_audit_change_dup_text (LpSession *session, const LpAuditRecord *record);

/**
 * lp_audit_change_dup_person:
 * @session: (nullable): a session
 * @id: (nullable): of a person
 *
 * Returns: (transfer full) (nullable): her name, or address as long as she has none; NULL if she is not known here
 */
char *lp_audit_change_dup_person (LpSession *session, const char *id);

/**
 * lp_audit_change_dup_group:
 * @session: (nullable): a session
 * @id: (nullable): of a group
 *
 * Returns: (transfer full) (nullable): its name; NULL if it is not known here
 */
char *lp_audit_change_dup_group (LpSession *session, const char *id);

G_END_DECLS
