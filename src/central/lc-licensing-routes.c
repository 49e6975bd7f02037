/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lc-licensing-handlers.h"

static const char *const list_query[] = { "group",    "subtree", "state", "q",
                                          "assignee", "cursor",  "limit", NULL };
static const char *const page_query[] = { "cursor", "limit", NULL };

/* clang-format off */
static const LcRoute routes[] = {
  { "POST", "/v1/orders", LC_ROUTE_WRITES, NULL, lc_handle_order_create },
  { "GET", "/v1/orders/{id}", 0, NULL, lc_handle_order_get },
  { "POST", "/v1/orders/{id}/approve", LC_ROUTE_WRITES, NULL, lc_handle_order_approve },
  { "POST", "/v1/orders/{id}/reject", LC_ROUTE_WRITES, NULL, lc_handle_order_reject },
  { "GET", "/v1/tickets", 0, list_query, lc_handle_ticket_list },
  { "GET", "/v1/my/tickets", 0, page_query, lc_handle_ticket_mine },
  { "GET", "/v1/tickets/{code}", LC_ROUTE_GUESSED, NULL, lc_handle_ticket_get },
  { "PATCH", "/v1/tickets/{code}/allocation", LC_ROUTE_WRITES | LC_ROUTE_GUESSED, NULL, lc_handle_ticket_allocate },
  { "PATCH", "/v1/tickets/{code}/entries", LC_ROUTE_WRITES | LC_ROUTE_GUESSED, NULL, lc_handle_ticket_entries },
  { "POST", "/v1/tickets/{code}/revoke", LC_ROUTE_WRITES | LC_ROUTE_GUESSED, NULL, lc_handle_ticket_revoke },
  { "POST", "/v1/batch", LC_ROUTE_WRITES | LC_ROUTE_LARGE | LC_ROUTE_SLICED, NULL, lc_handle_batch },
  { "POST", "/v1/batch/{id}/undo", LC_ROUTE_WRITES | LC_ROUTE_SLICED, NULL, lc_handle_batch_undo },
};
/* clang-format on */

const LcRoute *
lc_routes_licensing (gsize *n_routes)
{
  *n_routes = G_N_ELEMENTS (routes);
  return routes;
}
