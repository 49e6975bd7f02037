/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "lp-person-chooser.h"
#include "lp-replica.h"
#include "lp-who-button.h"

struct _LpWhoButton
{
  AdwBin parent_instance;

  /* Template */
  GtkMenuButton *button;
  GtkPopover *popover;
  GtkListBox *choices;
  LpPersonChooser *people;

  LpSession *session;
  LpTicketWho who;
  char *person_id;
  char *text;
  gboolean filled; /* the people were asked for */
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LpWhoButton, lp_who_button, ADW_TYPE_BIN)

/* What can be chosen without a search; the row of oneself is a person. */
static const struct
{
  LpTicketWho who;
  const char *text;
} choices[] = {
  { LP_WHO_ANYONE, N_ ("Anyone") },        { LP_WHO_EVERYONE, N_ ("Everyone in group") },
  { LP_WHO_ADMINS, N_ ("Admins only") },   { LP_WHO_PERSON, N_ ("Me") },
  { LP_WHO_LEFT, N_ ("People who left") },
};

static const char *
get_own_id (LpWhoButton *self)
{
  const LpPerson *me = self->session != NULL ? lp_session_get_person (self->session) : NULL;

  return me != NULL ? me->id : NULL;
}

static void
update (LpWhoButton *self)
{
  g_free (self->text);
  self->text = NULL;
  for (gsize i = 0; i < G_N_ELEMENTS (choices); i++)
    if (choices[i].who == self->who &&
        (self->who != LP_WHO_PERSON || g_strcmp0 (self->person_id, get_own_id (self)) == 0))
      {
        self->text = g_strdup (_ (choices[i].text));
        gtk_list_box_select_row (self->choices, gtk_list_box_get_row_at_index (self->choices, (int) i));
      }
  if (self->text == NULL)
    {
      self->text = lp_session_dup_person_name (self->session, self->person_id);
      gtk_list_box_unselect_all (self->choices);
    }
  gtk_menu_button_set_label (self->button, self->text);
}

void
lp_who_button_set_who (LpWhoButton *self, LpTicketWho who, const char *person_id)
{
  if (self->who == who && g_strcmp0 (self->person_id, person_id) == 0)
    return;
  self->who = who;
  g_free (self->person_id);
  self->person_id = g_strdup (person_id);
  update (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

LpTicketWho
lp_who_button_get_who (LpWhoButton *self)
{
  return self->who;
}

const char *
lp_who_button_get_person_id (LpWhoButton *self)
{
  return self->person_id;
}

const char *
lp_who_button_get_text (LpWhoButton *self)
{
  return self->text;
}

void
lp_who_button_set_session (LpWhoButton *self, LpSession *session)
{
  g_set_object (&self->session, session);
  self->filled = FALSE;
  self->who = LP_WHO_ANYONE;
  g_clear_pointer (&self->person_id, g_free);
  update (self);
}

/* Nobody looks at the people before the popover opens. */
static void
on_map (LpWhoButton *self)
{
  if (!self->filled && self->session != NULL)
    {
      self->filled = TRUE;
      lp_person_chooser_set_session (self->people, self->session);
    }
  gtk_widget_grab_focus (GTK_WIDGET (self->people));
}

static void
on_choice (LpWhoButton *self, GtkListBoxRow *row)
{
  LpTicketWho who = choices[gtk_list_box_row_get_index (row)].who;

  lp_who_button_set_who (self, who, who == LP_WHO_PERSON ? get_own_id (self) : NULL);
  gtk_popover_popdown (self->popover);
}

static void
on_person (LpWhoButton *self, const char *person_id)
{
  lp_who_button_set_who (self, LP_WHO_PERSON, person_id);
  gtk_popover_popdown (self->popover);
}

static void
on_stopped (LpWhoButton *self)
{
  gtk_popover_popdown (self->popover);
}

static gboolean
lp_who_button_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (LP_WHO_BUTTON (widget)->button));
}

static void
lp_who_button_dispose (GObject *object)
{
  g_clear_object (&LP_WHO_BUTTON (object)->session);

  G_OBJECT_CLASS (lp_who_button_parent_class)->dispose (object);
}

static void
lp_who_button_finalize (GObject *object)
{
  g_free (LP_WHO_BUTTON (object)->person_id);
  g_free (LP_WHO_BUTTON (object)->text);

  G_OBJECT_CLASS (lp_who_button_parent_class)->finalize (object);
}

static void
lp_who_button_class_init (LpWhoButtonClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = lp_who_button_dispose;
  object_class->finalize = lp_who_button_finalize;
  widget_class->grab_focus = lp_who_button_grab_focus;

  signals[CHANGED] = g_signal_new ("changed", LP_TYPE_WHO_BUTTON, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);

  g_type_ensure (LP_TYPE_PERSON_CHOOSER);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/LicensePortal/ui/who-button.ui");
  gtk_widget_class_bind_template_child (widget_class, LpWhoButton, button);
  gtk_widget_class_bind_template_child (widget_class, LpWhoButton, popover);
  gtk_widget_class_bind_template_child (widget_class, LpWhoButton, choices);
  gtk_widget_class_bind_template_child (widget_class, LpWhoButton, people);
  gtk_widget_class_bind_template_callback (widget_class, on_map);
  gtk_widget_class_bind_template_callback (widget_class, on_choice);
  gtk_widget_class_bind_template_callback (widget_class, on_person);
  gtk_widget_class_bind_template_callback (widget_class, on_stopped);
}

static void
lp_who_button_init (LpWhoButton *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  for (gsize i = 0; i < G_N_ELEMENTS (choices); i++)
    gtk_list_box_append (self->choices,
                         g_object_new (GTK_TYPE_LABEL, "label", _ (choices[i].text), "xalign", 0.0f, NULL));
  update (self);
}
