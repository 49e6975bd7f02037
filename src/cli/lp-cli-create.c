/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "lp-cli-decision.h"
#include "lp-cli-preview.h"
#include "lp-cli-ticket-rows.h"
#include "lp-enums.h"
#include "lp-subscription-rules.h"

/* A first deadline that is nearer than this needs a second look (design: domain, "Subscriptions"). */
#define SHORT_DEADLINE_DAYS 14

/* The options as typed; freed by clear_wish(). */
typedef struct
{
  char *group;
  char *product;
  char *licenses_text;
  char *quantity_text;
  int licenses;
  int quantity;
  char **modules;
  gboolean no_modules;
  char **entries;
  char *reference;
  char *assignee;
  gboolean visible;
  gboolean admins_only;
  char *start_mode;
  char *expiry_mode;
  char *initial_expiry;
  char *notice;
  char *key;
  gboolean dry_run;
} Wish;

static void
clear_wish (Wish *wish)
{
  g_free (wish->group);
  g_free (wish->product);
  g_free (wish->licenses_text);
  g_free (wish->quantity_text);
  g_strfreev (wish->modules);
  g_strfreev (wish->entries);
  g_free (wish->reference);
  g_free (wish->assignee);
  g_free (wish->start_mode);
  g_free (wish->expiry_mode);
  g_free (wish->initial_expiry);
  g_free (wish->notice);
  g_free (wish->key);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Wish, clear_wish)

static gboolean
parse_wish (LpCli *cli, char ***argv, Wish *wish, GError **error)
{
  const GOptionEntry entries[] = {
    { "group", 'g', 0, G_OPTION_ARG_FILENAME, &wish->group, N_ ("For which group"), N_ ("GROUP") },
    { "product", 'p', 0, G_OPTION_ARG_FILENAME, &wish->product, N_ ("What"), N_ ("CODE") },
    { "licenses", 'n', 0, G_OPTION_ARG_FILENAME, &wish->licenses_text,
      N_ ("How many licenses, each with its own ticket"), N_ ("N") },
    { "quantity", 0, 0, G_OPTION_ARG_FILENAME, &wish->quantity_text, N_ ("Seats of each license"), N_ ("N") },
    { "module", 'm', 0, G_OPTION_ARG_FILENAME_ARRAY, &wish->modules,
      N_ ("With this module; the product’s defaults if none is given"), N_ ("CODE") },
    { "no-modules", 0, 0, G_OPTION_ARG_NONE, &wish->no_modules, N_ ("Without any module"), NULL },
    { "entry", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &wish->entries, N_ ("The value of an entry"),
      N_ ("KEY=VALUE") },
    { "reference", 'r', 0, G_OPTION_ARG_FILENAME, &wish->reference, N_ ("Your purchase order number"),
      N_ ("TEXT") },
    { "assignee", 0, 0, G_OPTION_ARG_FILENAME, &wish->assignee, N_ ("Allocate to this person"),
      N_ ("EMAIL") },
    { "visible", 0, 0, G_OPTION_ARG_NONE, &wish->visible, N_ ("Show to everyone in the group"), NULL },
    { "admins-only", 0, 0, G_OPTION_ARG_NONE, &wish->admins_only, N_ ("Show to admins only"), NULL },
    { "start-mode", 0, 0, G_OPTION_ARG_FILENAME, &wish->start_mode,
      N_ ("When a subscription starts: purchase or activation"), N_ ("MODE") },
    { "expiry-mode", 0, 0, G_OPTION_ARG_FILENAME, &wish->expiry_mode,
      N_ ("When its first term ends: anniversary, calendar_year_end, fiscal_year_end or fixed"),
      N_ ("MODE") },
    { "initial-expiry", 0, 0, G_OPTION_ARG_FILENAME, &wish->initial_expiry,
      N_ ("The last day of its first term, such as 2026-12-31"), N_ ("DATE") },
    { "notice", 0, 0, G_OPTION_ARG_FILENAME, &wish->notice,
      N_ ("How long before its end it has to be cancelled, such as P3M"), N_ ("PERIOD") },
    { "idempotency-key", 0, 0, G_OPTION_ARG_FILENAME, &wish->key,
      N_ ("A name for this very order: the same one never creates it twice"), N_ ("KEY") },
    LP_CLI_DRY_RUN (&wish->dry_run),
    G_OPTION_ENTRY_NULL,
  };

  wish->licenses = 1;
  wish->quantity = 1;
  return lp_cli_parse (cli, argv, entries, 0, 0, error);
}

static gboolean
is_printable (const char *text)
{
  while (g_ascii_isgraph (*text))
    text++;
  return *text == '\0';
}

static gboolean
check_entry_texts (char **entries, GError **error)
{
  g_autoptr (GHashTable) keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; entries != NULL && entries[i] != NULL; i++)
    {
      const char *equals = strchr (entries[i], '=');
      g_autofree char *key = NULL;

      if (equals == NULL || equals == entries[i])
        return lp_cli_refuse_usage (error, _ ("--entry takes KEY=VALUE, not “%s”."), entries[i]);
      key = g_strndup (entries[i], (gsize) (equals - entries[i]));
      if (g_hash_table_contains (keys, key))
        return lp_cli_refuse_usage (error, _ ("--entry %s is given twice."), key);
      g_hash_table_add (keys, g_steal_pointer (&key));
    }
  return TRUE;
}

static gboolean
check_wish (Wish *wish, GError **error)
{
  if (wish->group == NULL)
    return lp_cli_refuse_usage (error, _ ("--group is missing: give a group’s id, customer number or path."));
  if (wish->product == NULL)
    return lp_cli_refuse_usage (
        error,
        _ ("--product is missing: give a product code, such as those that “licensectl catalog” lists."));
  if (!lp_cli_read_number ("--licenses", wish->licenses_text, 1, 500, &wish->licenses, error) ||
      !lp_cli_read_number ("--quantity", wish->quantity_text, 1, 1000000, &wish->quantity, error))
    return FALSE;
  if ((wish->assignee != NULL) + wish->visible + wish->admins_only > 1)
    return lp_cli_refuse_usage (error, _ ("Give only one of --assignee, --visible and --admins-only."));
  if (wish->modules != NULL && wish->no_modules)
    return lp_cli_refuse_usage (error, _ ("Give either --module or --no-modules."));
  if (wish->key != NULL && (strlen (wish->key) < 1 || strlen (wish->key) > 255 || !is_printable (wish->key)))
    return lp_cli_refuse_usage (error,
                                _ ("--idempotency-key takes 1 to 255 letters, digits and signs of ASCII."));
  return check_entry_texts (wish->entries, error);
}

static gboolean
read_modes (const Wish *wish, LpOrderRequest *request, GError **error)
{
  request->start_mode = -1;
  request->expiry_mode = -1;
  request->initial_expiry = LP_DATE_NONE;
  if (wish->start_mode != NULL &&
      !lp_enum_from_nick (LP_TYPE_START_MODE, wish->start_mode, &request->start_mode))
    return lp_cli_refuse_usage (error, _ ("--start-mode takes purchase or activation, not “%s”."),
                                wish->start_mode);
  if (wish->expiry_mode != NULL &&
      !lp_enum_from_nick (LP_TYPE_EXPIRY_MODE, wish->expiry_mode, &request->expiry_mode))
    return lp_cli_refuse_usage (
        error, _ ("--expiry-mode takes anniversary, calendar_year_end, fiscal_year_end or fixed, not “%s”."),
        wish->expiry_mode);
  if (wish->initial_expiry != NULL)
    {
      request->initial_expiry = lp_date_parse (wish->initial_expiry);
      if (request->initial_expiry == LP_DATE_NONE)
        return lp_cli_refuse_usage (
            error, _ ("--initial-expiry takes a day that exists, such as 2026-12-31, not “%s”."),
            wish->initial_expiry);
    }
  if (wish->notice != NULL && !(lp_period_parse (wish->notice, &request->notice) &&
                                request->notice.count <= lp_notice_get_max (request->notice.unit)))
    return lp_cli_refuse_usage (
        /* Translators: the largest number of years, and what was typed. */
        error, _ ("--notice takes a period of one unit from P0D to P%dY, such as P3M or P6W, not “%s”."),
        lp_notice_get_max (LP_PERIOD_YEARS), wish->notice);
  request->has_notice = wish->notice != NULL;
  request->has_subscription = wish->start_mode != NULL || wish->expiry_mode != NULL ||
                              wish->initial_expiry != NULL || wish->notice != NULL;
  return TRUE;
}

static void
read_entries (const Wish *wish, LpOrderRequest *request)
{
  if (request->entries == NULL)
    request->entries = lp_entry_values_new ();
  for (guint i = 0; wish->entries != NULL && wish->entries[i] != NULL; i++)
    {
      const char *equals = strchr (wish->entries[i], '=');
      g_autofree char *key = g_strndup (wish->entries[i], (gsize) (equals - wish->entries[i]));

      lp_entry_values_add (request->entries, key, equals + 1);
    }
}

static gboolean
read_allocation (LpCli *cli, const Wish *wish, LpOrderRequest *request, GError **error)
{
  if (wish->assignee != NULL)
    {
      LpPerson *person = lp_cli_find_member (cli, request->group_id, wish->assignee, error);

      if (person == NULL)
        return FALSE;
      request->assignee_id = g_strdup (person->id);
    }
  request->visible_to_group = wish->visible;
  request->has_allocation = wish->assignee != NULL || wish->visible || wish->admins_only;
  return TRUE;
}

/* As JSON writes it: “08” and “+8” are none. */
static gboolean
is_whole_number (const char *text)
{
  char plain[32];
  gint64 number;

  if (!g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, &number, NULL))
    return FALSE;
  g_snprintf (plain, sizeof plain, "%" G_GINT64_FORMAT, number);
  return g_str_equal (plain, text);
}

/* What the service would refuse in the words of JSON. */
static gboolean
check_entry_value (const LpEntry *entry, const char *value, GError **error)
{
  if (entry->kind == LP_ENTRY_INTEGER && !is_whole_number (value))
    return lp_cli_refuse_usage (error, _ ("--entry %s takes a whole number, such as 8, not “%s”."),
                                entry->key, value);
  if (entry->kind == LP_ENTRY_BOOLEAN && !g_str_equal (value, "true") && !g_str_equal (value, "false"))
    return lp_cli_refuse_usage (error, _ ("--entry %s takes true or false, not “%s”."), entry->key, value);
  return TRUE;
}

static gboolean
check_for_product (const LpOrderRequest *request, const LpProduct *product, GError **error)
{
  if (request->has_subscription && product->kind != LP_PRODUCT_SUBSCRIPTION)
    return lp_cli_refuse_usage (error,
                                _ ("“%s” has no subscription: --start-mode, --expiry-mode, --initial-expiry "
                                   "and --notice are not for it."),
                                product->code);
  for (guint i = 0; product->entries != NULL && i < product->entries->len; i++)
    {
      const LpEntry *entry = g_ptr_array_index (product->entries, i);
      const char *value = lp_entry_values_get (request->entries, entry->key);

      if (value != NULL && !check_entry_value (entry, value, error))
        return FALSE;
    }
  return TRUE;
}

static LpOrderRequest *
make_request (LpCli *cli, const Wish *wish, const LpGroup *group, const LpProduct *product, GError **error)
{
  g_autoptr (LpOrderRequest) request = lp_order_request_new ();

  request->group_id = g_strdup (group->id);
  request->product_id = g_strdup (product->id);
  request->licenses = wish->licenses;
  request->quantity = wish->quantity;
  request->modules = wish->no_modules ? g_new0 (char *, 1) : g_strdupv (wish->modules);
  request->reference = g_strdup (wish->reference);
  request->dry_run = wish->dry_run;
  read_entries (wish, request);
  if (!read_modes (wish, request, error) || !check_for_product (request, product, error) ||
      !read_allocation (cli, wish, request, error))
    return NULL;
  return g_steal_pointer (&request);
}

static gboolean
get_terms (LpCli *cli,
           const LpOrderRequest *request,
           const LpGroup *group,
           const LpProduct *product,
           LpSubscriptionTerms *terms)
{
  terms->start_mode = request->start_mode >= 0 ? (LpStartMode) request->start_mode : product->start_mode;
  terms->expiry_mode = request->expiry_mode >= 0 ? (LpExpiryMode) request->expiry_mode : product->expiry_mode;
  if (request->initial_expiry != LP_DATE_NONE)
    terms->expiry_mode = LP_EXPIRY_FIXED;
  terms->initial_expiry = request->initial_expiry;
  terms->start = cli->me->today;
  terms->term_months = lp_period_get_months (product->term);
  terms->notice = request->has_notice ? request->notice : product->notice;
  terms->fiscal_year_end = group->effective.fiscal_year_end;
  terms->consumer = group->effective.consumer == TRUE;
  lp_subscription_shorten_for_consumer (terms);
  return terms->start_mode == LP_START_PURCHASE && lp_subscription_validate (terms, NULL);
}

/* Returns: (transfer full) (nullable): what to think of before ordering a subscription whose first deadline is so near
 * that it may renew unnoticed. */
static char *
describe_short_deadline (LpCli *cli,
                         const LpOrderRequest *request,
                         const LpGroup *group,
                         const LpProduct *product)
{
  LpSubscriptionTerms terms = { 0 };
  char deadline_text[LP_DATE_STRING_SIZE], end_text[LP_DATE_STRING_SIZE];
  LpDate deadline, first, last;

  if (product->kind != LP_PRODUCT_SUBSCRIPTION || !get_terms (cli, request, group, product, &terms))
    return NULL;
  deadline = lp_subscription_deadline (&terms, 0);
  if (deadline == LP_DATE_NONE || deadline - terms.start >= SHORT_DEADLINE_DAYS ||
      !lp_subscription_term (&terms, 0, &first, &last))
    return NULL;
  return g_strdup_printf (
      /* Translators: two days, such as 2026-12-31. */
      _ ("The first term ends on %s already, and to stop it there it has to be cancelled by %s."),
      lp_date_format (last, end_text), lp_date_format (deadline, deadline_text));
}

/* Asks, or only says so where nothing is ordered. */
static gboolean
warn_of_deadline (LpCli *cli,
                  const LpOrderRequest *request,
                  const LpGroup *group,
                  const LpProduct *product,
                  GError **error)
{
  g_autofree char *warning = describe_short_deadline (cli, request, group, product);
  g_autofree char *question = NULL;

  if (warning == NULL)
    return TRUE;
  if (request->dry_run)
    {
      lp_cli_say ("%s", warning);
      return TRUE;
    }
  /* Translators: %s is what to think of before an order, a whole sentence. */
  question = g_strdup_printf (_ ("%s Create it?"), warning);
  return lp_cli_confirm (cli, question, error);
}

static gboolean
print_order (LpCli *cli, LpReply *reply, GError **error)
{
  g_autoptr (GPtrArray) tickets = NULL;
  g_autoptr (LpOrder) order = lp_reply_read_order (reply, &tickets, error);
  LpCliOutput *out;

  if (order == NULL)
    return FALSE;
  if (order->state == LP_ORDER_REQUESTED)
    lp_cli_say (_ ("Order %s waits for approval."), order->number);
  if (cli->format == LP_CLI_JSON)
    return lp_cli_print_json (reply->root, error);
  out = lp_cli_ticket_output_new (cli->format, FALSE);
  for (guint i = 0; i < tickets->len; i++)
    lp_cli_add_ticket (cli, out, g_ptr_array_index (tickets, i), NULL);
  return lp_cli_output_close (out, error);
}

gboolean
lp_cli_create (LpCli *cli, char **argv, GError **error)
{
  g_auto (Wish) wish = { 0 };
  g_autoptr (LpProduct) product = NULL;
  g_autoptr (LpOrderRequest) request = NULL;
  g_autoptr (LpReply) reply = NULL;
  LpRequest *call;
  LpGroup *group;

  if (!parse_wish (cli, &argv, &wish, error) || !check_wish (&wish, error) || !lp_cli_connect (cli, error))
    return FALSE;
  group = lp_cli_find_group (cli, wish.group, error);
  product = group != NULL ? lp_cli_find_product (cli, group->id, wish.product, error) : NULL;
  request = product != NULL ? make_request (cli, &wish, group, product, error) : NULL;
  if (request == NULL || !warn_of_deadline (cli, request, group, product, error))
    return FALSE;
  call = lp_call_create_order (request, product);
  if (wish.key != NULL && !wish.dry_run)
    lp_request_set_idempotency_key (call, wish.key);
  reply = lp_cli_send (cli, call, error);
  if (reply != NULL && wish.dry_run)
    return lp_cli_print_preview (cli, reply, product, error);
  return reply != NULL && print_order (cli, reply, error);
}
