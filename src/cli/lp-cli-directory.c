/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "lp-cli-output.h"

static const LpCliColumn group_columns[] = {
  { "path", N_ ("Group"), LP_CLI_COLUMN_TEXT },
  { "kind", N_ ("Kind"), LP_CLI_COLUMN_PLAIN },
  { "external_id", N_ ("Customer number"), LP_CLI_COLUMN_TEXT },
  { "id", N_ ("Id"), LP_CLI_COLUMN_PLAIN },
  { "parent_id", NULL, LP_CLI_COLUMN_PLAIN },
};

static LpRequest *
request_groups (gpointer data, const char *cursor)
{
  return lp_call_list_groups (LP_CLI_PAGE, cursor);
}

static gboolean
print_groups (LpCli *cli, LpReply *reply, gpointer data, char **next, GError **error)
{
  LpCliOutput *out = data;
  g_autoptr (GPtrArray) groups = lp_reply_read_groups (reply, next, error);
  JsonArray *items = lp_reply_get_items (reply, NULL);

  if (groups == NULL)
    return FALSE;
  for (guint i = 0; i < groups->len; i++)
    {
      LpGroup *group = g_ptr_array_index (groups, i);

      lp_cli_output_add (out, json_array_get_element (items, i), group->path,
                         lp_enum_get_nick (LP_TYPE_GROUP_KIND, group->kind), group->external_id, group->id,
                         group->parent_id);
    }
  return lp_cli_output_flush (out, error);
}

gboolean
lp_cli_list_groups (LpCli *cli, char **argv, GError **error)
{
  g_autoptr (LpCliOutput) out = NULL;

  if (!lp_cli_parse (cli, &argv, NULL, 0, 0, error) || !lp_cli_connect (cli, error))
    return FALSE;
  out = lp_cli_output_new (cli->format, group_columns, G_N_ELEMENTS (group_columns), FALSE);
  return lp_cli_each_page (cli, request_groups, print_groups, out, error) &&
         lp_cli_output_close (g_steal_pointer (&out), error);
}

static const LpCliColumn people_columns[] = {
  { "group", N_ ("Group"), LP_CLI_COLUMN_TEXT },  { "name", N_ ("Name"), LP_CLI_COLUMN_TEXT },
  { "email", N_ ("E-mail"), LP_CLI_COLUMN_TEXT }, { "role", N_ ("Role"), LP_CLI_COLUMN_PLAIN },
  { "state", N_ ("State"), LP_CLI_COLUMN_PLAIN }, { "group_id", NULL, LP_CLI_COLUMN_PLAIN },
  { "person_id", NULL, LP_CLI_COLUMN_PLAIN },
};

/* A membership knows its group only in context, so JSON gets it as a member of its own. */
static JsonNode *
make_member_node (LpMembership *membership, const char *group_id, const char *path)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_add_string_value (json_builder_set_member_name (builder, "group_id"), group_id);
  json_builder_add_string_value (json_builder_set_member_name (builder, "group"), path);
  json_builder_add_string_value (json_builder_set_member_name (builder, "person_id"), membership->person->id);
  json_builder_add_string_value (json_builder_set_member_name (builder, "email"), membership->person->email);
  json_builder_add_string_value (json_builder_set_member_name (builder, "name"), membership->person->name);
  json_builder_add_string_value (json_builder_set_member_name (builder, "state"),
                                 lp_enum_get_nick (LP_TYPE_PERSON_STATE, membership->person->state));
  json_builder_add_string_value (json_builder_set_member_name (builder, "role"),
                                 lp_enum_get_nick (LP_TYPE_ROLE, membership->role));
  json_builder_end_object (builder);
  return json_builder_get_root (builder);
}

static gboolean
print_members (LpCli *cli, LpCliOutput *out, const char *group_id, GError **error)
{
  GPtrArray *members = lp_cli_load_members (cli, group_id, error);
  const char *path = lp_cli_get_group_path (cli, group_id);

  if (members == NULL)
    return FALSE;
  for (guint i = 0; i < members->len; i++)
    {
      LpMembership *membership = g_ptr_array_index (members, i);
      g_autoptr (JsonNode) node = NULL;

      if (membership->person == NULL)
        continue;
      if (cli->format == LP_CLI_JSON)
        node = make_member_node (membership, group_id, path);
      lp_cli_output_add (out, node, path, membership->person->name, membership->person->email,
                         lp_enum_get_nick (LP_TYPE_ROLE, membership->role),
                         lp_enum_get_nick (LP_TYPE_PERSON_STATE, membership->person->state), group_id,
                         membership->person->id);
    }
  return TRUE;
}

static gboolean
print_people (LpCli *cli, LpCliOutput *out, const char *group_text, GError **error)
{
  if (group_text != NULL)
    {
      LpGroup *group = lp_cli_find_group (cli, group_text, error);

      return group != NULL && print_members (cli, out, group->id, error);
    }
  /* A plain member sees her group, but not who else is in it: of that group nothing came. */
  if (!lp_cli_load_groups (cli, error) || !lp_cli_load_all_members (cli, error))
    return FALSE;
  for (guint i = 0; cli->members != NULL && i < cli->groups->len; i++)
    {
      const char *id = ((LpGroup *) g_ptr_array_index (cli->groups, i))->id;

      if (g_hash_table_contains (cli->members, id) && !print_members (cli, out, id, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
lp_cli_list_people (LpCli *cli, char **argv, GError **error)
{
  g_autofree char *group = NULL;
  const GOptionEntry entries[] = {
    { "group", 'g', 0, G_OPTION_ARG_FILENAME, &group, N_ ("Only the people of this group"), N_ ("GROUP") },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (LpCliOutput) out = NULL;

  if (!lp_cli_parse (cli, &argv, entries, 0, 0, error) || !lp_cli_connect (cli, error))
    return FALSE;
  out = lp_cli_output_new (cli->format, people_columns, G_N_ELEMENTS (people_columns), FALSE);
  return print_people (cli, out, group, error) && lp_cli_output_close (g_steal_pointer (&out), error);
}

static const LpCliColumn catalog_columns[] = {
  { "category", N_ ("Category"), LP_CLI_COLUMN_TEXT },
  { "code", N_ ("Code"), LP_CLI_COLUMN_PLAIN },
  { "name", N_ ("Product"), LP_CLI_COLUMN_TEXT },
  { "kind", N_ ("Kind"), LP_CLI_COLUMN_PLAIN },
  { "modules", N_ ("Modules"), LP_CLI_COLUMN_PLAIN },
  { "entries", N_ ("Entries"), LP_CLI_COLUMN_PLAIN },
  { "id", NULL, LP_CLI_COLUMN_PLAIN },
};

static char *
join_modules (const LpProduct *product)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < product->modules->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? " " : "",
                            ((LpModule *) g_ptr_array_index (product->modules, i))->code);
  return g_string_free (text, FALSE);
}

/* Entries that must be given carry a star. */
static char *
join_entries (const LpProduct *product)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < product->entries->len; i++)
    {
      const LpEntry *entry = g_ptr_array_index (product->entries, i);

      g_string_append_printf (text, "%s%s%s", i > 0 ? " " : "", entry->key,
                              entry->required && entry->default_value == NULL ? "*" : "");
    }
  return g_string_free (text, FALSE);
}

static gboolean
print_category (LpCli *cli,
                LpCliOutput *out,
                const LpCategory *category,
                const char *group_id,
                GError **error)
{
  g_autoptr (LpReply) reply = lp_cli_send (cli, lp_call_list_products (category->id, group_id), error);
  g_autoptr (GPtrArray) products = reply != NULL ? lp_reply_read_products (reply, NULL, error) : NULL;
  JsonArray *items;

  if (products == NULL)
    return FALSE;
  items = lp_reply_get_items (reply, NULL);
  for (guint i = 0; i < products->len; i++)
    {
      const LpProduct *product = g_ptr_array_index (products, i);
      g_autofree char *modules = join_modules (product);
      g_autofree char *product_entries = join_entries (product);

      lp_cli_output_add (out, json_array_get_element (items, i), category->name, product->code, product->name,
                         lp_enum_get_nick (LP_TYPE_PRODUCT_KIND, product->kind), modules, product_entries,
                         product->id);
    }
  return TRUE;
}

static gboolean
print_catalog (LpCli *cli, LpCliOutput *out, const char *group_id, GError **error)
{
  g_autoptr (LpReply) reply = lp_cli_send (cli, lp_call_list_categories (group_id), error);
  g_autoptr (GPtrArray) categories = reply != NULL ? lp_reply_read_categories (reply, NULL, error) : NULL;

  if (categories == NULL)
    return FALSE;
  for (guint i = 0; i < categories->len; i++)
    if (!print_category (cli, out, g_ptr_array_index (categories, i), group_id, error))
      return FALSE;
  return TRUE;
}

gboolean
lp_cli_list_catalog (LpCli *cli, char **argv, GError **error)
{
  g_autofree char *group_text = NULL;
  const GOptionEntry entries[] = {
    { "group", 'g', 0, G_OPTION_ARG_FILENAME, &group_text, N_ ("For which group"), N_ ("GROUP") },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (LpCliOutput) out = NULL;
  LpGroup *group;

  if (!lp_cli_parse (cli, &argv, entries, 0, 0, error))
    return FALSE;
  if (group_text == NULL)
    return lp_cli_refuse_usage (error, _ ("--group is missing: give a group’s id, customer number or path."));
  if (!lp_cli_connect (cli, error))
    return FALSE;
  group = lp_cli_find_group (cli, group_text, error);
  if (group == NULL)
    return FALSE;
  out = lp_cli_output_new (cli->format, catalog_columns, G_N_ELEMENTS (catalog_columns), FALSE);
  return print_catalog (cli, out, group->id, error) && lp_cli_output_close (g_steal_pointer (&out), error);
}
