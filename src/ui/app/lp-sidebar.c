/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lp-connection-foot.h"
#include "lp-group-tree-view.h"
#include "lp-late-menu.h"
#include "lp-sidebar.h"

struct _LpSidebar
{
  AdwBin parent_instance;

  /* Template */
  AdwWindowTitle *title;
  GtkListBox *places;
  GtkListBoxRow *my_licenses;
  LpGroupTreeView *groups;
  LpConnectionFoot *foot;
  GtkMenuButton *menu;
  GMenuModel *primary_menu;

  gboolean folded;
};

enum
{
  PROP_FOLDED = 1,
  N_PROPS
};

enum
{
  GROUP_ACTIVATED,
  MY_LICENSES_ACTIVATED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LpSidebar, lp_sidebar, ADW_TYPE_BIN)

void
lp_sidebar_set_session (LpSidebar *self, LpSession *session)
{
  gboolean administering = lp_session_is_administering (session);

  /* Without a tree the foot stays at the foot all the same. */
  gtk_widget_set_visible (GTK_WIDGET (self->groups), administering);
  gtk_widget_set_vexpand (GTK_WIDGET (self->places), !administering);
  lp_group_tree_view_set_session (self->groups, session);
  lp_connection_foot_set_session (self->foot, session);
}

void
lp_sidebar_set_folded (LpSidebar *self, gboolean folded)
{
  if (self->folded == folded)
    return;

  self->folded = folded;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FOLDED]);
}

void
lp_sidebar_select_group (LpSidebar *self, const char *group_id)
{
  lp_group_tree_view_select (self->groups, group_id);
}

void
lp_sidebar_select_first_group (LpSidebar *self)
{
  lp_group_tree_view_select_first (self->groups);
}

void
lp_sidebar_select_my_licenses (LpSidebar *self)
{
  gtk_list_box_select_row (self->places, self->my_licenses);
  lp_group_tree_view_unselect (self->groups);
  g_signal_emit (self, signals[MY_LICENSES_ACTIVATED], 0);
}

void
lp_sidebar_focus_filter (LpSidebar *self)
{
  lp_group_tree_view_focus_filter (self->groups);
}

static void
on_place_activated (LpSidebar *self)
{
  lp_sidebar_select_my_licenses (self);
}

static void
on_group_activated (LpSidebar *self, LpGroupItem *group)
{
  gtk_list_box_unselect_all (self->places);
  g_signal_emit (self, signals[GROUP_ACTIVATED], 0, group);
}

static void
lp_sidebar_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  LpSidebar *self = LP_SIDEBAR (object);

  switch (id)
    {
    case PROP_FOLDED:
      g_value_set_boolean (value, self->folded);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
lp_sidebar_class_init (LpSidebarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = lp_sidebar_get_property;

  properties[PROP_FOLDED] = g_param_spec_boolean ("folded", NULL, NULL, FALSE,
                                                  G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[GROUP_ACTIVATED] = g_signal_new ("group-activated", LP_TYPE_SIDEBAR, G_SIGNAL_RUN_LAST, 0, NULL,
                                           NULL, NULL, G_TYPE_NONE, 1, LP_TYPE_GROUP_ITEM);
  signals[MY_LICENSES_ACTIVATED] = g_signal_new ("my-licenses-activated", LP_TYPE_SIDEBAR, G_SIGNAL_RUN_LAST,
                                                 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (LP_TYPE_GROUP_TREE_VIEW);
  g_type_ensure (LP_TYPE_CONNECTION_FOOT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/LicensePortal/ui/sidebar.ui");
  gtk_widget_class_bind_template_child (widget_class, LpSidebar, title);
  gtk_widget_class_bind_template_child (widget_class, LpSidebar, places);
  gtk_widget_class_bind_template_child (widget_class, LpSidebar, my_licenses);
  gtk_widget_class_bind_template_child (widget_class, LpSidebar, groups);
  gtk_widget_class_bind_template_child (widget_class, LpSidebar, foot);
  gtk_widget_class_bind_template_child (widget_class, LpSidebar, menu);
  gtk_widget_class_bind_template_child (widget_class, LpSidebar, primary_menu);
  gtk_widget_class_bind_template_callback (widget_class, on_place_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_group_activated);
}

static void
lp_sidebar_init (LpSidebar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  lp_late_menu_attach (self->menu, self->primary_menu);
}
