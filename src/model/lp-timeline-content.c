/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lp-timeline-content.h"

#include <glib/gi18n-lib.h>

#include "lp-format.h"
#include "lp-subscription-outlook.h"

/* Long histories show only their last terms, more of them where a mark lies further back. */
#define USUAL_TERMS 4
#define MOST_TERMS  12

/* Today is shown beyond the terms as long as they keep so many parts of the width in five. */
#define TERMS_PART 4

static void
clear_span (gpointer data)
{
  LpTimelineSpan *span = data;

  g_free (span->date);
  g_free (span->label);
}

static void
clear_mark (gpointer data)
{
  g_free (((LpTimelineMark *) data)->label);
}

void
lp_timeline_content_free (LpTimelineContent *self)
{
  g_array_unref (self->spans);
  g_array_unref (self->marks);
  g_free (self->text);
  g_free (self);
}

/* What is known about a subscription, for all that follows. */
typedef struct
{
  LpTimelineContent *content;
  const LpSubscription *subscription;
  LpSubscriptionState state;
  LpSubscriptionTerms terms;
  LpDate today;
  const char *credit; /* nullable */
  int waiting;        /* an LpSubscriptionDecision, or -1 */
} Drawing;

static char *
dup_open_label (int waiting, const char *date)
{
  switch (waiting)
    {
    case LP_DECISION_REINSTATE:
      /* Translators: beside a symbol in a drawing: a term that begins on that day once a reinstatement is received; keep
       * it short */
      return g_strdup_printf (_ ("from %s once it is received"), date);
    case LP_DECISION_REVOKE:
      /* Translators: beside a symbol in a drawing: a term that begins on that day unless a revocation is received
       * before; keep it short */
      return g_strdup_printf (_ ("from %s unless received before"), date);
    case LP_DECISION_CANCEL:
    default:
      /* Translators: beside a symbol in a drawing: a term that begins on that day unless a cancellation is received in
       * time; keep it short */
      return g_strdup_printf (_ ("from %s unless received in time"), date);
    }
}

static void
add_span (Drawing *self, LpSpanKind kind, LpDate first, LpDate last)
{
  LpTimelineSpan span = { .kind = kind, .first = first, .last = last };

  if (!lp_date_is_valid (first) || !lp_date_is_valid (last) || last < first)
    return;
  span.date = lp_format_date_short (first);
  if (kind == LP_SPAN_FOLLOWS)
    /* Translators: beside a symbol in a drawing: a term that begins on that day unless it is cancelled; keep it short */
    span.label = g_strdup_printf (_ ("from %s unless cancelled"), span.date);
  else if (kind == LP_SPAN_UNBILLED)
    /* Translators: beside a symbol in a drawing: a term that would have begun on that day; keep it short */
    span.label = g_strdup_printf (_ ("no longer begins on %s"), span.date);
  else if (kind == LP_SPAN_OPEN)
    span.label = dup_open_label (self->waiting, span.date);
  g_array_append_val (self->content->spans, span);
}

static LpSpanKind
get_kind (Drawing *self, LpDate first, LpDate last)
{
  if (self->state == LP_SUBSCRIPTION_REVOKED && first > self->subscription->revoked_on)
    return LP_SPAN_UNBILLED;
  if (first > self->today)
    return LP_SPAN_TO_COME;
  return last < self->today || self->state == LP_SUBSCRIPTION_REVOKED ? LP_SPAN_PAST : LP_SPAN_RUNNING;
}

static gboolean
is_late (Drawing *self)
{
  return lp_date_is_valid (self->subscription->deadline) && self->subscription->deadline < self->today;
}

/* The term after those that are committed. */
static void
add_next_span (Drawing *self, int recorded)
{
  gboolean open = self->waiting >= 0 && !(self->waiting == LP_DECISION_CANCEL && is_late (self));
  gboolean renews = self->state == LP_SUBSCRIPTION_ACTIVE ||
                    (self->state == LP_SUBSCRIPTION_CANCELLED && self->waiting == LP_DECISION_REINSTATE);
  LpDate first, last;

  if (renews && self->terms.term_months > 0 &&
      lp_subscription_term (&self->terms, recorded + 1, &first, &last))
    add_span (self, open ? LP_SPAN_OPEN : LP_SPAN_FOLLOWS, first, last);
}

static void
add_spans (Drawing *self)
{
  const LpSubscription *subscription = self->subscription;
  int recorded = subscription->renewals != NULL ? (int) subscription->renewals->len : 0;
  LpDate first, last;

  if (!lp_date_is_valid (subscription->start))
    return;
  first = subscription->start;
  last = subscription->initial_expiry;
  add_span (self, get_kind (self, first, last), first, last);
  for (int i = 0; i < recorded; i++)
    {
      const LpRenewal *renewal = &g_array_index (subscription->renewals, LpRenewal, i);

      add_span (self, get_kind (self, renewal->start, renewal->end), renewal->start, renewal->end);
    }
  add_next_span (self, recorded);
}

static void
add_mark (Drawing *self, LpMarkKind kind, LpDate day, const char *format)
{
  g_autofree char *date = lp_format_date_short (day);
  gboolean is_end = kind == LP_MARK_COMMERCIAL || kind == LP_MARK_TECHNICAL;
  LpTimelineMark mark = { .kind = kind, .day = day, .at = day + (is_end ? 1.0 : 0.5) };

  if (!lp_date_is_valid (day))
    return;
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  mark.label = g_strdup_printf (format, date);
#pragma GCC diagnostic pop
  g_array_append_val (self->content->marks, mark);
}

static void
say (GString *text, const char *format, LpDate day)
{
  g_autofree char *date = lp_format_date (day);

  if (text->len > 0)
    g_string_append_c (text, ' ');
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  g_string_append_printf (text, format, date);
#pragma GCC diagnostic pop
}

/* A mark, and the sentence about it. */
static void
tell (Drawing *self, GString *text, LpMarkKind kind, LpDate day, const char *label, const char *sentence)
{
  if (!lp_date_is_valid (day))
    return;
  add_mark (self, kind, day, label);
  say (text, sentence, day);
}

/* What is decided counts only when it is received; until then what held goes on. */
static void
tell_waiting (Drawing *self, GString *text)
{
  switch (self->waiting)
    {
    case LP_DECISION_CANCEL:
      /* Translators: beside a symbol in a drawing; keep it short */
      tell (self, text, LP_MARK_WAITING, self->today, _ ("cancellation not yet received"),
            _ ("A cancellation is decided, waits for the connection, and is not yet received."));
      break;
    case LP_DECISION_REINSTATE:
      /* Translators: beside a symbol in a drawing; keep it short */
      tell (self, text, LP_MARK_WAITING, self->today, _ ("reinstatement not yet received"),
            _ ("A reinstatement is decided, waits for the connection, and is not yet received."));
      break;
    case LP_DECISION_REVOKE:
      /* Translators: beside a symbol in a drawing; keep it short */
      tell (self, text, LP_MARK_WAITING, self->today, _ ("revocation not yet received"),
            _ ("A revocation is decided, waits for the connection, and is not yet received."));
      break;
    default:
      break;
    }
}

static void
tell_deadline (Drawing *self, GString *text)
{
  LpDate day = self->subscription->deadline;

  if (self->state != LP_SUBSCRIPTION_ACTIVE)
    return;
  if (self->waiting != LP_DECISION_CANCEL)
    /* Translators: beside a symbol in a drawing; %s is the last day for a cancellation; keep it short */
    tell (self, text, LP_MARK_DEADLINE, day, _ ("cancel by %s"), _ ("Cancel by %s."));
  else if (!is_late (self))
    /* Translators: beside a symbol in a drawing; %s is the last day for a cancellation; keep it short */
    tell (self, text, LP_MARK_DEADLINE, day, _ ("to be received by %s"), _ ("It has to be received by %s."));
  else
    /* Translators: beside a symbol in a drawing; %s is the last day for a cancellation; keep it short */
    tell (self, text, LP_MARK_DEADLINE, day, _ ("was to be received by %s"),
          _ ("It was to be received by %s: once connected, you decide again."));
}

static void
tell_technical (Drawing *self, GString *text)
{
  LpDate day = self->subscription->technical_expiry;

  if (self->state == LP_SUBSCRIPTION_REVOKED && day >= self->subscription->revoked_on)
    return;
  if (day < self->today)
    /* Translators: technical expiry of a license, beside a symbol in a drawing; keep it short */
    tell (self, text, LP_MARK_TECHNICAL, day, _ ("software ran until %s"), _ ("The software ran until %s."));
  else
    /* Translators: technical expiry of a license, beside a symbol in a drawing; keep it short */
    tell (self, text, LP_MARK_TECHNICAL, day, _ ("software runs until %s"),
          _ ("The software runs until %s."));
}

/* What was revoked is owed up to the end of the term that ran then, or up to what was credited. */
static void
tell_owed_of_revoked (Drawing *self, GString *text, const LpRevokeOutlook *outlook)
{
  LpDate last = outlook->running.last;

  if (self->credit == NULL)
    /* Translators: beside a symbol in a drawing; keep it short */
    tell (self, text, LP_MARK_COMMERCIAL, last, _ ("owed until %s unless credited"),
          _ ("It is owed until %s, unless it was credited."));
  else if (g_str_equal (self->credit, "full"))
    /* Translators: beside a symbol in a drawing; keep it short */
    tell (self, text, LP_MARK_COMMERCIAL, last, _ ("credited in full until %s"),
          _ ("It was credited in full until %s."));
  else if (g_str_equal (self->credit, "pro_rata"))
    tell (self, text, LP_MARK_COMMERCIAL, last - outlook->days_left, _ ("owed until %s"),
          _ ("It is owed until %s, and credited from then on."));
  else
    tell (self, text, LP_MARK_COMMERCIAL, last, _ ("owed until %s"), _ ("It is owed until %s."));
}

static void
tell_commercial_of_revoked (Drawing *self, GString *text)
{
  const LpSubscription *subscription = self->subscription;
  g_autoptr (LpRevokeOutlook)
      outlook = lp_revoke_outlook_new (subscription, self->terms.consumer, subscription->revoked_on);

  if (lp_date_is_valid (outlook->running.last))
    tell_owed_of_revoked (self, text, outlook);
  else if (lp_date_is_valid (subscription->ends_on))
    tell (self, text, LP_MARK_COMMERCIAL, subscription->ends_on, _ ("ended on %s"), _ ("It ended on %s."));
}

static void
tell_commercial (Drawing *self, GString *text)
{
  switch (self->state)
    {
    case LP_SUBSCRIPTION_REVOKED:
      tell_commercial_of_revoked (self, text);
      break;
    case LP_SUBSCRIPTION_CANCELLED:
      /* Translators: beside a symbol in a drawing; keep it short */
      tell (self, text, LP_MARK_COMMERCIAL, self->subscription->ends_on, _ ("last day of use %s"),
            _ ("The last day of use is %s."));
      break;
    case LP_SUBSCRIPTION_ENDED:
      /* Translators: beside a symbol in a drawing; keep it short */
      tell (self, text, LP_MARK_COMMERCIAL, self->subscription->ends_on, _ ("ended on %s"),
            _ ("It ended on %s."));
      break;
    case LP_SUBSCRIPTION_PENDING:
    case LP_SUBSCRIPTION_ACTIVE:
    default:
      /* Translators: commercial expiry of a subscription, beside a symbol in a drawing; keep it short */
      tell (self, text, LP_MARK_COMMERCIAL, self->subscription->committed_until, _ ("owed until %s"),
            _ ("What is owed ends on %s."));
    }
}

static void
tell_revoked (Drawing *self, GString *text)
{
  const LpSubscription *subscription = self->subscription;

  if (self->state != LP_SUBSCRIPTION_REVOKED)
    return;
  if (lp_date_is_valid (subscription->technical_expiry) &&
      subscription->technical_expiry < subscription->revoked_on)
    /* Translators: beside a symbol in a drawing; keep it short */
    tell (self, text, LP_MARK_REVOKED, subscription->revoked_on, _ ("revoked on %s"),
          _ ("It was revoked on %s."));
  else
    /* Translators: beside a symbol in a drawing: the day on which the use of software ended; keep it short */
    tell (self, text, LP_MARK_REVOKED, subscription->revoked_on, _ ("revoked, software stopped on %s"),
          _ ("It was revoked and the software stopped on %s."));
}

static const char *
get_open_sentence (int waiting)
{
  switch (waiting)
    {
    case LP_DECISION_REINSTATE:
      /* Translators: a term of a cancelled subscription that begins if a reinstatement is received */
      return _ ("Then, once the reinstatement is received, from %s to %s.");
    case LP_DECISION_REVOKE:
      /* Translators: a term of a subscription that begins unless a revocation is received before */
      return _ ("Then, unless the revocation is received before, from %s to %s.");
    case LP_DECISION_CANCEL:
    default:
      /* Translators: a term of a subscription that begins unless a cancellation is received in time */
      return _ ("Then, unless the cancellation is received in time, from %s to %s.");
    }
}

static const char *
get_span_sentence (LpSpanKind kind, int waiting)
{
  switch (kind)
    {
    case LP_SPAN_OPEN:
      return get_open_sentence (waiting);
    case LP_SPAN_FOLLOWS:
      /* Translators: a term of a subscription that begins unless it is cancelled */
      return _ ("Then, unless cancelled, from %s to %s.");
    case LP_SPAN_UNBILLED:
      /* Translators: a term of a subscription that was revoked before it began */
      return _ ("The term from %s to %s no longer begins.");
    case LP_SPAN_PAST:
    case LP_SPAN_RUNNING:
    case LP_SPAN_TO_COME:
    default:
      /* Translators: a term of a subscription that is paid for */
      return _ ("Term from %s to %s.");
    }
}

static void
say_span (GString *text, const LpTimelineSpan *span, int waiting)
{
  g_autofree char *first = lp_format_date (span->first);
  g_autofree char *last = lp_format_date (span->last);

  if (text->len > 0)
    g_string_append_c (text, ' ');
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  g_string_append_printf (text, get_span_sentence (span->kind, waiting), first, last);
#pragma GCC diagnostic pop
}

/* The last terms, and those before them back to the first mark, as far as there is room. */
static void
drop_first_spans (LpTimelineContent *self)
{
  guint n = self->spans->len;
  guint kept = MIN (n, USUAL_TERMS);
  LpDate earliest = LP_DATE_MAX;

  for (guint i = 0; i < self->marks->len; i++)
    earliest = MIN (earliest, g_array_index (self->marks, LpTimelineMark, i).day);
  while (kept < MIN (n, MOST_TERMS) && g_array_index (self->spans, LpTimelineSpan, n - kept).first > earliest)
    kept++;
  g_array_remove_range (self->spans, 0, n - kept);
}

static void
set_scale (LpTimelineContent *self, LpDate today)
{
  LpDate first = g_array_index (self->spans, LpTimelineSpan, 0).first;
  LpDate beyond = g_array_index (self->spans, LpTimelineSpan, self->spans->len - 1).last + 1;
  int room = MAX ((beyond - first) / TERMS_PART, 1);

  self->first = today < first && first - today <= room ? today : first;
  self->beyond = today >= beyond && today - beyond < room ? today + 1 : beyond;
  for (guint i = 0; i < self->marks->len; i++)
    {
      LpTimelineMark *mark = &g_array_index (self->marks, LpTimelineMark, i);

      mark->inside = mark->at >= self->first && mark->at <= self->beyond;
    }
}

LpTimelineContent *
lp_timeline_content_new (const LpSubscription *subscription,
                         gboolean consumer,
                         LpDate today,
                         const char *credit,
                         int waiting)
{
  LpTimelineContent *self = g_new0 (LpTimelineContent, 1);
  Drawing drawing = { self, subscription, .today = today, .credit = credit, .waiting = waiting };
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GString) marks = g_string_new (NULL);

  self->spans = g_array_new (FALSE, FALSE, sizeof (LpTimelineSpan));
  g_array_set_clear_func (self->spans, clear_span);
  self->marks = g_array_new (FALSE, FALSE, sizeof (LpTimelineMark));
  g_array_set_clear_func (self->marks, clear_mark);
  if (subscription != NULL)
    {
      drawing.state = lp_subscription_get_state (subscription, today);
      lp_subscription_get_terms (subscription, consumer, &drawing.terms);
      add_spans (&drawing);
    }
  if (subscription != NULL && self->spans->len > 0)
    {
      /* Translators: the mark of today in a drawing; it may be left without the day */
      tell (&drawing, marks, LP_MARK_TODAY, today, _ ("today, %s"), _ ("Today is %s."));
      tell_waiting (&drawing, marks);
      tell_deadline (&drawing, marks);
      tell_revoked (&drawing, marks);
      tell_technical (&drawing, marks);
      tell_commercial (&drawing, marks);
      drop_first_spans (self);
      set_scale (self, today);
    }
  for (guint i = 0; i < self->spans->len; i++)
    say_span (text, &g_array_index (self->spans, LpTimelineSpan, i), waiting);
  if (marks->len > 0)
    g_string_append_printf (text, " %s", marks->str);
  self->text = g_string_free (g_steal_pointer (&text), FALSE);
  return self;
}
