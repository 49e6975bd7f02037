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
             : g_strdup (_ ("You need the right to change licenses of this product in this group."));
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
lp_reinstate_dup_sentence (GArray *terms)
{
  g_autofree char *term = NULL;

  if (terms->len == 0)
    return g_strdup (_ ("It renews by itself again, as if it had never been cancelled."));
  term = lp_owed_term_dup_text (&g_array_index (terms, LpOwedTerm, terms->len - 1));
  /* Translators: %s is a term, “1 Jan 2027 – 31 Dec 2027” */
  return g_strdup_printf (
      _ ("The deadline passed while it was cancelled, so the renewal is recorded at once: the "
         "term %s is owed."),
      term);
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

char *
lp_revoke_dup_sentence (const LpTicket *ticket)
{
  guint n = ticket != NULL && ticket->containers != NULL ? ticket->containers->len : 0;
  g_autofree char *names = n > 0 ? join_machines (ticket->containers) : NULL;

  if (n == 0 && ticket != NULL && ticket->state == LP_TICKET_ACTIVATED)
    return g_strdup (
        _ ("Use ends at once, on the computer that holds the license, too. This cannot be undone."));
  if (n == 0)
    return g_strdup (_ ("Use ends at once. No computer holds the license. This cannot be undone."));
  /* Translators: a number of computers and their names */
  return g_strdup_printf (ngettext ("Use ends at once on %u computer (%s). This cannot be undone.",
                                    "Use ends at once on %u computers (%s). This cannot be undone.", n),
                          n, names);
}
