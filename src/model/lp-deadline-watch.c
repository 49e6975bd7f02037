/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lp-deadline-watch.h"

#include "lp-decision-words.h"

/* The nearest of so many are looked at: nobody reads more. */
#define MAX_LOOKED 2000

/* What has been told is remembered as one line each, `PERSON SUBSCRIPTION DEADLINE DAYS`, until the deadline is over. */
struct _LpDeadlineWatch
{
  GObject parent_instance;

  LpSession *session;
  GFile *file;
  GHashTable *told; /* of char *: lines; NULL until the file is read */
  int days;

  GCancellable *cancellable;
  guint idle;
  gboolean running;
  guint n_storing;
  gboolean again;
};

enum
{
  DUE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LpDeadlineWatch, lp_deadline_watch, G_TYPE_OBJECT)

static void look (LpDeadlineWatch *self);

static char *
make_line (LpDeadlineWatch *self, const LpSubscription *subscription)
{
  const LpPerson *person = lp_session_get_person (self->session);
  char day[LP_DATE_STRING_SIZE];

  return g_strdup_printf ("%s %s %s %d", person != NULL ? person->id : "-", subscription->id,
                          lp_date_format (subscription->deadline, day), self->days);
}

static void
stored_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LpDeadlineWatch) self = user_data;
  g_autoptr (GError) error = NULL;

  self->n_storing--;
  if (!g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    g_warning ("What was told about deadlines cannot be remembered: %s", error->message);
}

static void
store (LpDeadlineWatch *self)
{
  GString *text = g_string_new (NULL);
  g_autoptr (GBytes) bytes = NULL;
  GHashTableIter iter;
  gpointer line;

  g_hash_table_iter_init (&iter, self->told);
  while (g_hash_table_iter_next (&iter, &line, NULL))
    g_string_append_printf (text, "%s\n", (const char *) line);
  bytes = g_string_free_to_bytes (text);
  g_file_replace_contents_bytes_async (self->file, bytes, NULL, FALSE, G_FILE_CREATE_PRIVATE, NULL, stored_cb,
                                       g_object_ref (self));
  self->n_storing++;
}

/* Not yet told of, and hers to decide; from now on they count as told. */
static GPtrArray *
take_new (LpDeadlineWatch *self, GPtrArray *subscriptions)
{
  GPtrArray *due = g_ptr_array_new_with_free_func ((GDestroyNotify) lp_subscription_unref);

  for (guint i = 0; i < subscriptions->len; i++)
    {
      LpSubscription *one = subscriptions->pdata[i];
      g_autofree char *line = make_line (self, one);
      g_autofree char *refusal = NULL;

      if (g_hash_table_contains (self->told, line))
        continue;
      refusal = lp_decision_dup_refusal (self->session, one, LP_DECISION_CANCEL);
      if (refusal != NULL)
        continue;
      g_hash_table_add (self->told, g_steal_pointer (&line));
      g_ptr_array_add (due, lp_subscription_ref (one));
    }
  return due;
}

static void
finish (LpDeadlineWatch *self)
{
  self->running = FALSE;
  if (self->again)
    {
      self->again = FALSE;
      look (self);
    }
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LpDeadlineWatch) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray)
      subscriptions = lp_replica_read_due_subscriptions_finish (LP_REPLICA (source), result, &error);
  g_autoptr (GPtrArray) due = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (subscriptions != NULL && self->days > 0 &&
      lp_session_get_replica (self->session) == LP_REPLICA (source))
    {
      due = take_new (self, subscriptions);
      if (due->len > 0)
        {
          store (self);
          g_signal_emit (self, signals[DUE], 0, due);
        }
    }
  finish (self);
}

static gboolean
look_cb (gpointer user_data)
{
  LpDeadlineWatch *self = user_data;
  LpReplica *replica = lp_session_get_replica (self->session);
  LpDate today;

  self->idle = 0;
  if (replica == NULL || self->days <= 0 || self->told == NULL || !lp_session_is_complete (self->session))
    return G_SOURCE_REMOVE;
  self->running = TRUE;
  today = lp_session_get_today (self->session);
  lp_replica_read_due_subscriptions_async (replica, today, today + self->days, MAX_LOOKED, self->cancellable,
                                           read_cb, g_object_ref (self));
  return G_SOURCE_REMOVE;
}

/* When there is nothing more urgent. */
static void
look (LpDeadlineWatch *self)
{
  if (self->running)
    self->again = TRUE;
  else if (self->idle == 0)
    self->idle = g_idle_add_full (G_PRIORITY_LOW, look_cb, self, NULL);
}

static void
session_changed_cb (LpDeadlineWatch *self, const LpReplicaChange *change)
{
  if (change->reset || (change->kinds & (LP_KIND_SUBSCRIPTION | LP_KIND_ME)) != 0)
    look (self);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LpDeadlineWatch) self = user_data;
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) lines = NULL;
  LpDate today = lp_session_get_today (self->session);

  if (!g_file_load_contents_finish (G_FILE (source), result, &text, NULL, NULL, &error) &&
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self->told = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  lines = g_strsplit (text != NULL ? text : "", "\n", -1);
  for (char **line = lines; *line != NULL; line++)
    {
      g_auto (GStrv) fields = g_strsplit (*line, " ", 5);

      /* A deadline that is over is not told of again. */
      if (g_strv_length (fields) == 4 && lp_date_parse (fields[2]) >= today)
        g_hash_table_add (self->told, g_strdup (*line));
    }
  look (self);
}

void
lp_deadline_watch_set_days (LpDeadlineWatch *self, int days)
{
  if (self->days == days)
    return;
  self->days = days;
  look (self);
}

gboolean
lp_deadline_watch_is_settled (LpDeadlineWatch *self)
{
  return self->told != NULL && !self->running && self->idle == 0 && self->n_storing == 0;
}

static void
lp_deadline_watch_dispose (GObject *object)
{
  LpDeadlineWatch *self = LP_DEADLINE_WATCH (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->idle, g_source_remove);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (lp_deadline_watch_parent_class)->dispose (object);
}

static void
lp_deadline_watch_finalize (GObject *object)
{
  LpDeadlineWatch *self = LP_DEADLINE_WATCH (object);

  g_clear_pointer (&self->told, g_hash_table_unref);
  g_object_unref (self->file);
  g_object_unref (self->cancellable);
  G_OBJECT_CLASS (lp_deadline_watch_parent_class)->finalize (object);
}

static void
lp_deadline_watch_class_init (LpDeadlineWatchClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = lp_deadline_watch_dispose;
  object_class->finalize = lp_deadline_watch_finalize;

  signals[DUE] = g_signal_new ("due", LP_TYPE_DEADLINE_WATCH, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                               G_TYPE_NONE, 1, G_TYPE_PTR_ARRAY);
}

static void
lp_deadline_watch_init (LpDeadlineWatch *self)
{
  self->cancellable = g_cancellable_new ();
}

LpDeadlineWatch *
lp_deadline_watch_new (LpSession *session, const char *path)
{
  LpDeadlineWatch *self = g_object_new (LP_TYPE_DEADLINE_WATCH, NULL);

  self->session = g_object_ref (session);
  self->file = g_file_new_for_path (path);
  g_signal_connect_object (session, "changed", G_CALLBACK (session_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::link", G_CALLBACK (look), self, G_CONNECT_SWAPPED);
  g_file_load_contents_async (self->file, self->cancellable, loaded_cb, g_object_ref (self));
  return self;
}
