/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "lp-cell-text.h"
#include "lp-format.h"
#include "lp-list-focus.h"
#include "lp-member-line.h"
#include "lp-member-list.h"
#include "lp-people-page.h"
#include "lp-reclaim-dialog.h"
#include "lp-replica.h"
#include "lp-ticket-drop.h"

struct _LpPeoplePage
{
  AdwBin parent_instance;

  /* Template */
  GtkSearchEntry *search;
  GtkStack *stack;
  GtkColumnView *view;
  GtkColumnViewColumn *person;
  GtkColumnViewColumn *role;
  GtkColumnViewColumn *rights;
  AdwStatusPage *empty;

  GtkAdjustment *width;
  GtkRevealer *reclaim;
  GtkLabel *reclaim_text;

  LpSession *session;
  LpMemberList *list;
  GtkSingleSelection *selection;
  LpTicketList *left; /* tickets of people who left */
  guint width_source;
};

enum
{
  MEMBER_SELECTED,
  MEMBER_ACTIVATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LpPeoplePage, lp_people_page, ADW_TYPE_BIN)

static void
update_stack (LpPeoplePage *self)
{
  gboolean searching = *gtk_editable_get_text (GTK_EDITABLE (self->search)) != '\0';

  if (g_list_model_get_n_items (G_LIST_MODEL (self->list)) > 0)
    {
      gtk_stack_set_visible_child_name (self->stack, "list");
      return;
    }

  adw_status_page_set_title (self->empty, searching ? _ ("Nobody Found") : _ ("Nobody Here Yet"));
  adw_status_page_set_description (self->empty,
                                   searching ? _ ("No member has this in name or address.")
                                             : _ ("Invite the people who shall use this group’s licenses."));
  gtk_stack_set_visible_child_name (self->stack, "empty");
}

static void
on_search_changed (LpPeoplePage *self)
{
  lp_member_list_set_filter (self->list, gtk_editable_get_text (GTK_EDITABLE (self->search)));
}

/* What a ticket list hands out are always the tickets that are selected. */
static gboolean
on_drop (GtkListItem *list_item, const GValue *value)
{
  LpMemberItem *item = gtk_list_item_get_item (list_item);

  return item != NULL && lp_ticket_drop_fits (value) &&
         gtk_widget_activate_action (gtk_list_item_get_child (list_item), "win.allocate-to", "s",
                                     lp_member_item_get_person_id (item));
}

/* A row of a column view cannot be reached, so each of its cells takes what is dropped. */
static void
accept_tickets (GtkListItem *list_item)
{
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_STRING, GDK_ACTION_COPY);

  g_signal_connect_object (target, "drop", G_CALLBACK (on_drop), list_item, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (gtk_list_item_get_child (list_item), GTK_EVENT_CONTROLLER (target));
}

static void
setup_person (GtkListItemFactory *factory, GtkListItem *list_item, gpointer user_data)
{
  accept_tickets (list_item);
}

static void
setup (GtkListItemFactory *factory, GtkListItem *list_item, gpointer user_data)
{
  gtk_list_item_set_child (list_item, g_object_new (GTK_TYPE_INSCRIPTION, "xalign", 0.0f, "text-overflow",
                                                    GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END, NULL));
  accept_tickets (list_item);
}

static void
bind (GtkListItemFactory *factory, GtkListItem *list_item, gpointer user_data)
{
  GtkWidget *text = gtk_list_item_get_child (list_item);
  GBinding *binding = g_object_bind_property (gtk_list_item_get_item (list_item), user_data, text, "text",
                                              G_BINDING_SYNC_CREATE);

  g_object_set_data (G_OBJECT (list_item), "binding", binding);
}

static void
unbind (GtkListItemFactory *factory, GtkListItem *list_item, gpointer user_data)
{
  g_binding_unbind (g_object_steal_data (G_OBJECT (list_item), "binding"));
}

static void
set_factory (GtkColumnViewColumn *column, const char *property)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup), (gpointer) property);
  g_signal_connect (factory, "bind", G_CALLBACK (bind), (gpointer) property);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind), (gpointer) property);
  gtk_column_view_column_set_factory (column, factory);
}

/* An admin of the vendor needs no rights for each category (design: domain, "Roles"). */
static const char *
get_root_id (LpPeoplePage *self)
{
  const LpActor *actor = lp_session_get_actor (self->session);

  return actor != NULL ? actor->root_id : NULL;
}

/* What one set of rights is called: `bits` of LpRights. */
static const char *
describe_rights (LpRights bits)
{
  static const char *const words[] = {
    NULL,
    N_ ("Create"),
    N_ ("Modify"),
    N_ ("Create and modify"),
    N_ ("Revoke"),
    N_ ("Create and revoke"),
    N_ ("Modify and revoke"),
    N_ ("All rights"),
  };

  return _ (words[bits & 7]);
}

/* Categories with the same rights together, the most rights first: “All rights: Design, Data · Create: Quality”. */
static char *
dup_rights_text (LpReplica *replica, GArray *rights)
{
  static const LpRights order[] = { 7, 3, 6, 5, 1, 2, 4 };
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (order); i++)
    {
      const char *separator = ": ";

      for (guint j = 0; j < rights->len; j++)
        {
          const LpCategoryRights *one = &g_array_index (rights, LpCategoryRights, j);
          g_autoptr (LpCategory) category = lp_replica_get_category (replica, one->category_id);

          if (one->rights != order[i] || category == NULL)
            continue;
          if (*separator == ':')
            g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", describe_rights (order[i]));
          g_string_append_printf (text, "%s%s", separator, category->name);
          separator = ", ";
        }
    }
  return g_string_free (text, FALSE);
}

static void
show_rights (LpPeoplePage *self, GtkListItem *list_item)
{
  LpMemberItem *item = gtk_list_item_get_item (list_item);
  LpMembership *membership = lp_member_item_get_membership (item);
  LpReplica *replica = lp_session_get_replica (self->session);
  GtkWidget *child = gtk_list_item_get_child (list_item);
  g_autofree char *text = NULL;

  if (membership->role == LP_ROLE_ADMIN && g_strcmp0 (membership->group_id, get_root_id (self)) == 0)
    text = g_strdup (_ ("All rights: all categories"));
  else if (replica != NULL && membership->rights != NULL)
    text = dup_rights_text (replica, membership->rights);
  if (membership->role == LP_ROLE_ADMIN && (text == NULL || *text == '\0'))
    {
      g_free (text);
      text = g_strdup (_ ("None"));
    }
  lp_cell_set_text (GTK_INSCRIPTION (child), text);
  gtk_widget_set_tooltip_text (child, text != NULL && *text != '\0' ? text : NULL);
}

static void
membership_changed_cb (LpMemberItem *item, GParamSpec *pspec, GtkListItem *list_item)
{
  LpPeoplePage *self = LP_PEOPLE_PAGE (
      gtk_widget_get_ancestor (gtk_list_item_get_child (list_item), LP_TYPE_PEOPLE_PAGE));

  if (self != NULL)
    show_rights (self, list_item);
}

static void
bind_rights (LpPeoplePage *self, GtkListItem *list_item)
{
  g_signal_connect (gtk_list_item_get_item (list_item), "notify::membership",
                    G_CALLBACK (membership_changed_cb), list_item);
  show_rights (self, list_item);
}

static void
unbind_rights (LpPeoplePage *self, GtkListItem *list_item)
{
  g_signal_handlers_disconnect_by_func (gtk_list_item_get_item (list_item), membership_changed_cb, list_item);
}

static void
set_rights_factory (LpPeoplePage *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup), NULL);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_rights), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_rights), self, G_CONNECT_SWAPPED);
  gtk_column_view_column_set_factory (self->rights, factory);
}

/* Below this width, in pixels, the rights have to go; a member shows them all the same. */
#define WIDTH_FOR_RIGHTS 480

static gboolean
width_changed_cb (gpointer user_data)
{
  LpPeoplePage *self = user_data;

  self->width_source = 0;
  gtk_column_view_column_set_visible (self->rights,
                                      gtk_adjustment_get_page_size (self->width) >= WIDTH_FOR_RIGHTS);
  return G_SOURCE_REMOVE;
}

/* The width is known while GTK lays out; columns may come and go only afterwards. */
static void
on_width_changed (LpPeoplePage *self)
{
  if (self->width_source == 0)
    self->width_source = g_idle_add_full (G_PRIORITY_HIGH_IDLE, width_changed_cb, self, NULL);
}

static LpMemberItem *
get_selected (LpPeoplePage *self)
{
  return self->selection != NULL ? gtk_single_selection_get_selected_item (self->selection) : NULL;
}

static void
on_selected (LpPeoplePage *self)
{
  LpMemberItem *item = get_selected (self);

  g_signal_emit (self, signals[MEMBER_SELECTED], 0,
                 item != NULL ? lp_member_item_get_person_id (item) : NULL);
}

static void
on_activate (LpPeoplePage *self, guint position)
{
  g_signal_emit (self, signals[MEMBER_ACTIVATED], 0);
}

/* Tickets of people who left, however many: the list costs one number for each. */
static void
update_reclaim (LpPeoplePage *self)
{
  guint n = self->left != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->left)) : 0;
  g_autofree char *count = lp_format_count (n);
  g_autofree char *text = NULL;

  gtk_revealer_set_reveal_child (self->reclaim, n > 0);
  if (n == 0)
    return;
  text = g_strdup_printf (ngettext ("%s ticket belongs to somebody who left.",
                                    "%s tickets belong to people who left.", n),
                          count);
  gtk_label_set_label (self->reclaim_text, text);
}

void
lp_people_page_set_group (LpPeoplePage *self, const char *group_id)
{
  lp_member_list_set_group_id (self->list, group_id);
  if (self->left == NULL)
    {
      self->left = lp_reclaim_list_new (self->session, group_id);
      g_signal_connect_object (self->left, "items-changed", G_CALLBACK (update_reclaim), self,
                               G_CONNECT_SWAPPED);
    }
  lp_ticket_list_set_group_id (self->left, group_id);
}

void
lp_people_page_focus_search (LpPeoplePage *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

GtkWidget *
lp_people_page_new (LpSession *session)
{
  LpPeoplePage *self = g_object_new (LP_TYPE_PEOPLE_PAGE, NULL);

  self->session = g_object_ref (session);
  self->list = lp_member_list_new (session, NULL);
  g_signal_connect_object (self->list, "items-changed", G_CALLBACK (update_stack), self, G_CONNECT_SWAPPED);
  self->selection = g_object_new (GTK_TYPE_SINGLE_SELECTION, "autoselect", FALSE, "can-unselect", TRUE,
                                  "model", self->list, NULL);
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (on_selected), self,
                           G_CONNECT_SWAPPED);
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
  return GTK_WIDGET (self);
}

/* With Tab the people are one stop; with the keyboard Enter leads to the details of one. */
static gboolean
lp_people_page_focus (GtkWidget *widget, GtkDirectionType direction)
{
  LpPeoplePage *self = LP_PEOPLE_PAGE (widget);

  if (!lp_list_focus_leaves (GTK_WIDGET (self->view), direction))
    return GTK_WIDGET_CLASS (lp_people_page_parent_class)->focus (widget, direction);
  return direction == GTK_DIR_TAB_BACKWARD && gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

static void
lp_people_page_dispose (GObject *object)
{
  LpPeoplePage *self = LP_PEOPLE_PAGE (object);

  g_clear_handle_id (&self->width_source, g_source_remove);
  g_clear_object (&self->left);
  g_clear_object (&self->selection);
  g_clear_object (&self->list);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (lp_people_page_parent_class)->dispose (object);
}

static void
lp_people_page_class_init (LpPeoplePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lp_people_page_dispose;
  widget_class->focus = lp_people_page_focus;

  signals[MEMBER_SELECTED] = g_signal_new ("member-selected", LP_TYPE_PEOPLE_PAGE, G_SIGNAL_RUN_LAST, 0, NULL,
                                           NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[MEMBER_ACTIVATED] = g_signal_new ("member-activated", LP_TYPE_PEOPLE_PAGE, G_SIGNAL_RUN_LAST, 0,
                                            NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/LicensePortal/ui/people-page.ui");
  gtk_widget_class_bind_template_child (widget_class, LpPeoplePage, width);
  gtk_widget_class_bind_template_child (widget_class, LpPeoplePage, reclaim);
  gtk_widget_class_bind_template_child (widget_class, LpPeoplePage, reclaim_text);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_width_changed);
  gtk_widget_class_bind_template_child (widget_class, LpPeoplePage, search);
  gtk_widget_class_bind_template_child (widget_class, LpPeoplePage, stack);
  gtk_widget_class_bind_template_child (widget_class, LpPeoplePage, view);
  gtk_widget_class_bind_template_child (widget_class, LpPeoplePage, person);
  gtk_widget_class_bind_template_child (widget_class, LpPeoplePage, role);
  gtk_widget_class_bind_template_child (widget_class, LpPeoplePage, rights);
  gtk_widget_class_bind_template_child (widget_class, LpPeoplePage, empty);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
}

static void
lp_people_page_init (LpPeoplePage *self)
{
  g_autoptr (GtkListItemFactory) lines = lp_member_line_new_factory ();

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (lines, "setup", G_CALLBACK (setup_person), NULL);
  gtk_column_view_column_set_factory (self->person, lines);
  set_factory (self->role, "role-text");
  set_rights_factory (self);
}
