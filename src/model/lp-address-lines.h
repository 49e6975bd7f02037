/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* One line of a text with addresses in which there was something. */
typedef struct
{
  guint number;  /* from 1 */
  char *text;    /* as it stands there, without white space at its ends */
  char *address; /* nullable: the one address in it */
  char *fault;   /* nullable: what is wrong with it, in words */
} LpAddressLine;

/**
 * lp_address_lines_read:
 * @text: one address a line, as typed, or pasted from the columns of a spreadsheet or out of a mail program
 * @members: (nullable): set of case-folded addresses that need not be invited
 *
 * A line may hold other columns beside its address, such as a name. A line that repeats an earlier address is left out.
 *
 * Returns: (transfer full): of #LpAddressLine, in order; each has either an address that can be invited or a fault
 */
GPtrArray *lp_address_lines_read (const char *text, GHashTable *members);

/**
 * lp_address_lines_count:
 * @lines: as read
 * @faults: count what is wrong instead of what can be invited
 *
 * Returns: how many
 */
guint lp_address_lines_count (GPtrArray *lines, gboolean faults);

G_END_DECLS
