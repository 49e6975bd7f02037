/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lp-unsent.h"

#include <glib/gi18n-lib.h>

#include "lp-change-aim.h"
#include "lp-conflict-text.h"
#include "lp-csv.h"
#include "lp-format.h"
#include "lp-outbox.h"
#include "lp-replica.h"

guint
lp_unsent_count (LpSession *session)
{
  LpOutbox *outbox = lp_session_get_outbox (session);

  return outbox != NULL ? g_list_model_get_n_items (G_LIST_MODEL (outbox)) : 0;
}

gboolean
lp_unsent_can_send (LpSession *session)
{
  return lp_session_get_waiting (session) > 0 && lp_session_get_link (session) != LP_LINK_SIGN_IN;
}

/* The table */

/* An exact instant that a spreadsheet understands, in the person's own time. */
static char *
dup_when (LpChange *change)
{
  g_autoptr (GDateTime) when = g_date_time_new_from_unix_local (lp_change_get_created_at (change));

  return g_date_time_format (when, "%Y-%m-%d %H:%M:%S");
}

static char *
dup_tickets (LpSession *session, const LpChangeAim *aim)
{
  LpReplica *replica = lp_session_get_replica (session);
  g_autoptr (LpSubscription) subscription = NULL;

  if (replica != NULL && aim->subscription_id != NULL)
    subscription = lp_replica_get_subscription (replica, aim->subscription_id);
  if (subscription != NULL)
    return g_strdup (subscription->ticket_code);
  return g_strjoinv (" ", aim->codes);
}

static char *
dup_whom (LpSession *session, LpChange *change, const LpChangeAim *aim)
{
  LpReplica *replica = lp_session_get_replica (session);
  g_autoptr (LpPerson) person = NULL;

  if (aim->whom == NULL || strchr (aim->whom, '@') != NULL)
    return g_strdup (aim->whom);
  if (replica != NULL)
    person = lp_replica_get_person (replica, aim->whom);
  if (person != NULL)
    return g_strdup_printf ("%s <%s>", person->name != NULL ? person->name : "", person->email);
  if (!g_str_equal (aim->whom, "visible") && !g_str_equal (aim->whom, "admins"))
    return g_strdup (aim->whom);
  return lp_conflict_dup_value (session, change, "allocation", aim->whom);
}

static char *
dup_group (LpSession *session, const LpChangeAim *aim)
{
  LpReplica *replica = lp_session_get_replica (session);
  g_autoptr (LpGroup) group = NULL;

  if (replica != NULL && aim->group_id != NULL)
    group = lp_replica_get_group (replica, aim->group_id);
  return group != NULL ? lp_format_path (group->path) : g_strdup (aim->group_id);
}

static char *
dup_state (LpChange *change)
{
  const GError *error = lp_change_get_error (change);
  g_autofree char *why = error != NULL ? lp_format_error (error) : NULL;

  switch (lp_change_get_state (change))
    {
    case LP_CHANGE_REFUSED:
      /* Translators: %s is why the service refused a change */
      return g_strdup_printf (_ ("Refused: %s"), why != NULL ? why : "");
    case LP_CHANGE_CONFLICT:
      return g_strdup (_ ("Somebody else changed it in between"));
    case LP_CHANGE_WAITING:
    case LP_CHANGE_SENDING:
    case LP_CHANGE_DONE:
    default:
      return g_strdup (_ ("Not sent"));
    }
}

static void
append_change (GString *csv, LpSession *session, LpChange *change)
{
  const LpRequest *request = lp_change_get_request (change);
  g_autoptr (LpChangeAim) aim = lp_change_dup_aim (change);
  g_autofree char *when = dup_when (change);
  g_autofree char *tickets = dup_tickets (session, aim);
  g_autofree char *whom = dup_whom (session, change, aim);
  g_autofree char *group = dup_group (session, aim);
  g_autofree char *state = dup_state (change);
  g_autofree char *call = g_strdup_printf ("%s %s%s%s", request->method, request->path,
                                           request->body != NULL ? " " : "",
                                           request->body != NULL ? request->body : "");
  const char *const cells[] = { when, lp_change_get_summary (change), tickets, whom, group, state, call };

  lp_csv_append_row (csv, cells, G_N_ELEMENTS (cells));
}

char *
lp_unsent_dup_csv (LpSession *session)
{
  GListModel *outbox = G_LIST_MODEL (lp_session_get_outbox (session));
  GString *csv = g_string_new (NULL);
  const char *const heads[] = {
    /* Translators: the heads of a table of changes that were not sent, in a file. */
    _ ("Made on"), _ ("Change"), _ ("Tickets"), _ ("For whom"), _ ("Group"), C_ ("of a change", "State"),
    _ ("Request"),
  };

  lp_csv_append_row (csv, heads, G_N_ELEMENTS (heads));
  for (guint i = 0; outbox != NULL && i < g_list_model_get_n_items (outbox); i++)
    {
      g_autoptr (LpChange) change = g_list_model_get_item (outbox, i);

      append_change (csv, session, change);
    }
  return g_string_free (csv, FALSE);
}

/* Sending. Every change that waits is followed until it is answered; one that comes back to wait, or a connection that
 * cannot be made, ends it. */

typedef struct
{
  LpConnection *connection; /* nullable: nobody is signed in */
  LpOutbox *outbox;         /* likewise */
  LpUnsentProgress progress;
  gpointer progress_data;
  GPtrArray *changes; /* of LpChange, those that are followed */
  guint n_done;       /* answered */
  guint n_sent;       /* carried out */
  guint source;       /* of the end, which is told from the main loop */
  GError *error;      /* nullable: why it ended early */
  gulong cancelled;   /* signal handler */
} Sending;

static void
sending_free (Sending *sending)
{
  g_clear_object (&sending->connection);
  g_clear_object (&sending->outbox);
  g_clear_pointer (&sending->changes, g_ptr_array_unref);
  g_clear_error (&sending->error);
  g_free (sending);
}

static gboolean
end_cb (gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Sending *sending = g_task_get_task_data (task);

  for (guint i = 0; i < sending->changes->len; i++)
    g_signal_handlers_disconnect_by_data (sending->changes->pdata[i], task);
  if (sending->connection != NULL)
    g_signal_handlers_disconnect_by_data (sending->connection, task);
  g_cancellable_disconnect (g_task_get_cancellable (task), sending->cancelled);
  if (sending->error != NULL)
    g_task_return_error (task, g_steal_pointer (&sending->error));
  else
    g_task_return_boolean (task, TRUE);
  return G_SOURCE_REMOVE;
}

/* Takes over the error. */
static void
end (GTask *task, GError *error)
{
  Sending *sending = g_task_get_task_data (task);

  if (sending->source != 0)
    {
      g_clear_error (&error);
      return;
    }
  sending->error = error;
  sending->source = g_idle_add (end_cb, task);
}

static void
tell (GTask *task)
{
  Sending *sending = g_task_get_task_data (task);

  sending->progress (sending->n_done, sending->changes->len, sending->progress_data);
  if (sending->n_done == sending->changes->len)
    end (task, NULL);
}

static GError *
new_unreachable (void)
{
  return g_error_new (LP_ERROR, LP_ERROR_UNREACHABLE, "%s", _ ("License Central cannot be reached now."));
}

static void
change_notify_cb (LpChange *change, GParamSpec *pspec, GTask *task)
{
  Sending *sending = g_task_get_task_data (task);
  LpChangeState state = lp_change_get_state (change);

  if (state == LP_CHANGE_SENDING)
    return;
  if (state == LP_CHANGE_WAITING)
    {
      end (task, new_unreachable ());
      return;
    }
  sending->n_done++;
  sending->n_sent += state == LP_CHANGE_DONE;
  g_signal_handlers_disconnect_by_data (change, task);
  tell (task);
}

static void
connection_failed_cb (LpConnection *connection, GParamSpec *pspec, GTask *task)
{
  const GError *error = lp_connection_get_error (connection);

  if (error == NULL)
    return;
  if (g_error_matches (error, LP_ERROR, LP_ERROR_UNAUTHORIZED))
    end (task, g_error_copy (error));
  else
    end (task, new_unreachable ());
}

static void
cancelled_cb (GCancellable *cancellable, GTask *task)
{
  end (task, g_error_new (G_IO_ERROR, G_IO_ERROR_CANCELLED, "%s", _ ("Stopped")));
}

static void
follow (GTask *task)
{
  Sending *sending = g_task_get_task_data (task);
  GListModel *outbox = G_LIST_MODEL (sending->outbox);

  for (guint i = 0; i < g_list_model_get_n_items (outbox); i++)
    {
      g_autoptr (LpChange) change = g_list_model_get_item (outbox, i);
      LpChangeState state = lp_change_get_state (change);

      if (state != LP_CHANGE_WAITING && state != LP_CHANGE_SENDING)
        continue;
      g_signal_connect (change, "notify::state", G_CALLBACK (change_notify_cb), task);
      g_ptr_array_add (sending->changes, g_steal_pointer (&change));
    }
}

void
lp_unsent_send_async (LpSession *session,
                      LpUnsentProgress progress,
                      gpointer progress_data,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  GTask *task = g_task_new (session, cancellable, callback, user_data);
  Sending *sending = g_new0 (Sending, 1);

  g_task_set_source_tag (task, lp_unsent_send_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, sending, (GDestroyNotify) sending_free);
  g_set_object (&sending->connection, lp_session_get_connection (session));
  g_set_object (&sending->outbox, lp_session_get_outbox (session));
  sending->progress = progress;
  sending->progress_data = progress_data;
  sending->changes = g_ptr_array_new_with_free_func (g_object_unref);
  if (cancellable != NULL)
    sending->cancelled = g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb), task, NULL);
  if (sending->outbox != NULL)
    follow (task);
  tell (task);
  if (sending->source != 0)
    return;
  g_signal_connect (sending->connection, "notify::error", G_CALLBACK (connection_failed_cb), task);
  if (lp_session_get_link (session) == LP_LINK_CONNECTED)
    lp_outbox_set_online (sending->outbox, TRUE); /* instead of at the next try */
  else
    lp_session_poke (session);
}

gboolean
lp_unsent_send_finish (LpSession *session, GAsyncResult *result, LpUnsentResult *outcome, GError **error)
{
  Sending *sending = g_task_get_task_data (G_TASK (result));

  g_return_val_if_fail (g_task_is_valid (result, session), FALSE);

  *outcome = (LpUnsentResult){ .n_sent = sending->n_sent };
  if (sending->outbox != NULL)
    {
      outcome->n_left = lp_outbox_get_n_waiting (sending->outbox);
      outcome->n_problems = lp_outbox_get_n_problems (sending->outbox);
    }
  return g_task_propagate_boolean (G_TASK (result), error);
}
