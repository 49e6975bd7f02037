/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "lp-calls.h"
#include "lp-cancel-facts.h"
#include "lp-decision-words.h"
#include "lp-decisions-private.h"
#include "lp-replica.h"
#include "lp-revoke-form.h"
#include "lp-toasts.h"

static void
revoked_cb (LpDeciding *deciding, const GError *error)
{
  if (error != NULL)
    lp_toast_show_error (deciding->from, error);
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
  request = lp_call_revoke_subscription (deciding->subscription->id, lp_revoke_form_get_credit (form));
  lp_request_set_reason (request, lp_revoke_form_get_reason (form));
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
  gtk_box_append (GTK_BOX (box), form);
  g_object_set_data (G_OBJECT (dialog), "form", form);
  lp_deciding_set_child (deciding, dialog, box);
}

void
lp_decision_revoke (GtkWidget *from, LpSession *session, const char *subscription_id)
{
  LpDeciding *deciding = lp_deciding_new (from, session, subscription_id);
  LpDate today = lp_session_get_today (session);
  g_autoptr (LpRevokeOutlook) outlook = NULL;
  g_autoptr (LpTicket) ticket = NULL;
  g_autofree char *heading = NULL;
  g_autofree char *body = NULL;
  GtkWidget *dialog;

  if (deciding == NULL)
    return;
  outlook = lp_revoke_outlook_new (deciding->subscription,
                                   lp_decision_is_consumer (session, deciding->subscription), today);
  ticket = lp_replica_get_ticket (lp_session_get_replica (session), deciding->subscription->ticket_code);
  /* Translators: %s is the name of a product */
  heading = g_strdup_printf (_ ("Revoke “%s”?"),
                             ticket != NULL ? ticket->product_name : deciding->subscription->ticket_code);
  body = lp_revoke_dup_sentence (ticket, outlook, today);
  dialog = adw_message_dialog_new (lp_deciding_get_window (deciding), heading, body);
  add_form (dialog, deciding, outlook);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "keep", _ ("_Keep Subscription"), "revoke",
                                    _ ("_Revoke"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "revoke",
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "keep");
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "keep");
  lp_deciding_present (deciding, dialog, G_CALLBACK (revoke_response));
}
