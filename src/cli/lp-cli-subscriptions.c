/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "lp-calendar.h"
#include "lp-cli-decision.h"

#define MOST_DAYS 36525

typedef struct
{
  const char *group_id;
  const char *state;
  LpDate deadline_before;
  LpCliOutput *out;
  GString *calendar; /* nullable: instead of @out */
} SubscriptionList;

static LpRequest *
request_subscriptions (gpointer data, const char *cursor)
{
  SubscriptionList *list = data;

  return lp_call_list_subscriptions (list->group_id, list->state, list->deadline_before, LP_CLI_PAGE, cursor);
}

static void
add_event (LpCli *cli, GString *calendar, const LpSubscription *item)
{
  char until[LP_DATE_STRING_SIZE];
  /* Translators: a ticket code. */
  g_autofree char *summary = g_strdup_printf (_ ("Last day to cancel %s"), item->ticket_code);
  g_autofree char *description = g_strdup_printf (
      /* Translators: the path of a group, and a day. */
      _ ("Group: %s\nWithout a cancellation it is renewed after %s."),
      lp_cli_get_group_path (cli, item->group_id), lp_date_format (item->committed_until, until));

  (void) lp_calendar_add_deadline (calendar, item, summary, description, g_get_real_time () / G_USEC_PER_SEC,
                                   NULL, 0);
}

static gboolean
print_subscriptions (LpCli *cli, LpReply *reply, gpointer data, char **next, GError **error)
{
  SubscriptionList *list = data;
  g_autoptr (GPtrArray) items = lp_reply_read_subscriptions (reply, next, error);
  JsonArray *nodes = lp_reply_get_items (reply, NULL);

  if (items == NULL)
    return FALSE;
  for (guint i = 0; i < items->len; i++)
    if (list->calendar != NULL)
      add_event (cli, list->calendar, g_ptr_array_index (items, i));
    else
      lp_cli_add_subscription (cli, list->out, g_ptr_array_index (items, i),
                               json_array_get_element (nodes, i));
  return list->calendar != NULL || lp_cli_output_flush (list->out, error);
}

static gboolean
print_calendar (LpCli *cli, SubscriptionList *list, GError **error)
{
  g_autoptr (GString) calendar = g_string_new (NULL);

  list->calendar = calendar;
  lp_calendar_begin (calendar, _ ("Cancellation deadlines"));
  if (!lp_cli_each_page (cli, request_subscriptions, print_subscriptions, list, error))
    return FALSE;
  lp_calendar_end (calendar);
  return lp_cli_print_text (calendar->str, error);
}

static gboolean
print_list (LpCli *cli, SubscriptionList *list, GError **error)
{
  g_autoptr (LpCliOutput) out = NULL;

  if (cli->format == LP_CLI_ICS)
    return print_calendar (cli, list, error);
  list->out = out = lp_cli_subscription_output_new (cli->format, FALSE);
  return lp_cli_each_page (cli, request_subscriptions, print_subscriptions, list, error) &&
         lp_cli_output_close (g_steal_pointer (&out), error);
}

static gboolean
check_state (const char *state, GError **error)
{
  int value;

  return state == NULL || lp_enum_from_nick (LP_TYPE_SUBSCRIPTION_STATE, state, &value) ||
         lp_cli_refuse_usage (error,
                              _ ("--state takes pending, active, cancelled, ended or revoked, not “%s”."),
                              state);
}

gboolean
lp_cli_list_subscriptions (LpCli *cli, char **argv, GError **error)
{
  g_autofree char *group_text = NULL;
  g_autofree char *state = NULL;
  g_autofree char *within_text = NULL;
  int within = 0;
  const GOptionEntry entries[] = {
    { "group", 'g', 0, G_OPTION_ARG_FILENAME, &group_text, N_ ("Only this group and the groups below it"),
      N_ ("GROUP") },
    { "state", 0, 0, G_OPTION_ARG_FILENAME, &state,
      N_ ("Only pending, active, cancelled, ended or revoked ones"), N_ ("STATE") },
    { "within", 0, 0, G_OPTION_ARG_FILENAME, &within_text,
      N_ ("Only those that have to be decided about in so many days"), N_ ("DAYS") },
    G_OPTION_ENTRY_NULL,
  };
  SubscriptionList list = { .deadline_before = LP_DATE_NONE };

  if (!lp_cli_parse (cli, &argv, entries, 0, 0, error) || !check_state (state, error) ||
      !lp_cli_read_number ("--within", within_text, 0, MOST_DAYS, &within, error) ||
      !lp_cli_connect (cli, error) || !lp_cli_load_groups (cli, error))
    return FALSE;
  if (group_text != NULL)
    {
      LpGroup *group = lp_cli_find_group (cli, group_text, error);

      if (group == NULL)
        return FALSE;
      list.group_id = group->id;
    }
  list.state = state;
  if (within_text != NULL)
    list.deadline_before = cli->me->today + within + 1;
  return print_list (cli, &list, error);
}
