/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "lp-format.h"
#include "lp-person-picker.h"
#include "lp-replica.h"
#include "lp-sight-dialog.h"
#include "lp-sight-list.h"
#include "lp-sight-text.h"

/* More people than these nobody reads; whoever asks about one of the others chooses that person. */
#define MAX_PEOPLE 100

struct _LpSightDialog
{
  AdwWindow parent_instance;

  /* Template */
  AdwEntryRow *code;
  AdwActionRow *person_row;
  GtkWidget *choose;
  LpPersonPicker *picker;
  GtkWidget *answer;
  GtkImage *sign;
  GtkLabel *headline;
  GtkListBox *reasons;
  AdwPreferencesGroup *seen_by;
  GtkListBox *people;
  GtkLabel *more;

  LpSession *session;
  LpSightText *text;
  LpSightList *list;
};

G_DEFINE_FINAL_TYPE (LpSightDialog, lp_sight_dialog, ADW_TYPE_WINDOW)

static const struct
{
  const char *icon;
  const char *css;
} signs[] = {
  [LP_SIGHT_ANSWER_NONE] = { NULL, NULL },
  [LP_SIGHT_ANSWER_UNKNOWN] = { "dialog-warning-symbolic", "state-expired" },
  [LP_SIGHT_ANSWER_USES] = { "ticket-activated-symbolic", "state-available" },
  [LP_SIGHT_ANSWER_SEES] = { "view-reveal-symbolic", "state-activated" },
  [LP_SIGHT_ANSWER_HIDDEN] = { "view-conceal-symbolic", "state-revoked" },
};

static void
show_reasons (LpSightDialog *self)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->reasons, 0)) != NULL)
    gtk_list_box_remove (self->reasons, GTK_WIDGET (row));
  for (const char *const *reason = lp_sight_text_get_reasons (self->text); *reason != NULL; reason++)
    gtk_list_box_append (self->reasons, g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title",
                                                      *reason, "title-lines", 0, NULL));
  gtk_widget_set_visible (GTK_WIDGET (self->reasons), lp_sight_text_get_reasons (self->text)[0] != NULL);
}

static void
update (LpSightDialog *self)
{
  LpSightAnswer answer = lp_sight_text_get_answer (self->text);
  const char *ticket = lp_sight_text_get_ticket_text (self->text);
  const char *css[] = { signs[answer].css, NULL };

  gtk_widget_set_visible (self->answer, answer != LP_SIGHT_ANSWER_NONE);
  /* Translators: title of an entry; %s is a product and a group */
  if (ticket != NULL)
    {
      g_autofree char *title = g_strdup_printf (_ ("Ticket Code · %s"), ticket);

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->code), title);
    }
  else
    {
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->code), _ ("Ticket Code"));
    }
  if (answer == LP_SIGHT_ANSWER_UNKNOWN)
    gtk_widget_add_css_class (GTK_WIDGET (self->code), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->code), "error");
  if (answer == LP_SIGHT_ANSWER_NONE)
    return;
  gtk_image_set_from_icon_name (self->sign, signs[answer].icon);
  gtk_widget_set_css_classes (GTK_WIDGET (self->sign), css);
  gtk_label_set_label (self->headline, lp_sight_text_get_headline (self->text));
  show_reasons (self);
}

static GtkWidget *
create_person (gpointer item, gpointer user_data)
{
  gboolean may_use = lp_sight_person_may_use (item);
  const char *css[] = { signs[may_use ? LP_SIGHT_ANSWER_USES : LP_SIGHT_ANSWER_SEES].css, NULL };
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title",
                                 lp_sight_person_get_name (item), "title-lines", 0, "subtitle",
                                 lp_sight_person_get_reasons (item), "subtitle-lines", 0, NULL);
  GtkWidget *image = g_object_new (GTK_TYPE_IMAGE, "icon-name",
                                   signs[may_use ? LP_SIGHT_ANSWER_USES : LP_SIGHT_ANSWER_SEES].icon,
                                   "tooltip-text",
                                   may_use ? _ ("May activate this ticket")
                                           : _ ("Sees this ticket, but may not activate it"),
                                   "css-classes", css, NULL);

  adw_action_row_add_prefix (ADW_ACTION_ROW (row), image);
  return row;
}

static void
update_people (LpSightDialog *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->list));
  guint n_more = n - MIN (n, MAX_PEOPLE);
  g_autofree char *count = lp_format_count (n);
  g_autofree char *title = g_strdup_printf (ngettext ("Seen by %s Person", "Seen by %s People", n), count);
  g_autofree char *number = lp_format_count (n_more);
  g_autofree char *more = g_strdup_printf (ngettext ("and %s more", "and %s more", n_more), number);

  adw_preferences_group_set_title (self->seen_by, title);
  adw_preferences_group_set_description (
      self->seen_by, lp_sight_list_is_complete (self->list)
                         ? NULL
                         : _ ("Roles in groups above those that you see are not known here."));
  gtk_widget_set_visible (GTK_WIDGET (self->seen_by), n > 0);
  gtk_label_set_label (self->more, more);
  gtk_widget_set_visible (GTK_WIDGET (self->more), n_more > 0);
}

static void
on_code_changed (LpSightDialog *self)
{
  const char *code = gtk_editable_get_text (GTK_EDITABLE (self->code));

  if (self->text == NULL)
    return;
  lp_sight_text_set_code (self->text, code);
  lp_sight_list_set_code (self->list, code);
}

static void
show_people (LpSightDialog *self)
{
  g_autoptr (GtkSliceListModel)
      first = gtk_slice_list_model_new (G_LIST_MODEL (g_object_ref (self->list)), 0, MAX_PEOPLE);

  g_signal_connect_object (self->list, "items-changed", G_CALLBACK (update_people), self, G_CONNECT_SWAPPED);
  gtk_list_box_bind_model (self->people, G_LIST_MODEL (first), create_person, NULL, NULL);
  update_people (self);
}

static void
on_person_chosen (LpSightDialog *self, const char *person_id)
{
  LpReplica *replica = lp_session_get_replica (self->session);
  g_autoptr (LpPerson) person = replica != NULL ? lp_replica_get_person (replica, person_id) : NULL;

  if (person == NULL)
    return;
  adw_action_row_set_subtitle (self->person_row, lp_person_get_display_name (person));
  lp_sight_text_set_person (self->text, person_id);
}

GtkWindow *
lp_sight_dialog_new (LpSession *session, const char *code, const char *person_id)
{
  LpSightDialog *self = g_object_new (LP_TYPE_SIGHT_DIALOG, NULL);

  self->session = g_object_ref (session);
  self->text = lp_sight_text_new (session);
  self->list = lp_sight_list_new (session);
  show_people (self);
  g_signal_connect_object (self->text, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  lp_person_picker_set_session (self->picker, session);
  on_person_chosen (self, person_id);
  gtk_editable_set_text (GTK_EDITABLE (self->code), code);
  update (self);
  gtk_window_set_focus (GTK_WINDOW (self), *code == '\0' ? GTK_WIDGET (self->code) : self->choose);
  return GTK_WINDOW (self);
}

static void
lp_sight_dialog_dispose (GObject *object)
{
  LpSightDialog *self = LP_SIGHT_DIALOG (object);

  g_clear_object (&self->text);
  g_clear_object (&self->list);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (lp_sight_dialog_parent_class)->dispose (object);
}

static void
lp_sight_dialog_class_init (LpSightDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lp_sight_dialog_dispose;

  g_type_ensure (LP_TYPE_PERSON_PICKER);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_DIALOG);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/LicensePortal/ui/sight-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, LpSightDialog, code);
  gtk_widget_class_bind_template_child (widget_class, LpSightDialog, person_row);
  gtk_widget_class_bind_template_child (widget_class, LpSightDialog, choose);
  gtk_widget_class_bind_template_child (widget_class, LpSightDialog, picker);
  gtk_widget_class_bind_template_child (widget_class, LpSightDialog, answer);
  gtk_widget_class_bind_template_child (widget_class, LpSightDialog, sign);
  gtk_widget_class_bind_template_child (widget_class, LpSightDialog, headline);
  gtk_widget_class_bind_template_child (widget_class, LpSightDialog, reasons);
  gtk_widget_class_bind_template_child (widget_class, LpSightDialog, seen_by);
  gtk_widget_class_bind_template_child (widget_class, LpSightDialog, people);
  gtk_widget_class_bind_template_child (widget_class, LpSightDialog, more);
  gtk_widget_class_bind_template_callback (widget_class, on_code_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_person_chosen);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
lp_sight_dialog_init (LpSightDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
