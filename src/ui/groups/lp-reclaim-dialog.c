/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lp-reclaim-dialog.h"
#include "lp-reclaim-row.h"
#include "lp-replica.h"

struct _LpReclaimDialog
{
  AdwWindow parent_instance;

  /* Template */
  AdwWindowTitle *heading;
  GtkStack *stack;
  GtkListView *view;

  LpTicketList *list;
};

enum
{
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LpReclaimDialog, lp_reclaim_dialog, ADW_TYPE_WINDOW)

LpTicketList *
lp_reclaim_list_new (LpSession *session, const char *group_id)
{
  LpTicketList *list = lp_ticket_list_new (session);
  g_autoptr (LpTicketQuery) query = lp_ticket_query_copy (lp_ticket_list_get_query (list));

  g_free (query->group_id);
  query->group_id = g_strdup (group_id);
  query->who = LP_WHO_LEFT;
  query->states = 1u << LP_TICKET_AVAILABLE | 1u << LP_TICKET_ACTIVATED | 1u << LP_TICKET_EXPIRED;
  query->sort = LP_TICKET_SORT_ALLOCATION;
  query->descending = FALSE;
  lp_ticket_list_set_query (list, query);
  return list;
}

/* Nobody is told that there is nothing as long as that is only a question. */
static void
update (LpReclaimDialog *self)
{
  gboolean empty = g_list_model_get_n_items (G_LIST_MODEL (self->list)) == 0 &&
                   lp_ticket_list_is_settled (self->list);

  gtk_stack_set_visible_child_name (self->stack, empty ? "empty" : "list");
}

static void
on_activate (LpReclaimDialog *self, guint position)
{
  g_autoptr (LpTicketItem) item = g_list_model_get_item (G_LIST_MODEL (self->list), position);

  if (item == NULL)
    return;
  g_signal_emit (self, signals[CHOSEN], 0, lp_ticket_item_get_code (item));
  gtk_window_close (GTK_WINDOW (self));
}

GtkWindow *
lp_reclaim_dialog_new (LpSession *session, const char *group_id)
{
  LpReclaimDialog *self = g_object_new (LP_TYPE_RECLAIM_DIALOG, NULL);
  g_autoptr (LpGroup) group = lp_replica_get_group (lp_session_get_replica (session), group_id);
  g_autoptr (GtkNoSelection) model = NULL;

  adw_window_title_set_subtitle (self->heading, group != NULL ? group->name : "");
  self->list = lp_reclaim_list_new (session, group_id);
  model = gtk_no_selection_new (G_LIST_MODEL (g_object_ref (self->list)));
  g_signal_connect_object (self->list, "notify::loading", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "items-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  gtk_list_view_set_model (self->view, GTK_SELECTION_MODEL (model));
  update (self);
  return GTK_WINDOW (self);
}

static void
lp_reclaim_dialog_dispose (GObject *object)
{
  g_clear_object (&LP_RECLAIM_DIALOG (object)->list);

  G_OBJECT_CLASS (lp_reclaim_dialog_parent_class)->dispose (object);
}

static void
lp_reclaim_dialog_class_init (LpReclaimDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lp_reclaim_dialog_dispose;

  signals[CHOSEN] = g_signal_new ("chosen", LP_TYPE_RECLAIM_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_DIALOG);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/example/LicensePortal/ui/reclaim-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, LpReclaimDialog, heading);
  gtk_widget_class_bind_template_child (widget_class, LpReclaimDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, LpReclaimDialog, view);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
lp_reclaim_dialog_init (LpReclaimDialog *self)
{
  g_autoptr (GtkListItemFactory) factory = lp_reclaim_row_new_factory ();

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_view_set_factory (self->view, factory);
}
