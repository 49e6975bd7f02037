/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "lp-audit-list.h"
#include "lp-history-panel.h"

/* What support needs on the telephone are the last events; all of them are on the Activity page. */
#define MAX_ROWS 20

struct _LpHistoryPanel
{
  AdwBin parent_instance;

  /* Template */
  AdwExpanderRow *expander;

  LpSession *session;
  LpAuditList *list;
  char *object;
  GPtrArray *rows; /* of GtkWidget, borrowed from the expander */
};

G_DEFINE_FINAL_TYPE (LpHistoryPanel, lp_history_panel, ADW_TYPE_BIN)

static void
add_row (LpHistoryPanel *self, const char *title, const char *subtitle)
{
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", title, "subtitle",
                                 subtitle, NULL);

  adw_expander_row_add_row (self->expander, row);
  g_ptr_array_add (self->rows, row);
}

static void
update (LpHistoryPanel *self)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->list));
  g_autofree char *error = NULL;
  gboolean loading;

  for (guint i = 0; i < self->rows->len; i++)
    adw_expander_row_remove (self->expander, self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);

  for (guint i = 0; i < MIN (n_items, MAX_ROWS); i++)
    {
      g_autoptr (LpAuditItem) item = g_list_model_get_item (G_LIST_MODEL (self->list), i);
      g_autofree char *sentence = NULL;
      g_autofree char *when = NULL;

      g_object_get (item, "sentence", &sentence, "when", &when, NULL);
      add_row (self, sentence, when);
    }

  g_object_get (self->list, "error-text", &error, "loading", &loading, NULL);
  if (error != NULL && *error != '\0')
    add_row (self, error, "");
  else if (n_items == 0)
    add_row (self, loading ? _ ("Loading…") : _ ("Nothing recorded yet"), "");
}

static void
load (LpHistoryPanel *self)
{
  LpAuditQuery query = { .object = self->object, .from = LP_DATE_NONE, .to = LP_DATE_NONE };

  if (self->object == NULL || !adw_expander_row_get_expanded (self->expander))
    return;

  if (self->list == NULL)
    {
      self->list = lp_audit_list_new (self->session);
      g_signal_connect_object (self->list, "items-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (self->list, "notify::loading", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (self->list, "notify::error-text", G_CALLBACK (update), self,
                               G_CONNECT_SWAPPED);
    }
  lp_audit_list_set_query (self->list, &query);
  update (self);
}

static void
on_expanded (LpHistoryPanel *self)
{
  load (self);
}

void
lp_history_panel_set_object (LpHistoryPanel *self, LpSession *session, const char *object)
{
  if (g_set_object (&self->session, session))
    g_clear_object (&self->list);

  g_free (self->object);
  self->object = g_strdup (object);
  load (self);
}

static void
lp_history_panel_dispose (GObject *object)
{
  LpHistoryPanel *self = LP_HISTORY_PANEL (object);

  g_clear_object (&self->list);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (lp_history_panel_parent_class)->dispose (object);
}

static void
lp_history_panel_finalize (GObject *object)
{
  LpHistoryPanel *self = LP_HISTORY_PANEL (object);

  g_free (self->object);
  g_ptr_array_unref (self->rows);

  G_OBJECT_CLASS (lp_history_panel_parent_class)->finalize (object);
}

static void
lp_history_panel_class_init (LpHistoryPanelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = lp_history_panel_dispose;
  object_class->finalize = lp_history_panel_finalize;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/example/LicensePortal/ui/history-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, LpHistoryPanel, expander);
  gtk_widget_class_bind_template_callback (widget_class, on_expanded);
}

static void
lp_history_panel_init (LpHistoryPanel *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}
