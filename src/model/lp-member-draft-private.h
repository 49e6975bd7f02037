/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lp-catalog-list.h"
#include "lp-member-draft.h"
#include "lp-member-list.h"

G_BEGIN_DECLS

/* Shared by the files of the draft: what is chosen, and what is sent. */
struct _LpMemberDraft
{
  GObject parent_instance;

  LpSession *session;
  char *group_id;
  char *person_id;
  LpMembership *stored;   /* nullable */
  GListModel *categories; /* of LpCategoryItem */
  LpMemberList *members;  /* only of the vendor group, whose last admin must stay; nullable */

  LpRole role;
  GArray *rights; /* of LpCategoryRights: as chosen */
  gboolean busy;

  LpMembership *before; /* nullable: what an undo puts back */
  char *after_etag;     /* nullable: what must still be stored then */
};

/* Tells whoever shows the draft. */
void lp_member_draft_tell (LpMemberDraft *self);

/* Takes what the replica holds now, and forgets what was chosen. */
void lp_member_draft_reload (LpMemberDraft *self);

G_END_DECLS
