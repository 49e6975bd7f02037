/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lc-scope.h"

G_BEGIN_DECLS

/**
 * LcTicket:
 *
 * A ticket with the rows that it stands for.
 */
typedef struct
{
  gint64 row;
  gint64 version;
  gint64 product;
  gint64 subscription; /* 0: none */
  LcBefore place;      /* group, assignee, visible: as it is now */
  LpTicket *ticket;    /* everything, as somebody sees it who sees it all */
} LcTicket;

/**
 * lc_ticket_find:
 * @db: a connection
 * @code: (nullable): a code in lenient form
 * @error: %LP_ERROR_NOT_FOUND, also for a code with wrong check symbols
 *
 * Returns: the row, or 0 on error
 */
gint64 lc_ticket_find (LpDb *db, const char *code, GError **error);

/**
 * lc_ticket_load:
 * @tx: the transaction; its `today` decides the state
 * @row: a ticket
 * @error: %LP_ERROR_NOT_FOUND
 *
 * Returns: (transfer full) (nullable): the ticket, without regard to who may see it
 */
LcTicket *lc_ticket_load (const LcTransaction *tx, gint64 row, GError **error);
void lc_ticket_free (LcTicket *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LcTicket, lc_ticket_free)

/**
 * LcTicketWriter:
 *
 * Writes tickets straight from rows to JSON text, as one viewer sees them: a plain member of the group gets no
 * order data, and of the machines only her own (design: domain, "Roles"). Lists and snapshots go through this.
 */
typedef struct
{
  LpDb *db;
  const LcScope *scope;
  char today[LP_DATE_STRING_SIZE];
} LcTicketWriter;

/* Borrows @db and @scope for as long as it writes; @today decides what is expired. */
void lc_ticket_writer_init (LcTicketWriter *writer, LpDb *db, const LcScope *scope, LpDate today);

/* What a query must select for lc_ticket_writer_write(), and from what; conditions name `t`. */
#define LC_TICKET_SELECT                                                                                     \
  "SELECT t.row, t.id, t.code, t.version, t.modules, t.entries, t.quantity, t.group_row, g.id, t.assignee,"  \
  " pa.id, t.visible_to_group, o.id, o.number, t.reference, t.created_at, pc.id, t.technical_expiry,"        \
  " t.activations, t.revoked_on, t.removal, s.id, p.id, p.code, p.name, t.created_by, s.row, t.product"      \
  " FROM ticket t LEFT JOIN groups g ON g.row = t.group_row LEFT JOIN product p ON p.row = t.product"        \
  " LEFT JOIN person pa ON pa.row = t.assignee LEFT JOIN person pc ON pc.row = t.created_by"                 \
  " LEFT JOIN orders o ON o.row = t.order_row LEFT JOIN subscription s ON s.ticket = t.row"

/**
 * lc_ticket_writer_write:
 * @writer: a writer
 * @out: appended to
 * @row: stands on a row of %LC_TICKET_SELECT
 * @error: return location
 *
 * Returns: success
 */
gboolean lc_ticket_writer_write (LcTicketWriter *writer, GString *out, LpStatement *row, GError **error);

/**
 * lc_ticket_write_one:
 * @tx: the transaction
 * @row: a ticket that the caller may see
 * @out: appended to
 * @etag: (out) (optional) (transfer full): its etag
 * @error: return location
 *
 * Returns: success
 */
gboolean lc_ticket_write_one (const LcTransaction *tx, gint64 row, GString *out, char **etag, GError **error);

/**
 * lc_ticket_writer_write_row:
 * @writer: a writer
 * @row: a ticket
 * @out: appended to
 * @etag: (out) (optional) (transfer full): its etag
 * @error: %LP_ERROR_NOT_FOUND
 *
 * As lc_ticket_write_one(), for many.
 *
 * Returns: success
 */
gboolean
lc_ticket_writer_write_row (LcTicketWriter *writer, gint64 row, GString *out, char **etag, GError **error);

/**
 * LcNewTicket:
 *
 * What differs between new tickets. Borrowed.
 */
typedef struct
{
  gint64 product;
  gint64 order;   /* 0: none */
  gint64 creator; /* 0: the service itself */
  LcBefore place;
  const char *const *modules;
  const char *entries; /* JSON of the wire */
  int quantity;
  const char *reference; /* nullable */
  LpDate technical_expiry;
} LcNewTicket;

/**
 * lc_ticket_insert:
 * @tx: the transaction
 * @ticket: what it is like
 * @id: (out) (transfer full): its id
 * @code: (out): at least %LP_TICKET_CODE_SIZE bytes: the code drawn for it
 * @error: return location
 *
 * Returns: the new row, or 0 on error
 */
gint64
lc_ticket_insert (const LcTransaction *tx, const LcNewTicket *ticket, char **id, char *code, GError **error);

/**
 * lc_ticket_set_place:
 * @tx: the transaction
 * @self: as it is
 * @place: where it shall be
 * @error: return location
 *
 * Stores a new allocation and tells the change feed.
 *
 * Returns: success
 */
gboolean
lc_ticket_set_place (const LcTransaction *tx, const LcTicket *self, const LcBefore *place, GError **error);

/**
 * lc_ticket_touch:
 * @tx: the transaction
 * @self: a ticket of which a stored member was changed
 * @error: return location
 *
 * Counts its version and tells the change feed.
 *
 * Returns: success
 */
gboolean lc_ticket_touch (const LcTransaction *tx, const LcTicket *self, GError **error);

G_END_DECLS
