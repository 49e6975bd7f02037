/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "lp-query-list.h"

G_BEGIN_DECLS

/**
 * LpMemberItem:
 *
 * A person with a role in one group. Properties, read-only: `person-id`, `name`, `email`, `role` (int LpRole),
 * `role-text`, `state-text` (empty for active), `is-self` (boolean), `membership` (LpMembership boxed).
 */
#define LP_TYPE_MEMBER_ITEM (lp_member_item_get_type ())
G_DECLARE_FINAL_TYPE (LpMemberItem, lp_member_item, LP, MEMBER_ITEM, GObject)

/* Borrowed; the name is the address of whoever has not accepted her invitation yet. */
LpMembership *lp_member_item_get_membership (LpMemberItem *self);
const char *lp_member_item_get_person_id (LpMemberItem *self);
const char *lp_member_item_get_name (LpMemberItem *self);
const char *lp_member_item_get_email (LpMemberItem *self);

/**
 * LpMemberList:
 *
 * A #LpQueryList of #LpMemberItem, by name. Properties: `group-id` (read-write), `filter` (read-write: part of a name
 * or address), `assignable` (construct-only boolean: without disabled persons).
 */
#define LP_TYPE_MEMBER_LIST (lp_member_list_get_type ())
G_DECLARE_FINAL_TYPE (LpMemberList, lp_member_list, LP, MEMBER_LIST, LpQueryList)

/**
 * lp_member_list_new:
 * @session: (nullable): an open session
 * @group_id: (nullable): the group
 *
 * Returns: (transfer full): its members that are known here.
 */
LpMemberList *lp_member_list_new (LpSession *session, const char *group_id);
void lp_member_list_set_group_id (LpMemberList *self, const char *group_id);
void lp_member_list_set_filter (LpMemberList *self, const char *filter);

/**
 * LpPersonItem:
 *
 * A person by herself. Properties, read-only: `person-id`, `name`, `email`, `state-text`.
 */
#define LP_TYPE_PERSON_ITEM (lp_person_item_get_type ())
G_DECLARE_FINAL_TYPE (LpPersonItem, lp_person_item, LP, PERSON_ITEM, GObject)

/* Borrowed. */
LpPerson *lp_person_item_get_person (LpPersonItem *self);

/**
 * lp_person_list_new:
 * @session: an open session
 * @search: (nullable): part of a name or address
 * @limit: at most so many
 *
 * Returns: (transfer full): a #GListModel of #LpPersonItem: every visible person that matches. For *Search
 *   everywhere* and wherever any person can be chosen.
 */
GListModel *lp_person_list_new (LpSession *session, const char *search, guint limit);

/**
 * lp_person_list_set_search:
 * @list: a list made by lp_person_list_new()
 * @search: (nullable): part of a name or address; the old people stay until the new ones are there
 */
void lp_person_list_set_search (GListModel *list, const char *search);

G_END_DECLS
