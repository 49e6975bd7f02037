/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "lp-calls.h"
#include "lp-decision-words.h"
#include "lp-decisions-private.h"
#include "lp-toasts.h"

static LpReinstateOutlook *
get_outlook (LpSession *session, const LpSubscription *subscription)
{
  return lp_reinstate_outlook_new (subscription, lp_decision_is_consumer (session, subscription),
                                   lp_session_get_today (session));
}

/* Back to the very last day that it had; if that is no longer possible, the cancellation asks again. */
static void
undo_reinstate_cb (gpointer toast, LpDeciding *deciding)
{
  lp_deciding_send_cancel (deciding, deciding->subscription->ends_on);
}

/* Only the service knows the day on which it arrived, so what is told is what became of it. */
static void
reinstated_cb (LpDeciding *deciding, const GError *error)
{
  g_autoptr (LpDeciding) now = NULL;
  g_autofree char *term = NULL;
  g_autofree char *text = NULL;
  const LpRenewal *last;

  if (error != NULL)
    {
      lp_toast_show_error (deciding->from, error);
      return;
    }
  now = lp_deciding_new (deciding->from, deciding->session, deciding->subscription->id);
  if (now == NULL)
    return;
  if (now->subscription->renewals->len <= deciding->subscription->renewals->len)
    {
      lp_deciding_offer_undo (lp_deciding_copy (deciding), _ ("Reinstated: it renews by itself again"),
                              undo_reinstate_cb);
      return;
    }
  last = &g_array_index (now->subscription->renewals, LpRenewal, now->subscription->renewals->len - 1);
  term = lp_owed_term_dup_text (&(LpOwedTerm){ last->start, last->end });
  /* Translators: %s is a term, “1 Jan 2027 – 31 Dec 2027” */
  text = g_strdup_printf (_ ("Reinstated: the term %s is owed"), term);
  lp_toast_show (deciding->from, text);
}

static void
reinstate (LpDeciding *deciding)
{
  g_autoptr (LpRequest) request = lp_call_reinstate_subscription (deciding->subscription->id);
  /* Translators: %s is a ticket code */
  g_autofree char *summary = g_strdup_printf (_ ("Reinstate the subscription of %s"),
                                              deciding->subscription->ticket_code);

  deciding->decided = reinstated_cb;
  deciding->waiting = _ ("Not yet reinstated: waits for the connection");
  lp_deciding_submit (deciding, request, summary);
}

static void
reinstate_response (AdwMessageDialog *dialog, const char *response, LpDeciding *deciding)
{
  if (g_str_equal (response, "reinstate"))
    reinstate (deciding);
}

gboolean
lp_decision_reinstate_asks (LpSession *session, const LpSubscription *subscription)
{
  g_autoptr (LpReinstateOutlook) outlook = get_outlook (session, subscription);

  return outlook->owed->len > 0 || lp_session_get_link (session) != LP_LINK_CONNECTED;
}

static char *
dup_body (LpDeciding *deciding)
{
  g_autoptr (LpReinstateOutlook) outlook = get_outlook (deciding->session, deciding->subscription);
  g_autofree char *sentence = lp_reinstate_dup_sentence (outlook);
  g_autofree char *note = NULL;

  if (!lp_deciding_is_offline (deciding))
    return g_steal_pointer (&sentence);
  note = lp_reinstate_dup_offline_note (outlook);
  return g_strjoin ("\n\n", sentence, note, NULL);
}

void
lp_decision_reinstate (GtkWidget *from, LpSession *session, const char *subscription_id)
{
  g_autoptr (LpDeciding) deciding = lp_deciding_new (from, session, subscription_id);
  g_autofree char *heading = NULL;
  g_autofree char *name = NULL;
  g_autofree char *body = NULL;
  GtkWidget *dialog;

  if (deciding == NULL)
    return;
  if (!lp_decision_reinstate_asks (session, deciding->subscription))
    {
      reinstate (deciding);
      return;
    }
  name = lp_deciding_dup_name (deciding);
  /* Translators: %s is the name of a product */
  heading = g_strdup_printf (_ ("Reinstate “%s”?"), name);
  body = dup_body (deciding);
  dialog = adw_message_dialog_new (lp_deciding_get_window (deciding), heading, body);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "leave", _ ("_Leave Cancelled"), "reinstate",
                                    _ ("_Reinstate"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "reinstate",
                                              ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "leave");
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "leave");
  lp_deciding_present (g_steal_pointer (&deciding), dialog, G_CALLBACK (reinstate_response));
}
