/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "lp-decision-words.h"
#include "lp-format.h"
#include "lp-subscription-facts.h"
#include "lp-subscription-item.h"
#include "lp-timeline-content.h"
#include "random-subscription.h"

/* What is said about a subscription: in the table, in the details, in the timeline and before a decision. */

#define N_SUBSCRIPTIONS 5000

static LpDate
day (const char *text)
{
  return lp_date_parse (text);
}

/* Two calendar years, the second one committed since 1 October 2026; not renewed on its machine. */
static LpSubscription *
new_subscription (void)
{
  LpSubscriptionTerms terms = { .expiry_mode = LP_EXPIRY_CALENDAR_YEAR_END,
                                .start = day ("2026-04-01"),
                                .initial_expiry = LP_DATE_NONE,
                                .term_months = 12,
                                .notice = { 3, LP_PERIOD_MONTHS } };
  LpSubscription *self = recorded_subscription (&terms, day ("2026-11-24"));

  self->ticket_code = g_strdup ("GSRMA");
  self->technical_expiry = self->initial_expiry;
  self->state = LP_SUBSCRIPTION_ACTIVE;
  return self;
}

static LpSubscription *
new_revoked (const char *on)
{
  LpSubscription *self = new_subscription ();

  self->revoked_on = day (on);
  self->deadline = LP_DATE_NONE;
  self->state = LP_SUBSCRIPTION_REVOKED;
  return self;
}

static char *
join_facts (GPtrArray *facts)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < facts->len; i++)
    {
      const LpFact *fact = facts->pdata[i];

      g_string_append_printf (text, "%s%s: %s", i > 0 ? "; " : "", fact->title, fact->value);
    }
  return g_string_free (text, FALSE);
}

static void
assert_facts (const LpSubscription *subscription, const char *today, const char *expected)
{
  g_autoptr (GPtrArray) facts = lp_subscription_list_facts (subscription, FALSE, day (today), NULL);
  g_autofree char *text = join_facts (facts);

  g_assert_cmpstr (text, ==, expected);
}

static void
assert_last_day (LpSubscription *subscription, const char *expected)
{
  g_autoptr (LpSubscriptionItem)
      item = lp_subscription_item_new (subscription, NULL, NULL, day ("2026-11-24"));
  g_autofree char *text = lp_subscription_item_dup_last_day (item);

  g_assert_cmpstr (text, ==, expected);
}

static void
assert_renewal (LpSubscriptionState state, const char *expected)
{
  g_autoptr (LpSubscription) subscription = lp_subscription_new ();
  g_autoptr (LpSubscriptionItem) item = NULL;

  subscription->state = state;
  item = lp_subscription_item_new (subscription, NULL, NULL, day ("2026-11-24"));
  g_assert_cmpstr (lp_subscription_item_get_renewal (item), ==, expected);
}

/* What has not started does not renew yet, and what was cancelled does no longer. */
static void
test_renewal (void)
{
  assert_renewal (LP_SUBSCRIPTION_PENDING, "Not yet");
  assert_renewal (LP_SUBSCRIPTION_ACTIVE, "On");
  assert_renewal (LP_SUBSCRIPTION_CANCELLED, "Off");
  assert_renewal (LP_SUBSCRIPTION_ENDED, "Off");
  assert_renewal (LP_SUBSCRIPTION_REVOKED, "Off");
}

static void
test_facts_active (void)
{
  g_autoptr (LpSubscription) subscription = new_subscription ();

  assert_facts (
      subscription, "2026-11-24",
      "Runs until: 31 Dec 2027, then yearly; Software runs until: 31 Dec 2026; Cancel by: 30 Sep 2027");
  assert_facts (
      subscription, "2027-01-01",
      "Runs until: 31 Dec 2027, then yearly; Software ran until: 31 Dec 2026; Cancel by: 30 Sep 2027");
  assert_last_day (subscription, "31 Dec 2027");
}

static void
test_facts_cancelled (void)
{
  g_autoptr (LpSubscription) subscription = new_subscription ();

  subscription->cancelled_on = day ("2026-11-24");
  subscription->ends_on = subscription->technical_expiry = subscription->committed_until;
  subscription->deadline = LP_DATE_NONE;
  assert_facts (
      subscription, "2026-11-24",
      "Last day of use: 31 Dec 2027; Cancelled on: 24 Nov 2026; Still owed: 1 Apr 2026 – 31 Dec 2027");
  assert_facts (
      subscription, "2027-02-01",
      "Last day of use: 31 Dec 2027; Cancelled on: 24 Nov 2026; Still owed: 1 Jan 2027 – 31 Dec 2027");
  assert_facts (subscription, "2028-02-01", "Ended on: 31 Dec 2027; Cancelled on: 24 Nov 2026");
  assert_last_day (subscription, "31 Dec 2027");
}

static void
test_facts_revoked (void)
{
  g_autoptr (LpSubscription) subscription = new_revoked ("2026-11-24");
  g_autoptr (LpSubscription) lagging = new_revoked ("2027-03-01");

  assert_facts (
      subscription, "2026-12-01",
      "Revoked on: 24 Nov 2026; Software ran until: 24 Nov 2026; Owed unless credited: 1 Apr 2026 – 31 "
      "Dec 2026; No longer billed: 1 Jan 2027 – 31 Dec 2027");
  assert_last_day (subscription, "24 Nov 2026");
  /* Nobody had renewed it on its machine. */
  assert_facts (
      lagging, "2027-03-01",
      "Revoked on: 1 Mar 2027; Software ran until: 31 Dec 2026; Owed unless credited: 1 Jan 2027 – 31 Dec "
      "2027");
}

static void
test_facts_not_started (void)
{
  g_autoptr (LpSubscription) subscription = lp_subscription_new ();

  subscription->start_mode = LP_START_ACTIVATION;
  assert_facts (subscription, "2026-11-24", "Starts: With the first activation");
  assert_last_day (subscription, "–");
  subscription->cancelled_on = subscription->ends_on = day ("2026-11-24");
  assert_facts (subscription, "2026-11-24", "Started: Never; Cancelled on: 24 Nov 2026");
  assert_last_day (subscription, "–");
  subscription->revoked_on = day ("2026-11-25");
  assert_facts (subscription, "2026-11-25", "Revoked on: 25 Nov 2026; Started: Never");
  assert_last_day (subscription, "–");

  subscription->start = day ("2027-01-15");
  subscription->cancelled_on = subscription->ends_on = subscription->revoked_on = LP_DATE_NONE;
  assert_facts (subscription, "2026-11-24", "Starts on: 15 Jan 2027");
}

/* What only the record of the revocation tells. */
static void
test_facts_of_record (void)
{
  static const struct
  {
    const char *credit;
    const char *owed;
  } table[] = {
    { "none", "Owed: 1 Apr 2026 – 31 Dec 2026" },
    { "pro_rata", "Owed: 1 Apr 2026 – 24 Nov 2026; Credited pro rata: 25 Nov 2026 – 31 Dec 2026" },
    { "full", "Credited in full: 1 Apr 2026 – 31 Dec 2026" },
  };
  g_autoptr (LpSubscription) subscription = new_revoked ("2026-11-24");

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autoptr (LpAuditRecord) record = lp_audit_record_new ();
      g_autoptr (GPtrArray) facts = NULL;
      g_autofree char *text = NULL;
      g_autofree char *expected = g_strdup_printf (
          "Revoked on: 24 Nov 2026; Software ran until: 24 Nov 2026; %s; No longer billed: 1 Jan 2027 – "
          "31 Dec 2027; Revoked by: Vera Lindqvist; Reason: Insolvent",
          table[i].owed);

      record->actor_name = g_strdup ("Vera Lindqvist");
      record->reason = g_strdup ("Insolvent");
      record->after = g_strdup_printf ("{\"revoked_on\":\"2026-11-24\",\"credit\":\"%s\"}", table[i].credit);
      facts = lp_subscription_list_facts (subscription, FALSE, day ("2026-12-01"), record);
      text = join_facts (facts);
      g_assert_cmpstr (text, ==, expected);
    }
}

static const LpTimelineMark *
find_mark (const LpTimelineContent *content, LpMarkKind kind)
{
  for (guint i = 0; i < content->marks->len; i++)
    if (g_array_index (content->marks, LpTimelineMark, i).kind == kind)
      return &g_array_index (content->marks, LpTimelineMark, i);
  return NULL;
}

static void
assert_timeline (const LpSubscription *subscription, const char *today, const char *expected)
{
  g_autoptr (LpTimelineContent)
      content = lp_timeline_content_new (subscription, FALSE, day (today), NULL, -1);

  g_assert_cmpstr (content->text, ==, expected);
}

static void
test_timeline_active (void)
{
  g_autoptr (LpSubscription) subscription = new_subscription ();

  assert_timeline (
      subscription, "2026-11-24",
      "Term from 1 April 2026 to 31 December 2026. Term from 1 January 2027 to 31 December 2027. Then, "
      "unless cancelled, from 1 January 2028 to 31 December 2028. Today is 24 November 2026. Cancel by 30 "
      "September 2027. The software runs until 31 December 2026. What is owed ends on 31 December 2027.");
}

static void
test_timeline_cancelled (void)
{
  g_autoptr (LpSubscription) subscription = new_subscription ();

  subscription->cancelled_on = day ("2026-11-24");
  subscription->ends_on = subscription->committed_until;
  subscription->deadline = LP_DATE_NONE;
  assert_timeline (
      subscription, "2026-11-24",
      "Term from 1 April 2026 to 31 December 2026. Term from 1 January 2027 to 31 December 2027. Today is "
      "24 November 2026. The software runs until 31 December 2026. The last day of use is 31 December "
      "2027.");
  assert_timeline (
      subscription, "2028-02-01",
      "Term from 1 April 2026 to 31 December 2026. Term from 1 January 2027 to 31 December 2027. Today is "
      "1 February 2028. The software ran until 31 December 2026. It ended on 31 December 2027.");
}

static void
test_timeline_revoked (void)
{
  g_autoptr (LpSubscription) subscription = new_revoked ("2026-11-24");
  g_autoptr (LpSubscription) lagging = new_revoked ("2027-03-01");

  assert_timeline (
      subscription, "2026-12-01",
      "Term from 1 April 2026 to 31 December 2026. The term from 1 January 2027 to 31 December 2027 no "
      "longer begins. Today is 1 December 2026. It was revoked and the software stopped on 24 November "
      "2026. It is owed until 31 December 2026, unless it was credited.");
  assert_timeline (
      lagging, "2027-03-01",
      "Term from 1 April 2026 to 31 December 2026. Term from 1 January 2027 to 31 December 2027. Today is "
      "1 March 2027. It was revoked on 1 March 2027. The software ran until 31 December 2026. It is owed "
      "until 31 December 2027, unless it was credited.");
}

/* The drawing knows of a credit what the rows know. */
static void
test_timeline_credited (void)
{
  static const struct
  {
    const char *credit;
    const char *sentence;
    const char *label;
  } table[] = {
    { "none", "It is owed until 31 December 2026.", "owed until 31 Dec 2026" },
    { "pro_rata", "It is owed until 24 November 2026, and credited from then on.", "owed until 24 Nov 2026" },
    { "full", "It was credited in full until 31 December 2026.", "credited in full until 31 Dec 2026" },
    { NULL, "It is owed until 31 December 2026, unless it was credited.",
      "owed until 31 Dec 2026 unless credited" },
  };
  g_autoptr (LpSubscription) subscription = new_revoked ("2026-11-24");

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autoptr (LpTimelineContent)
          content = lp_timeline_content_new (subscription, FALSE, day ("2026-12-01"), table[i].credit, -1);

      g_assert_true (g_str_has_suffix (content->text, table[i].sentence));
      g_assert_cmpstr (find_mark (content, LP_MARK_COMMERCIAL)->label, ==, table[i].label);
    }
}

static void
assert_waiting (const LpSubscription *subscription,
                const char *today,
                LpSubscriptionDecision decision,
                const char *expected,
                const char *label)
{
  g_autoptr (LpTimelineContent)
      content = lp_timeline_content_new (subscription, FALSE, day (today), NULL, (int) decision);
  const LpTimelineSpan *last = &g_array_index (content->spans, LpTimelineSpan, content->spans->len - 1);

  g_assert_nonnull (strstr (content->text, expected));
  g_assert_cmpstr (find_mark (content, LP_MARK_WAITING)->label, ==, label);
  g_assert_true (find_mark (content, LP_MARK_WAITING)->inside);
  g_assert_cmpint (last->kind, ==,
                   strstr (expected, "unless cancelled") != NULL ? LP_SPAN_FOLLOWS : LP_SPAN_OPEN);
}

/* What is decided and not received yet is said as such, and what holds beside it. */
static void
test_timeline_waiting (void)
{
  g_autoptr (LpSubscription) active = new_subscription ();
  g_autoptr (LpSubscription) cancelled = new_subscription ();

  assert_waiting (active, "2026-11-24", LP_DECISION_CANCEL,
                  "Then, unless the cancellation is received in time, from 1 January 2028 to 31 December "
                  "2028. Today is 24 November 2026. A cancellation is decided, waits for the connection, and "
                  "is not yet received. It has to be received by 30 September 2027. The software runs",
                  "cancellation not yet received");
  assert_waiting (
      active, "2027-10-02", LP_DECISION_CANCEL,
      "Then, unless cancelled, from 1 January 2028 to 31 December 2028. Today is 2 October 2027. A "
      "cancellation is decided, waits for the connection, and is not yet received. It was to be "
      "received by 30 September 2027: once connected, you decide again.",
      "cancellation not yet received");
  assert_waiting (active, "2026-11-24", LP_DECISION_REVOKE,
                  "Then, unless the revocation is received before, from 1 January 2028 to 31 December 2028. "
                  "Today is 24 November 2026. A revocation is decided, waits for the connection, and is not "
                  "yet received. Cancel by",
                  "revocation not yet received");
  cancelled->cancelled_on = day ("2026-11-24");
  cancelled->ends_on = cancelled->committed_until;
  cancelled->deadline = LP_DATE_NONE;
  assert_waiting (
      cancelled, "2026-12-01", LP_DECISION_REINSTATE,
      "Then, once the reinstatement is received, from 1 January 2028 to 31 December 2028. Today is "
      "1 December 2026. A reinstatement is decided, waits for the connection, and is not yet "
      "received.",
      "reinstatement not yet received");
}

static void
test_timeline_of_nothing (void)
{
  g_autoptr (LpSubscription) pending = lp_subscription_new ();

  assert_timeline (NULL, "2026-11-24", "");
  assert_timeline (pending, "2026-11-24", "");
}

/* A term that follows is counted from the anchor, not from the end before it. */
static void
test_timeline_follows (void)
{
  LpSubscriptionTerms terms = { .start = day ("2026-01-31"),
                                .initial_expiry = LP_DATE_NONE,
                                .term_months = 1,
                                .notice = { 0, LP_PERIOD_DAYS } };
  g_autoptr (LpSubscription) subscription = recorded_subscription (&terms, day ("2026-03-10"));
  g_autoptr (LpTimelineContent)
      content = lp_timeline_content_new (subscription, FALSE, day ("2026-03-10"), NULL, -1);
  const LpTimelineSpan *last = &g_array_index (content->spans, LpTimelineSpan, content->spans->len - 1);
  LpDate first, end;

  lp_subscription_term (&terms, (int) subscription->renewals->len + 1, &first, &end);
  g_assert_cmpint (last->kind, ==, LP_SPAN_FOLLOWS);
  g_assert_cmpint (last->first, ==, first);
  g_assert_cmpint (last->last, ==, end);
}

static void
assert_all_marks_named (const LpTimelineContent *content)
{
  guint kinds = 0;

  for (guint i = 0; i < content->marks->len; i++)
    {
      const LpTimelineMark *mark = &g_array_index (content->marks, LpTimelineMark, i);
      g_autofree char *long_day = lp_format_date (mark->day);
      g_autofree char *short_day = lp_format_date_short (mark->day);

      g_assert_nonnull (strstr (content->text, long_day));
      g_assert_nonnull (strstr (mark->label, short_day));
      g_assert_cmpuint (kinds & 1u << mark->kind, ==, 0);
      kinds |= 1u << mark->kind;
    }
  g_assert_null (strstr (content->text, "  "));
  g_assert_true (g_str_has_suffix (content->text, "."));
}

static gboolean
have_title (GPtrArray *facts, const char *title)
{
  for (guint i = 0; i < facts->len; i++)
    if (g_str_equal (((const LpFact *) facts->pdata[i])->title, title))
      return TRUE;
  return FALSE;
}

/* Table, details and timeline agree on whether it still runs, and until when. */
static void
assert_agreement (LpSubscription *subscription, const LpTimelineContent *content, LpDate today)
{
  g_autoptr (GPtrArray) facts = lp_subscription_list_facts (subscription, FALSE, today, NULL);
  g_autofree char *all = join_facts (facts);
  LpDate last = lp_subscription_get_last_day (subscription);
  const LpTimelineMark *technical = find_mark (content, LP_MARK_TECHNICAL);
  gboolean revoked = subscription->state == LP_SUBSCRIPTION_REVOKED;

  g_assert_cmpint (find_mark (content, LP_MARK_REVOKED) != NULL, ==, revoked);
  g_assert_cmpint (find_mark (content, LP_MARK_DEADLINE) != NULL, ==,
                   subscription->state == LP_SUBSCRIPTION_ACTIVE &&
                       lp_date_is_valid (subscription->deadline));
  if (revoked)
    {
      g_assert_cmpint (last, <=, subscription->revoked_on);
      g_assert_null (strstr (all, "Runs until"));
      g_assert_null (strstr (all, "runs until"));
      g_assert_null (strstr (content->text, "runs until"));
      g_assert_null (strstr (content->text, "Cancel by"));
      g_assert_true (have_title (facts, "Software ran until"));
      g_assert_true (technical == NULL || technical->day < subscription->revoked_on);
    }
  else
    g_assert_cmpint (last, ==, subscription->committed_until);
  if (subscription->state != LP_SUBSCRIPTION_ACTIVE)
    g_assert_null (strstr (content->text, "unless cancelled"));
}

static void
test_any (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (89);
  guint seen = 0;

  for (int n = 0; n < N_SUBSCRIPTIONS; n++)
    {
      LpDate today;
      g_autoptr (LpSubscription) subscription = random_recorded_subscription (random, &today);
      g_autoptr (LpTimelineContent) content = lp_timeline_content_new (subscription, FALSE, today, NULL, -1);

      assert_all_marks_named (content);
      assert_agreement (subscription, content, today);
      seen |= 1u << subscription->state;
    }
  g_assert_cmpuint (seen, ==,
                    1u << LP_SUBSCRIPTION_ACTIVE | 1u << LP_SUBSCRIPTION_CANCELLED |
                        1u << LP_SUBSCRIPTION_ENDED | 1u << LP_SUBSCRIPTION_REVOKED);
}

static LpTicket *
new_ticket (const char *const *machines)
{
  LpTicket *ticket = lp_ticket_new ();

  for (gsize i = 0; machines[i] != NULL; i++)
    {
      LpContainer *container = g_new0 (LpContainer, 1);

      container->name = g_strdup (machines[i]);
      g_ptr_array_add (ticket->containers, container);
    }
  return ticket;
}

static void
assert_revoke_words (const LpSubscription *subscription, const char *const *machines, const char *expected)
{
  g_autoptr (LpRevokeOutlook) outlook = lp_revoke_outlook_new (subscription, FALSE, day ("2026-11-24"));
  g_autoptr (LpTicket) ticket = new_ticket (machines);
  g_autofree char *text = lp_revoke_dup_sentence (ticket, outlook, day ("2026-11-24"));

  g_assert_cmpstr (text, ==, expected);
}

static void
test_revoke_words (void)
{
  static const char *const none[] = { NULL };
  static const char *const two[] = { "ws-1", "ws-2", NULL };
  g_autoptr (LpSubscription) subscription = new_subscription ();
  g_autoptr (LpSubscription) pending = lp_subscription_new ();

  assert_revoke_words (
      subscription, two,
      "Use ends at once: the last day on which the software runs is today, 24 November 2026. 2 "
      "computers hold the license: ws-1, ws-2. This cannot be undone.");
  subscription->technical_expiry = day ("2026-10-31");
  assert_revoke_words (
      subscription, none,
      "The software ran until 31 October 2026, and can never be used again. No computer holds the "
      "license. This cannot be undone.");
  assert_revoke_words (
      pending, none,
      "It has not started, and can never be used. No computer holds the license. This cannot be "
      "undone.");
}

static void
test_credit_words (void)
{
  g_autoptr (LpSubscription) subscription = new_subscription ();
  g_autoptr (LpRevokeOutlook) outlook = lp_revoke_outlook_new (subscription, FALSE, day ("2026-11-24"));
  g_autoptr (LpRevokeOutlook) last = lp_revoke_outlook_new (subscription, FALSE, day ("2026-12-31"));
  g_autofree char *none = lp_credit_dup_sentence (outlook, "none");
  g_autofree char *rest = lp_credit_dup_sentence (outlook, "pro_rata");
  g_autofree char *full = lp_credit_dup_sentence (outlook, "full");
  g_autofree char *nothing = lp_credit_dup_sentence (last, "pro_rata");

  g_assert_cmpstr (
      none, ==,
      "The customer gets nothing back. Finance bills the running term 1 Apr 2026 – 31 Dec 2026 in full, as "
      "before.");
  g_assert_cmpstr (
      rest, ==,
      "The customer gets back what is left of the running term: 37 of 275 days, 25 Nov 2026 – 31 Dec 2026. "
      "The credit is recorded with the revocation, and finance settles it by a credit note.");
  g_assert_cmpstr (
      full, ==,
      "The customer gets back the whole running term, 1 Apr 2026 – 31 Dec 2026. The credit is recorded "
      "with the revocation, and finance settles it by a credit note.");
  g_assert_nonnull (strstr (nothing, "nothing left"));
}

static void
test_reinstate_words (void)
{
  LpSubscriptionTerms terms = { .start = day ("2026-01-01"),
                                .initial_expiry = LP_DATE_NONE,
                                .term_months = 12,
                                .notice = { 3, LP_PERIOD_MONTHS } };
  g_autoptr (LpSubscription) subscription = recorded_subscription (&terms, day ("2026-09-01"));
  g_autoptr (LpReinstateOutlook) in_time = NULL;
  g_autoptr (LpReinstateOutlook) late = NULL;
  g_autofree char *early_text = NULL;
  g_autofree char *late_text = NULL;
  g_autofree char *offline = NULL;

  subscription->cancelled_on = day ("2026-09-01");
  subscription->ends_on = subscription->committed_until;
  subscription->deadline = LP_DATE_NONE;
  in_time = lp_reinstate_outlook_new (subscription, FALSE, day ("2026-09-30"));
  late = lp_reinstate_outlook_new (subscription, FALSE, day ("2026-10-01"));
  early_text = lp_reinstate_dup_sentence (in_time);
  late_text = lp_reinstate_dup_sentence (late);
  offline = lp_reinstate_dup_offline_note (in_time);
  g_assert_cmpstr (early_text, ==, "It renews by itself again, as if it had never been cancelled.");
  g_assert_cmpstr (
      late_text, ==,
      "The deadline 30 September 2026 passed while it was cancelled, so it is renewed at once: 1 Jan 2027 – "
      "31 Dec 2027 is owed. After that it renews by itself again, unless it is cancelled by 30 September "
      "2027.");
  g_assert_nonnull (strstr (offline, "if that is after 30 September 2026, another term is owed"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/subscription-words/renewal", test_renewal);
  g_test_add_func ("/subscription-words/facts-active", test_facts_active);
  g_test_add_func ("/subscription-words/facts-cancelled", test_facts_cancelled);
  g_test_add_func ("/subscription-words/facts-revoked", test_facts_revoked);
  g_test_add_func ("/subscription-words/facts-not-started", test_facts_not_started);
  g_test_add_func ("/subscription-words/facts-of-record", test_facts_of_record);
  g_test_add_func ("/subscription-words/timeline-active", test_timeline_active);
  g_test_add_func ("/subscription-words/timeline-cancelled", test_timeline_cancelled);
  g_test_add_func ("/subscription-words/timeline-revoked", test_timeline_revoked);
  g_test_add_func ("/subscription-words/timeline-credited", test_timeline_credited);
  g_test_add_func ("/subscription-words/timeline-waiting", test_timeline_waiting);
  g_test_add_func ("/subscription-words/timeline-of-nothing", test_timeline_of_nothing);
  g_test_add_func ("/subscription-words/timeline-follows", test_timeline_follows);
  g_test_add_func ("/subscription-words/any", test_any);
  g_test_add_func ("/subscription-words/revoke", test_revoke_words);
  g_test_add_func ("/subscription-words/credit", test_credit_words);
  g_test_add_func ("/subscription-words/reinstate", test_reinstate_words);
  return g_test_run ();
}
