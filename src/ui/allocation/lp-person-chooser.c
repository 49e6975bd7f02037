/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "lp-member-line.h"
#include "lp-person-chooser.h"

struct _LpPersonChooser
{
  AdwBin parent_instance;

  /* Template */
  GtkSearchEntry *search;
  GtkStack *stack;
  GtkListView *view;
  GtkLabel *none;

  GListModel *candidates; /* of LpMemberItem or LpPersonItem */
};

enum
{
  CHOSEN,
  STOPPED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LpPersonChooser, lp_person_chooser, ADW_TYPE_BIN)

#define MAX_PEOPLE 100

static void
update_stack (LpPersonChooser *self)
{
  gboolean empty = self->candidates == NULL || g_list_model_get_n_items (self->candidates) == 0;

  gtk_stack_set_visible_child_name (self->stack, empty ? "empty" : "list");
}

static void
set_model (LpPersonChooser *self, GListModel *candidates)
{
  GtkSingleSelection *selection = NULL;

  if (self->candidates != NULL)
    g_signal_handlers_disconnect_by_func (self->candidates, update_stack, self);

  g_set_object (&self->candidates, candidates);
  if (candidates != NULL)
    {
      selection = gtk_single_selection_new (g_object_ref (candidates));
      g_signal_connect_object (candidates, "items-changed", G_CALLBACK (update_stack), self,
                               G_CONNECT_SWAPPED);
    }
  gtk_list_view_set_model (self->view, GTK_SELECTION_MODEL (selection));
  g_clear_object (&selection);
  update_stack (self);
}

void
lp_person_chooser_set_candidates (LpPersonChooser *self, LpMemberList *candidates)
{
  set_model (self, candidates != NULL ? G_LIST_MODEL (candidates) : NULL);
}

void
lp_person_chooser_set_session (LpPersonChooser *self, LpSession *session)
{
  g_autoptr (GListModel) people = lp_person_list_new (session, NULL, MAX_PEOPLE);

  g_object_set (self->search, "placeholder-text", _ ("Name or address…"), NULL);
  gtk_label_set_label (self->none, _ ("Nobody whom you see has this in name or address."));
  set_model (self, people);
}

static void
choose (LpPersonChooser *self, guint position)
{
  g_autoptr (GObject) item = self->candidates != NULL ? g_list_model_get_item (self->candidates, position)
                                                      : NULL;
  g_autofree char *person_id = NULL;

  if (item == NULL)
    return;

  g_object_get (item, "person-id", &person_id, NULL);
  g_signal_emit (self, signals[CHOSEN], 0, person_id);
}

static void
on_activate (LpPersonChooser *self, guint position)
{
  choose (self, position);
}

static void
on_search_activate (LpPersonChooser *self)
{
  choose (self, 0);
}

static void
on_search_changed (LpPersonChooser *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search));

  if (LP_IS_MEMBER_LIST (self->candidates))
    lp_member_list_set_filter (LP_MEMBER_LIST (self->candidates), text);
  else if (self->candidates != NULL)
    lp_person_list_set_search (self->candidates, text);
}

static void
on_search_stopped (LpPersonChooser *self)
{
  g_signal_emit (self, signals[STOPPED], 0);
}

static gboolean
lp_person_chooser_grab_focus (GtkWidget *widget)
{
  LpPersonChooser *self = LP_PERSON_CHOOSER (widget);

  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  return gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

static void
lp_person_chooser_dispose (GObject *object)
{
  g_clear_object (&LP_PERSON_CHOOSER (object)->candidates);

  G_OBJECT_CLASS (lp_person_chooser_parent_class)->dispose (object);
}

static void
lp_person_chooser_class_init (LpPersonChooserClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lp_person_chooser_dispose;
  widget_class->grab_focus = lp_person_chooser_grab_focus;

  signals[CHOSEN] = g_signal_new ("chosen", LP_TYPE_PERSON_CHOOSER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[STOPPED] = g_signal_new ("stopped", LP_TYPE_PERSON_CHOOSER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/example/LicensePortal/ui/person-chooser.ui");
  gtk_widget_class_bind_template_child (widget_class, LpPersonChooser, search);
  gtk_widget_class_bind_template_child (widget_class, LpPersonChooser, stack);
  gtk_widget_class_bind_template_child (widget_class, LpPersonChooser, view);
  gtk_widget_class_bind_template_child (widget_class, LpPersonChooser, none);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_search_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_search_stopped);
}

static void
lp_person_chooser_init (LpPersonChooser *self)
{
  g_autoptr (GtkListItemFactory) factory = lp_member_line_new_factory ();

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_view_set_factory (self->view, factory);
}
