/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "lp-demo-bar.h"
#include "lp-format.h"

#define LP_TYPE_DEMO_PERSON_ROW (lp_demo_person_row_get_type ())
G_DECLARE_FINAL_TYPE (LpDemoPersonRow, lp_demo_person_row, LP, DEMO_PERSON_ROW, GtkListBoxRow)

struct _LpDemoPersonRow
{
  GtkListBoxRow parent_instance;

  /* Template */
  AdwAvatar *avatar;
  GtkLabel *name;
  GtkLabel *role;

  char *email;
};

G_DEFINE_FINAL_TYPE (LpDemoPersonRow, lp_demo_person_row, GTK_TYPE_LIST_BOX_ROW)

static GtkWidget *
create_person_row (gpointer item, gpointer user_data)
{
  LpDemoItem *person = item;
  LpDemoPersonRow *row = g_object_new (LP_TYPE_DEMO_PERSON_ROW, NULL);
  const char *slash = strrchr (lp_demo_item_get_group (person), '/');
  g_autofree char *role = NULL;

  /* Translators: what somebody is in which group, such as “Admin · North Reseller” */
  role = g_strdup_printf (_ ("%s · %s"), lp_demo_item_get_role (person),
                          slash != NULL ? slash + 1 : lp_demo_item_get_group (person));
  row->email = g_strdup (lp_demo_item_get_email (person));
  adw_avatar_set_text (row->avatar, lp_demo_item_get_name (person));
  gtk_label_set_label (row->name, lp_demo_item_get_name (person));
  gtk_label_set_label (row->role, role);
  return GTK_WIDGET (row);
}

static void
lp_demo_person_row_finalize (GObject *object)
{
  g_free (LP_DEMO_PERSON_ROW (object)->email);

  G_OBJECT_CLASS (lp_demo_person_row_parent_class)->finalize (object);
}

static void
lp_demo_person_row_class_init (LpDemoPersonRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = lp_demo_person_row_finalize;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/example/LicensePortal/ui/demo-person-row.ui");
  gtk_widget_class_bind_template_child (widget_class, LpDemoPersonRow, avatar);
  gtk_widget_class_bind_template_child (widget_class, LpDemoPersonRow, name);
  gtk_widget_class_bind_template_child (widget_class, LpDemoPersonRow, role);
}

static void
lp_demo_person_row_init (LpDemoPersonRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

struct _LpDemoBar
{
  AdwBin parent_instance;

  /* Template */
  GtkLabel *text;
  GtkLabel *today;
  GtkMenuButton *switcher;
  GtkPopover *popover;
  GtkListBox *people;

  LpSession *session;
};

G_DEFINE_FINAL_TYPE (LpDemoBar, lp_demo_bar, ADW_TYPE_BIN)

static void
update (LpDemoBar *self)
{
  gboolean demo = lp_session_get_demo (self->session);
  gboolean fixed = lp_session_get_fixed_today (self->session);
  const LpPerson *person = lp_session_get_person (self->session);
  g_autofree char *today = NULL;
  g_autofree char *text = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self), demo || fixed);
  if (demo && person != NULL)
    /* Translators: %s is the demo person whose view is shown */
    text = g_strdup_printf (_ ("Demo: you are %s"), person->name);
  gtk_label_set_label (self->text, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->switcher), demo);

  if (fixed)
    {
      g_autofree char *day = lp_format_date_short (lp_session_get_today (self->session));

      /* Translators: the fixed day on which the service works, for training and tests */
      today = g_strdup_printf (_ ("Business date: %s"), day);
      gtk_label_set_label (self->today, today);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->today), fixed);
}

void
lp_demo_bar_set_session (LpDemoBar *self, LpSession *session)
{
  static const char *const names[] = { "notify::demo", "notify::fixed-today", "notify::today-text",
                                       "notify::person-name" };

  if (g_set_object (&self->session, session))
    for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
      g_signal_connect_object (session, names[i], G_CALLBACK (update), self, G_CONNECT_SWAPPED);

  gtk_list_box_bind_model (self->people, lp_session_get_demo_people (session), create_person_row, NULL, NULL);
  update (self);
}

static void
on_person_activated (LpDemoBar *self, LpDemoPersonRow *row)
{
  gtk_popover_popdown (self->popover);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.open-demo", "s", row->email);
}

static void
lp_demo_bar_dispose (GObject *object)
{
  g_clear_object (&LP_DEMO_BAR (object)->session);

  G_OBJECT_CLASS (lp_demo_bar_parent_class)->dispose (object);
}

static void
lp_demo_bar_class_init (LpDemoBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lp_demo_bar_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/LicensePortal/ui/demo-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, LpDemoBar, text);
  gtk_widget_class_bind_template_child (widget_class, LpDemoBar, today);
  gtk_widget_class_bind_template_child (widget_class, LpDemoBar, switcher);
  gtk_widget_class_bind_template_child (widget_class, LpDemoBar, popover);
  gtk_widget_class_bind_template_child (widget_class, LpDemoBar, people);
  gtk_widget_class_bind_template_callback (widget_class, on_person_activated);
}

static void
lp_demo_bar_init (LpDemoBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
