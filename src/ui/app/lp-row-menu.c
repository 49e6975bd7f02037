/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lp-cell-text.h"
#include "lp-row-menu.h"

/* From the edge of a row that the keyboard has opened the menu at, in pixels. */
#define INDENT 24

struct _LpRowMenu
{
  GObject parent_instance;

  GtkWidget *owner; /* borrowed, as the view */
  GtkColumnView *view;
  GtkWidget *popover; /* NULL until it is first opened */
  char *resource;
  char *id;
};

G_DEFINE_FINAL_TYPE (LpRowMenu, lp_row_menu, G_TYPE_OBJECT)

/* GTK 4.8 would go on to what comes after the table. */
static void
closed_cb (LpRowMenu *self)
{
  gtk_widget_child_focus (GTK_WIDGET (self->view), GTK_DIR_DOWN);
}

static GtkWidget *
ensure_popover (LpRowMenu *self)
{
  g_autoptr (GtkBuilder) builder = NULL;

  if (self->popover != NULL)
    return self->popover;

  builder = gtk_builder_new_from_resource (self->resource);
  self->popover = gtk_popover_menu_new_from_model (G_MENU_MODEL (gtk_builder_get_object (builder, self->id)));
  g_signal_connect_object (self->popover, "closed", G_CALLBACK (closed_cb), self, G_CONNECT_SWAPPED);
  gtk_popover_set_has_arrow (GTK_POPOVER (self->popover), FALSE);
  gtk_widget_set_halign (self->popover, GTK_ALIGN_START);
  gtk_widget_set_parent (self->popover, self->owner);
  return self->popover;
}

static void
popup_at (LpRowMenu *self, GtkWidget *widget, double x, double y)
{
  GtkWidget *popover = ensure_popover (self);
  double to_x, to_y;

  gtk_widget_translate_coordinates (widget, self->owner, x, y, &to_x, &to_y);
  gtk_popover_set_pointing_to (GTK_POPOVER (popover), &(GdkRectangle){ (int) to_x, (int) to_y, 1, 1 });
  gtk_popover_popup (GTK_POPOVER (popover));
}

/* So that the keyboard goes on where the pointer was. */
static void
focus_row (GtkWidget *inside)
{
  while (!GTK_IS_LIST_VIEW (gtk_widget_get_parent (inside)))
    inside = gtk_widget_get_parent (inside);
  gtk_widget_grab_focus (inside);
}

static gboolean
select_row (LpRowMenu *self, guint position)
{
  GtkSelectionModel *selection = gtk_column_view_get_model (self->view);

  if (selection == NULL || position == GTK_INVALID_LIST_POSITION)
    return FALSE;
  if (!gtk_selection_model_is_selected (selection, position))
    gtk_selection_model_select_item (selection, position, TRUE);
  return TRUE;
}

static void
released_cb (LpRowMenu *self, int n_press, double x, double y, GtkGesture *gesture)
{
  GtkWidget *view = GTK_WIDGET (self->view);
  GtkWidget *met = gtk_widget_pick (view, x, y, GTK_PICK_DEFAULT);

  if (met == NULL || !select_row (self, lp_cell_find_position (met, view)))
    return;
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  focus_row (met);
  popup_at (self, view, x, y);
}

void
lp_row_menu_popup_at_focus (LpRowMenu *self)
{
  GtkWidget *view = GTK_WIDGET (self->view);
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (view));

  if (focus != NULL && gtk_widget_is_ancestor (focus, view) &&
      select_row (self, lp_cell_find_position (focus, view)))
    popup_at (self, focus, INDENT, gtk_widget_get_height (focus));
}

void
lp_row_menu_close (LpRowMenu *self)
{
  g_clear_pointer (&self->popover, gtk_widget_unparent);
}

static void
lp_row_menu_finalize (GObject *object)
{
  LpRowMenu *self = LP_ROW_MENU (object);

  g_free (self->resource);
  g_free (self->id);

  G_OBJECT_CLASS (lp_row_menu_parent_class)->finalize (object);
}

static void
lp_row_menu_class_init (LpRowMenuClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = lp_row_menu_finalize;
}

static void
lp_row_menu_init (LpRowMenu *self)
{
}

LpRowMenu *
lp_row_menu_new (GtkWidget *owner, GtkColumnView *view, const char *resource, const char *id)
{
  LpRowMenu *self = g_object_new (LP_TYPE_ROW_MENU, NULL);
  GtkGesture *click = gtk_gesture_click_new ();

  self->owner = owner;
  self->view = view;
  self->resource = g_strdup (resource);
  self->id = g_strdup (id);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  /* While the button is down, GTK 4.8 would leave the row in the look of one that is pressed. */
  g_signal_connect_object (click, "released", G_CALLBACK (released_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (view), GTK_EVENT_CONTROLLER (click));
  return self;
}
