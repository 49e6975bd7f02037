/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lp-allocation.h"
#include "lp-me.h"
#include "lp-request.h"
#include "lp-types.h"

G_BEGIN_DECLS

/* One constructor for each route of API v1 that this project's programs use, and readers for the replies. Send
 * what can wait for the network through the outbox, the rest with lp_client_send_async(). All constructors
 * return a new reference; codes may be in any form a person types; `etag` is the object's, NULL where the route
 * honours but does not need one. */

/* Tickets and orders */
LpRequest *lp_call_create_order (const LpOrderRequest *order, const LpProduct *product);
LpRequest *lp_call_get_ticket (const char *code);
LpRequest *lp_call_change_allocation (const char *code, const char *etag, const LpAllocationChange *change);
/* `credit`: "none", "pro_rata", "full" or NULL. */
LpRequest *lp_call_revoke_ticket (const char *code, const char *credit);

/* Lists of up to `limit` items (0: the service's default); `cursor` NULL for the first page. */
LpRequest *lp_call_list_tickets (const char *group_id,
                                 const char *state,
                                 const char *text,
                                 const char *assignee_id,
                                 int limit,
                                 const char *cursor);
/* All filters may be left out: a group, a state as on the wire, a day before which the deadline is. */
LpRequest *lp_call_list_subscriptions (const char *group_id,
                                       const char *state,
                                       LpDate deadline_before,
                                       int limit,
                                       const char *cursor);
LpRequest *lp_call_list_groups (int limit, const char *cursor);
LpRequest *lp_call_list_members (const char *group_id, int limit, const char *cursor);
/* Of all groups whose people one may see. */
LpRequest *lp_call_list_all_members (int limit, const char *cursor);
LpRequest *lp_call_list_categories (const char *group_id);
LpRequest *lp_call_list_products (const char *category_id, const char *group_id);
LpRequest *lp_call_list_prices (const char *group_id, int limit, const char *cursor);

/**
 * LpAuditQuery:
 * @object: (nullable): id of an object, or a ticket's code
 * @actor_id: (nullable): who did it
 * @group_id: (nullable): only in this group and those below it
 * @from: the first day, or %LP_DATE_NONE
 * @to: the last day, included, or %LP_DATE_NONE
 *
 * Which audit records to list; what is empty does not narrow.
 */
typedef struct
{
  const char *object;
  const char *actor_id;
  const char *group_id;
  LpDate from;
  LpDate to;
} LpAuditQuery;

/* A page of the audit records that fit a question, newest first. */
LpRequest *lp_call_list_audit (const LpAuditQuery *query, int limit, const char *cursor);

/* Batches: up to LP_BATCH_MAX operations in one request. */
#define LP_BATCH_MAX 20000

typedef enum
{
  LP_BATCH_ALLOCATE,
  LP_BATCH_CANCEL,
  LP_BATCH_REVOKE,
  LP_BATCH_REINSTATE,
} LpBatchOp;

typedef struct
{
  LpBatchOp op;
  const char *code;
  const char *etag;                 /* nullable */
  const LpAllocationChange *change; /* only for LP_BATCH_ALLOCATE */
  LpDate expected_ends_on;          /* only for LP_BATCH_CANCEL, as in lp_call_cancel_subscription() */
  const char *credit;               /* nullable; only for LP_BATCH_REVOKE */
} LpBatchOperation;

typedef struct
{
  guint index;
  guint status;
  LpTicket *ticket;             /* nullable; in a dry run as it would be, with the etag that it has */
  LpSubscription *subscription; /* nullable; likewise, unless the operation is an allocation */
  GError *error;                /* nullable: why it was refused */
} LpBatchResult;

/* Frees a result and what it holds. */
void lp_batch_result_free (LpBatchResult *result);

LpRequest *
lp_call_batch (const LpBatchOperation *operations, gsize n_operations, gboolean atomic, gboolean dry_run);
/* Takes a batch back where nobody has changed the tickets since. */
LpRequest *lp_call_undo_batch (const char *batch_id);

/**
 * lp_reply_read_batch:
 * @reply: of lp_call_batch() or lp_call_undo_batch()
 * @batch_id: (out) (optional) (nullable) (transfer full): for lp_call_undo_batch()
 * @error: %LP_ERROR_INVALID
 *
 * Returns: (transfer full) (nullable): of #LpBatchResult
 */
GPtrArray *lp_reply_read_batch (LpReply *reply, char **batch_id, GError **error);

/* Subscriptions. `expected_ends_on`: the last day that the person was told, or LP_DATE_NONE; if it is no longer
 * true, the service answers LP_ERROR_DEADLINE_PASSED and does nothing. */
LpRequest *lp_call_get_subscription (const char *id);
LpRequest *lp_call_cancel_subscription (const char *id, LpDate expected_ends_on);
LpRequest *lp_call_reinstate_subscription (const char *id);
LpRequest *lp_call_revoke_subscription (const char *id, const char *credit);

/* Directory. NULL members of `settings` texts and -1 numbers are inherited. */
LpRequest *lp_call_get_me (void);
LpRequest *lp_call_create_group (const char *parent_id, const char *name, LpGroupKind kind);
LpRequest *lp_call_rename_group (const char *id, const char *etag, const char *name);
LpRequest *lp_call_move_group (const char *id, const char *etag, const char *parent_id);
/* Sends only what differs from the settings known so far. */
LpRequest *lp_call_change_group_settings (const char *id,
                                          const char *etag,
                                          const LpGroupSettings *old,
                                          const LpGroupSettings *settings);
LpRequest *lp_call_archive_group (const char *id, const char *etag);
/* `etag` NULL: a new membership. `rights`: of LpCategoryRights, or NULL. */
LpRequest *lp_call_put_member (const char *group_id,
                               const char *person_id,
                               const char *etag,
                               LpRole role,
                               GArray *rights);
LpRequest *lp_call_remove_member (const char *group_id, const char *person_id, const char *etag);
LpRequest *lp_call_invite (const char *group_id, const char *email, LpRole role, GArray *rights);

/* The people of a demo service, for the person switcher: no sign-in needed. */
typedef struct
{
  char *email;
  char *name;
  char *role;  /* as the service calls it */
  char *group; /* name of the group */
} LpDemoPerson;

void lp_demo_person_free (LpDemoPerson *person);
LpRequest *lp_call_list_demo_people (void);
/* Every demo person's password. */
#define LP_DEMO_PASSWORD "demo-license-portal"

/* Readers. Arrays are of the boxed type, owned; `next` (out, optional) is the cursor of the next page or NULL. */
LpTicket *lp_reply_read_ticket (LpReply *reply, GError **error);
LpSubscription *lp_reply_read_subscription (LpReply *reply, GError **error);
LpGroup *lp_reply_read_group (LpReply *reply, GError **error);
LpMe *lp_reply_read_me (LpReply *reply, GError **error);
/* POST /v1/orders and approve: the order, and its tickets (empty while it waits for approval). */
LpOrder *lp_reply_read_order (LpReply *reply, GPtrArray **tickets, GError **error);
/* POST /v1/orders as a dry run. */
LpOrderPreview *lp_reply_read_order_preview (LpReply *reply, GError **error);
GPtrArray *lp_reply_read_tickets (LpReply *reply, char **next, GError **error);
GPtrArray *lp_reply_read_subscriptions (LpReply *reply, char **next, GError **error);
GPtrArray *lp_reply_read_groups (LpReply *reply, char **next, GError **error);
GPtrArray *lp_reply_read_members (LpReply *reply, char **next, GError **error);
GPtrArray *lp_reply_read_categories (LpReply *reply, char **next, GError **error);
GPtrArray *lp_reply_read_price_lists (LpReply *reply, char **next, GError **error);
GPtrArray *lp_reply_read_products (LpReply *reply, char **next, GError **error);
GPtrArray *lp_reply_read_audit (LpReply *reply, char **next, GError **error);
GPtrArray *lp_reply_read_demo_people (LpReply *reply, GError **error);

G_END_DECLS
