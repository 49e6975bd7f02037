/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lc-call.h"

G_BEGIN_DECLS

/* Each function here is an #LcHandler; lc-licensing-routes.c names their routes. */

/* Orders. */
LcReply *lc_handle_order_create (const LcCall *call, char **current, GError **error);
LcReply *lc_handle_order_get (const LcCall *call, char **current, GError **error);
LcReply *lc_handle_order_approve (const LcCall *call, char **current, GError **error);
LcReply *lc_handle_order_reject (const LcCall *call, char **current, GError **error);

/* Tickets. */
LcReply *lc_handle_ticket_list (const LcCall *call, char **current, GError **error);
LcReply *lc_handle_ticket_mine (const LcCall *call, char **current, GError **error);
LcReply *lc_handle_ticket_get (const LcCall *call, char **current, GError **error);
LcReply *lc_handle_ticket_allocate (const LcCall *call, char **current, GError **error);
LcReply *lc_handle_ticket_entries (const LcCall *call, char **current, GError **error);
LcReply *lc_handle_ticket_revoke (const LcCall *call, char **current, GError **error);

/* Batches. */
LcReply *lc_handle_batch (const LcCall *call, char **current, GError **error);
LcReply *lc_handle_batch_undo (const LcCall *call, char **current, GError **error);

G_END_DECLS
