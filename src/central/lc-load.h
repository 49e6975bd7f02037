/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lc-call.h"
#include "lc-data-set.h"

G_BEGIN_DECLS

/**
 * LcLoadCounts:
 *
 * How many objects a data set brought.
 */
typedef struct
{
  guint groups;
  guint people;
  guint memberships;
  guint categories;
  guint products;
  guint price_lists;
  guint licenses;
  guint activations;
} LcLoadCounts;

/**
 * lc_load:
 * @tx: a writable transaction; `today` is the day of loading (`--as-of`)
 * @data_set: what to load
 * @counts: (out) (optional): what was loaded
 * @error: %LP_ERROR_INVALID with up to 50 fields, each pointer into the file (`/licenses/17/quantity`) and each
 *   detail starting with its line; %LP_ERROR_STORAGE
 *
 * Loads a data set (design: api, "Data set"), all or nothing: on an error the caller rolls back. Subscriptions with
 * a past start get their terms and renewals as if the service had run all along. `vendor` is used only where there
 * is none yet.
 *
 * Beyond the design a product takes `description`, an entry takes `unit` and `help`, and there is an array
 * `activations`: `{"ticket": CODE, "container": NAME, "person": ID, "activated_at": INSTANT}`, so that a data set
 * can bring licenses that are on a machine; their technical renewal has happened up to the day of loading.
 *
 * Returns: success
 */
gboolean lc_load (LcTransaction *tx, LcDataSet *data_set, LcLoadCounts *counts, GError **error);

/**
 * LcLoadWatch:
 * @member: which array of the data set is being loaded
 * @count: how many of its elements have been
 * @data: closure
 *
 * Called now and then, on the thread that loads.
 *
 * Returns: whether to go on
 */
typedef gboolean (*LcLoadWatch) (const char *member, guint count, gpointer data);

/**
 * lc_load_watched:
 * @tx: as for lc_load()
 * @data_set: as for lc_load()
 * @watch: who watches
 * @data: for @watch
 * @counts: as for lc_load()
 * @error: also %G_IO_ERROR_CANCELLED if @watch does not want to go on
 *
 * As lc_load(), which can take a while.
 *
 * Returns: success
 */
gboolean lc_load_watched (LcTransaction *tx,
                          LcDataSet *data_set,
                          LcLoadWatch watch,
                          gpointer data,
                          LcLoadCounts *counts,
                          GError **error);

G_END_DECLS
