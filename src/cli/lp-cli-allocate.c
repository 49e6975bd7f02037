/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "lp-cli-ticket-rows.h"

/* The options as typed; freed by clear_target(). */
typedef struct
{
  char *to;
  gboolean visible;
  gboolean admins_only;
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
    { "reason", 0, 0, G_OPTION_ARG_FILENAME, &target->reason, N_ ("Why, for the audit record"), N_ ("TEXT") },
    G_OPTION_ENTRY_NULL,
  };

  if (!lp_cli_parse (cli, argv, entries, 1, LP_BATCH_MAX, error))
    return FALSE;
  if ((target->to != NULL) + target->visible + target->admins_only > 1)
    return lp_cli_refuse_usage (error, _ ("Give only one of --to, --visible and --admins-only."));
  if (target->to == NULL && !target->visible && !target->admins_only && target->group_text == NULL)
    return lp_cli_refuse_usage (error, _ ("Say to whom: --to EMAIL, --visible or --admins-only."));
  for (guint i = 1; (*argv)[i] != NULL; i++)
    if (!lp_cli_check_code ((*argv)[i], error))
      return FALSE;
  return TRUE;
}

static gboolean
make_change (LpCli *cli,
             const Target *target,
             const LpTicket *ticket,
             LpAllocationChange *change,
             GError **error)
{
  const char *group_id = target->group != NULL ? target->group->id : ticket->group_id;

  if (target->group != NULL)
    {
      change->has_group = TRUE;
      change->group_id = group_id;
    }
  if (target->to != NULL)
    {
      LpPerson *person = lp_cli_find_member (cli, group_id, target->to, error);

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
allocate_one (LpCli *cli, const Target *target, const char *code, GError **error)
{
  LpAllocationChange change = { 0 };
  g_autoptr (LpTicket) ticket = lp_cli_fetch_ticket (cli, code, error);
  LpRequest *request;

  if (ticket == NULL || !make_change (cli, target, ticket, &change, error))
    return NULL;
  request = lp_call_change_allocation (ticket->code, ticket->etag, &change);
  lp_request_set_reason (request, target->reason);
  return lp_cli_send (cli, request, error);
}

static gboolean
add_reply (LpCli *cli, LpCliOutput *out, LpReply *reply, GError **error)
{
  g_autoptr (LpTicket) ticket = lp_reply_read_ticket (reply, error);

  if (ticket == NULL)
    return FALSE;
  lp_cli_add_ticket (cli, out, ticket, reply->root);
  return lp_cli_output_flush (out, error);
}

/* Goes on after a refusal, so that one activated ticket does not keep the others back; a service that is gone
 * ends it. */
static gboolean
allocate_each (LpCli *cli, const Target *target, char **codes, LpCliOutput *out, GError **error)
{
  guint refused = 0;

  for (guint i = 0; codes[i] != NULL; i++)
    {
      g_autoptr (GError) fault = NULL;
      g_autoptr (LpReply) reply = allocate_one (cli, target, codes[i], &fault);
      g_autofree char *text = NULL;

      if (reply != NULL)
        {
          if (!add_reply (cli, out, reply, error))
            return FALSE;
          continue;
        }
      if (codes[1] == NULL || fault->domain != LP_ERROR || fault->code == LP_ERROR_UNREACHABLE)
        {
          g_propagate_error (error, g_steal_pointer (&fault));
          return FALSE;
        }
      text = lp_cli_describe (fault);
      lp_cli_say ("%s: %s", codes[i], text);
      refused++;
    }
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
  g_autoptr (LpCliOutput) out = NULL;
  g_autoptr (GError) fault = NULL;
  gboolean done;

  if (!parse_target (cli, &argv, &target, error) || !lp_cli_connect (cli, error) ||
      !lp_cli_load_groups (cli, error))
    return FALSE;
  if (target.group_text != NULL)
    {
      target.group = lp_cli_find_group (cli, target.group_text, error);
      if (target.group == NULL)
        return FALSE;
    }
  out = lp_cli_ticket_output_new (cli->format, FALSE);
  done = allocate_each (cli, &target, argv + 1, out, &fault);
  /* What was done is printed even if something else was refused. */
  if (!lp_cli_output_close (g_steal_pointer (&out), done ? error : NULL))
    return FALSE;
  if (!done)
    g_propagate_error (error, g_steal_pointer (&fault));
  return done;
}
