/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lp-order-rules.h"

#include <string.h>

#include "lp-error.h"

static const LpModule *
find_module (const LpProduct *product, const char *code)
{
  for (guint i = 0; i < product->modules->len; i++)
    {
      const LpModule *module = g_ptr_array_index (product->modules, i);

      if (g_strcmp0 (module->code, code) == 0)
        return module;
    }
  return NULL;
}

static gboolean
contains (char *const *codes, const char *code)
{
  return codes != NULL && code != NULL && g_strv_contains ((const char *const *) codes, code);
}

/* Exclusion holds in both directions, whichever module names it. */
static gboolean
exclude_each_other (const LpModule *a, const LpModule *b)
{
  return contains (a->excludes, b->code) || contains (b->excludes, a->code);
}

static const char *
name_of (const LpModule *module)
{
  return module->name != NULL ? module->name : module->code;
}

static void
check_requires (const LpProduct *product,
                const LpModule *module,
                char *const *chosen,
                const char *pointer,
                GError **error)
{
  for (char **code = module->requires; code != NULL && *code != NULL; code++)
    {
      const LpModule *required = find_module (product, *code);

      if (!contains (chosen, *code))
        lp_error_add_field (error, pointer, "“%s” needs “%s”: add %s, or leave out %s.", name_of (module),
                            required != NULL ? name_of (required) : *code, *code, module->code);
    }
}

/* Each pair is reported once, at its later module. */
static void
check_excludes (const LpProduct *product,
                const LpModule *module,
                char *const *chosen,
                guint index,
                const char *pointer,
                GError **error)
{
  for (guint i = 0; i < index; i++)
    {
      const LpModule *other = find_module (product, chosen[i]);

      if (other != NULL && other != module && exclude_each_other (module, other))
        lp_error_add_field (error, pointer, "“%s” cannot be combined with “%s”: choose one of them.",
                            name_of (module), name_of (other));
    }
}

static char **
default_modules (const LpProduct *product)
{
  g_autoptr (GPtrArray) codes = g_ptr_array_new ();

  for (guint i = 0; i < product->modules->len; i++)
    {
      const LpModule *module = g_ptr_array_index (product->modules, i);

      if (module->is_default)
        g_ptr_array_add (codes, g_strdup (module->code));
    }
  g_ptr_array_add (codes, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&codes), FALSE);
}

static char **
in_product_order (const LpProduct *product, char *const *chosen)
{
  g_autoptr (GPtrArray) codes = g_ptr_array_new ();

  for (guint i = 0; i < product->modules->len; i++)
    {
      const LpModule *module = g_ptr_array_index (product->modules, i);

      if (contains (chosen, module->code))
        g_ptr_array_add (codes, g_strdup (module->code));
    }
  g_ptr_array_add (codes, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&codes), FALSE);
}

static gboolean
is_repeated (char *const *chosen, guint index)
{
  for (guint i = 0; i < index; i++)
    if (g_str_equal (chosen[i], chosen[index]))
      return TRUE;
  return FALSE;
}

char **
lp_modules_validate (const LpProduct *product, const char *const *modules, GError **error)
{
  g_auto (GStrv) chosen = modules != NULL ? g_strdupv ((char **) modules) : default_modules (product);
  gsize n_before = 0, n_after = 0;

  lp_error_get_fields (error != NULL ? *error : NULL, &n_before);
  for (guint i = 0; chosen[i] != NULL; i++)
    {
      g_autofree char *pointer = g_strdup_printf ("/modules/%u", i);
      const LpModule *module = find_module (product, chosen[i]);

      if (module == NULL)
        {
          lp_error_add_field (error, pointer, "The product “%s” has no module “%s”: leave it out.",
                              product->name, chosen[i]);
          continue;
        }
      if (is_repeated (chosen, i))
        {
          lp_error_add_field (error, pointer, "The module “%s” is given twice: give it once.", chosen[i]);
          continue;
        }
      check_requires (product, module, chosen, pointer, error);
      check_excludes (product, module, chosen, i, pointer, error);
    }

  lp_error_get_fields (error != NULL ? *error : NULL, &n_after);
  return n_after == n_before ? in_product_order (product, chosen) : NULL;
}

gboolean
lp_module_get_blocker (const LpProduct *product,
                       const char *code,
                       const char *const *chosen,
                       const LpModule **requires,
                       const LpModule **excludes)
{
  const LpModule *module = find_module (product, code);
  const LpModule *required = NULL, *excluded = NULL;
  gboolean blocked = FALSE;

  for (char **needed = module != NULL ? module->requires : NULL; needed != NULL && *needed != NULL; needed++)
    if (!contains ((char *const *) chosen, *needed))
      {
        blocked = TRUE;
        if (required == NULL)
          required = find_module (product, *needed);
      }

  for (guint i = 0; module != NULL && chosen != NULL && chosen[i] != NULL && excluded == NULL; i++)
    {
      const LpModule *other = find_module (product, chosen[i]);

      if (other != NULL && other != module && exclude_each_other (module, other))
        excluded = other;
    }

  if (requires != NULL)
    *requires = required;
  if (excludes != NULL)
    *excludes = excluded;
  return blocked || excluded != NULL;
}
