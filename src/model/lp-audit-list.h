/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "lp-calls.h"
#include "lp-session.h"

G_BEGIN_DECLS

/**
 * LpAuditItem:
 *
 * An audit record as a sentence. Properties, read-only: `sentence` ("Ada Byron made GSRMA-… visible to CAD team"),
 * `when` (day and time), `reason`, `actor`, `icon-name`, `changes` (a line for each thing that changed: "Name: before →
 * after"). Read-write: `expanded`, whether they are shown.
 */
#define LP_TYPE_AUDIT_ITEM (lp_audit_item_get_type ())
G_DECLARE_FINAL_TYPE (LpAuditItem, lp_audit_item, LP, AUDIT_ITEM, GObject)

/**
 * lp_audit_item_new:
 * @session: (nullable): where people and groups have their names
 * @record: the record
 *
 * Returns: (transfer full): an item.
 */
LpAuditItem *lp_audit_item_new (LpSession *session, LpAuditRecord *record);
LpAuditRecord *lp_audit_item_get_record (LpAuditItem *self);

/**
 * LpAuditList:
 *
 * Audit records, newest first, fetched from the service a page at a time: a #GListModel of #LpAuditItem.
 * Properties, read-only: `loading`, `at-end`, `error-text` (empty: none; says what to do when offline).
 */
#define LP_TYPE_AUDIT_LIST (lp_audit_list_get_type ())
G_DECLARE_FINAL_TYPE (LpAuditList, lp_audit_list, LP, AUDIT_LIST, GObject)

/**
 * lp_audit_list_new:
 * @session: (nullable): an open session
 *
 * Returns: (transfer full): an empty list; lp_audit_list_load_more() fetches the first page.
 */
LpAuditList *lp_audit_list_new (LpSession *session);

/**
 * lp_audit_list_load_more:
 * @self: a list
 *
 * Fetches the next page; does nothing while one is under way or at the end.
 */
void lp_audit_list_load_more (LpAuditList *self);

/**
 * lp_audit_list_reload:
 * @self: a list
 *
 * Starts over with the same question; what is shown stays until the first page is there.
 */
void lp_audit_list_reload (LpAuditList *self);

/**
 * lp_audit_list_set_query:
 * @self: a list
 * @query: which records; copied
 *
 * Starts over with another question; what is shown stays until its first page is there.
 */
void lp_audit_list_set_query (LpAuditList *self, const LpAuditQuery *query);

G_END_DECLS
