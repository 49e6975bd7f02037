/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lp-member-line.h"

struct _LpMemberLine
{
  AdwBin parent_instance;

  /* Template */
  AdwAvatar *avatar;
  GtkLabel *name;
  GtkLabel *email;
};

G_DEFINE_FINAL_TYPE (LpMemberLine, lp_member_line, ADW_TYPE_BIN)

static void
setup (GtkListItemFactory *factory, GtkListItem *list_item, gpointer user_data)
{
  gtk_list_item_set_child (list_item, g_object_new (LP_TYPE_MEMBER_LINE, NULL));
}

static void
bind (GtkListItemFactory *factory, GtkListItem *list_item, gpointer user_data)
{
  LpMemberLine *self = LP_MEMBER_LINE (gtk_list_item_get_child (list_item));
  g_autofree char *name = NULL, *email = NULL, *state = NULL, *both = NULL;

  g_object_get (gtk_list_item_get_item (list_item), "name", &name, "email", &email, "state-text", &state,
                NULL);
  adw_avatar_set_text (self->avatar, name);
  gtk_label_set_label (self->name, name);
  if (*state != '\0')
    both = g_strconcat (email, " · ", state, NULL);
  gtk_label_set_label (self->email, both != NULL ? both : email);
}

GtkListItemFactory *
lp_member_line_new_factory (void)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind), NULL);
  return factory;
}

static void
lp_member_line_class_init (LpMemberLineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/LicensePortal/ui/member-line.ui");
  gtk_widget_class_bind_template_child (widget_class, LpMemberLine, avatar);
  gtk_widget_class_bind_template_child (widget_class, LpMemberLine, name);
  gtk_widget_class_bind_template_child (widget_class, LpMemberLine, email);
}

static void
lp_member_line_init (LpMemberLine *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
