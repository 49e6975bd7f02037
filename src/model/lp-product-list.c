/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "lp-catalog-list.h"
#include "lp-format.h"
#include "lp-query-list.h"

struct _LpProductItem
{
  GObject parent_instance;

  LpProduct *product;
};

G_DEFINE_FINAL_TYPE (LpProductItem, lp_product_item, G_TYPE_OBJECT)

enum
{
  ITEM_ID = 1,
  ITEM_CODE,
  ITEM_NAME,
  ITEM_DESCRIPTION,
  ITEM_KIND_TEXT,
  ITEM_PRODUCT,
  N_ITEM_PROPS,
};

static GParamSpec *item_properties[N_ITEM_PROPS];

static char *
dup_kind_text (const LpProduct *product)
{
  const char *kind = lp_format_product_kind (product->kind);
  g_autofree char *term = NULL;

  if (product->kind == LP_PRODUCT_TRIAL)
    /* Translators: a trial that runs for %d days. */
    return g_strdup_printf (ngettext ("Trial · %d day", "Trial · %d days", product->trial_days),
                            product->trial_days);
  if (product->kind != LP_PRODUCT_SUBSCRIPTION)
    return g_strdup (kind);
  term = lp_format_period (product->term);
  /* Translators: a kind of product and how long one term is: "Subscription · 1 year". */
  return g_strdup_printf (_ ("%s · %s"), kind, term);
}

static void
lp_product_item_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  LpProduct *product = LP_PRODUCT_ITEM (object)->product;

  switch (id)
    {
    case ITEM_ID:
      g_value_set_string (value, product->id);
      break;
    case ITEM_CODE:
      g_value_set_string (value, product->code);
      break;
    case ITEM_NAME:
      g_value_set_string (value, product->name);
      break;
    case ITEM_DESCRIPTION:
      g_value_set_string (value, product->description != NULL ? product->description : "");
      break;
    case ITEM_KIND_TEXT:
      g_value_take_string (value, dup_kind_text (product));
      break;
    case ITEM_PRODUCT:
      g_value_set_boxed (value, product);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
lp_product_item_finalize (GObject *object)
{
  lp_product_unref (LP_PRODUCT_ITEM (object)->product);
  G_OBJECT_CLASS (lp_product_item_parent_class)->finalize (object);
}

static void
lp_product_item_class_init (LpProductItemClass *klass)
{
  static const char *const names[] = { NULL, "id", "code", "name", "description", "kind-text" };
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = lp_product_item_get_property;
  object_class->finalize = lp_product_item_finalize;
  for (guint id = ITEM_ID; id <= ITEM_KIND_TEXT; id++)
    item_properties[id] = g_param_spec_string (names[id], NULL, NULL, NULL, flags);
  item_properties[ITEM_PRODUCT] = g_param_spec_boxed ("product", NULL, NULL, LP_TYPE_PRODUCT, flags);
  g_object_class_install_properties (object_class, N_ITEM_PROPS, item_properties);
}

static void
lp_product_item_init (LpProductItem *self)
{
}

LpProductItem *
lp_product_item_new (LpProduct *product)
{
  LpProductItem *self = g_object_new (LP_TYPE_PRODUCT_ITEM, NULL);

  self->product = lp_product_ref (product);
  return self;
}

LpProduct *
lp_product_item_get_product (LpProductItem *self)
{
  return self->product;
}

gboolean
lp_product_item_matches (LpProductItem *self, const char *search)
{
  const LpProduct *product = self->product;
  g_autofree char *text = g_strjoin (" ", product->name, product->code,
                                     product->description != NULL ? product->description : "", NULL);
  g_autofree char *folded = g_utf8_casefold (text, -1);
  g_autofree char *sought = g_utf8_casefold (search != NULL ? search : "", -1);
  g_auto (GStrv) words = g_strsplit_set (sought, " \t", -1);

  for (guint i = 0; words[i] != NULL; i++)
    if (strstr (folded, words[i]) == NULL)
      return FALSE;
  return TRUE;
}

#define LP_TYPE_PRODUCT_LIST (lp_product_list_get_type ())
G_DECLARE_FINAL_TYPE (LpProductList, lp_product_list, LP, PRODUCT_LIST, LpQueryList)

struct _LpProductList
{
  LpQueryList parent_instance;

  char *category_id;
};

G_DEFINE_FINAL_TYPE (LpProductList, lp_product_list, LP_TYPE_QUERY_LIST)

static void
start (LpQueryList *list,
       LpReplica *replica,
       GCancellable *cancellable,
       GAsyncReadyCallback callback,
       gpointer user_data)
{
  LpProductList *self = LP_PRODUCT_LIST (list);

  lp_replica_query_products_async (replica, self->category_id, NULL, NULL, cancellable, callback, user_data);
}

static gpointer
make_item (LpQueryList *list, gpointer product)
{
  return lp_product_item_new (product);
}

static GPtrArray *
finish (LpQueryList *list, LpReplica *replica, GAsyncResult *result, GError **error)
{
  return lp_query_list_make_items (list, lp_replica_query_products_finish (replica, result, error),
                                   make_item);
}

static const char *
get_key (gpointer item)
{
  return LP_PRODUCT_ITEM (item)->product->id;
}

static void
update (gpointer item, gpointer newer)
{
  LpProductItem *self = LP_PRODUCT_ITEM (item);
  g_autoptr (LpProduct) old = g_steal_pointer (&self->product);

  self->product = lp_product_ref (LP_PRODUCT_ITEM (newer)->product);
  if (g_strcmp0 (old->etag, self->product->etag) == 0)
    return;
  for (guint id = ITEM_ID; id < N_ITEM_PROPS; id++)
    g_object_notify_by_pspec (item, item_properties[id]);
}

static void
lp_product_list_finalize (GObject *object)
{
  g_free (LP_PRODUCT_LIST (object)->category_id);
  G_OBJECT_CLASS (lp_product_list_parent_class)->finalize (object);
}

static void
lp_product_list_class_init (LpProductListClass *klass)
{
  LpQueryListClass *list_class = LP_QUERY_LIST_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = lp_product_list_finalize;
  list_class->kinds = LP_KIND_PRODUCT | LP_KIND_CATEGORY;
  list_class->item_type = LP_TYPE_PRODUCT_ITEM;
  list_class->start = start;
  list_class->finish = finish;
  list_class->get_key = get_key;
  list_class->update = update;
}

static void
lp_product_list_init (LpProductList *self)
{
}

GListModel *
lp_product_list_new (LpSession *session, const char *category_id)
{
  LpProductList *self = g_object_new (LP_TYPE_PRODUCT_LIST, "session", session, NULL);

  self->category_id = g_strdup (category_id);
  return G_LIST_MODEL (self);
}
