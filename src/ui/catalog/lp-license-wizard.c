/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lp-license-wizard.h"

#include <glib/gi18n-lib.h>

#include "license-wizard-resources.h"
#include "lp-discarding.h"
#include "lp-format.h"
#include "lp-steps.h"

struct _LpLicenseWizard
{
  AdwWindow parent_instance;

  /* Template */
  AdwWindowTitle *title;
  GtkWidget *cancel;
  GtkButton *back;
  GtkButton *next;
  LpStepTrail *trail;
  AdwToastOverlay *toasts;
  GtkStack *stack;
  LpGroupStep *group_step;
  LpCategoryStep *category_step;
  LpProductStep *product_step;
  LpDetailsStep *details_step;
  LpReviewStep *review_step;
  LpDoneStep *done_step;

  /* Owned */
  LpLicenseDraft *draft;
  gboolean has_created; /* this is not the first license of this dialog */
};

G_DEFINE_FINAL_TYPE (LpLicenseWizard, lp_license_wizard, ADW_TYPE_WINDOW)

enum
{
  CREATED,
  ALLOCATE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* Names of the stack's pages, by LpDraftStep. */
static const char *const page_names[] = { "group", "category", "product", "details", "review", "done" };

static char **
dup_codes (LpLicenseWizard *self)
{
  GPtrArray *tickets = lp_license_draft_get_tickets (self->draft);
  g_autoptr (GStrvBuilder) codes = g_strv_builder_new ();

  for (guint i = 0; i < tickets->len; i++)
    g_strv_builder_add (codes, ((LpTicket *) g_ptr_array_index (tickets, i))->code);
  return g_strv_builder_end (codes);
}

static void
show_toast (LpLicenseWizard *self, const char *text)
{
  AdwToast *toast = adw_toast_new ("");

  /* AdwToast of this baseline takes markup in any case. */
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  adw_toast_set_title (toast, escaped);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

static gboolean
can_go_next (LpLicenseWizard *self)
{
  gboolean creating;

  switch (lp_license_draft_get_step (self->draft))
    {
    case LP_STEP_GROUP:
      return lp_license_draft_get_group (self->draft) != NULL;
    case LP_STEP_CATEGORY:
      return lp_license_draft_get_category_id (self->draft) != NULL;
    case LP_STEP_PRODUCT:
      return lp_license_draft_get_product (self->draft) != NULL;
    case LP_STEP_REVIEW:
      g_object_get (self->draft, "creating", &creating, NULL);
      return !creating;
    case LP_STEP_DETAILS:
    case LP_STEP_DONE:
    default:
      return TRUE;
    }
}

/* Where one of several is to be chosen, a row or card acts at once; to continue is for whoever has chosen before. */
static gboolean
is_next_shown (LpLicenseWizard *self)
{
  return lp_license_draft_get_step (self->draft) > LP_STEP_PRODUCT || can_go_next (self);
}

static void
show_buttons (LpLicenseWizard *self)
{
  LpDraftStep step = lp_license_draft_get_step (self->draft);
  gboolean creating;

  g_object_get (self->draft, "creating", &creating, NULL);
  gtk_widget_set_visible (self->cancel, step != LP_STEP_DONE);
  gtk_widget_set_visible (GTK_WIDGET (self->back), step != LP_STEP_GROUP && step != LP_STEP_DONE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "wizard.back", step != LP_STEP_DONE && !creating);
  if (step == LP_STEP_DONE)
    gtk_button_set_label (self->next, _ ("_Close"));
  else if (step == LP_STEP_REVIEW)
    gtk_button_set_label (self->next, creating ? _ ("Creating…") : _ ("Create _License"));
  else
    gtk_button_set_label (self->next, step == LP_STEP_DETAILS ? _ ("_Review") : _ ("_Continue"));
  gtk_widget_set_visible (GTK_WIDGET (self->next), is_next_shown (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "wizard.next", can_go_next (self));
}

static void
draft_changed_cb (LpLicenseWizard *self)
{
  g_autofree char *summary = NULL;

  g_object_get (self->draft, "summary-text", &summary, NULL);
  adw_window_title_set_subtitle (self->title, summary);
  show_buttons (self);
}

static void
step_changed_cb (LpLicenseWizard *self)
{
  LpDraftStep step = lp_license_draft_get_step (self->draft);

  gtk_stack_set_visible_child_name (self->stack, page_names[step]);
  show_buttons (self);
  if (step < LP_STEP_REVIEW)
    gtk_widget_child_focus (gtk_stack_get_visible_child (self->stack), GTK_DIR_TAB_FORWARD);
  else if (step != LP_STEP_DONE || !gtk_widget_grab_focus (GTK_WIDGET (self->done_step)))
    gtk_widget_grab_focus (GTK_WIDGET (self->next));
}

static void
created_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LpLicenseWizard) self = LP_LICENSE_WIZARD (user_data);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_auto (GStrv) codes = NULL;

  if (!lp_license_draft_create_finish (LP_LICENSE_DRAFT (source), result, &error))
    {
      text = lp_format_error (error);
      show_toast (self, text);
      return;
    }
  self->has_created = TRUE;
  codes = dup_codes (self);
  g_signal_emit (self, signals[CREATED], 0, codes);
}

static void
create (LpLicenseWizard *self)
{
  lp_license_draft_create_async (self->draft, NULL, created_cb, g_object_ref (self));
}

static void
confirmed_cb (LpLicenseWizard *self, const char *response)
{
  if (g_str_equal (response, "create"))
    create (self);
}

/* Both dates must have been seen before an order that renews so soon (design: domain, "Cancellation"). */
static void
confirm (LpLicenseWizard *self, const char *warning)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (self), _ ("The First Deadline Is Near"), warning);

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Back to Review"), "create",
                                    _ ("Create _License"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "create", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (confirmed_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
go_next (GtkWidget *widget, const char *action, GVariant *parameter)
{
  LpLicenseWizard *self = LP_LICENSE_WIZARD (widget);
  LpDraftStep step = lp_license_draft_get_step (self->draft);
  g_autofree char *warning = NULL;

  if (step == LP_STEP_DONE)
    gtk_window_close (GTK_WINDOW (self));
  else if (step == LP_STEP_REVIEW)
    {
      g_object_get (self->draft, "warning-text", &warning, NULL);
      if (*warning != '\0')
        confirm (self, warning);
      else
        create (self);
    }
  else if (!lp_license_draft_go_next (self->draft) && step == LP_STEP_DETAILS)
    lp_details_step_focus_fault (self->details_step);
}

static void
go_back (GtkWidget *widget, const char *action, GVariant *parameter)
{
  LpLicenseWizard *self = LP_LICENSE_WIZARD (widget);

  if (!lp_license_draft_go_back (self->draft))
    gtk_window_close (GTK_WINDOW (self));
}

static void
on_group_chosen (LpLicenseWizard *self)
{
  lp_license_draft_go_next (self->draft);
}

static void
on_category_chosen (LpLicenseWizard *self)
{
  lp_license_draft_go_next (self->draft);
}

static void
on_product_chosen (LpLicenseWizard *self)
{
  lp_license_draft_go_next (self->draft);
}

static void
on_another (LpLicenseWizard *self)
{
  lp_license_draft_restart (self->draft);
}

static void
on_allocate (LpLicenseWizard *self)
{
  g_auto (GStrv) codes = dup_codes (self);

  g_signal_emit (self, signals[ALLOCATE], 0, codes);
}

static void
on_toast (LpLicenseWizard *self, const char *text)
{
  show_toast (self, text);
}

static gboolean
lp_license_wizard_close_request (GtkWindow *window)
{
  LpLicenseWizard *self = LP_LICENSE_WIZARD (window);
  gboolean has_input, creating;

  g_object_get (self->draft, "has-input", &has_input, "creating", &creating, NULL);
  if (lp_discarding_holds (window, has_input && !creating, _ ("Discard This License?"),
                           self->has_created
                               ? _ ("What you have entered will be lost. What you have created before stays.")
                               : _ ("What you have entered will be lost. No license has been created yet.")))
    return TRUE;
  return GTK_WINDOW_CLASS (lp_license_wizard_parent_class)->close_request (window);
}

static void
lp_license_wizard_dispose (GObject *object)
{
  g_clear_object (&LP_LICENSE_WIZARD (object)->draft);
  G_OBJECT_CLASS (lp_license_wizard_parent_class)->dispose (object);
}

static void
ensure_types (void)
{
  g_type_ensure (LP_TYPE_STEP_TRAIL);
  g_type_ensure (LP_TYPE_GROUP_STEP);
  g_type_ensure (LP_TYPE_CATEGORY_STEP);
  g_type_ensure (LP_TYPE_PRODUCT_STEP);
  g_type_ensure (LP_TYPE_DETAILS_STEP);
  g_type_ensure (LP_TYPE_REVIEW_STEP);
  g_type_ensure (LP_TYPE_DONE_STEP);
}

static void
bind_template (GtkWidgetClass *klass)
{
  gtk_widget_class_set_accessible_role (klass, GTK_ACCESSIBLE_ROLE_DIALOG);
  gtk_widget_class_set_template_from_resource (klass, "/org/example/LicensePortal/ui/license-wizard.ui");
  gtk_widget_class_bind_template_child (klass, LpLicenseWizard, title);
  gtk_widget_class_bind_template_child (klass, LpLicenseWizard, cancel);
  gtk_widget_class_bind_template_child (klass, LpLicenseWizard, back);
  gtk_widget_class_bind_template_child (klass, LpLicenseWizard, next);
  gtk_widget_class_bind_template_child (klass, LpLicenseWizard, trail);
  gtk_widget_class_bind_template_child (klass, LpLicenseWizard, toasts);
  gtk_widget_class_bind_template_child (klass, LpLicenseWizard, stack);
  gtk_widget_class_bind_template_child (klass, LpLicenseWizard, group_step);
  gtk_widget_class_bind_template_child (klass, LpLicenseWizard, category_step);
  gtk_widget_class_bind_template_child (klass, LpLicenseWizard, product_step);
  gtk_widget_class_bind_template_child (klass, LpLicenseWizard, details_step);
  gtk_widget_class_bind_template_child (klass, LpLicenseWizard, review_step);
  gtk_widget_class_bind_template_child (klass, LpLicenseWizard, done_step);
  gtk_widget_class_bind_template_callback (klass, on_group_chosen);
  gtk_widget_class_bind_template_callback (klass, on_category_chosen);
  gtk_widget_class_bind_template_callback (klass, on_product_chosen);
  gtk_widget_class_bind_template_callback (klass, on_another);
  gtk_widget_class_bind_template_callback (klass, on_allocate);
  gtk_widget_class_bind_template_callback (klass, on_toast);
}

static void
load_style (void)
{
  GdkDisplay *display = gdk_display_get_default ();
  g_autoptr (GtkCssProvider) provider = NULL;

  if (display == NULL)
    return;
  provider = gtk_css_provider_new ();
  gtk_css_provider_load_from_resource (provider, "/org/example/LicensePortal/ui/license-wizard.css");
  gtk_style_context_add_provider_for_display (display, GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

static void
lp_license_wizard_class_init (LpLicenseWizardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  license_wizard_register_resource ();
  ensure_types ();
  load_style ();
  G_OBJECT_CLASS (klass)->dispose = lp_license_wizard_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = lp_license_wizard_close_request;
  bind_template (widget_class);

  gtk_widget_class_install_action (widget_class, "wizard.next", NULL, go_next);
  gtk_widget_class_install_action (widget_class, "wizard.back", NULL, go_back);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, GDK_ALT_MASK, "wizard.back", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);

  signals[CREATED] = g_signal_new ("created", LP_TYPE_LICENSE_WIZARD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_STRV);
  signals[ALLOCATE] = g_signal_new ("allocate", LP_TYPE_LICENSE_WIZARD, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                    NULL, G_TYPE_NONE, 1, G_TYPE_STRV);
}

static void
lp_license_wizard_init (LpLicenseWizard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWindow *
lp_license_wizard_new (LpSession *session, const char *group_id)
{
  LpLicenseWizard *self = g_object_new (LP_TYPE_LICENSE_WIZARD, NULL);

  self->draft = lp_license_draft_new (session);
  lp_step_trail_set_draft (self->trail, self->draft);
  lp_group_step_set_draft (self->group_step, self->draft);
  lp_category_step_set_draft (self->category_step, self->draft);
  lp_product_step_set_draft (self->product_step, self->draft);
  lp_details_step_set_draft (self->details_step, self->draft);
  lp_review_step_set_draft (self->review_step, self->draft);
  lp_done_step_set_draft (self->done_step, self->draft);
  g_signal_connect_object (self->draft, "changed", G_CALLBACK (draft_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->draft, "notify::step", G_CALLBACK (step_changed_cb), self,
                           G_CONNECT_SWAPPED);
  /* GTK would put the keyboard on Cancel. */
  g_signal_connect_after (self, "map", G_CALLBACK (step_changed_cb), NULL);
  lp_license_draft_set_group (self->draft, group_id);
  draft_changed_cb (self);
  return GTK_WINDOW (self);
}
