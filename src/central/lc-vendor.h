/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lp-db.h"

G_BEGIN_DECLS

/**
 * LcVendor:
 * @name: the vendor's name
 * @time_zone: (nullable): billing time zone, an IANA name; Europe/Berlin by default
 * @country: (nullable): ISO 3166-1 alpha-2
 * @fiscal_year_end: (nullable): MM-DD; 12-31 by default
 * @tax_id: (nullable): VAT id
 * @tax_percent: (nullable): decimal text
 * @address: (nullable): JSON text of an object
 *
 * The root of the tree as `init` or a data set describes it. All borrowed.
 */
typedef struct
{
  const char *name;
  const char *time_zone;
  const char *country;
  const char *fiscal_year_end;
  const char *tax_id;
  const char *tax_percent;
  const char *address;
} LcVendor;

/**
 * lc_vendor_validate:
 * @vendor: a vendor
 * @error: (inout): collects faults with pointers `/name`, `/time_zone`, `/country`, `/fiscal_year_end`
 *
 * Returns: whether it may be created
 */
gboolean lc_vendor_validate (const LcVendor *vendor, GError **error);

/**
 * lc_vendor_create:
 * @db: a database of the current schema without a vendor, in a transaction
 * @vendor: valid
 * @error: return location
 *
 * Writes the root group (short key `V`) and the settings `time_zone` and `feed_epoch`.
 *
 * Returns: row of the root group, 0 on error
 */
gint64 lc_vendor_create (LpDb *db, const LcVendor *vendor, GError **error);

/**
 * lc_vendor_get_root:
 * @db: a database
 * @error: return location
 *
 * Returns: row of the root group, 0 if there is none
 */
gint64 lc_vendor_get_root (LpDb *db, GError **error);

/**
 * lc_group_short_key_new:
 * @db: a database
 * @name: name of a new child of the root
 * @error: return location
 *
 * Makes the permanent key in order numbers: four capital letters or digits from the name, first letter and then
 * consonants, made unique by a number.
 *
 * Returns: (transfer full) (nullable): such as `NRTH`
 */
char *lc_group_short_key_new (LpDb *db, const char *name, GError **error);

G_END_DECLS
