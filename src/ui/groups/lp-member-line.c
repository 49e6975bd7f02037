/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lp-member-line.h"
#include "lp-row-factory.h"

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
show (GtkWidget *row, gpointer item)
{
  LpMemberLine *self = LP_MEMBER_LINE (row);
  g_autofree char *name = NULL, *email = NULL, *state = NULL, *both = NULL;

  g_object_get (item, "name", &name, "email", &email, "state-text", &state, NULL);
  adw_avatar_set_text (self->avatar, name);
  gtk_label_set_label (self->name, name);
  if (*state != '\0')
    both = g_strconcat (email, " · ", state, NULL);
  gtk_label_set_label (self->email, both != NULL ? both : email);
}

GtkListItemFactory *
lp_member_line_new_factory (void)
{
  return lp_row_factory_new (LP_TYPE_MEMBER_LINE, show);
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
