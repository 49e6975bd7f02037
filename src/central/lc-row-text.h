/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lp-db.h"

G_BEGIN_DECLS

/* From columns straight to JSON, for those of which a snapshot writes millions. Ids, codes, days, instants, durations
 * and names of states and modes need no escaping. */

/* Appends a literal. */
#define LC_LITERAL(out, text) g_string_append_len (out, text, sizeof (text "") - 1)

/**
 * lc_row_write_plain:
 * @out: appended to
 * @text: (nullable): needs no escaping; %NULL writes `null`
 */
void lc_row_write_plain (GString *out, const char *text);

/**
 * lc_row_write_column:
 * @out: appended to
 * @name: as it goes before the value, such as `,"start":`
 * @row: stands on a row
 * @column: a text that needs no escaping
 */
void lc_row_write_column (GString *out, const char *name, LpStatement *row, int column);

/**
 * lc_row_write_etag:
 * @out: appended to
 * @id: of the object
 * @version: of the object
 *
 * Appends `,"etag":` with what lc_etag_new() makes of them, and the brace that ends the object.
 */
void lc_row_write_etag (GString *out, const char *id, gint64 version);

/**
 * lc_row_list_texts:
 * @db: a connection
 * @sql: a query whose first column is a text; $1 is @row
 * @row: what it asks for
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the texts, NULL-terminated
 */
char **lc_row_list_texts (LpDb *db, const char *sql, gint64 row, GError **error);

G_END_DECLS
