/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "lp-outbox.h"
#include "lp-submit.h"
#include "lp-toasts.h"

typedef struct
{
  GtkWidget *from;
  char *done;
  LpDoneFunc then;       /* nullable */
  LpRefusedFunc refused; /* nullable */
  gpointer user_data;
  GDestroyNotify destroy; /* nullable */
} Submission;

static void
submission_free (Submission *submission)
{
  if (submission->destroy != NULL)
    submission->destroy (submission->user_data);
  g_object_unref (submission->from);
  g_free (submission->done);
  g_free (submission);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Submission, submission_free)

static void
show_refusal (Submission *submission, const GError *error)
{
  if (submission->refused != NULL)
    submission->refused (error, submission->user_data);
  else
    lp_toast_show_error (submission->from, error);
}

static void
submitted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Submission) submission = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (LpChange) change = lp_outbox_submit_finish (LP_OUTBOX (source), result, &error);

  if (change == NULL)
    {
      show_refusal (submission, error);
      return;
    }

  switch (lp_change_get_state (change))
    {
    case LP_CHANGE_DONE:
      lp_toast_show (submission->from, submission->done);
      if (submission->then != NULL && lp_change_get_reply (change) != NULL)
        submission->then (lp_change_get_reply (change), submission->user_data);
      break;
    case LP_CHANGE_REFUSED:
    case LP_CHANGE_CONFLICT:
      if (lp_change_get_error (change) != NULL)
        show_refusal (submission, lp_change_get_error (change));
      break;
    case LP_CHANGE_WAITING:
    case LP_CHANGE_SENDING:
    default:
      lp_toast_show (submission->from, _ ("Not sent yet: waits for the connection"));
    }
}

void
lp_submit_change_or (GtkWidget *from,
                     LpSession *session,
                     LpRequest *request,
                     const char *summary,
                     const char *done,
                     LpDoneFunc then,
                     LpRefusedFunc refused,
                     gpointer user_data,
                     GDestroyNotify destroy)
{
  Submission *submission = g_new0 (Submission, 1);

  submission->from = g_object_ref (from);
  submission->done = g_strdup (done);
  submission->then = then;
  submission->refused = refused;
  submission->user_data = user_data;
  submission->destroy = destroy;
  lp_outbox_submit_async (lp_session_get_outbox (session), request, summary, NULL, submitted_cb, submission);
}

void
lp_submit_change (GtkWidget *from,
                  LpSession *session,
                  LpRequest *request,
                  const char *summary,
                  const char *done)
{
  lp_submit_change_or (from, session, request, summary, done, NULL, NULL, NULL, NULL);
}
