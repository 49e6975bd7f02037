/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lp-subscription-list.h"

#include <glib/gi18n-lib.h>

#include "lp-asking.h"
#include "lp-format.h"
#include "lp-row-steps.h"
#include "lp-subscription-rows.h"
#include "lp-waiting-decisions.h"

/* Everything that can change which subscriptions a query finds, in which order, or what a row shows. A search looks
 * into the tickets. */
#define KINDS                                                                                                \
  (LP_KIND_SUBSCRIPTION | LP_KIND_TICKET | LP_KIND_GROUP | LP_KIND_PRODUCT | LP_KIND_PERSON | LP_KIND_ME)

/* One of these means other names or another day in rows that did not change themselves. */
#define NAME_KINDS (LP_KIND_GROUP | LP_KIND_PRODUCT | LP_KIND_ME)

struct _LpSubscriptionList
{
  GObject parent_instance;

  LpSession *session; /* nullable */
  LpReplica *replica; /* nullable: the one that `rows` are of */
  GArray *rows;       /* of guint32 */
  LpSubscriptionRows *items;

  /* The question */
  char *group_id;
  char *search;
  char *product_id;
  guint states;
  gboolean needs_decision;
  LpSubscriptionSort sort;
  gboolean descending;

  LpAsking asking;
  GHashTable *changed;       /* rows changed since the query that gave `rows`; NULL: not only rows */
  GHashTable *asked_changed; /* likewise, taken over by the running query */
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
  PROP_FILTERED,
  PROP_COUNT_TEXT,
  N_PROPS,
};

enum
{
  RESET,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

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

  return position < self->rows->len
             ? lp_subscription_rows_get (self->items, g_array_index (self->rows, guint32, position))
             : NULL;
}

static void
lp_subscription_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
notify (LpSubscriptionList *self, guint id)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[id]);
}

/* Shows @now instead of the present rows. @changed as for lp_rows_compare(). */
static void
show_rows (LpSubscriptionList *self, GArray *now, GHashTable *changed)
{
  g_autoptr (GArray) steps = lp_rows_compare (self->rows, now, changed);
  guint before = self->rows->len;

  for (guint i = 0; i < steps->len; i++)
    {
      const LpRowsStep *step = &g_array_index (steps, LpRowsStep, i);

      lp_rows_apply (self->rows, now, step);
      g_list_model_items_changed (G_LIST_MODEL (self), step->position, step->removed, step->added);
    }
  if (self->rows->len != before)
    {
      notify (self, PROP_N_ITEMS);
      notify (self, PROP_COUNT_TEXT);
    }
}

static void
queried_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LpSubscriptionList) self = LP_SUBSCRIPTION_LIST (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) rows = lp_replica_query_subscriptions_finish (LP_REPLICA (source), result, &error);
  g_autoptr (GHashTable) changed = NULL;

  if (!lp_asking_end (&self->asking, error))
    return;
  changed = g_steal_pointer (&self->asked_changed);
  if (rows != NULL && LP_REPLICA (source) == self->replica)
    show_rows (self, rows, changed);
  else if (error != NULL)
    g_warning ("Subscriptions could not be listed: %s", error->message);
  lp_asking_shown (&self->asking);
}

static void
ask (GObject *object)
{
  LpSubscriptionList *self = LP_SUBSCRIPTION_LIST (object);
  LpDate today = lp_session_get_today (self->session);
  const LpSubscriptionQuery query = {
    .group_id = self->group_id,
    .states = self->states,
    .product_id = self->product_id,
    .deadline_from = self->needs_decision ? today : LP_DATE_NONE,
    .deadline_to = self->needs_decision ? today + LP_DECISION_DAYS : LP_DATE_NONE,
    .text = self->search,
    .sort = self->sort,
    .descending = self->descending,
  };

  if (self->replica == NULL)
    return;
  g_clear_pointer (&self->asked_changed, g_hash_table_unref);
  self->asked_changed = g_steal_pointer (&self->changed);
  self->changed = g_hash_table_new (NULL, NULL);
  lp_replica_query_subscriptions_async (self->replica, &query, lp_asking_begin (&self->asking), queried_cb,
                                        g_object_ref (self));
}

static void
ask_anew (LpSubscriptionList *self)
{
  g_clear_pointer (&self->changed, g_hash_table_unref);
  if (self->session != NULL)
    lp_asking_anew (&self->asking);
}

static void
take_replica (LpSubscriptionList *self, LpReplica *replica)
{
  g_autoptr (GArray) none = g_array_new (FALSE, FALSE, sizeof (guint32));
  gboolean another = self->replica != replica;

  g_set_object (&self->replica, replica);
  lp_subscription_rows_forget (self->items);
  g_signal_emit (self, signals[RESET], 0);
  /* What the last person might see must not stay on screen for the next one. */
  if (another)
    show_rows (self, none, NULL);
  ask_anew (self);
}

static void
note_changed_rows (LpSubscriptionList *self, const LpReplicaChange *change)
{
  g_autoptr (GHashTable) rows = g_hash_table_new (NULL, NULL);

  for (guint i = 0; change->subscriptions != NULL && i < change->subscriptions->len; i++)
    {
      gpointer row = GUINT_TO_POINTER (g_array_index (change->subscriptions, guint32, i));

      g_hash_table_add (rows, row);
      if (self->changed != NULL)
        g_hash_table_add (self->changed, row);
    }
  lp_subscription_rows_refresh (self->items, (change->kinds & NAME_KINDS) != 0 ? NULL : rows);
}

static void
waiting_changed_cb (LpSubscriptionList *self)
{
  lp_subscription_rows_refresh (self->items, NULL);
}

static void
session_changed_cb (LpSubscriptionList *self, const LpReplicaChange *change)
{
  LpReplica *replica = lp_session_get_replica (self->session);

  if ((change->kinds & KINDS) == 0 && !change->reset)
    return;
  if (replica != self->replica || change->reset)
    {
      take_replica (self, replica);
      return;
    }
  note_changed_rows (self, change);
  /* Any row may have moved, not only those that are named. */
  if ((change->kinds & ~(LpKinds) LP_KIND_SUBSCRIPTION) != 0)
    g_clear_pointer (&self->changed, g_hash_table_unref);
  lp_asking_again (&self->asking);
}

static gboolean
is_filtered (LpSubscriptionList *self)
{
  return self->search != NULL || self->product_id != NULL || self->states != 0;
}

static char *
dup_count_text (LpSubscriptionList *self)
{
  guint n = self->rows->len;
  g_autofree char *count = lp_format_count (n);

  /* Translators: %s is a number of subscriptions. */
  return g_strdup_printf (ngettext ("%s subscription", "%s subscriptions", n), count);
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
      g_value_set_boolean (value, !lp_subscription_list_is_settled (self));
      break;
    case PROP_N_ITEMS:
      g_value_set_uint (value, self->rows->len);
      break;
    case PROP_FILTERED:
      g_value_set_boolean (value, is_filtered (self));
      break;
    case PROP_COUNT_TEXT:
      g_value_take_string (value, dup_count_text (self));
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
      lp_subscription_list_set_group_id (self, g_value_get_string (value));
      break;
    case PROP_SEARCH:
      lp_subscription_list_set_search (self, g_value_get_string (value));
      break;
    case PROP_NEEDS_DECISION:
      lp_subscription_list_set_needs_decision (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
lp_subscription_list_dispose (GObject *object)
{
  LpSubscriptionList *self = LP_SUBSCRIPTION_LIST (object);

  lp_asking_stop (&self->asking);
  g_clear_object (&self->session);
  g_clear_object (&self->replica);
  G_OBJECT_CLASS (lp_subscription_list_parent_class)->dispose (object);
}

static void
lp_subscription_list_finalize (GObject *object)
{
  LpSubscriptionList *self = LP_SUBSCRIPTION_LIST (object);

  g_clear_pointer (&self->items, lp_subscription_rows_free);
  g_free (self->group_id);
  g_free (self->search);
  g_free (self->product_id);
  g_array_unref (self->rows);
  g_clear_pointer (&self->changed, g_hash_table_unref);
  g_clear_pointer (&self->asked_changed, g_hash_table_unref);
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
  properties[PROP_FILTERED] = g_param_spec_boolean ("filtered", NULL, NULL, FALSE, readable);
  properties[PROP_COUNT_TEXT] = g_param_spec_string ("count-text", NULL, NULL, NULL, readable);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[RESET] = g_signal_new ("reset", LP_TYPE_SUBSCRIPTION_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
}

static void
lp_subscription_list_init (LpSubscriptionList *self)
{
  lp_asking_init (&self->asking, self, properties[PROP_LOADING], ask);
  self->rows = g_array_new (FALSE, FALSE, sizeof (guint32));
}

LpSubscriptionList *
lp_subscription_list_new (LpSession *session)
{
  LpSubscriptionList *self = g_object_new (LP_TYPE_SUBSCRIPTION_LIST, NULL);

  self->items = lp_subscription_rows_new (session);
  if (session == NULL)
    return self;
  self->session = g_object_ref (session);
  g_set_object (&self->replica, lp_session_get_replica (session));
  g_signal_connect_object (session, "changed", G_CALLBACK (session_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (lp_waiting_decisions_get (session), "changed", G_CALLBACK (waiting_changed_cb),
                           self, G_CONNECT_SWAPPED);
  ask_anew (self);
  return self;
}

/* After a change of the question; @id: a property that tells of it, 0 if none does. */
static void
question_changed (LpSubscriptionList *self, guint id)
{
  if (id != 0)
    notify (self, id);
  notify (self, PROP_FILTERED);
  ask_anew (self);
}

static void
set_text (LpSubscriptionList *self, char **member, const char *value, guint id)
{
  const char *text = value != NULL && *value != '\0' ? value : NULL;

  if (g_strcmp0 (*member, text) == 0)
    return;
  g_free (*member);
  *member = g_strdup (text);
  question_changed (self, id);
}

void
lp_subscription_list_set_group_id (LpSubscriptionList *self, const char *group_id)
{
  set_text (self, &self->group_id, group_id, PROP_GROUP_ID);
}

void
lp_subscription_list_set_search (LpSubscriptionList *self, const char *search)
{
  set_text (self, &self->search, search, PROP_SEARCH);
}

void
lp_subscription_list_set_product_id (LpSubscriptionList *self, const char *product_id)
{
  set_text (self, &self->product_id, product_id, 0);
}

void
lp_subscription_list_set_states (LpSubscriptionList *self, guint states)
{
  if (self->states == states)
    return;
  self->states = states;
  question_changed (self, 0);
}

void
lp_subscription_list_set_needs_decision (LpSubscriptionList *self, gboolean needs_decision)
{
  if (self->needs_decision == needs_decision)
    return;
  self->needs_decision = needs_decision;
  question_changed (self, PROP_NEEDS_DECISION);
}

void
lp_subscription_list_set_sort (LpSubscriptionList *self, LpSubscriptionSort sort, gboolean descending)
{
  if (self->sort == sort && self->descending == descending)
    return;
  self->sort = sort;
  self->descending = descending;
  question_changed (self, 0);
}

void
lp_subscription_list_clear_filters (LpSubscriptionList *self)
{
  lp_subscription_list_set_search (self, NULL);
  lp_subscription_list_set_needs_decision (self, FALSE);
  lp_subscription_list_set_states (self, 0);
  lp_subscription_list_set_product_id (self, NULL);
}

const guint32 *
lp_subscription_list_get_rows (LpSubscriptionList *self, guint *n_rows)
{
  *n_rows = self->rows->len;
  return (const guint32 *) (gpointer) self->rows->data;
}

gboolean
lp_subscription_list_is_settled (LpSubscriptionList *self)
{
  return lp_asking_is_settled (&self->asking);
}
