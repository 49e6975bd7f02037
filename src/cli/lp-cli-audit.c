/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "lp-cli-output.h"

static const LpCliColumn audit_columns[] = {
  { "at", N_ ("When"), LP_CLI_COLUMN_PLAIN },     { "actor", N_ ("Who"), LP_CLI_COLUMN_TEXT },
  { "action", N_ ("What"), LP_CLI_COLUMN_PLAIN }, { "object", N_ ("Object"), LP_CLI_COLUMN_TEXT },
  { "group", N_ ("Group"), LP_CLI_COLUMN_TEXT },  { "reason", N_ ("Reason"), LP_CLI_COLUMN_TEXT },
  { "object_kind", NULL, LP_CLI_COLUMN_PLAIN },   { "object_id", NULL, LP_CLI_COLUMN_PLAIN },
  { "actor_id", NULL, LP_CLI_COLUMN_PLAIN },      { "before", NULL, LP_CLI_COLUMN_TEXT },
  { "after", NULL, LP_CLI_COLUMN_TEXT },          { "id", NULL, LP_CLI_COLUMN_PLAIN },
};

typedef struct
{
  LpAuditQuery query;
  LpCliOutput *out;
} AuditList;

static LpRequest *
request_records (gpointer data, const char *cursor)
{
  const AuditList *list = data;

  return lp_call_list_audit (&list->query, LP_CLI_PAGE, cursor);
}

static gboolean
print_records (LpCli *cli, LpReply *reply, gpointer data, char **next, GError **error)
{
  AuditList *list = data;
  g_autoptr (GPtrArray) records = lp_reply_read_audit (reply, next, error);
  JsonArray *items = lp_reply_get_items (reply, NULL);

  if (records == NULL)
    return FALSE;
  for (guint i = 0; i < records->len; i++)
    {
      const LpAuditRecord *record = g_ptr_array_index (records, i);

      lp_cli_output_add (list->out, json_array_get_element (items, i), record->at,
                         /* Translators: who did it, if no person did. */
                         record->actor_id != NULL ? record->actor_name : _ ("License Central"),
                         record->action, record->object_label, lp_cli_get_group_path (cli, record->group_id),
                         record->reason, record->object_kind, record->object_id, record->actor_id,
                         record->before, record->after, record->id);
    }
  return lp_cli_output_flush (list->out, error);
}

static gboolean
read_day (const char *option, const char *text, LpDate *day, GError **error)
{
  *day = lp_date_parse (text);
  return text == NULL || *day != LP_DATE_NONE ||
         lp_cli_refuse_usage (error, _ ("%s takes a day that exists, such as 2026-12-31, not “%s”."), option,
                              text);
}

static gboolean
check_order (const LpAuditQuery *query, GError **error)
{
  char from[LP_DATE_STRING_SIZE], to[LP_DATE_STRING_SIZE];

  return query->from == LP_DATE_NONE || query->to == LP_DATE_NONE || query->from <= query->to ||
         lp_cli_refuse_usage (error, _ ("--from %s is after --to %s: the first day comes first."),
                              lp_date_format (query->from, from), lp_date_format (query->to, to));
}

static gboolean
print_audit (LpCli *cli, AuditList *list, const char *group_text, GError **error)
{
  g_autoptr (LpCliOutput) out = NULL;

  if (!lp_cli_load_groups (cli, error))
    return FALSE;
  if (group_text != NULL)
    {
      LpGroup *group = lp_cli_find_group (cli, group_text, error);

      if (group == NULL)
        return FALSE;
      list->query.group_id = group->id;
    }
  out = lp_cli_output_new (cli->format, audit_columns, G_N_ELEMENTS (audit_columns), FALSE);
  list->out = out;
  return lp_cli_each_page (cli, request_records, print_records, list, error) &&
         lp_cli_output_close (g_steal_pointer (&out), error);
}

gboolean
lp_cli_list_audit (LpCli *cli, char **argv, GError **error)
{
  g_autofree char *group_text = NULL;
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;
  const GOptionEntry entries[] = {
    { "group", 'g', 0, G_OPTION_ARG_FILENAME, &group_text, N_ ("Only this group and the groups below it"),
      N_ ("GROUP") },
    { "from", 0, 0, G_OPTION_ARG_FILENAME, &from, N_ ("From this day on"), N_ ("DATE") },
    { "to", 0, 0, G_OPTION_ARG_FILENAME, &to, N_ ("Up to this day"), N_ ("DATE") },
    G_OPTION_ENTRY_NULL,
  };
  AuditList list = { 0 };

  return lp_cli_parse (cli, &argv, entries, 0, 0, error) &&
         read_day ("--from", from, &list.query.from, error) && read_day ("--to", to, &list.query.to, error) &&
         check_order (&list.query, error) && lp_cli_connect (cli, error) &&
         print_audit (cli, &list, group_text, error);
}
