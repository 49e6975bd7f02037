/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "lp-field-rows.h"
#include "lp-format.h"

struct _LpDateRow
{
  AdwActionRow parent_instance;

  /* Template */
  GtkMenuButton *button;
  GtkPopover *popover;
  GtkCalendar *calendar;
  GtkWidget *clear;

  LpDate date;
  gboolean showing; /* the calendar is being set, not clicked */
};

G_DEFINE_FINAL_TYPE (LpDateRow, lp_date_row, ADW_TYPE_ACTION_ROW)

enum
{
  PROP_VALUE = 1,
};

static void
show_date (LpDateRow *self)
{
  g_autofree char *text = lp_date_is_valid (self->date) ? lp_format_date (self->date) : NULL;
  const char *title = adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self));
  g_autofree char *name = NULL;

  gtk_menu_button_set_label (self->button, text != NULL ? text : _ ("Choose a Date"));
  name = text != NULL ? g_strdup_printf ("%s: %s", title, text) : g_strdup (title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
choose (LpDateRow *self, LpDate date)
{
  if (self->date == date)
    return;
  self->date = date;
  show_date (self);
  g_object_notify (G_OBJECT (self), "value");
}

static void
lp_date_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  char buffer[LP_DATE_STRING_SIZE];
  const char *text = lp_date_format (LP_DATE_ROW (object)->date, buffer);

  if (id == PROP_VALUE)
    g_value_set_string (value, text != NULL ? text : "");
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
lp_date_row_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_VALUE)
    choose (LP_DATE_ROW (object), lp_date_parse (g_value_get_string (value)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
on_day_selected (LpDateRow *self)
{
  g_autoptr (GDateTime) day = gtk_calendar_get_date (self->calendar);

  if (self->showing)
    return;
  choose (self, lp_date_from_ymd (g_date_time_get_year (day), g_date_time_get_month (day),
                                  g_date_time_get_day_of_month (day)));
}

static void
on_popover_shown (LpDateRow *self)
{
  g_autoptr (GDateTime) day = NULL;
  int year, month, day_of_month;

  if (!lp_date_is_valid (self->date))
    return;
  lp_date_get_ymd (self->date, &year, &month, &day_of_month);
  day = g_date_time_new_local (year, month, day_of_month, 12, 0, 0);
  self->showing = TRUE;
  gtk_calendar_select_day (self->calendar, day);
  self->showing = FALSE;
}

static void
on_clear (LpDateRow *self)
{
  choose (self, LP_DATE_NONE);
  gtk_popover_popdown (self->popover);
}

static void
lp_date_row_class_init (LpDateRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->get_property = lp_date_row_get_property;
  G_OBJECT_CLASS (klass)->set_property = lp_date_row_set_property;
  g_object_class_install_property (G_OBJECT_CLASS (klass), PROP_VALUE,
                                   g_param_spec_string ("value", NULL, NULL, "",
                                                        G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY |
                                                            G_PARAM_STATIC_STRINGS));
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/example/LicensePortal/ui/license-date-row.ui");
  gtk_widget_class_bind_template_child (widget_class, LpDateRow, button);
  gtk_widget_class_bind_template_child (widget_class, LpDateRow, popover);
  gtk_widget_class_bind_template_child (widget_class, LpDateRow, calendar);
  gtk_widget_class_bind_template_child (widget_class, LpDateRow, clear);
  gtk_widget_class_bind_template_callback (widget_class, on_day_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_popover_shown);
  gtk_widget_class_bind_template_callback (widget_class, on_clear);
}

static void
lp_date_row_init (LpDateRow *self)
{
  self->date = LP_DATE_NONE;
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (self, "notify::title", G_CALLBACK (show_date), NULL);
  show_date (self);
}

void
lp_date_row_set_may_clear (LpDateRow *self, gboolean may_clear)
{
  gtk_widget_set_visible (self->clear, may_clear);
}

void
lp_date_row_show (LpDateRow *self, LpDate date)
{
  self->date = date;
  show_date (self);
}
