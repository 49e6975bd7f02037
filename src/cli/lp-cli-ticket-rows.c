/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lp-cli-ticket-rows.h"

#include <glib/gi18n.h>

/* The same cells for both: a list shows fewer of them in a table. */
#define TICKET_COLUMNS(DETAIL)                                                                               \
  {                                                                                                          \
    { "ticket", N_ ("Ticket"), LP_CLI_COLUMN_PLAIN }, { "state", N_ ("State"), LP_CLI_COLUMN_PLAIN },        \
        { "product_code", N_ ("Product"), LP_CLI_COLUMN_PLAIN },                                             \
        { "product", DETAIL ("Product name"), LP_CLI_COLUMN_TEXT },                                          \
        { "modules", DETAIL ("Modules"), LP_CLI_COLUMN_PLAIN },                                              \
        { "quantity", N_ ("Quantity"), LP_CLI_COLUMN_RIGHT }, { "group", N_ ("Group"), LP_CLI_COLUMN_TEXT }, \
        { NULL, N_ ("Allocated to"), LP_CLI_COLUMN_TEXT }, { "assignee", NULL, LP_CLI_COLUMN_TEXT },         \
        { "visible_to_group", NULL, LP_CLI_COLUMN_PLAIN }, { NULL, N_ ("Expires"), LP_CLI_COLUMN_PLAIN },    \
        { "technical_expiry", NULL, LP_CLI_COLUMN_PLAIN },                                                   \
        { "reference", N_ ("Reference"), LP_CLI_COLUMN_TEXT },                                               \
        { "order_number", DETAIL ("Order"), LP_CLI_COLUMN_PLAIN },                                           \
        { "created_at", DETAIL ("Created"), LP_CLI_COLUMN_PLAIN },                                           \
        { "entries", DETAIL ("Entries"), LP_CLI_COLUMN_TEXT },                                               \
        { "machines", DETAIL ("Machines"), LP_CLI_COLUMN_TEXT }, { "id", NULL, LP_CLI_COLUMN_PLAIN },        \
        { "subscription_id", NULL, LP_CLI_COLUMN_PLAIN },                                                    \
  }
#define IN_BOTH(title)      N_ (title)
#define NOT_IN_LISTS(title) NULL

static const LpCliColumn list_columns[] = TICKET_COLUMNS (NOT_IN_LISTS);
static const LpCliColumn single_columns[] = TICKET_COLUMNS (IN_BOTH);

LpCliOutput *
lp_cli_ticket_output_new (LpCliFormat format, gboolean single)
{
  return single ? lp_cli_output_new (format, single_columns, G_N_ELEMENTS (single_columns), TRUE)
                : lp_cli_output_new (format, list_columns, G_N_ELEMENTS (list_columns), FALSE);
}

char *
lp_cli_join_entries (GArray *entries)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; entries != NULL && i < entries->len; i++)
    {
      const LpEntryValue *value = &g_array_index (entries, LpEntryValue, i);

      g_string_append_printf (text, "%s%s=%s", i > 0 ? "; " : "", value->key,
                              value->value != NULL ? value->value : "");
    }
  return g_string_free (text, FALSE);
}

static char *
join_machines (const LpTicket *ticket)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; ticket->containers != NULL && i < ticket->containers->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "; " : "",
                            ((LpContainer *) g_ptr_array_index (ticket->containers, i))->name);
  return g_string_free (text, FALSE);
}

static const char *
describe_allocation (const LpTicket *ticket, const LpPerson *assignee)
{
  if (assignee != NULL)
    return assignee->name;
  if (ticket->assignee_id != NULL)
    return ticket->assignee_id;
  /* Translators: who sees a ticket: all members of its group, or only the admins. */
  return ticket->visible_to_group ? _ ("Everyone") : _ ("Admins only");
}

void
lp_cli_add_ticket (LpCli *cli, LpCliOutput *out, const LpTicket *ticket, JsonNode *node)
{
  LpPerson *assignee = cli->format == LP_CLI_JSON
                           ? NULL
                           : lp_cli_get_person (cli, ticket->group_id, ticket->assignee_id);
  g_autofree char *modules = ticket->modules != NULL ? g_strjoinv (" ", ticket->modules) : NULL;
  g_autofree char *quantity = g_strdup_printf ("%d", ticket->quantity);
  g_autofree char *product_entries = lp_cli_join_entries (ticket->entries);
  g_autofree char *machines = join_machines (ticket);
  char text[LP_DATE_STRING_SIZE];
  const char *expiry = lp_date_format (ticket->technical_expiry, text);

  lp_cli_output_add (out, node, ticket->code, lp_enum_get_nick (LP_TYPE_TICKET_STATE, (int) ticket->state),
                     ticket->product_code, ticket->product_name, modules, quantity,
                     lp_cli_get_group_path (cli, ticket->group_id), describe_allocation (ticket, assignee),
                     assignee != NULL ? assignee->email : ticket->assignee_id,
                     ticket->visible_to_group ? "true" : "false",
                     /* What is revoked runs no longer, whatever the machines were told. */
                     ticket->state == LP_TICKET_REVOKED ? NULL : expiry, expiry, ticket->reference,
                     ticket->order_number, ticket->created_at, product_entries, machines, ticket->id,
                     ticket->subscription_id);
}
