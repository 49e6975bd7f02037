/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "lp-ticket-list.h"

G_BEGIN_DECLS

/* What a ticket list can be narrowed by. */
typedef enum
{
  LP_FILTER_STATE,
  LP_FILTER_PRODUCT,
  LP_FILTER_WHO,
  LP_FILTER_EXPIRES,
  LP_N_FILTERS,
} LpFilterKind;

/**
 * LpTicketFilter:
 *
 * The popover with the filters of a ticket list; each choice holds at once. Signal: `changed`.
 */
#define LP_TYPE_TICKET_FILTER (lp_ticket_filter_get_type ())
G_DECLARE_FINAL_TYPE (LpTicketFilter, lp_ticket_filter, LP, TICKET_FILTER, GtkPopover)

/**
 * lp_ticket_filter_set_list:
 * @self: a filter
 * @session: an open session, for its products and its day
 * @list: what to narrow
 *
 * Starts without any filter.
 */
void lp_ticket_filter_set_list (LpTicketFilter *self, LpSession *session, LpTicketList *list);

/**
 * lp_ticket_filter_dup_text:
 * @self: a filter
 * @kind: which
 *
 * Returns: (transfer full) (nullable): the words of a chip, such as `Not revoked`; %NULL if that filter is not set.
 */
char *lp_ticket_filter_dup_text (LpTicketFilter *self, LpFilterKind kind);

/**
 * lp_ticket_filter_clear:
 * @self: a filter
 * @kind: which, or %LP_N_FILTERS for all
 */
void lp_ticket_filter_clear (LpTicketFilter *self, LpFilterKind kind);

/**
 * lp_ticket_filter_set_person:
 * @self: a filter
 * @person_id: only tickets that are allocated to this person
 */
void lp_ticket_filter_set_person (LpTicketFilter *self, const char *person_id);

G_END_DECLS
