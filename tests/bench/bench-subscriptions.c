/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The page of subscriptions beside the page of tickets, each over as many rows, in one local copy without a service:
 * the first answer with a screenful of what the list shows of a row, searches while somebody types, and orders. Prints
 * one JSON object a line: {"name","value","unit"}, and with "ratio" the median of subscriptions ÷ tickets over the
 * pairs measured one after the other; subscriptions.py tells them. */

#include <stdlib.h>

#include "lp-client-types.h"
#include "lp-replica-private.h"
#include "lp-ticket-code.h"

#define PAGE     5000
#define GROUPS   400
#define PRODUCTS 40
#define SCREEN   48
#define TIMES    15

static void
keep_result (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static GAsyncResult *
wait_result (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *result;
}

static void
report (const char *name, double value)
{
  g_print ("{\"name\":\"%s\",\"value\":%.3f,\"unit\":\"ms\"}\n", name, value);
}

static void
write_pair (GString *out, GRand *rand, guint index)
{
  guint8 values[LP_TICKET_CODE_RANDOM_SYMBOLS];
  char code[LP_TICKET_CODE_SIZE];
  int product = g_rand_int_range (rand, 0, PRODUCTS), group = g_rand_int_range (rand, 0, GROUPS);
  int month = g_rand_int_range (rand, 1, 10), day = g_rand_int_range (rand, 1, 29);

  for (gsize i = 0; i < G_N_ELEMENTS (values); i++)
    values[i] = (guint8) g_rand_int_range (rand, 0, 32);
  lp_ticket_code_encode (values, code);
  g_string_append_printf (
      out,
      "{\"kind\":\"ticket\",\"id\":\"t%015u\",\"object\":{\"id\":\"t%015u\",\"code\":\"%s\",\"state\":\"available\","
      "\"removal\":\"none\",\"product_id\":\"p%d\",\"product_code\":\"PRD-%d\",\"product_name\":\"Product Number %d\","
      "\"modules\":[\"CAM\"],\"entries\":{\"host_name\":\"host-%u\",\"site\":\"site%d\"},\"quantity\":1,"
      "\"group_id\":\"g%d\",\"assignee_id\":null,\"visible_to_group\":true,\"order_id\":null,\"order_number\":null,"
      "\"reference\":\"PO-%u\",\"created_at\":\"2026-01-01T10:00:00Z\",\"created_by\":null,"
      "\"technical_expiry\":\"2027-%02d-%02d\",\"subscription_id\":\"s%015u\",\"containers\":[],\"etag\":\"e\"}},",
      index, index, code, product, product, product, index, g_rand_int_range (rand, 100, 200), group, index,
      month + 3, day, index);
  g_string_append_printf (
      out,
      "{\"kind\":\"subscription\",\"id\":\"s%015u\",\"object\":{\"id\":\"s%015u\",\"ticket_code\":\"%s\","
      "\"group_id\":\"g%d\",\"product_id\":\"p%d\",\"state\":\"active\",\"start_mode\":\"purchase\","
      "\"expiry_mode\":\"anniversary\",\"start\":\"2026-%02d-%02d\",\"initial_expiry\":\"2027-%02d-%02d\","
      "\"term\":\"P1Y\",\"notice\":\"P3M\",\"committed_until\":\"2027-%02d-%02d\",\"technical_expiry\":\"2027-%02d-%02d\","
      "\"deadline\":\"2027-%02d-%02d\",\"cancelled_on\":null,\"ends_on\":null,\"revoked_on\":null,\"renewals\":[],"
      "\"etag\":\"e\"}}",
      index, index, code, group, product, month, day, month + 3, day, month + 3, day, month + 3, day, month,
      day);
}

static GBytes *
make_page (GRand *rand, guint from, guint to, guint n)
{
  GString *page = g_string_new ("{\"items\":[");

  for (guint i = from; i < to; i++)
    {
      if (i > from)
        g_string_append_c (page, ',');
      write_pair (page, rand, i);
    }
  g_string_append_printf (page,
                          "],\"next\":\"n%u\",\"more\":%s,\"total\":null,\"today\":\"2026-11-24\","
                          "\"fixed_today\":true}",
                          to, to < n ? "true" : "false");
  return g_string_free_to_bytes (page);
}

static void
fill (LpReplica *replica, guint n)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);
  g_autoptr (GAsyncResult) begun = NULL;
  g_autoptr (GAsyncResult) adopted = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *token = NULL;
  guint n_done, n_total;

  lp_replica_begin_snapshot_async (replica, FALSE, NULL, keep_result, &begun);
  lp_replica_begin_snapshot_finish (replica, wait_result (&begun), &token, &n_done, &n_total, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < n; i += PAGE)
    {
      g_autoptr (GBytes) bytes = make_page (rand, i, MIN (i + PAGE, n), n);
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (LpPage) page = NULL;

      lp_replica_add_to_snapshot_async (replica, bytes, NULL, keep_result, &result);
      page = lp_replica_add_to_snapshot_finish (replica, wait_result (&result), &error);
      g_assert_no_error (error);
    }
  lp_replica_adopt_snapshot_async (replica, NULL, keep_result, &adopted);
  lp_replica_adopt_snapshot_finish (replica, wait_result (&adopted), &error);
  g_assert_no_error (error);
}

/* Milliseconds until a screenful of the answer can be shown. */
static double
show_tickets (LpReplica *replica, const char *text, int sort)
{
  g_autoptr (LpTicketQuery) query = lp_ticket_query_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GArray) rows = NULL;
  LpTicketLine some[SCREEN] = { 0 };
  gint64 start = g_get_monotonic_time ();

  query->text = g_strdup (text);
  query->sort = (LpTicketSort[]){ LP_TICKET_SORT_EXPIRY, LP_TICKET_SORT_PRODUCT, LP_TICKET_SORT_CODE }[sort];
  lp_replica_query_tickets_async (replica, query, NULL, keep_result, &result);
  rows = lp_replica_query_tickets_finish (replica, wait_result (&result), NULL);
  lp_replica_fetch_ticket_lines (replica, (const guint32 *) (gpointer) rows->data, MIN (rows->len, SCREEN),
                                 some);
  for (guint i = 0; i < MIN (rows->len, SCREEN); i++)
    lp_ticket_line_clear (&some[i]);
  return (double) (g_get_monotonic_time () - start) / 1000;
}

static double
show_subscriptions (LpReplica *replica, const char *text, int sort)
{
  const LpSubscriptionQuery query = { .deadline_from = LP_DATE_NONE,
                                      .deadline_to = LP_DATE_NONE,
                                      .text = text,
                                      .sort = (LpSubscriptionSort[]){ LP_SUBSCRIPTION_SORT_DEADLINE,
                                                                      LP_SUBSCRIPTION_SORT_PRODUCT,
                                                                      LP_SUBSCRIPTION_SORT_CODE }[sort] };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GArray) rows = NULL;
  LpSubscription *some[SCREEN] = { NULL };
  gint64 start = g_get_monotonic_time ();

  lp_replica_query_subscriptions_async (replica, &query, NULL, keep_result, &result);
  rows = lp_replica_query_subscriptions_finish (replica, wait_result (&result), NULL);
  lp_replica_fetch_subscription_rows (replica, (const guint32 *) (gpointer) rows->data,
                                      MIN (rows->len, SCREEN), some);
  for (guint i = 0; i < MIN (rows->len, SCREEN); i++)
    lp_subscription_unref (some[i]);
  return (double) (g_get_monotonic_time () - start) / 1000;
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double first = *(const double *) a;
  double second = *(const double *) b;

  return first < second ? -1 : first > second;
}

typedef double (*Show) (LpReplica *replica, const char *text, int sort);

static void
report_median (GArray *values, const char *name, const char *kind)
{
  g_autofree char *full = g_strdup_printf ("%s-%s", name, kind);

  g_array_sort (values, compare_doubles);
  report (full, g_array_index (values, double, values->len / 2));
  g_array_unref (values);
}

static GArray *
divide (const GArray *values, const GArray *by)
{
  GArray *ratios = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint i = 0; i < values->len; i++)
    {
      double ratio = g_array_index (values, double, i) / g_array_index (by, double, i);

      g_array_append_val (ratios, ratio);
    }
  return ratios;
}

static void
measure_pair (LpReplica *replica, const char *text, int sort, int first, GArray *times[2])
{
  static const Show shows[] = { show_tickets, show_subscriptions };

  if (text != NULL)
    show_subscriptions (replica, text, sort);
  for (int turn = 0; turn < 2; turn++)
    {
      int kind = (first + turn) % 2;
      double time = shows[kind](replica, text, sort);

      g_array_append_val (times[kind], time);
    }
}

/* In turn, and the next time the other way round, so that a noisy machine disturbs both. What full text finds for a
 * word serves whoever asks next, so it is looked up before either is measured. */
static void
measure (LpReplica *replica, const char *name, const char *const *texts, gsize n_texts, int n_sorts)
{
  static const char *const kinds[] = { "tickets", "subscriptions" };
  GArray *times[2] = { g_array_new (FALSE, FALSE, sizeof (double)),
                       g_array_new (FALSE, FALSE, sizeof (double)) };

  for (int round = 0; round < TIMES; round++)
    for (gsize text = 0; text < n_texts; text++)
      for (int sort = 0; sort < n_sorts; sort++)
        measure_pair (replica, texts[text], sort, round % 2, times);
  report_median (divide (times[1], times[0]), name, "ratio");
  for (int kind = 0; kind < 2; kind++)
    report_median (times[kind], name, kinds[kind]);
}

static LpReplica *
open_replica (const char *directory)
{
  g_autoptr (GAsyncResult) opened = NULL;
  g_autoptr (GError) error = NULL;
  LpReplica *replica;

  lp_replica_open_async (directory, NULL, keep_result, &opened);
  replica = lp_replica_open_finish (wait_result (&opened), &error);
  g_assert_no_error (error);
  return replica;
}

int
main (int argc, char **argv)
{
  static const char *const nothing[] = { NULL };
  static const char *const texts[] = {
    "PO-4711", "product number 7", "site142", "host-5", "7GJDG", "prd-12"
  };
  guint n = argc > 2 ? (guint) atoi (argv[2]) : 1000000;
  g_autoptr (LpReplica) replica = NULL;

  if (argc < 2)
    {
      g_printerr ("Usage: bench-subscriptions DIRECTORY [TICKETS]\n");
      return 2;
    }
  replica = open_replica (argv[1]);
  if (!lp_replica_is_complete (replica))
    fill (replica, n);
  report ("first-subscriptions", show_subscriptions (replica, NULL, 0));
  measure (replica, "page", nothing, 1, 1);
  measure (replica, "search", texts, G_N_ELEMENTS (texts), 1);
  measure (replica, "order", nothing, 1, 3);
  return 0;
}
