/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * LpAsking:
 *
 * Private to src/model: when a list asks the replica. Always in a turn of the main context of its own, so that several
 * changes make one question; never two questions at a time. What the list shows stays until an answer is there.
 *
 * Part of the list's struct: lp_asking_init() in its init, lp_asking_stop() in its dispose.
 */
typedef struct
{
  GObject *list; /* whose part this is */
  void (*ask) (GObject *list);
  GParamSpec *loading;   /* the list's property that is lp_asking_is_settled() turned round */
  GCancellable *running; /* nullable */
  guint idle;            /* source: the list is about to ask */
  gboolean again;        /* the answer on its way is out of date already */
} LpAsking;

/**
 * lp_asking_init:
 * @self: zeroed
 * @list: whose part it is
 * @loading: its property that says whether an answer is awaited; notified here
 * @ask: asks, with what lp_asking_begin() returns, or does without where there is nothing to ask
 */
void lp_asking_init (LpAsking *self, gpointer list, GParamSpec *loading, void (*ask) (GObject *list));

/**
 * lp_asking_anew:
 * @self: an asking
 *
 * The question is another one: whatever still runs is of no use.
 */
void lp_asking_anew (LpAsking *self);

/**
 * lp_asking_again:
 * @self: an asking
 *
 * The question is the same, the answer may be another one. A query that runs is let go on: under a steady stream of
 * changes the list would never be shown otherwise.
 */
void lp_asking_again (LpAsking *self);

/**
 * lp_asking_begin:
 * @self: an asking, in its `ask`
 *
 * Returns: (transfer none): what cancels the query that is started now
 */
GCancellable *lp_asking_begin (LpAsking *self);

/**
 * lp_asking_end:
 * @self: an asking
 * @error: (nullable): of the query that ended
 *
 * Returns: %FALSE if it was cancelled, so that there is nothing to show and lp_asking_shown() is not due
 */
gboolean lp_asking_end (LpAsking *self, const GError *error);

/**
 * lp_asking_shown:
 * @self: an asking
 *
 * The answer, or the failure, has been shown: asks again if need be.
 */
void lp_asking_shown (LpAsking *self);

/**
 * lp_asking_stop:
 * @self: an asking
 *
 * Nothing is asked and no answer awaited any more.
 */
void lp_asking_stop (LpAsking *self);

/**
 * lp_asking_is_settled:
 * @self: an asking
 *
 * Returns: whether no query is waiting or running
 */
gboolean lp_asking_is_settled (const LpAsking *self);

G_END_DECLS
