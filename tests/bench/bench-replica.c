/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A replica of any size without a service: fills one with pages as the service writes them, and measures filling
 * and searching. Prints one JSON object a line: {"name","value","unit"}. */

#include <stdlib.h>

#include "lp-client-types.h"
#include "lp-replica-private.h"
#include "lp-ticket-code.h"

#define PAGE     5000
#define GROUPS   400
#define PEOPLE   2000
#define PRODUCTS 40

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
report (const char *name, double value, const char *unit)
{
  g_print ("{\"name\":\"%s\",\"value\":%.3f,\"unit\":\"%s\"}\n", name, value, unit);
}

static void
write_code (GRand *rand, char code[LP_TICKET_CODE_SIZE])
{
  guint8 values[LP_TICKET_CODE_RANDOM_SYMBOLS];

  for (gsize i = 0; i < G_N_ELEMENTS (values); i++)
    values[i] = (guint8) g_rand_int_range (rand, 0, 32);
  lp_ticket_code_encode (values, code);
}

static void
write_ticket (GString *out, GRand *rand, guint index)
{
  static const char *const states[] = { "available", "activated", "available", "revoked" };
  char code[LP_TICKET_CODE_SIZE];
  guint product = (guint) g_rand_int_range (rand, 0, PRODUCTS);
  gboolean person = g_rand_boolean (rand);

  write_code (rand, code);
  g_string_append_printf (
      out,
      "{\"kind\":\"ticket\",\"id\":\"t%015u\",\"object\":{\"id\":\"t%015u\",\"code\":\"%s\",\"state\":\"%s\","
      "\"removal\":\"none\",\"product_id\":\"p%u\",\"product_code\":\"PRD-%u\",\"product_name\":\"Product Number %u\","
      "\"modules\":[\"CAM\",\"SIM\"],\"entries\":{\"host_name\":\"host-%u\",\"seats\":%d,\"site\":\"site%d\","
      "\"dongle\":true},\"quantity\":1,\"group_id\":\"g%d\",\"assignee_id\":",
      index, index, code, states[g_rand_int_range (rand, 0, 4)], product, product, product, index,
      g_rand_int_range (rand, 1, 50), g_rand_int_range (rand, 100, 200), g_rand_int_range (rand, 0, GROUPS));
  if (person)
    g_string_append_printf (out, "\"u%d\"", g_rand_int_range (rand, 0, PEOPLE));
  else
    g_string_append (out, "null");
  g_string_append_printf (
      out,
      ",\"visible_to_group\":%s,\"order_id\":\"o%015u\",\"order_number\":\"O-2026-NRTH-%06u\",\"reference\":\"PO-%u\","
      "\"created_at\":\"2026-%02d-%02dT10:00:00Z\",\"created_by\":\"u1\",\"technical_expiry\":\"2027-%02d-%02d\","
      "\"subscription_id\":null,\"containers\":[],\"etag\":\"\\\"t%015u-1\\\"\"}}",
      person ? "false" : "true", index / 5, index / 5, index / 5, g_rand_int_range (rand, 1, 13),
      g_rand_int_range (rand, 1, 29), g_rand_int_range (rand, 1, 13), g_rand_int_range (rand, 1, 29), index);
}

static GBytes *
end_page (GString *page, guint next, gboolean more)
{
  g_string_append_printf (page,
                          "],\"next\":\"n%u\",\"more\":%s,\"total\":null,\"today\":\"2026-11-24\","
                          "\"fixed_today\":true}",
                          next, more ? "true" : "false");
  return g_string_free_to_bytes (page);
}

static GBytes *
directory_page (void)
{
  static const char *const first[] = { "Ada",     "Grace",  "Alan",    "Edsger",
                                       "Barbara", "Donald", "Niklaus", "Radia" };
  static const char *const last[] = {
    "Lovelace", "Hopper", "Turing", "Dijkstra", "Liskov", "Knuth", "Wirth"
  };
  GString *page = g_string_new ("{\"items\":[");

  for (int i = 0; i < GROUPS; i++)
    {
      g_autofree char *parent = i == 0 ? g_strdup ("null") : g_strdup_printf ("\"g%d\"", (i - 1) / 8);

      g_string_append_printf (
          page,
          "%s{\"kind\":\"group\",\"id\":\"g%d\",\"object\":{\"id\":\"g%d\",\"parent_id\":%s,"
          "\"name\":\"Group %d\",\"kind\":\"%s\",\"external_id\":null,\"path\":\"V/Group %d\","
          "\"settings\":{},\"effective\":{},\"etag\":\"\\\"g%d-1\\\"\"}}",
          i > 0 ? "," : "", i, i, parent, i, i == 0 ? "vendor" : "unit", i, i);
    }
  for (int i = 0; i < PEOPLE; i++)
    g_string_append_printf (
        page,
        ",{\"kind\":\"person\",\"id\":\"u%d\",\"object\":{\"id\":\"u%d\",\"email\":"
        "\"person%d@example.com\",\"name\":\"%s %s%d\",\"state\":\"active\",\"etag\":\"\\\"u%d-1\\\"\"}}",
        i, i, i, first[i % 8], last[i % 7], i, i);
  return end_page (page, 0, TRUE);
}

static void
add_page (LpReplica *replica, GBytes *bytes)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (LpPage) page = NULL;

  lp_replica_add_to_snapshot_async (replica, bytes, NULL, keep_result, &result);
  page = lp_replica_add_to_snapshot_finish (replica, wait_result (&result), &error);
  g_assert_no_error (error);
}

static void
fill (LpReplica *replica, guint n)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);
  g_autoptr (GAsyncResult) begun = NULL;
  g_autoptr (GAsyncResult) adopted = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) directory = directory_page ();
  g_autofree char *token = NULL;
  guint n_done;
  guint n_total;
  double adding = 0;
  gint64 start;

  lp_replica_begin_snapshot_async (replica, FALSE, NULL, keep_result, &begun);
  lp_replica_begin_snapshot_finish (replica, wait_result (&begun), &token, &n_done, &n_total, &error);
  g_assert_no_error (error);
  add_page (replica, directory);
  for (guint i = 0; i < n; i += PAGE)
    {
      GString *page = g_string_new ("{\"items\":[");
      g_autoptr (GBytes) bytes = NULL;

      for (guint j = i; j < MIN (i + PAGE, n); j++)
        {
          if (j > i)
            g_string_append_c (page, ',');
          write_ticket (page, rand, j);
        }
      bytes = end_page (page, i, i + PAGE < n);
      start = g_get_monotonic_time ();
      add_page (replica, bytes);
      adding += (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;
    }
  start = g_get_monotonic_time ();
  lp_replica_adopt_snapshot_async (replica, NULL, keep_result, &adopted);
  lp_replica_adopt_snapshot_finish (replica, wait_result (&adopted), &error);
  g_assert_no_error (error);
  report ("replica-fill-pages", adding, "s");
  report ("replica-fill-adopt", (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC, "s");
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double first = *(const double *) a;
  double second = *(const double *) b;

  return first < second ? -1 : first > second;
}

static GBytes *
make_delta (GRand *rand, guint n, guint n_tickets)
{
  GString *page = g_string_new ("{\"items\":[");

  for (guint i = 0; i < n; i++)
    {
      g_string_append (page, i > 0 ? "," : "");
      write_ticket (page, rand, (guint) g_rand_int_range (rand, 0, (gint32) n_tickets));
    }
  return end_page (page, 0, FALSE);
}

/* Tickets that are there change their codes, texts and places. */
static void
change (LpReplica *replica, guint n_tickets)
{
  static const guint sizes[] = { 1, 1000 };
  g_autoptr (GRand) rand = g_rand_new_with_seed (2);

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autofree char *name = g_strdup_printf ("replica-delta-%u", sizes[i]);
      double times[15];

      for (gsize j = 0; j < G_N_ELEMENTS (times); j++)
        {
          g_autoptr (GBytes) delta = make_delta (rand, sizes[i], n_tickets);
          g_autoptr (GAsyncResult) result = NULL;
          g_autoptr (GError) error = NULL;
          g_autoptr (LpPage) page = NULL;
          gint64 start = g_get_monotonic_time ();

          lp_replica_apply_page_async (replica, delta, NULL, keep_result, &result);
          page = lp_replica_apply_page_finish (replica, wait_result (&result), &error);
          g_assert_no_error (error);
          times[j] = (double) (g_get_monotonic_time () - start) / 1000;
        }
      qsort (times, G_N_ELEMENTS (times), sizeof *times, compare_doubles);
      report (name, times[G_N_ELEMENTS (times) / 2], "ms");
    }
}

static double
search_once (LpReplica *replica, const LpTicketQuery *query, guint *n_found)
{
  g_autoptr (GAsyncResult) result = NULL;
  gint64 start = g_get_monotonic_time ();
  g_autoptr (GArray) rows = NULL;

  lp_replica_query_tickets_async (replica, query, NULL, keep_result, &result);
  rows = lp_replica_query_tickets_finish (replica, wait_result (&result), NULL);
  *n_found = rows->len;
  return (double) (g_get_monotonic_time () - start) / 1000;
}

static void
search (LpReplica *replica)
{
  static const char *const texts[] = {
    "PO-4711",     "host-77123", "ada",   "lovelace", "grace hopper", "product number 7", "prd-12",
    "site142",     "7GJ",        "7GJDG", "",         "host-5",       "person77",         "4711",
    "site142 ada", "PO-12 host",
  };
  double times[G_N_ELEMENTS (texts) * 4];
  gsize n = 0;

  for (guint sort = 0; sort < 4; sort++)
    {
      for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
        {
          g_autoptr (LpTicketQuery) query = lp_ticket_query_new ();
          guint n_found;

          query->text = g_strdup (texts[i]);
          query->sort = (LpTicketSort[]){ LP_TICKET_SORT_CODE, LP_TICKET_SORT_CREATED,
                                          LP_TICKET_SORT_ALLOCATION, LP_TICKET_SORT_EXPIRY }[sort];
          times[n++] = search_once (replica, query, &n_found);
          if (g_getenv ("BENCH_VERBOSE") != NULL)
            g_printerr ("%8.2f ms %8u found: “%s”, sort %d\n", times[n - 1], n_found, texts[i],
                        (int) query->sort);
        }
    }
  qsort (times, n, sizeof *times, compare_doubles);
  report ("replica-search-median", times[n / 2], "ms");
  report ("replica-search-95", times[n * 95 / 100], "ms");
}

int
main (int argc, char **argv)
{
  guint n = argc > 2 ? (guint) atoi (argv[2]) : 1000000;
  g_autoptr (GAsyncResult) opened = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (LpReplica) replica = NULL;
  gint64 start = g_get_monotonic_time ();

  if (argc < 2)
    {
      g_printerr ("Usage: bench-replica DIRECTORY [TICKETS]\n");
      return 2;
    }
  lp_replica_open_async (argv[1], NULL, keep_result, &opened);
  replica = lp_replica_open_finish (wait_result (&opened), &error);
  g_assert_no_error (error);
  report ("replica-open", (double) (g_get_monotonic_time () - start) / 1000, "ms");
  if (!lp_replica_is_complete (replica))
    fill (replica, n);
  search (replica);
  change (replica, n);
  return 0;
}
