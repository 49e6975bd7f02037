/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "lp-bulk-change.h"
#include "lp-bulk-revoke.h"
#include "lp-format.h"
#include "lp-toasts.h"

/* The service takes no more operations than this in one batch. */
#define MAX_TICKETS_OF_DRAFT 20000

typedef struct
{
  GtkWidget *from;
  guint n_tickets;
  guint n_drafts;
  guint n_left;
  guint n_failed;  /* drafts of which nothing was done */
  guint n_refused; /* tickets */
  GError *error;   /* the first one */
} Bulk;

static void
bulk_free (Bulk *bulk)
{
  g_clear_error (&bulk->error);
  g_object_unref (bulk->from);
  g_free (bulk);
}

/* One, so that one Undo takes back all of it, unless there are very many. */
static GPtrArray *
make_drafts (LpSession *session, GPtrArray *tickets)
{
  GPtrArray *drafts = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint from = 0; from < tickets->len; from += MAX_TICKETS_OF_DRAFT)
    {
      g_autoptr (GPtrArray) part = g_ptr_array_new ();

      for (guint i = from; i < MIN (from + MAX_TICKETS_OF_DRAFT, tickets->len); i++)
        g_ptr_array_add (part, tickets->pdata[i]);
      g_ptr_array_add (drafts, lp_allocation_draft_new (session, part));
    }
  return drafts;
}

/* What was done, and of what was not how much and why. */
static char *
describe_result (const Bulk *bulk)
{
  guint n_done = bulk->n_tickets - bulk->n_refused;
  g_autofree char *count = lp_format_count (n_done);
  g_autofree char *done = g_strdup_printf (ngettext ("Changed %s ticket", "Changed %s tickets", n_done),
                                           count);
  g_autofree char *why = bulk->error != NULL ? lp_format_error (bulk->error) : NULL;

  if (why == NULL)
    return g_steal_pointer (&done);
  /* Translators: what was done, how many tickets were refused, and why the first was */
  return g_strdup_printf (ngettext ("%s; %u was refused: %s", "%s; %u were refused: %s", bulk->n_refused),
                          done, bulk->n_refused, why);
}

static void
finish (Bulk *bulk, LpAllocationDraft *draft, const char *summary)
{
  g_autofree char *text = NULL;

  if (bulk->n_drafts == 1 && bulk->n_failed == 1)
    {
      lp_toast_show_error (bulk->from, bulk->error);
      return;
    }

  text = bulk->n_refused == 0 && bulk->n_drafts == 1 ? g_strdup (summary) : describe_result (bulk);
  if (bulk->n_drafts == 1)
    lp_toast_show_undo (bulk->from, text, draft);
  else
    lp_toast_show (bulk->from, text);
}

static void
applied_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Bulk *bulk = user_data;
  LpAllocationDraft *draft = LP_ALLOCATION_DRAFT (source);
  const GError *first = NULL;
  g_autofree char *summary = NULL;
  g_autoptr (GError) error = NULL;

  if (lp_allocation_draft_apply_finish (draft, result, &summary, &error))
    {
      bulk->n_refused += lp_allocation_draft_get_n_refused (draft, &first);
    }
  else
    {
      bulk->n_failed++;
      bulk->n_refused += lp_allocation_draft_get_n_tickets (draft);
    }
  if (bulk->error == NULL && (error != NULL || first != NULL))
    bulk->error = g_error_copy (error != NULL ? error : first);

  bulk->n_left--;
  if (bulk->n_left == 0)
    {
      finish (bulk, draft, summary);
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
describe_consequence (GPtrArray *tickets, const char *note)
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
  if (note != NULL)
    g_string_append_printf (text, "\n\n%s", note);
  return g_string_free (text, FALSE);
}

GtkWindow *
lp_bulk_confirm_revoke (GtkWidget *from, LpSession *session, GPtrArray *tickets, const char *note)
{
  g_autofree char *count = lp_format_count (tickets->len);
  g_autofree char *heading =
      g_strdup_printf (ngettext ("Revoke %s Ticket?", "Revoke %s Tickets?", tickets->len), count);
  g_autofree char *body = describe_consequence (tickets, note);
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
  return GTK_WINDOW (dialog);
}
