/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lp-cli-preview.h"

#include <glib/gi18n.h>

#include "lp-cli-output.h"
#include "lp-cli-ticket-rows.h"

static const LpCliColumn columns[] = {
  { "state", N_ ("State"), LP_CLI_COLUMN_PLAIN },
  { "product_code", N_ ("Product"), LP_CLI_COLUMN_PLAIN },
  { "licenses", N_ ("Licenses"), LP_CLI_COLUMN_RIGHT },
  { "quantity", N_ ("Quantity"), LP_CLI_COLUMN_RIGHT },
  { "modules", N_ ("Modules"), LP_CLI_COLUMN_PLAIN },
  { "entries", N_ ("Entries"), LP_CLI_COLUMN_TEXT },
  { "group", N_ ("Group"), LP_CLI_COLUMN_TEXT },
  { "assignee", N_ ("Allocated to"), LP_CLI_COLUMN_TEXT },
  { "visible_to_group", N_ ("Visible to the group"), LP_CLI_COLUMN_PLAIN },
  { "seen_by", N_ ("People who see it"), LP_CLI_COLUMN_RIGHT },
  { "technical_expiry", N_ ("Expires"), LP_CLI_COLUMN_PLAIN },
  { "committed_until", N_ ("Committed until"), LP_CLI_COLUMN_PLAIN },
  { "deadline", N_ ("Cancel by"), LP_CLI_COLUMN_PLAIN },
  { "currency", N_ ("Currency"), LP_CLI_COLUMN_PLAIN },
  { "price", N_ ("Price"), LP_CLI_COLUMN_RIGHT },
  { "reference", N_ ("Reference"), LP_CLI_COLUMN_TEXT },
};

/* How many decimals a currency has beyond the usual two (ISO 4217). */
static int
get_decimals (const char *currency)
{
  static const char *const none[] = { "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG",
                                      "RWF", "UGX", "UYI", "VND", "VUV", "XAF", "XOF", "XPF", NULL };
  static const char *const three[] = { "BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND", NULL };

  if (g_strv_contains (none, currency))
    return 0;
  return g_strv_contains (three, currency) ? 3 : 2;
}

static char *
format_money (const LpMoney *money)
{
  int decimals = get_decimals (money->currency);
  gint64 unit = 1;

  for (int i = 0; i < decimals; i++)
    unit *= 10;
  if (decimals == 0)
    return g_strdup_printf ("%" G_GINT64_FORMAT, money->amount);
  return g_strdup_printf ("%" G_GINT64_FORMAT ".%0*" G_GINT64_FORMAT, money->amount / unit, decimals,
                          money->amount % unit);
}

static const char *
format_day (LpDate day, char text[LP_DATE_STRING_SIZE])
{
  return day != LP_DATE_NONE ? lp_date_format (day, text) : NULL;
}

gboolean
lp_cli_print_preview (LpCli *cli, LpReply *reply, const LpProduct *product, GError **error)
{
  g_autoptr (LpOrderPreview) preview = lp_reply_read_order_preview (reply, error);
  g_autofree char *modules = NULL, *entries = NULL, *licenses = NULL, *quantity = NULL, *seen_by = NULL;
  g_autofree char *price = NULL;
  char expiry[LP_DATE_STRING_SIZE], until[LP_DATE_STRING_SIZE], deadline[LP_DATE_STRING_SIZE];
  LpPerson *assignee;
  LpCliOutput *out;

  if (preview == NULL)
    return FALSE;
  lp_cli_say (_ ("Nothing was changed; this is how it would be."));
  if (preview->state == LP_ORDER_REQUESTED)
    lp_cli_say (_ ("The order would wait for approval."));
  if (cli->format == LP_CLI_JSON)
    return lp_cli_print_json (reply->root, error);

  assignee = lp_cli_get_person (cli, preview->group_id, preview->assignee_id);
  modules = g_strjoinv (" ", preview->modules);
  entries = lp_cli_join_entries (preview->entries);
  licenses = g_strdup_printf ("%d", preview->licenses);
  quantity = g_strdup_printf ("%d", preview->quantity);
  seen_by = g_strdup_printf ("%d", preview->seen_by);
  price = preview->has_price ? format_money (&preview->price) : NULL;
  out = lp_cli_output_new (cli->format, columns, G_N_ELEMENTS (columns), TRUE);
  lp_cli_output_add (out, NULL, lp_enum_get_nick (LP_TYPE_ORDER_STATE, preview->state), product->code,
                     licenses, quantity, modules, entries, lp_cli_get_group_path (cli, preview->group_id),
                     assignee != NULL ? assignee->email : preview->assignee_id,
                     preview->visible_to_group ? "true" : "false", seen_by,
                     format_day (preview->technical_expiry, expiry),
                     format_day (preview->committed_until, until), format_day (preview->deadline, deadline),
                     preview->has_price ? preview->price.currency : NULL, price, preview->reference);
  return lp_cli_output_close (out, error);
}
