/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lp-subscription-facts.h"

#include <glib/gi18n-lib.h>

#include "lp-audit-values.h"
#include "lp-decision-words.h"
#include "lp-format.h"
#include "lp-subscription-outlook.h"

static void
fact_free (gpointer data)
{
  LpFact *fact = data;

  g_free (fact->title);
  g_free (fact->value);
  g_free (fact);
}

static void
add (GPtrArray *facts, const char *title, const char *value)
{
  LpFact *fact = g_new (LpFact, 1);

  fact->title = g_strdup (title);
  fact->value = g_strdup (value);
  g_ptr_array_add (facts, fact);
}

static void
add_day (GPtrArray *facts, const char *title, LpDate day)
{
  g_autofree char *text = lp_format_date_short (day);

  if (lp_date_is_valid (day))
    add (facts, title, text);
}

static void
add_term (GPtrArray *facts, const char *title, const LpOwedTerm *term)
{
  g_autofree char *text = lp_owed_term_dup_text (term);

  if (lp_date_is_valid (term->first))
    add (facts, title, text);
}

static void
add_start (GPtrArray *facts, const LpSubscription *subscription)
{
  if (lp_date_is_valid (subscription->start))
    add_day (facts, _ ("Starts on"), subscription->start);
  else
    /* Translators: when a subscription starts */
    add (facts, _ ("Starts"), _ ("With the first activation"));
}

static char *
describe_renewal (const LpSubscription *subscription)
{
  g_autofree char *day = lp_format_date_short (subscription->committed_until);
  g_autofree char *term = NULL;

  if (lp_period_get_months (subscription->term) == 12)
    /* Translators: the day until which a subscription runs; it is renewed by a year each */
    return g_strdup_printf (_ ("%s, then yearly"), day);
  if (lp_period_get_months (subscription->term) == 1)
    /* Translators: the day until which a subscription runs; it is renewed by a month each */
    return g_strdup_printf (_ ("%s, then monthly"), day);

  term = lp_format_period (subscription->term);
  /* Translators: the day until which a subscription runs, and by what it is renewed, such as “3 months” */
  return g_strdup_printf (_ ("%s, then every %s"), day, term);
}

/* The software stops where nobody renews it on its machine, while the subscription goes on. */
static void
add_technical (GPtrArray *facts, const LpSubscription *subscription, LpDate committed, LpDate today)
{
  LpDate day = subscription->technical_expiry;

  if (day != committed)
    add_day (facts, day < today ? _ ("Software ran until") : _ ("Software runs until"), day);
}

static void
add_active (GPtrArray *facts, const LpSubscription *subscription, LpDate today)
{
  g_autofree char *renewal = describe_renewal (subscription);

  add (facts, _ ("Runs until"), renewal);
  add_technical (facts, subscription, subscription->committed_until, today);
  add_day (facts, _ ("Cancel by"), subscription->deadline);
}

/* From the term that runs to the last day: a cancellation after the deadline leaves the next term, too. */
static void
add_cancelled (GPtrArray *facts, const LpSubscription *subscription, gboolean consumer, LpDate today)
{
  g_autoptr (LpRevokeOutlook) outlook = lp_revoke_outlook_new (subscription, consumer, today);
  LpOwedTerm owed = { outlook->running.first, subscription->ends_on };

  add_day (facts, _ ("Last day of use"), subscription->ends_on);
  add_technical (facts, subscription, subscription->ends_on, today);
  add_day (facts, _ ("Cancelled on"), subscription->cancelled_on);
  add_term (facts, _ ("Still owed"), &owed);
}

static void
add_never_started (GPtrArray *facts)
{
  /* Translators: “Started: Never”, of a subscription that ended before it began */
  add (facts, _ ("Started"), C_ ("start", "Never"));
}

static void
add_ended (GPtrArray *facts, const LpSubscription *subscription)
{
  if (!lp_date_is_valid (subscription->start))
    add_never_started (facts);
  add_day (facts, _ ("Ended on"), lp_subscription_get_last_day (subscription));
  add_day (facts, _ ("Cancelled on"), subscription->cancelled_on);
}

char *
lp_revocation_dup_credit (const LpAuditRecord *record)
{
  return record != NULL ? lp_audit_values_dup_text (record->after, "credit") : NULL;
}

/* Only the record knows of a credit; a credit pro rata is for the days after the revocation. */
static void
add_owed (GPtrArray *facts, const LpRevokeOutlook *outlook, const LpAuditRecord *record)
{
  g_autofree char *credit = lp_revocation_dup_credit (record);
  const LpOwedTerm *running = &outlook->running;
  LpDate revoked_on = running->last - outlook->days_left;

  if (!lp_date_is_valid (running->first))
    return;
  if (g_strcmp0 (credit, "full") == 0)
    {
      add_term (facts, _ ("Credited in full"), running);
    }
  else if (g_strcmp0 (credit, "pro_rata") == 0 && outlook->days_left > 0)
    {
      add_term (facts, _ ("Owed"), &(LpOwedTerm){ running->first, revoked_on });
      add_term (facts, _ ("Credited pro rata"), &(LpOwedTerm){ revoked_on + 1, running->last });
    }
  else
    {
      add_term (facts, credit != NULL ? _ ("Owed") : _ ("Owed unless credited"), running);
    }
}

static void
add_revoked (GPtrArray *facts,
             const LpSubscription *subscription,
             gboolean consumer,
             const LpAuditRecord *record)
{
  g_autoptr (LpRevokeOutlook)
      outlook = lp_revoke_outlook_new (subscription, consumer, subscription->revoked_on);

  add_day (facts, _ ("Revoked on"), subscription->revoked_on);
  if (lp_date_is_valid (outlook->last_day))
    add_day (facts, _ ("Software ran until"), outlook->last_day);
  else
    add_never_started (facts);
  add_owed (facts, outlook, record);
  for (guint i = 0; i < outlook->unbilled->len; i++)
    add_term (facts, _ ("No longer billed"), &g_array_index (outlook->unbilled, LpOwedTerm, i));
  if (record != NULL && record->actor_name != NULL)
    add (facts, _ ("Revoked by"), record->actor_name);
  if (record != NULL && record->reason != NULL && *record->reason != '\0')
    add (facts, _ ("Reason"), record->reason);
}

GPtrArray *
lp_subscription_list_facts (const LpSubscription *subscription,
                            gboolean consumer,
                            LpDate today,
                            const LpAuditRecord *record)
{
  GPtrArray *facts = g_ptr_array_new_with_free_func (fact_free);

  switch (lp_subscription_get_state (subscription, today))
    {
    case LP_SUBSCRIPTION_PENDING:
      add_start (facts, subscription);
      break;
    case LP_SUBSCRIPTION_CANCELLED:
      add_cancelled (facts, subscription, consumer, today);
      break;
    case LP_SUBSCRIPTION_ENDED:
      add_ended (facts, subscription);
      break;
    case LP_SUBSCRIPTION_REVOKED:
      add_revoked (facts, subscription, consumer, record);
      break;
    case LP_SUBSCRIPTION_ACTIVE:
    default:
      add_active (facts, subscription, today);
    }
  return facts;
}
