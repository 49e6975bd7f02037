/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "lp-discarding.h"
#include "lp-error.h"
#include "lp-format.h"
#include "lp-leaving.h"
#include "lp-sign-in-dialog.h"
#include "lp-text-fault.h"

struct _LpSignInDialog
{
  AdwWindow parent_instance;

  /* Template */
  GtkLabel *explanation;
  GtkEditable *address;
  GtkEditable *vendor;
  GtkEditable *email;
  GtkEditable *password;
  GtkLabel *problem;
  GtkWidget *sign_in;
  GtkSpinner *spinner;

  LpSession *session;
  LpAccountKind kind;
  GCancellable *cancellable;
  gboolean done; /* signed in */
};

G_DEFINE_FINAL_TYPE (LpSignInDialog, lp_sign_in_dialog, ADW_TYPE_WINDOW)

static gboolean
is_filled (GtkEditable *row)
{
  return !gtk_widget_get_visible (GTK_WIDGET (row)) || *gtk_editable_get_text (row) != '\0';
}

/* The rows keep the keyboard while the service is asked; they only cannot be changed. */
static void
set_busy (LpSignInDialog *self, gboolean busy)
{
  GtkEditable *rows[] = { self->address, self->vendor, self->email, self->password };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    gtk_editable_set_editable (rows[i], !busy);
  gtk_spinner_set_spinning (self->spinner, busy);
  gtk_widget_set_sensitive (self->sign_in, !busy && is_filled (self->address) && is_filled (self->vendor) &&
                                               is_filled (self->email) && is_filled (self->password));
}

static void
clear_problem (LpSignInDialog *self)
{
  GtkEditable *rows[] = { self->address, self->vendor, self->email, self->password };

  gtk_widget_set_visible (GTK_WIDGET (self->problem), FALSE);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    gtk_widget_remove_css_class (GTK_WIDGET (rows[i]), "error");
}

static void
on_edited (LpSignInDialog *self)
{
  clear_problem (self);
  set_busy (self, FALSE);
}

/* The row a fault is about; a refused sign-in is about the password as far as anybody may know. */
static GtkEditable *
find_row (LpSignInDialog *self, const GError *error)
{
  gsize n_fields = 0;
  const LpFieldError *fields;

  if (g_error_matches (error, LP_ERROR, LP_ERROR_SIGN_IN_FAILED))
    return self->password;
  if (g_error_matches (error, LP_ERROR, LP_ERROR_UNREACHABLE))
    return self->address;
  if (error->domain != LP_ERROR)
    return NULL;

  fields = lp_error_get_fields (error, &n_fields);
  if (n_fields == 0)
    return NULL;
  if (g_str_equal (fields[0].pointer, "/address"))
    return self->address;
  if (g_str_equal (fields[0].pointer, "/name"))
    return self->vendor;
  if (g_str_equal (fields[0].pointer, "/email"))
    return self->email;
  return self->password;
}

static void
show_problem (LpSignInDialog *self, GtkEditable *row, const char *text)
{
  gtk_label_set_label (self->problem, text);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), TRUE);
  if (row != NULL && gtk_widget_get_visible (GTK_WIDGET (row)))
    {
      gtk_widget_add_css_class (GTK_WIDGET (row), "error");
      gtk_widget_grab_focus (GTK_WIDGET (row));
    }
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LpSignInDialog) self = user_data;
  g_autoptr (GError) error = NULL;

  if (lp_session_open_finish (LP_SESSION (source), result, &error))
    {
      self->done = TRUE;
      gtk_window_close (GTK_WINDOW (self));
      return;
    }

  set_busy (self, FALSE);
  if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_autofree char *text = lp_format_error (error);

      show_problem (self, find_row (self, error), text);
    }
}

/* What makes a service of one's own can be judged here; where there is one, it knows what is right. */
static gboolean
check_new (LpSignInDialog *self)
{
  const struct
  {
    GtkEditable *row;
    char *(*explain) (const char *text);
  } rules[] = {
    { self->vendor, lp_name_explain_fault },
    { self->email, lp_email_explain_fault },
    { self->password, lp_new_password_explain_fault },
  };

  for (gsize i = 0; gtk_widget_get_visible (GTK_WIDGET (self->vendor)) && i < G_N_ELEMENTS (rules); i++)
    {
      g_autofree char *fault = rules[i].explain (gtk_editable_get_text (rules[i].row));

      if (fault == NULL)
        continue;
      show_problem (self, rules[i].row, fault);
      return FALSE;
    }
  return TRUE;
}

static void
sign_in (LpSignInDialog *self)
{
  const char *email = gtk_editable_get_text (self->email);
  const char *password = gtk_editable_get_text (self->password);

  clear_problem (self);
  set_busy (self, TRUE);
  g_set_object (&self->cancellable, NULL);
  self->cancellable = g_cancellable_new ();
  if (self->kind == LP_ACCOUNT_OWN)
    lp_session_open_own_async (self->session, gtk_editable_get_text (self->vendor), email, password,
                               self->cancellable, opened_cb, g_object_ref (self));
  else
    lp_session_open_remote_async (self->session, gtk_editable_get_text (self->address), email, password,
                                  self->cancellable, opened_cb, g_object_ref (self));
}

static void
leave_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LpSignInDialog) self = user_data;

  if (lp_leaving_ask_finish (LP_SESSION (source), result) && self->session != NULL)
    sign_in (self);
}

/* To another account than the one that is open now, whose changes may not all have been sent. */
static gboolean
is_switch (LpSignInDialog *self)
{
  const LpPerson *person = lp_session_get_person (self->session);
  gboolean elsewhere = gtk_widget_get_visible (GTK_WIDGET (self->address)) &&
                       g_strcmp0 (gtk_editable_get_text (self->address),
                                  lp_session_get_address (self->session)) != 0;

  return person != NULL &&
         (elsewhere || g_ascii_strcasecmp (gtk_editable_get_text (self->email), person->email) != 0);
}

static void
on_sign_in (LpSignInDialog *self)
{
  if (!check_new (self))
    return;
  if (is_switch (self))
    lp_leaving_ask_async (GTK_WINDOW (self), self->session, FALSE, leave_cb, g_object_ref (self));
  else
    sign_in (self);
}

static void
on_cancel (LpSignInDialog *self)
{
  gtk_window_close (GTK_WINDOW (self));
}

static GtkWidget *
find_first_empty (LpSignInDialog *self)
{
  GtkEditable *rows[] = { self->address, self->vendor, self->email };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    if (!is_filled (rows[i]))
      return GTK_WIDGET (rows[i]);
  return GTK_WIDGET (self->password);
}

static void
set_kind (LpSignInDialog *self, LpAccountKind kind)
{
  gboolean here = kind == LP_ACCOUNT_OWN;
  gboolean own = here && !lp_session_has_own (self->session);

  self->kind = kind;
  gtk_window_set_title (GTK_WINDOW (self), own ? _ ("Start My Own") : _ ("Sign In"));
  gtk_widget_set_visible (GTK_WIDGET (self->address), !here);
  gtk_widget_set_visible (GTK_WIDGET (self->vendor), own);
  gtk_button_set_label (GTK_BUTTON (self->sign_in), own ? _ ("Create") : _ ("Sign In"));
  gtk_label_set_label (
      self->explanation,
      own    ? _ ("Makes an empty License Central on this computer, with you as its first "
                     "administrator. The password needs at least 12 characters.")
      : here ? _ ("You have a License Central on this computer already. Sign in to go on with it.")
             : _ ("Address and account come from whoever runs your License Central."));
}

GtkWindow *
lp_sign_in_dialog_new (LpSession *session, LpAccountKind kind)
{
  LpSignInDialog *self = g_object_new (LP_TYPE_SIGN_IN_DIALOG, NULL);
  const char *address = lp_session_get_address (session);
  const LpPerson *person = lp_session_get_person (session);

  self->session = g_object_ref (session);
  set_kind (self, kind);
  if (address != NULL)
    gtk_editable_set_text (self->address, address);
  if (person != NULL && person->email != NULL)
    gtk_editable_set_text (self->email, person->email);
  gtk_widget_grab_focus (find_first_empty (self));
  set_busy (self, FALSE);
  return GTK_WINDOW (self);
}

/* What stood there at first is known without this dialog. */
static gboolean
has_input (LpSignInDialog *self)
{
  const LpPerson *person = self->session != NULL ? lp_session_get_person (self->session) : NULL;
  const char *address = self->session != NULL ? lp_session_get_address (self->session) : NULL;
  const char *email = person != NULL ? person->email : NULL;

  return !g_str_equal (gtk_editable_get_text (self->address), address != NULL ? address : "") ||
         !g_str_equal (gtk_editable_get_text (self->email), email != NULL ? email : "") ||
         *gtk_editable_get_text (self->vendor) != '\0' || *gtk_editable_get_text (self->password) != '\0';
}

static void
lp_sign_in_dialog_dispose (GObject *object)
{
  LpSignInDialog *self = LP_SIGN_IN_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (lp_sign_in_dialog_parent_class)->dispose (object);
}

static gboolean
lp_sign_in_dialog_close_request (GtkWindow *window)
{
  LpSignInDialog *self = LP_SIGN_IN_DIALOG (window);

  if (lp_discarding_holds (window, has_input (self) && !self->done, _ ("Discard What You Have Entered?"),
                           _ ("You have not been signed in.")))
    return TRUE;
  g_cancellable_cancel (self->cancellable);
  return GTK_WINDOW_CLASS (lp_sign_in_dialog_parent_class)->close_request (window);
}

static void
lp_sign_in_dialog_class_init (LpSignInDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lp_sign_in_dialog_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = lp_sign_in_dialog_close_request;

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_DIALOG);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/example/LicensePortal/ui/sign-in-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, LpSignInDialog, explanation);
  gtk_widget_class_bind_template_child (widget_class, LpSignInDialog, address);
  gtk_widget_class_bind_template_child (widget_class, LpSignInDialog, vendor);
  gtk_widget_class_bind_template_child (widget_class, LpSignInDialog, email);
  gtk_widget_class_bind_template_child (widget_class, LpSignInDialog, password);
  gtk_widget_class_bind_template_child (widget_class, LpSignInDialog, problem);
  gtk_widget_class_bind_template_child (widget_class, LpSignInDialog, sign_in);
  gtk_widget_class_bind_template_child (widget_class, LpSignInDialog, spinner);
  gtk_widget_class_bind_template_callback (widget_class, on_cancel);
  gtk_widget_class_bind_template_callback (widget_class, on_edited);
  gtk_widget_class_bind_template_callback (widget_class, on_sign_in);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
lp_sign_in_dialog_init (LpSignInDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
