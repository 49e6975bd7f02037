/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The control for how smoothly the application scrolls and what it needs for it: the same columns and the same kind
 * of cells over a model of a million rows that is nothing but a number, with a few rows in turn. */

#include <adwaita.h>

#define N_ROWS     1000000
#define N_DISTINCT 64

/* One row of text, as long as those of tickets are. */
#define TYPE_ROW (row_get_type ())
G_DECLARE_FINAL_TYPE (Row, row, BENCH, ROW, GObject)

struct _Row
{
  GObject parent_instance;
  char *texts[6];
};

G_DEFINE_FINAL_TYPE (Row, row, G_TYPE_OBJECT)

static void
row_finalize (GObject *object)
{
  for (guint i = 0; i < G_N_ELEMENTS (BENCH_ROW (object)->texts); i++)
    g_free (BENCH_ROW (object)->texts[i]);
  G_OBJECT_CLASS (row_parent_class)->finalize (object);
}

static void
row_class_init (RowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = row_finalize;
}

static void
row_init (Row *self)
{
}

#define TYPE_ROWS (rows_get_type ())
G_DECLARE_FINAL_TYPE (Rows, rows, BENCH, ROWS, GObject)

struct _Rows
{
  GObject parent_instance;
  Row *rows[N_DISTINCT];
};

static GType
get_item_type (GListModel *model)
{
  return TYPE_ROW;
}

static guint
get_n_items (GListModel *model)
{
  return N_ROWS;
}

static gpointer
get_item (GListModel *model, guint position)
{
  return position < N_ROWS ? g_object_ref (BENCH_ROWS (model)->rows[position % N_DISTINCT]) : NULL;
}

static void
rows_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (Rows,
                               rows,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, rows_model_init))

static void
rows_finalize (GObject *object)
{
  for (guint i = 0; i < N_DISTINCT; i++)
    g_object_unref (BENCH_ROWS (object)->rows[i]);
  G_OBJECT_CLASS (rows_parent_class)->finalize (object);
}

static void
rows_class_init (RowsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rows_finalize;
}

static void
rows_init (Rows *self)
{
  static const char *const states[] = { "Available", "Activated", "Expired", "Revoked" };

  for (guint i = 0; i < N_DISTINCT; i++)
    {
      Row *row = g_object_new (TYPE_ROW, NULL);

      row->texts[0] = g_strdup_printf ("GSRMA-7GJDG-%05u-7TQ4X-%05u", i * 1021, i * 409);
      row->texts[1] = g_strdup_printf ("Constant Product %u Suite", i * 7);
      row->texts[2] = g_strdup_printf ("Person Number %u", i * 11);
      row->texts[3] = g_strdup (states[i % 4]);
      row->texts[4] = g_strdup_printf ("%u Dec 20%02u", i % 31 + 1, i % 70 + 20);
      row->texts[5] = g_strdup_printf ("Group Number %u", i * 13);
      self->rows[i] = row;
    }
}

static GtkWidget *
new_text (void)
{
  return g_object_new (GTK_TYPE_INSCRIPTION, "xalign", 0.0f, "text-overflow",
                       GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END, "hexpand", TRUE, "nat-chars", 10, NULL);
}

static void
setup_text (GtkListItemFactory *factory, GtkListItem *list_item, gpointer user_data)
{
  gtk_list_item_set_child (list_item, new_text ());
}

static void
bind_text (GtkListItemFactory *factory, GtkListItem *list_item, gpointer user_data)
{
  Row *row = gtk_list_item_get_item (list_item);

  gtk_inscription_set_text (GTK_INSCRIPTION (gtk_list_item_get_child (list_item)),
                            row->texts[GPOINTER_TO_INT (user_data)]);
}

static void
setup_icon (GtkListItemFactory *factory, GtkListItem *list_item, gpointer user_data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_box_append (GTK_BOX (box), gtk_image_new ());
  gtk_box_append (GTK_BOX (box), new_text ());
  gtk_list_item_set_child (list_item, box);
}

static void
bind_icon (GtkListItemFactory *factory, GtkListItem *list_item, gpointer user_data)
{
  static const char *const icons[] = { "object-select-symbolic", "media-record-symbolic",
                                       "document-open-recent-symbolic", "window-close-symbolic" };
  Row *row = gtk_list_item_get_item (list_item);
  GtkWidget *box = gtk_list_item_get_child (list_item);

  gtk_image_set_from_icon_name (GTK_IMAGE (gtk_widget_get_first_child (box)),
                                icons[(guint) row->texts[3][0] % G_N_ELEMENTS (icons)]);
  gtk_inscription_set_text (GTK_INSCRIPTION (gtk_widget_get_last_child (box)),
                            row->texts[GPOINTER_TO_INT (user_data)]);
}

/* A fixed width of 0 is for a column that takes what there is. */
static void
add_column (GtkColumnView *view, const char *title, int number, int width)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  gboolean icon = number == 3;
  g_autoptr (GtkColumnViewColumn) column = NULL;

  g_signal_connect (factory, "setup", icon ? G_CALLBACK (setup_icon) : G_CALLBACK (setup_text), NULL);
  g_signal_connect (factory, "bind", icon ? G_CALLBACK (bind_icon) : G_CALLBACK (bind_text),
                    GINT_TO_POINTER (number));
  column = gtk_column_view_column_new (title, factory);
  gtk_column_view_column_set_resizable (column, TRUE);
  if (width > 0)
    gtk_column_view_column_set_fixed_width (column, width);
  else
    gtk_column_view_column_set_expand (column, TRUE);
  gtk_column_view_append_column (view, column);
}

static GtkWidget *
new_list (void)
{
  Rows *rows = g_object_new (TYPE_ROWS, NULL);
  GtkSelectionModel *selection = GTK_SELECTION_MODEL (gtk_multi_selection_new (G_LIST_MODEL (rows)));
  GtkColumnView *view = GTK_COLUMN_VIEW (gtk_column_view_new (selection));
  GtkWidget *scroller = gtk_scrolled_window_new ();

  add_column (view, "Ticket", 0, 262);
  add_column (view, "Product", 1, 0);
  add_column (view, "Group", 5, 0);
  add_column (view, "Allocated to", 2, 0);
  add_column (view, "State", 3, 128);
  add_column (view, "Expires", 4, 116);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (view));
  gtk_widget_set_vexpand (scroller, TRUE);
  return scroller;
}

static void
activate_cb (GtkApplication *application, gpointer user_data)
{
  GtkWidget *window = adw_application_window_new (application);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), new_list ());
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (window), box);
  gtk_window_set_title (GTK_WINDOW (window), "Constant rows");
  gtk_window_set_default_size (GTK_WINDOW (window), 1270, 800);
  gtk_window_present (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  g_autoptr (AdwApplication)
      application = adw_application_new ("org.example.LicensePortal.ConstantRows", G_APPLICATION_NON_UNIQUE);

  g_signal_connect (application, "activate", G_CALLBACK (activate_cb), NULL);
  return g_application_run (G_APPLICATION (application), argc, argv);
}
