/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* One named thread that runs tasks in the order in which they were pushed. Internal to this folder. */
typedef struct _LpWorker LpWorker;

/**
 * lp_worker_new:
 * @name: of the thread
 *
 * Returns: (transfer full): a running worker
 */
LpWorker *lp_worker_new (const char *name);

/**
 * lp_worker_push:
 * @self: a worker
 * @task: (transfer full): returned by @func; one that is cancelled before its turn is not run
 * @func: runs on the worker's thread
 */
void lp_worker_push (LpWorker *self, GTask *task, GTaskThreadFunc func);

/**
 * lp_worker_set_rest:
 * @self: a worker to which nothing has been pushed yet
 * @seconds: how long
 * @rest: runs on the worker's thread each time that nothing has been pushed for so long after something
 * @user_data: for @rest; outlives the worker
 *
 * For giving back what is kept for the next task only.
 */
void
lp_worker_set_rest (LpWorker *self, guint seconds, void (*rest) (gpointer user_data), gpointer user_data);

/* Blocks until everything that was pushed so far has run. Not from the worker's own thread. */
void lp_worker_flush (LpWorker *self);

/* Runs what was pushed, then ends and joins the thread. */
void lp_worker_free (LpWorker *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LpWorker, lp_worker_free)

G_END_DECLS
