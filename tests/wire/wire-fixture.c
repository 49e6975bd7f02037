/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wire-fixture.h"

#include <string.h>

JsonObject *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  JsonObject *object = lp_wire_parse (text, strlen (text), &error);

  g_assert_no_error (error);
  return object;
}

LpProduct *
make_product (void)
{
  static const struct
  {
    const char *key;
    LpEntryKind kind;
  } entries[] = { { "host", LP_ENTRY_TEXT },
                  { "cores", LP_ENTRY_INTEGER },
                  { "gpu", LP_ENTRY_BOOLEAN },
                  { "hours", LP_ENTRY_DECIMAL } };
  LpProduct *product = lp_product_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (entries); i++)
    {
      LpEntry *entry = lp_entry_new ();

      entry->key = g_strdup (entries[i].key);
      entry->kind = entries[i].kind;
      g_ptr_array_add (product->entries, entry);
    }
  return product;
}
