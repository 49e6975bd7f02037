/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "lp-format.h"
#include "lp-member-details.h"
#include "lp-member-head.h"
#include "lp-replica.h"
#include "lp-rights-matrix.h"
#include "lp-toasts.h"
#include "lp-value-row.h"

struct _LpMemberDetails
{
  AdwBin parent_instance;

  /* Template */
  GtkScrolledWindow *scroller;
  LpMemberHead *head;
  AdwPreferencesGroup *membership;
  AdwComboRow *role;
  LpRightsMatrix *matrix;
  AdwActionRow *tickets;
  AdwActionRow *sight;
  AdwPreferencesGroup *elsewhere;
  GtkWidget *remove;
  GtkRevealer *changes;
  GtkWidget *apply;

  LpSession *session;
  LpMemberDraft *draft;
  GSignalGroup *signals;
  GCancellable *asking;
  GPtrArray *elsewhere_rows; /* of GtkWidget, borrowed */
  gboolean quiet;            /* the row is being set, nobody chose */
};

G_DEFINE_FINAL_TYPE (LpMemberDetails, lp_member_details, ADW_TYPE_BIN)

/* The most first, as in the list of a person who looks for what to give. */
static const LpRole roles[] = { LP_ROLE_ADMIN, LP_ROLE_SUPPORT, LP_ROLE_FINANCE, LP_ROLE_MEMBER };

static void
update_role (LpMemberDetails *self)
{
  LpRole role = lp_member_draft_get_role (self->draft);
  const LpActor *actor = lp_session_get_actor (self->session);
  gboolean is_root = actor != NULL &&
                     g_strcmp0 (actor->root_id, lp_member_draft_get_group_id (self->draft)) == 0;
  gboolean may_change = FALSE;
  g_autofree char *reason = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    {
      g_autofree char *why = NULL;

      if (lp_member_draft_get_membership (self->draft)->role != roles[i])
        may_change |= lp_member_draft_can_set_role (self->draft, roles[i], &why);
      if (reason == NULL)
        reason = g_steal_pointer (&why);
    }
  self->quiet = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    if (roles[i] == role)
      adw_combo_row_set_selected (self->role, i);
  self->quiet = FALSE;
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->role), lp_format_role_meaning (role, is_root));
  gtk_widget_set_sensitive (GTK_WIDGET (self->role), may_change && !lp_member_draft_is_busy (self->draft));
  adw_preferences_group_set_description (self->membership, may_change ? NULL : reason);
}

static void
update (LpMemberDetails *self)
{
  LpMembership *membership = self->draft != NULL ? lp_member_draft_get_membership (self->draft) : NULL;
  g_autofree char *reason = NULL;
  gboolean may_remove;

  if (membership == NULL || membership->person == NULL)
    return;
  lp_member_head_show (self->head, membership->person);
  update_role (self);
  lp_rights_matrix_show (self->matrix, self->draft);
  may_remove = lp_member_draft_can_remove (self->draft, &reason);
  gtk_widget_set_sensitive (self->remove, may_remove && !lp_member_draft_is_busy (self->draft));
  gtk_widget_set_tooltip_text (self->remove, reason);
  gtk_revealer_set_reveal_child (self->changes, lp_member_draft_is_changed (self->draft));
  gtk_widget_set_sensitive (self->apply, !lp_member_draft_is_busy (self->draft));
}

static void
on_role_selected (LpMemberDetails *self)
{
  guint selected = adw_combo_row_get_selected (self->role);
  g_autofree char *reason = NULL;

  if (self->quiet || self->draft == NULL || selected >= G_N_ELEMENTS (roles))
    return;
  if (lp_member_draft_can_set_role (self->draft, roles[selected], &reason))
    {
      lp_member_draft_set_role (self->draft, roles[selected]);
      return;
    }
  lp_toast_show (GTK_WIDGET (self), reason);
  update_role (self);
}

static void
counted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LpMemberDetails) self = user_data;
  LpMemberTickets tickets;
  g_autofree char *free_text = NULL, *used_text = NULL, *text = NULL;

  if (!lp_member_draft_count_tickets_finish (LP_MEMBER_DRAFT (source), result, &tickets, NULL) ||
      self->draft != LP_MEMBER_DRAFT (source))
    return;
  free_text = lp_format_count (tickets.fall_back);
  used_text = lp_format_count (tickets.activated);
  /* Translators: two numbers of tickets */
  text = g_strdup_printf (_ ("%s not in use, %s activated"), free_text, used_text);
  adw_action_row_set_subtitle (self->tickets, text);
}

static void
add_elsewhere (LpMemberDetails *self, LpReplica *replica, const LpMembership *membership)
{
  g_autoptr (LpGroup) group = lp_replica_get_group (replica, membership->group_id);
  GtkWidget *row;

  if (group == NULL || g_str_equal (group->id, lp_member_draft_get_group_id (self->draft)))
    return;
  row = lp_value_row_new (group->name, lp_format_role (membership->role));
  g_ptr_array_add (self->elsewhere_rows, row);
  adw_preferences_group_add (self->elsewhere, row);
}

static void
memberships_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LpMemberDetails) self = user_data;
  g_autoptr (GPtrArray) list = lp_replica_query_memberships_finish (LP_REPLICA (source), result, NULL);

  if (list == NULL || self->draft == NULL)
    return;
  for (guint i = 0; i < self->elsewhere_rows->len; i++)
    adw_preferences_group_remove (self->elsewhere, self->elsewhere_rows->pdata[i]);
  g_ptr_array_set_size (self->elsewhere_rows, 0);
  for (guint i = 0; i < list->len; i++)
    add_elsewhere (self, LP_REPLICA (source), list->pdata[i]);
  gtk_widget_set_visible (GTK_WIDGET (self->elsewhere), self->elsewhere_rows->len > 0);
}

/* What has to be looked for; an answer about another person comes too late. */
static void
ask (LpMemberDetails *self)
{
  LpReplica *replica = lp_session_get_replica (self->session);

  if (self->asking != NULL)
    g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  if (self->draft == NULL || replica == NULL)
    return;
  self->asking = g_cancellable_new ();
  lp_member_draft_count_tickets_async (self->draft, self->asking, counted_cb, g_object_ref (self));
  lp_replica_query_memberships_async (replica, lp_member_draft_get_person_id (self->draft), self->asking,
                                      memberships_cb, g_object_ref (self));
}

static void
session_changed_cb (LpMemberDetails *self, const LpReplicaChange *change)
{
  if (change->reset || (change->kinds & (LP_KIND_TICKET | LP_KIND_MEMBERSHIP)) != 0)
    ask (self);
}

/* The target first: an action is looked at with the target it has when it is named. */
static void
set_action (AdwActionRow *row, const char *name, GVariant *target)
{
  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (row), target);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), name);
}

void
lp_member_details_set_draft (LpMemberDetails *self, LpSession *session, LpMemberDraft *draft)
{
  if (g_set_object (&self->session, session) && session != NULL)
    g_signal_connect_object (session, "changed", G_CALLBACK (session_changed_cb), self, G_CONNECT_SWAPPED);
  if (!g_set_object (&self->draft, draft))
    return;

  g_signal_group_set_target (self->signals, draft);
  adw_action_row_set_subtitle (self->tickets, "");
  gtk_widget_set_visible (GTK_WIDGET (self->elsewhere), FALSE);
  if (draft == NULL)
    return;
  set_action (self->tickets, "win.show-tickets-of",
              g_variant_new ("s", lp_member_draft_get_person_id (draft)));
  set_action (self->sight, "win.explain-sight",
              g_variant_new ("(ss)", "", lp_member_draft_get_person_id (draft)));
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
  update (self);
  ask (self);
}

static void
undone_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWidget) from = user_data;
  g_autofree char *summary = NULL;
  g_autoptr (GError) error = NULL;

  if (lp_member_draft_finish (LP_MEMBER_DRAFT (source), result, &summary, &error))
    lp_toast_show (from, summary);
  else
    lp_toast_show_error (from, error);
}

static void
undo (GtkWidget *overlay, gpointer draft)
{
  lp_member_draft_undo_async (draft, NULL, undone_cb, g_object_ref (overlay));
}

static void
applied_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LpMemberDetails) self = user_data;
  LpMemberDraft *draft = LP_MEMBER_DRAFT (source);
  g_autofree char *summary = NULL;
  g_autoptr (GError) error = NULL;

  if (!lp_member_draft_finish (draft, result, &summary, &error))
    lp_toast_show_error (GTK_WIDGET (self), error);
  else if (lp_member_draft_can_undo (draft))
    lp_toast_show_offer (GTK_WIDGET (self), summary, _ ("Undo"), undo, G_OBJECT (draft));
  else
    lp_toast_show (GTK_WIDGET (self), summary);
}

static void
on_apply (LpMemberDetails *self)
{
  if (self->draft != NULL && lp_member_draft_is_changed (self->draft) &&
      !lp_member_draft_is_busy (self->draft))
    lp_member_draft_apply_async (self->draft, NULL, applied_cb, g_object_ref (self));
}

static void
on_revert (LpMemberDetails *self)
{
  if (self->draft != NULL)
    lp_member_draft_revert (self->draft);
}

static void
remove_response (LpMemberDetails *self, const char *response, AdwMessageDialog *dialog)
{
  if (g_str_equal (response, "remove"))
    lp_member_draft_remove_async (g_object_get_data (G_OBJECT (dialog), "draft"), NULL, applied_cb,
                                  g_object_ref (self));
}

static void
ask_removal (LpMemberDetails *self, LpMemberDraft *draft, const LpMemberTickets *tickets)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (root), NULL, NULL);
  g_autofree char *body = lp_member_draft_describe_removal (draft, tickets);

  /* Translators: %s is a person */
  adw_message_dialog_format_heading (ADW_MESSAGE_DIALOG (dialog), _ ("Remove %s?"),
                                     lp_member_draft_get_name (draft));
  adw_message_dialog_set_body (ADW_MESSAGE_DIALOG (dialog), body);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("Cancel"), "remove",
                                    _ ("Remove"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "remove",
                                              ADW_RESPONSE_DESTRUCTIVE);
  /* The dialog is about this member, whoever is shown when it is answered. */
  g_object_set_data_full (G_OBJECT (dialog), "draft", g_object_ref (draft), g_object_unref);
  g_signal_connect_object (dialog, "response", G_CALLBACK (remove_response), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
counted_for_removal_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LpMemberDetails) self = user_data;
  LpMemberTickets tickets;
  g_autoptr (GError) error = NULL;

  if (!lp_member_draft_count_tickets_finish (LP_MEMBER_DRAFT (source), result, &tickets, &error))
    lp_toast_show_error (GTK_WIDGET (self), error);
  else if (gtk_widget_get_root (GTK_WIDGET (self)) != NULL)
    ask_removal (self, LP_MEMBER_DRAFT (source), &tickets);
}

static void
on_remove (LpMemberDetails *self)
{
  if (self->draft != NULL && lp_member_draft_can_remove (self->draft, NULL))
    lp_member_draft_count_tickets_async (self->draft, NULL, counted_for_removal_cb, g_object_ref (self));
}

/* Where the keyboard goes when somebody opens a member: what can be changed, or else what can be looked at. */
static gboolean
lp_member_details_grab_focus (GtkWidget *widget)
{
  LpMemberDetails *self = LP_MEMBER_DETAILS (widget);

  return gtk_widget_grab_focus (GTK_WIDGET (self->role)) ||
         gtk_widget_grab_focus (GTK_WIDGET (self->tickets));
}

static void
lp_member_details_dispose (GObject *object)
{
  LpMemberDetails *self = LP_MEMBER_DETAILS (object);

  if (self->asking != NULL)
    g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  g_clear_object (&self->signals);
  g_clear_object (&self->draft);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (lp_member_details_parent_class)->dispose (object);
}

static void
lp_member_details_finalize (GObject *object)
{
  g_ptr_array_unref (LP_MEMBER_DETAILS (object)->elsewhere_rows);

  G_OBJECT_CLASS (lp_member_details_parent_class)->finalize (object);
}

static void
lp_member_details_class_init (LpMemberDetailsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = lp_member_details_dispose;
  object_class->finalize = lp_member_details_finalize;
  widget_class->grab_focus = lp_member_details_grab_focus;

  g_type_ensure (LP_TYPE_MEMBER_HEAD);
  g_type_ensure (LP_TYPE_RIGHTS_MATRIX);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/example/LicensePortal/ui/member-details.ui");
  gtk_widget_class_bind_template_child (widget_class, LpMemberDetails, scroller);
  gtk_widget_class_bind_template_child (widget_class, LpMemberDetails, head);
  gtk_widget_class_bind_template_child (widget_class, LpMemberDetails, membership);
  gtk_widget_class_bind_template_child (widget_class, LpMemberDetails, role);
  gtk_widget_class_bind_template_child (widget_class, LpMemberDetails, matrix);
  gtk_widget_class_bind_template_child (widget_class, LpMemberDetails, tickets);
  gtk_widget_class_bind_template_child (widget_class, LpMemberDetails, sight);
  gtk_widget_class_bind_template_child (widget_class, LpMemberDetails, elsewhere);
  gtk_widget_class_bind_template_child (widget_class, LpMemberDetails, remove);
  gtk_widget_class_bind_template_child (widget_class, LpMemberDetails, changes);
  gtk_widget_class_bind_template_child (widget_class, LpMemberDetails, apply);
  gtk_widget_class_bind_template_callback (widget_class, on_role_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_apply);
  gtk_widget_class_bind_template_callback (widget_class, on_revert);
  gtk_widget_class_bind_template_callback (widget_class, on_remove);
}

static void
lp_member_details_init (LpMemberDetails *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  self->elsewhere_rows = g_ptr_array_new ();
  self->signals = g_signal_group_new (LP_TYPE_MEMBER_DRAFT);
  g_signal_group_connect_swapped (self->signals, "changed", G_CALLBACK (update), self);
  self->quiet = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    gtk_string_list_append (names, lp_format_role (roles[i]));
  adw_combo_row_set_model (self->role, G_LIST_MODEL (names));
  self->quiet = FALSE;
}
