/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "lp-cli-output.h"
#include "lp-ticket-code.h"

static LpRequest *
request_groups (gpointer data, const char *cursor)
{
  return lp_call_list_groups (LP_CLI_PAGE, cursor);
}

static gboolean
take_groups (LpCli *cli, LpReply *reply, gpointer data, char **next, GError **error)
{
  g_autoptr (GPtrArray) page = lp_reply_read_groups (reply, next, error);

  if (page == NULL)
    return FALSE;
  for (guint i = 0; i < page->len; i++)
    {
      LpGroup *group = g_ptr_array_index (page, i);

      g_ptr_array_add (cli->groups, lp_group_ref (group));
      g_hash_table_insert (cli->group_ids, group->id, group);
    }
  return TRUE;
}

gboolean
lp_cli_load_groups (LpCli *cli, GError **error)
{
  if (cli->groups != NULL)
    return TRUE;
  cli->groups = g_ptr_array_new_with_free_func ((GDestroyNotify) lp_group_unref);
  cli->group_ids = g_hash_table_new (g_str_hash, g_str_equal);
  return lp_cli_each_page (cli, request_groups, take_groups, NULL, error);
}

static gboolean
same_text (const char *a, const char *b)
{
  g_autofree char *normal_a = a != NULL ? g_utf8_normalize (a, -1, G_NORMALIZE_NFC) : NULL;
  g_autofree char *normal_b = b != NULL ? g_utf8_normalize (b, -1, G_NORMALIZE_NFC) : NULL;

  return normal_a != NULL && normal_b != NULL && g_str_equal (normal_a, normal_b);
}

static LpGroup *
find_group_by_path (LpCli *cli, const char *text, GError **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new ();
  g_autoptr (GString) ids = NULL;

  for (guint i = 0; i < cli->groups->len; i++)
    if (same_text (((LpGroup *) g_ptr_array_index (cli->groups, i))->path, text))
      g_ptr_array_add (found, g_ptr_array_index (cli->groups, i));
  if (found->len == 1)
    return g_ptr_array_index (found, 0);
  if (found->len == 0)
    {
      g_autofree char *shown = lp_cli_shorten (text);

      g_set_error (error, LP_ERROR, LP_ERROR_NOT_FOUND,
                   _ ("--group “%s” is none of your groups; “licensectl groups” lists them."), shown);
      return NULL;
    }
  ids = g_string_new (NULL);
  for (guint i = 0; i < found->len; i++)
    g_string_append_printf (ids, "%s%s", i > 0 ? ", " : "", ((LpGroup *) g_ptr_array_index (found, i))->id);
  g_set_error (error, LP_ERROR, LP_ERROR_CONFLICT,
               _ ("--group “%s” fits several groups. Give one of their ids instead: %s"), text, ids->str);
  return NULL;
}

LpGroup *
lp_cli_find_group (LpCli *cli, const char *text, GError **error)
{
  LpGroup *group;

  if (!lp_cli_load_groups (cli, error))
    return NULL;
  group = g_hash_table_lookup (cli->group_ids, text);
  for (guint i = 0; group == NULL && i < cli->groups->len; i++)
    if (same_text (((LpGroup *) g_ptr_array_index (cli->groups, i))->external_id, text))
      group = g_ptr_array_index (cli->groups, i);
  return group != NULL ? group : find_group_by_path (cli, text, error);
}

const char *
lp_cli_get_group_path (LpCli *cli, const char *id)
{
  LpGroup *group = id != NULL ? g_hash_table_lookup (cli->group_ids, id) : NULL;

  return group != NULL ? group->path : id;
}

static LpRequest *
request_members (gpointer data, const char *cursor)
{
  const char *group_id = data;

  return group_id != NULL ? lp_call_list_members (group_id, LP_CLI_PAGE, cursor)
                          : lp_call_list_all_members (LP_CLI_PAGE, cursor);
}

static GPtrArray *
get_members (LpCli *cli, const char *group_id)
{
  GPtrArray *members;

  if (cli->members == NULL)
    {
      cli->members = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                            (GDestroyNotify) g_ptr_array_unref);
      cli->person_ids = g_hash_table_new (g_str_hash, g_str_equal);
    }
  members = g_hash_table_lookup (cli->members, group_id);
  if (members != NULL)
    return members;
  members = g_ptr_array_new_with_free_func ((GDestroyNotify) lp_membership_unref);
  g_hash_table_insert (cli->members, g_strdup (group_id), members);
  return members;
}

/* Memberships name their group, but for those of one that was asked for. */
static gboolean
take_members (LpCli *cli, LpReply *reply, gpointer data, char **next, GError **error)
{
  const char *group_id = data;
  g_autoptr (GPtrArray) page = lp_reply_read_members (reply, next, error);

  if (page == NULL)
    return FALSE;
  for (guint i = 0; i < page->len; i++)
    {
      LpMembership *membership = g_ptr_array_index (page, i);

      if (group_id == NULL && membership->group_id == NULL)
        continue;
      g_ptr_array_add (get_members (cli, group_id != NULL ? group_id : membership->group_id),
                       lp_membership_ref (membership));
      if (membership->person != NULL)
        g_hash_table_insert (cli->person_ids, membership->person->id, membership->person);
    }
  return TRUE;
}

GPtrArray *
lp_cli_load_members (LpCli *cli, const char *group_id, GError **error)
{
  if (cli->members != NULL && g_hash_table_contains (cli->members, group_id))
    return get_members (cli, group_id);
  get_members (cli, group_id);
  if (lp_cli_each_page (cli, request_members, take_members, (gpointer) group_id, error))
    return get_members (cli, group_id);
  g_hash_table_remove (cli->members, group_id);
  return NULL;
}

gboolean
lp_cli_load_all_members (LpCli *cli, GError **error)
{
  return lp_cli_each_page (cli, request_members, take_members, NULL, error);
}

LpPerson *
lp_cli_find_member (LpCli *cli, const char *group_id, const char *email, GError **error)
{
  GPtrArray *members = lp_cli_load_members (cli, group_id, error);
  g_autofree char *folded = g_utf8_casefold (email, -1);

  if (members == NULL || !lp_cli_load_groups (cli, error))
    return NULL;
  for (guint i = 0; i < members->len; i++)
    {
      LpPerson *person = ((LpMembership *) g_ptr_array_index (members, i))->person;
      g_autofree char *other = person != NULL && person->email != NULL ? g_utf8_casefold (person->email, -1)
                                                                       : NULL;

      if (g_strcmp0 (folded, other) == 0)
        return person;
    }
  g_set_error (error, LP_ERROR, LP_ERROR_NOT_FOUND,
               /* Translators: the first %s is an e-mail address, the second the path of a group. */
               _ ("“%s” is no member of “%s”; “licensectl people --group %s” lists them."), email,
               lp_cli_get_group_path (cli, group_id), group_id);
  return NULL;
}

LpPerson *
lp_cli_get_person (LpCli *cli, const char *group_id, const char *person_id)
{
  g_autoptr (GError) ignored = NULL;

  if (person_id == NULL)
    return NULL;
  if (g_str_equal (person_id, cli->me->person->id))
    return cli->me->person;
  /* Names are a courtesy: a list of tickets does not fail because they cannot be had, nor asks for them again. */
  if (group_id != NULL && lp_cli_load_members (cli, group_id, &ignored) == NULL)
    g_hash_table_insert (cli->members, g_strdup (group_id), g_ptr_array_new ());
  return cli->person_ids != NULL ? g_hash_table_lookup (cli->person_ids, person_id) : NULL;
}

static LpProduct *
find_in_category (LpCli *cli, const char *category_id, const char *group_id, const char *code, GError **error)
{
  g_autoptr (LpReply) reply = lp_cli_send (cli, lp_call_list_products (category_id, group_id), error);
  g_autoptr (GPtrArray) products = reply != NULL ? lp_reply_read_products (reply, NULL, error) : NULL;

  for (guint i = 0; products != NULL && i < products->len; i++)
    {
      LpProduct *product = g_ptr_array_index (products, i);

      if (g_ascii_strcasecmp (product->code, code) == 0)
        return lp_product_ref (product);
    }
  return NULL;
}

LpProduct *
lp_cli_find_product (LpCli *cli, const char *group_id, const char *code, GError **error)
{
  g_autoptr (LpReply) reply = lp_cli_send (cli, lp_call_list_categories (group_id), error);
  g_autoptr (GPtrArray) categories = reply != NULL ? lp_reply_read_categories (reply, NULL, error) : NULL;

  if (categories == NULL)
    return NULL;
  for (guint i = 0; i < categories->len; i++)
    {
      LpCategory *category = g_ptr_array_index (categories, i);
      g_autoptr (GError) fault = NULL;
      LpProduct *product = find_in_category (cli, category->id, group_id, code, &fault);

      if (product != NULL)
        return product;
      if (fault != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&fault));
          return NULL;
        }
    }
  g_set_error (
      error, LP_ERROR, LP_ERROR_NOT_FOUND,
      _ ("--product “%s” is no product that you may create there; “licensectl catalog --group %s” lists them."),
      code, group_id);
  return NULL;
}

gboolean
lp_cli_check_code (const char *code, GError **error)
{
  char canonical[LP_TICKET_CODE_SIZE];
  LpTicketCodeResult result = lp_ticket_code_normalize (code, canonical);

  g_autofree char *shown = lp_cli_shorten (code);

  return result == LP_TICKET_CODE_OK ||
         lp_cli_refuse_usage (error, "“%s”: %s", shown, lp_ticket_code_explain (result));
}

LpTicket *
lp_cli_fetch_ticket (LpCli *cli, const char *code, GError **error)
{
  g_autoptr (LpReply) reply = lp_cli_send (cli, lp_call_get_ticket (code), error);

  return reply != NULL ? lp_reply_read_ticket (reply, error) : NULL;
}
