/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lp-conflict-text.h"

#include <glib/gi18n-lib.h>

#include "lp-entry-text.h"
#include "lp-enums.h"
#include "lp-format.h"

static char *dup_person (LpSession *session, const char *value);
static char *dup_group (LpSession *session, const char *value);
static char *dup_plain (LpSession *session, const char *value);
static char *dup_visibility (LpSession *session, const char *value);
static char *dup_allocate_to (LpSession *session, const char *value);
static char *dup_approval (LpSession *session, const char *value);
static char *dup_yes_no (LpSession *session, const char *value);
static char *dup_inheritable (LpSession *session, const char *value);
static char *dup_role (LpSession *session, const char *value);
static char *dup_removal (LpSession *session, const char *value);

static const struct
{
  const char *member;
  const char *name;
  char *(*dup) (LpSession *session, const char *value);
} texts[] = {
  { "allocation", N_ ("Allocated To"), dup_person },
  { "group_id", N_ ("Group"), dup_group },
  { "parent_id", N_ ("Group above"), dup_group },
  { "name", N_ ("Name"), dup_plain },
  { "role", N_ ("Role"), dup_role },
  { "removal", N_ ("Removal"), dup_removal },
  { "settings/default_visibility", N_ ("New tickets are seen by"), dup_visibility },
  { "settings/allocate_to", N_ ("New tickets are allocated to"), dup_allocate_to },
  { "settings/approval", N_ ("Orders need approval"), dup_approval },
  { "settings/consumer", N_ ("Consumers"), dup_yes_no },
  { "settings/bills_clients", N_ ("Bills its clients"), dup_yes_no },
  { "settings/currency", N_ ("Currency"), dup_inheritable },
  { "settings/country", N_ ("Country"), dup_inheritable },
  { "settings/fiscal_year_end", N_ ("End of the fiscal year"), dup_inheritable },
};

static char *
dup_plain (LpSession *session, const char *value)
{
  return g_strdup (value != NULL && *value != '\0' ? value : "–");
}

static char *
dup_inheritable (LpSession *session, const char *value)
{
  return g_strdup (value != NULL ? value : _ ("As above"));
}

static char *
dup_person (LpSession *session, const char *value)
{
  if (g_strcmp0 (value, "visible") == 0)
    return g_strdup (_ ("Everyone in group"));
  if (value == NULL || g_str_equal (value, "admins"))
    return g_strdup (_ ("Admins only"));
  return lp_session_dup_person_name (session, value);
}

static char *
dup_group (LpSession *session, const char *value)
{
  LpReplica *replica = lp_session_get_replica (session);
  g_autoptr (LpGroup) group = replica != NULL && value != NULL ? lp_replica_get_group (replica, value) : NULL;

  return group != NULL ? lp_format_path (group->path) : g_strdup (_ ("Another group"));
}

static char *
dup_visibility (LpSession *session, const char *value)
{
  if (value == NULL)
    return g_strdup (_ ("As above"));
  return g_strdup (g_str_equal (value, "visible") ? _ ("Everyone in group") : _ ("Admins only"));
}

static char *
dup_allocate_to (LpSession *session, const char *value)
{
  if (value == NULL)
    return g_strdup (_ ("As above"));
  return g_strdup (g_str_equal (value, "creator") ? _ ("Whoever creates them") : _ ("The group"));
}

static char *
dup_approval (LpSession *session, const char *value)
{
  if (value == NULL)
    return g_strdup (_ ("As above"));
  if (g_str_has_prefix (value, "above_quantity:"))
    /* Translators: when orders need approval; %s is a number of licenses. */
    return g_strdup_printf (_ ("Above %s"), value + strlen ("above_quantity:"));
  return g_strdup (g_str_equal (value, "always") ? _ ("Always") : _ ("Never"));
}

static char *
dup_yes_no (LpSession *session, const char *value)
{
  if (value == NULL)
    return g_strdup (_ ("As above"));
  return g_strdup (g_str_equal (value, "true") ? _ ("Yes") : _ ("No"));
}

static char *
dup_role (LpSession *session, const char *value)
{
  int role;

  if (value == NULL)
    return g_strdup (_ ("Not a member"));
  return lp_enum_from_nick (LP_TYPE_ROLE, value, &role) ? g_strdup (lp_format_role ((LpRole) role))
                                                        : g_strdup (value);
}

static char *
dup_removal (LpSession *session, const char *value)
{
  return g_strdup (g_strcmp0 (value, "removed") == 0 ? _ ("Remove it") : _ ("Keep it as it is now"));
}

static char *
dup_rights (const char *value)
{
  g_auto (GStrv) names = g_strsplit (value != NULL ? value : "", " ", -1);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; names[i] != NULL; i++)
    {
      const char *word = g_str_equal (names[i], "create")   ? _ ("Create")
                         : g_str_equal (names[i], "modify") ? _ ("Modify")
                         : g_str_equal (names[i], "revoke") ? _ ("Revoke")
                                                            : names[i];

      if (*word != '\0')
        g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", word);
    }
  return text->len > 0 ? g_strdup (text->str) : g_strdup (_ ("No rights"));
}

static const LpEntry *
find_entry (LpProduct *product, const char *key)
{
  for (guint i = 0; product != NULL && i < product->entries->len; i++)
    {
      const LpEntry *entry = g_ptr_array_index (product->entries, i);

      if (g_str_equal (entry->key, key))
        return entry;
    }
  return NULL;
}

static LpProduct *
get_product (LpSession *session, LpChange *change)
{
  LpReplica *replica = lp_session_get_replica (session);
  g_autofree char *id = lp_change_dup_current_text (change, "product_id");

  return replica != NULL && id != NULL ? lp_replica_get_product (replica, id) : NULL;
}

static const char *
after (const char *member, const char *prefix)
{
  return g_str_has_prefix (member, prefix) ? member + strlen (prefix) : NULL;
}

char *
lp_conflict_dup_name (LpSession *session, LpChange *change, const char *member)
{
  const char *key = after (member, "entries/");
  const char *category_id = after (member, "rights/");
  LpReplica *replica = lp_session_get_replica (session);

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    if (g_str_equal (member, texts[i].member))
      return g_strdup (_ (texts[i].name));
  if (key != NULL)
    {
      g_autoptr (LpProduct) product = get_product (session, change);
      const LpEntry *entry = find_entry (product, key);

      return g_strdup (entry != NULL ? entry->label : key);
    }
  if (category_id != NULL && replica != NULL)
    {
      g_autoptr (LpCategory) category = lp_replica_get_category (replica, category_id);

      /* Translators: %s is the name of a category of products. */
      return g_strdup_printf (_ ("Rights in %s"), category != NULL ? category->name : category_id);
    }
  return g_strdup (member);
}

char *
lp_conflict_dup_value (LpSession *session, LpChange *change, const char *member, const char *value)
{
  const char *key = after (member, "entries/");

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    if (g_str_equal (member, texts[i].member))
      return texts[i].dup (session, value);
  if (g_str_has_prefix (member, "rights/"))
    return dup_rights (value);
  if (key != NULL)
    {
      g_autoptr (LpProduct) product = get_product (session, change);
      const LpEntry *entry = find_entry (product, key);

      if (entry != NULL)
        return lp_entry_dup_value_text (entry, value);
    }
  return dup_plain (session, value);
}
