/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "lp-calls.h"
#include "lp-cancel-facts.h"
#include "lp-decision-words.h"
#include "lp-decisions-private.h"
#include "lp-format.h"
#include "lp-reason-form.h"
#include "lp-replica.h"
#include "lp-toasts.h"

static void present_cancel (LpDeciding *deciding, const char *before);

static LpCancelOutlook *
get_outlook (LpDeciding *deciding)
{
  return lp_cancel_outlook_new (deciding->subscription,
                                lp_decision_is_consumer (deciding->session, deciding->subscription),
                                lp_session_get_today (deciding->session));
}

static void
undo_cancel_cb (gpointer toast, LpDeciding *deciding)
{
  lp_decision_reinstate (deciding->from, deciding->session, deciding->subscription->id);
}

static void
refetched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LpDeciding) deciding = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (LpReply) reply = lp_client_send_finish (LP_CLIENT (source), result, NULL, &error);
  LpSubscription *now = reply != NULL ? lp_reply_read_subscription (reply, &error) : NULL;

  if (now == NULL)
    {
      lp_toast_show_error (deciding->from, error);
      return;
    }
  lp_subscription_unref (deciding->subscription);
  deciding->subscription = now;
  present_cancel (g_steal_pointer (&deciding),
                  _ ("The deadline passed while you were deciding, so nothing was done. "
                     "Decide again with the new day."));
}

/* The service knows the new day: what the replica holds may be from before the deadline. Takes over @deciding. */
static void
ask_again (LpDeciding *deciding)
{
  g_autoptr (LpRequest) request = lp_call_get_subscription (deciding->subscription->id);

  lp_client_send_async (lp_session_get_client (deciding->session), request, NULL, refetched_cb, deciding);
}

void
lp_decision_cancel_again (GtkWidget *from, LpSession *session, const char *subscription_id, LpChange *refused)
{
  LpDeciding *deciding = lp_deciding_new (from, session, subscription_id);

  if (deciding == NULL)
    return;
  g_set_object (&deciding->refused, refused);
  deciding->reason = g_strdup (lp_change_get_request (refused)->reason);
  ask_again (deciding);
}

/* What was typed is not lost: the question comes back with it. */
static void
refuse (LpDeciding *deciding, const GError *error)
{
  g_autofree char *text = lp_format_error (error);

  if (deciding->reason != NULL)
    present_cancel (lp_deciding_copy (deciding), text);
  else
    lp_toast_show_error (deciding->from, error);
}

static void
cancelled_cb (LpDeciding *deciding, const GError *error)
{
  g_autofree char *day = NULL;
  g_autofree char *text = NULL;
  LpDeciding *other;

  if (g_error_matches (error, LP_ERROR, LP_ERROR_DEADLINE_PASSED))
    {
      ask_again (lp_deciding_copy (deciding));
      return;
    }
  if (error != NULL)
    {
      refuse (deciding, error);
      return;
    }
  other = lp_deciding_new (deciding->from, deciding->session, deciding->subscription->id);
  if (other == NULL)
    return;
  day = lp_format_date_short (other->subscription->ends_on);
  /* Translators: %s is the last day of use of a subscription */
  text = g_strdup_printf (_ ("Cancelled: ends on %s"), day);
  lp_deciding_offer_undo (other, text, undo_cancel_cb);
}

void
lp_deciding_send_cancel (LpDeciding *deciding, LpDate ends_on)
{
  g_autoptr (LpRequest) request = lp_call_cancel_subscription (deciding->subscription->id, ends_on);
  /* Translators: %s is a ticket code */
  g_autofree char *summary = g_strdup_printf (_ ("Cancel the subscription of %s"),
                                              deciding->subscription->ticket_code);

  lp_request_set_reason (request, deciding->reason);
  deciding->decided = cancelled_cb;
  deciding->waiting = _ ("Not yet received: the cancellation waits for the connection");
  lp_deciding_submit (deciding, request, summary);
}

static void
cancel_response (AdwMessageDialog *dialog, const char *response, LpDeciding *deciding)
{
  LpReasonForm *form = g_object_get_data (G_OBJECT (dialog), "form");

  if (!g_str_equal (response, "cancel-subscription"))
    return;
  g_free (deciding->reason);
  deciding->reason = g_strdup (lp_reason_form_get_reason (form));
  /* What was shown, not what holds now: that is for the service to compare. */
  lp_deciding_send_cancel (deciding, GPOINTER_TO_INT (g_object_get_data (G_OBJECT (dialog), "ends-on")));
  if (deciding->refused != NULL)
    lp_outbox_discard (lp_session_get_outbox (deciding->session), deciding->refused);
}

static void
add_form (GtkWidget *dialog, LpDeciding *deciding, const LpCancelOutlook *outlook)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  GtkWidget *form = lp_reason_form_new ("cancel-subscription", deciding->reason);
  g_autofree char *note = lp_deciding_is_offline (deciding) ? lp_cancel_dup_offline_note (outlook) : NULL;

  gtk_box_append (GTK_BOX (box),
                  lp_cancel_facts_new (outlook, lp_session_get_today (deciding->session), note));
  gtk_box_append (GTK_BOX (box), form);
  g_object_set_data (G_OBJECT (dialog), "form", form);
  lp_deciding_set_child (deciding, dialog, box);
}

/* Takes over @deciding; @before: (nullable): why it is asked again. */
static void
present_cancel (LpDeciding *deciding, const char *before)
{
  g_autoptr (LpCancelOutlook) outlook = get_outlook (deciding);
  g_autofree char *name = lp_deciding_dup_name (deciding);
  /* Translators: %s is the name of a product */
  g_autofree char *heading = g_strdup_printf (_ ("Cancel “%s”?"), name);
  g_autofree char *sentence = lp_cancel_dup_sentence (outlook);
  g_autofree char *body = g_strjoin ("\n\n", before != NULL ? before : sentence,
                                     before != NULL ? sentence : NULL, NULL);
  GtkWidget *dialog = adw_message_dialog_new (lp_deciding_get_window (deciding), heading, body);

  g_object_set_data (G_OBJECT (dialog), "ends-on", GINT_TO_POINTER (outlook->ends_on));
  add_form (dialog, deciding, outlook);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "keep", _ ("_Keep Subscription"),
                                    "cancel-subscription", _ ("_Cancel Subscription"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "cancel-subscription",
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "keep");
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "keep");
  lp_deciding_present (deciding, dialog, G_CALLBACK (cancel_response));
}

void
lp_decision_cancel (GtkWidget *from, LpSession *session, const char *subscription_id)
{
  LpDeciding *deciding = lp_deciding_new (from, session, subscription_id);

  if (deciding != NULL)
    present_cancel (deciding, NULL);
}
