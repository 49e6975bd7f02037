/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "lp-bulk-bar.h"
#include "lp-filter-chips.h"
#include "lp-format.h"
#include "lp-ticket-code.h"
#include "lp-ticket-filter.h"
#include "lp-ticket-table.h"
#include "lp-tickets-page.h"

/* Of a larger selection is judged only what is to be done with it. */
#define MAX_JUDGED 200

struct _LpTicketsPage
{
  AdwBin parent_instance;

  /* Template */
  GtkSearchEntry *search;
  GtkMenuButton *filter_button;
  LpFilterChips *chips;
  GtkStack *stack;
  LpTicketTable *table;
  LpBulkBar *bulk;
  AdwStatusPage *none_found;

  LpTicketFilter *filter; /* borrowed from its button; made when it is first opened */
  LpSession *session;
  LpTicketList *list;
  GSignalGroup *group; /* of the LpGroupItem that is shown */
  gboolean take_first; /* of what is being searched */
};

enum
{
  SELECTION_CHANGED,
  FILLED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LpTicketsPage, lp_tickets_page, ADW_TYPE_BIN)

guint
lp_tickets_page_get_n_selected (LpTicketsPage *self)
{
  return lp_ticket_table_get_n_selected (self->table);
}

GPtrArray *
lp_tickets_page_dup_selected (LpTicketsPage *self)
{
  return lp_ticket_table_dup_selected (self->table);
}

char *
lp_tickets_page_dup_selected_code (LpTicketsPage *self)
{
  g_autoptr (GPtrArray) tickets = NULL;

  if (lp_ticket_table_get_n_selected (self->table) != 1)
    return NULL;

  tickets = lp_ticket_table_dup_selected (self->table);
  return tickets->len == 1 ? g_strdup (((LpTicket *) tickets->pdata[0])->code) : NULL;
}

const char *
lp_tickets_page_get_left (LpTicketsPage *self, gboolean *filtered)
{
  *filtered = FALSE;
  if (self->list != NULL)
    g_object_get (self->list, "filtered", filtered, NULL);
  return lp_ticket_table_get_left (self->table);
}

void
lp_tickets_page_set_search (LpTicketsPage *self, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), text);
}

void
lp_tickets_page_focus_search (LpTicketsPage *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

static void
update_bar (LpTicketsPage *self)
{
  guint n_items = self->list != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->list)) : 0;
  guint n_selected = lp_ticket_table_get_n_selected (self->table);
  g_autoptr (GPtrArray) judged = NULL;

  if (n_selected > 0 && n_selected <= MAX_JUDGED)
    judged = lp_ticket_table_dup_selected (self->table);
  if (n_selected > 0)
    lp_bulk_bar_set_tickets (self->bulk, self->session, judged);
  lp_bulk_bar_set_count (self->bulk, n_selected, n_items);
}

gboolean
lp_tickets_page_may (LpTicketsPage *self, LpBulkAction action)
{
  guint n_selected = lp_ticket_table_get_n_selected (self->table);
  g_autofree char *group = NULL;

  if (n_selected == 0)
    return FALSE;
  if (n_selected <= MAX_JUDGED)
    return lp_bulk_bar_get_may (self->bulk, action);

  g_object_get (self->list, "group-id", &group, NULL);
  return action == LP_BULK_REVOKE ? lp_session_may_any (self->session, LP_RIGHT_REVOKE, group)
                                  : lp_session_may (self->session, LP_ACTION_ALLOCATE, group, NULL, NULL);
}

void
lp_tickets_page_focus_rows (LpTicketsPage *self)
{
  lp_ticket_table_focus_rows (self->table);
}

/* The check symbols of a code tell a slip of the pen from a ticket that is not there. */
static void
explain_nothing (LpTicketsPage *self)
{
  char code[LP_TICKET_CODE_SIZE];
  LpTicketCodeResult result = lp_ticket_code_normalize (gtk_editable_get_text (GTK_EDITABLE (self->search)),
                                                        code);

  adw_status_page_set_description (
      self->none_found,
      result == LP_TICKET_CODE_WRONG_CHECK
          ? lp_format_ticket_code_fault (result)
          : _ ("Search looks in code, product, person, reference and entries. Check the spelling, or take filters "
               "away."));
}

/* While a query runs the old rows stay: an empty state is shown only for an answer, never for a question. */
static void
update_stack (LpTicketsPage *self)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->list));
  gboolean filtered;

  update_bar (self);
  g_object_get (self->list, "filtered", &filtered, NULL);
  if (n_items > 0)
    gtk_stack_set_visible_child_name (self->stack, "list");
  else if (lp_ticket_list_is_settled (self->list))
    gtk_stack_set_visible_child_name (self->stack, filtered ? "none-found" : "empty");
  if (!lp_ticket_list_is_settled (self->list))
    return;
  if (n_items == 0 && filtered)
    explain_nothing (self);
  if (self->take_first)
    lp_ticket_table_select_first (self->table);
  self->take_first = FALSE;
  g_signal_emit (self, signals[FILLED], 0);
}

static void
on_selection_changed (LpTicketsPage *self)
{
  update_bar (self);
  g_signal_emit (self, signals[SELECTION_CHANGED], 0);
}

static void
on_ticket_activated (LpTicketsPage *self, const char *code)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.show-ticket", "s", code);
}

static void
on_search_changed (LpTicketsPage *self)
{
  if (self->list == NULL)
    return;

  self->take_first = FALSE;
  lp_ticket_table_rewind (self->table);
  lp_ticket_list_set_search (self->list, gtk_editable_get_text (GTK_EDITABLE (self->search)));
}

static void
on_search_stopped (LpTicketsPage *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  lp_ticket_table_focus_rows (self->table);
}

/* Whoever has typed a code and pressed Enter wants that ticket, also if the answer is still on its way. */
static void
on_search_activate (LpTicketsPage *self)
{
  if (self->list == NULL)
    return;
  lp_ticket_list_set_search (self->list, gtk_editable_get_text (GTK_EDITABLE (self->search)));
  self->take_first = !lp_ticket_list_is_settled (self->list);
  if (!self->take_first)
    lp_ticket_table_select_first (self->table);
}

static void
on_filter_changed (LpTicketsPage *self)
{
  lp_filter_chips_clear (self->chips);
  for (int kind = 0; kind < LP_N_FILTERS; kind++)
    {
      g_autofree char *text = lp_ticket_filter_dup_text (self->filter, kind);

      if (text != NULL)
        lp_filter_chips_add (self->chips, kind, text);
    }
}

static void
on_clear (LpTicketsPage *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  if (self->filter != NULL)
    lp_ticket_filter_clear (self->filter, LP_N_FILTERS);
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

/* Filters that nobody may ever look at would be a good part of the window's start. */
static void
ensure_filter (LpTicketsPage *self)
{
  if (self->filter != NULL || self->list == NULL)
    return;

  self->filter = g_object_new (LP_TYPE_TICKET_FILTER, NULL);
  lp_ticket_filter_set_list (self->filter, self->session, self->list);
  g_signal_connect_object (self->filter, "changed", G_CALLBACK (on_filter_changed), self, G_CONNECT_SWAPPED);
  gtk_menu_button_set_popover (self->filter_button, GTK_WIDGET (self->filter));
}

static void
create_filter (GtkMenuButton *button, gpointer user_data)
{
  ensure_filter (user_data);
}

void
lp_tickets_page_show_person (LpTicketsPage *self, const char *person_id)
{
  ensure_filter (self);
  if (self->filter == NULL)
    return;
  on_clear (self);
  lp_ticket_filter_set_person (self->filter, person_id);
}

static void
on_chip_removed (LpTicketsPage *self, int kind)
{
  lp_ticket_filter_clear (self->filter, (LpFilterKind) kind);
}

static void
create_list (LpTicketsPage *self)
{
  self->list = lp_ticket_list_new (self->session);
  if (self->filter != NULL)
    lp_ticket_filter_set_list (self->filter, self->session, self->list);
  lp_ticket_table_set_list (self->table, self->list);
  g_signal_connect_object (self->list, "items-changed", G_CALLBACK (update_stack), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (self->list, "notify::loading", G_CALLBACK (update_stack), self, G_CONNECT_SWAPPED);
}

static void
show_subgroups (LpTicketsPage *self)
{
  g_autoptr (LpGroupItem) group = g_signal_group_dup_target (self->group);

  lp_ticket_table_set_many_groups (self->table, group != NULL && lp_group_item_get_has_subgroups (group));
}

void
lp_tickets_page_set_group (LpTicketsPage *self, LpGroupItem *group)
{
  const char *group_id = lp_group_item_get_id (group);
  g_autofree char *old = NULL;

  if (self->session == NULL)
    return;
  g_signal_group_set_target (self->group, group);
  show_subgroups (self);
  if (self->list == NULL)
    create_list (self);

  g_object_get (self->list, "group-id", &old, NULL);
  if (g_strcmp0 (old, group_id) == 0)
    return;

  lp_ticket_table_unselect (self->table);
  lp_ticket_table_rewind (self->table);
  lp_ticket_list_set_group_id (self->list, group_id);
}

/* The list is made with the first group: all tickets of the session are more than anybody asked for. */
void
lp_tickets_page_set_session (LpTicketsPage *self, LpSession *session)
{
  if (self->list != NULL)
    g_signal_handlers_disconnect_by_func (self->list, update_stack, self);

  lp_ticket_table_set_list (self->table, NULL);
  g_clear_object (&self->list);
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  g_set_object (&self->session, session);
  gtk_stack_set_visible_child_name (self->stack, "list");
  update_bar (self);
}

static void
lp_tickets_page_dispose (GObject *object)
{
  LpTicketsPage *self = LP_TICKETS_PAGE (object);

  g_clear_object (&self->group);
  g_clear_object (&self->list);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (lp_tickets_page_parent_class)->dispose (object);
}

static void
lp_tickets_page_class_init (LpTicketsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lp_tickets_page_dispose;

  signals[SELECTION_CHANGED] = g_signal_new ("selection-changed", LP_TYPE_TICKETS_PAGE, G_SIGNAL_RUN_LAST, 0,
                                             NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[FILLED] = g_signal_new ("filled", LP_TYPE_TICKETS_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 0);

  g_type_ensure (LP_TYPE_FILTER_CHIPS);
  g_type_ensure (LP_TYPE_TICKET_TABLE);
  g_type_ensure (LP_TYPE_BULK_BAR);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/LicensePortal/ui/tickets-page.ui");
  gtk_widget_class_bind_template_child (widget_class, LpTicketsPage, search);
  gtk_widget_class_bind_template_child (widget_class, LpTicketsPage, filter_button);
  gtk_widget_class_bind_template_child (widget_class, LpTicketsPage, chips);
  gtk_widget_class_bind_template_child (widget_class, LpTicketsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, LpTicketsPage, table);
  gtk_widget_class_bind_template_child (widget_class, LpTicketsPage, bulk);
  gtk_widget_class_bind_template_child (widget_class, LpTicketsPage, none_found);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_search_stopped);
  gtk_widget_class_bind_template_callback (widget_class, on_search_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_selection_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_ticket_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_chip_removed);
  gtk_widget_class_bind_template_callback (widget_class, on_clear);
}

static void
lp_tickets_page_init (LpTicketsPage *self)
{
  self->group = g_signal_group_new (LP_TYPE_GROUP_ITEM);
  g_signal_group_connect_swapped (self->group, "notify::has-subgroups", G_CALLBACK (show_subgroups), self);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_menu_button_set_create_popup_func (self->filter_button, create_filter, self, NULL);
}
