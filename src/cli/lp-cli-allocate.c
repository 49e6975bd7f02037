/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "lp-cli-decision.h"
#include "lp-cli-ticket-rows.h"

/* The options as typed; freed by clear_target(). */
typedef struct
{
  char *to;
  gboolean visible;
  gboolean admins_only;
  gboolean dry_run;
  char *group_text;
  char *reason;
  const LpGroup *group; /* borrowed from the run */
} Target;

static void
clear_target (Target *target)
{
  g_free (target->to);
  g_free (target->group_text);
  g_free (target->reason);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Target, clear_target)

static gboolean
parse_target (LpCli *cli, char ***argv, Target *target, GError **error)
{
  const GOptionEntry entries[] = {
    { "to", 't', 0, G_OPTION_ARG_FILENAME, &target->to, N_ ("To this person"), N_ ("EMAIL") },
    { "visible", 0, 0, G_OPTION_ARG_NONE, &target->visible, N_ ("To everyone in the group"), NULL },
    { "admins-only", 0, 0, G_OPTION_ARG_NONE, &target->admins_only, N_ ("To nobody yet: admins only"), NULL },
    { "group", 'g', 0, G_OPTION_ARG_FILENAME, &target->group_text, N_ ("Also move to this group"),
      N_ ("GROUP") },
    LP_CLI_DRY_RUN (&target->dry_run),
    { "reason", 0, 0, G_OPTION_ARG_FILENAME, &target->reason, N_ ("Why, for the audit record"), N_ ("TEXT") },
    G_OPTION_ENTRY_NULL,
  };

  if (!lp_cli_parse (cli, argv, entries, 1, LP_BATCH_MAX, error))
    return FALSE;
  if ((target->to != NULL) + target->visible + target->admins_only > 1)
    return lp_cli_refuse_usage (error, _ ("Give only one of --to, --visible and --admins-only."));
  if (target->to == NULL && !target->visible && !target->admins_only && target->group_text == NULL)
    return lp_cli_refuse_usage (error, _ ("Say to whom: --to EMAIL, --visible or --admins-only."));
  if (!lp_cli_check_reason (target->reason, error))
    return FALSE;
  for (guint i = 1; (*argv)[i] != NULL; i++)
    if (!lp_cli_check_code ((*argv)[i], error))
      return FALSE;
  return TRUE;
}

/* The person named: a member of the group given, or else of the group of one of the tickets; to which of the others
 * she may be allocated is for the service to say. */
static LpPerson *
find_person (LpCli *cli, const Target *target, char **codes, GError **error)
{
  LpPerson *person = NULL;

  if (target->group != NULL)
    return lp_cli_find_member (cli, target->group->id, target->to, error);
  for (guint i = 0; codes[i] != NULL && person == NULL; i++)
    {
      g_autoptr (GError) fault = NULL;
      g_autoptr (LpTicket) ticket = lp_cli_fetch_ticket (cli, codes[i], &fault);

      if (ticket != NULL)
        person = lp_cli_find_member (cli, ticket->group_id, target->to, &fault);
      /* Only the last ticket's refusal is all that there is to say. */
      if (person == NULL && (codes[i + 1] == NULL || !g_error_matches (fault, LP_ERROR, LP_ERROR_NOT_FOUND)))
        {
          g_propagate_error (error, g_steal_pointer (&fault));
          return NULL;
        }
    }
  return person;
}

static gboolean
make_change (LpCli *cli, const Target *target, char **codes, LpAllocationChange *change, GError **error)
{
  if (target->group != NULL)
    {
      change->has_group = TRUE;
      change->group_id = target->group->id;
    }
  if (target->to != NULL)
    {
      LpPerson *person = find_person (cli, target, codes, error);

      if (person == NULL)
        return FALSE;
      change->has_assignee = TRUE;
      change->assignee_id = person->id;
    }
  else if (target->visible || target->admins_only)
    {
      change->has_visible = TRUE;
      change->visible_to_group = target->visible;
    }
  return TRUE;
}

static LpReply *
send_batch (LpCli *cli, const Target *target, char **codes, GError **error)
{
  guint count = g_strv_length (codes);
  g_autofree LpBatchOperation *operations = g_new0 (LpBatchOperation, count);
  LpAllocationChange change = { 0 };
  LpRequest *request;

  if (!make_change (cli, target, codes, &change, error))
    return NULL;
  for (guint i = 0; i < count; i++)
    operations[i] = (LpBatchOperation){ .op = LP_BATCH_ALLOCATE, .code = codes[i], .change = &change };
  request = lp_call_batch (operations, count, FALSE, target->dry_run);
  lp_request_set_reason (request, target->reason);
  return lp_cli_send (cli, request, error);
}

static void
print_result (LpCli *cli, LpCliOutput *out, const LpBatchResult *result, JsonObject *node, const char *code)
{
  g_autofree char *text = NULL;

  if (result->error == NULL && result->ticket != NULL)
    {
      lp_cli_add_ticket (cli, out, result->ticket, json_object_get_member (node, "ticket"));
      return;
    }
  text = result->error != NULL ? lp_cli_describe (result->error) : g_strdup ("");
  lp_cli_say ("%s: %s", code, text);
}

/* What was done is printed even if something else was refused. */
static gboolean
print_results (LpCli *cli, LpReply *reply, char **codes, gboolean dry_run, GError **error)
{
  g_autoptr (GPtrArray) results = lp_reply_read_batch (reply, NULL, error);
  JsonArray *items = lp_reply_get_items (reply, NULL);
  guint count = g_strv_length (codes), refused = 0;
  LpCliOutput *out;

  if (results == NULL)
    return FALSE;
  if (count == 1 && results->len == 1 && ((LpBatchResult *) results->pdata[0])->error != NULL)
    {
      LpBatchResult *only = results->pdata[0];

      g_propagate_error (error, g_steal_pointer (&only->error));
      return FALSE;
    }
  if (dry_run)
    lp_cli_say (_ ("Nothing was changed; this is how it would be."));
  out = lp_cli_ticket_output_new (cli->format, FALSE);
  for (guint i = 0; i < results->len; i++)
    {
      const LpBatchResult *result = results->pdata[i];

      refused += result->error != NULL;
      print_result (cli, out, result, json_array_get_object_element (items, i),
                    result->index < count ? codes[result->index] : "?");
    }
  if (!lp_cli_output_close (out, error))
    return FALSE;
  if (refused == 0)
    return TRUE;
  g_set_error (error, LP_ERROR, LP_ERROR_FAILED,
               ngettext ("%u ticket was not changed.", "%u tickets were not changed.", refused), refused);
  return FALSE;
}

gboolean
lp_cli_allocate (LpCli *cli, char **argv, GError **error)
{
  g_auto (Target) target = { 0 };
  g_autoptr (LpReply) reply = NULL;

  if (!parse_target (cli, &argv, &target, error) || !lp_cli_connect (cli, error) ||
      !lp_cli_load_groups (cli, error))
    return FALSE;
  if (target.group_text != NULL)
    {
      target.group = lp_cli_find_group (cli, target.group_text, error);
      if (target.group == NULL)
        return FALSE;
    }
  reply = send_batch (cli, &target, argv + 1, error);
  if (reply == NULL)
    return FALSE;
  return print_results (cli, reply, argv + 1, target.dry_run, error);
}
