/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lp-reason-form.h"
#include "lp-text-fault.h"

/* As the service takes of an Audit-Reason. */
#define MAX_REASON 500

struct _LpReasonForm
{
  AdwBin parent_instance;

  /* Template */
  AdwEntryRow *reason;
  GtkLabel *problem;

  char *response;
};

enum
{
  PROP_RESPONSE = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (LpReasonForm, lp_reason_form, ADW_TYPE_BIN)

const char *
lp_reason_form_get_reason (LpReasonForm *self)
{
  const char *reason = gtk_editable_get_text (GTK_EDITABLE (self->reason));

  return *reason != '\0' ? reason : NULL;
}

void
lp_reason_form_set_reason (LpReasonForm *self, const char *reason)
{
  gtk_editable_set_text (GTK_EDITABLE (self->reason), reason != NULL ? reason : "");
}

/* Nobody decides before what is kept as the reason can be kept. */
static void
on_edited (LpReasonForm *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  g_autofree char *fault = lp_text_explain_fault (gtk_editable_get_text (GTK_EDITABLE (self->reason)),
                                                  MAX_REASON);

  gtk_label_set_label (self->problem, fault != NULL ? fault : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), fault != NULL);
  if (fault != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->reason), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->reason), "error");
  if (ADW_IS_MESSAGE_DIALOG (root))
    adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (root), self->response, fault == NULL);
}

static void
lp_reason_form_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_RESPONSE)
    LP_REASON_FORM (object)->response = g_value_dup_string (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
lp_reason_form_finalize (GObject *object)
{
  g_free (LP_REASON_FORM (object)->response);

  G_OBJECT_CLASS (lp_reason_form_parent_class)->finalize (object);
}

static void
lp_reason_form_class_init (LpReasonFormClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->set_property = lp_reason_form_set_property;
  object_class->finalize = lp_reason_form_finalize;

  properties[PROP_RESPONSE] = g_param_spec_string ("response", NULL, NULL, NULL,
                                                   G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY |
                                                       G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/LicensePortal/ui/reason-form.ui");
  gtk_widget_class_bind_template_child (widget_class, LpReasonForm, reason);
  gtk_widget_class_bind_template_child (widget_class, LpReasonForm, problem);
  gtk_widget_class_bind_template_callback (widget_class, on_edited);
}

static void
lp_reason_form_init (LpReasonForm *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
lp_reason_form_new (const char *response, const char *reason)
{
  LpReasonForm *self = g_object_new (LP_TYPE_REASON_FORM, "response", response, NULL);

  lp_reason_form_set_reason (self, reason);
  return GTK_WIDGET (self);
}
