/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "lp-bulk-revoke.h"
#include "lp-calls.h"
#include "lp-format.h"
#include "lp-outbox.h"
#include "lp-toasts.h"

typedef struct
{
  GtkWidget *from;
  GPtrArray *tickets;
} Revoking;

static void
revoking_free (Revoking *revoking)
{
  g_object_unref (revoking->from);
  g_ptr_array_unref (revoking->tickets);
  g_free (revoking);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Revoking, revoking_free)

/* A batch answers for each ticket; a single call has an answer only if it was carried out. */
static void
count_refused (LpChange *change, guint *n_refused, GError **first)
{
  LpReply *reply = lp_change_get_reply (change);
  g_autoptr (GPtrArray) results = reply != NULL ? lp_reply_read_batch (reply, NULL, NULL) : NULL;

  for (guint i = 0; results != NULL && i < results->len; i++)
    {
      const LpBatchResult *one = results->pdata[i];

      if (one->error == NULL)
        continue;
      (*n_refused)++;
      if (*first == NULL)
        *first = g_error_copy (one->error);
    }
}

static char *
describe_done (Revoking *revoking, guint n_refused)
{
  guint n_done = revoking->tickets->len - MIN (n_refused, revoking->tickets->len);
  g_autofree char *what = n_refused == 0 ? lp_format_tickets (revoking->tickets) : lp_format_count (n_done);

  if (n_refused == 0)
    /* Translators: %s is the code of a ticket or a number of tickets. */
    return g_strdup_printf (_ ("Revoked %s"), what);
  return g_strdup_printf (ngettext ("Revoked %s ticket", "Revoked %s tickets", n_done), what);
}

static void
show_done (Revoking *revoking, guint n_refused, const GError *first)
{
  g_autofree char *done = describe_done (revoking, n_refused);

  if (first != NULL)
    {
      g_autofree char *why = lp_format_error (first);
      /* Translators: what was done, how many tickets could not be revoked, and why the first could not */
      g_autofree char *text = g_strdup_printf (ngettext ("%s; %u was refused: %s", "%s; %u were refused: %s",
                                                         n_refused),
                                               done, n_refused, why);

      lp_toast_show (revoking->from, text);
    }
  else
    {
      lp_toast_show (revoking->from, done);
    }
}

static void
submitted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Revoking) revoking = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) first = NULL;
  g_autoptr (LpChange) change = lp_outbox_submit_finish (LP_OUTBOX (source), result, &error);
  guint n_refused = 0;

  if (change == NULL)
    {
      lp_toast_show_error (revoking->from, error);
      return;
    }

  switch (lp_change_get_state (change))
    {
    case LP_CHANGE_DONE:
      if (revoking->tickets->len > 1)
        count_refused (change, &n_refused, &first);
      show_done (revoking, n_refused, first);
      break;
    case LP_CHANGE_REFUSED:
    case LP_CHANGE_CONFLICT:
      lp_toast_show_error (revoking->from, lp_change_get_error (change));
      break;
    case LP_CHANGE_WAITING:
    case LP_CHANGE_SENDING:
    default:
      lp_toast_show (revoking->from, _ ("Not yet revoked: waits for the connection"));
    }
}

static LpRequest *
make_request (GPtrArray *tickets)
{
  g_autofree LpBatchOperation *operations = NULL;

  if (tickets->len == 1)
    return lp_call_revoke_ticket (((LpTicket *) tickets->pdata[0])->code, NULL);

  operations = g_new0 (LpBatchOperation, tickets->len);
  for (guint i = 0; i < tickets->len; i++)
    {
      const LpTicket *ticket = tickets->pdata[i];

      operations[i].op = LP_BATCH_REVOKE;
      operations[i].code = ticket->code;
      operations[i].etag = ticket->etag;
    }
  return lp_call_batch (operations, tickets->len, FALSE, FALSE);
}

void
lp_bulk_revoke (GtkWidget *from, LpSession *session, GPtrArray *tickets)
{
  g_autoptr (LpRequest) request = make_request (tickets);
  g_autofree char *what = lp_format_tickets (tickets);
  /* Translators: a change; %s is the code of a ticket or a number of tickets. */
  g_autofree char *summary = g_strdup_printf (_ ("Revoke %s"), what);
  Revoking *revoking = g_new0 (Revoking, 1);

  revoking->from = g_object_ref (from);
  revoking->tickets = g_ptr_array_ref (tickets);
  lp_outbox_submit_async (lp_session_get_outbox (session), request, summary, NULL, submitted_cb, revoking);
}
