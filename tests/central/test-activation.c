/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What machines do with a license: first activation, technical renewal, removal. */

#include <string.h>

#include "lc-activation-service.h"
#include "lc-caller.h"
#include "lc-renewal.h"
#include "lc-subscription-service.h"
#include "lc-subscription-store.h"
#include "lc-ticket-service.h"
#include "service-fixture.h"

/* A plain member of Acme, to whom the tickets are allocated. */
#define WHO "am"

static void
set_today (Fixture *fixture, const char *day)
{
  fixture->tx.today = lp_date_parse (day);
  g_assert_cmpint (fixture->tx.today, !=, LP_DATE_NONE);
}

static void
assert_day (LpDate date, const char *expected)
{
  char text[LP_DATE_STRING_SIZE];

  g_assert_cmpstr (lp_date_format (date, text), ==, expected);
}

/* (transfer full): the code of a new ticket of Acme. */
static char *
order (Fixture *fixture, const char *product, const char *more)
{
  g_autofree char *group = fixture_group (fixture, "C-1");
  g_autofree char *product_id = fixture_product (fixture, product);
  g_autofree char *person = fixture_person (fixture, WHO);
  g_autofree char *body = g_strdup_printf (
      "{'group_id':'%s','product_id':'%s','licenses':1,'quantity':1,'allocation':{'assignee_id':'%s'}%s}",
      group, product_id, person, more);
  g_autoptr (Answer) answer = fixture_call (fixture, "va", "POST", "/v1/orders", body, NULL);

  assert_status (answer, 201);
  return g_strdup (json_object_get_string_member (
      json_array_get_object_element (json_object_get_array_member (answer->body, "tickets"), 0), "code"));
}

static char *
order_subscription (Fixture *fixture, const char *subscription)
{
  g_autofree char *more = g_strdup_printf (",'entries':{'host_name':'a'},'subscription':{%s}", subscription);

  return order (fixture, "CAD", more);
}

static LcTicket *
load (Fixture *fixture, const char *code)
{
  g_autoptr (GError) error = NULL;
  gint64 row = lc_ticket_find (fixture->db, code, &error);
  LcTicket *ticket = lc_ticket_load (&fixture->tx, row, &error);

  g_assert_no_error (error);
  return ticket;
}

static LpSubscription *
load_subscription (Fixture *fixture, const char *code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LcTicket) ticket = load (fixture, code);
  LpSubscription *subscription = lc_subscription_load_wire (&fixture->tx, ticket->subscription, &error);

  g_assert_no_error (error);
  return subscription;
}

static gint64
take_machine (Fixture *fixture, const char *name)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (lp_db_run (fixture->db, &error,
                            "INSERT INTO container (id, name, fingerprint) VALUES ($1, $1, $1)"
                            " ON CONFLICT DO NOTHING",
                            "t", name));
  return lp_db_query_int (fixture->db, 0, NULL, "SELECT row FROM container WHERE id = $1", "t", name);
}

static gint64
activate_as (Fixture *fixture, const char *who, const char *code, const char *machine, GError **error)
{
  g_autofree char *pattern = g_strconcat (who, "@%", NULL);
  gint64 person = lp_db_query_int (fixture->db, 0, NULL, "SELECT row FROM person WHERE email LIKE $1", "t",
                                   pattern);
  g_autoptr (LcCaller) caller = lc_caller_load (fixture->db, person, NULL);
  g_autoptr (LcTicket) ticket = load (fixture, code);
  LcTransaction tx = fixture->tx;

  tx.caller = caller;
  return lc_activation_begin (&tx, ticket, take_machine (fixture, machine), error);
}

static gint64
activate (Fixture *fixture, const char *code)
{
  g_autoptr (GError) error = NULL;
  gint64 activation = activate_as (fixture, WHO, code, "ws-1", &error);

  g_assert_no_error (error);
  g_assert_cmpint (activation, >, 0);
  return activation;
}

static void
renew_commercially (Fixture *fixture, const char *day)
{
  g_autoptr (GError) error = NULL;
  guint renewed = 0;

  set_today (fixture, day);
  g_assert_cmpint (lc_renewal_run (&fixture->tx, 1000, &renewed, &error), ==, 0);
  g_assert_no_error (error);
}

static void
end_activation (Fixture *fixture, gint64 activation)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (lc_activation_end (&fixture->tx, activation, &error));
  g_assert_no_error (error);
}

/* The first activation records the terms; taking the license off and on again does not. */
static void
test_first_activation (Fixture *fixture, gconstpointer data)
{
  g_autofree char *code = order_subscription (fixture, "'start_mode':'activation'");
  g_autoptr (LpSubscription) pending = load_subscription (fixture, code);
  g_autoptr (LpSubscription) started = NULL;
  g_autoptr (LpSubscription) again = NULL;
  gint64 activation;

  g_assert_cmpint (pending->state, ==, LP_SUBSCRIPTION_PENDING);
  assert_day (pending->start, NULL);
  assert_day (pending->technical_expiry, NULL);

  set_today (fixture, "2026-12-24");
  activation = activate (fixture, code);
  started = load_subscription (fixture, code);
  g_assert_cmpint (started->state, ==, LP_SUBSCRIPTION_ACTIVE);
  assert_day (started->start, "2026-12-24");
  assert_day (started->initial_expiry, "2027-03-31"); /* Acme's fiscal year */
  assert_day (started->committed_until, "2027-03-31");
  assert_day (started->technical_expiry, "2027-03-31");
  assert_day (started->deadline, "2026-12-31");
  g_assert_cmpstr (started->etag, !=, pending->etag);
  g_assert_cmpint (fixture_count (fixture, "SELECT count(*) FROM audit WHERE action = 'ticket.activate'"), ==,
                   1);

  end_activation (fixture, activation);
  set_today (fixture, "2026-12-30");
  g_assert_cmpint (activate (fixture, code), !=, activation);
  again = load_subscription (fixture, code);
  assert_day (again->start, "2026-12-24");
  assert_day (again->committed_until, "2027-03-31");
}

/* The daily job knows the day from which it counts. */
static void
test_started_is_renewed (Fixture *fixture, gconstpointer data)
{
  g_autofree char *code = order_subscription (fixture,
                                              "'start_mode':'activation','expiry_mode':'anniversary'");
  g_autoptr (LpSubscription) renewed = NULL;

  renew_commercially (fixture, "2026-12-24");
  (void) activate (fixture, code);
  renew_commercially (fixture, "2027-09-24");
  renewed = load_subscription (fixture, code);
  g_assert_cmpuint (renewed->renewals->len, ==, 1);
  assert_day (renewed->committed_until, "2028-12-23");
  /* A machine has it, so it waits for the technical renewal. */
  assert_day (renewed->technical_expiry, "2027-12-23");
}

static void
test_initial_expiry_past (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *code = order_subscription (fixture,
                                              "'start_mode':'activation','initial_expiry':'2026-12-01'");
  g_autoptr (LpSubscription) started = NULL;

  set_today (fixture, "2026-12-02");
  g_assert_cmpint (activate_as (fixture, WHO, code, "ws-1", &error), ==, 0);
  g_assert_error (error, LP_ERROR, LP_ERROR_INITIAL_EXPIRY_PAST);
  g_assert_nonnull (strstr (error->message, "2026-12-01"));
  g_assert_cmpint (fixture_count (fixture, "SELECT count(*) FROM activation"), ==, 0);

  set_today (fixture, "2026-12-01");
  (void) activate (fixture, code);
  started = load_subscription (fixture, code);
  assert_day (started->start, "2026-12-01");
  assert_day (started->committed_until, "2026-12-01");
}

static void
test_technical_renewal (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *code = order_subscription (fixture, "'expiry_mode':'anniversary'");
  gint64 activation = activate (fixture, code), records;
  g_autoptr (LcTicket) before = load (fixture, code);
  g_autoptr (LcTicket) waiting = NULL;
  g_autoptr (LcTicket) after = NULL;

  /* Nothing was renewed commercially yet: nothing happens. */
  records = fixture_count (fixture, "SELECT count(*) FROM audit");
  g_assert_true (lc_activation_renew (&fixture->tx, activation, &error));
  g_assert_cmpint (fixture_count (fixture, "SELECT count(*) FROM audit"), ==, records);
  assert_day (before->ticket->technical_expiry, "2027-11-23");

  renew_commercially (fixture, "2027-08-24");
  waiting = load (fixture, code);
  assert_day (waiting->ticket->technical_expiry, "2027-11-23");

  /* After the expiry, too. */
  set_today (fixture, "2027-12-01");
  g_assert_true (lc_activation_renew (&fixture->tx, activation, &error));
  g_assert_no_error (error);
  after = load (fixture, code);
  assert_day (after->ticket->technical_expiry, "2028-11-23");
  g_assert_cmpint (after->ticket->state, ==, LP_TICKET_ACTIVATED);
  g_assert_cmpstr (after->ticket->etag, !=, waiting->ticket->etag);
  g_assert_cmpint (fixture_count (fixture, "SELECT count(*) FROM audit WHERE action = 'ticket.renew'"), ==,
                   1);
}

/* On no machine the technical expiry follows again. */
static void
test_removal (Fixture *fixture, gconstpointer data)
{
  g_autofree char *code = order_subscription (fixture, "'expiry_mode':'anniversary'");
  gint64 activation = activate (fixture, code), records;
  g_autoptr (LcTicket) removed = NULL;

  renew_commercially (fixture, "2027-08-24");
  end_activation (fixture, activation);
  removed = load (fixture, code);
  assert_day (removed->ticket->technical_expiry, "2028-11-23");
  g_assert_cmpint (removed->ticket->state, ==, LP_TICKET_AVAILABLE);
  records = fixture_count (fixture, "SELECT count(*) FROM audit");
  end_activation (fixture, activation);
  g_assert_cmpint (fixture_count (fixture, "SELECT count(*) FROM audit"), ==, records);
}

static void
assert_refused (Fixture *fixture, gint64 activation, LpErrorCode code, const char *word)
{
  g_autoptr (GError) error = NULL;
  gint64 records = fixture_count (fixture, "SELECT count(*) FROM audit");

  g_assert_false (lc_activation_renew (&fixture->tx, activation, &error));
  g_assert_error (error, LP_ERROR, (int) code);
  if (strstr (error->message, word) == NULL)
    g_error ("no “%s” in “%s”", word, error->message);
  g_assert_cmpint (fixture_count (fixture, "SELECT count(*) FROM audit"), ==, records);
}

static void
test_kinds (Fixture *fixture, gconstpointer data)
{
  g_autofree char *perpetual = order (fixture, "VIEW", "");
  g_autofree char *trial = order (fixture, "TRY", "");
  gint64 on_trial = activate (fixture, trial);
  g_autoptr (GError) error = NULL;

  assert_refused (fixture, activate (fixture, perpetual), LP_ERROR_STATE, "perpetual");
  assert_refused (fixture, on_trial, LP_ERROR_STATE, "trial");
  end_activation (fixture, on_trial);
  assert_refused (fixture, on_trial, LP_ERROR_STATE, "no longer");
  set_today (fixture, "2027-02-01");
  g_assert_cmpint (activate_as (fixture, WHO, trial, "ws-1", &error), ==, 0);
  g_assert_error (error, LP_ERROR, LP_ERROR_STATE);
}

static void
test_ended (Fixture *fixture, gconstpointer data)
{
  g_autofree char *code = order_subscription (fixture, "'expiry_mode':'anniversary'");
  gint64 activation = activate (fixture, code);
  g_autoptr (LcTicket) ticket = load (fixture, code);
  g_autoptr (LpSubscription) cancelled = NULL;
  g_autoptr (GError) error = NULL;

  cancelled = lc_subscription_cancel (&fixture->tx, ticket->subscription, LP_DATE_NONE, NULL, NULL, &error);
  g_assert_no_error (error);
  set_today (fixture, "2027-11-24");
  assert_refused (fixture, activation, LP_ERROR_STATE, "ended");
  end_activation (fixture, activation);
  g_assert_cmpint (activate_as (fixture, WHO, code, "ws-2", &error), ==, 0);
  g_assert_error (error, LP_ERROR, LP_ERROR_STATE);
}

/* Removal works for a revoked license, and that confirms it. */
static void
test_revoked (Fixture *fixture, gconstpointer data)
{
  g_autofree char *code = order_subscription (fixture, "'expiry_mode':'anniversary'");
  gint64 activation = activate (fixture, code);
  g_autoptr (LcTicket) ticket = load (fixture, code);
  g_autoptr (LcTicket) revoked = NULL;
  g_autoptr (LcTicket) removed = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (lc_ticket_revoke (&fixture->tx, ticket, "none", &error));
  revoked = load (fixture, code);
  g_assert_cmpint (revoked->ticket->removal, ==, LP_REMOVAL_PENDING);
  assert_refused (fixture, activation, LP_ERROR_TICKET_REVOKED, "revoked");
  end_activation (fixture, activation);
  removed = load (fixture, code);
  g_assert_cmpint (removed->ticket->removal, ==, LP_REMOVAL_CONFIRMED);
  g_assert_cmpint (activate_as (fixture, WHO, code, "ws-1", &error), ==, 0);
  g_assert_error (error, LP_ERROR, LP_ERROR_TICKET_REVOKED);
}

static void
test_activator_lost_access (Fixture *fixture, gconstpointer data)
{
  static const char *const losses[] = {
    "UPDATE person SET state = 'disabled' WHERE email LIKE 'am@%'",
    "UPDATE ticket SET assignee = (SELECT row FROM person WHERE email LIKE 'an@%')",
    "UPDATE ticket SET assignee = NULL, visible_to_group = 0",
  };
  g_autofree char *code = order_subscription (fixture, "'expiry_mode':'anniversary'");
  gint64 activation = activate (fixture, code);
  g_autoptr (GError) error = NULL;

  renew_commercially (fixture, "2027-08-24");
  for (gsize i = 0; i < G_N_ELEMENTS (losses); i++)
    {
      g_assert_true (lp_db_savepoint (fixture->db, &error));
      g_assert_true (lp_db_exec (fixture->db, losses[i], &error));
      assert_refused (fixture, activation, LP_ERROR_ACTIVATOR_LOST_ACCESS, code);
      lp_db_rollback_to (fixture->db);
    }
  g_assert_true (lc_activation_renew (&fixture->tx, activation, &error));
  g_assert_no_error (error);
}

static void
test_who_and_how_often (Fixture *fixture, gconstpointer data)
{
  g_autofree char *code = order (fixture, "VIEW", "");
  gint64 activation = activate (fixture, code);
  g_autoptr (GError) error = NULL;

  /* The same machine again is the same activation; another one is one too many. */
  g_assert_cmpint (activate (fixture, code), ==, activation);
  g_assert_cmpint (activate_as (fixture, WHO, code, "ws-2", &error), ==, 0);
  g_assert_error (error, LP_ERROR, LP_ERROR_TICKET_ACTIVATED);
  g_clear_error (&error);
  /* No role implies the right to activate. */
  g_assert_cmpint (activate_as (fixture, "va", code, "ws-2", &error), ==, 0);
  g_assert_error (error, LP_ERROR, LP_ERROR_RIGHT_MISSING);
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/activation/first", test_first_activation);
  ADD ("/activation/started-is-renewed", test_started_is_renewed);
  ADD ("/activation/initial-expiry-past", test_initial_expiry_past);
  ADD ("/activation/technical-renewal", test_technical_renewal);
  ADD ("/activation/removal", test_removal);
  ADD ("/activation/kinds", test_kinds);
  ADD ("/activation/ended", test_ended);
  ADD ("/activation/revoked", test_revoked);
  ADD ("/activation/activator-lost-access", test_activator_lost_access);
  ADD ("/activation/who-and-how-often", test_who_and_how_often);
  return g_test_run ();
}
