/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "lp-format.h"
#include "lp-product-choice.h"
#include "lp-subscription-filter.h"

struct _LpSubscriptionFilter
{
  GtkPopover parent_instance;

  /* Template */
  GtkDropDown *state;
  GtkDropDown *product;
  GtkWidget *clear;

  /* Owned */
  LpSubscriptionList *list;
  LpProductChoice *products;

  gboolean quiet;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LpSubscriptionFilter, lp_subscription_filter, GTK_TYPE_POPOVER)

/* The lines of the drop-down: nothing, each state, and those that still run. */
#define N_STATES (LP_SUBSCRIPTION_REVOKED + 1)
#define RUNNING  (N_STATES + 1)

static GtkDropDown *
get_drop_down (LpSubscriptionFilter *self, LpSubscriptionFilterKind kind)
{
  return kind == LP_SUBSCRIPTION_FILTER_STATE ? self->state : self->product;
}

static guint
get_states (LpSubscriptionFilter *self)
{
  guint selected = gtk_drop_down_get_selected (self->state);

  if (selected == RUNNING)
    return 1u << LP_SUBSCRIPTION_PENDING | 1u << LP_SUBSCRIPTION_ACTIVE | 1u << LP_SUBSCRIPTION_CANCELLED;
  return selected == 0 ? 0 : 1u << (selected - 1);
}

static void
on_changed (LpSubscriptionFilter *self)
{
  guint states = get_states (self);
  const char *product_id;

  if (self->quiet || lp_product_choice_is_filling (self->products) || self->list == NULL)
    return;
  product_id = lp_product_choice_get_id (self->products);
  lp_subscription_list_set_states (self->list, states);
  lp_subscription_list_set_product_id (self->list, product_id);
  gtk_widget_set_sensitive (self->clear, states != 0 || product_id != NULL);
  g_signal_emit (self, signals[CHANGED], 0);
}

void
lp_subscription_filter_clear (LpSubscriptionFilter *self, LpSubscriptionFilterKind kind)
{
  self->quiet = TRUE;
  for (int i = 0; i < LP_N_SUBSCRIPTION_FILTERS; i++)
    if (kind == LP_N_SUBSCRIPTION_FILTERS || (int) kind == i)
      gtk_drop_down_set_selected (get_drop_down (self, (LpSubscriptionFilterKind) i), 0);
  self->quiet = FALSE;
  on_changed (self);
}

char *
lp_subscription_filter_dup_text (LpSubscriptionFilter *self, LpSubscriptionFilterKind kind)
{
  GtkDropDown *drop_down = get_drop_down (self, kind);
  GObject *item = gtk_drop_down_get_selected_item (drop_down);

  if (gtk_drop_down_get_selected (drop_down) == 0 || item == NULL)
    return NULL;
  return g_strdup (gtk_string_object_get_string (GTK_STRING_OBJECT (item)));
}

/* Nobody looks at the products before the popover opens, so they are not asked for before. */
static void
lp_subscription_filter_map (GtkWidget *widget)
{
  LpSubscriptionFilter *self = LP_SUBSCRIPTION_FILTER (widget);

  lp_product_choice_load (self->products);
  GTK_WIDGET_CLASS (lp_subscription_filter_parent_class)->map (widget);
}

static void
on_clear (LpSubscriptionFilter *self)
{
  lp_subscription_filter_clear (self, LP_N_SUBSCRIPTION_FILTERS);
}

static void
lp_subscription_filter_dispose (GObject *object)
{
  LpSubscriptionFilter *self = LP_SUBSCRIPTION_FILTER (object);

  self->quiet = TRUE;
  lp_product_choice_set_session (self->products, NULL);
  g_clear_object (&self->list);

  G_OBJECT_CLASS (lp_subscription_filter_parent_class)->dispose (object);
}

static void
lp_subscription_filter_finalize (GObject *object)
{
  g_object_unref (LP_SUBSCRIPTION_FILTER (object)->products);

  G_OBJECT_CLASS (lp_subscription_filter_parent_class)->finalize (object);
}

static void
lp_subscription_filter_class_init (LpSubscriptionFilterClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = lp_subscription_filter_dispose;
  object_class->finalize = lp_subscription_filter_finalize;
  widget_class->map = lp_subscription_filter_map;

  signals[CHANGED] = g_signal_new ("changed", LP_TYPE_SUBSCRIPTION_FILTER, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/example/LicensePortal/ui/subscription-filter.ui");
  gtk_widget_class_bind_template_child (widget_class, LpSubscriptionFilter, state);
  gtk_widget_class_bind_template_child (widget_class, LpSubscriptionFilter, product);
  gtk_widget_class_bind_template_child (widget_class, LpSubscriptionFilter, clear);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_clear);
}

static void
lp_subscription_filter_init (LpSubscriptionFilter *self)
{
  g_autoptr (GtkStringList) states = gtk_string_list_new (NULL);

  self->quiet = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_string_list_append (states, _ ("Any State"));
  for (int state = 0; state < N_STATES; state++)
    gtk_string_list_append (states, lp_format_subscription_state ((LpSubscriptionState) state));
  /* Translators: a filter: subscriptions that have neither ended nor been revoked */
  gtk_string_list_append (states, _ ("Not Ended"));
  gtk_drop_down_set_model (self->state, G_LIST_MODEL (states));
  self->products = lp_product_choice_new (self->product, LP_PRODUCT_SUBSCRIPTION);
  self->quiet = FALSE;
}

GtkWidget *
lp_subscription_filter_new (LpSession *session, LpSubscriptionList *list)
{
  LpSubscriptionFilter *self = g_object_new (LP_TYPE_SUBSCRIPTION_FILTER, NULL);

  lp_product_choice_set_session (self->products, session);
  self->list = g_object_ref (list);
  gtk_widget_set_sensitive (self->clear, FALSE);
  return GTK_WIDGET (self);
}
