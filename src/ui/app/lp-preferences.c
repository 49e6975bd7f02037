/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "lp-format.h"
#include "lp-preferences.h"
#include "lp-replica.h"
#include "lp-value-row.h"

struct _LpPreferences
{
  AdwPreferencesWindow parent_instance;

  /* Template */
  AdwComboRow *scheme;
  AdwComboRow *notice;
  LpValueRow *person;
  LpValueRow *address;
  LpValueRow *as_of;

  GSettings *settings;
};

G_DEFINE_FINAL_TYPE (LpPreferences, lp_preferences, ADW_TYPE_PREFERENCES_WINDOW)

/* In the order of the row, and as the settings name them. */
static const struct
{
  const char *name;
  AdwColorScheme scheme;
} schemes[] = {
  { "desktop", ADW_COLOR_SCHEME_DEFAULT },
  { "light", ADW_COLOR_SCHEME_FORCE_LIGHT },
  { "dark", ADW_COLOR_SCHEME_FORCE_DARK },
};

void
lp_preferences_apply_colors (GSettings *settings)
{
  g_autofree char *name = settings != NULL ? g_settings_get_string (settings, "colors") : NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (schemes); i++)
    if (g_strcmp0 (name, schemes[i].name) == 0)
      adw_style_manager_set_color_scheme (adw_style_manager_get_default (), schemes[i].scheme);
}

static void
on_scheme_selected (LpPreferences *self)
{
  guint selected = MIN (adw_combo_row_get_selected (self->scheme), G_N_ELEMENTS (schemes) - 1);

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), schemes[selected].scheme);
  if (self->settings != NULL)
    g_settings_set_string (self->settings, "colors", schemes[selected].name);
}

/* Days before a deadline, in the order of the row. */
static const int notices[] = { 0, 1, 7, 14, 30, 60 };

static void
on_notice_selected (LpPreferences *self)
{
  guint selected = MIN (adw_combo_row_get_selected (self->notice), G_N_ELEMENTS (notices) - 1);

  if (self->settings != NULL)
    g_settings_set_int (self->settings, "deadline-notice-days", notices[selected]);
}

/* A value that is not among them, set by other means, shows as the next longer one. */
static void
show_notice (LpPreferences *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  int days = self->settings != NULL ? g_settings_get_int (self->settings, "deadline-notice-days") : 0;
  guint selected = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (notices); i++)
    {
      g_autofree char *text =
          g_strdup_printf (ngettext ("%d day before", "%d days before", (gulong) notices[i]), notices[i]);

      /* Translators: notifications before deadlines are off */
      gtk_string_list_append (names, i == 0 ? C_ ("notifications", "Off") : text);
      if (i > 0 && days > notices[i - 1])
        selected = (guint) i;
    }
  g_signal_handlers_block_by_func (self->notice, on_notice_selected, self);
  adw_combo_row_set_model (self->notice, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->notice, selected);
  g_signal_handlers_unblock_by_func (self->notice, on_notice_selected, self);
}

static void
show_account (LpPreferences *self, LpSession *session)
{
  const LpPerson *person = lp_session_get_person (session);
  const char *address = lp_session_get_address (session);
  LpReplica *replica = lp_session_get_replica (session);
  g_autofree char *time = replica != NULL ? lp_format_time (lp_replica_get_as_of (replica)) : NULL;

  lp_value_row_set_value (self->person, person != NULL ? person->email : "–");
  lp_value_row_set_value (self->address, *address != '\0' ? address : _ ("On this computer"));
  lp_value_row_set_value (self->as_of, time != NULL ? time : "–");
}

GtkWindow *
lp_preferences_new (LpSession *session, GSettings *settings)
{
  LpPreferences *self = g_object_new (LP_TYPE_PREFERENCES, NULL);
  AdwColorScheme scheme = adw_style_manager_get_color_scheme (adw_style_manager_get_default ());

  for (gsize i = 0; i < G_N_ELEMENTS (schemes); i++)
    if (schemes[i].scheme == scheme)
      adw_combo_row_set_selected (self->scheme, (guint) i);
  g_set_object (&self->settings, settings);
  show_notice (self);
  gtk_widget_set_sensitive (GTK_WIDGET (self->notice), settings != NULL);
  show_account (self, session);
  return GTK_WINDOW (self);
}

static void
lp_preferences_dispose (GObject *object)
{
  g_clear_object (&LP_PREFERENCES (object)->settings);

  G_OBJECT_CLASS (lp_preferences_parent_class)->dispose (object);
}

static void
lp_preferences_class_init (LpPreferencesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lp_preferences_dispose;

  g_type_ensure (LP_TYPE_VALUE_ROW);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_DIALOG);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/LicensePortal/ui/preferences.ui");
  gtk_widget_class_bind_template_child (widget_class, LpPreferences, scheme);
  gtk_widget_class_bind_template_child (widget_class, LpPreferences, notice);
  gtk_widget_class_bind_template_callback (widget_class, on_notice_selected);
  gtk_widget_class_bind_template_child (widget_class, LpPreferences, person);
  gtk_widget_class_bind_template_child (widget_class, LpPreferences, address);
  gtk_widget_class_bind_template_child (widget_class, LpPreferences, as_of);
  gtk_widget_class_bind_template_callback (widget_class, on_scheme_selected);
}

static void
lp_preferences_init (LpPreferences *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
