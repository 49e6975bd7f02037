/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lp-subscription-list.h"

/* "Needs a decision": the deadline is that near (design: ui, "Subscriptions"). */
#define DECISION_DAYS 30

struct _LpSubscriptionList
{
  GObject parent_instance;

  LpSession *session; /* nullable */
  char *group_id;
  char *search;
  gboolean needs_decision;
  GArray *rows; /* of guint32 */
  GCancellable *running;
  guint idle;
  gboolean again;
};

static void lp_subscription_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (LpSubscriptionList,
                               lp_subscription_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, lp_subscription_list_model_init))

enum
{
  PROP_GROUP_ID = 1,
  PROP_SEARCH,
  PROP_NEEDS_DECISION,
  PROP_LOADING,
  PROP_N_ITEMS,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void ask (LpSubscriptionList *self);

static GType
get_item_type (GListModel *model)
{
  return LP_TYPE_SUBSCRIPTION_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  return LP_SUBSCRIPTION_LIST (model)->rows->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  LpSubscriptionList *self = LP_SUBSCRIPTION_LIST (model);
  LpReplica *replica = self->session != NULL ? lp_session_get_replica (self->session) : NULL;
  g_autoptr (LpSubscription) subscription = NULL;

  if (position >= self->rows->len)
    return NULL;
  if (replica != NULL)
    lp_replica_fetch_subscriptions (replica, &g_array_index (self->rows, guint32, position), 1,
                                    &subscription);
  if (subscription == NULL)
    {
      /* Gone since the query; the next answer leaves it out. */
      subscription = lp_subscription_new ();
      subscription->deadline = subscription->committed_until = subscription->ends_on = LP_DATE_NONE;
    }
  return lp_subscription_item_new (self->session, subscription);
}

static void
lp_subscription_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
show_rows (LpSubscriptionList *self, GArray *rows)
{
  guint before = self->rows->len;

  g_array_unref (self->rows);
  self->rows = g_array_ref (rows);
  /* Deadlines and states are what a row shows, and any of them may have changed: all rows are told. */
  if (before > 0 || rows->len > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, before, rows->len);
  if (before != rows->len)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_ITEMS]);
}

static void
queried_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LpSubscriptionList) self = LP_SUBSCRIPTION_LIST (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) rows = lp_replica_query_subscriptions_finish (LP_REPLICA (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->running);
  if (rows != NULL)
    show_rows (self, rows);
  else
    g_warning ("Subscriptions could not be listed: %s", error->message);
  if (self->again)
    ask (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
}

static gboolean
start_cb (gpointer user_data)
{
  LpSubscriptionList *self = LP_SUBSCRIPTION_LIST (user_data);
  LpReplica *replica = lp_session_get_replica (self->session);
  LpDate today = lp_session_get_today (self->session);
  LpSubscriptionQuery query = {
    .group_id = self->group_id,
    .deadline_from = self->needs_decision ? today : LP_DATE_NONE,
    .deadline_to = self->needs_decision ? today + DECISION_DAYS : LP_DATE_NONE,
    .text = self->search,
  };
  g_autoptr (GArray) none = NULL;

  self->idle = 0;
  self->again = FALSE;
  if (replica != NULL)
    {
      self->running = g_cancellable_new ();
      lp_replica_query_subscriptions_async (replica, &query, self->running, queried_cb, g_object_ref (self));
      return G_SOURCE_REMOVE;
    }
  none = g_array_new (FALSE, FALSE, sizeof (guint32));
  show_rows (self, none);
  return G_SOURCE_REMOVE;
}

static void
ask (LpSubscriptionList *self)
{
  if (self->session == NULL || self->idle != 0)
    return;
  self->idle = g_idle_add_full (G_PRIORITY_DEFAULT, start_cb, self, NULL);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
}

static void
stop (LpSubscriptionList *self)
{
  if (self->running != NULL)
    g_cancellable_cancel (self->running);
  g_clear_object (&self->running);
}

static void
session_changed_cb (LpSubscriptionList *self, const LpReplicaChange *change)
{
  if (!change->reset && (change->kinds & (LP_KIND_SUBSCRIPTION | LP_KIND_GROUP | LP_KIND_ME)) == 0)
    return;
  if (change->reset)
    stop (self);
  if (self->running != NULL)
    self->again = TRUE;
  else
    ask (self);
}

static void
set_text (LpSubscriptionList *self, char **member, const char *value, guint id)
{
  if (g_strcmp0 (*member, value) == 0)
    return;
  g_free (*member);
  *member = value != NULL && *value != '\0' ? g_strdup (value) : NULL;
  stop (self);
  ask (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[id]);
}

static void
lp_subscription_list_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  LpSubscriptionList *self = LP_SUBSCRIPTION_LIST (object);

  switch (id)
    {
    case PROP_GROUP_ID:
      g_value_set_string (value, self->group_id);
      break;
    case PROP_SEARCH:
      g_value_set_string (value, self->search);
      break;
    case PROP_NEEDS_DECISION:
      g_value_set_boolean (value, self->needs_decision);
      break;
    case PROP_LOADING:
      g_value_set_boolean (value, self->idle != 0 || self->running != NULL);
      break;
    case PROP_N_ITEMS:
      g_value_set_uint (value, self->rows->len);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
lp_subscription_list_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  LpSubscriptionList *self = LP_SUBSCRIPTION_LIST (object);

  switch (id)
    {
    case PROP_GROUP_ID:
      set_text (self, &self->group_id, g_value_get_string (value), id);
      break;
    case PROP_SEARCH:
      set_text (self, &self->search, g_value_get_string (value), id);
      break;
    case PROP_NEEDS_DECISION:
      if (self->needs_decision == g_value_get_boolean (value))
        break;
      self->needs_decision = g_value_get_boolean (value);
      stop (self);
      ask (self);
      g_object_notify_by_pspec (object, pspec);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
lp_subscription_list_dispose (GObject *object)
{
  LpSubscriptionList *self = LP_SUBSCRIPTION_LIST (object);

  stop (self);
  g_clear_handle_id (&self->idle, g_source_remove);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (lp_subscription_list_parent_class)->dispose (object);
}

static void
lp_subscription_list_finalize (GObject *object)
{
  LpSubscriptionList *self = LP_SUBSCRIPTION_LIST (object);

  g_free (self->group_id);
  g_free (self->search);
  g_array_unref (self->rows);
  G_OBJECT_CLASS (lp_subscription_list_parent_class)->finalize (object);
}

static void
lp_subscription_list_class_init (LpSubscriptionListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags readable = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  GParamFlags writable = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = lp_subscription_list_get_property;
  object_class->set_property = lp_subscription_list_set_property;
  object_class->dispose = lp_subscription_list_dispose;
  object_class->finalize = lp_subscription_list_finalize;

  properties[PROP_GROUP_ID] = g_param_spec_string ("group-id", NULL, NULL, NULL, writable);
  properties[PROP_SEARCH] = g_param_spec_string ("search", NULL, NULL, NULL, writable);
  properties[PROP_NEEDS_DECISION] = g_param_spec_boolean ("needs-decision", NULL, NULL, FALSE, writable);
  properties[PROP_LOADING] = g_param_spec_boolean ("loading", NULL, NULL, FALSE, readable);
  properties[PROP_N_ITEMS] = g_param_spec_uint ("n-items", NULL, NULL, 0, G_MAXUINT, 0, readable);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
lp_subscription_list_init (LpSubscriptionList *self)
{
  self->rows = g_array_new (FALSE, FALSE, sizeof (guint32));
}

LpSubscriptionList *
lp_subscription_list_new (LpSession *session)
{
  LpSubscriptionList *self = g_object_new (LP_TYPE_SUBSCRIPTION_LIST, NULL);

  if (session == NULL)
    return self;
  self->session = g_object_ref (session);
  g_signal_connect_object (session, "changed", G_CALLBACK (session_changed_cb), self, G_CONNECT_SWAPPED);
  ask (self);
  return self;
}

void
lp_subscription_list_set_group_id (LpSubscriptionList *self, const char *group_id)
{
  set_text (self, &self->group_id, group_id, PROP_GROUP_ID);
}
