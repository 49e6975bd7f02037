/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lp-column-fit.h"
#include "lp-column-sorter.h"
#include "lp-format.h"
#include "lp-list-focus.h"
#include "lp-subscription-cells.h"
#include "lp-subscription-table.h"
#include "lp-waiting-decisions.h"

/* As in LpTicketTable: at first only a screenful, so that the page is there at once; the rest follows this many
 * milliseconds later. */
#define FIRST_ROWS 48
#define REST_DELAY 150

/* By its code one knows a row, so it is never left out: where there is less room, its first groups are shown. */
#define WHOLE_CODE "WWWWW-WWWWW-WWWWW-WWWWW-WWWWW"
#define SHORT_CODE "WWWWW-WW…"

/* Enough of a name to know it by. */
#define NAME "Struct…"

#define N_COLUMNS (LP_SUBSCRIPTION_SORT_GROUP + 1)
/* One column may become wider. */
#define N_NEEDS (N_COLUMNS + 1)

struct _LpSubscriptionTable
{
  AdwBin parent_instance;

  /* Template */
  GtkScrolledWindow *scroller;
  GtkColumnView *view;
  GtkColumnViewColumn *deadline;
  GtkColumnViewColumn *committed;
  GtkColumnViewColumn *state;
  GtkColumnViewColumn *renewal;
  GtkColumnViewColumn *product;
  GtkColumnViewColumn *code;
  GtkColumnViewColumn *group;

  /* Owned */
  LpSubscriptionList *list;
  GtkSliceListModel *slice;
  GtkMultiSelection *selection;
  GtkBitset *remembered; /* row keys that are selected */
  char *selected_code;   /* nullable: the ticket of the one that is selected */
  char *left;            /* nullable: see lp_subscription_table_get_left() */
  gboolean asked_anew;   /* the next answer is one to another question */
  gboolean restoring;
  gboolean rewinding; /* the next rows are looked at from the first */
  int width;          /* pixels that the columns have */
  gboolean many_groups;
  LpColumnNeed needs[N_NEEDS];
  gboolean measured; /* whether the needs are as the font is */
  guint width_source;
  guint rest_source;
};

enum
{
  SELECTION_CHANGED,
  ACTIVATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LpSubscriptionTable, lp_subscription_table, ADW_TYPE_BIN)

static GtkColumnViewColumn *
get_column (LpSubscriptionTable *self, LpSubscriptionSort sort)
{
  GtkColumnViewColumn *all[N_COLUMNS] = {
    [LP_SUBSCRIPTION_SORT_DEADLINE] = self->deadline, [LP_SUBSCRIPTION_SORT_COMMITTED] = self->committed,
    [LP_SUBSCRIPTION_SORT_STATE] = self->state,       [LP_SUBSCRIPTION_SORT_RENEWAL] = self->renewal,
    [LP_SUBSCRIPTION_SORT_PRODUCT] = self->product,   [LP_SUBSCRIPTION_SORT_CODE] = self->code,
    [LP_SUBSCRIPTION_SORT_GROUP] = self->group,
  };

  return all[sort];
}

guint
lp_subscription_table_get_n_selected (LpSubscriptionTable *self)
{
  g_autoptr (GtkBitset) positions = NULL;

  if (self->selection == NULL)
    return 0;
  positions = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  return (guint) gtk_bitset_get_size (positions);
}

GArray *
lp_subscription_table_dup_selected (LpSubscriptionTable *self)
{
  GArray *selected = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GtkBitset) positions = NULL;
  const guint32 *rows;
  guint n_rows, position;
  GtkBitsetIter iter;

  if (self->selection == NULL)
    return selected;
  rows = lp_subscription_list_get_rows (self->list, &n_rows);
  positions = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  for (gboolean more = gtk_bitset_iter_init_first (&iter, positions, &position); more;
       more = gtk_bitset_iter_next (&iter, &position))
    if (position < n_rows)
      g_array_append_val (selected, rows[position]);
  return selected;
}

char *
lp_subscription_table_dup_selected_code (LpSubscriptionTable *self)
{
  g_autoptr (GtkBitset) positions = NULL;
  g_autoptr (LpSubscriptionItem) item = NULL;

  if (lp_subscription_table_get_n_selected (self) != 1)
    return NULL;
  positions = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  item = g_list_model_get_item (G_LIST_MODEL (self->list), gtk_bitset_get_minimum (positions));
  return item != NULL ? g_strdup (lp_subscription_item_get_code (item)) : NULL;
}

static void
remember (LpSubscriptionTable *self)
{
  g_autoptr (GArray) rows = lp_subscription_table_dup_selected (self);

  gtk_bitset_remove_all (self->remembered);
  for (guint i = 0; i < rows->len; i++)
    gtk_bitset_add (self->remembered, g_array_index (rows, guint32, i));
}

/* @left: (nullable): stays remembered, so that it is selected again when it comes back. */
static void
tell (LpSubscriptionTable *self, const char *left)
{
  char *code = g_strdup (left);

  g_free (self->left);
  self->left = code;
  g_signal_emit (self, signals[SELECTION_CHANGED], 0);
}

/* A row that goes takes its selection along, which nobody has changed yet: see on_answered(). */
static void
on_selection_changed (LpSubscriptionTable *self)
{
  if (self->restoring)
    return;
  remember (self);
  g_free (self->selected_code);
  self->selected_code = lp_subscription_table_dup_selected_code (self);
  tell (self, NULL);
}

static gboolean
show_rest_cb (gpointer user_data)
{
  LpSubscriptionTable *self = user_data;

  self->rest_source = 0;
  gtk_slice_list_model_set_size (self->slice, G_MAXUINT);
  return G_SOURCE_REMOVE;
}

/* Positions mean nothing after a new query: select what was selected by its row key. */
static void
restore (LpSubscriptionTable *self)
{
  g_autoptr (GtkBitset) selected = gtk_bitset_new_empty ();
  g_autoptr (GtkBitset) all = NULL;
  const guint32 *rows;
  guint n_rows;

  rows = lp_subscription_list_get_rows (self->list, &n_rows);
  all = gtk_bitset_new_range (0, n_rows);
  for (guint i = 0; i < n_rows; i++)
    if (gtk_bitset_contains (self->remembered, rows[i]))
      gtk_bitset_add (selected, i);
  self->restoring = TRUE;
  gtk_selection_model_set_selection (GTK_SELECTION_MODEL (self->selection), selected, all);
  self->restoring = FALSE;
}

static void
on_items_changed (LpSubscriptionTable *self)
{
  if (self->rest_source == 0 && gtk_slice_list_model_get_size (self->slice) == FIRST_ROWS)
    self->rest_source = g_timeout_add (REST_DELAY, show_rest_cb, self);
  if (self->rewinding && g_list_model_get_n_items (G_LIST_MODEL (self->slice)) > 0)
    {
      self->rewinding = FALSE;
      gtk_widget_activate_action (gtk_widget_get_last_child (GTK_WIDGET (self->view)), "list.scroll-to-item",
                                  "u", 0);
    }
}

/* Only when all of an answer is there: a row that moves goes first and comes back after. One alone that a change has
 * taken from the list is told of, as in LpTicketTable. */
static void
on_answered (LpSubscriptionTable *self)
{
  guint64 n_remembered = gtk_bitset_get_size (self->remembered);
  gboolean asked_anew = self->asked_anew;

  if (!lp_subscription_list_is_settled (self->list))
    return;
  self->asked_anew = FALSE;
  if (n_remembered == 0)
    return;
  if (lp_subscription_table_get_n_selected (self) != n_remembered)
    restore (self);
  if (lp_subscription_table_get_n_selected (self) == n_remembered)
    {
      if (self->left != NULL)
        tell (self, NULL);
    }
  else if (n_remembered > 1 || asked_anew || self->selected_code == NULL)
    on_selection_changed (self);
  else if (self->left == NULL)
    tell (self, self->selected_code);
}

const char *
lp_subscription_table_get_left (LpSubscriptionTable *self)
{
  return self->left;
}

static void
on_reset (LpSubscriptionTable *self)
{
  if (self->selection != NULL)
    gtk_selection_model_unselect_all (GTK_SELECTION_MODEL (self->selection));
  if (self->left != NULL)
    on_selection_changed (self);
}

void
lp_subscription_table_set_list (LpSubscriptionTable *self, LpSubscriptionList *list)
{
  g_set_object (&self->list, list);
  self->slice = gtk_slice_list_model_new (G_LIST_MODEL (g_object_ref (list)), 0, FIRST_ROWS);
  self->selection = gtk_multi_selection_new (G_LIST_MODEL (g_object_ref (self->slice)));
  g_signal_connect_object (self->selection, "selection-changed", G_CALLBACK (on_selection_changed), self,
                           G_CONNECT_SWAPPED);
  /* After the selection model's own handler, which has to know the new length first. */
  g_signal_connect_object (list, "items-changed", G_CALLBACK (on_items_changed), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (list, "notify::loading", G_CALLBACK (on_answered), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (list, "reset", G_CALLBACK (on_reset), self, G_CONNECT_SWAPPED);
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
}

void
lp_subscription_table_rewind (LpSubscriptionTable *self)
{
  self->rewinding = self->asked_anew = TRUE;
}

static void
on_sort_changed (LpSubscriptionTable *self)
{
  int number = LP_SUBSCRIPTION_SORT_DEADLINE;
  gboolean descending = FALSE;

  if (self->list == NULL)
    return;
  lp_subscription_table_rewind (self);
  (void) lp_column_sorter_read (gtk_column_view_get_sorter (self->view), &number, &descending);
  lp_subscription_list_set_sort (self->list, (LpSubscriptionSort) number, descending);
}

static void
on_row_activated (LpSubscriptionTable *self, guint position)
{
  g_autoptr (LpSubscriptionItem) item = g_list_model_get_item (G_LIST_MODEL (self->list), position);

  if (item != NULL)
    g_signal_emit (self, signals[ACTIVATED], 0, lp_subscription_item_get_code (item));
}

void
lp_subscription_table_focus_rows (LpSubscriptionTable *self)
{
  gtk_widget_child_focus (GTK_WIDGET (self->view), GTK_DIR_DOWN);
}

/* Which words the column of states may show is known beforehand. */
static int
measure_state (LpSubscriptionTable *self)
{
  const char *words[] = { lp_format_subscription_state (LP_SUBSCRIPTION_PENDING),
                          lp_format_subscription_state (LP_SUBSCRIPTION_ACTIVE),
                          lp_format_subscription_state (LP_SUBSCRIPTION_CANCELLED),
                          lp_format_subscription_state (LP_SUBSCRIPTION_ENDED),
                          lp_format_subscription_state (LP_SUBSCRIPTION_REVOKED),
                          lp_waiting_decision_get_word (LP_DECISION_CANCEL),
                          lp_waiting_decision_get_word (LP_DECISION_REINSTATE),
                          lp_waiting_decision_get_word (LP_DECISION_REVOKE) };

  return lp_column_measure (self->view, self->state, NULL, TRUE, words, G_N_ELEMENTS (words));
}

static int
measure_one (LpSubscriptionTable *self,
             GtkColumnViewColumn *column,
             const char *css_class,
             const char *example)
{
  return lp_column_measure (self->view, column, css_class, FALSE, &example, 1);
}

static int
measure_renewal (LpSubscriptionTable *self)
{
  const char *words[] = { lp_format_renewal (LP_SUBSCRIPTION_PENDING),
                          lp_format_renewal (LP_SUBSCRIPTION_ACTIVE),
                          lp_format_renewal (LP_SUBSCRIPTION_ENDED) };

  return lp_column_measure (self->view, self->renewal, NULL, FALSE, words, G_N_ELEMENTS (words));
}

static void
measure_columns (LpSubscriptionTable *self)
{
  const LpColumnNeed needs[N_NEEDS] = {
    { self->deadline, lp_column_measure_days (self->view, self->deadline, TRUE), FALSE },
    { self->code, measure_one (self, self->code, "monospace", SHORT_CODE), TRUE },
    { self->state, measure_state (self), FALSE },
    { self->product, measure_one (self, self->product, NULL, NAME), TRUE },
    { self->committed, lp_column_measure_days (self->view, self->committed, FALSE), FALSE },
    { self->renewal, measure_renewal (self), FALSE },
    { self->code, measure_one (self, self->code, "monospace", WHOLE_CODE), FALSE },
    { self->group, measure_one (self, self->group, NULL, NAME), TRUE },
  };

  memcpy (self->needs, needs, sizeof needs);
  self->measured = TRUE;
}

void
lp_subscription_table_set_width (LpSubscriptionTable *self, int width)
{
  self->width = width;
  if (!self->measured)
    measure_columns (self);
  lp_column_fit (self->needs, N_NEEDS, self->many_groups ? N_NEEDS : N_NEEDS - 1, 2, width);
}

void
lp_subscription_table_set_many_groups (LpSubscriptionTable *self, gboolean many_groups)
{
  if (self->many_groups == many_groups)
    return;
  self->many_groups = many_groups;
  if (self->width > 0)
    lp_subscription_table_set_width (self, self->width);
}

static gboolean
width_changed_cb (gpointer user_data)
{
  LpSubscriptionTable *self = user_data;
  GtkAdjustment *adjustment = gtk_scrolled_window_get_hadjustment (self->scroller);

  self->width_source = 0;
  lp_subscription_table_set_width (self, (int) gtk_adjustment_get_page_size (adjustment));
  return G_SOURCE_REMOVE;
}

/* The width is known while GTK lays out; columns may come and go only afterwards. */
static void
on_width_changed (LpSubscriptionTable *self)
{
  if (self->width_source == 0)
    self->width_source = g_idle_add_full (G_PRIORITY_HIGH_IDLE, width_changed_cb, self, NULL);
}

/* Another font, or another size of it. */
static void
lp_subscription_table_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  LpSubscriptionTable *self = LP_SUBSCRIPTION_TABLE (widget);

  GTK_WIDGET_CLASS (lp_subscription_table_parent_class)->css_changed (widget, change);
  self->measured = FALSE;
  if (self->width > 0)
    on_width_changed (self);
}

static gboolean
lp_subscription_table_focus (GtkWidget *widget, GtkDirectionType direction)
{
  return !lp_list_focus_leaves (GTK_WIDGET (LP_SUBSCRIPTION_TABLE (widget)->view), direction) &&
         GTK_WIDGET_CLASS (lp_subscription_table_parent_class)->focus (widget, direction);
}

static void
lp_subscription_table_dispose (GObject *object)
{
  LpSubscriptionTable *self = LP_SUBSCRIPTION_TABLE (object);

  self->width = 0; /* nothing is to be laid out any more */
  g_clear_handle_id (&self->width_source, g_source_remove);
  g_clear_handle_id (&self->rest_source, g_source_remove);
  g_clear_object (&self->selection);
  g_clear_object (&self->slice);
  g_clear_object (&self->list);

  G_OBJECT_CLASS (lp_subscription_table_parent_class)->dispose (object);
}

static void
lp_subscription_table_finalize (GObject *object)
{
  LpSubscriptionTable *self = LP_SUBSCRIPTION_TABLE (object);

  gtk_bitset_unref (self->remembered);
  g_free (self->selected_code);
  g_free (self->left);

  G_OBJECT_CLASS (lp_subscription_table_parent_class)->finalize (object);
}

static void
lp_subscription_table_class_init (LpSubscriptionTableClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = lp_subscription_table_dispose;
  object_class->finalize = lp_subscription_table_finalize;
  widget_class->css_changed = lp_subscription_table_css_changed;
  widget_class->focus = lp_subscription_table_focus;

  signals[SELECTION_CHANGED] = g_signal_new ("selection-changed", LP_TYPE_SUBSCRIPTION_TABLE,
                                             G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[ACTIVATED] = g_signal_new ("activated", LP_TYPE_SUBSCRIPTION_TABLE, G_SIGNAL_RUN_LAST, 0, NULL,
                                     NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/example/LicensePortal/ui/subscription-table.ui");
  gtk_widget_class_bind_template_child (widget_class, LpSubscriptionTable, scroller);
  gtk_widget_class_bind_template_child (widget_class, LpSubscriptionTable, view);
  gtk_widget_class_bind_template_child (widget_class, LpSubscriptionTable, deadline);
  gtk_widget_class_bind_template_child (widget_class, LpSubscriptionTable, committed);
  gtk_widget_class_bind_template_child (widget_class, LpSubscriptionTable, state);
  gtk_widget_class_bind_template_child (widget_class, LpSubscriptionTable, renewal);
  gtk_widget_class_bind_template_child (widget_class, LpSubscriptionTable, product);
  gtk_widget_class_bind_template_child (widget_class, LpSubscriptionTable, code);
  gtk_widget_class_bind_template_child (widget_class, LpSubscriptionTable, group);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
}

static void
lp_subscription_table_init (LpSubscriptionTable *self)
{
  self->remembered = gtk_bitset_new_empty ();
  gtk_widget_init_template (GTK_WIDGET (self));

  for (gsize i = 0; i < N_COLUMNS; i++)
    {
      g_autoptr (GtkSorter) sorter = lp_column_sorter_new ((int) i);
      g_autoptr (GtkListItemFactory) factory = lp_subscription_cells_new_factory ((LpSubscriptionSort) i);

      gtk_column_view_column_set_sorter (get_column (self, (LpSubscriptionSort) i), sorter);
      gtk_column_view_column_set_factory (get_column (self, (LpSubscriptionSort) i), factory);
    }
  gtk_column_view_sort_by_column (self->view, self->deadline, GTK_SORT_ASCENDING);
  g_signal_connect_object (gtk_column_view_get_sorter (self->view), "changed", G_CALLBACK (on_sort_changed),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_scrolled_window_get_hadjustment (self->scroller), "notify::page-size",
                           G_CALLBACK (on_width_changed), self, G_CONNECT_SWAPPED);
}
