/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lc-call.h"

G_BEGIN_DECLS

/* Each function here is an #LcHandler; lc-directory-routes.c names their routes. */

/* The signed-in person. */
LcReply *lc_handle_me (const LcCall *call, char **current, GError **error);

/* Her API tokens. */
LcReply *lc_handle_api_token_create (const LcCall *call, char **current, GError **error);
LcReply *lc_handle_api_token_list (const LcCall *call, char **current, GError **error);
LcReply *lc_handle_api_token_revoke (const LcCall *call, char **current, GError **error);

/* Groups. */
LcReply *lc_handle_group_list (const LcCall *call, char **current, GError **error);
LcReply *lc_handle_group_get (const LcCall *call, char **current, GError **error);
LcReply *lc_handle_group_create (const LcCall *call, char **current, GError **error);
LcReply *lc_handle_group_change (const LcCall *call, char **current, GError **error);
LcReply *lc_handle_group_archive (const LcCall *call, char **current, GError **error);

/* Members of a group. */
LcReply *lc_handle_member_list (const LcCall *call, char **current, GError **error);
LcReply *lc_handle_all_members (const LcCall *call, char **current, GError **error);
LcReply *lc_handle_member_put (const LcCall *call, char **current, GError **error);
LcReply *lc_handle_member_remove (const LcCall *call, char **current, GError **error);

/* Invitations. */
LcReply *lc_handle_invite (const LcCall *call, char **current, GError **error);
LcReply *lc_handle_invitation_accept (const LcCall *call, char **current, GError **error);

G_END_DECLS
