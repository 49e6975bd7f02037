/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lp-client-types.h"
#include "lp-db.h"
#include "lp-me.h"

G_BEGIN_DECLS

/* Objects of the domain out of a replica's rows, on any thread with a connection of its own. Internal to this
 * folder. */

/* Whose replica it is, NULL if that is not known. Owned. */
LpMe *lp_replica_rows_read_me (LpDb *db);

/* One object of a table by id, NULL if there is none: the boxed type of the table. */
gpointer lp_replica_rows_get (LpDb *db, LpKinds kind, const char *id);
LpMembership *lp_replica_rows_get_membership (LpDb *db, const char *group_id, const char *person_id);

/* The object of a text: column 0 of @rows. NULL for SQL NULL or what cannot be read. */
gpointer lp_replica_rows_parse (LpKinds kind, const char *object);
GDestroyNotify lp_replica_rows_get_free_func (LpKinds kind);

/* One ticket, one subscription by row, with the state of that day. Owned; NULL if it has gone. */
LpTicket *lp_replica_rows_get_ticket (LpDb *db, guint32 row, LpDate today);
LpSubscription *lp_replica_rows_get_subscription (LpDb *db, guint32 row, LpDate today);

/**
 * lp_replica_rows_get_subscription_row:
 * @db: a connection
 * @row: the row of a subscription
 * @today: the day of its state
 * @product: (out): the row of its product
 * @group: (out): the row of its group
 *
 * Only what a table shows, see lp_replica_fetch_subscription_rows(), and without the ids of product and group, which
 * many subscriptions share.
 *
 * Returns: (transfer full) (nullable): the subscription; %NULL if it has gone
 */
LpSubscription *
lp_replica_rows_get_subscription_row (LpDb *db, guint32 row, LpDate today, guint32 *product, guint32 *group);

/* Sets the state of that day. */
LpSubscription *lp_replica_rows_date_subscription (LpSubscription *subscription, LpDate today);

/* `entries`, `modules` and `containers` as one text each, NULL for empty. Owned. */
char *lp_replica_rows_pack_entries (GArray *entries);
char *lp_replica_rows_pack_containers (GPtrArray *containers);

/* What full text finds of a ticket: its reference and the values of its entries, folded. */
char *lp_replica_rows_get_searched (const char *reference, const char *packed_entries);

/* Seconds since 1970 of an instant on the wire; 0 for none. */
gint64 lp_replica_rows_parse_instant (const char *instant);
G_END_DECLS
