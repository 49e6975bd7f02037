/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lc-load.h"

G_BEGIN_DECLS

/**
 * lc_demo_fill:
 * @tx: a writable transaction on a database without a vendor
 * @counts: (out) (optional): what was loaded
 * @error: return location; %LP_ERROR_INVALID with one sentence if `today` is so early that the demo data would
 *   begin before 1900
 *
 * Loads the demo data that the program carries. Where `today` is before the day they were made for, everything in
 * them happens earlier by whole weeks, so that nothing lies in the future of a clock that is early.
 *
 * Returns: success
 */
gboolean lc_demo_fill (LcTransaction *tx, LcLoadCounts *counts, GError **error);

/**
 * lc_demo_check_directory:
 * @directory: a data directory
 * @error: %LP_ERROR_CONFLICT with one sentence
 *
 * Everybody knows the passwords of the demo data, so it stays out of a directory that is somebody's own.
 * Changes nothing.
 *
 * Returns: whether @directory is new, empty, or holds the demo data or the beginnings of it
 */
gboolean lc_demo_check_directory (const char *directory, GError **error);

/**
 * lc_demo_get_people:
 *
 * Returns: (transfer full): the answer of `GET /v1/demo/people`: JSON text of the people through whose eyes one
 *   may look at the demo data, each with e-mail, name, role and group; everybody's password is
 *   `demo-license-portal`
 */
GBytes *lc_demo_get_people (void);

G_END_DECLS
