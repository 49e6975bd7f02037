/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lc-scope.h"

G_BEGIN_DECLS

/* What the handlers share: whole objects, pages of lists, preconditions. */

/**
 * lc_answer_object:
 * @status: 200 or 201
 * @body: (transfer full): JSON text
 * @etag: (nullable) (transfer full): the object's
 *
 * Returns: (transfer full): the answer
 */
LcReply *lc_answer_object (guint status, GString *body, char *etag);

/**
 * lc_answer_check_given:
 * @call: a PATCH, PUT or DELETE
 * @error: %LP_ERROR_PRECONDITION_REQUIRED
 *
 * The 428 check, which comes before the body is validated; lc_call_check_match() comes after.
 *
 * Returns: whether there is an If-Match
 */
gboolean lc_answer_check_given (const LcCall *call, GError **error);

/**
 * lc_answer_match:
 * @call: the request
 * @etag: the present object's
 * @body: (transfer full): the present object's JSON text
 * @current: (out): set to @body with %LP_ERROR_PRECONDITION
 * @error: %LP_ERROR_PRECONDITION
 *
 * The 412 check.
 *
 * Returns: whether If-Match is absent or fits
 */
gboolean
lc_answer_match (const LcCall *call, const char *etag, GString *body, char **current, GError **error);

/**
 * LcPage:
 *
 * A page of a list in the order of rows.
 */
typedef struct
{
  gint64 after; /* row of the last item of the page before; 0: from the start */
  guint limit;
  guint count;
  GString *body;
  gint64 last;
  gboolean more;
} LcPage;

/**
 * lc_page_init:
 * @page: (out): the page
 * @call: a GET with `cursor` and `limit`
 * @error: %LP_ERROR_INVALID with fields `?cursor`, `?limit`
 *
 * Returns: success; else nothing is to be cleared
 */
gboolean lc_page_init (LcPage *page, const LcCall *call, GError **error);

/**
 * lc_page_take:
 * @page: a page
 * @row: row of the next item
 *
 * Begins an item; the caller appends it to `body`.
 *
 * Returns: %FALSE if the page is full: there is more
 */
gboolean lc_page_take (LcPage *page, gint64 row);

/**
 * lc_page_query:
 * @page: a page
 * @tx: the transaction
 * @scope: who looks
 * @sql: a query in the order of rows; $1 the viewer, $2 the row after which to start, $3 how many
 * @error: return location
 *
 * Returns: (transfer none) (nullable): the query with these three bound
 */
LpStatement *lc_page_query (const LcPage *page,
                            const LcTransaction *tx,
                            const LcScope *scope,
                            const char *sql,
                            GError **error);

/**
 * LcPageWrite:
 *
 * Appends the item of a row to @body.
 *
 * Returns: success
 */
typedef gboolean (*LcPageWrite) (GString *body, LpStatement *row, gpointer data, GError **error);

/**
 * lc_page_fill:
 * @page: a page
 * @rows: a query with all its parameters; it is reset
 * @column: the one that orders it
 * @write: writes an item
 * @data: for @write
 * @error: return location
 *
 * Returns: success
 */
gboolean
lc_page_fill (LcPage *page, LpStatement *rows, int column, LcPageWrite write, gpointer data, GError **error);

/**
 * lc_page_finish:
 * @page: a page
 * @call: the request
 *
 * Returns: (transfer full): the answer `{"items":[…],"next":…}`
 */
LcReply *lc_page_finish (LcPage *page, const LcCall *call);
void lc_page_clear (LcPage *page);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LcPage, lc_page_clear)

/**
 * lc_answer_add_faults:
 * @error: (inout): location of an error or of %NULL
 * @faults: (nullable) (transfer full): what else is wrong with the body
 *
 * What a body names is looked for before the rest of it is checked (design: api, "404, before validation"); who
 * hears of that hears of all faults at once.
 */
void lc_answer_add_faults (GError **error, GError *faults);

/**
 * lc_answer_read_credit:
 * @body: of a revocation: `credit` is its only member
 * @fault: (inout): collects its faults
 *
 * Returns: what is paid back of the running term: `none` if it is left out
 */
const char *lc_answer_read_credit (JsonObject *body, GError **fault);

/**
 * lc_answer_get_query:
 * @call: a GET
 * @name: a query parameter
 *
 * Returns: (nullable): its value
 */
const char *lc_answer_get_query (const LcCall *call, const char *name);

G_END_DECLS
