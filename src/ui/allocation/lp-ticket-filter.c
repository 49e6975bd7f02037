/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "lp-product-choice.h"
#include "lp-ticket-filter.h"
#include "lp-who-button.h"

struct _LpTicketFilter
{
  GtkPopover parent_instance;

  /* Template */
  GtkDropDown *state;
  GtkDropDown *product;
  LpWhoButton *who;
  GtkDropDown *expires;
  GtkWidget *clear;

  /* Owned */
  LpSession *session;
  LpTicketList *list;
  LpProductChoice *products;

  gboolean quiet;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LpTicketFilter, lp_ticket_filter, GTK_TYPE_POPOVER)

/* The first line of each is “no filter”. */
static const char *const states[] = { N_ ("Any State"), N_ ("Available"), N_ ("Activated"),
                                      N_ ("Expired"),   N_ ("Revoked"),   N_ ("Not revoked") };
static const char *const times[] = { N_ ("Any Time"),  N_ ("In the next 30 days"), N_ ("In the next 90 days"),
                                     N_ ("This year"), N_ ("Next year"),           N_ ("In the past") };

#define STATE_NOT_REVOKED 5

/* NULL for the one filter that is none. */
static GtkDropDown *
get_drop_down (LpTicketFilter *self, LpFilterKind kind)
{
  GtkDropDown *all[LP_N_FILTERS] = { self->state, self->product, NULL, self->expires };

  return all[kind];
}

static gboolean
is_set (LpTicketFilter *self, LpFilterKind kind)
{
  if (kind == LP_FILTER_WHO)
    return lp_who_button_get_who (self->who) != LP_WHO_ANYONE;
  return gtk_drop_down_get_selected (get_drop_down (self, kind)) != 0;
}

static void
apply_state (LpTicketFilter *self, LpTicketQuery *query)
{
  guint selected = gtk_drop_down_get_selected (self->state);

  if (selected == 0)
    query->states = 0;
  else if (selected == STATE_NOT_REVOKED)
    query->states = 1u << LP_TICKET_AVAILABLE | 1u << LP_TICKET_ACTIVATED | 1u << LP_TICKET_EXPIRED;
  else
    query->states = 1u << (selected - 1);
}

static void
apply_product (LpTicketFilter *self, LpTicketQuery *query)
{
  g_free (query->product_id);
  query->product_id = g_strdup (lp_product_choice_get_id (self->products));
}

static void
apply_who (LpTicketFilter *self, LpTicketQuery *query)
{
  query->who = lp_who_button_get_who (self->who);
  g_free (query->person_id);
  query->person_id = g_strdup (lp_who_button_get_person_id (self->who));
}

static void
apply_expires (LpTicketFilter *self, LpTicketQuery *query)
{
  guint selected = gtk_drop_down_get_selected (self->expires);
  LpDate today = lp_session_get_today (self->session);
  int year;

  lp_date_get_ymd (today, &year, NULL, NULL);
  query->expires_from = query->expires_to = LP_DATE_NONE;
  if (selected == 1 || selected == 2)
    {
      query->expires_from = today;
      query->expires_to = today + (selected == 1 ? 30 : 90);
    }
  else if (selected == 3 || selected == 4)
    {
      year += selected == 4;
      query->expires_from = lp_date_from_ymd (year, 1, 1);
      query->expires_to = lp_date_from_ymd (year, 12, 31);
    }
  else if (selected == 5)
    {
      query->expires_to = today - 1;
    }
}

static void
on_changed (LpTicketFilter *self)
{
  g_autoptr (LpTicketQuery) query = NULL;
  gboolean any = FALSE;

  if (self->quiet || lp_product_choice_is_filling (self->products) || self->list == NULL)
    return;

  query = lp_ticket_query_copy (lp_ticket_list_get_query (self->list));
  apply_state (self, query);
  apply_product (self, query);
  apply_who (self, query);
  apply_expires (self, query);
  lp_ticket_list_set_query (self->list, query);
  for (int kind = 0; kind < LP_N_FILTERS; kind++)
    any |= is_set (self, kind);
  gtk_widget_set_sensitive (self->clear, any);
  g_signal_emit (self, signals[CHANGED], 0);
}

void
lp_ticket_filter_clear (LpTicketFilter *self, LpFilterKind kind)
{
  self->quiet = TRUE;
  for (int i = 0; i < LP_N_FILTERS; i++)
    {
      if (kind != LP_N_FILTERS && (int) kind != i)
        continue;
      if (i == LP_FILTER_WHO)
        lp_who_button_set_who (self->who, LP_WHO_ANYONE, NULL);
      else
        gtk_drop_down_set_selected (get_drop_down (self, i), 0);
    }
  self->quiet = FALSE;
  on_changed (self);
}

void
lp_ticket_filter_set_person (LpTicketFilter *self, const char *person_id)
{
  lp_who_button_set_who (self->who, LP_WHO_PERSON, person_id);
}

char *
lp_ticket_filter_dup_text (LpTicketFilter *self, LpFilterKind kind)
{
  GObject *item;

  if (!is_set (self, kind))
    return NULL;
  if (kind == LP_FILTER_WHO)
    /* Translators: a filter; %s is a person, “Me”, “Everyone in group”, “Admins only” or “People who left” */
    return g_strdup_printf (_ ("Allocated to: %s"), lp_who_button_get_text (self->who));

  item = gtk_drop_down_get_selected_item (get_drop_down (self, kind));
  if (item == NULL)
    return NULL;
  if (kind == LP_FILTER_EXPIRES)
    /* Translators: a filter; %s is “In the next 30 days”, “This year” and the like */
    return g_strdup_printf (_ ("Expires: %s"), gtk_string_object_get_string (GTK_STRING_OBJECT (item)));
  return g_strdup (gtk_string_object_get_string (GTK_STRING_OBJECT (item)));
}

static void
set_texts (GtkDropDown *drop_down, const char *const *texts, gsize n_texts)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);

  for (gsize i = 0; i < n_texts; i++)
    gtk_string_list_append (list, _ (texts[i]));
  gtk_drop_down_set_model (drop_down, G_LIST_MODEL (list));
}

/* Nobody looks at the products before the popover opens, so they are not asked for before. */
static void
lp_ticket_filter_map (GtkWidget *widget)
{
  LpTicketFilter *self = LP_TICKET_FILTER (widget);

  lp_product_choice_load (self->products);
  GTK_WIDGET_CLASS (lp_ticket_filter_parent_class)->map (widget);
}

void
lp_ticket_filter_set_list (LpTicketFilter *self, LpSession *session, LpTicketList *list)
{
  g_set_object (&self->session, session);
  lp_product_choice_set_session (self->products, session);
  g_set_object (&self->list, list);
  lp_who_button_set_session (self->who, session);
  lp_ticket_filter_clear (self, LP_N_FILTERS);
}

static void
on_clear (LpTicketFilter *self)
{
  lp_ticket_filter_clear (self, LP_N_FILTERS);
}

static void
lp_ticket_filter_dispose (GObject *object)
{
  LpTicketFilter *self = LP_TICKET_FILTER (object);

  self->quiet = TRUE;
  lp_product_choice_set_session (self->products, NULL);
  g_clear_object (&self->list);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (lp_ticket_filter_parent_class)->dispose (object);
}

static void
lp_ticket_filter_finalize (GObject *object)
{
  g_object_unref (LP_TICKET_FILTER (object)->products);

  G_OBJECT_CLASS (lp_ticket_filter_parent_class)->finalize (object);
}

static void
lp_ticket_filter_class_init (LpTicketFilterClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = lp_ticket_filter_dispose;
  object_class->finalize = lp_ticket_filter_finalize;
  widget_class->map = lp_ticket_filter_map;

  signals[CHANGED] = g_signal_new ("changed", LP_TYPE_TICKET_FILTER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);

  g_type_ensure (LP_TYPE_WHO_BUTTON);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/example/LicensePortal/ui/ticket-filter.ui");
  gtk_widget_class_bind_template_child (widget_class, LpTicketFilter, state);
  gtk_widget_class_bind_template_child (widget_class, LpTicketFilter, product);
  gtk_widget_class_bind_template_child (widget_class, LpTicketFilter, who);
  gtk_widget_class_bind_template_child (widget_class, LpTicketFilter, expires);
  gtk_widget_class_bind_template_child (widget_class, LpTicketFilter, clear);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_clear);
}

static void
lp_ticket_filter_init (LpTicketFilter *self)
{
  self->quiet = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  set_texts (self->state, states, G_N_ELEMENTS (states));
  self->products = lp_product_choice_new (self->product, -1);
  set_texts (self->expires, times, G_N_ELEMENTS (times));
  self->quiet = FALSE;
}
