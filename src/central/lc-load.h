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

G_END_DECLS
