/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lc-http-private.h"

const LcRouteTable lc_http_route_tables[] = {
  lc_routes_sign_in,   lc_routes_service,       lc_routes_directory, lc_routes_catalog,
  lc_routes_licensing, lc_routes_subscriptions, lc_routes_records,   NULL,
};
