/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "lp-calls.h"
#include "lp-session.h"
#include "lp-subscription-outlook.h"

G_BEGIN_DECLS

/**
 * LpCancelItem:
 *
 * One subscription in a plan. Signal: `changed`, when the service's answer is there.
 */
#define LP_TYPE_CANCEL_ITEM (lp_cancel_item_get_type ())
G_DECLARE_FINAL_TYPE (LpCancelItem, lp_cancel_item, LP, CANCEL_ITEM, GObject)

/* Borrowed. */
const char *lp_cancel_item_get_code (LpCancelItem *self);
const char *lp_cancel_item_get_product (LpCancelItem *self);
const char *lp_cancel_item_get_group (LpCancelItem *self);

/**
 * lp_cancel_item_get_outlook:
 * @self: an item
 *
 * Returns: (transfer none): what its cancellation means
 */
const LpCancelOutlook *lp_cancel_item_get_outlook (LpCancelItem *self);

/**
 * lp_cancel_item_has_deadline:
 * @self: an item
 *
 * Returns: whether there is a day until which it can be cancelled in time; one that has not started has none
 */
gboolean lp_cancel_item_has_deadline (LpCancelItem *self);

/**
 * lp_cancel_item_dup_consequence:
 * @self: an item
 *
 * Returns: (transfer full): the last day of use and the terms that are owed, or why it is not cancelled
 */
char *lp_cancel_item_dup_consequence (LpCancelItem *self);

/**
 * lp_cancel_item_get_refusal:
 * @self: an item
 *
 * Returns: (transfer none) (nullable): one sentence why it is not cancelled; %NULL if it can be, or was
 */
const char *lp_cancel_item_get_refusal (LpCancelItem *self);

typedef enum
{
  LP_PLAN_READING, /* what is to be cancelled is read and judged: `progress` and `progress-text` tell how far */
  LP_PLAN_READY,   /* may be looked at and carried out */
  LP_PLAN_RUNNING, /* on its way to the service */
  LP_PLAN_WAITING, /* stored: it goes out with the connection */
  LP_PLAN_DONE,    /* carried out; items tell what was refused */
  LP_PLAN_UNDOING, /* being taken back */
  LP_PLAN_UNDONE,  /* taken back */
} LpPlanState;

/**
 * LpCancelPlan:
 *
 * Cancels many subscriptions: first a preview with the last day and what is owed for each, judged here by the rules
 * of core and then, if there is a connection, by a dry run of the service; then one batch, which can be undone. A
 * #GListModel of #LpCancelItem: first those with a deadline, then those without one, then those that cannot be cancelled.
 *
 * Properties, read-only: `state` (int, #LpPlanState), `progress` (0 to 1), `progress-text` ("1,200 of 20,000"),
 * `error-text` (empty, or why the whole was refused).
 */
#define LP_TYPE_CANCEL_PLAN (lp_cancel_plan_get_type ())
G_DECLARE_FINAL_TYPE (LpCancelPlan, lp_cancel_plan, LP, CANCEL_PLAN, GObject)

/**
 * lp_cancel_plan_new:
 * @session: an open session
 * @rows: row keys of at most %LP_BATCH_MAX subscriptions
 * @n_rows: how many
 *
 * Returns: (transfer full): a plan that reads
 */
LpCancelPlan *lp_cancel_plan_new (LpSession *session, const guint32 *rows, gsize n_rows);
LpPlanState lp_cancel_plan_get_state (LpCancelPlan *self);

/**
 * lp_cancel_plan_get_counts:
 * @self: a plan
 * @n_able: (out): how many can be cancelled, or were
 * @n_late: (out): how many of them only after another term, since the deadline has passed
 * @n_refused: (out): how many cannot be
 */
void lp_cancel_plan_get_counts (LpCancelPlan *self, guint *n_able, guint *n_late, guint *n_refused);

/**
 * lp_cancel_plan_dup_summary:
 * @self: a plan
 *
 * Returns: (transfer full): how many, the last days and what is owed in all, in sentences
 */
char *lp_cancel_plan_dup_summary (LpCancelPlan *self);

/**
 * lp_cancel_plan_dup_left_out:
 * @self: a plan
 *
 * Returns: (transfer full): how many cannot be cancelled, or were not, and for each reason how many; empty if there
 *   are none
 */
char *lp_cancel_plan_dup_left_out (LpCancelPlan *self);

/**
 * lp_cancel_plan_is_offline:
 * @self: a plan
 *
 * Returns: whether the service has not been asked, so that the whole would wait for the connection
 */
gboolean lp_cancel_plan_is_offline (LpCancelPlan *self);

/**
 * lp_cancel_plan_run:
 * @self: a ready plan with at least one that can be cancelled
 *
 * Sends one batch with the day shown for each. Without a connection it is stored as all or nothing, so that one
 * whose deadline passes meanwhile brings the whole back for a new decision.
 */
void lp_cancel_plan_run (LpCancelPlan *self);

/**
 * lp_cancel_plan_can_undo:
 * @self: a plan
 *
 * Returns: whether it was carried out and can be taken back
 */
gboolean lp_cancel_plan_can_undo (LpCancelPlan *self);
void lp_cancel_plan_undo (LpCancelPlan *self);

G_END_DECLS
