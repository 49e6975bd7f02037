/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lp-format.h"
#include "lp-member-head.h"

struct _LpMemberHead
{
  AdwBin parent_instance;

  /* Template */
  AdwAvatar *avatar;
  GtkLabel *name;
  GtkLabel *email;
  GtkLabel *state;
};

G_DEFINE_FINAL_TYPE (LpMemberHead, lp_member_head, ADW_TYPE_BIN)

void
lp_member_head_show (LpMemberHead *self, const LpPerson *person)
{
  gboolean has_name = person->name != NULL && *person->name != '\0';

  adw_avatar_set_text (self->avatar, has_name ? person->name : person->email);
  gtk_label_set_label (self->name, has_name ? person->name : person->email);
  gtk_label_set_label (self->email, person->email);
  gtk_widget_set_visible (GTK_WIDGET (self->email), has_name);
  gtk_label_set_label (self->state, lp_format_person_state (person->state));
  gtk_widget_set_visible (GTK_WIDGET (self->state), person->state != LP_PERSON_ACTIVE);
}

static void
lp_member_head_class_init (LpMemberHeadClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/LicensePortal/ui/member-head.ui");
  gtk_widget_class_bind_template_child (widget_class, LpMemberHead, avatar);
  gtk_widget_class_bind_template_child (widget_class, LpMemberHead, name);
  gtk_widget_class_bind_template_child (widget_class, LpMemberHead, email);
  gtk_widget_class_bind_template_child (widget_class, LpMemberHead, state);
}

static void
lp_member_head_init (LpMemberHead *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
