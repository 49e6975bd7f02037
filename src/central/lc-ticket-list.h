/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lc-answer.h"
#include "lc-scope.h"

G_BEGIN_DECLS

/**
 * LcTicketFilter:
 *
 * Which of the visible tickets a list shows.
 */
typedef struct
{
  gint64 group;      /* 0: everything visible */
  gboolean subtree;  /* also what is below @group */
  gint64 assignee;   /* 0: anybody; -1: nobody that the viewer knows */
  const char *state; /* nullable: nick of LpTicketState */
  const char *query; /* nullable: words to find, or a code or its beginning */
  const char
      *code; /* nullable: how a canonical code begins, instead of @query; lc_ticket_list() finds it out */
  const char *beginning; /* nullable: how a canonical code begins, beside @query; likewise */
  gboolean mine;         /* only what the viewer may activate: the activation page */
} LcTicketFilter;

/**
 * lc_ticket_list_compose:
 * @scope: who looks
 * @filter: what for
 *
 * With `code`, its index yields the rows, so that it costs the same however many tickets there are.
 *
 * Returns: (transfer full): the query; see lc-ticket-list.c for its parameters
 */
char *lc_ticket_list_compose (const LcScope *scope, const LcTicketFilter *filter);

/**
 * lc_ticket_list:
 * @tx: the transaction
 * @filter: which
 * @page: filled
 * @error: return location
 *
 * Returns: success
 */
gboolean lc_ticket_list (const LcTransaction *tx, const LcTicketFilter *filter, LcPage *page, GError **error);

G_END_DECLS
