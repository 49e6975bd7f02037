/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lp-cli.h"

G_BEGIN_DECLS

/* Rows for people (a table), programs (JSON: the service's own objects) and spreadsheets (CSV). */

typedef enum
{
  LP_CLI_COLUMN_PLAIN = 0,      /* ids, codes, days, words of the protocol */
  LP_CLI_COLUMN_TEXT = 1 << 0,  /* what a person wrote: guarded against spreadsheets that would run it */
  LP_CLI_COLUMN_RIGHT = 1 << 1, /* a number: to the right in tables */
} LpCliColumnFlags;

/**
 * LpCliColumn:
 * @name: (nullable): name in the CSV header; %NULL: not in CSV
 * @title: (nullable): translatable title in tables; %NULL: not in tables
 * @flags: what its cells are
 */
typedef struct
{
  const char *name;
  const char *title;
  LpCliColumnFlags flags;
} LpCliColumn;

typedef struct _LpCliOutput LpCliOutput;

/**
 * lp_cli_output_new:
 * @format: how to write
 * @columns: the columns; static
 * @n_columns: how many
 * @single: one object: a table has one line for each column, JSON is the object itself
 *
 * Returns: (transfer full): writes to standard output
 */
LpCliOutput *
lp_cli_output_new (LpCliFormat format, const LpCliColumn *columns, guint n_columns, gboolean single);

/**
 * lp_cli_output_add:
 * @self: an output
 * @node: (nullable): the object of the service, for JSON
 * @...: one `const char *` for each column, copied; %NULL is an empty cell
 */
void lp_cli_output_add (LpCliOutput *self, JsonNode *node, ...);

/**
 * lp_cli_output_flush:
 * @self: an output
 * @error: standard output cannot be written
 *
 * Writes the rows added so far, so that a long list neither waits nor fills memory. Table columns keep at least
 * the widths of the rows before.
 *
 * Returns: success
 */
gboolean lp_cli_output_flush (LpCliOutput *self, GError **error);

/**
 * lp_cli_output_close:
 * @self: (transfer full): an output
 * @error: standard output cannot be written
 *
 * Returns: success
 */
gboolean lp_cli_output_close (LpCliOutput *self, GError **error);
void lp_cli_output_free (LpCliOutput *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LpCliOutput, lp_cli_output_free)

/* Writes @node to standard output, indented. */
gboolean lp_cli_print_json (JsonNode *node, GError **error);

/* Writes @text to standard output as it is. */
gboolean lp_cli_print_text (const char *text, GError **error);

/* Writes @line and a line end to standard output, control characters made visible. */
gboolean lp_cli_print_line (const char *line, GError **error);

/**
 * lp_cli_make_visible:
 * @text: what somebody wrote
 *
 * Returns: (transfer full): @text on one line, without characters that would move a terminal's cursor or turn
 *   its writing direction around
 */
char *lp_cli_make_visible (const char *text);

/**
 * lp_cli_shorten:
 * @text: UTF-8, as typed
 *
 * Returns: (transfer full): its beginning, ended by an ellipsis where something was cut, so that a message which quotes
 *   it stays readable
 */
char *lp_cli_shorten (const char *text);

G_END_DECLS
