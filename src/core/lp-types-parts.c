/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lp-types.h"

/* The parts of the boxes of lp-types.c, and the names of enumerations. */

const char *
lp_person_get_display_name (const LpPerson *self)
{
  return self->name != NULL && *self->name != '\0' ? self->name : self->email;
}

static void
category_rights_clear (gpointer data)
{
  LpCategoryRights *rights = data;

  g_free (rights->category_id);
}

GArray *
lp_category_rights_new (void)
{
  GArray *rights = g_array_new (FALSE, TRUE, sizeof (LpCategoryRights));

  g_array_set_clear_func (rights, category_rights_clear);
  return rights;
}

void
lp_category_rights_add (GArray *rights, const char *category_id, LpRights value)
{
  LpCategoryRights item = { g_strdup (category_id), value };

  g_array_append_val (rights, item);
}

LpRights
lp_category_rights_get (GArray *rights, const char *category_id)
{
  for (guint i = 0; rights != NULL && i < rights->len; i++)
    {
      const LpCategoryRights *item = &g_array_index (rights, LpCategoryRights, i);

      if (g_strcmp0 (item->category_id, category_id) == 0)
        return item->rights;
    }
  return 0;
}

static void
entry_value_clear (gpointer data)
{
  LpEntryValue *value = data;

  g_free (value->key);
  g_free (value->value);
}

GArray *
lp_entry_values_new (void)
{
  GArray *values = g_array_new (FALSE, TRUE, sizeof (LpEntryValue));

  g_array_set_clear_func (values, entry_value_clear);
  return values;
}

void
lp_entry_values_add (GArray *values, const char *key, const char *value)
{
  LpEntryValue item = { g_strdup (key), g_strdup (value) };

  g_array_append_val (values, item);
}

const char *
lp_entry_values_get (GArray *values, const char *key)
{
  for (guint i = 0; values != NULL && i < values->len; i++)
    {
      const LpEntryValue *item = &g_array_index (values, LpEntryValue, i);

      if (g_strcmp0 (item->key, key) == 0)
        return item->value;
    }
  return NULL;
}

LpEntry *
lp_entry_new (void)
{
  return g_new0 (LpEntry, 1);
}

void
lp_entry_free (LpEntry *entry)
{
  if (entry == NULL)
    return;
  g_free (entry->key);
  g_free (entry->label);
  g_free (entry->min);
  g_free (entry->max);
  g_free (entry->pattern);
  g_strfreev (entry->choices);
  g_free (entry->default_value);
  g_free (entry->unit);
  g_free (entry->help);
  g_free (entry);
}

LpModule *
lp_module_new (void)
{
  return g_new0 (LpModule, 1);
}

void
lp_module_free (LpModule *module)
{
  if (module == NULL)
    return;
  g_free (module->code);
  g_free (module->name);
  g_strfreev (module->requires);
  g_strfreev (module->excludes);
  g_free (module);
}

LpContainer *
lp_container_new (void)
{
  return g_new0 (LpContainer, 1);
}

void
lp_container_free (LpContainer *container)
{
  if (container == NULL)
    return;
  g_free (container->id);
  g_free (container->name);
  g_free (container->activated_at);
  g_free (container);
}

/* The classes of these static types are never freed: one reference is taken for good, so that the lookup costs
 * no lock afterwards. */
static gpointer
peek_class (GType type)
{
  gpointer type_class = g_type_class_peek (type);

  return type_class != NULL ? type_class : g_type_class_ref (type);
}

const char *
lp_enum_get_nick (GType type, int value)
{
  gpointer type_class = peek_class (type);

  if (G_IS_FLAGS_CLASS (type_class))
    {
      GFlagsValue *flag = g_flags_get_first_value (type_class, (guint) value);

      return flag != NULL && flag->value == (guint) value ? flag->value_nick : NULL;
    }
  else
    {
      GEnumValue *item = g_enum_get_value (type_class, value);

      return item != NULL ? item->value_nick : NULL;
    }
}

gboolean
lp_enum_from_nick (GType type, const char *nick, int *value)
{
  gpointer type_class = peek_class (type);

  if (nick == NULL)
    return FALSE;

  if (G_IS_FLAGS_CLASS (type_class))
    {
      GFlagsValue *flag = g_flags_get_value_by_nick (type_class, nick);

      if (flag != NULL)
        *value = (int) flag->value;
      return flag != NULL;
    }
  else
    {
      GEnumValue *item = g_enum_get_value_by_nick (type_class, nick);

      if (item != NULL)
        *value = item->value;
      return item != NULL;
    }
}
