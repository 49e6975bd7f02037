/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lp-person-chooser.h"
#include "lp-person-picker.h"

struct _LpPersonPicker
{
  GtkPopover parent_instance;

  /* Template */
  LpPersonChooser *chooser;
};

enum
{
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LpPersonPicker, lp_person_picker, GTK_TYPE_POPOVER)

void
lp_person_picker_set_candidates (LpPersonPicker *self, LpMemberList *candidates)
{
  lp_person_chooser_set_candidates (self->chooser, candidates);
}

void
lp_person_picker_set_session (LpPersonPicker *self, LpSession *session)
{
  lp_person_chooser_set_session (self->chooser, session);
}

/* Emit first: who asked takes the choice for done before the popover says that it was closed. */
static void
on_chosen (LpPersonPicker *self, const char *person_id)
{
  g_signal_emit (self, signals[CHOSEN], 0, person_id);
  gtk_popover_popdown (GTK_POPOVER (self));
}

static void
on_stopped (LpPersonPicker *self)
{
  gtk_popover_popdown (GTK_POPOVER (self));
}

static void
lp_person_picker_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (lp_person_picker_parent_class)->map (widget);
  gtk_widget_grab_focus (GTK_WIDGET (LP_PERSON_PICKER (widget)->chooser));
}

static void
lp_person_picker_class_init (LpPersonPickerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->map = lp_person_picker_map;

  signals[CHOSEN] = g_signal_new ("chosen", LP_TYPE_PERSON_PICKER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_STRING);

  g_type_ensure (LP_TYPE_PERSON_CHOOSER);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/example/LicensePortal/ui/person-picker.ui");
  gtk_widget_class_bind_template_child (widget_class, LpPersonPicker, chooser);
  gtk_widget_class_bind_template_callback (widget_class, on_chosen);
  gtk_widget_class_bind_template_callback (widget_class, on_stopped);
}

static void
lp_person_picker_init (LpPersonPicker *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
