/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "lp-format.h"
#include "lp-invite-dialog.h"

struct _LpInviteDialog
{
  AdwWindow parent_instance;

  /* Template */
  AdwWindowTitle *heading;
  GtkWidget *invite;
  GtkTextView *addresses;
  AdwComboRow *role;
  GtkLabel *problem;
};

enum
{
  INVITED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LpInviteDialog, lp_invite_dialog, ADW_TYPE_WINDOW)

/* Rights of an admin are given on the People page afterwards, so whoever invites never gives too much by accident. */
static const LpRole roles[] = { LP_ROLE_MEMBER, LP_ROLE_SUPPORT, LP_ROLE_FINANCE, LP_ROLE_ADMIN };

/* Only what no address can be: the service and, in the end, the mail decide. */
static gboolean
looks_like_address (const char *word)
{
  const char *at = strchr (word, '@');

  return at != NULL && at != word && strchr (at + 1, '@') == NULL && strchr (at + 1, '.') != NULL &&
         g_utf8_strlen (word, -1) <= 254;
}

char **
lp_invite_split_addresses (const char *text, char **wrong)
{
  g_auto (GStrv) words = g_strsplit_set (text, " \t\r\n,;", -1);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) list = g_ptr_array_new ();

  if (wrong != NULL)
    *wrong = NULL;
  for (guint i = 0; words[i] != NULL; i++)
    {
      if (*words[i] == '\0')
        continue;
      if (!looks_like_address (words[i]))
        {
          if (wrong != NULL && *wrong == NULL)
            *wrong = g_strdup (words[i]);
        }
      else if (g_hash_table_add (seen, g_utf8_casefold (words[i], -1)))
        {
          g_ptr_array_add (list, g_strdup (words[i]));
        }
    }

  g_ptr_array_add (list, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&list), FALSE);
}

static char *
dup_text (LpInviteDialog *self)
{
  char *text = NULL;

  g_object_get (gtk_text_view_get_buffer (self->addresses), "text", &text, NULL);
  return text;
}

static void
on_edited (LpInviteDialog *self)
{
  g_autofree char *text = dup_text (self);
  g_autofree char *wrong = NULL;
  g_auto (GStrv) list = lp_invite_split_addresses (text, &wrong);
  g_autofree char *problem = NULL;

  if (wrong != NULL)
    /* Translators: %s is what was typed */
    problem = g_strdup_printf (_ ("“%s” is no e-mail address."), wrong);
  gtk_label_set_label (self->problem, problem != NULL ? problem : "");
  gtk_widget_set_sensitive (self->invite, wrong == NULL && list[0] != NULL);
}

static void
on_invite (LpInviteDialog *self)
{
  g_autofree char *text = dup_text (self);
  g_auto (GStrv) list = lp_invite_split_addresses (text, NULL);
  guint selected = MIN (adw_combo_row_get_selected (self->role), G_N_ELEMENTS (roles) - 1);

  g_signal_emit (self, signals[INVITED], 0, list, (int) roles[selected]);
  gtk_window_close (GTK_WINDOW (self));
}

GtkWindow *
lp_invite_dialog_new (const char *group_name)
{
  LpInviteDialog *self = g_object_new (LP_TYPE_INVITE_DIALOG, NULL);

  adw_window_title_set_subtitle (self->heading, group_name);
  return GTK_WINDOW (self);
}

static void
lp_invite_dialog_class_init (LpInviteDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  signals[INVITED] = g_signal_new ("invited", LP_TYPE_INVITE_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 2, G_TYPE_STRV, G_TYPE_INT);

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_DIALOG);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/example/LicensePortal/ui/invite-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, LpInviteDialog, heading);
  gtk_widget_class_bind_template_child (widget_class, LpInviteDialog, invite);
  gtk_widget_class_bind_template_child (widget_class, LpInviteDialog, addresses);
  gtk_widget_class_bind_template_child (widget_class, LpInviteDialog, role);
  gtk_widget_class_bind_template_child (widget_class, LpInviteDialog, problem);
  gtk_widget_class_bind_template_callback (widget_class, on_invite);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
lp_invite_dialog_init (LpInviteDialog *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  gtk_widget_init_template (GTK_WIDGET (self));
  for (gsize i = 0; i < G_N_ELEMENTS (roles); i++)
    gtk_string_list_append (names, lp_format_role (roles[i]));
  adw_combo_row_set_model (self->role, G_LIST_MODEL (names));
  g_signal_connect_object (gtk_text_view_get_buffer (self->addresses), "changed", G_CALLBACK (on_edited),
                           self, G_CONNECT_SWAPPED);
}
