/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lp-group-row.h"
#include "lp-group-tree-view.h"

/* While a filter is set, everything that is left is unfolded, but not more rows than anybody reads. */
#define MAX_UNFOLDED 500

struct _LpGroupTreeView
{
  AdwBin parent_instance;

  /* Template */
  GtkSearchEntry *filter;
  GtkStack *stack;
  GtkListView *view;
  GtkPopoverMenu *menu;

  /* Owned */
  LpGroupTree *tree;
  GtkTreeListModel *rows;
  GtkSingleSelection *selection;
  char *pending_id;      /* to be selected as soon as the tree has it */
  char *shown_id;        /* the group that was activated last; a filter may hide it */
  char *shown_parent_id; /* nullable: what it was below at that time */
  guint follow_source;
  gboolean pending_first;
  gboolean quiet; /* the selection changes, but no person did it */
};

enum
{
  GROUP_ACTIVATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LpGroupTreeView, lp_group_tree_view, ADW_TYPE_BIN)

LpGroupItem *
lp_group_tree_view_dup_selected (LpGroupTreeView *self)
{
  GtkTreeListRow *row = self->selection != NULL ? gtk_single_selection_get_selected_item (self->selection)
                                                : NULL;

  return row != NULL ? gtk_tree_list_row_get_item (row) : NULL;
}

static guint
find_position (LpGroupTreeView *self, LpGroupItem *wanted)
{
  guint n_rows = g_list_model_get_n_items (G_LIST_MODEL (self->rows));

  for (guint i = 0; i < n_rows; i++)
    {
      g_autoptr (GtkTreeListRow) row = g_list_model_get_item (G_LIST_MODEL (self->rows), i);
      g_autoptr (LpGroupItem) item = gtk_tree_list_row_get_item (row);

      if (item == wanted)
        return i;
    }

  return GTK_INVALID_LIST_POSITION;
}

static void
unfold (LpGroupTreeView *self, LpGroupItem *item)
{
  LpGroupItem *parent = lp_group_item_get_parent (item);
  guint position;

  if (parent == NULL)
    return;

  unfold (self, parent);
  position = find_position (self, parent);
  if (position != GTK_INVALID_LIST_POSITION)
    {
      g_autoptr (GtkTreeListRow) row = g_list_model_get_item (G_LIST_MODEL (self->rows), position);

      gtk_tree_list_row_set_expanded (row, TRUE);
    }
}

static gboolean
select_item (LpGroupTreeView *self, LpGroupItem *item)
{
  guint position;

  unfold (self, item);
  position = find_position (self, item);
  if (position == GTK_INVALID_LIST_POSITION)
    return FALSE;

  gtk_single_selection_set_selected (self->selection, position);
  gtk_widget_activate_action (GTK_WIDGET (self->view), "list.scroll-to-item", "u", position);
  return TRUE;
}

/* The topmost group alone says little. */
static void
unfold_first (LpGroupTreeView *self)
{
  g_autoptr (GtkTreeListRow) row = g_list_model_get_item (G_LIST_MODEL (self->rows), 0);

  if (row != NULL)
    gtk_tree_list_row_set_expanded (row, TRUE);
}

/* The tree fills when its query has run; until then what shall be selected waits here. */
static void
select_pending (LpGroupTreeView *self)
{
  g_autoptr (LpGroupItem) first = NULL;
  LpGroupItem *item = NULL;

  if (self->quiet || self->tree == NULL || g_list_model_get_n_items (G_LIST_MODEL (self->tree)) == 0)
    return;

  first = g_list_model_get_item (G_LIST_MODEL (self->tree), 0);
  if (self->pending_id != NULL)
    item = lp_group_tree_find (self->tree, self->pending_id);
  else if (self->pending_first)
    item = first;

  /* Whoever wants to see a group wants it more than the filter that hides it. */
  if (item != NULL && !select_item (self, item))
    gtk_editable_set_text (GTK_EDITABLE (self->filter), "");
  else if (item != NULL)
    {
      g_clear_pointer (&self->pending_id, g_free);
      if (self->pending_first && item == first)
        unfold_first (self);
      self->pending_first = FALSE;
    }
}

void
lp_group_tree_view_select (LpGroupTreeView *self, const char *group_id)
{
  g_free (self->pending_id);
  self->pending_id = g_strdup (group_id);
  select_pending (self);
}

void
lp_group_tree_view_select_first (LpGroupTreeView *self)
{
  g_clear_pointer (&self->pending_id, g_free);
  self->pending_first = TRUE;
  select_pending (self);
}

void
lp_group_tree_view_unselect (LpGroupTreeView *self)
{
  self->pending_first = FALSE;
  g_clear_pointer (&self->pending_id, g_free);
  g_clear_pointer (&self->shown_id, g_free);
  if (self->selection == NULL)
    return;

  self->quiet = TRUE;
  gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
  self->quiet = FALSE;
}

void
lp_group_tree_view_focus_filter (LpGroupTreeView *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->filter));
}

static char *
dup_parent_id (LpGroupItem *item)
{
  LpGroupItem *parent = lp_group_item_get_parent (item);

  return g_strdup (parent != NULL ? lp_group_item_get_id (parent) : NULL);
}

static void
on_selected (LpGroupTreeView *self)
{
  g_autoptr (LpGroupItem) item = lp_group_tree_view_dup_selected (self);

  if (item == NULL || self->quiet)
    return;

  g_free (self->shown_id);
  self->shown_id = g_strdup (lp_group_item_get_id (item));
  g_free (self->shown_parent_id);
  self->shown_parent_id = dup_parent_id (item);
  g_signal_emit (self, signals[GROUP_ACTIVATED], 0, item);
}

static gboolean
follow_cb (gpointer user_data)
{
  LpGroupTreeView *self = user_data;

  self->follow_source = 0;
  if (self->pending_id == NULL && self->shown_id != NULL)
    lp_group_tree_view_select (self, self->shown_id);
  return G_SOURCE_REMOVE;
}

/* The group that is shown was moved, and where it is now may be folded: the tree follows, once its rows are settled. A
 * group that somebody has folded away stays so. */
static void
follow (LpGroupTreeView *self, LpGroupItem *shown)
{
  g_autofree char *parent_id = dup_parent_id (shown);

  if (g_strcmp0 (parent_id, self->shown_parent_id) != 0 && self->follow_source == 0)
    self->follow_source = g_idle_add (follow_cb, self);
}

/* A group that gets its first subgroup, or loses its last one, is another row from then on. */
static void
restore_selection (LpGroupTreeView *self)
{
  LpGroupItem *shown = self->shown_id != NULL ? lp_group_tree_find (self->tree, self->shown_id) : NULL;
  guint position;

  if (shown == NULL || self->quiet || self->pending_id != NULL ||
      gtk_single_selection_get_selected (self->selection) != GTK_INVALID_LIST_POSITION)
    return;

  position = find_position (self, shown);
  if (position == GTK_INVALID_LIST_POSITION)
    {
      follow (self, shown);
      return;
    }
  self->quiet = TRUE;
  gtk_single_selection_set_selected (self->selection, position);
  self->quiet = FALSE;
}

static void
on_rows_changed (LpGroupTreeView *self)
{
  gboolean filtered = *gtk_editable_get_text (GTK_EDITABLE (self->filter)) != '\0';
  gboolean empty = g_list_model_get_n_items (G_LIST_MODEL (self->tree)) == 0;

  gtk_stack_set_visible_child_name (self->stack, empty && filtered ? "empty" : "tree");
  select_pending (self);
}

static void
set_tree (LpGroupTreeView *self, LpGroupTree *tree)
{
  if (self->tree != NULL)
    {
      g_signal_handlers_disconnect_by_func (self->tree, on_rows_changed, self);
      g_signal_handlers_disconnect_by_func (self->tree, select_pending, self);
    }

  g_clear_object (&self->selection);
  g_clear_object (&self->rows);
  g_set_object (&self->tree, tree);
  gtk_editable_set_text (GTK_EDITABLE (self->filter), "");

  self->rows = gtk_tree_list_model_new (G_LIST_MODEL (g_object_ref (tree)), FALSE, FALSE,
                                        lp_group_item_create_children, NULL, NULL);
  self->selection = g_object_new (GTK_TYPE_SINGLE_SELECTION, "autoselect", FALSE, "can-unselect", TRUE,
                                  "model", self->rows, NULL);
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (on_selected), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (tree, "notify::n-groups", G_CALLBACK (select_pending), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->rows, "items-changed", G_CALLBACK (restore_selection), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (tree, "items-changed", G_CALLBACK (on_rows_changed), self, G_CONNECT_SWAPPED);
  gtk_list_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
  on_rows_changed (self);
}

void
lp_group_tree_view_set_session (LpGroupTreeView *self, LpSession *session)
{
  g_autoptr (LpGroupTree) tree = lp_group_tree_new (session);

  set_tree (self, tree);
}

static void
unfold_all (LpGroupTreeView *self)
{
  for (guint i = 0; i < MIN (g_list_model_get_n_items (G_LIST_MODEL (self->rows)), MAX_UNFOLDED); i++)
    {
      g_autoptr (GtkTreeListRow) row = g_list_model_get_item (G_LIST_MODEL (self->rows), i);

      gtk_tree_list_row_set_expanded (row, TRUE);
    }
}

static void
on_filter_changed (LpGroupTreeView *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->filter));
  LpGroupItem *shown = NULL;

  /* Emptying the entry for another session's tree comes before there are rows of it. */
  if (self->rows == NULL)
    return;

  self->quiet = TRUE;
  lp_group_tree_set_filter (self->tree, text);
  if (*text != '\0')
    unfold_all (self);
  else if (self->shown_id != NULL)
    shown = lp_group_tree_find (self->tree, self->shown_id);
  if (*text == '\0')
    unfold_first (self);
  if (shown != NULL)
    select_item (self, shown);
  self->quiet = FALSE;
  select_pending (self);
}

/* Enter in the filter goes to the first group that matches by itself, past its ancestors. */
static void
on_filter_activate (LpGroupTreeView *self)
{
  guint n_rows = self->rows != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->rows)) : 0;

  for (guint i = 0; i < n_rows; i++)
    {
      g_autoptr (GtkTreeListRow) row = g_list_model_get_item (G_LIST_MODEL (self->rows), i);
      g_autoptr (LpGroupItem) item = gtk_tree_list_row_get_item (row);
      gboolean matches;

      g_object_get (item, "matches", &matches, NULL);
      if (matches)
        {
          gtk_single_selection_set_selected (self->selection, i);
          gtk_widget_grab_focus (GTK_WIDGET (self->view));
          return;
        }
    }
}

static void
on_filter_stopped (LpGroupTreeView *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->filter), "");
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

/* Enter or a double click on a group folds and unfolds it. */
static void
on_row_activated (LpGroupTreeView *self, guint position)
{
  g_autoptr (GtkTreeListRow) row = g_list_model_get_item (G_LIST_MODEL (self->rows), position);

  gtk_tree_list_row_set_expanded (row, !gtk_tree_list_row_get_expanded (row));
}

/* Made when somebody asks for it first. */
static void
ensure_menu (LpGroupTreeView *self)
{
  g_autoptr (GtkBuilder) builder = NULL;

  if (self->menu != NULL)
    return;

  builder = gtk_builder_new_from_resource ("/org/example/LicensePortal/ui/group-menu.ui");
  self->menu = GTK_POPOVER_MENU (
      gtk_popover_menu_new_from_model (G_MENU_MODEL (gtk_builder_get_object (builder, "group_menu"))));
  gtk_widget_set_parent (GTK_WIDGET (self->menu), GTK_WIDGET (self));
  gtk_popover_set_has_arrow (GTK_POPOVER (self->menu), FALSE);
  gtk_widget_set_halign (GTK_WIDGET (self->menu), GTK_ALIGN_START);
}

static void
popup_at (LpGroupTreeView *self, GtkWidget *row, double x, double y)
{
  graphene_point_t point;

  ensure_menu (self);
  if (!gtk_widget_compute_point (row, GTK_WIDGET (self), &GRAPHENE_POINT_INIT ((float) x, (float) y), &point))
    return;

  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu),
                               &(GdkRectangle){ (int) point.x, (int) point.y, 1, 1 });
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

/* The menu is about the group under the pointer, so that group is selected first. */
static void
on_secondary_click (LpGroupTreeView *self, int n_press, double x, double y, GtkGesture *gesture)
{
  GtkWidget *row = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture));
  g_autoptr (LpGroupItem) item = lp_group_row_dup_item (LP_GROUP_ROW (row));
  guint position = item != NULL ? find_position (self, item) : GTK_INVALID_LIST_POSITION;

  if (position == GTK_INVALID_LIST_POSITION)
    return;

  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_single_selection_set_selected (self->selection, position);
  popup_at (self, row, x, y);
}

static void
menu_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  LpGroupTreeView *self = LP_GROUP_TREE_VIEW (widget);
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (widget));

  if (focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->view)))
    popup_at (self, focus, 24, gtk_widget_get_height (focus));
}

static void
setup_row (LpGroupTreeView *self, GtkListItem *list_item)
{
  GtkWidget *row = lp_group_row_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  g_signal_connect_object (click, "pressed", G_CALLBACK (on_secondary_click), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (click));
  gtk_list_item_set_child (list_item, row);
}

static void
bind_row (LpGroupTreeView *self, GtkListItem *list_item)
{
  lp_group_row_bind (LP_GROUP_ROW (gtk_list_item_get_child (list_item)), gtk_list_item_get_item (list_item));
}

static void
unbind_row (LpGroupTreeView *self, GtkListItem *list_item)
{
  lp_group_row_bind (LP_GROUP_ROW (gtk_list_item_get_child (list_item)), NULL);
}

static void
lp_group_tree_view_dispose (GObject *object)
{
  LpGroupTreeView *self = LP_GROUP_TREE_VIEW (object);

  if (self->menu != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->menu));
  self->menu = NULL;
  g_clear_object (&self->selection);
  g_clear_object (&self->rows);
  g_clear_object (&self->tree);
  g_clear_pointer (&self->pending_id, g_free);
  g_clear_pointer (&self->shown_id, g_free);
  g_clear_pointer (&self->shown_parent_id, g_free);
  g_clear_handle_id (&self->follow_source, g_source_remove);

  G_OBJECT_CLASS (lp_group_tree_view_parent_class)->dispose (object);
}

static void
lp_group_tree_view_class_init (LpGroupTreeViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lp_group_tree_view_dispose;

  signals[GROUP_ACTIVATED] = g_signal_new ("group-activated", LP_TYPE_GROUP_TREE_VIEW, G_SIGNAL_RUN_LAST, 0,
                                           NULL, NULL, NULL, G_TYPE_NONE, 1, LP_TYPE_GROUP_ITEM);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/LicensePortal/ui/group-tree.ui");
  gtk_widget_class_bind_template_child (widget_class, LpGroupTreeView, filter);
  gtk_widget_class_bind_template_child (widget_class, LpGroupTreeView, stack);
  gtk_widget_class_bind_template_child (widget_class, LpGroupTreeView, view);
  gtk_widget_class_bind_template_callback (widget_class, on_filter_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_filter_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_filter_stopped);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);

  gtk_widget_class_install_action (widget_class, "groups.menu", NULL, menu_activated);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Menu, 0, "groups.menu", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, "groups.menu", NULL);
}

static void
lp_group_tree_view_init (LpGroupTreeView *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  gtk_widget_init_template (GTK_WIDGET (self));

  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_row), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_row), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_row), self, G_CONNECT_SWAPPED);
  gtk_list_view_set_factory (self->view, factory);
  g_object_unref (factory);
}
