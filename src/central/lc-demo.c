/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lc-demo.h"

#include <gio/gio.h>

#include "lc-demo-resources.h"

#define DEMO_PATH "/org/example/LicensePortal/demo/"

gboolean
lc_demo_fill (LcTransaction *tx, LcLoadCounts *counts, GError **error)
{
  g_autoptr (GBytes) text = g_resource_lookup_data (lc_demo_get_resource (), DEMO_PATH "demo.json", 0, error);
  g_autoptr (LcDataSet) data_set = text != NULL ? lc_data_set_open_bytes (text, error) : NULL;

  return data_set != NULL && lc_load (tx, data_set, counts, error);
}

GBytes *
lc_demo_get_people (void)
{
  return g_resource_lookup_data (lc_demo_get_resource (), DEMO_PATH "people.json", 0, NULL);
}
