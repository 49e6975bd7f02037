/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "lp-member-line.h"
#include "lp-member-list.h"
#include "lp-people-page.h"
#include "lp-replica.h"

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

  LpSession *session;
  LpMemberList *list;
};

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
                                             : _ ("Invite the people who shall use this group's licenses."));
  gtk_stack_set_visible_child_name (self->stack, "empty");
}

static void
on_search_changed (LpPeoplePage *self)
{
  lp_member_list_set_filter (self->list, gtk_editable_get_text (GTK_EDITABLE (self->search)));
}

static void
setup (GtkListItemFactory *factory, GtkListItem *list_item, gpointer user_data)
{
  gtk_list_item_set_child (list_item, g_object_new (GTK_TYPE_INSCRIPTION, "xalign", 0.0f, "text-overflow",
                                                    GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END, NULL));
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

static void
append_rights (GString *text, LpReplica *replica, const LpCategoryRights *rights)
{
  static const struct
  {
    LpRights right;
    const char *word;
  } words[] = {
    { LP_RIGHT_CREATE, N_ ("create") },
    { LP_RIGHT_MODIFY, N_ ("modify") },
    { LP_RIGHT_REVOKE, N_ ("revoke") },
  };
  g_autoptr (LpCategory) category = lp_replica_get_category (replica, rights->category_id);
  const char *separator = ": ";

  if (category == NULL || rights->rights == 0)
    return;

  g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", category->name);
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if ((rights->rights & words[i].right) != 0)
      {
        g_string_append_printf (text, "%s%s", separator, _ (words[i].word));
        separator = ", ";
      }
}

/* An admin of the vendor needs no rights for each category (design: domain, "Roles"). */
static const char *
get_root_id (LpPeoplePage *self)
{
  const LpActor *actor = lp_session_get_actor (self->session);

  return actor != NULL ? actor->root_id : NULL;
}

static void
bind_rights (LpPeoplePage *self, GtkListItem *list_item)
{
  LpMembership *membership = lp_member_item_get_membership (gtk_list_item_get_item (list_item));
  LpReplica *replica = lp_session_get_replica (self->session);
  g_autoptr (GString) text = g_string_new (NULL);
  GtkWidget *child = gtk_list_item_get_child (list_item);

  for (guint i = 0; replica != NULL && membership->rights != NULL && i < membership->rights->len; i++)
    append_rights (text, replica, &g_array_index (membership->rights, LpCategoryRights, i));
  if (membership->role == LP_ROLE_ADMIN && g_strcmp0 (membership->group_id, get_root_id (self)) == 0)
    g_string_assign (text, _ ("All categories"));
  gtk_inscription_set_text (GTK_INSCRIPTION (child), text->str);
  gtk_widget_set_tooltip_text (child, text->len > 0 ? text->str : NULL);
}

static void
set_rights_factory (LpPeoplePage *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup), NULL);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_rights), self, G_CONNECT_SWAPPED);
  gtk_column_view_column_set_factory (self->rights, factory);
}

void
lp_people_page_set_group (LpPeoplePage *self, const char *group_id)
{
  lp_member_list_set_group_id (self->list, group_id);
}

GtkWidget *
lp_people_page_new (LpSession *session)
{
  LpPeoplePage *self = g_object_new (LP_TYPE_PEOPLE_PAGE, NULL);
  GtkSingleSelection *selection;

  self->session = g_object_ref (session);
  self->list = lp_member_list_new (session, NULL);
  g_signal_connect_object (self->list, "items-changed", G_CALLBACK (update_stack), self, G_CONNECT_SWAPPED);
  selection = g_object_new (GTK_TYPE_SINGLE_SELECTION, "autoselect", FALSE, "can-unselect", TRUE, "model",
                            self->list, NULL);
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (selection));
  g_object_unref (selection);
  return GTK_WIDGET (self);
}

static void
lp_people_page_dispose (GObject *object)
{
  LpPeoplePage *self = LP_PEOPLE_PAGE (object);

  g_clear_object (&self->list);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (lp_people_page_parent_class)->dispose (object);
}

static void
lp_people_page_class_init (LpPeoplePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lp_people_page_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/LicensePortal/ui/people-page.ui");
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
  gtk_column_view_column_set_factory (self->person, lines);
  set_factory (self->role, "role-text");
  set_rights_factory (self);
}
