/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "lp-calls.h"
#include "lp-cancel-facts.h"
#include "lp-decision-words.h"
#include "lp-decisions-private.h"
#include "lp-format.h"
#include "lp-replica.h"
#include "lp-revoke-form.h"
#include "lp-toasts.h"

static void present_revoke (LpDeciding *deciding, const char *before);

/* What was answered is not lost: the question comes back with it. */
static void
refuse (LpDeciding *deciding, const GError *error)
{
  g_autofree char *text = lp_format_error (error);

  if (deciding->reason != NULL || g_strcmp0 (deciding->credit, "none") != 0)
    present_revoke (lp_deciding_copy (deciding), text);
  else
    lp_toast_show_error (deciding->from, error);
}

static void
revoked_cb (LpDeciding *deciding, const GError *error)
{
  if (error != NULL)
    refuse (deciding, error);
  else
    lp_toast_show (deciding->from, _ ("Revoked: use has ended"));
}

static void
revoke_response (AdwMessageDialog *dialog, const char *response, LpDeciding *deciding)
{
  LpRevokeForm *form = g_object_get_data (G_OBJECT (dialog), "form");
  g_autoptr (LpRequest) request = NULL;
  g_autofree char *summary = NULL;

  if (!g_str_equal (response, "revoke"))
    return;
  g_free (deciding->reason);
  deciding->reason = g_strdup (lp_revoke_form_get_reason (form));
  g_free (deciding->credit);
  deciding->credit = g_strdup (lp_revoke_form_get_credit (form));
  request = lp_call_revoke_subscription (deciding->subscription->id, deciding->credit);
  lp_request_set_reason (request, deciding->reason);
  /* Translators: %s is a ticket code */
  summary = g_strdup_printf (_ ("Revoke the subscription of %s"), deciding->subscription->ticket_code);
  deciding->decided = revoked_cb;
  deciding->waiting = _ ("Not yet revoked: waits for the connection");
  lp_deciding_submit (deciding, request, summary);
}

/* Only a vendor admin or finance of the root decides about money (design: api, "revoke"). */
static const char *
get_credit_refusal (LpSession *session)
{
  LpReplica *replica = lp_session_get_replica (session);

  if (lp_replica_may (replica, LP_ACTION_CHANGE_PRICES, NULL, NULL, NULL, NULL) ||
      lp_permission_is_vendor_admin (lp_session_get_actor (session)))
    return NULL;
  return _ ("A credit is decided by the vendor’s admins and finance.");
}

static void
add_form (GtkWidget *dialog, LpDeciding *deciding, const LpRevokeOutlook *outlook)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  GtkWidget *form = lp_revoke_form_new (outlook, get_credit_refusal (deciding->session));
  const char *note = lp_deciding_is_offline (deciding) ? lp_revoke_get_offline_note () : NULL;

  gtk_box_append (GTK_BOX (box),
                  lp_cancel_facts_new_for_revocation (outlook, lp_session_get_today (deciding->session),
                                                      note));
  lp_revoke_form_set_answers (LP_REVOKE_FORM (form), deciding->credit, deciding->reason);
  gtk_box_append (GTK_BOX (box), form);
  g_object_set_data (G_OBJECT (dialog), "form", form);
  lp_deciding_set_child (deciding, dialog, box);
}

static char *
dup_body (LpDeciding *deciding, const LpRevokeOutlook *outlook, const char *before)
{
  g_autoptr (LpTicket) ticket = lp_replica_get_ticket (lp_session_get_replica (deciding->session),
                                                       deciding->subscription->ticket_code);
  g_autofree char *sentence = lp_revoke_dup_sentence (ticket, outlook,
                                                      lp_session_get_today (deciding->session));

  return g_strjoin ("\n\n", before != NULL ? before : sentence, before != NULL ? sentence : NULL, NULL);
}

/* Takes over @deciding; @before: (nullable): why it is asked again. */
static void
present_revoke (LpDeciding *deciding, const char *before)
{
  gboolean consumer = lp_decision_is_consumer (deciding->session, deciding->subscription);
  g_autoptr (LpRevokeOutlook) outlook = lp_revoke_outlook_new (deciding->subscription, consumer,
                                                               lp_session_get_today (deciding->session));
  g_autofree char *name = lp_deciding_dup_name (deciding);
  /* Translators: %s is the name of a product */
  g_autofree char *heading = g_strdup_printf (_ ("Revoke “%s”?"), name);
  g_autofree char *body = dup_body (deciding, outlook, before);
  GtkWidget *dialog = adw_message_dialog_new (lp_deciding_get_window (deciding), heading, body);

  add_form (dialog, deciding, outlook);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "keep", _ ("_Keep Subscription"), "revoke",
                                    _ ("_Revoke"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "revoke",
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "keep");
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "keep");
  lp_deciding_present (deciding, dialog, G_CALLBACK (revoke_response));
}

void
lp_decision_revoke (GtkWidget *from, LpSession *session, const char *subscription_id)
{
  LpDeciding *deciding = lp_deciding_new (from, session, subscription_id);

  if (deciding != NULL)
    present_revoke (deciding, NULL);
}
