/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lp-date.h"
#include "lp-db.h"

G_BEGIN_DECLS

/* What a query must select for lc_subscription_write_row(), and from what; conditions name `t` and `s`. */
#define LC_SUBSCRIPTION_SELECT                                                                               \
  "SELECT t.row, s.row, s.id, s.version, t.code, g.id, p.id, s.start_mode, s.expiry_mode, s.start,"          \
  " s.initial_expiry, s.term, s.notice, s.committed_until, t.technical_expiry, s.deadline, s.cancelled_on,"  \
  " s.ends_on, s.revoked_on FROM ticket t JOIN subscription s ON s.ticket = t.row"                           \
  " LEFT JOIN groups g ON g.row = t.group_row LEFT JOIN product p ON p.row = t.product"

/**
 * lc_subscription_write_row:
 * @db: the connection, for the renewals
 * @out: appended to
 * @row: stands on a row of %LC_SUBSCRIPTION_SELECT
 * @today: decides the state
 * @error: return location
 *
 * Writes what lp_wire_write_subscription() writes, straight from the row: for snapshots.
 *
 * Returns: success
 */
gboolean lc_subscription_write_row (LpDb *db, GString *out, LpStatement *row, LpDate today, GError **error);

G_END_DECLS
