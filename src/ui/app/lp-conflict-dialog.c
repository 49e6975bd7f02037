/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "lp-conflict-dialog.h"
#include "lp-conflict-row.h"

/* In pixels: what the body is wide at least in a window as wide as it opens, and how much of it is always seen. */
#define BODY_WIDTH  460
#define BODY_HEIGHT 400

struct _LpConflictDialog
{
  AdwWindow parent_instance;

  /* Template */
  GtkScrolledWindow *scroller;
  GtkWidget *body;
  GtkLabel *summary;
  GtkLabel *matter;
  GtkLabel *explanation;
  GtkListBox *items;
  GtkButton *mine;
  GtkButton *theirs;

  LpConflict *conflict;
};

G_DEFINE_FINAL_TYPE (LpConflictDialog, lp_conflict_dialog, ADW_TYPE_WINDOW)

static guint
get_n_items (LpConflictDialog *self)
{
  return g_list_model_get_n_items (lp_conflict_get_items (self->conflict));
}

static GtkWidget *
create_row (gpointer item, gpointer user_data)
{
  return lp_conflict_row_new (item, get_n_items (user_data) > 1);
}

/* The button says what it does with the choices as they are. */
static void
update_mine (LpConflictDialog *self)
{
  guint n_mine = lp_conflict_get_n_mine (self->conflict);
  guint n_items = get_n_items (self);

  gtk_button_set_label (self->mine, n_items == 0       ? _ ("Close")
                                    : n_mine < n_items ? _ ("Keep Chosen")
                                                       : _ ("Keep Mine"));
  gtk_widget_set_sensitive (GTK_WIDGET (self->mine), n_mine > 0 || n_items == 0);
}

static void
explain (LpConflictDialog *self)
{
  guint n_items = get_n_items (self);
  g_autofree char *matter = lp_conflict_dup_matter (self->conflict);

  gtk_label_set_label (self->matter, matter);
  gtk_widget_set_visible (GTK_WIDGET (self->matter), *matter != '\0');
  gtk_label_set_label (self->summary, lp_conflict_get_summary (self->conflict));
  gtk_widget_set_visible (GTK_WIDGET (self->items), n_items > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->theirs), n_items > 0);
  if (n_items == 0)
    gtk_label_set_label (self->explanation, _ ("Somebody else has already changed it to the same. There is "
                                               "nothing left to decide."));
  else
    gtk_label_set_label (self->explanation,
                         ngettext ("Somebody else changed it while your change was on its way. Nothing has "
                                   "been overwritten: decide what stays.",
                                   "Somebody else changed it while your change was on its way. Nothing has "
                                   "been overwritten: decide what stays, line by line or all at once.",
                                   n_items));
}

/* GTK 4.8 asks what is scrolled for its height without telling the width, as if no text wrapped. */
static void
fit_height (LpConflictDialog *self)
{
  int height;

  gtk_widget_measure (self->body, GTK_ORIENTATION_VERTICAL, BODY_WIDTH, NULL, &height, NULL, NULL);
  gtk_scrolled_window_set_min_content_height (self->scroller, MIN (height, BODY_HEIGHT));
}

static void
on_mine (LpConflictDialog *self)
{
  lp_conflict_settle (self->conflict);
  gtk_window_close (GTK_WINDOW (self));
}

static void
on_theirs (LpConflictDialog *self)
{
  lp_conflict_keep_all (self->conflict, FALSE);
  lp_conflict_settle (self->conflict);
  gtk_window_close (GTK_WINDOW (self));
}

GtkWindow *
lp_conflict_dialog_new (LpSession *session, LpChange *change)
{
  LpConflictDialog *self = g_object_new (LP_TYPE_CONFLICT_DIALOG, NULL);

  self->conflict = lp_conflict_new (session, change);
  gtk_list_box_bind_model (self->items, lp_conflict_get_items (self->conflict), create_row, self, NULL);
  g_signal_connect_object (self->conflict, "notify::n-mine", G_CALLBACK (update_mine), self,
                           G_CONNECT_SWAPPED);
  explain (self);
  update_mine (self);
  fit_height (self);
  /* Neither of two decisions is at hand by accident: the keyboard starts at the harmless one. */
  gtk_widget_grab_focus (get_n_items (self) > 0 ? GTK_WIDGET (self->theirs) : GTK_WIDGET (self->mine));
  return GTK_WINDOW (self);
}

static void
lp_conflict_dialog_dispose (GObject *object)
{
  LpConflictDialog *self = LP_CONFLICT_DIALOG (object);

  if (self->items != NULL)
    gtk_list_box_bind_model (self->items, NULL, NULL, NULL, NULL);
  g_clear_object (&self->conflict);

  G_OBJECT_CLASS (lp_conflict_dialog_parent_class)->dispose (object);
}

static void
lp_conflict_dialog_class_init (LpConflictDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lp_conflict_dialog_dispose;

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_DIALOG);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/example/LicensePortal/ui/conflict-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, LpConflictDialog, scroller);
  gtk_widget_class_bind_template_child (widget_class, LpConflictDialog, body);
  gtk_widget_class_bind_template_child (widget_class, LpConflictDialog, summary);
  gtk_widget_class_bind_template_child (widget_class, LpConflictDialog, matter);
  gtk_widget_class_bind_template_child (widget_class, LpConflictDialog, explanation);
  gtk_widget_class_bind_template_child (widget_class, LpConflictDialog, items);
  gtk_widget_class_bind_template_child (widget_class, LpConflictDialog, mine);
  gtk_widget_class_bind_template_child (widget_class, LpConflictDialog, theirs);
  gtk_widget_class_bind_template_callback (widget_class, on_mine);
  gtk_widget_class_bind_template_callback (widget_class, on_theirs);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
lp_conflict_dialog_init (LpConflictDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
