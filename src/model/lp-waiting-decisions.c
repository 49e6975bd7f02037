/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lp-waiting-decisions.h"

#include <glib/gi18n-lib.h>

#include "lp-change-decisions.h"
#include "lp-replica.h"
#include "lp-ticket-code.h"

#define KEY "lp-waiting-decisions"

struct _LpWaitingDecisions
{
  GObject parent_instance;

  LpSession *session;    /* weak: it owns this */
  GHashTable *changes;   /* LpChange → GHashTable of lp_change_list_decisions() */
  GHashTable *told;      /* set of LpChange: those that wait, or have waited and are on their way */
  GHashTable *decisions; /* id or code → LpSubscriptionDecision */
  guint idle;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LpWaitingDecisions, lp_waiting_decisions, G_TYPE_OBJECT)

static void schedule (LpWaitingDecisions *self);

static GHashTable *
list_decisions (LpWaitingDecisions *self, LpChange *change)
{
  GHashTable *decisions = g_hash_table_lookup (self->changes, change);

  if (decisions == NULL)
    {
      decisions = lp_change_list_decisions (change);
      g_hash_table_insert (self->changes, g_object_ref (change), decisions);
      g_signal_connect_object (change, "notify::state", G_CALLBACK (schedule), self, G_CONNECT_SWAPPED);
    }
  return decisions;
}

/* Keeps only what is in the outbox still. */
static void
drop_gone (LpWaitingDecisions *self, GHashTable *present)
{
  GHashTableIter iter;
  gpointer change;

  g_hash_table_iter_init (&iter, self->changes);
  while (g_hash_table_iter_next (&iter, &change, NULL))
    if (!g_hash_table_contains (present, change))
      {
        g_signal_handlers_disconnect_by_data (change, self);
        g_hash_table_remove (self->told, change);
        g_hash_table_iter_remove (&iter);
      }
}

/* One that is sent right away is on its way before anybody looks, and would only flicker. */
static gboolean
is_waiting (LpWaitingDecisions *self, LpChange *change)
{
  LpChangeState state = lp_change_get_state (change);

  return state == LP_CHANGE_WAITING ||
         (state == LP_CHANGE_SENDING && g_hash_table_contains (self->told, change));
}

/* A row of tickets knows a subscription only by the code. */
static char *
dup_code (LpWaitingDecisions *self, const char *key)
{
  LpReplica *replica = lp_session_get_replica (self->session);
  g_autoptr (LpSubscription) subscription = NULL;
  char code[LP_TICKET_CODE_SIZE];

  if (replica == NULL || lp_ticket_code_normalize (key, code) == LP_TICKET_CODE_OK)
    return NULL;
  subscription = lp_replica_get_subscription (replica, key);
  return subscription != NULL ? g_strdup (subscription->ticket_code) : NULL;
}

static void
add_all (LpWaitingDecisions *self, GHashTable *more)
{
  GHashTableIter iter;
  gpointer key, decision;

  g_hash_table_iter_init (&iter, more);
  while (g_hash_table_iter_next (&iter, &key, &decision))
    {
      char *code = dup_code (self, key);

      g_hash_table_insert (self->decisions, g_strdup (key), decision);
      if (code != NULL)
        g_hash_table_insert (self->decisions, code, decision);
    }
}

static gboolean
are_same (GHashTable *a, GHashTable *b)
{
  GHashTableIter iter;
  gpointer key, decision, other;

  if (g_hash_table_size (a) != g_hash_table_size (b))
    return FALSE;
  g_hash_table_iter_init (&iter, a);
  while (g_hash_table_iter_next (&iter, &key, &decision))
    if (!g_hash_table_lookup_extended (b, key, NULL, &other) || other != decision)
      return FALSE;
  return TRUE;
}

/* Oldest first, so that the latest decision about one subscription stands. */
static gboolean
look_cb (gpointer user_data)
{
  LpWaitingDecisions *self = user_data;
  LpOutbox *outbox = lp_session_get_outbox (self->session);
  guint n = outbox != NULL ? g_list_model_get_n_items (G_LIST_MODEL (outbox)) : 0;
  g_autoptr (GHashTable) present = g_hash_table_new (NULL, NULL);
  g_autoptr (GHashTable) before = self->decisions;

  self->idle = 0;
  self->decisions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (LpChange) change = g_list_model_get_item (G_LIST_MODEL (outbox), i);
      GHashTable *decisions = list_decisions (self, change);

      g_hash_table_add (present, change);
      if (!is_waiting (self, change))
        continue;
      g_hash_table_add (self->told, change);
      add_all (self, decisions);
    }
  drop_gone (self, present);
  if (!are_same (before, self->decisions))
    g_signal_emit (self, signals[CHANGED], 0);
  return G_SOURCE_REMOVE;
}

static void
schedule (LpWaitingDecisions *self)
{
  if (self->idle == 0 && self->session != NULL)
    self->idle = g_idle_add_full (G_PRIORITY_DEFAULT, look_cb, self, NULL);
}

gboolean
lp_waiting_decisions_find (LpWaitingDecisions *self,
                           const char *subscription_id,
                           const char *code,
                           LpSubscriptionDecision *decision)
{
  const char *const keys[] = { subscription_id, code };
  gpointer value;

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    if (keys[i] != NULL && g_hash_table_lookup_extended (self->decisions, keys[i], NULL, &value))
      {
        *decision = (LpSubscriptionDecision) GPOINTER_TO_INT (value);
        return TRUE;
      }
  return FALSE;
}

const char *
lp_waiting_decision_get_word (LpSubscriptionDecision decision)
{
  switch (decision)
    {
    case LP_DECISION_REINSTATE:
      /* Translators: in a narrow column: a subscription's reinstatement waits to be sent */
      return _ ("Reinstating…");
    case LP_DECISION_REVOKE:
      /* Translators: in a narrow column: a revocation waits to be sent */
      return _ ("Revoking…");
    case LP_DECISION_CANCEL:
    default:
      /* Translators: in a narrow column: a subscription's cancellation waits to be sent */
      return _ ("Cancelling…");
    }
}

const char *
lp_waiting_decision_get_sentence (LpSubscriptionDecision decision)
{
  switch (decision)
    {
    case LP_DECISION_REINSTATE:
      return _ (
          "Not yet received: the reinstatement waits for the connection. It can be discarded in the list of "
          "waiting changes.");
    case LP_DECISION_REVOKE:
      return _ (
          "Not yet received: the revocation waits for the connection. It can be discarded in the list of "
          "waiting changes.");
    case LP_DECISION_CANCEL:
    default:
      return _ (
          "Not yet received: the cancellation waits for the connection. It can be discarded in the list of "
          "waiting changes.");
    }
}

static void
lp_waiting_decisions_dispose (GObject *object)
{
  LpWaitingDecisions *self = LP_WAITING_DECISIONS (object);

  g_clear_handle_id (&self->idle, g_source_remove);
  g_clear_weak_pointer (&self->session);
  G_OBJECT_CLASS (lp_waiting_decisions_parent_class)->dispose (object);
}

static void
lp_waiting_decisions_finalize (GObject *object)
{
  LpWaitingDecisions *self = LP_WAITING_DECISIONS (object);

  g_hash_table_unref (self->told);
  g_hash_table_unref (self->changes);
  g_hash_table_unref (self->decisions);
  G_OBJECT_CLASS (lp_waiting_decisions_parent_class)->finalize (object);
}

static void
lp_waiting_decisions_class_init (LpWaitingDecisionsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = lp_waiting_decisions_dispose;
  G_OBJECT_CLASS (klass)->finalize = lp_waiting_decisions_finalize;

  signals[CHANGED] = g_signal_new ("changed", LP_TYPE_WAITING_DECISIONS, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
}

static void
lp_waiting_decisions_init (LpWaitingDecisions *self)
{
  self->changes = g_hash_table_new_full (NULL, NULL, g_object_unref, (GDestroyNotify) g_hash_table_unref);
  self->told = g_hash_table_new (NULL, NULL);
  self->decisions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

LpWaitingDecisions *
lp_waiting_decisions_get (LpSession *session)
{
  LpWaitingDecisions *self = g_object_get_data (G_OBJECT (session), KEY);

  if (self != NULL)
    return self;
  self = g_object_new (LP_TYPE_WAITING_DECISIONS, NULL);
  g_set_weak_pointer (&self->session, session);
  g_object_set_data_full (G_OBJECT (session), KEY, self, g_object_unref);
  g_signal_connect_object (session, "notify::waiting", G_CALLBACK (schedule), self, G_CONNECT_SWAPPED);
  schedule (self);
  return self;
}
