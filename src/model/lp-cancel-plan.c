/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lp-cancel-plan.h"

#include <glib/gi18n-lib.h>

#include "lp-cancel-item.h"
#include "lp-format.h"

/* So many are judged at a time: about 2 ms. */
#define CHUNK 100

struct _LpCancelPlan
{
  GObject parent_instance;

  LpSession *session;
  GPtrArray *items;         /* of LpCancelItem: with a deadline, without one, refused */
  GPtrArray *timeless;      /* of LpCancelItem, while reading: without a deadline */
  GPtrArray *refused;       /* of LpCancelItem, while reading */
  GPtrArray *subscriptions; /* of LpSubscription, while reading */
  guint n_judged;
  guint idle;
  GCancellable *cancellable;
  LpPlanState state;
  gboolean offline;
  char *batch_id;   /* nullable */
  char *error_text; /* nullable */
};

static void lp_cancel_plan_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (LpCancelPlan,
                               lp_cancel_plan,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, lp_cancel_plan_model_init))

enum
{
  PROP_STATE = 1,
  PROP_PROGRESS,
  PROP_PROGRESS_TEXT,
  PROP_ERROR_TEXT,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static GType
get_item_type (GListModel *model)
{
  return LP_TYPE_CANCEL_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  return LP_CANCEL_PLAN (model)->items->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  LpCancelPlan *self = LP_CANCEL_PLAN (model);

  return position < self->items->len ? g_object_ref (self->items->pdata[position]) : NULL;
}

static void
lp_cancel_plan_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

LpPlanState
lp_cancel_plan_get_state (LpCancelPlan *self)
{
  return self->state;
}

static void
set_state (LpCancelPlan *self, LpPlanState state, const GError *error)
{
  self->state = state;
  g_clear_pointer (&self->error_text, g_free);
  if (error != NULL)
    self->error_text = lp_format_error (error);
  for (guint id = PROP_STATE; id < N_PROPS; id++)
    g_object_notify_by_pspec (G_OBJECT (self), properties[id]);
}

void
lp_cancel_plan_get_counts (LpCancelPlan *self, guint *n_able, guint *n_late, guint *n_refused)
{
  *n_able = *n_late = *n_refused = 0;
  for (guint i = 0; i < self->items->len; i++)
    {
      LpCancelItem *item = self->items->pdata[i];

      if (lp_cancel_item_get_refusal (item) != NULL)
        (*n_refused)++;
      else
        (*n_able)++;
      if (lp_cancel_item_get_refusal (item) == NULL && lp_cancel_item_get_outlook (item)->passed)
        (*n_late)++;
    }
}

/* The operations for those that can be cancelled; @indexes: of int, which item each is about. */
static LpRequest *
make_batch (LpCancelPlan *self, gboolean atomic, gboolean dry_run)
{
  g_autofree LpBatchOperation *operations = g_new0 (LpBatchOperation, self->items->len + 1);
  gsize n = 0;

  for (guint i = 0; i < self->items->len; i++)
    {
      LpCancelItem *item = self->items->pdata[i];

      if (lp_cancel_item_get_refusal (item) != NULL)
        continue;
      operations[n].op = LP_BATCH_CANCEL;
      operations[n].code = lp_cancel_item_get_code (item);
      operations[n].expected_ends_on = lp_cancel_item_get_outlook (item)->ends_on;
      n++;
    }
  return lp_call_batch (operations, n, atomic, dry_run);
}

/* What the service refused of the batch, whose operations are the items without a refusal, in order. */
static void
take_results (LpCancelPlan *self, GPtrArray *results)
{
  g_autoptr (GPtrArray) asked = g_ptr_array_new ();

  for (guint i = 0; i < self->items->len; i++)
    if (lp_cancel_item_get_refusal (self->items->pdata[i]) == NULL)
      g_ptr_array_add (asked, self->items->pdata[i]);
  for (guint i = 0; i < results->len; i++)
    {
      const LpBatchResult *result = results->pdata[i];
      g_autofree char *refusal = result->error != NULL ? lp_format_error (result->error) : NULL;

      if (result->index < asked->len && refusal != NULL)
        lp_cancel_item_set_refusal (asked->pdata[result->index], refusal);
    }
}

static void
dry_run_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LpCancelPlan) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (LpReply) reply = lp_client_send_finish (LP_CLIENT (source), result, NULL, &error);
  g_autoptr (GPtrArray) results = reply != NULL ? lp_reply_read_batch (reply, NULL, &error) : NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self->offline = results == NULL && g_error_matches (error, LP_ERROR, LP_ERROR_UNREACHABLE);
  if (results != NULL)
    take_results (self, results);
  set_state (self, LP_PLAN_READY, self->offline ? NULL : error);
}

static void
ask_service (LpCancelPlan *self)
{
  g_autoptr (LpRequest) request = NULL;
  guint n_able, n_late, n_refused;

  lp_cancel_plan_get_counts (self, &n_able, &n_late, &n_refused);
  self->offline = lp_session_get_link (self->session) != LP_LINK_CONNECTED;
  if (self->offline || n_able == 0)
    {
      set_state (self, LP_PLAN_READY, NULL);
      return;
    }
  request = make_batch (self, FALSE, TRUE);
  lp_client_send_async (lp_session_get_client (self->session), request, self->cancellable, dry_run_cb,
                        g_object_ref (self));
}

static void
finish_judging (LpCancelPlan *self)
{
  g_ptr_array_extend_and_steal (self->items, g_steal_pointer (&self->timeless));
  g_ptr_array_extend_and_steal (self->items, g_steal_pointer (&self->refused));
  g_clear_pointer (&self->subscriptions, g_ptr_array_unref);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, 0, self->items->len);
  ask_service (self);
}

static GPtrArray *
get_kind (LpCancelPlan *self, LpCancelItem *item)
{
  if (lp_cancel_item_get_refusal (item) != NULL)
    return self->refused;
  return lp_cancel_item_has_deadline (item) ? self->items : self->timeless;
}

static gboolean
judge_cb (gpointer user_data)
{
  LpCancelPlan *self = user_data;
  guint end = MIN (self->n_judged + CHUNK, self->subscriptions->len);

  if (lp_session_get_replica (self->session) == NULL)
    end = self->n_judged = self->subscriptions->len;
  for (; self->n_judged < end; self->n_judged++)
    {
      LpCancelItem *item = lp_cancel_item_new (self->session, self->subscriptions->pdata[self->n_judged]);

      g_ptr_array_add (get_kind (self, item), item);
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROGRESS]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROGRESS_TEXT]);
  if (end < self->subscriptions->len)
    return G_SOURCE_CONTINUE;
  self->idle = 0;
  finish_judging (self);
  return G_SOURCE_REMOVE;
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LpCancelPlan) self = user_data;
  g_autoptr (GError) error = NULL;
  GPtrArray *subscriptions = lp_replica_read_subscriptions_finish (LP_REPLICA (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (subscriptions == NULL)
    {
      set_state (self, LP_PLAN_READY, error);
      return;
    }
  self->subscriptions = subscriptions;
  self->idle = g_idle_add (judge_cb, self);
}

LpCancelPlan *
lp_cancel_plan_new (LpSession *session, const guint32 *rows, gsize n_rows)
{
  LpCancelPlan *self = g_object_new (LP_TYPE_CANCEL_PLAN, NULL);

  self->session = g_object_ref (session);
  lp_replica_read_subscriptions_async (lp_session_get_replica (session), rows, n_rows, self->cancellable,
                                       read_cb, g_object_ref (self));
  return self;
}

gboolean
lp_cancel_plan_is_offline (LpCancelPlan *self)
{
  return self->offline;
}

static char *
dup_days (LpCancelPlan *self)
{
  LpDate first = LP_DATE_NONE, last = LP_DATE_NONE;
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;

  for (guint i = 0; i < self->items->len; i++)
    {
      LpCancelItem *item = self->items->pdata[i];
      LpDate day = lp_cancel_item_get_outlook (item)->ends_on;

      if (lp_cancel_item_get_refusal (item) != NULL)
        continue;
      first = first == LP_DATE_NONE ? day : MIN (first, day);
      last = MAX (last, day);
    }
  if (first == LP_DATE_NONE)
    return g_strdup ("");
  from = lp_format_date (first);
  to = lp_format_date (last);
  if (first == last)
    /* Translators: %s is a day; keep the space in front */
    return g_strdup_printf (_ (" The last day of use is %s."), from);
  /* Translators: the earliest and the latest day; keep the space in front */
  return g_strdup_printf (_ (" The last days of use are from %s to %s."), from, to);
}

static guint
count_owed (LpCancelPlan *self)
{
  guint n = 0;

  for (guint i = 0; i < self->items->len; i++)
    if (lp_cancel_item_get_refusal (self->items->pdata[i]) == NULL)
      n += lp_cancel_item_get_outlook (self->items->pdata[i])->owed->len;
  return n;
}

char *
lp_cancel_plan_dup_summary (LpCancelPlan *self)
{
  guint n_able, n_late, n_refused;
  g_autofree char *days = dup_days (self);
  g_autofree char *count = NULL;
  guint n_owed = count_owed (self);
  g_autofree char *owed = lp_format_count (n_owed);
  GString *text;

  lp_cancel_plan_get_counts (self, &n_able, &n_late, &n_refused);
  count = lp_format_count (n_able);
  text = g_string_new (NULL);
  if (self->state == LP_PLAN_DONE)
    g_string_append_printf (text,
                            ngettext ("%s subscription was cancelled.", "%s subscriptions were cancelled.",
                                      n_able),
                            count);
  else
    g_string_append_printf (text,
                            ngettext ("%s subscription can be cancelled.",
                                      "%s subscriptions can be cancelled.", n_able),
                            count);
  g_string_append (text, days);
  if (n_late > 0)
    /* Translators: keep the space in front */
    g_string_append_printf (text,
                            ngettext (" The deadline of %u has passed: it owes another term.",
                                      " The deadlines of %u have passed: they owe another term.", n_late),
                            n_late);
  if (n_owed > 0)
    /* Translators: keep the space in front; a number of terms of all the subscriptions together */
    g_string_append_printf (text,
                            ngettext (" In all, %s term is still owed.", " In all, %s terms are still owed.",
                                      n_owed),
                            owed);
  return g_string_free (text, FALSE);
}

typedef struct
{
  const char *refusal; /* borrowed from an item */
  guint n;
} Reason;

static GArray *
count_reasons (LpCancelPlan *self)
{
  GArray *reasons = g_array_new (FALSE, FALSE, sizeof (Reason));

  for (guint i = 0; i < self->items->len; i++)
    {
      Reason reason = { lp_cancel_item_get_refusal (self->items->pdata[i]), 1 };
      guint known = 0;

      if (reason.refusal == NULL)
        continue;
      while (known < reasons->len &&
             !g_str_equal (g_array_index (reasons, Reason, known).refusal, reason.refusal))
        known++;
      if (known < reasons->len)
        g_array_index (reasons, Reason, known).n++;
      else
        g_array_append_val (reasons, reason);
    }
  return reasons;
}

char *
lp_cancel_plan_dup_left_out (LpCancelPlan *self)
{
  g_autoptr (GArray) reasons = count_reasons (self);
  guint n_able, n_late, n_refused;
  g_autofree char *count = NULL;
  GString *text = g_string_new (NULL);

  lp_cancel_plan_get_counts (self, &n_able, &n_late, &n_refused);
  if (n_refused == 0)
    return g_string_free (text, FALSE);
  count = lp_format_count (n_refused);
  g_string_append_printf (text,
                          self->state == LP_PLAN_DONE
                              ? ngettext ("%s was not cancelled:", "%s were not cancelled:", n_refused)
                              : ngettext ("%s cannot be cancelled and is left out:",
                                          "%s cannot be cancelled and are left out:", n_refused),
                          count);
  for (guint i = 0; i < reasons->len; i++)
    {
      const Reason *reason = &g_array_index (reasons, Reason, i);
      g_autofree char *n = lp_format_count (reason->n);

      g_string_append (text, "\n• ");
      /* Translators: in a list of reasons: how many subscriptions, and a sentence about each */
      g_string_append_printf (text, _ ("%s: %s"), n, reason->refusal);
    }
  return g_string_free (text, FALSE);
}

static void
ran_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LpCancelPlan) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (LpChange) change = lp_outbox_submit_finish (LP_OUTBOX (source), result, &error);
  LpReply *reply = change != NULL ? lp_change_get_reply (change) : NULL;
  g_autoptr (GPtrArray) results = NULL;

  if (reply != NULL)
    {
      results = lp_reply_read_batch (reply, &self->batch_id, &error);
      if (results != NULL)
        take_results (self, results);
      set_state (self, LP_PLAN_DONE, error);
    }
  else if (change != NULL && lp_change_get_error (change) != NULL)
    set_state (self, LP_PLAN_READY, lp_change_get_error (change));
  else if (change != NULL)
    set_state (self, LP_PLAN_WAITING, NULL);
  else
    set_state (self, LP_PLAN_READY, error);
}

void
lp_cancel_plan_run (LpCancelPlan *self)
{
  g_autoptr (LpRequest) request = make_batch (self, self->offline, FALSE);
  guint n_able, n_late, n_refused;
  g_autofree char *count = NULL;
  g_autofree char *summary = NULL;

  lp_cancel_plan_get_counts (self, &n_able, &n_late, &n_refused);
  count = lp_format_count (n_able);
  summary = g_strdup_printf (ngettext ("Cancel %s subscription", "Cancel %s subscriptions", n_able), count);
  set_state (self, LP_PLAN_RUNNING, NULL);
  lp_outbox_submit_async (lp_session_get_outbox (self->session), request, summary, NULL, ran_cb,
                          g_object_ref (self));
}

gboolean
lp_cancel_plan_can_undo (LpCancelPlan *self)
{
  guint n_able, n_late, n_refused;

  lp_cancel_plan_get_counts (self, &n_able, &n_late, &n_refused);
  return self->state == LP_PLAN_DONE && self->batch_id != NULL && n_able > 0;
}

static void
undone_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LpCancelPlan) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (LpChange) change = lp_outbox_submit_finish (LP_OUTBOX (source), result, &error);

  if (change != NULL && lp_change_get_error (change) != NULL)
    set_state (self, LP_PLAN_DONE, lp_change_get_error (change));
  else if (change == NULL)
    set_state (self, LP_PLAN_DONE, error);
  else
    set_state (self, lp_change_get_state (change) == LP_CHANGE_DONE ? LP_PLAN_UNDONE : LP_PLAN_WAITING, NULL);
}

void
lp_cancel_plan_undo (LpCancelPlan *self)
{
  g_autoptr (LpRequest) request = lp_call_undo_batch (self->batch_id);

  set_state (self, LP_PLAN_UNDOING, NULL);
  lp_outbox_submit_async (lp_session_get_outbox (self->session), request,
                          _ ("Take back the cancellation of several subscriptions"), NULL, undone_cb,
                          g_object_ref (self));
}

static char *
dup_progress_text (LpCancelPlan *self)
{
  g_autofree char *done = lp_format_count (self->n_judged);
  g_autofree char *all = lp_format_count (self->subscriptions != NULL ? self->subscriptions->len : 0);

  if (self->subscriptions == NULL)
    return g_strdup ("");
  /* Translators: how many are done, of how many */
  return g_strdup_printf (_ ("%s of %s"), done, all);
}

static void
lp_cancel_plan_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  LpCancelPlan *self = LP_CANCEL_PLAN (object);
  guint n = self->subscriptions != NULL ? self->subscriptions->len : 0;

  switch (id)
    {
    case PROP_STATE:
      g_value_set_int (value, (int) self->state);
      break;
    case PROP_PROGRESS:
      g_value_set_double (value, n > 0 ? (double) self->n_judged / n : 0);
      break;
    case PROP_PROGRESS_TEXT:
      g_value_take_string (value, dup_progress_text (self));
      break;
    case PROP_ERROR_TEXT:
      g_value_set_string (value, self->error_text != NULL ? self->error_text : "");
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
lp_cancel_plan_dispose (GObject *object)
{
  LpCancelPlan *self = LP_CANCEL_PLAN (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->idle, g_source_remove);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (lp_cancel_plan_parent_class)->dispose (object);
}

static void
lp_cancel_plan_finalize (GObject *object)
{
  LpCancelPlan *self = LP_CANCEL_PLAN (object);

  g_ptr_array_unref (self->items);
  g_clear_pointer (&self->timeless, g_ptr_array_unref);
  g_clear_pointer (&self->refused, g_ptr_array_unref);
  g_clear_pointer (&self->subscriptions, g_ptr_array_unref);
  g_object_unref (self->cancellable);
  g_free (self->batch_id);
  g_free (self->error_text);
  G_OBJECT_CLASS (lp_cancel_plan_parent_class)->finalize (object);
}

static void
lp_cancel_plan_class_init (LpCancelPlanClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = lp_cancel_plan_get_property;
  object_class->dispose = lp_cancel_plan_dispose;
  object_class->finalize = lp_cancel_plan_finalize;

  properties[PROP_STATE] = g_param_spec_int ("state", NULL, NULL, 0, LP_PLAN_UNDONE, 0, flags);
  properties[PROP_PROGRESS] = g_param_spec_double ("progress", NULL, NULL, 0, 1, 0, flags);
  properties[PROP_PROGRESS_TEXT] = g_param_spec_string ("progress-text", NULL, NULL, NULL, flags);
  properties[PROP_ERROR_TEXT] = g_param_spec_string ("error-text", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
lp_cancel_plan_init (LpCancelPlan *self)
{
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
  self->timeless = g_ptr_array_new_with_free_func (g_object_unref);
  self->refused = g_ptr_array_new_with_free_func (g_object_unref);
  self->cancellable = g_cancellable_new ();
}
