/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "lp-license-sections.h"
#include "lp-ticket-list.h"

/* Licenses that one takes in at a glance: so many need no heads. */
#define HANDFUL 6

#define N_SECTIONS 3

struct _LpLicenseSections
{
  GObject parent_instance;

  LpTicketList *lists[N_SECTIONS];
  GListStore *heads[N_SECTIONS]; /* of GtkStringObject: one or none */
  GtkFlattenListModel *all;
};

static const struct
{
  const char *title;
  guint states;
} sections[N_SECTIONS] = {
  { N_ ("In Use"), 1u << LP_TICKET_ACTIVATED },
  { N_ ("Ready to Use"), 1u << LP_TICKET_AVAILABLE },
  { N_ ("No Longer Usable"), 1u << LP_TICKET_EXPIRED | 1u << LP_TICKET_REVOKED },
};

enum
{
  PROP_LOADING = 1,
};

static GParamSpec *loading_property;

static void lp_license_sections_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (LpLicenseSections,
                               lp_license_sections,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, lp_license_sections_model_init))

static GType
get_item_type (GListModel *model)
{
  return G_TYPE_OBJECT;
}

static guint
get_n_items (GListModel *model)
{
  return g_list_model_get_n_items (G_LIST_MODEL (LP_LICENSE_SECTIONS (model)->all));
}

static gpointer
get_item (GListModel *model, guint position)
{
  return g_list_model_get_item (G_LIST_MODEL (LP_LICENSE_SECTIONS (model)->all), position);
}

static void
lp_license_sections_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

gboolean
lp_license_sections_is_settled (LpLicenseSections *self)
{
  for (int i = 0; i < N_SECTIONS; i++)
    if (!lp_ticket_list_is_settled (self->lists[i]))
      return FALSE;
  return TRUE;
}

static void
show_head (GListStore *head, const char *title, gboolean show)
{
  gboolean shown = g_list_model_get_n_items (G_LIST_MODEL (head)) > 0;
  g_autoptr (GtkStringObject) text = NULL;

  if (shown && !show)
    g_list_store_remove_all (head);
  if (shown || !show)
    return;
  text = gtk_string_object_new (title);
  g_list_store_append (head, text);
}

static void
show_heads (LpLicenseSections *self)
{
  guint n = 0;

  for (int i = 0; i < N_SECTIONS; i++)
    n += g_list_model_get_n_items (G_LIST_MODEL (self->lists[i]));
  for (int i = 0; i < N_SECTIONS; i++)
    show_head (self->heads[i], _ (sections[i].title),
               n > HANDFUL && g_list_model_get_n_items (G_LIST_MODEL (self->lists[i])) > 0);
}

static void
loading_changed_cb (LpLicenseSections *self)
{
  if (lp_license_sections_is_settled (self))
    show_heads (self);
  g_object_notify_by_pspec (G_OBJECT (self), loading_property);
}

void
lp_license_sections_set_search (LpLicenseSections *self, const char *text)
{
  for (int i = 0; i < N_SECTIONS; i++)
    lp_ticket_list_set_search (self->lists[i], text);
}

static void
lp_license_sections_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_LOADING)
    g_value_set_boolean (value, !lp_license_sections_is_settled (LP_LICENSE_SECTIONS (object)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
lp_license_sections_dispose (GObject *object)
{
  LpLicenseSections *self = LP_LICENSE_SECTIONS (object);

  g_clear_object (&self->all);
  for (int i = 0; i < N_SECTIONS; i++)
    {
      g_clear_object (&self->heads[i]);
      g_clear_object (&self->lists[i]);
    }

  G_OBJECT_CLASS (lp_license_sections_parent_class)->dispose (object);
}

static void
lp_license_sections_class_init (LpLicenseSectionsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = lp_license_sections_get_property;
  object_class->dispose = lp_license_sections_dispose;
  loading_property = g_param_spec_boolean ("loading", NULL, NULL, FALSE,
                                           G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_property (object_class, PROP_LOADING, loading_property);
}

static void
lp_license_sections_init (LpLicenseSections *self)
{
}

LpLicenseSections *
lp_license_sections_new (LpSession *session)
{
  LpLicenseSections *self = g_object_new (LP_TYPE_LICENSE_SECTIONS, NULL);
  GListStore *parts = g_list_store_new (G_TYPE_LIST_MODEL);
  g_autoptr (LpTicketQuery) query = lp_ticket_query_new ();

  query->who = LP_WHO_MINE;
  query->sort = LP_TICKET_SORT_PRODUCT;
  for (int i = 0; i < N_SECTIONS; i++)
    {
      query->states = sections[i].states;
      self->lists[i] = lp_ticket_list_new (session);
      lp_ticket_list_set_query (self->lists[i], query);
      self->heads[i] = g_list_store_new (GTK_TYPE_STRING_OBJECT);
      g_list_store_append (parts, self->heads[i]);
      g_list_store_append (parts, self->lists[i]);
    }
  self->all = gtk_flatten_list_model_new (G_LIST_MODEL (parts));
  g_signal_connect_object (self->all, "items-changed", G_CALLBACK (g_list_model_items_changed), self,
                           G_CONNECT_SWAPPED);
  for (int i = 0; i < N_SECTIONS; i++)
    g_signal_connect_object (self->lists[i], "notify::loading", G_CALLBACK (loading_changed_cb), self,
                             G_CONNECT_SWAPPED);
  return self;
}
