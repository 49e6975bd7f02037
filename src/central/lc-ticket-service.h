/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lc-ticket-rows.h"
#include "lp-allocation.h"

G_BEGIN_DECLS

/**
 * lc_ticket_get:
 * @tx: the transaction
 * @code: a code in lenient form
 * @error: %LP_ERROR_NOT_FOUND, also if the caller may not see it
 *
 * Returns: (transfer full) (nullable): the ticket
 */
LcTicket *lc_ticket_get (const LcTransaction *tx, const char *code, GError **error);

/**
 * lc_ticket_check:
 * @tx: the transaction
 * @self: a visible ticket
 * @action: what
 * @error: %LP_ERROR_RIGHT_MISSING
 *
 * Returns: whether the caller may do that to the ticket
 */
gboolean lc_ticket_check (const LcTransaction *tx, const LcTicket *self, LpAction action, GError **error);

/**
 * lc_allocation_check:
 * @tx: the transaction
 * @self: a visible ticket
 * @group_id: (nullable): the destination, if one was given
 * @error: %LP_ERROR_NOT_FOUND for an unknown or invisible destination, %LP_ERROR_RIGHT_MISSING
 *
 * Returns: the row of the group in which the ticket shall be, or 0 on error
 */
gint64
lc_allocation_check (const LcTransaction *tx, const LcTicket *self, const char *group_id, GError **error);

/**
 * lc_allocation_resolve:
 * @tx: the transaction
 * @self: a ticket
 * @group: row of the group in which it shall be
 * @change: what was asked for
 * @place: (out): where it shall be
 * @error: %LP_ERROR_INVALID with fields
 *
 * Returns: whether the change makes sense
 */
gboolean lc_allocation_resolve (const LcTransaction *tx,
                                const LcTicket *self,
                                gint64 group,
                                const LpAllocationChange *change,
                                LcBefore *place,
                                GError **error);

/**
 * lc_allocation_set:
 * @tx: the transaction
 * @self: a ticket
 * @place: where it shall be
 * @error: %LP_ERROR_TICKET_ACTIVATED naming the machine, %LP_ERROR_TICKET_REVOKED
 *
 * Asking for the place where it already is changes nothing and leaves no audit record.
 *
 * Returns: success
 */
gboolean
lc_allocation_set (const LcTransaction *tx, const LcTicket *self, const LcBefore *place, GError **error);

/**
 * lc_ticket_merge_entries:
 * @self: a ticket
 * @product: its product
 * @values: of #LpEntryValue: merged by key, a %NULL value restores the default
 * @error: %LP_ERROR_INVALID with fields
 *
 * Returns: (transfer full) (nullable): JSON text of all entries as they shall be, for lc_ticket_store_entries()
 */
char *
lc_ticket_merge_entries (const LcTicket *self, const LpProduct *product, GArray *values, GError **error);

/**
 * lc_ticket_store_entries:
 * @tx: the transaction
 * @self: a ticket
 * @entries: JSON text of the wire
 * @error: %LP_ERROR_TICKET_REVOKED
 *
 * Returns: success; the same entries again change nothing
 */
gboolean
lc_ticket_store_entries (const LcTransaction *tx, const LcTicket *self, const char *entries, GError **error);

/**
 * lc_ticket_revoke:
 * @tx: the transaction
 * @self: a ticket
 * @credit: `none`, `pro_rata` or `full`
 * @error: %LP_ERROR_RIGHT_MISSING for a credit without the right, %LP_ERROR_INVALID for one without subscription
 *
 * Ends use at once, and a subscription with it. Revoking what is revoked changes nothing.
 *
 * Returns: success
 */
gboolean lc_ticket_revoke (const LcTransaction *tx, const LcTicket *self, const char *credit, GError **error);

G_END_DECLS
