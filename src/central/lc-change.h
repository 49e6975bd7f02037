/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lc-call.h"

G_BEGIN_DECLS

/**
 * LcChangeKind:
 *
 * The kinds of objects in the change feed, in the order of a snapshot.
 */
typedef enum
{
  LC_CHANGE_GROUP,
  LC_CHANGE_CATEGORY,
  LC_CHANGE_PRODUCT,
  LC_CHANGE_PERSON,
  LC_CHANGE_MEMBERSHIP, /* object: the person's row; group_before: the group's */
  LC_CHANGE_ORDER,
  LC_CHANGE_TICKET,
  LC_CHANGE_SUBSCRIPTION, /* object: the ticket's row */
  LC_CHANGE_RESET,        /* object: the row of the person who must fetch a new snapshot */
} LcChangeKind;

/**
 * LcBefore:
 *
 * What decided who could see an object before it changed: rows of the tables, 0 for none.
 */
typedef struct
{
  gint64 group;
  gint64 assignee;
  gboolean visible;
} LcBefore;

/**
 * lc_change_add:
 * @tx: the transaction
 * @kind: kind of object
 * @object: its row
 * @before: (nullable): where it was before the change; %NULL for an object that is new
 * @error: return location
 *
 * Adds a row to the change feed. Every write of a visible object needs one.
 *
 * Returns: success
 */
gboolean lc_change_add (const LcTransaction *tx,
                        LcChangeKind kind,
                        gint64 object,
                        const LcBefore *before,
                        GError **error);

/**
 * lc_change_get_name:
 * @kind: kind of object
 *
 * Returns: its name in the database and on the wire
 */
const char *lc_change_get_name (LcChangeKind kind);

/**
 * lc_change_get_kind:
 * @name: a name
 *
 * Returns: its kind
 */
LcChangeKind lc_change_get_kind (const char *name);

/**
 * lc_change_start_epoch:
 * @tx: the transaction
 * @error: return location
 *
 * After a bulk change: everybody fetches a new snapshot.
 *
 * Returns: success
 */
gboolean lc_change_start_epoch (const LcTransaction *tx, GError **error);

G_END_DECLS
