/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lc-demo.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "lc-demo-day.h"
#include "lc-demo-resources.h"
#include "lc-store.h"
#include "lc-vendor.h"

#define DEMO_PATH "/org/example/LicensePortal/demo/"

#define DAY_LENGTH (LP_DATE_STRING_SIZE - 1)

/* The day with which a JSON string begins, if that is all or an instant: %LP_DATE_NONE for any other string. */
static LpDate
parse_day (const char *string)
{
  char day[LP_DATE_STRING_SIZE] = "";

  if (strnlen (string, DAY_LENGTH + 1) <= DAY_LENGTH || strchr ("\"T", string[DAY_LENGTH]) == NULL)
    return LP_DATE_NONE;
  memcpy (day, string, DAY_LENGTH);
  return lp_date_parse (day);
}

/* Moves every day in the JSON text, in place: all are of one length. */
static gboolean
move_days (char *text, int days, GError **error)
{
  char moved[LP_DATE_STRING_SIZE];

  for (char *quote = strchr (text, '"'); quote != NULL; quote = strchr (quote + 1, '"'))
    {
      LpDate day = parse_day (quote + 1);

      if (day == LP_DATE_NONE)
        continue;
      if (!lp_date_is_business_day (day + days))
        {
          g_set_error_literal (
              error, LP_ERROR, LP_ERROR_INVALID,
              "The demo data reach some years back and cannot begin before 1900: take a later day.");
          return FALSE;
        }
      memcpy (quote + 1, lp_date_format (day + days, moved), DAY_LENGTH);
    }
  return TRUE;
}

/* The demo data as of @today or up to six days before: whole weeks earlier than they were made, so that each day
 * of the week stays what it is. */
static GBytes *
get_data_set (LpDate today, GError **error)
{
  g_autoptr (GBytes)
      bytes = g_resource_lookup_data (lc_demo_get_resource (), DEMO_PATH "demo.json", 0, error);
  int early = lp_date_parse (LC_DEMO_AS_OF) - today;
  g_autofree char *text = NULL;
  gsize length;

  if (bytes == NULL || early <= 0)
    return g_steal_pointer (&bytes);

  length = g_bytes_get_size (bytes);
  text = g_strndup (g_bytes_get_data (bytes, NULL), length);
  if (!move_days (text, -(early + 6) / 7 * 7, error))
    return NULL;
  return g_bytes_new_take (g_steal_pointer (&text), length);
}

gboolean
lc_demo_fill (LcTransaction *tx, LcLoadCounts *counts, GError **error)
{
  g_autoptr (GBytes) text = get_data_set (tx->today, error);
  g_autoptr (LcDataSet) data_set = text != NULL ? lc_data_set_open_bytes (text, error) : NULL;

  return data_set != NULL && lc_load (tx, data_set, counts, error);
}

static gboolean
refuse (const char *directory, const char *what, GError **error)
{
  g_set_error (error, LP_ERROR, LP_ERROR_CONFLICT,
               "%s %s: --demo takes a new or empty directory, or one that it filled before.", directory,
               what);
  return FALSE;
}

static gboolean
has_demo_people (LpDb *db, GError **error)
{
  g_autoptr (GBytes) people = lc_demo_get_people ();

  return lp_db_query_int (db, 0, error,
                          "SELECT NOT EXISTS (SELECT 1 FROM json_each ($1, '$.items')"
                          " WHERE json_extract (value, '$.email') NOT IN (SELECT email_folded FROM person))",
                          "t", (const char *) g_bytes_get_data (people, NULL)) != 0;
}

/* Not yet a vendor's: --demo was stopped before it had filled it. */
static gboolean
check_database (const char *directory, const char *path, GError **error)
{
  g_autoptr (LpDb) db = lp_db_open (path, 0, error);
  GError *failure = NULL;
  gboolean is_demo;

  if (db == NULL)
    return FALSE;
  is_demo = lp_db_query_int (db, 0, &failure, "PRAGMA user_version", "") == 0 ||
            lc_vendor_get_root (db, &failure) == 0 || has_demo_people (db, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      return FALSE;
    }
  return is_demo || refuse (directory, "holds a License Central without demo data", error);
}

gboolean
lc_demo_check_directory (const char *directory, GError **error)
{
  static const char part[] = LC_STORE_SECRET ".part"; /* the secret while it is being written */
  static const char *const beginnings[] = { LC_STORE_SECRET, part, "lock", "mail", NULL };
  g_autofree char *path = g_build_filename (directory, LC_STORE_DATABASE, NULL);
  g_autoptr (GDir) dir = NULL;
  const char *name;

  if (g_access (path, F_OK) == 0)
    return check_database (directory, path, error);

  /* Of what cannot be opened, who makes it says why. */
  dir = g_dir_open (directory, 0, NULL);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (!g_strv_contains (beginnings, name))
      return refuse (directory, "is not empty and holds no demo data", error);
  return TRUE;
}

GBytes *
lc_demo_get_people (void)
{
  return g_resource_lookup_data (lc_demo_get_resource (), DEMO_PATH "people.json", 0, NULL);
}
