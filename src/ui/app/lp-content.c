/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "lp-activity-page.h"
#include "lp-content-header.h"
#include "lp-content.h"
#include "lp-demo-bar.h"
#include "lp-details-pane.h"
#include "lp-member-pane.h"
#include "lp-my-licenses-page.h"
#include "lp-people-page.h"
#include "lp-subscriptions-page.h"
#include "lp-tickets-page.h"

struct _LpContent
{
  AdwBin parent_instance;

  /* Template */
  AdwFlap *flap;
  GtkWidget *side;
  GtkStack *sides;
  LpDetailsPane *details;
  LpContentHeader *header;
  LpDemoBar *demo_bar;
  GtkStack *places;
  AdwViewStack *pages;
  LpTicketsPage *tickets;
  AdwBin *subscriptions;
  AdwBin *people;
  AdwBin *activity;
  AdwBin *my_licenses;

  LpMemberPane *member; /* NULL until somebody looks at people */
  LpSession *session;
  GSettings *settings; /* nullable */
  LpGroupItem *group;  /* nullable: what is shown is My Licenses */
  gboolean folded;
  gboolean details_wanted;
  gboolean member_chosen; /* of the people */
};

enum
{
  CHANGED,
  FILLED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LpContent, lp_content, ADW_TYPE_BIN)

static const char *const page_names[] = { "tickets", "subscriptions", "people", "activity" };

const char *
lp_content_get_group_id (LpContent *self)
{
  return self->group != NULL ? lp_group_item_get_id (self->group) : NULL;
}

guint
lp_content_get_n_selected (LpContent *self)
{
  return self->group != NULL ? lp_tickets_page_get_n_selected (self->tickets) : 0;
}

gboolean
lp_content_may (LpContent *self, LpBulkAction action)
{
  return self->group != NULL && lp_tickets_page_may (self->tickets, action);
}

GPtrArray *
lp_content_dup_selected (LpContent *self)
{
  return lp_tickets_page_dup_selected (self->tickets);
}

/* Until they are first looked at nothing is spent on laying the details out. */
static void
reveal_details (LpContent *self, gboolean reveal)
{
  if (reveal)
    gtk_widget_show (self->side);
  adw_flap_set_reveal_flap (self->flap, reveal);
}

static void
update_layout (LpContent *self)
{
  gboolean shown = adw_flap_get_reveal_flap (self->flap);
  gboolean over = adw_flap_get_folded (self->flap);

  lp_content_header_set_layout (self->header, self->folded, !shown || over, shown);
  lp_details_pane_set_over (self->details, over);
  if (self->member != NULL)
    lp_member_pane_set_over (self->member, over);
}

void
lp_content_set_folded (LpContent *self, gboolean folded)
{
  self->folded = folded;
  update_layout (self);
}

static void
on_flap_changed (LpContent *self)
{
  update_layout (self);
}

static void
on_details_toggled (LpContent *self, gboolean show)
{
  self->details_wanted = show;
  reveal_details (self, show);
}

static void
on_details_closed (LpContent *self)
{
  on_details_toggled (self, FALSE);
}

void
lp_content_toggle_details (LpContent *self)
{
  on_details_toggled (self, !adw_flap_get_reveal_flap (self->flap));
}

static gboolean
is_shown (LpContent *self, const char *page)
{
  return self->group != NULL && g_strcmp0 (adw_view_stack_get_visible_child_name (self->pages), page) == 0;
}

/* In a wide window the details follow the selection; in a narrow one they would cover the list, so there they come
 * only when a row is activated. */
static void
follow_selection (LpContent *self)
{
  if (!adw_flap_get_folded (self->flap) && self->details_wanted)
    reveal_details (self, TRUE);
}

static LpSubscriptionsPage *
get_subscriptions (LpContent *self)
{
  return LP_SUBSCRIPTIONS_PAGE (adw_bin_get_child (self->subscriptions));
}

static void
show_subscription_details (LpContent *self)
{
  LpSubscriptionsPage *page = get_subscriptions (self);
  g_autofree char *code = lp_subscriptions_page_dup_selected_code (page);
  gboolean filtered;
  const char *left = lp_subscriptions_page_get_left (page, &filtered);

  if (code != NULL)
    lp_details_pane_show_subscription (self->details, code);
  else if (left != NULL)
    lp_details_pane_show_left (self->details, left, filtered);
  else
    lp_details_pane_show_subscription_count (self->details, lp_subscriptions_page_get_n_selected (page));
  if (code != NULL)
    follow_selection (self);
}

/* What a page that is not shown has selected changes with the data, too. */
static void
on_subscription_selected (LpContent *self)
{
  if (is_shown (self, "subscriptions"))
    show_subscription_details (self);
}

static void
add_subscriptions (LpContent *self)
{
  GtkWidget *page = lp_subscriptions_page_new (self->session, self->settings);

  g_signal_connect_object (page, "selection-changed", G_CALLBACK (on_subscription_selected), self,
                           G_CONNECT_SWAPPED);
  adw_bin_set_child (self->subscriptions, page);
}

static void
ensure_member (LpContent *self)
{
  if (self->member != NULL)
    return;

  self->member = g_object_new (LP_TYPE_MEMBER_PANE, NULL);
  g_signal_connect_object (self->member, "close", G_CALLBACK (on_details_closed), self, G_CONNECT_SWAPPED);
  lp_member_pane_set_session (self->member, self->session);
  lp_member_pane_set_over (self->member, adw_flap_get_folded (self->flap));
  gtk_stack_add_child (self->sides, GTK_WIDGET (self->member));
}

static void
on_member_selected (LpContent *self, const char *person_id)
{
  if (self->group == NULL)
    return;

  lp_member_pane_show_member (self->member, lp_content_get_group_id (self), person_id);
  self->member_chosen = person_id != NULL;
  if (person_id != NULL && is_shown (self, "people"))
    follow_selection (self);
}

static void
on_member_activated (LpContent *self)
{
  on_details_toggled (self, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->member));
}

static void
show_people (LpContent *self)
{
  GtkWidget *page = adw_bin_get_child (self->people);

  if (page == NULL)
    {
      page = lp_people_page_new (self->session);
      g_signal_connect_object (page, "member-selected", G_CALLBACK (on_member_selected), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (page, "member-activated", G_CALLBACK (on_member_activated), self,
                               G_CONNECT_SWAPPED);
      adw_bin_set_child (self->people, page);
    }
  lp_people_page_set_group (LP_PEOPLE_PAGE (page), lp_content_get_group_id (self));
}

static void
show_ticket_details (LpContent *self)
{
  guint n_selected = lp_tickets_page_get_n_selected (self->tickets);
  g_autofree char *code = lp_tickets_page_dup_selected_code (self->tickets);
  gboolean filtered;
  const char *left = lp_tickets_page_get_left (self->tickets, &filtered);

  if (code != NULL)
    lp_details_pane_show_ticket (self->details, code);
  else if (left != NULL)
    lp_details_pane_show_left (self->details, left, filtered);
  else
    lp_details_pane_show_count (self->details, n_selected);
  if (code != NULL)
    follow_selection (self);
}

/* The details are those of the page: what it has selected, or nothing. A record of activity says all there is. */
static void
update_details (LpContent *self)
{
  if (self->session == NULL || self->group == NULL)
    return;

  if (is_shown (self, "activity") || adw_flap_get_folded (self->flap))
    reveal_details (self, FALSE);
  if (is_shown (self, "tickets"))
    show_ticket_details (self);
  else if (is_shown (self, "subscriptions"))
    show_subscription_details (self);
  else if (is_shown (self, "people") && self->member_chosen)
    follow_selection (self);
}

/* Fills the page that is looked at and tells it which group it is about. */
static void
update_page (LpContent *self)
{
  const char *name = adw_view_stack_get_visible_child_name (self->pages);

  if (self->session == NULL || self->group == NULL)
    return;

  if (g_strcmp0 (name, "people") == 0)
    ensure_member (self);
  gtk_stack_set_visible_child (self->sides, g_strcmp0 (name, "people") == 0 ? GTK_WIDGET (self->member)
                                                                            : GTK_WIDGET (self->details));
  if (g_strcmp0 (name, "subscriptions") == 0)
    {
      if (adw_bin_get_child (self->subscriptions) == NULL)
        add_subscriptions (self);
      lp_subscriptions_page_set_group (get_subscriptions (self), self->group);
    }
  else if (g_strcmp0 (name, "people") == 0)
    {
      show_people (self);
    }
  else if (g_strcmp0 (name, "activity") == 0)
    {
      if (adw_bin_get_child (self->activity) == NULL)
        adw_bin_set_child (self->activity, lp_activity_page_new (self->session));
      lp_activity_page_set_group (LP_ACTIVITY_PAGE (adw_bin_get_child (self->activity)),
                                  lp_content_get_group_id (self));
    }
  else
    {
      lp_tickets_page_set_group (self->tickets, self->group);
    }
}

static void
on_page_changed (LpContent *self)
{
  update_page (self);
  update_details (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

void
lp_content_show_page (LpContent *self, guint page)
{
  if (page < G_N_ELEMENTS (page_names))
    adw_view_stack_set_visible_child_name (self->pages, page_names[page]);
}

void
lp_content_show_decisions (LpContent *self)
{
  if (self->group == NULL)
    return;
  adw_view_stack_set_visible_child_name (self->pages, "subscriptions");
  update_page (self);
  lp_subscriptions_page_show_decisions (get_subscriptions (self));
}

void
lp_content_set_settings (LpContent *self, GSettings *settings)
{
  g_set_object (&self->settings, settings);
}

void
lp_content_show_group (LpContent *self, LpGroupItem *group)
{
  g_autofree char *path = NULL;
  gboolean other = g_set_object (&self->group, group);

  g_object_get (group, "path-text", &path, NULL);
  lp_content_header_set_place (self->header, lp_group_item_get_name (group), path, TRUE);
  gtk_stack_set_visible_child_name (self->places, "group");
  update_page (self);
  if (other)
    update_details (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
on_filled (LpContent *self)
{
  g_signal_emit (self, signals[FILLED], 0);
}

/* What can be done with the selected tickets changes with them. */
static void
on_tickets_filled (LpContent *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
  on_filled (self);
}

void
lp_content_show_my_licenses (LpContent *self)
{
  g_clear_object (&self->group);
  lp_content_header_set_place (self->header, _ ("My Licenses"), NULL, FALSE);
  if (adw_bin_get_child (self->my_licenses) == NULL)
    {
      GtkWidget *page = lp_my_licenses_page_new (self->session);

      g_signal_connect_object (page, "filled", G_CALLBACK (on_filled), self, G_CONNECT_SWAPPED);
      adw_bin_set_child (self->my_licenses, page);
    }
  gtk_stack_set_visible_child_name (self->places, "my-licenses");
  /* A row there says all there is; the details come back with the next selection in a group. */
  reveal_details (self, FALSE);
  g_signal_emit (self, signals[CHANGED], 0);
}

void
lp_content_show_ticket (LpContent *self, const char *code)
{
  lp_details_pane_show_ticket (self->details, code);
  gtk_stack_set_visible_child (self->sides, GTK_WIDGET (self->details));
  self->details_wanted = TRUE;
  reveal_details (self, TRUE);
}

void
lp_content_focus_search (LpContent *self)
{
  if (is_shown (self, "tickets"))
    lp_tickets_page_focus_search (self->tickets);
  else if (is_shown (self, "subscriptions"))
    lp_subscriptions_page_focus_search (get_subscriptions (self));
  else if (is_shown (self, "people"))
    lp_people_page_focus_search (LP_PEOPLE_PAGE (adw_bin_get_child (self->people)));
  else if (is_shown (self, "activity"))
    lp_activity_page_focus_search (LP_ACTIVITY_PAGE (adw_bin_get_child (self->activity)));
  else if (adw_bin_get_child (self->my_licenses) != NULL)
    lp_my_licenses_page_focus_search (LP_MY_LICENSES_PAGE (adw_bin_get_child (self->my_licenses)));
}

void
lp_content_focus_tickets (LpContent *self)
{
  if (is_shown (self, "tickets"))
    lp_tickets_page_focus_rows (self->tickets);
}

void
lp_content_find_text (LpContent *self, const char *text)
{
  if (self->group == NULL)
    return;

  adw_view_stack_set_visible_child_name (self->pages, "tickets");
  lp_tickets_page_focus_search (self->tickets);
  lp_tickets_page_set_search (self->tickets, text);
}

void
lp_content_show_tickets_of (LpContent *self, const char *person_id)
{
  if (self->group == NULL)
    return;

  adw_view_stack_set_visible_child_name (self->pages, "tickets");
  lp_tickets_page_show_person (self->tickets, person_id);
}

static void
on_selection_changed (LpContent *self)
{
  if (is_shown (self, "tickets"))
    show_ticket_details (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

void
lp_content_set_session (LpContent *self, LpSession *session)
{
  g_set_object (&self->session, session);
  g_clear_object (&self->group);
  adw_bin_set_child (self->subscriptions, NULL);
  adw_bin_set_child (self->people, NULL);
  adw_bin_set_child (self->activity, NULL);
  adw_bin_set_child (self->my_licenses, NULL);
  lp_demo_bar_set_session (self->demo_bar, session);
  lp_details_pane_set_session (self->details, session);
  if (self->member != NULL)
    lp_member_pane_set_session (self->member, session);
  lp_tickets_page_set_session (self->tickets, session);
}

static void
lp_content_dispose (GObject *object)
{
  LpContent *self = LP_CONTENT (object);

  g_clear_object (&self->session);
  g_clear_object (&self->settings);
  g_clear_object (&self->group);

  G_OBJECT_CLASS (lp_content_parent_class)->dispose (object);
}

static void
lp_content_class_init (LpContentClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lp_content_dispose;

  signals[CHANGED] = g_signal_new ("changed", LP_TYPE_CONTENT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
  signals[FILLED] = g_signal_new ("filled", LP_TYPE_CONTENT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 0);

  g_type_ensure (LP_TYPE_DETAILS_PANE);
  g_type_ensure (LP_TYPE_CONTENT_HEADER);
  g_type_ensure (LP_TYPE_DEMO_BAR);
  g_type_ensure (LP_TYPE_TICKETS_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/LicensePortal/ui/content.ui");
  gtk_widget_class_bind_template_child (widget_class, LpContent, flap);
  gtk_widget_class_bind_template_child (widget_class, LpContent, details);
  gtk_widget_class_bind_template_child (widget_class, LpContent, side);
  gtk_widget_class_bind_template_child (widget_class, LpContent, sides);
  gtk_widget_class_bind_template_child (widget_class, LpContent, header);
  gtk_widget_class_bind_template_child (widget_class, LpContent, demo_bar);
  gtk_widget_class_bind_template_child (widget_class, LpContent, places);
  gtk_widget_class_bind_template_child (widget_class, LpContent, pages);
  gtk_widget_class_bind_template_child (widget_class, LpContent, tickets);
  gtk_widget_class_bind_template_child (widget_class, LpContent, subscriptions);
  gtk_widget_class_bind_template_child (widget_class, LpContent, people);
  gtk_widget_class_bind_template_child (widget_class, LpContent, activity);
  gtk_widget_class_bind_template_child (widget_class, LpContent, my_licenses);
  gtk_widget_class_bind_template_callback (widget_class, on_flap_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_details_toggled);
  gtk_widget_class_bind_template_callback (widget_class, on_details_closed);
  gtk_widget_class_bind_template_callback (widget_class, on_page_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_selection_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_tickets_filled);
}

static void
lp_content_init (LpContent *self)
{
  self->details_wanted = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
}
