/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lp-ticket-list.h"

#include <glib/gi18n-lib.h>

#include "lp-asking.h"
#include "lp-format.h"
#include "lp-row-steps.h"
#include "lp-ticket-pages.h"
#include "lp-waiting-decisions.h"

/* Everything that can change which tickets a query finds, in which order, or what a row shows. */
#define KINDS                                                                                                \
  (LP_KIND_TICKET | LP_KIND_GROUP | LP_KIND_PERSON | LP_KIND_PRODUCT | LP_KIND_MEMBERSHIP | LP_KIND_ME)

/* A list view makes about so many rows whatever it can show. */
#define SHOWN_AT_ONCE 256

struct _LpTicketList
{
  GObject parent_instance;

  LpSession *session; /* nullable */
  LpReplica *replica; /* nullable: the one that `rows` are of */
  LpTicketQuery *query;
  GArray *rows; /* of guint32 */
  LpTicketPages *pages;

  LpAsking asking;
  gboolean halfway;          /* what has been told is not yet the whole answer */
  GHashTable *changed;       /* rows changed since the query that gave `rows`; NULL: not only rows */
  GHashTable *asked_changed; /* likewise, taken over by the running query */
};

static void lp_ticket_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (LpTicketList,
                               lp_ticket_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, lp_ticket_list_model_init))

enum
{
  PROP_GROUP_ID = 1,
  PROP_SEARCH,
  PROP_N_ITEMS,
  PROP_LOADING,
  PROP_FILTERED,
  PROP_COUNT_TEXT,
  N_PROPS,
};

enum
{
  REPLACED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static GType
get_item_type (GListModel *model)
{
  return LP_TYPE_TICKET_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  return LP_TICKET_LIST (model)->rows->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  LpTicketList *self = LP_TICKET_LIST (model);

  return position < self->rows->len ? lp_ticket_pages_get (self->pages, self->rows, position) : NULL;
}

static void
lp_ticket_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static GHashTable *
row_set_new (void)
{
  return g_hash_table_new (NULL, NULL);
}

static void
notify (LpTicketList *self, guint id)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[id]);
}

static void
take_step (LpTicketList *self, GArray *now, const LpRowsStep *step)
{
  lp_rows_apply (self->rows, now, step);
  lp_ticket_pages_forget (self->pages, FALSE);
  g_list_model_items_changed (G_LIST_MODEL (self), step->position, step->removed, step->added);
}

/* The rows at the top of the answer to another question: those on screen stay and show other tickets, since to make
 * rows anew takes a list view longer than to find them. One is left for items-changed to tell. */
static LpRowsStep
replace_top (LpTicketList *self, GArray *now, const LpRowsStep *step)
{
  guint n = MIN (MIN (step->removed, step->added) - 1, SHOWN_AT_ONCE);
  g_autoptr (GPtrArray) items = lp_ticket_pages_take (self->pages, self->rows, step->position, n);

  memcpy (&g_array_index (self->rows, guint32, step->position), &g_array_index (now, guint32, step->from),
          n * sizeof (guint32));
  lp_ticket_pages_forget (self->pages, FALSE);
  lp_ticket_pages_give (self->pages, self->rows, step->position, items);
  g_signal_emit (self, signals[REPLACED], 0, step->position, n);
  return (LpRowsStep){ step->position + n, step->removed - n, step->added - n, step->from + n };
}

/* A list view looks for the row at its top among all that are added where it was removed, which is of no use for
 * the answer to another question and takes seconds for a million. So it gets as many as it shows, then the rest. */
static void
take_large_step (LpTicketList *self, GArray *now, const LpRowsStep *step)
{
  const LpRowsStep top = { step->position, step->removed, SHOWN_AT_ONCE, step->from };
  const LpRowsStep rest = { step->position + SHOWN_AT_ONCE, 0, step->added - SHOWN_AT_ONCE,
                            step->from + SHOWN_AT_ONCE };

  self->halfway = TRUE;
  take_step (self, now, &top);
  self->halfway = FALSE;
  take_step (self, now, &rest);
}

/* Shows @now instead of the present rows. @changed as for lp_rows_compare(). */
static void
show_rows (LpTicketList *self, GArray *now, GHashTable *changed)
{
  g_autoptr (GArray) steps = lp_rows_compare (self->rows, now, changed);
  guint before = self->rows->len;

  for (guint i = 0; i < steps->len; i++)
    {
      LpRowsStep step = g_array_index (steps, LpRowsStep, i);

      self->halfway = i + 1 < steps->len;
      if (changed == NULL && step.removed > 1 && step.added > 1)
        step = replace_top (self, now, &step);
      if (changed == NULL && step.removed > 0 && step.added > SHOWN_AT_ONCE)
        take_large_step (self, now, &step);
      else
        take_step (self, now, &step);
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
  g_autoptr (LpTicketList) self = LP_TICKET_LIST (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) rows = lp_replica_query_tickets_finish (LP_REPLICA (source), result, &error);
  g_autoptr (GHashTable) changed = NULL;

  if (!lp_asking_end (&self->asking, error))
    return;
  changed = g_steal_pointer (&self->asked_changed);
  if (rows != NULL && LP_REPLICA (source) == self->replica)
    show_rows (self, rows, changed);
  else if (error != NULL)
    g_warning ("Tickets could not be listed: %s", error->message);
  lp_asking_shown (&self->asking);
}

/* Words that are everywhere: the top of the list is there, the rest follows. */
static void
first_rows_cb (LpReplica *replica, GArray *rows, gpointer user_data)
{
  LpTicketList *self = LP_TICKET_LIST (user_data);

  if (replica == self->replica)
    show_rows (self, rows, NULL);
}

static void
ask (GObject *object)
{
  LpTicketList *self = LP_TICKET_LIST (object);

  if (self->replica == NULL)
    return;
  g_clear_pointer (&self->asked_changed, g_hash_table_unref);
  self->asked_changed = g_steal_pointer (&self->changed);
  self->changed = row_set_new ();
  /* The same question once more keeps the answer that it has until the next is whole. */
  lp_replica_search_tickets_async (self->replica, self->query,
                                   self->asked_changed == NULL ? first_rows_cb : NULL,
                                   lp_asking_begin (&self->asking), queried_cb, g_object_ref (self));
}

static void
ask_anew (LpTicketList *self)
{
  g_clear_pointer (&self->changed, g_hash_table_unref);
  lp_asking_anew (&self->asking);
}

static void
take_replica (LpTicketList *self, LpReplica *replica)
{
  g_autoptr (GArray) none = g_array_new (FALSE, FALSE, sizeof (guint32));

  if (self->replica == replica)
    return;
  g_set_object (&self->replica, replica);
  lp_ticket_pages_forget (self->pages, TRUE);
  /* What the last person might see must not stay on screen for the next one. */
  show_rows (self, none, NULL);
}

static void
note_changed_rows (LpTicketList *self, const LpReplicaChange *change)
{
  g_autoptr (GHashTable) rows = row_set_new ();

  for (guint i = 0; change->tickets != NULL && i < change->tickets->len; i++)
    {
      gpointer row = GUINT_TO_POINTER (g_array_index (change->tickets, guint32, i));

      g_hash_table_add (rows, row);
      if (self->changed != NULL)
        g_hash_table_add (self->changed, row);
    }
  lp_ticket_pages_refresh (self->pages, rows);
}

static void
waiting_changed_cb (LpTicketList *self)
{
  lp_ticket_pages_mark_waiting (self->pages);
}

static void
session_changed_cb (LpTicketList *self, const LpReplicaChange *change)
{
  LpReplica *replica = lp_session_get_replica (self->session);

  if ((change->kinds & KINDS) == 0 && !change->reset)
    return;
  if (replica != self->replica)
    {
      take_replica (self, replica);
      ask_anew (self);
    }
  else if (change->reset)
    {
      lp_ticket_pages_forget (self->pages, TRUE);
      ask_anew (self);
    }
  else
    {
      note_changed_rows (self, change);
      if ((change->kinds & (LP_KIND_PERSON | LP_KIND_GROUP | LP_KIND_ME)) != 0)
        lp_ticket_pages_refresh (self->pages, NULL);
      lp_asking_again (&self->asking);
    }
}

static gboolean
is_filtered (LpTicketList *self)
{
  const LpTicketQuery *query = self->query;

  return query->states != 0 || query->product_id != NULL || query->expires_from != LP_DATE_NONE ||
         query->expires_to != LP_DATE_NONE || (query->text != NULL && *query->text != '\0') ||
         (query->who != LP_WHO_ANYONE && query->who != LP_WHO_MINE);
}

static char *
dup_count_text (LpTicketList *self)
{
  guint n = self->rows->len;
  g_autofree char *count = lp_format_count (n);

  /* Translators: %s is a number of tickets. */
  return g_strdup_printf (ngettext ("%s ticket", "%s tickets", n), count);
}

static void
lp_ticket_list_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  LpTicketList *self = LP_TICKET_LIST (object);

  switch (id)
    {
    case PROP_GROUP_ID:
      g_value_set_string (value, self->query->group_id);
      break;
    case PROP_SEARCH:
      g_value_set_string (value, self->query->text);
      break;
    case PROP_N_ITEMS:
      g_value_set_uint (value, self->rows->len);
      break;
    case PROP_LOADING:
      g_value_set_boolean (value, !lp_ticket_list_is_settled (self));
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
lp_ticket_list_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  LpTicketList *self = LP_TICKET_LIST (object);

  switch (id)
    {
    case PROP_GROUP_ID:
      lp_ticket_list_set_group_id (self, g_value_get_string (value));
      break;
    case PROP_SEARCH:
      lp_ticket_list_set_search (self, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
lp_ticket_list_dispose (GObject *object)
{
  LpTicketList *self = LP_TICKET_LIST (object);

  lp_asking_stop (&self->asking);
  g_clear_object (&self->session);
  g_clear_object (&self->replica);
  G_OBJECT_CLASS (lp_ticket_list_parent_class)->dispose (object);
}

static void
lp_ticket_list_finalize (GObject *object)
{
  LpTicketList *self = LP_TICKET_LIST (object);

  g_clear_pointer (&self->pages, lp_ticket_pages_free);
  g_clear_pointer (&self->query, lp_ticket_query_free);
  g_clear_pointer (&self->rows, g_array_unref);
  g_clear_pointer (&self->changed, g_hash_table_unref);
  g_clear_pointer (&self->asked_changed, g_hash_table_unref);
  G_OBJECT_CLASS (lp_ticket_list_parent_class)->finalize (object);
}

static void
lp_ticket_list_class_init (LpTicketListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags readable = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  GParamFlags writable = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = lp_ticket_list_get_property;
  object_class->set_property = lp_ticket_list_set_property;
  object_class->dispose = lp_ticket_list_dispose;
  object_class->finalize = lp_ticket_list_finalize;

  properties[PROP_GROUP_ID] = g_param_spec_string ("group-id", NULL, NULL, NULL, writable);
  properties[PROP_SEARCH] = g_param_spec_string ("search", NULL, NULL, NULL, writable);
  properties[PROP_N_ITEMS] = g_param_spec_uint ("n-items", NULL, NULL, 0, G_MAXUINT, 0, readable);
  properties[PROP_LOADING] = g_param_spec_boolean ("loading", NULL, NULL, FALSE, readable);
  properties[PROP_FILTERED] = g_param_spec_boolean ("filtered", NULL, NULL, FALSE, readable);
  properties[PROP_COUNT_TEXT] = g_param_spec_string ("count-text", NULL, NULL, NULL, readable);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[REPLACED] = g_signal_new ("replaced", LP_TYPE_TICKET_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_UINT);
}

static void
lp_ticket_list_init (LpTicketList *self)
{
  lp_asking_init (&self->asking, self, properties[PROP_LOADING], ask);
  self->query = lp_ticket_query_new ();
  self->rows = g_array_new (FALSE, FALSE, sizeof (guint32));
}

LpTicketList *
lp_ticket_list_new (LpSession *session)
{
  LpTicketList *self = g_object_new (LP_TYPE_TICKET_LIST, NULL);

  self->pages = lp_ticket_pages_new (session);
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

const LpTicketQuery *
lp_ticket_list_get_query (LpTicketList *self)
{
  return self->query;
}

void
lp_ticket_list_set_query (LpTicketList *self, const LpTicketQuery *query)
{
  g_autoptr (LpTicketQuery) old = NULL;

  if (lp_ticket_query_equal (self->query, query))
    return;
  old = g_steal_pointer (&self->query);
  self->query = lp_ticket_query_copy (query);
  g_object_freeze_notify (G_OBJECT (self));
  if (g_strcmp0 (old->group_id, query->group_id) != 0)
    notify (self, PROP_GROUP_ID);
  if (g_strcmp0 (old->text, query->text) != 0)
    notify (self, PROP_SEARCH);
  notify (self, PROP_FILTERED);
  ask_anew (self);
  g_object_thaw_notify (G_OBJECT (self));
}

void
lp_ticket_list_set_group_id (LpTicketList *self, const char *group_id)
{
  g_autoptr (LpTicketQuery) query = lp_ticket_query_copy (self->query);

  g_free (query->group_id);
  query->group_id = g_strdup (group_id);
  lp_ticket_list_set_query (self, query);
}

void
lp_ticket_list_set_search (LpTicketList *self, const char *search)
{
  g_autoptr (LpTicketQuery) query = lp_ticket_query_copy (self->query);

  g_free (query->text);
  query->text = search != NULL && *search != '\0' ? g_strdup (search) : NULL;
  lp_ticket_list_set_query (self, query);
}

void
lp_ticket_list_set_sort (LpTicketList *self, LpTicketSort sort, gboolean descending)
{
  g_autoptr (LpTicketQuery) query = lp_ticket_query_copy (self->query);

  query->sort = sort;
  query->descending = descending;
  lp_ticket_list_set_query (self, query);
}

gboolean
lp_ticket_list_find (LpTicketList *self, const char *code, guint *position)
{
  guint32 row = self->replica != NULL ? lp_replica_get_ticket_row (self->replica, code) : 0;

  for (guint i = 0; row != 0 && i < self->rows->len; i++)
    if (g_array_index (self->rows, guint32, i) == row)
      {
        *position = i;
        return TRUE;
      }
  return FALSE;
}

gboolean
lp_ticket_list_is_halfway (LpTicketList *self)
{
  return self->halfway;
}

gboolean
lp_ticket_list_is_settled (LpTicketList *self)
{
  return lp_asking_is_settled (&self->asking) && !self->halfway;
}
