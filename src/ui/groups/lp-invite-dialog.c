/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "lp-address-lines.h"
#include "lp-calls.h"
#include "lp-discarding.h"
#include "lp-format.h"
#include "lp-invite-dialog.h"
#include "lp-member-list.h"
#include "lp-outbox.h"
#include "lp-replica.h"
#include "lp-toasts.h"

/* More faults than this nobody reads at once. */
#define MAX_FAULTS 6

struct _LpInviteDialog
{
  AdwWindow parent_instance;

  /* Template */
  AdwWindowTitle *heading;
  GtkWidget *invite;
  GtkTextView *addresses;
  AdwComboRow *role;
  GtkLabel *count;
  GtkLabel *problem;

  GtkWidget *from;
  LpSession *session;
  char *group_id;
  LpMemberList *members;
  GHashTable *refused; /* folded address → what the service said */
  GPtrArray *lines;    /* of LpAddressLine */
  GString *left;       /* what stays in the text when all is answered */
  guint n_sent;
  guint n_invited;
  guint n_waiting; /* stored for later */
};

G_DEFINE_FINAL_TYPE (LpInviteDialog, lp_invite_dialog, ADW_TYPE_WINDOW)

/* Rights of an admin are given on the People page afterwards, so whoever invites never gives too much by accident. */
static const LpRole roles[] = { LP_ROLE_MEMBER, LP_ROLE_SUPPORT, LP_ROLE_FINANCE, LP_ROLE_ADMIN };

static char *
dup_text (LpInviteDialog *self)
{
  char *text = NULL;

  g_object_get (gtk_text_view_get_buffer (self->addresses), "text", &text, NULL);
  return text;
}

static GHashTable *
list_member_addresses (LpInviteDialog *self)
{
  GHashTable *addresses = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->members)); i++)
    {
      g_autoptr (LpMemberItem) item = g_list_model_get_item (G_LIST_MODEL (self->members), i);

      g_hash_table_add (addresses, g_utf8_casefold (lp_member_item_get_email (item), -1));
    }
  return addresses;
}

/* What is wrong with the lines, and then what the service said about those that are good in form. */
static char *
dup_problems (LpInviteDialog *self)
{
  GString *text = g_string_new (NULL);
  guint n = 0;

  for (guint i = 0; i < self->lines->len; i++)
    {
      const LpAddressLine *line = self->lines->pdata[i];
      g_autofree char *folded = line->address != NULL ? g_utf8_casefold (line->address, -1) : NULL;
      const char *said = folded != NULL ? g_hash_table_lookup (self->refused, folded) : line->fault;

      if (said == NULL)
        continue;
      if (++n <= MAX_FAULTS)
        g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", said);
    }
  if (n > MAX_FAULTS)
    {
      g_string_append_c (text, '\n');
      g_string_append_printf (text, ngettext ("and %u more", "and %u more", n - MAX_FAULTS), n - MAX_FAULTS);
    }
  return g_string_free (text, FALSE);
}

static void
update (LpInviteDialog *self)
{
  g_autofree char *text = dup_text (self);
  g_autofree char *problems = NULL, *count = NULL, *number = NULL;
  g_autoptr (GHashTable) members = list_member_addresses (self);
  guint n_good, n_faults;

  g_clear_pointer (&self->lines, g_ptr_array_unref);
  self->lines = lp_address_lines_read (text, members);
  n_good = lp_address_lines_count (self->lines, FALSE);
  n_faults = lp_address_lines_count (self->lines, TRUE);
  problems = dup_problems (self);
  number = lp_format_count (n_good);
  count = g_strdup_printf (ngettext ("%s person to invite", "%s people to invite", n_good), number);
  gtk_label_set_label (self->count, count);
  gtk_widget_set_visible (GTK_WIDGET (self->count), n_good > 0);
  gtk_label_set_label (self->problem, problems);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), *problems != '\0');
  gtk_widget_set_sensitive (self->invite, n_good > 0 && n_faults == 0 && self->n_sent == 0);
}

/* Everything is answered: close, or leave what was refused to be mended. */
static void
finish (LpInviteDialog *self)
{
  g_autofree char *number = lp_format_count (self->n_invited);
  g_autofree char *done =
      g_strdup_printf (ngettext ("Invited %s person", "Invited %s people", self->n_invited), number);
  g_autofree char *left = g_string_free (g_steal_pointer (&self->left), FALSE);

  gtk_text_view_set_editable (self->addresses, TRUE);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->addresses), left, -1);
  if (self->n_invited > 0)
    lp_toast_show (self->from, done);
  else if (self->n_waiting > 0)
    lp_toast_show (self->from, _ ("Not sent yet: waits for the connection"));
  if (*left == '\0')
    gtk_window_close (GTK_WINDOW (self));
  else
    update (self);
}

typedef struct
{
  LpInviteDialog *self;
  char *address;
  char *text;
} Sending;

static void
sending_free (Sending *sending)
{
  g_object_unref (sending->self);
  g_free (sending->address);
  g_free (sending->text);
  g_free (sending);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Sending, sending_free)

static void
keep_refused (LpInviteDialog *self, Sending *sending, const GError *error)
{
  g_autofree char *said = lp_format_error (error);

  g_hash_table_insert (self->refused, g_utf8_casefold (sending->address, -1),
                       g_strdup_printf ("%s: %s", sending->address, said));
  g_string_append_printf (self->left, "%s\n", sending->text);
}

static void
submitted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Sending) sending = user_data;
  LpInviteDialog *self = sending->self;
  g_autoptr (GError) error = NULL;
  g_autoptr (LpChange) change = lp_outbox_submit_finish (LP_OUTBOX (source), result, &error);

  if (change == NULL)
    keep_refused (self, sending, error);
  else if (lp_change_get_state (change) == LP_CHANGE_DONE)
    self->n_invited++;
  else if (lp_change_get_error (change) != NULL)
    keep_refused (self, sending, lp_change_get_error (change));
  else
    self->n_waiting++;
  /* Whoever closed the dialog meanwhile has seen the addresses go; the list of changes tells the rest. */
  if (--self->n_sent == 0 && self->from != NULL)
    finish (self);
}

static void
send_line (LpInviteDialog *self, LpOutbox *outbox, const LpAddressLine *line)
{
  guint selected = MIN (adw_combo_row_get_selected (self->role), G_N_ELEMENTS (roles) - 1);
  g_autoptr (LpRequest) request = lp_call_invite (self->group_id, line->address, roles[selected], NULL);
  /* Translators: a change; %s is an e-mail address */
  g_autofree char *summary = g_strdup_printf (_ ("Invite %s"), line->address);
  Sending *sending = g_new0 (Sending, 1);

  sending->self = g_object_ref (self);
  sending->address = g_strdup (line->address);
  sending->text = g_strdup (line->text);
  self->n_sent++;
  lp_outbox_submit_async (outbox, request, summary, NULL, submitted_cb, sending);
}

static void
on_invite (LpInviteDialog *self)
{
  LpOutbox *outbox = lp_session_get_outbox (self->session);

  if (outbox == NULL || self->n_sent > 0)
    return;
  self->n_invited = self->n_waiting = 0;
  self->left = g_string_new (NULL);
  g_hash_table_remove_all (self->refused);
  gtk_text_view_set_editable (self->addresses, FALSE);
  gtk_widget_set_sensitive (self->invite, FALSE);
  for (guint i = 0; i < self->lines->len; i++)
    {
      const LpAddressLine *line = self->lines->pdata[i];

      if (line->address != NULL)
        send_line (self, outbox, line);
    }
}

GtkWindow *
lp_invite_dialog_new (GtkWidget *from, LpSession *session, const char *group_id)
{
  LpInviteDialog *self = g_object_new (LP_TYPE_INVITE_DIALOG, NULL);
  g_autoptr (LpGroup) group = lp_replica_get_group (lp_session_get_replica (session), group_id);

  self->from = g_object_ref (from);
  self->session = g_object_ref (session);
  self->group_id = g_strdup (group_id);
  self->members = lp_member_list_new (session, group_id);
  g_signal_connect_object (self->members, "items-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  adw_window_title_set_subtitle (self->heading, group != NULL ? group->name : "");
  g_signal_connect_object (gtk_text_view_get_buffer (self->addresses), "changed", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  update (self);
  return GTK_WINDOW (self);
}

/* While they are sent the list of changes has them, so nothing is lost. */
static gboolean
lp_invite_dialog_close_request (GtkWindow *window)
{
  LpInviteDialog *self = LP_INVITE_DIALOG (window);
  g_autofree char *text = g_strstrip (dup_text (self));

  if (lp_discarding_holds (window, *text != '\0' && self->n_sent == 0, _ ("Discard the Invitations?"),
                           _ ("The addresses that you have entered will be lost. Nobody has been invited "
                              "with them.")))
    return TRUE;
  return GTK_WINDOW_CLASS (lp_invite_dialog_parent_class)->close_request (window);
}

static void
lp_invite_dialog_dispose (GObject *object)
{
  LpInviteDialog *self = LP_INVITE_DIALOG (object);

  g_clear_object (&self->members);
  g_clear_object (&self->session);
  g_clear_object (&self->from);

  G_OBJECT_CLASS (lp_invite_dialog_parent_class)->dispose (object);
}

static void
lp_invite_dialog_finalize (GObject *object)
{
  LpInviteDialog *self = LP_INVITE_DIALOG (object);

  g_free (self->group_id);
  g_hash_table_unref (self->refused);
  g_clear_pointer (&self->lines, g_ptr_array_unref);
  if (self->left != NULL)
    g_string_free (self->left, TRUE);

  G_OBJECT_CLASS (lp_invite_dialog_parent_class)->finalize (object);
}

static void
lp_invite_dialog_class_init (LpInviteDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = lp_invite_dialog_dispose;
  object_class->finalize = lp_invite_dialog_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = lp_invite_dialog_close_request;

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_DIALOG);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/example/LicensePortal/ui/invite-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, LpInviteDialog, heading);
  gtk_widget_class_bind_template_child (widget_class, LpInviteDialog, invite);
  gtk_widget_class_bind_template_child (widget_class, LpInviteDialog, addresses);
  gtk_widget_class_bind_template_child (widget_class, LpInviteDialog, role);
  gtk_widget_class_bind_template_child (widget_class, LpInviteDialog, count);
  gtk_widget_class_bind_template_child (widget_class, LpInviteDialog, problem);
  gtk_widget_class_bind_template_callback (widget_class, on_invite);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
lp_invite_dialog_init (LpInviteDialog *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  self->refused = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_window_set_focus (GTK_WINDOW (self), GTK_WIDGET (self->addresses));
  for (gsize i = 0; i < G_N_ELEMENTS (roles); i++)
    gtk_string_list_append (names, lp_format_role (roles[i]));
  adw_combo_row_set_model (self->role, G_LIST_MODEL (names));
}
