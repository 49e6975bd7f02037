/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lp-audit-list.h"

#include "lp-format.h"

#define PAGE 50

struct _LpAuditList
{
  GObject parent_instance;

  LpSession *session; /* nullable */
  LpAuditQuery query; /* its texts are owned */
  GPtrArray *items;
  char *next; /* nullable: cursor of the next page */
  gboolean at_end;
  gboolean replace; /* the page on its way takes the place of what is shown */
  char *error_text;
  GCancellable *running;
};

static void lp_audit_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (LpAuditList,
                               lp_audit_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, lp_audit_list_model_init))

enum
{
  PROP_LOADING = 1,
  PROP_AT_END,
  PROP_ERROR_TEXT,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static GType
get_item_type (GListModel *model)
{
  return LP_TYPE_AUDIT_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  return LP_AUDIT_LIST (model)->items->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  GPtrArray *items = LP_AUDIT_LIST (model)->items;

  return position < items->len ? g_object_ref (g_ptr_array_index (items, position)) : NULL;
}

static void
lp_audit_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
notify_progress (LpAuditList *self)
{
  for (guint id = PROP_LOADING; id < N_PROPS; id++)
    g_object_notify_by_pspec (G_OBJECT (self), properties[id]);
}

static void
show_page (LpAuditList *self, GPtrArray *records)
{
  guint before = self->items->len;
  guint removed = self->replace ? before : 0;

  self->replace = FALSE;
  g_ptr_array_set_size (self->items, before - removed);
  for (guint i = 0; i < records->len; i++)
    g_ptr_array_add (self->items, lp_audit_item_new (self->session, g_ptr_array_index (records, i)));
  if (removed > 0 || records->len > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), before - removed, removed, records->len);
}

static void
page_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LpAuditList) self = LP_AUDIT_LIST (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (LpReply) reply = lp_client_send_finish (LP_CLIENT (source), result, NULL, &error);
  g_autofree char *next = NULL;
  g_autoptr (GPtrArray) records = reply != NULL ? lp_reply_read_audit (reply, &next, &error) : NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->running);
  g_free (self->error_text);
  self->error_text = error != NULL ? lp_format_error (error) : g_strdup ("");
  if (records != NULL)
    {
      g_free (self->next);
      self->next = g_steal_pointer (&next);
      self->at_end = self->next == NULL;
      show_page (self, records);
    }
  notify_progress (self);
}

void
lp_audit_list_load_more (LpAuditList *self)
{
  LpClient *client = self->session != NULL ? lp_session_get_client (self->session) : NULL;
  g_autoptr (LpRequest) request = NULL;

  if (client == NULL || self->running != NULL || self->at_end)
    return;
  request = lp_call_list_audit (&self->query, PAGE, self->next);
  self->running = g_cancellable_new ();
  lp_client_send_async (client, request, self->running, page_cb, g_object_ref (self));
  notify_progress (self);
}

void
lp_audit_list_reload (LpAuditList *self)
{
  if (self->running != NULL)
    g_cancellable_cancel (self->running);
  g_clear_object (&self->running);
  g_clear_pointer (&self->next, g_free);
  self->at_end = FALSE;
  self->replace = TRUE;
  lp_audit_list_load_more (self);
}

static void
lp_audit_list_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  LpAuditList *self = LP_AUDIT_LIST (object);

  switch (id)
    {
    case PROP_LOADING:
      g_value_set_boolean (value, self->running != NULL);
      break;
    case PROP_AT_END:
      g_value_set_boolean (value, self->at_end);
      break;
    case PROP_ERROR_TEXT:
      g_value_set_string (value, self->error_text);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
clear_query (LpAuditQuery *query)
{
  g_free ((char *) query->object);
  g_free ((char *) query->actor_id);
  g_free ((char *) query->group_id);
}

void
lp_audit_list_set_query (LpAuditList *self, const LpAuditQuery *query)
{
  LpAuditQuery copy = { .object = g_strdup (query->object),
                        .actor_id = g_strdup (query->actor_id),
                        .group_id = g_strdup (query->group_id),
                        .from = query->from,
                        .to = query->to };

  clear_query (&self->query);
  self->query = copy;
  lp_audit_list_reload (self);
}

static void
lp_audit_list_dispose (GObject *object)
{
  LpAuditList *self = LP_AUDIT_LIST (object);

  if (self->running != NULL)
    g_cancellable_cancel (self->running);
  g_clear_object (&self->running);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (lp_audit_list_parent_class)->dispose (object);
}

static void
lp_audit_list_finalize (GObject *object)
{
  LpAuditList *self = LP_AUDIT_LIST (object);

  g_ptr_array_unref (self->items);
  clear_query (&self->query);
  g_free (self->next);
  g_free (self->error_text);
  G_OBJECT_CLASS (lp_audit_list_parent_class)->finalize (object);
}

static void
lp_audit_list_class_init (LpAuditListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags readable = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = lp_audit_list_get_property;
  object_class->dispose = lp_audit_list_dispose;
  object_class->finalize = lp_audit_list_finalize;

  properties[PROP_LOADING] = g_param_spec_boolean ("loading", NULL, NULL, FALSE, readable);
  properties[PROP_AT_END] = g_param_spec_boolean ("at-end", NULL, NULL, FALSE, readable);
  properties[PROP_ERROR_TEXT] = g_param_spec_string ("error-text", NULL, NULL, NULL, readable);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
lp_audit_list_init (LpAuditList *self)
{
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
  self->query.from = self->query.to = LP_DATE_NONE;
  self->error_text = g_strdup ("");
}

LpAuditList *
lp_audit_list_new (LpSession *session)
{
  LpAuditList *self = g_object_new (LP_TYPE_AUDIT_LIST, NULL);

  g_set_object (&self->session, session);
  return self;
}
