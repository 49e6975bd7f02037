/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "lp-rights-row.h"

struct _LpRightsRow
{
  GtkListBoxRow parent_instance;

  /* Template */
  GtkLabel *category;
  GtkCheckButton *create;
  GtkCheckButton *modify;
  GtkCheckButton *revoke;

  LpMemberDraft *draft;
  guint number;
  gboolean quiet; /* the buttons are being set, nobody chose */
};

G_DEFINE_FINAL_TYPE (LpRightsRow, lp_rights_row, GTK_TYPE_LIST_BOX_ROW)

GtkWidget *
lp_rights_row_new (void)
{
  return g_object_new (LP_TYPE_RIGHTS_ROW, NULL);
}

static void
name_button (GtkCheckButton *button, LpRights right, const char *category)
{
  g_autofree char *name = NULL;

  if (right == LP_RIGHT_CREATE)
    /* Translators: name of a check button for assistive technology; %s is a category of products */
    name = g_strdup_printf (_ ("Create in %s"), category);
  else if (right == LP_RIGHT_MODIFY)
    /* Translators: name of a check button for assistive technology; %s is a category of products */
    name = g_strdup_printf (_ ("Modify in %s"), category);
  else
    /* Translators: name of a check button for assistive technology; %s is a category of products */
    name = g_strdup_printf (_ ("Revoke in %s"), category);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

#define N_RIGHTS 3

static GtkCheckButton *
get_button (LpRightsRow *self, guint right)
{
  GtkCheckButton *const buttons[] = { self->create, self->modify, self->revoke };

  return buttons[right];
}

void
lp_rights_row_show (LpRightsRow *self, LpMemberDraft *draft, guint category)
{
  LpRights rights = lp_member_draft_get_rights (draft, category);
  const char *name = lp_member_draft_get_category_name (draft, category);

  g_set_object (&self->draft, draft);
  self->number = category;
  gtk_label_set_label (self->category, name);
  self->quiet = TRUE;
  for (guint i = 0; i < N_RIGHTS; i++)
    {
      GtkCheckButton *button = get_button (self, i);
      LpRights right = (LpRights) (1u << i);
      g_autofree char *reason = NULL;
      gboolean may = lp_member_draft_can_set_right (draft, category, right, &reason);

      name_button (button, right, name);
      gtk_check_button_set_active (button, (rights & right) != 0);
      gtk_widget_set_sensitive (GTK_WIDGET (button), may && !lp_member_draft_is_busy (draft));
      gtk_widget_set_tooltip_text (GTK_WIDGET (button), reason);
    }
  self->quiet = FALSE;
}

static void
on_toggled (LpRightsRow *self, GtkCheckButton *button)
{
  for (guint i = 0; !self->quiet && i < N_RIGHTS; i++)
    if (get_button (self, i) == button)
      lp_member_draft_set_right (self->draft, self->number, (LpRights) (1u << i),
                                 gtk_check_button_get_active (button));
}

static void
lp_rights_row_dispose (GObject *object)
{
  g_clear_object (&LP_RIGHTS_ROW (object)->draft);

  G_OBJECT_CLASS (lp_rights_row_parent_class)->dispose (object);
}

static void
lp_rights_row_class_init (LpRightsRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lp_rights_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/LicensePortal/ui/rights-row.ui");
  gtk_widget_class_bind_template_child (widget_class, LpRightsRow, category);
  gtk_widget_class_bind_template_child (widget_class, LpRightsRow, create);
  gtk_widget_class_bind_template_child (widget_class, LpRightsRow, modify);
  gtk_widget_class_bind_template_child (widget_class, LpRightsRow, revoke);
  gtk_widget_class_bind_template_callback (widget_class, on_toggled);
}

static void
lp_rights_row_init (LpRightsRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
