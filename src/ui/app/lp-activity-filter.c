/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "lp-activity-filter.h"
#include "lp-format.h"
#include "lp-person-chooser.h"
#include "lp-ticket-code.h"

struct _LpActivityFilter
{
  AdwBin parent_instance;

  /* Template */
  GtkEditable *ticket;
  GtkMenuButton *who_button;
  GtkPopover *who_popover;
  LpPersonChooser *people;
  GtkMenuButton *day_button;
  GtkPopover *day_popover;
  GtkCalendar *calendar;
  GtkLabel *fault;

  LpSession *session;
  char code[LP_TICKET_CODE_SIZE]; /* empty: any */
  char *actor_id;                 /* nullable: anyone */
  gboolean filled;                /* the people were asked for */
  LpDate day;
  gboolean showing; /* the calendar is being set, not clicked */
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LpActivityFilter, lp_activity_filter, ADW_TYPE_BIN)

/* A code that is still being typed is no fault yet. */
static void
show_fault (LpActivityFilter *self, LpTicketCodeResult result)
{
  const char *text = lp_format_ticket_code_fault (result);
  gboolean wrong = result != LP_TICKET_CODE_OK && result != LP_TICKET_CODE_WRONG_LENGTH;

  gtk_label_set_label (self->fault, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->fault), text != NULL);
  gtk_widget_set_css_classes (GTK_WIDGET (self->fault),
                              (const char *[]){ "caption", wrong ? "error" : "dim-label", NULL });
  if (wrong)
    gtk_accessible_update_state (GTK_ACCESSIBLE (self->ticket), GTK_ACCESSIBLE_STATE_INVALID,
                                 GTK_ACCESSIBLE_INVALID_TRUE, -1);
  else
    gtk_accessible_reset_state (GTK_ACCESSIBLE (self->ticket), GTK_ACCESSIBLE_STATE_INVALID);
}

static void
on_ticket_changed (LpActivityFilter *self)
{
  const char *text = gtk_editable_get_text (self->ticket);
  char code[LP_TICKET_CODE_SIZE] = "";
  LpTicketCodeResult result = LP_TICKET_CODE_OK;

  if (*text != '\0')
    result = lp_ticket_code_normalize (text, code);
  show_fault (self, result);
  if (result != LP_TICKET_CODE_OK || g_strcmp0 (code, self->code) == 0)
    return;
  g_strlcpy (self->code, code, sizeof self->code);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
on_ticket_stopped (LpActivityFilter *self)
{
  gtk_editable_set_text (self->ticket, "");
}

static void
choose_person (LpActivityFilter *self, const char *person_id)
{
  g_autofree char *name = person_id != NULL ? lp_session_dup_person_name (self->session, person_id)
                                            : g_strdup (_ ("Anyone"));

  gtk_menu_button_set_label (self->who_button, name);
  gtk_popover_popdown (self->who_popover);
  if (g_strcmp0 (person_id, self->actor_id) == 0)
    return;
  g_free (self->actor_id);
  self->actor_id = g_strdup (person_id);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
on_person (LpActivityFilter *self, const char *person_id)
{
  choose_person (self, person_id);
}

static void
on_anyone (LpActivityFilter *self)
{
  choose_person (self, NULL);
}

/* Many people are asked for only when somebody looks for one. */
static void
on_people_shown (LpActivityFilter *self)
{
  if (!self->filled && self->session != NULL)
    lp_person_chooser_set_session (self->people, self->session);
  self->filled = TRUE;
  gtk_widget_grab_focus (GTK_WIDGET (self->people));
}

static void
on_people_stopped (LpActivityFilter *self)
{
  gtk_popover_popdown (self->who_popover);
}

void
lp_activity_filter_set_session (LpActivityFilter *self, LpSession *session)
{
  g_set_object (&self->session, session);
}

static void
choose_day (LpActivityFilter *self, LpDate day)
{
  g_autofree char *text = lp_date_is_valid (day) ? lp_format_date (day) : NULL;

  gtk_menu_button_set_label (self->day_button, text != NULL ? text : _ ("Any Day"));
  if (day == self->day)
    return;
  self->day = day;
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
on_day_selected (LpActivityFilter *self)
{
  g_autoptr (GDateTime) day = gtk_calendar_get_date (self->calendar);

  if (!self->showing)
    choose_day (self, lp_date_from_ymd (g_date_time_get_year (day), g_date_time_get_month (day),
                                        g_date_time_get_day_of_month (day)));
}

static void
on_calendar_shown (LpActivityFilter *self)
{
  g_autoptr (GDateTime) day = NULL;
  int year, month, day_of_month;

  if (!lp_date_is_valid (self->day))
    return;
  lp_date_get_ymd (self->day, &year, &month, &day_of_month);
  day = g_date_time_new_local (year, month, day_of_month, 12, 0, 0);
  self->showing = TRUE;
  gtk_calendar_select_day (self->calendar, day);
  self->showing = FALSE;
}

static void
on_any_day (LpActivityFilter *self)
{
  choose_day (self, LP_DATE_NONE);
  gtk_popover_popdown (self->day_popover);
}

gboolean
lp_activity_filter_get_query (LpActivityFilter *self, LpAuditQuery *query)
{
  query->object = *self->code != '\0' ? self->code : NULL;
  query->actor_id = self->actor_id;
  query->from = query->to = self->day;
  return query->object != NULL || query->actor_id != NULL || self->day != LP_DATE_NONE;
}

void
lp_activity_filter_focus_ticket (LpActivityFilter *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->ticket));
}

void
lp_activity_filter_clear (LpActivityFilter *self)
{
  gtk_editable_set_text (self->ticket, "");
  on_ticket_changed (self);
  choose_person (self, NULL);
  choose_day (self, LP_DATE_NONE);
}

static void
lp_activity_filter_dispose (GObject *object)
{
  g_clear_object (&LP_ACTIVITY_FILTER (object)->session);
  G_OBJECT_CLASS (lp_activity_filter_parent_class)->dispose (object);
}

static void
lp_activity_filter_finalize (GObject *object)
{
  g_free (LP_ACTIVITY_FILTER (object)->actor_id);
  G_OBJECT_CLASS (lp_activity_filter_parent_class)->finalize (object);
}

static void
lp_activity_filter_class_init (LpActivityFilterClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (LP_TYPE_PERSON_CHOOSER);
  G_OBJECT_CLASS (klass)->dispose = lp_activity_filter_dispose;
  G_OBJECT_CLASS (klass)->finalize = lp_activity_filter_finalize;
  signals[CHANGED] = g_signal_new ("changed", LP_TYPE_ACTIVITY_FILTER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/example/LicensePortal/ui/activity-filter.ui");
  gtk_widget_class_bind_template_child (widget_class, LpActivityFilter, ticket);
  gtk_widget_class_bind_template_child (widget_class, LpActivityFilter, who_button);
  gtk_widget_class_bind_template_child (widget_class, LpActivityFilter, who_popover);
  gtk_widget_class_bind_template_child (widget_class, LpActivityFilter, people);
  gtk_widget_class_bind_template_child (widget_class, LpActivityFilter, day_button);
  gtk_widget_class_bind_template_child (widget_class, LpActivityFilter, day_popover);
  gtk_widget_class_bind_template_child (widget_class, LpActivityFilter, calendar);
  gtk_widget_class_bind_template_child (widget_class, LpActivityFilter, fault);
  gtk_widget_class_bind_template_callback (widget_class, on_ticket_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_ticket_stopped);
  gtk_widget_class_bind_template_callback (widget_class, on_person);
  gtk_widget_class_bind_template_callback (widget_class, on_anyone);
  gtk_widget_class_bind_template_callback (widget_class, on_people_shown);
  gtk_widget_class_bind_template_callback (widget_class, on_people_stopped);
  gtk_widget_class_bind_template_callback (widget_class, on_day_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_calendar_shown);
  gtk_widget_class_bind_template_callback (widget_class, on_any_day);
}

static void
lp_activity_filter_init (LpActivityFilter *self)
{
  self->day = LP_DATE_NONE;
  gtk_widget_init_template (GTK_WIDGET (self));
  choose_person (self, NULL);
  choose_day (self, LP_DATE_NONE);
}
