/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lc-demo.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "lc-demo-resources.h"
#include "lc-store.h"
#include "lc-vendor.h"

#define DEMO_PATH "/org/example/LicensePortal/demo/"

gboolean
lc_demo_fill (LcTransaction *tx, LcLoadCounts *counts, GError **error)
{
  g_autoptr (GBytes) text = g_resource_lookup_data (lc_demo_get_resource (), DEMO_PATH "demo.json", 0, error);
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
