/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Data sets: what loads, and what a wrong one is told. */

#include <sodium.h>
#include <string.h>

#include "lc-demo.h"
#include "lc-load.h"
#include "lc-schema.h"
#include "scratch-directory.h"

typedef struct
{
  char *directory;
  char *path;
  LpDb *db;
  LcTransaction tx;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->directory = scratch_directory_new ();
  fixture->path = g_build_filename (fixture->directory, "central.db", NULL);
  fixture->db = lp_db_open (fixture->path, LP_DB_CREATE, &error);
  g_assert_no_error (error);
  g_assert_true (lc_schema_migrate (fixture->db, &error));
  fixture->tx = (LcTransaction){ .db = fixture->db,
                                 .today = lp_date_parse ("2026-10-01"),
                                 .now = "2026-10-01T08:00:00Z" };
  g_assert_true (lp_db_begin (fixture->db, &error));
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  lp_db_rollback (fixture->db);
  lp_db_close (fixture->db);
  scratch_directory_free (fixture->directory);
  g_free (fixture->path);
}

static gboolean
load_text (Fixture *fixture, const char *text, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (LcDataSet) data_set = lc_data_set_open_bytes (bytes, error);

  return data_set != NULL && lc_load (&fixture->tx, data_set, NULL, error);
}

static gint64
count (Fixture *fixture, const char *sql)
{
  g_autoptr (GError) error = NULL;
  gint64 result = lp_db_query_int (fixture->db, -1, &error, sql, "");

  g_assert_no_error (error);
  return result;
}

static void
test_demo (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  LcLoadCounts counts = { 0 };

  g_assert_true (lc_demo_fill (&fixture->tx, &counts, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (counts.licenses, ==, 5000);
  g_assert_cmpuint (counts.products, ==, 40);
  g_assert_cmpuint (counts.categories, ==, 8);
  g_assert_cmpuint (counts.people, >=, 190);
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM ticket"), ==, 5000);
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM ticket WHERE activations > 0"), >, 500);
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM ticket WHERE revoked_on IS NOT NULL"), >, 10);
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM ticket WHERE technical_expiry < '2026-10-01'"), >,
                   10);
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM subscription WHERE cancelled_on IS NOT NULL"), >,
                   10);
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM subscription WHERE due_on <= '2026-10-01'"), ==, 0);
  g_assert_true (lp_db_check (fixture->db, problems, &error));
  g_assert_cmpuint (problems->len, ==, 0);
}

/* Days on which the clock is early: by a day, past a 29 February, before the prices that the base writes. */
static const char *const early_days[] = { "2026-09-29", "2026-01-01", "2024-02-29", "1970-01-01" };

static void
test_demo_early (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *late = g_strdup_printf ("SELECT count(*) FROM ticket WHERE created_at > '%sT23:59:59Z'",
                                           (const char *) data);
  g_autofree char *recent =
      g_strdup_printf ("SELECT count(*) FROM ticket WHERE created_at > date ('%s', '-7 days')",
                       (const char *) data);
  LcLoadCounts counts = { 0 };

  fixture->tx.today = lp_date_parse (data);
  g_assert_true (lc_demo_fill (&fixture->tx, &counts, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (counts.licenses, ==, 5000);
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM ticket"), ==, 5000);
  g_assert_cmpint (count (fixture, late), ==, 0);
  g_assert_cmpint (count (fixture, recent), >, 0);
  g_assert_true (lp_db_check (fixture->db, problems, &error));
  g_assert_cmpuint (problems->len, ==, 0);
}

static void
test_demo_too_early (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->tx.today = lp_date_parse ("1900-01-01");
  g_assert_false (lc_demo_fill (&fixture->tx, NULL, &error));
  g_assert_error (error, LP_ERROR, LP_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "before 1900"));
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM ticket"), ==, 0);
}

#define VENDOR "{\"vendor\": {\"name\": \"Vendor\"},\n"
#define CATALOG                                                                                                 \
  VENDOR                                                                                                        \
  "\"categories\": [{\"id\": \"c\", \"name\": \"C\"}],\n"                                                       \
  "\"products\": [{\"id\": \"p\", \"code\": \"P\", \"name\": \"P\", \"kind\": \"subscription\","                \
  " \"categories\": [\"c\"],\n \"entries\": [{\"key\": \"cores\", \"label\": \"Cores\", \"kind\": \"integer\"," \
  " \"min\": 1, \"max\": 64, \"default\": 8}],\n \"subscription\": {\"term\": \"P1Y\", \"notice\": \"P3M\","    \
  " \"expiry_mode\": \"anniversary\", \"start_mode\": \"purchase\"}}],\n"                                       \
  "\"groups\": [{\"id\": \"g\", \"name\": \"G\", \"kind\": \"client\"}],\n"

/* Every wrong data set, the pointer that is named, and the line. */
static const struct
{
  const char *text;
  const char *pointer; /* NULL: not JSON, no pointer */
  guint line;
} wrong[] = {
  { "", NULL, 1 },
  { "[]", NULL, 1 },
  { "{\n\"groups\": [}", NULL, 2 },
  { "{\"groups\": []} x", NULL, 1 },
  { VENDOR "\"groups\": [],\n\"groups\": []}", NULL, 3 },
  { VENDOR "\"group\": []}", "/group", 2 },
  { VENDOR "\"groups\": {}}", "/groups", 2 },
  { VENDOR "\"groups\": [{\"id\": \"a\", \"kind\": \"client\",\n\"name\": \"\"}]}", "/groups/0/name", 3 },
  { VENDOR "\"groups\": [{\"id\": \"a\", \"kind\": \"vendor\", \"name\": \"A\"}]}", "/groups/0/kind", 2 },
  { VENDOR "\"groups\": [{\"id\": \"a\", \"kind\": \"team\", \"name\": \"A\"}]}", "/groups/0/kind", 2 },
  { VENDOR "\"groups\": [{\"id\": \"a\", \"kind\": \"unit\", \"name\": \"A/B\"}]}", "/groups/0/name", 2 },
  { VENDOR "\"groups\": [{\"id\": \"a\", \"kind\": \"unit\", \"name\": \"A\"},\n"
           "{\"id\": \"a\", \"kind\": \"unit\", \"name\": \"B\"}]}",
    "/groups/1/id", 3 },
  { VENDOR "\"groups\": [{\"id\": \"a\", \"kind\": \"unit\", \"name\": \"A\"},\n"
           "{\"id\": \"b\", \"kind\": \"unit\", \"name\": \"A\"}]}",
    "/groups/1/name", 3 },
  { VENDOR "\"groups\": [{\"id\": \"a\", \"kind\": \"unit\", \"name\": \"A\", \"parent\": \"z\"}]}",
    "/groups/0/parent", 2 },
  { VENDOR
    "\"groups\": [{\"id\": \"a\", \"kind\": \"unit\", \"name\": \"A\", \"fiscal_year_end\": \"13-01\"}]}",
    "/groups/0/fiscal_year_end", 2 },
  { VENDOR "\"groups\": [{\"id\": \"a\", \"kind\": \"unit\", \"name\": \"A\", \"colour\": \"red\"}]}",
    "/groups/0/colour", 2 },
  { VENDOR "\"people\": [{\"id\": \"a\", \"name\": \"A\", \"email\": \"nobody\"}]}", "/people/0/email", 2 },
  { VENDOR
    "\"people\": [{\"id\": \"a\", \"name\": \"A\", \"email\": \"a@b.example\", \"password\": \"short\"}]}",
    "/people/0/password", 2 },
  { VENDOR "\"memberships\": [{\"person\": \"x\", \"role\": \"admin\"}]}", "/memberships/0/person", 2 },
  { VENDOR "\"categories\": [{\"id\": \"c\", \"name\": 3}]}", "/categories/0/name", 2 },
  { VENDOR "\"products\": [{\"id\": \"p\", \"code\": \"P\", \"name\": \"P\", \"kind\": \"trial\","
           " \"categories\": []}]}",
    "/products/0/trial_days", 2 },
  { CATALOG "\"licenses\": [\n{\"group\": \"g\", \"product\": \"nothing\"}]}", "/licenses/0/product", 8 },
  { CATALOG "\"licenses\": [{\"group\": \"g\", \"product\": \"p\",\n\"entries\": {\"cores\": 65}}]}",
    "/licenses/0/entries/cores", 8 },
  { CATALOG "\"licenses\": [{\"group\": \"g\", \"product\": \"p\", \"quantity\": 0}]}",
    "/licenses/0/quantity", 7 },
  { CATALOG "\"licenses\": [{\"group\": \"g\", \"product\": \"p\",\n"
            "\"ticket\": \"00000-00000-00000-00000-00169\"}]}",
    "/licenses/0/ticket", 8 },
  { CATALOG "\"licenses\": [{\"group\": \"g\", \"product\": \"p\", \"created_on\": \"2026-10-02\"}]}",
    "/licenses/0/created_on", 7 },
  { CATALOG
    "\"licenses\": [{\"group\": \"g\", \"product\": \"p\", \"subscription\": {\"start\": \"2026-01-01\","
    " \"cancelled_on\": \"2025-12-31\"}}]}",
    "/licenses/0/subscription/cancelled_on", 7 },
  { CATALOG
    "\"licenses\": [{\"group\": \"g\", \"product\": \"p\", \"subscription\": {\"start\": \"2026-01-01\","
    " \"initial_expiry\": \"2025-12-31\"}}]}",
    "/licenses/0/subscription/initial_expiry", 7 },
  { CATALOG
    "\"licenses\": [{\"group\": \"g\", \"product\": \"p\", \"subscription\": {\"notice\": \"P1M15D\"}}]}",
    "/licenses/0/subscription/notice", 7 },
  { CATALOG
    "\"licenses\": [{\"group\": \"g\", \"product\": \"p\", \"subscription\": {\"start\": \"2027-02-29\"}}]}",
    "/licenses/0/subscription/start", 7 },
  { CATALOG
    "\"licenses\": [{\"group\": \"g\", \"product\": \"p\", \"subscription\": {\"start\": \"2026-02-30\"}}]}",
    "/licenses/0/subscription/start", 7 },
  { CATALOG
    "\"licenses\": [{\"group\": \"g\", \"product\": \"p\", \"subscription\": {\"start\": \"0001-01-01\"}}]}",
    "/licenses/0/subscription/start", 7 },
  { CATALOG
    "\"licenses\": [{\"group\": \"g\", \"product\": \"p\", \"subscription\": {\"start\": \"9999-12-31\"}}]}",
    "/licenses/0/subscription/start", 7 },
  { CATALOG
    "\"licenses\": [{\"group\": \"g\", \"product\": \"p\", \"subscription\": {\"start\": \"1899-12-31\"}}]}",
    "/licenses/0/subscription/start", 7 },
  { CATALOG
    "\"licenses\": [{\"group\": \"g\", \"product\": \"p\", \"subscription\": {\"start\": \"2026-01-01\", \"initial_expiry\": \"9999-12-31\"}}]}",
    "/licenses/0/subscription/initial_expiry", 7 },
  { CATALOG
    "\"licenses\": [{\"group\": \"g\", \"product\": \"p\", \"subscription\": {\"start\": \"2026-01-01\", \"expiry_mode\": \"fixed\"}}]}",
    "/licenses/0/subscription/initial_expiry", 7 },
  { CATALOG
    "\"licenses\": [{\"group\": \"g\", \"product\": \"p\", \"subscription\": {\"start_mode\": \"activation\", \"cancelled_on\": \"0001-01-01\"}}]}",
    "/licenses/0/subscription/cancelled_on", 7 },
  { CATALOG
    "\"licenses\": [{\"group\": \"g\", \"product\": \"p\", \"subscription\": {\"start_mode\": \"activation\", \"revoked_on\": \"0001-01-01\"}}]}",
    "/licenses/0/subscription/revoked_on", 7 },
  { CATALOG
    "\"licenses\": [{\"group\": \"g\", \"product\": \"p\", \"subscription\": {\"start\": \"2026-01-01\", \"cancelled_on\": \"2026-03-02\", \"revoked_on\": \"2026-03-01\"}}]}",
    "/licenses/0/subscription/cancelled_on", 7 },
  { CATALOG
    "\"licenses\": [{\"group\": \"g\", \"product\": \"p\", \"subscription\": {\"start\": \"2026-01-01\", \"cancelled_on\": \"2026-10-02\"}}]}",
    "/licenses/0/subscription/cancelled_on", 7 },
  { CATALOG
    "\"licenses\": [{\"group\": \"g\", \"product\": \"p\", \"subscription\": {\"start\": \"2026-01-01\", \"revoked_on\": \"2026-10-02\"}}]}",
    "/licenses/0/subscription/revoked_on", 7 },
  { CATALOG
    "\"licenses\": [{\"group\": \"g\", \"product\": \"p\", \"subscription\": {\"start\": \"2026-03-01\", \"revoked_on\": \"2026-02-28\"}}]}",
    "/licenses/0/subscription/revoked_on", 7 },
  { CATALOG
    "\"licenses\": [{\"group\": \"g\", \"product\": \"p\", \"subscription\": {\"start_mode\": \"activation\", \"revoked_on\": \"2026-02-28\"}}]}",
    "/licenses/0/subscription/revoked_on", 7 },
  { CATALOG
    "\"licenses\": [{\"group\": \"g\", \"product\": \"p\", \"created_on\": \"2026-03-01\", \"subscription\": {\"start_mode\": \"activation\", \"revoked_on\": \"2026-02-28\"}}]}",
    "/licenses/0/subscription/revoked_on", 7 },
  { CATALOG
    "\"licenses\": [{\"group\": \"g\", \"product\": \"p\", \"created_on\": \"2026-03-01\", \"subscription\": {\"start\": \"2026-01-01\", \"revoked_on\": \"2026-02-28\"}}]}",
    "/licenses/0/subscription/revoked_on", 7 },
  { CATALOG
    "\"licenses\": [{\"group\": \"g\", \"product\": \"p\", \"subscription\": {\"start\": \"2026-01-01\", \"term\": \"P6W\"}}]}",
    "/licenses/0/subscription/term", 7 },
  { CATALOG
    "\"licenses\": [{\"group\": \"g\", \"product\": \"p\", \"subscription\": {\"start\": \"2026-01-01\", \"term\": \"P0M\"}}]}",
    "/licenses/0/subscription/term", 7 },
  { CATALOG
    "\"licenses\": [{\"group\": \"g\", \"product\": \"p\", \"subscription\": {\"start\": \"2026-01-01\", \"term\": \"P200Y\"}}]}",
    "/licenses/0/subscription/term", 7 },
  { CATALOG
    "\"licenses\": [{\"group\": \"g\", \"product\": \"p\", \"subscription\": {\"start\": \"2026-01-01\", \"notice\": \"P200Y\"}}]}",
    "/licenses/0/subscription/notice", 7 },
  { CATALOG
    "\"licenses\": [{\"group\": \"g\", \"product\": \"p\", \"subscription\": {\"start\": \"2026-01-01\", \"notice\": \"-P1M\"}}]}",
    "/licenses/0/subscription/notice", 7 },
  { CATALOG
    "\"licenses\": [{\"group\": \"g\", \"product\": \"p\", \"ticket\": \"00000-00000-00000-00000-00168\","
    " \"subscription\": {\"start_mode\": \"activation\"}}],\n"
    "\"activations\": [{\"ticket\": \"00000-00000-00000-00000-00168\", \"container\": \"ws-1\","
    " \"activated_at\": \"2026-03-01T08:00:00Z\"}]}",
    "/activations/0/ticket", 8 },
  { "{\"vendor\": {\"name\": \"V\", \"time_zone\": \"Europe/Bielefeld\"}}", "/vendor/time_zone", 1 },
  { "{\"vendor\": {\"name\": \"V\", \"time_zone\": \"/usr/share/zoneinfo/Europe/Berlin\"}}",
    "/vendor/time_zone", 1 },
  { "{\"vendor\": {\"name\": \"V\", \"time_zone\": \"UTC+3\"}}", "/vendor/time_zone", 1 },
};

static void
test_wrong (Fixture *fixture, gconstpointer data)
{
  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *prefix = g_strdup_printf ("Line %u: ", wrong[i].line);
      gsize n_fields;
      const LpFieldError *fields;

      g_test_message ("%s", wrong[i].text);
      g_assert_false (load_text (fixture, wrong[i].text, &error));
      g_assert_nonnull (error);
      fields = lp_error_get_fields (error, &n_fields);
      if (wrong[i].pointer == NULL)
        {
          g_assert_error (error, LP_ERROR, LP_ERROR_MALFORMED);
          g_assert_true (g_str_has_prefix (error->message, prefix));
        }
      else
        {
          g_assert_error (error, LP_ERROR, LP_ERROR_INVALID);
          g_assert_nonnull (fields);
          g_assert_cmpstr (fields[0].pointer, ==, wrong[i].pointer);
          g_test_message ("%s", fields[0].detail);
          g_assert_true (g_str_has_prefix (fields[0].detail, prefix));
        }
      lp_db_rollback (fixture->db);
      g_clear_error (&error);
      g_assert_true (lp_db_begin (fixture->db, &error));
      g_assert_cmpint (count (fixture, "SELECT count(*) FROM groups"), ==, 0);
    }
}

static void
test_past_subscription (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *days = NULL;

  g_assert_true (load_text (fixture,
                            CATALOG "\"licenses\": [{\"group\": \"g\", \"product\": \"p\", \"subscription\":"
                                    " {\"start\": \"2024-02-29\"}}]}",
                            &error));
  g_assert_no_error (error);
  /* The third term ends on 2027-02-28; its deadline is 2026-11-30. */
  days =
      lp_db_query_text (fixture->db, &error,
                        "SELECT initial_expiry || ' ' || committed_until || ' ' || deadline || ' ' || due_on"
                        " FROM subscription",
                        "");
  g_assert_cmpstr (days, ==, "2025-02-28 2027-02-28 2026-11-30 2026-12-01");
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM renewal"), ==, 2);
  g_assert_cmpint (count (fixture,
                          "SELECT count(*) FROM renewal WHERE number = 1 AND first_day = '2025-03-01'"
                          " AND last_day = '2026-02-28' AND committed_on = '2024-12-01'"),
                   ==, 1);
}

/* One that waits for its first activation, and one that had it; a notice longer than the term is no fault. */
static void
test_activation_start (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  static const char sql[] =
      "SELECT coalesce (s.start, '-') || ' ' || coalesce (s.committed_until, '-') || ' '"
      " || coalesce (t.technical_expiry, '-') || ' ' || t.activations"
      " FROM subscription s JOIN ticket t ON t.row = s.ticket WHERE s.row = $1";
  g_autofree char *pending = NULL;
  g_autofree char *started = NULL;

  g_assert_true (load_text (
      fixture,
      CATALOG
      "\"licenses\": [{\"group\": \"g\", \"product\": \"p\", \"subscription\":"
      " {\"start_mode\": \"activation\"}}, {\"ticket\": \"00000-00000-00000-00000-00168\", \"group\":"
      " \"g\", \"product\": \"p\", \"subscription\": {\"start_mode\": \"activation\", \"notice\": \"P18M\","
      " \"start\": \"2026-03-01\"}}], \"activations\": [{\"ticket\": \"00000-00000-00000-00000-00168\","
      " \"container\": \"ws-1\", \"activated_at\": \"2026-03-01T08:00:00Z\"}]}",
      &error));
  g_assert_no_error (error);
  pending = lp_db_query_text (fixture->db, &error, sql, "i", (gint64) 1);
  started = lp_db_query_text (fixture->db, &error, sql, "i", (gint64) 2);
  g_assert_cmpstr (pending, ==, "- - - 0");
  /* The first deadline would lie before the start and the second has passed, so two renewals were due. */
  g_assert_cmpstr (started, ==, "2026-03-01 2029-02-28 2029-02-28 1");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (sodium_init (), >=, 0);
  g_test_add ("/load/demo", Fixture, NULL, set_up, test_demo, tear_down);
  for (guint i = 0; i < G_N_ELEMENTS (early_days); i++)
    {
      g_autofree char *name = g_strconcat ("/load/demo/early/", early_days[i], NULL);

      g_test_add (name, Fixture, early_days[i], set_up, test_demo_early, tear_down);
    }
  g_test_add ("/load/demo/too-early", Fixture, NULL, set_up, test_demo_too_early, tear_down);
  g_test_add ("/load/wrong", Fixture, NULL, set_up, test_wrong, tear_down);
  g_test_add ("/load/past-subscription", Fixture, NULL, set_up, test_past_subscription, tear_down);
  g_test_add ("/load/activation-start", Fixture, NULL, set_up, test_activation_start, tear_down);
  return g_test_run ();
}
