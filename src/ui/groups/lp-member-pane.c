/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "lp-member-details.h"
#include "lp-member-pane.h"
#include "lp-toasts.h"

struct _LpMemberPane
{
  AdwBin parent_instance;

  /* Template */
  GtkWidget *close;
  GtkStack *stack;
  LpMemberDetails *member;

  LpSession *session;
  LpMemberDraft *draft;
  GSignalGroup *signals;
  GHashTable *unfinished; /* "GROUP/PERSON" → LpMemberDraft with changes that are not applied */
};

enum
{
  CLOSE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LpMemberPane, lp_member_pane, ADW_TYPE_BIN)

static char *
dup_key (const char *group_id, const char *person_id)
{
  return g_strconcat (group_id, "/", person_id, NULL);
}

/* A member who has left is shown no longer. */
static void
update (LpMemberPane *self)
{
  gboolean is_member = self->draft != NULL && lp_member_draft_get_membership (self->draft) != NULL;

  gtk_stack_set_visible_child_name (self->stack, is_member ? "member" : "none");
}

static void
set_draft (LpMemberPane *self, LpMemberDraft *draft)
{
  g_set_object (&self->draft, draft);
  g_signal_group_set_target (self->signals, draft);
  lp_member_details_set_draft (self->member, self->session, draft);
  update (self);
}

/* What was chosen is neither lost nor applied unasked. */
static void
put_aside (LpMemberPane *self)
{
  g_autofree char *text = NULL;
  char *key;

  if (self->draft == NULL || lp_member_draft_get_membership (self->draft) == NULL)
    return;
  key = dup_key (lp_member_draft_get_group_id (self->draft), lp_member_draft_get_person_id (self->draft));
  if (!lp_member_draft_is_changed (self->draft) || lp_member_draft_is_busy (self->draft))
    {
      g_hash_table_remove (self->unfinished, key);
      g_free (key);
      return;
    }
  g_hash_table_insert (self->unfinished, key, g_object_ref (self->draft));
  /* Translators: %s is a person whose role and rights were being changed */
  text = g_strdup_printf (_ ("The changes for %s are not applied yet"),
                          lp_member_draft_get_name (self->draft));
  lp_toast_show (GTK_WIDGET (self), text);
}

static gboolean
is_shown (LpMemberPane *self, const char *group_id, const char *person_id)
{
  return self->draft != NULL && g_strcmp0 (lp_member_draft_get_group_id (self->draft), group_id) == 0 &&
         g_strcmp0 (lp_member_draft_get_person_id (self->draft), person_id) == 0;
}

void
lp_member_pane_show_member (LpMemberPane *self, const char *group_id, const char *person_id)
{
  g_autofree char *key = NULL;
  g_autoptr (LpMemberDraft) draft = NULL;

  if (person_id != NULL && is_shown (self, group_id, person_id))
    return;
  put_aside (self);
  if (person_id != NULL)
    {
      key = dup_key (group_id, person_id);
      draft = g_hash_table_lookup (self->unfinished, key);
      draft = draft != NULL ? g_object_ref (draft) : lp_member_draft_new (self->session, group_id, person_id);
    }
  set_draft (self, draft);
}

void
lp_member_pane_set_over (LpMemberPane *self, gboolean over)
{
  gtk_widget_set_visible (self->close, over);
}

void
lp_member_pane_set_session (LpMemberPane *self, LpSession *session)
{
  g_hash_table_remove_all (self->unfinished);
  g_set_object (&self->session, session);
  set_draft (self, NULL);
}

static void
on_close (LpMemberPane *self)
{
  g_signal_emit (self, signals[CLOSE], 0);
}

static gboolean
lp_member_pane_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (LP_MEMBER_PANE (widget)->member));
}

static void
lp_member_pane_dispose (GObject *object)
{
  LpMemberPane *self = LP_MEMBER_PANE (object);

  g_clear_object (&self->signals);
  g_clear_object (&self->draft);
  g_clear_object (&self->session);
  g_clear_pointer (&self->unfinished, g_hash_table_unref);

  G_OBJECT_CLASS (lp_member_pane_parent_class)->dispose (object);
}

static void
lp_member_pane_class_init (LpMemberPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lp_member_pane_dispose;
  widget_class->grab_focus = lp_member_pane_grab_focus;

  signals[CLOSE] = g_signal_new ("close", LP_TYPE_MEMBER_PANE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);

  g_type_ensure (LP_TYPE_MEMBER_DETAILS);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/LicensePortal/ui/member-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, LpMemberPane, close);
  gtk_widget_class_bind_template_child (widget_class, LpMemberPane, stack);
  gtk_widget_class_bind_template_child (widget_class, LpMemberPane, member);
  gtk_widget_class_bind_template_callback (widget_class, on_close);
}

static void
lp_member_pane_init (LpMemberPane *self)
{
  self->unfinished = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->signals = g_signal_group_new (LP_TYPE_MEMBER_DRAFT);
  g_signal_group_connect_swapped (self->signals, "changed", G_CALLBACK (update), self);
  gtk_widget_init_template (GTK_WIDGET (self));
}
