/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "lp-bulk-change.h"
#include "lp-bulk-revoke.h"
#include "lp-format.h"
#include "lp-toasts.h"

/* Allocation drafts are about tickets of one group each, so a change of a mixed selection is several. */
typedef struct
{
  GtkWidget *from;
  guint n_tickets;
  guint n_drafts;
  guint n_left;
  guint n_failed;
  GError *error; /* the first one */
} Bulk;

static void
bulk_free (Bulk *bulk)
{
  g_clear_error (&bulk->error);
  g_object_unref (bulk->from);
  g_free (bulk);
}

static GPtrArray *
make_drafts (LpSession *session, GPtrArray *tickets)
{
  g_autoptr (GHashTable)
      by_group = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_ptr_array_unref);
  GPtrArray *drafts = g_ptr_array_new_with_free_func (g_object_unref);
  GHashTableIter iter;
  gpointer value;

  for (guint i = 0; i < tickets->len; i++)
    {
      LpTicket *ticket = tickets->pdata[i];
      GPtrArray *list = g_hash_table_lookup (by_group, ticket->group_id);

      if (list == NULL)
        {
          list = g_ptr_array_new_with_free_func ((GDestroyNotify) lp_ticket_unref);
          g_hash_table_insert (by_group, ticket->group_id, list);
        }
      g_ptr_array_add (list, lp_ticket_ref (ticket));
    }

  g_hash_table_iter_init (&iter, by_group);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    g_ptr_array_add (drafts, lp_allocation_draft_new (session, value));
  return drafts;
}

static void
finish (Bulk *bulk, LpAllocationDraft *draft, const char *summary)
{
  g_autofree char *text = NULL;
  g_autofree char *count = NULL;

  if (bulk->error != NULL)
    {
      lp_toast_show_error (bulk->from, bulk->error);
      return;
    }
  if (bulk->n_drafts == 1)
    {
      lp_toast_show_undo (bulk->from, summary != NULL ? summary : _ ("Done"), draft);
      return;
    }

  count = lp_format_count (bulk->n_tickets);
  text = g_strdup_printf (ngettext ("Changed %s ticket", "Changed %s tickets", bulk->n_tickets), count);
  lp_toast_show (bulk->from, text);
}

static void
applied_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Bulk *bulk = user_data;
  g_autofree char *summary = NULL;
  g_autoptr (GError) error = NULL;

  if (!lp_allocation_draft_apply_finish (LP_ALLOCATION_DRAFT (source), result, &summary, &error))
    {
      bulk->n_failed++;
      if (bulk->error == NULL)
        bulk->error = g_steal_pointer (&error);
    }

  bulk->n_left--;
  if (bulk->n_left == 0)
    {
      finish (bulk, LP_ALLOCATION_DRAFT (source), summary);
      bulk_free (bulk);
    }
}

static Bulk *
bulk_new (GtkWidget *from, guint n_tickets, guint n_drafts)
{
  Bulk *bulk = g_new0 (Bulk, 1);

  bulk->from = g_object_ref (from);
  bulk->n_tickets = n_tickets;
  bulk->n_drafts = bulk->n_left = n_drafts;
  return bulk;
}

void
lp_bulk_allocate (GtkWidget *from,
                  LpSession *session,
                  GPtrArray *tickets,
                  LpAllocationChoice choice,
                  const char *person_id)
{
  g_autoptr (GPtrArray) drafts = make_drafts (session, tickets);
  Bulk *bulk = bulk_new (from, tickets->len, drafts->len);

  for (guint i = 0; i < drafts->len; i++)
    lp_allocation_draft_apply_async (drafts->pdata[i], choice, person_id, NULL, applied_cb, bulk);
}

void
lp_bulk_move (GtkWidget *from, LpSession *session, GPtrArray *tickets, const char *group_id)
{
  g_autoptr (GPtrArray) drafts = make_drafts (session, tickets);
  Bulk *bulk = bulk_new (from, tickets->len, drafts->len);

  for (guint i = 0; i < drafts->len; i++)
    lp_allocation_draft_move_async (drafts->pdata[i], group_id, NULL, applied_cb, bulk);
}

typedef struct
{
  GtkWidget *from;
  LpSession *session;
  GPtrArray *tickets;
} Question;

static void
question_free (gpointer data, GClosure *closure)
{
  Question *question = data;

  g_object_unref (question->from);
  g_object_unref (question->session);
  g_ptr_array_unref (question->tickets);
  g_free (question);
}

static void
response_cb (AdwMessageDialog *dialog, const char *response, Question *question)
{
  if (g_str_equal (response, "revoke"))
    lp_bulk_revoke (question->from, question->session, question->tickets);
}

static char *
describe_consequence (GPtrArray *tickets)
{
  guint n_activated = 0;
  guint n_subscriptions = 0;
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < tickets->len; i++)
    {
      const LpTicket *ticket = tickets->pdata[i];

      n_activated += ticket->state == LP_TICKET_ACTIVATED;
      n_subscriptions += ticket->subscription_id != NULL && ticket->state != LP_TICKET_REVOKED;
    }

  if (n_activated > 0)
    g_string_append_printf (text,
                            ngettext ("%u license is in use on a computer and stops working there. ",
                                      "%u licenses are in use on computers and stop working there. ",
                                      n_activated),
                            n_activated);
  if (n_subscriptions > 0)
    g_string_append_printf (text,
                            ngettext ("%u subscription ends today. ", "%u subscriptions end today. ",
                                      n_subscriptions),
                            n_subscriptions);
  g_string_append (text, _ ("Revoking cannot be undone."));
  return g_string_free (text, FALSE);
}

void
lp_bulk_confirm_revoke (GtkWidget *from, LpSession *session, GPtrArray *tickets)
{
  g_autofree char *count = lp_format_count (tickets->len);
  g_autofree char *heading =
      g_strdup_printf (ngettext ("Revoke %s Ticket?", "Revoke %s Tickets?", tickets->len), count);
  g_autofree char *body = describe_consequence (tickets);
  GtkWindow *parent = GTK_WINDOW (gtk_widget_get_root (from));
  GtkWidget *dialog = adw_message_dialog_new (parent, heading, body);
  Question *question = g_new0 (Question, 1);

  question->from = g_object_ref (from);
  question->session = g_object_ref (session);
  question->tickets = g_ptr_array_ref (tickets);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("Cancel"), "revoke",
                                    _ ("Revoke"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "revoke",
                                              ADW_RESPONSE_DESTRUCTIVE);
  g_signal_connect_data (dialog, "response", G_CALLBACK (response_cb), question, question_free, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}
