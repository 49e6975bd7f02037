/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lc-vendor.h"

#include <string.h>

#include "lc-id.h"
#include "lp-order-rules.h"
#include "lp-subscription-rules.h"

#define SHORT_KEY_LENGTH 4

/* Every part of an IANA name begins with a capital, unlike “localtime” and what else lies in the folder of the zones. */
#define ZONE_PART "[A-Z][A-Za-z0-9_+-]*"

/* GLib takes paths, and rules such as UTC+3, for identifiers as well; only a file of the tz database is a name. It looks
 * for that in the same places. */
static gboolean
is_zone_name (const char *name)
{
  const char *const bases[] = { g_getenv ("TZDIR"), "/usr/share/zoneinfo", "/usr/share/lib/zoneinfo" };
  g_autoptr (GTimeZone) zone = NULL;

  if (!g_regex_match_simple ("^" ZONE_PART "(/" ZONE_PART ")*$", name, G_REGEX_DOLLAR_ENDONLY, 0))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (bases) && zone == NULL; i++)
    {
      g_autofree char *path = bases[i] != NULL ? g_build_filename (bases[i], name, NULL) : NULL;

      if (path != NULL && g_file_test (path, G_FILE_TEST_IS_REGULAR))
        zone = g_time_zone_new_identifier (name);
    }
  return zone != NULL;
}

static void
validate_time_zone (const char *name, GError **error)
{
  if (name != NULL && !is_zone_name (name))
    lp_error_add_field (error, "/time_zone",
                        "There is no time zone named “%s”; give an IANA name such as Europe/Berlin", name);
}

gboolean
lc_vendor_validate (const LcVendor *vendor, GError **error)
{
  g_autoptr (GError) fault = NULL;
  g_autofree char *name = lp_text_validate (vendor->name, "/name", 1, LP_NAME_MAX, &fault);

  if (name != NULL && strchr (name, '/') != NULL)
    lp_error_add_field (&fault, "/name", "A name must not contain a slash, since paths are made of names");
  validate_time_zone (vendor->time_zone, &fault);
  if (vendor->country != NULL && (strlen (vendor->country) != 2 || !g_ascii_isupper (vendor->country[0]) ||
                                  !g_ascii_isupper (vendor->country[1])))
    lp_error_add_field (&fault, "/country", "A country has two capital letters, such as DE");
  if (vendor->fiscal_year_end != NULL && lp_fiscal_year_end (0, vendor->fiscal_year_end) == LP_DATE_NONE)
    lp_error_add_field (&fault, "/fiscal_year_end", "A fiscal year end is a month and day, such as 12-31");

  if (fault == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&fault));
  return FALSE;
}

gint64
lc_vendor_get_root (LpDb *db, GError **error)
{
  return lp_db_query_int (db, 0, error, "SELECT row FROM groups WHERE parent IS NULL", "");
}

gint64
lc_vendor_create (LpDb *db, const LcVendor *vendor, GError **error)
{
  g_autofree char *id = lc_id_new ();
  g_autofree char *epoch = lc_id_new ();
  gint64 root;

  if (!lp_db_run (
          db, error,
          "INSERT INTO groups (id, name, kind, short_key, fiscal_year_end, country, tax_id, tax_percent,"
          " address) VALUES ($1, $2, 'vendor', 'V', $3, $4, $5, $6, $7)",
          "ttttttt", id, vendor->name, vendor->fiscal_year_end, vendor->country, vendor->tax_id,
          vendor->tax_percent, vendor->address))
    return 0;
  root = lp_db_get_last_row (db);
  if (!lp_db_run (db, error, "INSERT INTO group_tree (ancestor, descendant, depth) VALUES ($1, $1, 0)", "i",
                  root) ||
      !lp_db_run (db, error, "INSERT INTO setting (name, value) VALUES ('time_zone', $1), ('feed_epoch', $2)",
                  "tt", vendor->time_zone != NULL ? vendor->time_zone : "Europe/Berlin", epoch))
    return 0;
  return root;
}

/* The first letter or digit and the consonants and digits behind it, in ASCII capitals. */
static char *
short_key_stem (const char *name)
{
  g_autofree char *ascii = g_str_to_ascii (name, "C");
  GString *stem = g_string_new (NULL);

  for (const char *p = ascii; *p != '\0' && stem->len < SHORT_KEY_LENGTH; p++)
    {
      char letter = g_ascii_toupper (*p);

      if (g_ascii_isalnum (letter) && (stem->len == 0 || strchr ("AEIOU", letter) == NULL))
        g_string_append_c (stem, letter);
    }
  while (stem->len < SHORT_KEY_LENGTH)
    g_string_append_c (stem, 'X');
  return g_string_free (stem, FALSE);
}

char *
lc_group_short_key_new (LpDb *db, const char *name, GError **error)
{
  g_autofree char *stem = short_key_stem (name);
  g_autofree char *key = g_strdup (stem);

  for (int number = 2;; number++)
    {
      g_autoptr (GError) failure = NULL;
      gint64 taken = lp_db_query_int (db, 0, &failure, "SELECT count(*) FROM groups WHERE short_key = $1",
                                      "t", key);

      if (failure != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return NULL;
        }
      if (taken == 0)
        return g_steal_pointer (&key);
      g_free (key);
      key = g_strdup_printf ("%.3s%d", stem, number);
    }
}
