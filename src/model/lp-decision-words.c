/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lp-decision-words.h"

#include <glib/gi18n-lib.h>

#include "lp-format.h"

/* More machines than these are only counted. */
#define MAX_NAMED 3

static const char *
get_state_refusal (const LpSubscription *subscription, LpSubscriptionDecision decision, LpDate today)
{
  if (lp_subscription_allows (subscription, decision, today))
    return NULL;
  switch (lp_subscription_get_state (subscription, today))
    {
    case LP_SUBSCRIPTION_REVOKED:
      return _ ("It was revoked: that cannot be changed any more.");
    case LP_SUBSCRIPTION_ENDED:
      return _ ("It has ended already.");
    case LP_SUBSCRIPTION_CANCELLED:
      return _ ("It is cancelled already.");
    case LP_SUBSCRIPTION_PENDING:
    case LP_SUBSCRIPTION_ACTIVE:
    default:
      return _ ("It is not cancelled.");
    }
}

char *
lp_decision_dup_refusal (LpSession *session,
                         const LpSubscription *subscription,
                         LpSubscriptionDecision decision)
{
  LpReplica *replica = lp_session_get_replica (session);
  const char *state = get_state_refusal (subscription, decision, lp_session_get_today (session));
  g_autoptr (GError) error = NULL;

  if (state != NULL)
    return g_strdup (state);
  if (replica == NULL)
    return g_strdup (_ ("Nobody is signed in."));
  if (lp_replica_may (replica,
                      decision == LP_DECISION_REVOKE ? LP_ACTION_REVOKE : LP_ACTION_CANCEL_SUBSCRIPTION,
                      subscription->group_id, NULL, subscription->product_id, &error))
    return NULL;
  return decision == LP_DECISION_REVOKE
             ? g_strdup (_ ("You need the right to revoke licenses of this product in this group."))
             : g_strdup (_ ("You need the right to modify licenses of this product in this group."));
}

gboolean
lp_decision_is_consumer (LpSession *session, const LpSubscription *subscription)
{
  LpReplica *replica = lp_session_get_replica (session);
  g_autoptr (LpGroup) group = replica != NULL && subscription->group_id != NULL
                                  ? lp_replica_get_group (replica, subscription->group_id)
                                  : NULL;

  return group != NULL && group->effective.consumer == TRUE;
}

char *
lp_owed_term_dup_text (const LpOwedTerm *term)
{
  g_autofree char *first = lp_format_date_short (term->first);
  g_autofree char *last = lp_format_date_short (term->last);

  /* Translators: first and last day of a term: “1 Jan 2027 – 31 Dec 2027” */
  return g_strdup_printf (_ ("%s – %s"), first, last);
}

char *
lp_cancel_dup_sentence (const LpCancelOutlook *outlook)
{
  g_autofree char *last = lp_format_date (outlook->ends_on);
  g_autofree char *deadline = lp_format_date (outlook->deadline);
  g_autofree char *term = NULL;

  if (!lp_date_is_valid (outlook->deadline))
    return g_strdup (_ ("It has not started, so it ends today and nothing is owed."));
  if (!outlook->passed)
    /* Translators: both are days in words */
    return g_strdup_printf (
        _ ("The last day of use is %s. The deadline for this cancellation is %s; after that a new term begins."),
        last, deadline);

  term = lp_owed_term_dup_text (&g_array_index (outlook->owed, LpOwedTerm, outlook->owed->len - 1));
  /* Translators: day of the deadline, the next term (“1 Jan 2027 – 31 Dec 2027”), last day of use */
  return g_strdup_printf (
      _ ("The deadline was %s, so the next term %s is still owed. The last day of use is %s."), deadline,
      term, last);
}

char *
lp_cancel_dup_offline_note (const LpCancelOutlook *outlook)
{
  g_autofree char *deadline = lp_format_date (outlook->deadline);

  if (outlook->passed || !lp_date_is_valid (outlook->deadline))
    return g_strdup (
        _ ("License Central cannot be reached: the cancellation is not yet received. It counts on the "
           "day on which it arrives."));
  /* Translators: %s is a day in words */
  return g_strdup_printf (
      _ ("License Central cannot be reached: the cancellation is not yet received. It has to "
         "arrive by %s; if it arrives later, it waits for you to decide again."),
      deadline);
}

char *
lp_reinstate_dup_sentence (const LpReinstateOutlook *outlook)
{
  g_autofree char *missed = lp_format_date (outlook->missed);
  g_autofree char *deadline = lp_format_date (outlook->deadline);
  g_autofree char *term = NULL;
  LpOwedTerm owed;

  if (outlook->owed->len == 0)
    return g_strdup (_ ("It renews by itself again, as if it had never been cancelled."));
  owed.first = g_array_index (outlook->owed, LpOwedTerm, 0).first;
  owed.last = g_array_index (outlook->owed, LpOwedTerm, outlook->owed->len - 1).last;
  term = lp_owed_term_dup_text (&owed);
  if (!lp_date_is_valid (outlook->deadline))
    /* Translators: day of the deadline, and the term, “1 Jan 2027 – 31 Dec 2027” */
    return g_strdup_printf (
        _ ("The deadline %s passed while it was cancelled, so it is renewed at once: %s is owed."), missed,
        term);
  /* Translators: day of the deadline, the term, “1 Jan 2027 – 31 Dec 2027”, and the next deadline */
  return g_strdup_printf (
      _ ("The deadline %s passed while it was cancelled, so it is renewed at once: %s is owed. After that it "
         "renews by itself again, unless it is cancelled by %s."),
      missed, term, deadline);
}

char *
lp_reinstate_dup_offline_note (const LpReinstateOutlook *outlook)
{
  g_autofree char *deadline = lp_format_date (outlook->deadline);

  if (!lp_date_is_valid (outlook->deadline))
    return g_strdup (
        _ ("License Central cannot be reached: the reinstatement is not yet received. It counts on the day "
           "on which it arrives."));
  /* Translators: %s is a day in words */
  return g_strdup_printf (
      _ ("License Central cannot be reached: the reinstatement is not yet received. It counts on the day on "
         "which it arrives; if that is after %s, another term is owed."),
      deadline);
}

static char *
join_machines (GPtrArray *containers)
{
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < containers->len && i < MAX_NAMED; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "",
                            ((const LpContainer *) containers->pdata[i])->name);
  if (containers->len > MAX_NAMED)
    g_string_append (names, "…");
  return g_string_free (names, FALSE);
}

static char *
describe_stop (const LpRevokeOutlook *outlook, LpDate today)
{
  g_autofree char *day = lp_format_date (outlook->last_day);

  if (!lp_date_is_valid (outlook->last_day))
    return g_strdup (_ ("It has not started, and can never be used."));
  if (outlook->last_day < today)
    /* Translators: %s is a day in words */
    return g_strdup_printf (_ ("The software ran until %s, and can never be used again."), day);
  /* Translators: %s is a day in words */
  return g_strdup_printf (_ ("Use ends at once: the last day on which the software runs is today, %s."), day);
}

static char *
describe_machines (const LpTicket *ticket)
{
  guint n = ticket != NULL && ticket->containers != NULL ? ticket->containers->len : 0;
  g_autofree char *names = n > 0 ? join_machines (ticket->containers) : NULL;

  if (n == 0 && ticket != NULL && ticket->state == LP_TICKET_ACTIVATED)
    return g_strdup (_ ("A computer holds the license."));
  if (n == 0)
    return g_strdup (_ ("No computer holds the license."));
  /* Translators: a number of computers and their names */
  return g_strdup_printf (ngettext ("%u computer holds the license: %s.",
                                    "%u computers hold the license: %s.", n),
                          n, names);
}

char *
lp_revoke_dup_sentence (const LpTicket *ticket, const LpRevokeOutlook *outlook, LpDate today)
{
  g_autofree char *stop = describe_stop (outlook, today);
  g_autofree char *machines = describe_machines (ticket);

  return g_strjoin (" ", stop, machines, _ ("This cannot be undone."), NULL);
}

const char *
lp_revoke_get_offline_note (void)
{
  return _ ("License Central cannot be reached: the revocation is not yet received. It counts on the day on "
            "which it arrives, and use goes on until then.");
}

static char *
describe_pro_rata (const LpRevokeOutlook *outlook)
{
  int days = outlook->running.last - outlook->running.first + 1;
  LpOwedTerm rest = { outlook->running.last - outlook->days_left + 1, outlook->running.last };
  g_autofree char *term = lp_owed_term_dup_text (&rest);

  if (outlook->days_left == 0)
    return g_strdup (_ ("Today is the last day of the running term: there is nothing left to give back."));
  /* Translators: a number of days, all days of the term, and the days from – to */
  return g_strdup_printf (
      ngettext ("The customer gets back what is left of the running term: %d of %d day, %s. The credit "
                "is recorded with the revocation, and finance settles it by a credit note.",
                "The customer gets back what is left of the running term: %d of %d days, %s. The credit "
                "is recorded with the revocation, and finance settles it by a credit note.",
                days),
      outlook->days_left, days, term);
}

char *
lp_credit_dup_sentence (const LpRevokeOutlook *outlook, const char *credit)
{
  g_autofree char *term = lp_owed_term_dup_text (&outlook->running);

  if (g_str_equal (credit, "pro_rata"))
    return describe_pro_rata (outlook);
  if (g_str_equal (credit, "full"))
    /* Translators: %s is a term, “1 Jan 2027 – 31 Dec 2027” */
    return g_strdup_printf (_ ("The customer gets back the whole running term, %s. The credit is recorded "
                               "with the revocation, and finance settles it by a credit note."),
                            term);
  /* Translators: %s is a term, “1 Jan 2027 – 31 Dec 2027” */
  return g_strdup_printf (
      _ ("The customer gets nothing back. Finance bills the running term %s in full, as before."), term);
}

const char *
lp_credit_get_name (const char *credit)
{
  if (g_strcmp0 (credit, "pro_rata") == 0)
    return C_ ("credit", "Pro rata");
  if (g_strcmp0 (credit, "full") == 0)
    return C_ ("credit", "Full");
  return C_ ("credit", "None");
}
