/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lc-call.h"

G_BEGIN_DECLS

/* The handlers that change the catalog; see #LcHandler. */
LcReply *lc_handle_category_create (const LcCall *call, char **current, GError **error);
LcReply *lc_handle_category_change (const LcCall *call, char **current, GError **error);
LcReply *lc_handle_category_archive (const LcCall *call, char **current, GError **error);
LcReply *lc_handle_product_create (const LcCall *call, char **current, GError **error);
LcReply *lc_handle_product_change (const LcCall *call, char **current, GError **error);
LcReply *lc_handle_product_archive (const LcCall *call, char **current, GError **error);

G_END_DECLS
