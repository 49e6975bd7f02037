/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * lc_init_prepare:
 * @directory: a data directory; made (0700) if absent
 * @error: one sentence that says what to do
 *
 * Makes what every data directory has: the secret, `mail/` and an empty database of the present schema. What is
 * there already stays.
 *
 * Returns: success
 */
gboolean lc_init_prepare (const char *directory, GError **error);

/**
 * LcInit:
 * @vendor: the vendor's name
 * @time_zone: (nullable): billing time zone, an IANA name
 * @email: address of the first admin
 * @name: (nullable): her name; the address if %NULL
 * @password: her password, at least 12 characters
 *
 * What `license-central init` is told. All borrowed.
 */
typedef struct
{
  const char *vendor;
  const char *time_zone;
  const char *email;
  const char *name;
  const char *password;
} LcInit;

/**
 * lc_init_create:
 * @directory: a data directory without a vendor
 * @init: what to create
 * @error: %LP_ERROR_INVALID with fields, %LP_ERROR_CONFLICT if there is a vendor already, %LP_ERROR_STORAGE
 *
 * Creates the vendor and an admin of it, all or nothing.
 *
 * Returns: success
 */
gboolean lc_init_create (const char *directory, const LcInit *init, GError **error);

G_END_DECLS
