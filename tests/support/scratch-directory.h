/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * scratch_directory_new:
 *
 * Returns: (transfer full): the path of a new, empty directory, only for the user; fails the test if there is none
 */
char *scratch_directory_new (void);

/**
 * scratch_directory_free:
 * @path: (transfer full): of scratch_directory_new(); removed with everything in it. Fails the test if that does not
 *   work
 */
void scratch_directory_free (char *path);

G_END_DECLS
