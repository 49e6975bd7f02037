/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lc-directory-handlers.h"

static const char *const page_query[] = { "cursor", "limit", NULL };
static const char *const members_query[] = { "group", "subtree", "cursor", "limit", NULL };

/* clang-format off */
static const LcRoute routes[] = {
  { "GET", "/v1/me", LC_ROUTE_REPORTS, NULL, lc_handle_me },
  { "GET", "/v1/me/tokens", 0, page_query, lc_handle_api_token_list },
  { "POST", "/v1/me/tokens", LC_ROUTE_WRITES, NULL, lc_handle_api_token_create },
  { "DELETE", "/v1/me/tokens/{id}", LC_ROUTE_WRITES, NULL, lc_handle_api_token_revoke },
  { "GET", "/v1/groups", 0, page_query, lc_handle_group_list },
  { "POST", "/v1/groups", LC_ROUTE_WRITES, NULL, lc_handle_group_create },
  { "GET", "/v1/groups/{id}", 0, NULL, lc_handle_group_get },
  { "PATCH", "/v1/groups/{id}", LC_ROUTE_WRITES, NULL, lc_handle_group_change },
  { "DELETE", "/v1/groups/{id}", LC_ROUTE_WRITES, NULL, lc_handle_group_archive },
  { "GET", "/v1/groups/{id}/members", 0, page_query, lc_handle_member_list },
  { "GET", "/v1/members", 0, members_query, lc_handle_all_members },
  { "PUT", "/v1/groups/{id}/members/{person_id}", LC_ROUTE_WRITES | LC_ROUTE_CREATES, NULL, lc_handle_member_put },
  { "DELETE", "/v1/groups/{id}/members/{person_id}", LC_ROUTE_WRITES, NULL, lc_handle_member_remove },
  { "POST", "/v1/groups/{id}/invitations", LC_ROUTE_WRITES, NULL, lc_handle_invite },
  { "POST", "/v1/invitations/accept", LC_ROUTE_WRITES | LC_ROUTE_PUBLIC | LC_ROUTE_HASHES, NULL,
    lc_handle_invitation_accept },
};
/* clang-format on */

const LcRoute *
lc_routes_directory (gsize *n_routes)
{
  *n_routes = G_N_ELEMENTS (routes);
  return routes;
}
