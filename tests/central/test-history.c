/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A data set with past subscriptions loads as if the service had run all along: a service lives through three years
 * day by day, with orders, first activations, cancellations and revocations at random; what it holds in the end is
 * written down as a data set, loaded into another database, and has to be the same. */

#include <string.h>

#include "lc-activation-service.h"
#include "lc-load.h"
#include "lc-renewal.h"
#include "lc-subscription-service.h"
#include "lc-ticket-service.h"
#include "service-fixture.h"

#define FIRST_DAY "2023-11-24"
#define LAST_DAY  "2026-11-24"

/* Beside the tree of the fixture: products of several terms, and groups with years and rights of their own. */
static const char more_text[] =
    "{\"groups\": ["
    " {\"id\": \"h0\", \"name\": \"H0\", \"kind\": \"client\", \"external_id\": \"H-0\"},"
    " {\"id\": \"h1\", \"name\": \"H1\", \"kind\": \"client\", \"external_id\": \"H-1\", \"fiscal_year_end\": \"02-29\"},"
    " {\"id\": \"h2\", \"name\": \"H2\", \"kind\": \"client\", \"external_id\": \"H-2\", \"consumer\": true},"
    " {\"id\": \"h3\", \"name\": \"H3\", \"kind\": \"client\", \"external_id\": \"H-3\", \"fiscal_year_end\": \"06-30\"}],"
    "\"categories\": [{\"id\": \"h\", \"name\": \"History\"}], \"products\": ["
#define PRODUCT(number, term, notice)                                                                        \
  " {\"id\": \"h" number "\", \"code\": \"H" number "\", \"name\": \"H\", \"kind\": \"subscription\","       \
  " \"categories\": [\"h\"], \"subscription\": {\"term\": \"" term "\", \"notice\": \"" notice "\","         \
  " \"expiry_mode\": \"anniversary\", \"start_mode\": \"purchase\"}}"
    PRODUCT ("0", "P1M", "P1W") "," PRODUCT ("1", "P3M", "P0D") "," PRODUCT ("2",
                                                                             "P1Y",
                                                                             "P3M") "," PRODUCT ("3",
                                                                                                 "P2Y",
                                                                                                 "P6M") "]}";

typedef struct
{
  char code[32];
  guint group, product;
  const char *expiry_mode; /* nullable: the product's */
  const char *notice;      /* nullable: the product's */
  char initial_expiry[LP_DATE_STRING_SIZE];
  gboolean waits; /* for its first activation */
} Contract;

static void
load_bytes (Fixture *fixture, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (LcDataSet) data_set = lc_data_set_open_bytes (bytes, &error);

  g_assert_no_error (error);
  lc_load (&fixture->tx, data_set, NULL, &error);
  g_assert_no_error (error);
}

static gboolean
happens (double probability)
{
  return g_test_rand_double () < probability;
}

static const char *
pick (const char *const *texts, guint n)
{
  return texts[g_test_rand_int_range (0, (gint32) n)];
}

static void
choose (Contract *contract, LpDate today)
{
  static const char *const modes[] = { NULL, "anniversary", "calendar_year_end", "fiscal_year_end" };
  static const char *const notices[] = { NULL, "P0D", "P10D", "P2W", "P1M", "P5M", "P1Y" };

  contract->group = (guint) g_test_rand_int_range (0, 4);
  contract->product = (guint) g_test_rand_int_range (0, 4);
  contract->expiry_mode = pick (modes, G_N_ELEMENTS (modes));
  /* What goes beyond a consumer's limits is refused. */
  contract->notice = pick (notices, contract->group == 2 ? 4 : G_N_ELEMENTS (notices));
  contract->waits = happens (0.3);
  if (happens (0.25))
    lp_date_format (today + g_test_rand_int_range (20, 600), contract->initial_expiry);
}

static void
add_member (GString *json, const char *name, const char *value)
{
  if (value != NULL && value[0] != '\0')
    g_string_append_printf (json, "%s'%s':'%s'", json->str[json->len - 1] == '{' ? "" : ",", name, value);
}

static void
write_terms (GString *json, const Contract *contract)
{
  g_string_append_c (json, '{');
  add_member (json, "start_mode", contract->waits ? "activation" : "purchase");
  add_member (json, "expiry_mode", contract->expiry_mode);
  add_member (json, "initial_expiry", contract->initial_expiry);
  add_member (json, "notice", contract->notice);
}

static void
order (Fixture *fixture, GArray *contracts)
{
  Contract contract = { 0 };
  g_autofree char *external_id = NULL, *code = NULL, *group = NULL, *product = NULL;
  g_autoptr (GString) body = NULL;
  g_autoptr (Answer) answer = NULL;

  choose (&contract, fixture->tx.today);
  external_id = g_strdup_printf ("H-%u", contract.group);
  code = g_strdup_printf ("H%u", contract.product);
  group = fixture_group (fixture, external_id);
  product = fixture_product (fixture, code);
  body = g_string_new (NULL);
  g_string_printf (body,
                   "{'group_id':'%s','product_id':'%s','licenses':1,'quantity':1,'subscription':", group,
                   product);
  write_terms (body, &contract);
  g_string_append (body, "}}");
  answer = fixture_call (fixture, "va", "POST", "/v1/orders", body->str, NULL);
  assert_status (answer, 201);
  g_strlcpy (contract.code,
             json_object_get_string_member (
                 json_array_get_object_element (json_object_get_array_member (answer->body, "tickets"), 0),
                 "code"),
             sizeof contract.code);
  g_array_append_val (contracts, contract);
}

static LcTicket *
load_ticket (Fixture *fixture, const char *code)
{
  g_autoptr (GError) error = NULL;
  LcTicket *ticket = lc_ticket_load (&fixture->tx, lc_ticket_find (fixture->db, code, &error), &error);

  g_assert_no_error (error);
  return ticket;
}

/* On a machine and off again, so that the technical expiry follows. Too late for a fixed day is too late. */
static void
activate (Fixture *fixture, const char *code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LcTicket) ticket = load_ticket (fixture, code);
  gint64 machine, activation;

  g_assert_true (
      lp_db_run (fixture->db, &error, "INSERT OR IGNORE INTO container (id, name) VALUES ('m', 'm')", ""));
  machine = lp_db_query_int (fixture->db, 0, &error, "SELECT row FROM container WHERE id = 'm'", "");
  activation = lc_activation_begin (&fixture->tx, ticket, machine, &error);
  if (activation != 0)
    g_assert_true (lc_activation_end (&fixture->tx, activation, &error));
  else if (!g_error_matches (error, LP_ERROR, LP_ERROR_INITIAL_EXPIRY_PAST) &&
           !g_error_matches (error, LP_ERROR, LP_ERROR_TICKET_REVOKED))
    g_assert_error (error, LP_ERROR, LP_ERROR_STATE);
}

/* A cancellation, now and then taken back on the very day, or a revocation. */
static void
decide (Fixture *fixture, const char *code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LcTicket) ticket = load_ticket (fixture, code);
  g_autoptr (LpSubscription) before = NULL, after = NULL;
  gboolean revokes = happens (0.3);

  g_assert_true (lp_db_savepoint (fixture->db, &error));
  after = revokes
              ? lc_subscription_revoke (&fixture->tx, ticket->subscription, "none", NULL, NULL, &error)
              : lc_subscription_cancel (&fixture->tx, ticket->subscription, LP_DATE_NONE, NULL, NULL, &error);
  if (after == NULL)
    {
      g_assert_error (error, LP_ERROR, LP_ERROR_STATE);
      lp_db_rollback_to (fixture->db);
      return;
    }
  if (!revokes && after->start != LP_DATE_NONE && after->cancelled_on == fixture->tx.today && happens (0.3))
    {
      before = lc_subscription_reinstate (&fixture->tx, ticket->subscription, NULL, NULL, &error);
      g_assert_no_error (error);
    }
  g_assert_true (lp_db_release (fixture->db, &error));
}

static void
live (Fixture *fixture, GArray *contracts)
{
  for (LpDate day = lp_date_parse (FIRST_DAY); day <= lp_date_parse (LAST_DAY); day++)
    {
      g_autoptr (GError) error = NULL;
      guint renewed = 0;

      fixture->tx.today = day;
      g_assert_cmpint (lc_renewal_run (&fixture->tx, 100000, &renewed, &error), ==, 0);
      g_assert_no_error (error);
      if (happens (0.3))
        order (fixture, contracts);
      for (int i = 0; i < 2 && contracts->len > 0; i++)
        {
          guint nth = (guint) g_test_rand_int_range (0, (gint32) contracts->len);
          const Contract *contract = &g_array_index (contracts, Contract, nth);

          if (happens (0.3))
            activate (fixture, contract->code);
          if (happens (0.08))
            decide (fixture, contract->code);
        }
    }
}

static char *
query_day (Fixture *fixture, const char *column, const char *code)
{
  g_autofree char *sql = g_strdup_printf ("SELECT s.%s FROM subscription s JOIN ticket t ON t.row = s.ticket"
                                          " WHERE t.code = $1",
                                          column);

  return lp_db_query_text (fixture->db, NULL, sql, "t", code);
}

/* The contracts as a customer would hand them over: what was agreed, when it began, what became of it. */
static char *
write_data_set (Fixture *fixture, GArray *contracts)
{
  GString *json = g_string_new (more_text);

  g_string_truncate (json, json->len - 1);
  g_string_append (json, ",'licenses':[");
  for (guint i = 0; i < contracts->len; i++)
    {
      static const char *const columns[] = { "start", "cancelled_on", "revoked_on" };
      const Contract *contract = &g_array_index (contracts, Contract, i);

      g_string_append_printf (
          json, "%s{'ticket':'%s','group':'h%u','product':'h%u','created_on':'%s','subscription':",
          i > 0 ? "," : "", contract->code, contract->group, contract->product, FIRST_DAY);
      write_terms (json, contract);
      for (gsize c = 0; c < G_N_ELEMENTS (columns); c++)
        {
          g_autofree char *day = query_day (fixture, columns[c], contract->code);

          add_member (json, columns[c], day);
        }
      g_string_append (json, "}}");
    }
  g_string_append (json, "]}");
  return g_strdelimit (g_string_free (json, FALSE), "'", '"');
}

static char *
describe (Fixture *fixture, const char *code)
{
  g_autoptr (GError) error = NULL;
  char *text = lp_db_query_text (
      fixture->db, &error,
      "SELECT s.start_mode || ' ' || s.expiry_mode || ' ' || s.term || ' ' || s.notice || ' ' || s.consumer"
      " || ' start ' || coalesce (s.start, '-') || ' initial ' || coalesce (s.initial_expiry, '-')"
      " || ' committed ' || coalesce (s.committed_until, '-') || ' deadline ' || coalesce (s.deadline, '-')"
      " || ' due ' || coalesce (s.due_on, '-') || ' cancelled ' || coalesce (s.cancelled_on, '-')"
      " || ' ends ' || coalesce (s.ends_on, '-') || ' revoked ' || coalesce (s.revoked_on, '-')"
      " || ' technical ' || coalesce (t.technical_expiry, '-') || ' ticket ' || coalesce (t.revoked_on, '-')"
      " || ' renewals ' || coalesce ((SELECT group_concat (r.number || ':' || r.first_day || ':' || r.last_day"
      " || ':' || r.committed_on) FROM renewal r WHERE r.subscription = s.row), '-')"
      " FROM subscription s JOIN ticket t ON t.row = s.ticket WHERE t.code = $1",
      "t", code);

  g_assert_no_error (error);
  return text;
}

static void
test_history (Fixture *fixture, gconstpointer data)
{
  Fixture other = { 0 };
  g_autoptr (GArray) contracts = g_array_new (FALSE, TRUE, sizeof (Contract));
  g_autofree char *written = NULL;

  fixture->tx.today = lp_date_parse (FIRST_DAY);
  load_bytes (fixture, more_text);
  live (fixture, contracts);
  g_assert_cmpuint (contracts->len, >, 200);
  g_assert_cmpint (fixture_count (fixture, "SELECT count(*) FROM renewal"), >, 200);

  fixture_set_up (&other, NULL);
  other.tx.today = lp_date_parse (LAST_DAY);
  written = write_data_set (fixture, contracts);
  load_bytes (&other, written);
  for (guint i = 0; i < contracts->len; i++)
    {
      const char *code = g_array_index (contracts, Contract, i).code;
      g_autofree char *lived = describe (fixture, code);
      g_autofree char *loaded = describe (&other, code);

      g_assert_cmpstr (loaded, ==, lived);
    }
  fixture_tear_down (&other, NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/history/load", Fixture, NULL, fixture_set_up, test_history, fixture_tear_down);
  return g_test_run ();
}
