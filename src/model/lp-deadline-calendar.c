/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lp-deadline-calendar.h"

#include <glib/gi18n-lib.h>

#include "lp-calendar.h"
#include "lp-format.h"

/* So many are read at a time: some 10 ms of the replica's thread, and 2 ms of words in the main context. */
#define CHUNK 200

typedef struct
{
  LpSession *session;
  GArray *rows; /* of guint32 */
  guint n_read;
  guint n_written;
  int alarm_days;
  gint64 now;
  GFile *file;
  GString *text;
} Writing;

static void
writing_free (gpointer data)
{
  Writing *writing = data;

  g_object_unref (writing->session);
  g_array_unref (writing->rows);
  g_object_unref (writing->file);
  g_string_free (writing->text, TRUE);
  g_free (writing);
}

static void read_next (GTask *task);

static char *
describe (const LpSubscription *subscription, const LpProduct *product, const LpGroup *group)
{
  g_autofree char *path = lp_format_path (group != NULL ? group->path : NULL);
  g_autofree char *until = lp_format_date (subscription->committed_until);

  /* Translators: description of an event in a calendar: ticket code, product, path of the group, day until which the
   * subscription runs. Keep the line breaks */
  return g_strdup_printf (
      _ ("Ticket %s\nProduct: %s\nGroup: %s\nThe running term ends on %s. Cancelled by the end of "
         "this day, the subscription ends then; otherwise it is renewed."),
      subscription->ticket_code, product != NULL ? product->name : "–", path, until);
}

static char *
describe_alarm (int days, const char *product, const char *group, LpDate deadline)
{
  g_autofree char *day = lp_format_date (deadline);

  if (days == 0)
    /* Translators: a reminder on the last day itself: that day, name of a product, name of a group */
    return g_strdup_printf (_ ("Last day, %s: cancel %s (%s) today, or it is renewed"), day, product, group);
  /* Translators: a reminder before the last day: days until then, name of a product, name of a group, the day */
  return g_strdup_printf (ngettext ("%d day left: cancel %s (%s) by %s, or it is renewed",
                                    "%d days left: cancel %s (%s) by %s, or it is renewed", (gulong) days),
                          days, product, group, day);
}

/* One at the chosen distance, one on the last day. What would have rung already is left out: a calendar would show it
 * at once, with a number of days that is no longer true. */
static gsize
make_alarms (Writing *writing,
             const LpSubscription *subscription,
             const char *product,
             const char *group,
             LpCalendarAlarm alarms[2])
{
  const int days[] = { writing->alarm_days, 0 };
  LpDate deadline = subscription->deadline;
  gsize n = 0;

  for (gsize i = 0; writing->alarm_days >= 0 && i < G_N_ELEMENTS (days); i++)
    if (deadline - days[i] >= lp_session_get_today (writing->session) && (i == 0 || days[0] > 0))
      {
        alarms[n].days = days[i];
        alarms[n].text = describe_alarm (days[i], product, group, deadline);
        n++;
      }
  return n;
}

static void
add_event (Writing *writing, const LpSubscription *subscription)
{
  LpReplica *replica = lp_session_get_replica (writing->session);
  g_autoptr (LpProduct) product = lp_replica_get_product (replica, subscription->product_id);
  g_autoptr (LpGroup) group = lp_replica_get_group (replica, subscription->group_id);
  const char *product_name = product != NULL ? product->name : subscription->ticket_code;
  const char *group_name = group != NULL ? group->name : "–";
  g_autofree char *summary = NULL;
  g_autofree char *description = NULL;
  LpCalendarAlarm alarms[2];
  gsize n_alarms;

  if (!lp_date_is_valid (subscription->deadline))
    return;
  /* Translators: title of an event in a calendar: name of a product, name of a group */
  summary = g_strdup_printf (_ ("Last day to cancel: %s (%s)"), product_name, group_name);
  description = describe (subscription, product, group);
  n_alarms = make_alarms (writing, subscription, product_name, group_name, alarms);
  if (lp_calendar_add_deadline (writing->text, subscription, summary, description, writing->now, alarms,
                                n_alarms))
    writing->n_written++;
  for (gsize i = 0; i < n_alarms; i++)
    g_free ((char *) alarms[i].text);
}

static void
replaced_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* Takes over @task. */
static void
write_file (GTask *task)
{
  Writing *writing = g_task_get_task_data (task);

  lp_calendar_end (writing->text);
  g_file_replace_contents_async (writing->file, writing->text->str, writing->text->len, NULL, FALSE,
                                 G_FILE_CREATE_NONE, g_task_get_cancellable (task), replaced_cb, task);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Writing *writing = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GPtrArray) some = lp_replica_read_subscriptions_finish (LP_REPLICA (source), result, &error);

  if (some == NULL || lp_session_get_replica (writing->session) != LP_REPLICA (source))
    {
      if (error == NULL)
        error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "Somebody else is signed in");
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }
  for (guint i = 0; i < some->len; i++)
    add_event (writing, some->pdata[i]);
  read_next (task);
}

/* Takes over @task. */
static void
read_next (GTask *task)
{
  Writing *writing = g_task_get_task_data (task);
  guint n = MIN (CHUNK, writing->rows->len - writing->n_read);

  if (n == 0)
    {
      write_file (task);
      return;
    }
  lp_replica_read_subscriptions_async (lp_session_get_replica (writing->session),
                                       &g_array_index (writing->rows, guint32, writing->n_read), n,
                                       g_task_get_cancellable (task), read_cb, task);
  writing->n_read += n;
}

void
lp_deadline_calendar_write_async (LpSession *session,
                                  const guint32 *rows,
                                  gsize n_rows,
                                  int alarm_days,
                                  GFile *file,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Writing *writing = g_new0 (Writing, 1);

  g_task_set_source_tag (task, lp_deadline_calendar_write_async);
  writing->session = g_object_ref (session);
  writing->rows = g_array_sized_new (FALSE, FALSE, sizeof (guint32), (guint) n_rows);
  g_array_append_vals (writing->rows, rows, (guint) n_rows);
  writing->alarm_days = alarm_days;
  writing->now = g_get_real_time () / G_USEC_PER_SEC;
  writing->file = g_object_ref (file);
  writing->text = g_string_new (NULL);
  g_task_set_task_data (task, writing, writing_free);
  /* Translators: name of a calendar */
  lp_calendar_begin (writing->text, _ ("Subscription deadlines"));
  read_next (task);
}

gboolean
lp_deadline_calendar_write_finish (GAsyncResult *result, guint *n_written, GError **error)
{
  Writing *writing = g_task_get_task_data (G_TASK (result));

  *n_written = writing->n_written;
  return g_task_propagate_boolean (G_TASK (result), error);
}
