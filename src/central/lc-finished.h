/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Tasks on their way from worker threads back to a main context, through one source that lasts: to attach one for each
 * batch takes the lock of the context, which its thread mostly holds. Internal to the store. */

/**
 * lc_finished_new:
 * @context: where the tasks belong
 * @finish: called there for each; takes over the reference
 *
 * Returns: (transfer full): a source, attached; to be destroyed when no task is on its way
 */
GSource *lc_finished_new (GMainContext *context, void (*finish) (GTask *task));

/**
 * lc_finished_add:
 * @source: one of lc_finished_new(), on any thread
 * @tasks: (transfer full): some; with one wake-up of the context, or none where it has not yet seen the last ones
 */
void lc_finished_add (GSource *source, GPtrArray *tasks);

G_END_DECLS
