/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lp-session-private.h"

#include <glib/gi18n-lib.h>

#include "lp-format.h"

G_DEFINE_FINAL_TYPE (LpSession, lp_session, G_TYPE_OBJECT)

enum
{
  PROP_STATE = 1,
  PROP_LINK,
  PROP_LINK_TEXT,
  PROP_AS_OF_TEXT,
  PROP_WAITING,
  PROP_PROGRESS,
  PROP_PROGRESS_TEXT,
  PROP_PERSON_NAME,
  PROP_PERSON_EMAIL,
  PROP_DEMO,
  PROP_FIXED_TODAY,
  PROP_TODAY_TEXT,
  PROP_SERVICE_STATE,
  N_PROPS,
};

enum
{
  CHANGED,
  FAILED,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

LpSessionState
lp_session_get_state (LpSession *self)
{
  return self->state;
}

LpAccountKind
lp_session_get_account_kind (LpSession *self)
{
  return self->kind;
}

LpConnection *
lp_session_get_connection (LpSession *self)
{
  return self->connection;
}

LpClient *
lp_session_get_client (LpSession *self)
{
  return self->connection != NULL ? lp_connection_get_client (self->connection) : NULL;
}

LpReplica *
lp_session_get_replica (LpSession *self)
{
  return self->replica;
}

LpOutbox *
lp_session_get_outbox (LpSession *self)
{
  return self->outbox;
}

LpMe *
lp_session_get_me (LpSession *self)
{
  return self->connection != NULL ? lp_connection_get_me (self->connection) : NULL;
}

const LpPerson *
lp_session_get_person (LpSession *self)
{
  LpMe *me = lp_session_get_me (self);

  return me != NULL ? me->person : NULL;
}

const char *
lp_session_get_address (LpSession *self)
{
  return self->address != NULL ? self->address : "";
}

gboolean
lp_session_get_demo (LpSession *self)
{
  return self->connection != NULL && lp_connection_get_demo (self->connection);
}

LpDate
lp_session_get_today (LpSession *self)
{
  g_autoptr (GTimeZone) local = NULL;

  if (self->connection != NULL)
    return lp_connection_get_today (self->connection);
  local = g_time_zone_new_local ();
  return lp_date_today (local);
}

gboolean
lp_session_get_fixed_today (LpSession *self)
{
  return self->connection != NULL && lp_connection_get_fixed_today (self->connection);
}

GListModel *
lp_session_get_demo_people (LpSession *self)
{
  return G_LIST_MODEL (self->demo_people);
}

guint
lp_session_get_waiting (LpSession *self)
{
  return self->outbox != NULL ? lp_outbox_get_n_waiting (self->outbox) : 0;
}

void
lp_session_poke (LpSession *self)
{
  if (self->connection != NULL)
    lp_connection_poke (self->connection);
}

LpLinkState
lp_session_get_link (LpSession *self)
{
  if (self->connection == NULL)
    return self->state == LP_SESSION_OPENING ? LP_LINK_CONNECTING : LP_LINK_OFFLINE;
  switch (lp_connection_get_state (self->connection))
    {
    case LP_CONNECTION_CONNECTING:
      return LP_LINK_CONNECTING;
    case LP_CONNECTION_SYNCING:
      return LP_LINK_SYNCING;
    case LP_CONNECTION_ONLINE:
      return LP_LINK_CONNECTED;
    case LP_CONNECTION_SIGNED_OUT:
    case LP_CONNECTION_EXPIRED:
      return LP_LINK_SIGN_IN;
    case LP_CONNECTION_OFFLINE:
    default:
      return LP_LINK_OFFLINE;
    }
}

static const char *
get_link_text (LpSession *self)
{
  if (self->service_state == LP_SERVICE_RESTARTING)
    return _ ("Starting again…");
  switch (lp_session_get_link (self))
    {
    case LP_LINK_CONNECTING:
      return _ ("Connecting…");
    case LP_LINK_SYNCING:
      return _ ("Loading…");
    case LP_LINK_CONNECTED:
      return _ ("Connected");
    case LP_LINK_SIGN_IN:
      return _ ("Sign-in needed");
    case LP_LINK_OFFLINE:
    default:
      return _ ("Offline");
    }
}

static char *
dup_as_of_text (LpSession *self)
{
  gint64 as_of = self->connection != NULL ? lp_connection_get_as_of (self->connection) : 0;
  g_autofree char *when = NULL;

  if (as_of == 0 || lp_session_get_link (self) == LP_LINK_CONNECTED)
    return g_strdup ("");
  when = lp_format_time (as_of);
  /* Translators: how old what is shown is; %s is a time such as "14:02", or a day and time. */
  return g_strdup_printf (_ ("as of %s"), when);
}

gboolean
lp_session_is_complete (LpSession *self)
{
  LpReplica *replica = self->connection != NULL ? lp_connection_get_replica (self->connection) : NULL;

  return replica != NULL && lp_replica_is_complete (replica);
}

static double
get_progress (LpSession *self)
{
  return lp_session_get_link (self) == LP_LINK_SYNCING ? lp_connection_get_progress (self->connection) : -1;
}

static char *
dup_progress_text (LpSession *self)
{
  guint n_done = 0, n_total = 0;
  g_autofree char *done = NULL;
  g_autofree char *total = NULL;

  if (lp_session_get_link (self) != LP_LINK_SYNCING)
    return g_strdup ("");
  g_object_get (self->connection, "n-done", &n_done, "n-total", &n_total, NULL);
  done = lp_format_count (n_done);
  if (n_total == 0)
    return g_steal_pointer (&done);
  total = lp_format_count (n_total);
  /* Translators: how many objects have been loaded, and how many there are. */
  return g_strdup_printf (_ ("%s of %s"), done, total);
}

static void
get_person_property (LpSession *self, guint id, GValue *value)
{
  const LpPerson *person = lp_session_get_person (self);

  if (person == NULL)
    g_value_set_static_string (value, "");
  else
    g_value_set_string (value, id == PROP_PERSON_NAME ? person->name : person->email);
}

static void
lp_session_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  LpSession *self = LP_SESSION (object);

  switch (id)
    {
    case PROP_STATE:
      g_value_set_int (value, self->state);
      break;
    case PROP_LINK:
      g_value_set_int (value, lp_session_get_link (self));
      break;
    case PROP_LINK_TEXT:
      g_value_set_string (value, get_link_text (self));
      break;
    case PROP_AS_OF_TEXT:
      g_value_take_string (value, dup_as_of_text (self));
      break;
    case PROP_WAITING:
      g_value_set_uint (value, lp_session_get_waiting (self));
      break;
    case PROP_PROGRESS:
      g_value_set_double (value, get_progress (self));
      break;
    case PROP_PROGRESS_TEXT:
      g_value_take_string (value, dup_progress_text (self));
      break;
    case PROP_PERSON_NAME:
    case PROP_PERSON_EMAIL:
      get_person_property (self, id, value);
      break;
    case PROP_DEMO:
      g_value_set_boolean (value, lp_session_get_demo (self));
      break;
    case PROP_FIXED_TODAY:
      g_value_set_boolean (value, lp_session_get_fixed_today (self));
      break;
    case PROP_SERVICE_STATE:
      g_value_set_int (value, self->service_state);
      break;
    case PROP_TODAY_TEXT:
      g_value_take_string (value, lp_format_date (lp_session_get_today (self)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
notify_all (LpSession *self)
{
  g_object_freeze_notify (G_OBJECT (self));
  for (guint id = PROP_STATE; id < PROP_SERVICE_STATE; id++) /* which tells of itself */
    g_object_notify_by_pspec (G_OBJECT (self), properties[id]);
  g_object_thaw_notify (G_OBJECT (self));
}

void
lp_session_set_state (LpSession *self, LpSessionState state)
{
  if (self->state == state)
    return;
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LINK]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LINK_TEXT]);
}

static void
replica_changed_cb (LpReplica *replica, const LpReplicaChange *change, gpointer user_data)
{
  g_signal_emit (user_data, signals[CHANGED], 0, change);
}

/* Tells of a change that was refused after its sender had gone: while we were offline, or in an earlier run. */
static void
outbox_changed_cb (LpOutbox *outbox, GParamSpec *pspec, gpointer user_data)
{
  LpSession *self = LP_SESSION (user_data);
  guint n_problems = lp_outbox_get_n_problems (outbox);
  guint before = self->n_problems;

  self->n_problems = n_problems;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WAITING]);
  if (n_problems <= before)
    return;
  for (guint i = g_list_model_get_n_items (G_LIST_MODEL (outbox)); i > 0; i--)
    {
      g_autoptr (LpChange) change = g_list_model_get_item (G_LIST_MODEL (outbox), i - 1);

      if (lp_change_get_error (change) != NULL)
        {
          g_signal_emit (self, signals[FAILED], 0, lp_change_get_error (change));
          return;
        }
    }
}

static void
follow_outbox (LpSession *self)
{
  LpOutbox *outbox = self->connection != NULL ? lp_connection_get_outbox (self->connection) : NULL;

  if (self->outbox == outbox)
    return;
  if (self->outbox != NULL)
    g_clear_signal_handler (&self->outbox_changed, self->outbox);
  g_set_object (&self->outbox, outbox);
  self->n_problems = outbox != NULL ? lp_outbox_get_n_problems (outbox) : 0;
  if (outbox != NULL)
    self->outbox_changed = g_signal_connect (outbox, "notify", G_CALLBACK (outbox_changed_cb), self);
}

static void
follow_replica (LpSession *self)
{
  LpReplica *replica = self->connection != NULL ? lp_connection_get_replica (self->connection) : NULL;
  LpReplicaChange change = { .kinds = LP_KINDS_ALL, .reset = TRUE };

  if (self->replica == replica)
    return;
  if (self->replica != NULL)
    g_clear_signal_handler (&self->replica_changed, self->replica);
  g_set_object (&self->replica, replica);
  if (replica != NULL)
    self->replica_changed = g_signal_connect (replica, "changed", G_CALLBACK (replica_changed_cb), self);
  g_signal_emit (self, signals[CHANGED], 0, &change);
}

static void
connection_notify_cb (LpSession *self, GParamSpec *pspec)
{
  follow_outbox (self);
  follow_replica (self);
  notify_all (self);
}

void
lp_session_take_connection (LpSession *self, LpConnection *connection)
{
  g_autoptr (LpConnection) old = g_steal_pointer (&self->connection);

  if (old != NULL)
    g_signal_handlers_disconnect_by_data (old, self);
  self->connection = connection;
  if (old != NULL && old != connection)
    lp_connection_stop (old);
  if (connection != NULL)
    g_signal_connect_object (connection, "notify", G_CALLBACK (connection_notify_cb), self,
                             G_CONNECT_SWAPPED);
  connection_notify_cb (self, NULL);
}

void
lp_session_remember (LpSession *self)
{
  const LpPerson *person = lp_session_get_person (self);
  const char *name = self->kind == LP_ACCOUNT_DEMO  ? "demo"
                     : self->kind == LP_ACCOUNT_OWN ? "own"
                                                    : lp_session_get_address (self);

  if (self->settings == NULL)
    return;
  g_settings_set_string (self->settings, "connection", self->state == LP_SESSION_CLOSED ? "" : name);
  if (person != NULL)
    g_settings_set_string (self->settings, "email", person->email);
}

const LpActor *
lp_session_get_actor (LpSession *self)
{
  LpMe *me = lp_session_get_me (self);

  if (me != self->actor_me)
    {
      g_clear_pointer (&self->actor_me, lp_me_unref);
      self->actor_me = me != NULL ? lp_me_ref (me) : NULL;
    }
  if (me != NULL)
    lp_me_get_actor (me, &self->actor);
  return me != NULL ? &self->actor : NULL;
}

char *
lp_session_dup_person_name (LpSession *self, const char *person_id)
{
  char *name = self->replica != NULL ? lp_replica_dup_person_name (self->replica, person_id) : NULL;

  return name != NULL ? name : g_strdup (_ ("A person"));
}

gboolean
lp_session_may_any (LpSession *self, LpRights right, const char *group_id)
{
  const LpActor *actor = lp_session_get_actor (self);
  g_auto (GStrv) path = NULL;

  if (actor == NULL || self->replica == NULL)
    return FALSE;
  if (lp_permission_is_vendor_admin (actor))
    return TRUE;

  path = lp_replica_get_group_path (self->replica, group_id);
  for (guint i = 0; i < actor->memberships->len; i++)
    {
      const LpMembership *membership = g_ptr_array_index (actor->memberships, i);

      if (membership->role != LP_ROLE_ADMIN ||
          !g_strv_contains ((const char *const *) path, membership->group_id))
        continue;
      for (guint j = 0; j < membership->rights->len; j++)
        if ((g_array_index (membership->rights, LpCategoryRights, j).rights & right) != 0)
          return TRUE;
    }
  return FALSE;
}

void
lp_session_set_fixed_today (LpSession *self, LpDate today)
{
  self->today = today;
}

gboolean
lp_session_is_administering (LpSession *self)
{
  LpMe *me = lp_session_get_me (self);

  return me != NULL && lp_me_has_role_beyond_member (me);
}

char **
lp_session_dup_group_path (LpSession *self, const char *group_id)
{
  if (self->replica == NULL || group_id == NULL)
    return g_new0 (char *, 1);
  return lp_replica_get_group_path (self->replica, group_id);
}

gboolean
lp_session_may (LpSession *self, LpAction action, const char *group_id, const LpTicket *ticket, char **reason)
{
  g_autoptr (GError) error = NULL;
  gboolean may;

  if (self->replica == NULL)
    {
      if (reason != NULL)
        *reason = g_strdup (_ ("Nobody is signed in."));
      return FALSE;
    }
  may = lp_replica_may (self->replica, action, group_id, NULL, ticket != NULL ? ticket->product_id : NULL,
                        &error);
  if (!may && reason != NULL)
    *reason = lp_format_error (error);
  return may;
}

void
lp_session_close (LpSession *self)
{
  lp_session_take_connection (self, NULL);
  lp_session_drop_service (self);
  g_list_store_remove_all (self->demo_people);
  lp_session_set_state (self, LP_SESSION_CLOSED);
}

static void
lp_session_dispose (GObject *object)
{
  lp_session_close (LP_SESSION (object));
  G_OBJECT_CLASS (lp_session_parent_class)->dispose (object);
}

static void
lp_session_finalize (GObject *object)
{
  LpSession *self = LP_SESSION (object);

  g_clear_error (&self->service_error);
  g_clear_object (&self->settings);
  g_clear_object (&self->demo_people);
  g_clear_pointer (&self->actor_me, lp_me_unref);
  g_free (self->data_dir);
  g_free (self->address);
  G_OBJECT_CLASS (lp_session_parent_class)->finalize (object);
}

static void
install_properties (GObjectClass *klass)
{
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  properties[PROP_STATE] = g_param_spec_int ("state", NULL, NULL, 0, LP_SESSION_OPEN, 0, flags);
  properties[PROP_LINK] = g_param_spec_int ("link", NULL, NULL, 0, LP_LINK_SIGN_IN, 0, flags);
  properties[PROP_LINK_TEXT] = g_param_spec_string ("link-text", NULL, NULL, NULL, flags);
  properties[PROP_AS_OF_TEXT] = g_param_spec_string ("as-of-text", NULL, NULL, NULL, flags);
  properties[PROP_WAITING] = g_param_spec_uint ("waiting", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_PROGRESS] = g_param_spec_double ("progress", NULL, NULL, -1, 1, -1, flags);
  properties[PROP_PROGRESS_TEXT] = g_param_spec_string ("progress-text", NULL, NULL, NULL, flags);
  properties[PROP_PERSON_NAME] = g_param_spec_string ("person-name", NULL, NULL, NULL, flags);
  properties[PROP_PERSON_EMAIL] = g_param_spec_string ("person-email", NULL, NULL, NULL, flags);
  properties[PROP_DEMO] = g_param_spec_boolean ("demo", NULL, NULL, FALSE, flags);
  properties[PROP_FIXED_TODAY] = g_param_spec_boolean ("fixed-today", NULL, NULL, FALSE, flags);
  properties[PROP_TODAY_TEXT] = g_param_spec_string ("today-text", NULL, NULL, NULL, flags);
  properties[PROP_SERVICE_STATE] = g_param_spec_int ("service-state", NULL, NULL, 0, LP_SERVICE_FAILED, 0,
                                                     flags);
  g_object_class_install_properties (klass, N_PROPS, properties);
}

static void
lp_session_class_init (LpSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = lp_session_get_property;
  object_class->dispose = lp_session_dispose;
  object_class->finalize = lp_session_finalize;
  install_properties (object_class);

  signals[CHANGED] = g_signal_new ("changed", LP_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[FAILED] = g_signal_new ("failed", LP_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
lp_session_init (LpSession *self)
{
  self->demo_people = g_list_store_new (LP_TYPE_DEMO_ITEM);
  self->today = LP_DATE_NONE;
}

LpSession *
lp_session_new (GSettings *settings, const char *data_dir)
{
  LpSession *self = g_object_new (LP_TYPE_SESSION, NULL);

  g_set_object (&self->settings, settings);
  self->data_dir = g_strdup (data_dir);
  return self;
}
