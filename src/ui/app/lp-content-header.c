/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "lp-content-header.h"
#include "lp-late-menu.h"

struct _LpContentHeader
{
  AdwBin parent_instance;

  /* Template */
  AdwHeaderBar *bar;
  AdwWindowTitle *title;
  GtkWidget *back;
  GtkWidget *new_license;
  GtkWidget *menu;
  GMenuModel *group_menu;
  GtkToggleButton *details;

  gboolean quiet;
};

enum
{
  DETAILS_TOGGLED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LpContentHeader, lp_content_header, ADW_TYPE_BIN)

void
lp_content_header_set_place (LpContentHeader *self,
                             const char *title,
                             const char *subtitle,
                             gboolean is_group)
{
  adw_window_title_set_title (self->title, title);
  adw_window_title_set_subtitle (self->title, subtitle != NULL ? subtitle : "");
  gtk_widget_set_visible (self->new_license, is_group);
  gtk_widget_set_visible (self->menu, is_group);
}

void
lp_content_header_set_layout (LpContentHeader *self, gboolean folded, gboolean alone, gboolean details_shown)
{
  gtk_widget_set_visible (self->back, folded);
  adw_header_bar_set_show_start_title_buttons (self->bar, folded);
  adw_header_bar_set_show_end_title_buttons (self->bar, alone);
  adw_header_bar_set_centering_policy (self->bar,
                                       folded ? ADW_CENTERING_POLICY_LOOSE : ADW_CENTERING_POLICY_STRICT);

  /* In a narrow window the words would leave no room for the group's name. */
  if (folded)
    gtk_button_set_icon_name (GTK_BUTTON (self->new_license), "list-add-symbolic");
  else
    gtk_button_set_label (GTK_BUTTON (self->new_license), _ ("New License"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->new_license), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("New License"), -1);

  self->quiet = TRUE;
  gtk_toggle_button_set_active (self->details, details_shown);
  self->quiet = FALSE;
}

static void
on_details_toggled (LpContentHeader *self)
{
  if (!self->quiet)
    g_signal_emit (self, signals[DETAILS_TOGGLED], 0, gtk_toggle_button_get_active (self->details));
}

static void
lp_content_header_class_init (LpContentHeaderClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  signals[DETAILS_TOGGLED] = g_signal_new ("details-toggled", LP_TYPE_CONTENT_HEADER, G_SIGNAL_RUN_LAST, 0,
                                           NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/example/LicensePortal/ui/content-header.ui");
  gtk_widget_class_bind_template_child (widget_class, LpContentHeader, bar);
  gtk_widget_class_bind_template_child (widget_class, LpContentHeader, title);
  gtk_widget_class_bind_template_child (widget_class, LpContentHeader, back);
  gtk_widget_class_bind_template_child (widget_class, LpContentHeader, new_license);
  gtk_widget_class_bind_template_child (widget_class, LpContentHeader, menu);
  gtk_widget_class_bind_template_child (widget_class, LpContentHeader, group_menu);
  gtk_widget_class_bind_template_child (widget_class, LpContentHeader, details);
  gtk_widget_class_bind_template_callback (widget_class, on_details_toggled);
}

static void
lp_content_header_init (LpContentHeader *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  lp_late_menu_attach (GTK_MENU_BUTTON (self->menu), self->group_menu);
}
