/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lc-call.h"

G_BEGIN_DECLS

/* An #LcHandler; lc-catalog-handlers.c names its route. */
LcReply *lc_handle_price_lists (const LcCall *call, char **current, GError **error);

G_END_DECLS
