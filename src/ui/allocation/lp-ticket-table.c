/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lp-column-fit.h"
#include "lp-column-sorter.h"
#include "lp-format.h"
#include "lp-list-focus.h"
#include "lp-row-menu.h"
#include "lp-ticket-cells.h"
#include "lp-ticket-drop.h"
#include "lp-ticket-table.h"
#include "lp-waiting-decisions.h"

/* A selection of more rows than this is not carried over to a new query. */
#define MAX_REMEMBERED 2000

/* The view makes two hundred rows whatever the window can show. At first it gets only a screenful, so that the window
 * is there at once; the rest follows this many milliseconds later, and not before the screenful has been drawn. */
#define MAX_FIRST_ROWS 48
#define REST_DELAY     150

/* No row is less high, in pixels; the bars above the rows are more than so many rows. */
#define ROW_HEIGHT   28
#define ROWS_OF_BARS 5

/* As wide as any code, and as its first groups are, which are shown where there is less room. */
#define WHOLE_CODE "WWWWW-WWWWW-WWWWW-WWWWW-WWWWW"
#define SHORT_CODE "WWWWW-WWWWW…"

/* Enough of a name to know it by. */
#define NAME "Structural…"

/* What the window has beside the table, in pixels. */
#define SIDEBAR 263

/* Of six columns, one of which may become wider. */
#define N_NEEDS 7

struct _LpTicketTable
{
  AdwBin parent_instance;

  /* Template */
  GtkScrolledWindow *scroller;
  GtkColumnView *view;
  GtkColumnViewColumn *code;
  GtkColumnViewColumn *product;
  GtkColumnViewColumn *group;
  GtkColumnViewColumn *allocated;
  GtkColumnViewColumn *state;
  GtkColumnViewColumn *expires;

  /* Owned */
  LpTicketList *list;
  GtkSliceListModel *slice;
  GtkMultiSelection *selection;
  LpRowMenu *menu;
  GPtrArray *remembered; /* of char *: codes that are selected */
  guint n_told;          /* selected when selection-changed was last emitted */
  LpTicketQuery *asked;  /* nullable: the question to whose answer the selection belongs */
  char *left;            /* nullable: see lp_ticket_table_get_left() */
  int width;             /* pixels that the columns have */
  LpColumnNeed needs[N_NEEDS];
  gboolean measured; /* whether the needs are as the font is */
  gboolean many_groups;
  gboolean two_lines; /* in the column of the product */
  gboolean restoring;
  gboolean rewinding; /* the next rows are looked at from the first */
  guint width_source;
  guint rest_source;
};

enum
{
  SELECTION_CHANGED,
  TICKET_ACTIVATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LpTicketTable, lp_ticket_table, ADW_TYPE_BIN)

GtkColumnView *
lp_ticket_table_get_view (LpTicketTable *self)
{
  return self->view;
}

guint
lp_ticket_table_get_n_selected (LpTicketTable *self)
{
  g_autoptr (GtkBitset) positions = NULL;

  if (self->selection == NULL)
    return 0;

  positions = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  return (guint) gtk_bitset_get_size (positions);
}

GPtrArray *
lp_ticket_table_dup_selected (LpTicketTable *self)
{
  GPtrArray *tickets = g_ptr_array_new_with_free_func ((GDestroyNotify) lp_ticket_unref);
  g_autoptr (GtkBitset) positions = NULL;
  GtkBitsetIter iter;
  guint position;

  if (self->selection == NULL)
    return tickets;

  positions = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  for (gboolean more = gtk_bitset_iter_init_first (&iter, positions, &position); more;
       more = gtk_bitset_iter_next (&iter, &position))
    {
      g_autoptr (LpTicketItem) item = g_list_model_get_item (G_LIST_MODEL (self->list), position);

      if (item != NULL && lp_ticket_item_get_ticket (item) != NULL)
        g_ptr_array_add (tickets, lp_ticket_ref (lp_ticket_item_get_ticket (item)));
    }

  return tickets;
}

static void
remember (LpTicketTable *self)
{
  guint n_selected = lp_ticket_table_get_n_selected (self);
  g_autoptr (GPtrArray) tickets = NULL;

  g_ptr_array_set_size (self->remembered, 0);
  if (n_selected == 0 || n_selected > MAX_REMEMBERED)
    return;

  tickets = lp_ticket_table_dup_selected (self);
  for (guint i = 0; i < tickets->len; i++)
    g_ptr_array_add (self->remembered, g_strdup (((LpTicket *) tickets->pdata[i])->code));
}

/* What is asked, whatever the order of the answer. */
static LpTicketQuery *
dup_question (LpTicketTable *self)
{
  LpTicketQuery *question = lp_ticket_query_copy (lp_ticket_list_get_query (self->list));

  question->sort = LP_TICKET_SORT_CODE;
  question->descending = FALSE;
  return question;
}

static gboolean
is_asked_still (LpTicketTable *self)
{
  g_autoptr (LpTicketQuery) question = dup_question (self);

  return self->asked != NULL && lp_ticket_query_equal (self->asked, question);
}

static void
keep_question (LpTicketTable *self)
{
  g_clear_pointer (&self->asked, lp_ticket_query_free);
  self->asked = dup_question (self);
}

/* @left: (nullable): its code stays among the remembered ones, so that it is selected again when it comes back. */
static void
tell (LpTicketTable *self, const char *left)
{
  g_autofree char *code = g_strdup (left);

  remember (self);
  if (code != NULL)
    g_ptr_array_add (self->remembered, g_strdup (code));
  keep_question (self);
  self->n_told = lp_ticket_table_get_n_selected (self);
  g_free (self->left);
  self->left = g_steal_pointer (&code);
  g_signal_emit (self, signals[SELECTION_CHANGED], 0);
}

static void
on_selection_changed (LpTicketTable *self)
{
  if (!self->restoring)
    tell (self, NULL);
}

static void
select_positions_of (LpTicketTable *self, const char *const *codes, gsize n_codes)
{
  g_autoptr (GtkBitset) selected = gtk_bitset_new_empty ();
  g_autoptr (GtkBitset) all = gtk_bitset_new_range (0, g_list_model_get_n_items (G_LIST_MODEL (self->list)));

  for (gsize i = 0; i < n_codes; i++)
    {
      guint position;

      if (lp_ticket_list_find (self->list, codes[i], &position))
        gtk_bitset_add (selected, position);
    }

  gtk_selection_model_set_selection (GTK_SELECTION_MODEL (self->selection), selected, all);
}

void
lp_ticket_table_select_codes (LpTicketTable *self, const char *const *codes)
{
  if (self->selection != NULL)
    select_positions_of (self, codes, g_strv_length ((char **) codes));
}

static gboolean
show_rest_cb (gpointer user_data)
{
  LpTicketTable *self = user_data;

  self->rest_source = 0;
  gtk_slice_list_model_set_size (self->slice, G_MAXUINT);
  return G_SOURCE_REMOVE;
}

/* While an answer is still coming, what was selected may come with the rest of it. The one ticket that a change has
 * taken from the answer is not lost, for somebody may be busy with it; another question leaves it behind. */
static void
on_settled (LpTicketTable *self)
{
  gboolean same, gone;

  if ((self->n_told == 0 && self->left == NULL) || !lp_ticket_list_is_settled (self->list))
    return;

  same = is_asked_still (self);
  gone = lp_ticket_table_get_n_selected (self) != self->n_told;
  if (gone && same && self->n_told == 1 && self->remembered->len == 1 &&
      lp_ticket_table_get_n_selected (self) == 0)
    tell (self, self->remembered->pdata[0]);
  else if (gone || (!same && self->left != NULL))
    tell (self, NULL);
  else if (!same)
    keep_question (self);
}

/* Rows that stay show other tickets now, which nobody has selected. */
static void
on_replaced (LpTicketTable *self, guint position, guint n)
{
  self->restoring = TRUE;
  if (self->n_told > 0)
    gtk_selection_model_unselect_range (GTK_SELECTION_MODEL (self->selection), position, n);
  self->restoring = FALSE;
}

/* Positions mean nothing after a new query: select what was selected by its code, quietly unless some has gone. */
static void
on_items_changed (LpTicketTable *self, guint position, guint removed, guint added)
{
  if (self->rest_source == 0 && gtk_slice_list_model_get_size (self->slice) <= MAX_FIRST_ROWS)
    self->rest_source = g_timeout_add_full (G_PRIORITY_LOW, REST_DELAY, show_rest_cb, self, NULL);
  if (self->rewinding && g_list_model_get_n_items (G_LIST_MODEL (self->slice)) > 0)
    {
      self->rewinding = FALSE;
      gtk_widget_activate_action (gtk_widget_get_last_child (GTK_WIDGET (self->view)), "list.scroll-to-item",
                                  "u", 0);
    }
  if ((self->n_told == 0 && self->left == NULL) || lp_ticket_list_is_halfway (self->list))
    return;

  self->restoring = TRUE;
  if (self->remembered->len > 0)
    select_positions_of (self, (const char *const *) self->remembered->pdata, self->remembered->len);
  self->restoring = FALSE;
  on_settled (self);
}

void
lp_ticket_table_unselect (LpTicketTable *self)
{
  if (self->selection == NULL)
    return;
  gtk_selection_model_unselect_all (GTK_SELECTION_MODEL (self->selection));
  if (self->left != NULL)
    tell (self, NULL);
}

const char *
lp_ticket_table_get_left (LpTicketTable *self)
{
  return self->left;
}

void
lp_ticket_table_rewind (LpTicketTable *self)
{
  self->rewinding = TRUE;
}

/* The arrow in a header says how the rows are sorted, from the first answer on. */
static void
on_sort_changed (LpTicketTable *self)
{
  int number;
  gboolean descending;

  if (self->list == NULL ||
      !lp_column_sorter_read (gtk_column_view_get_sorter (self->view), &number, &descending))
    return;

  lp_ticket_table_rewind (self);
  lp_ticket_list_set_sort (self->list, (LpTicketSort) number, descending);
}

/* Which words the column of states may show is known beforehand. */
static int
measure_state (LpTicketTable *self)
{
  const char *words[] = { lp_format_ticket_state (LP_TICKET_AVAILABLE),
                          lp_format_ticket_state (LP_TICKET_ACTIVATED),
                          lp_format_ticket_state (LP_TICKET_EXPIRED),
                          lp_format_ticket_state (LP_TICKET_REVOKED),
                          lp_waiting_decision_get_word (LP_DECISION_REVOKE) };

  return lp_column_measure (self->view, self->state, NULL, TRUE, words, G_N_ELEMENTS (words));
}

static int
measure_one (LpTicketTable *self, GtkColumnViewColumn *column, const char *css_class, const char *example)
{
  return lp_column_measure (self->view, column, css_class, FALSE, &example, 1);
}

static void
measure_columns (LpTicketTable *self)
{
  const LpColumnNeed needs[N_NEEDS] = {
    { self->code, measure_one (self, self->code, "monospace", SHORT_CODE), TRUE },
    { self->state, measure_state (self), FALSE },
    { self->product, measure_one (self, self->product, NULL, NAME), TRUE },
    { self->allocated, measure_one (self, self->allocated, NULL, NAME), TRUE },
    { self->code, measure_one (self, self->code, "monospace", WHOLE_CODE), FALSE },
    { self->expires, lp_column_measure_days (self->view, self->expires, FALSE), FALSE },
    { self->group, measure_one (self, self->group, NULL, NAME), TRUE },
  };

  memcpy (self->needs, needs, sizeof needs);
  self->measured = TRUE;
}

/* To whom a ticket is allocated is what support looks for: without a column of its own it goes below the product. */
static void
set_two_lines (LpTicketTable *self, gboolean two_lines)
{
  g_autoptr (GtkListItemFactory) factory = NULL;

  if (self->two_lines == two_lines)
    return;
  self->two_lines = two_lines;
  factory = two_lines ? lp_ticket_cells_new_narrow_factory ()
                      : lp_ticket_cells_new_factory (LP_TICKET_SORT_PRODUCT);
  gtk_column_view_column_set_factory (self->product, factory);
  /* GTK 4.8 makes cells with another factory only for a column that comes back. */
  if (gtk_column_view_column_get_visible (self->product))
    {
      gtk_column_view_column_set_visible (self->product, FALSE);
      gtk_column_view_column_set_visible (self->product, TRUE);
    }
}

/* Hides what there is no room for: first the group, then the expiry, then the column of the allocation. */
static void
set_width (LpTicketTable *self, int width)
{
  self->width = width;
  if (!self->measured)
    measure_columns (self);
  lp_column_fit (self->needs, N_NEEDS, self->many_groups ? N_NEEDS : N_NEEDS - 1, 2, width);
  set_two_lines (self, !gtk_column_view_column_get_visible (self->allocated));
}

/* Before anything has a size, the one that the window will have tells how many rows and which columns to begin with.
 * Returns the number of rows. */
static guint
expect_size (LpTicketTable *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  int width, height;

  if (!GTK_IS_WINDOW (root) || gtk_widget_get_mapped (GTK_WIDGET (root)) ||
      gtk_window_is_maximized (GTK_WINDOW (root)))
    return MAX_FIRST_ROWS;

  gtk_window_get_default_size (GTK_WINDOW (root), &width, &height);
  set_width (self, width - SIDEBAR);
  return (guint) CLAMP (height / ROW_HEIGHT - ROWS_OF_BARS, 1, MAX_FIRST_ROWS);
}

void
lp_ticket_table_set_list (LpTicketTable *self, LpTicketList *list)
{
  if (self->list != NULL)
    {
      g_signal_handlers_disconnect_by_func (self->list, on_items_changed, self);
      g_signal_handlers_disconnect_by_func (self->list, on_replaced, self);
      g_signal_handlers_disconnect_by_func (self->list, on_settled, self);
    }

  g_set_object (&self->list, list);
  g_clear_handle_id (&self->rest_source, g_source_remove);
  g_clear_object (&self->selection);
  g_clear_object (&self->slice);
  g_ptr_array_set_size (self->remembered, 0);
  g_clear_pointer (&self->left, g_free);
  self->n_told = 0;
  if (list == NULL)
    {
      gtk_column_view_set_model (self->view, NULL);
      return;
    }

  self->slice = gtk_slice_list_model_new (G_LIST_MODEL (g_object_ref (list)), 0, expect_size (self));
  self->selection = gtk_multi_selection_new (G_LIST_MODEL (g_object_ref (self->slice)));
  g_signal_connect_object (self->selection, "selection-changed", G_CALLBACK (on_selection_changed), self,
                           G_CONNECT_SWAPPED);
  /* After the selection model's own handler, which has to know the new length first. */
  g_signal_connect_object (list, "items-changed", G_CALLBACK (on_items_changed), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (list, "notify::loading", G_CALLBACK (on_settled), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (list, "replaced", G_CALLBACK (on_replaced), self, G_CONNECT_SWAPPED);
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
  on_sort_changed (self);
}

/* What is shown has to be what is selected: it goes when the next question does not find it. */
static void
on_row_activated (LpTicketTable *self, guint position)
{
  g_autoptr (LpTicketItem) item = g_list_model_get_item (G_LIST_MODEL (self->list), position);

  if (!gtk_selection_model_is_selected (GTK_SELECTION_MODEL (self->selection), position))
    gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), position, TRUE);
  if (item != NULL)
    g_signal_emit (self, signals[TICKET_ACTIVATED], 0, lp_ticket_item_get_code (item));
}

/* The codes of what is selected, one a line. */
static char *
dup_selected_codes (LpTicketTable *self)
{
  g_autoptr (GPtrArray) tickets = lp_ticket_table_dup_selected (self);
  GString *codes = g_string_new (NULL);

  for (guint i = 0; i < tickets->len; i++)
    g_string_append_printf (codes, "%s%s", i > 0 ? "\n" : "", ((LpTicket *) tickets->pdata[i])->code);
  return g_string_free (codes, FALSE);
}

static void
copy_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_autofree char *codes = dup_selected_codes (LP_TICKET_TABLE (widget));

  if (*codes != '\0')
    gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), codes);
}

static void
menu_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  lp_row_menu_popup_at_focus (LP_TICKET_TABLE (widget)->menu);
}

/* Of several selected tickets the first. */
static void
details_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  LpTicketTable *self = LP_TICKET_TABLE (widget);
  g_autoptr (GtkBitset) positions = NULL;

  if (lp_ticket_table_get_n_selected (self) == 0)
    return;
  positions = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  on_row_activated (self, gtk_bitset_get_minimum (positions));
}

/* The selection is dragged, as text: onto a group to be moved there, or into any other program. */
static GdkContentProvider *
on_drag_prepare (LpTicketTable *self)
{
  guint n_selected = lp_ticket_table_get_n_selected (self);
  g_autofree char *codes = NULL;

  if (n_selected == 0 || n_selected > MAX_REMEMBERED)
    return NULL;

  codes = dup_selected_codes (self);
  return gdk_content_provider_new_typed (G_TYPE_STRING, codes);
}

static void
on_drag_begin (LpTicketTable *self, GdkDrag *drag)
{
  lp_ticket_drop_show_icon (drag, lp_ticket_table_get_n_selected (self));
}

void
lp_ticket_table_select_first (LpTicketTable *self)
{
  if (self->selection == NULL || g_list_model_get_n_items (G_LIST_MODEL (self->selection)) == 0)
    return;
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), 0, TRUE);
  lp_ticket_table_focus_rows (self);
}

void
lp_ticket_table_focus_rows (LpTicketTable *self)
{
  gtk_widget_child_focus (GTK_WIDGET (self->view), GTK_DIR_DOWN);
}

void
lp_ticket_table_set_many_groups (LpTicketTable *self, gboolean many_groups)
{
  if (self->many_groups == many_groups)
    return;
  self->many_groups = many_groups;
  if (self->width > 0)
    set_width (self, self->width);
}

static gboolean
width_changed_cb (gpointer user_data)
{
  LpTicketTable *self = user_data;
  GtkAdjustment *adjustment = gtk_scrolled_window_get_hadjustment (self->scroller);

  self->width_source = 0;
  set_width (self, (int) gtk_adjustment_get_page_size (adjustment));
  return G_SOURCE_REMOVE;
}

/* The width is known while GTK lays out; columns may come and go only afterwards. */
static void
on_width_changed (LpTicketTable *self)
{
  if (self->width_source == 0)
    self->width_source = g_idle_add_full (G_PRIORITY_HIGH_IDLE, width_changed_cb, self, NULL);
}

/* Another font, or another size of it. */
static void
lp_ticket_table_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  LpTicketTable *self = LP_TICKET_TABLE (widget);

  GTK_WIDGET_CLASS (lp_ticket_table_parent_class)->css_changed (widget, change);
  self->measured = FALSE;
  if (self->width > 0)
    on_width_changed (self);
}

static gboolean
lp_ticket_table_focus (GtkWidget *widget, GtkDirectionType direction)
{
  return !lp_list_focus_leaves (GTK_WIDGET (LP_TICKET_TABLE (widget)->view), direction) &&
         GTK_WIDGET_CLASS (lp_ticket_table_parent_class)->focus (widget, direction);
}

static void
lp_ticket_table_dispose (GObject *object)
{
  LpTicketTable *self = LP_TICKET_TABLE (object);

  self->width = 0; /* nothing is to be laid out any more */
  g_clear_handle_id (&self->width_source, g_source_remove);
  g_clear_handle_id (&self->rest_source, g_source_remove);
  if (self->menu != NULL)
    lp_row_menu_close (self->menu);
  g_clear_object (&self->menu);
  g_clear_object (&self->selection);
  g_clear_object (&self->slice);
  g_clear_object (&self->list);

  G_OBJECT_CLASS (lp_ticket_table_parent_class)->dispose (object);
}

static void
lp_ticket_table_finalize (GObject *object)
{
  LpTicketTable *self = LP_TICKET_TABLE (object);

  g_ptr_array_unref (self->remembered);
  g_clear_pointer (&self->asked, lp_ticket_query_free);
  g_free (self->left);

  G_OBJECT_CLASS (lp_ticket_table_parent_class)->finalize (object);
}

static void
lp_ticket_table_class_init (LpTicketTableClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = lp_ticket_table_dispose;
  object_class->finalize = lp_ticket_table_finalize;
  widget_class->css_changed = lp_ticket_table_css_changed;
  widget_class->focus = lp_ticket_table_focus;

  signals[SELECTION_CHANGED] = g_signal_new ("selection-changed", LP_TYPE_TICKET_TABLE, G_SIGNAL_RUN_LAST, 0,
                                             NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[TICKET_ACTIVATED] = g_signal_new ("ticket-activated", LP_TYPE_TICKET_TABLE, G_SIGNAL_RUN_LAST, 0,
                                            NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/LicensePortal/ui/ticket-table.ui");
  gtk_widget_class_bind_template_child (widget_class, LpTicketTable, scroller);
  gtk_widget_class_bind_template_child (widget_class, LpTicketTable, view);
  gtk_widget_class_bind_template_child (widget_class, LpTicketTable, code);
  gtk_widget_class_bind_template_child (widget_class, LpTicketTable, product);
  gtk_widget_class_bind_template_child (widget_class, LpTicketTable, group);
  gtk_widget_class_bind_template_child (widget_class, LpTicketTable, allocated);
  gtk_widget_class_bind_template_child (widget_class, LpTicketTable, state);
  gtk_widget_class_bind_template_child (widget_class, LpTicketTable, expires);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_drag_prepare);
  gtk_widget_class_bind_template_callback (widget_class, on_drag_begin);
  gtk_widget_class_install_action (widget_class, "tickets.copy", NULL, copy_activated);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK, "tickets.copy", NULL);
  gtk_widget_class_install_action (widget_class, "tickets.details", NULL, details_activated);
  gtk_widget_class_install_action (widget_class, "tickets.menu", NULL, menu_activated);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Menu, 0, "tickets.menu", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, "tickets.menu", NULL);
}

static void
add_column (GtkColumnViewColumn *column, LpTicketSort sort)
{
  g_autoptr (GtkSorter) sorter = lp_column_sorter_new (sort);
  g_autoptr (GtkListItemFactory) factory = lp_ticket_cells_new_factory (sort);

  gtk_column_view_column_set_sorter (column, sorter);
  gtk_column_view_column_set_factory (column, factory);
}

static void
lp_ticket_table_init (LpTicketTable *self)
{
  self->remembered = g_ptr_array_new_with_free_func (g_free);
  gtk_widget_init_template (GTK_WIDGET (self));

  self->menu = lp_row_menu_new (GTK_WIDGET (self), self->view, "/org/example/LicensePortal/ui/ticket-menu.ui",
                                "ticket_menu");
  add_column (self->code, LP_TICKET_SORT_CODE);
  add_column (self->product, LP_TICKET_SORT_PRODUCT);
  add_column (self->group, LP_TICKET_SORT_GROUP);
  add_column (self->allocated, LP_TICKET_SORT_ALLOCATION);
  add_column (self->state, LP_TICKET_SORT_STATE);
  add_column (self->expires, LP_TICKET_SORT_EXPIRY);

  gtk_column_view_sort_by_column (self->view, self->code, GTK_SORT_ASCENDING);
  g_signal_connect_object (gtk_column_view_get_sorter (self->view), "changed", G_CALLBACK (on_sort_changed),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_scrolled_window_get_hadjustment (self->scroller), "notify::page-size",
                           G_CALLBACK (on_width_changed), self, G_CONNECT_SWAPPED);
}
