/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "lp-calls.h"
#include "lp-format.h"
#include "lp-member-draft-private.h"
#include "lp-replica.h"

/* What a draft sends, and what it asks about a member's tickets before. */

typedef struct
{
  char *summary;
  gboolean is_undoable;
} Sending;

static void
sending_free (Sending *sending)
{
  g_free (sending->summary);
  g_free (sending);
}

static char *
dup_group_name (LpMemberDraft *self)
{
  LpReplica *replica = lp_session_get_replica (self->session);
  g_autoptr (LpGroup) group = replica != NULL ? lp_replica_get_group (replica, self->group_id) : NULL;

  return g_strdup (group != NULL ? group->name : _ ("the group"));
}

/* Offline there is nothing to take back yet: the list of waiting changes can discard it. */
static void
take_change (LpMemberDraft *self, Sending *sending, LpChange *change)
{
  g_autofree char *summary = NULL;

  if (lp_change_get_state (change) == LP_CHANGE_DONE)
    {
      lp_member_draft_reload (self);
      self->after_etag = g_strdup (self->stored != NULL ? self->stored->etag : NULL);
      return;
    }
  g_clear_pointer (&self->before, lp_membership_unref);
  lp_member_draft_reload (self);
  summary = g_steal_pointer (&sending->summary);
  /* Translators: %s is a change that waits for the connection, such as "Remove Ada Lovelace from CAD team". */
  sending->summary = g_strdup_printf (_ ("Not sent yet: %s"), summary);
}

static void
submitted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  LpMemberDraft *self = g_task_get_source_object (task);
  Sending *sending = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (LpChange) change = lp_outbox_submit_finish (LP_OUTBOX (source), result, &error);

  self->busy = FALSE;
  g_clear_pointer (&self->after_etag, g_free);
  if (change != NULL && lp_change_get_error (change) != NULL)
    error = g_error_copy (lp_change_get_error (change));
  if (error != NULL || !sending->is_undoable)
    g_clear_pointer (&self->before, lp_membership_unref);
  if (error != NULL)
    lp_member_draft_reload (self);
  else
    take_change (self, sending, change);
  lp_member_draft_tell (self);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

/* Takes over @task and @summary. */
static void
submit (GTask *task, LpRequest *request, char *summary, gboolean is_undoable)
{
  LpMemberDraft *self = g_task_get_source_object (task);
  LpOutbox *outbox = lp_session_get_outbox (self->session);
  Sending *sending = g_new0 (Sending, 1);

  sending->summary = summary;
  sending->is_undoable = is_undoable;
  g_task_set_task_data (task, sending, (GDestroyNotify) sending_free);
  if (outbox == NULL)
    {
      g_task_return_new_error (task, LP_ERROR, LP_ERROR_UNAUTHORIZED, "%s", _ ("Nobody is signed in."));
      g_object_unref (task);
      return;
    }
  self->busy = TRUE;
  lp_member_draft_tell (self);
  lp_outbox_submit_async (outbox, request, summary, g_task_get_cancellable (task), submitted_cb, task);
}

static gboolean
check_member (GTask *task)
{
  LpMemberDraft *self = g_task_get_source_object (task);

  if (self->stored != NULL)
    return TRUE;
  g_task_return_new_error (task, LP_ERROR, LP_ERROR_NOT_FOUND, "%s",
                           _ ("This person is no longer a member of the group."));
  g_object_unref (task);
  return FALSE;
}

static char *
describe_change (LpMemberDraft *self)
{
  g_autofree char *group = dup_group_name (self);

  if (self->stored->role != self->role)
    /* Translators: a change; a person, a role such as “Support”, a group */
    return g_strdup_printf (_ ("%s becomes %s in %s"), lp_member_draft_get_name (self),
                            lp_format_role (self->role), group);
  /* Translators: a change; a person, a group */
  return g_strdup_printf (_ ("Rights of %s in %s changed"), lp_member_draft_get_name (self), group);
}

void
lp_member_draft_apply_async (LpMemberDraft *self,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (LpRequest) request = NULL;

  g_task_set_source_tag (task, lp_member_draft_apply_async);
  if (!check_member (task))
    return;
  g_clear_pointer (&self->before, lp_membership_unref);
  self->before = lp_membership_ref (self->stored);
  request = lp_call_put_member (self->group_id, self->person_id, self->stored->etag, self->role,
                                lp_member_draft_has_matrix (self) ? self->rights : NULL);
  submit (task, request, describe_change (self), TRUE);
}

void
lp_member_draft_remove_async (LpMemberDraft *self,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_autofree char *group = dup_group_name (self);
  g_autoptr (LpRequest) request = NULL;

  g_task_set_source_tag (task, lp_member_draft_remove_async);
  if (!check_member (task))
    return;
  request = lp_call_remove_member (self->group_id, self->person_id, self->stored->etag);
  submit (task, request,
          /* Translators: a change; a person, a group */
          g_strdup_printf (_ ("%s removed from %s"), lp_member_draft_get_name (self), group), FALSE);
}

gboolean
lp_member_draft_can_undo (LpMemberDraft *self)
{
  return self->before != NULL && !self->busy && self->stored != NULL &&
         g_strcmp0 (self->stored->etag, self->after_etag) == 0;
}

void
lp_member_draft_undo_async (LpMemberDraft *self,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (LpRequest) request = NULL;

  g_task_set_source_tag (task, lp_member_draft_undo_async);
  if (!lp_member_draft_can_undo (self))
    {
      g_task_return_new_error (task, LP_ERROR, LP_ERROR_NOT_UNDOABLE, "%s",
                               _ ("This can no longer be undone."));
      g_object_unref (task);
      return;
    }
  request = lp_call_put_member (self->group_id, self->person_id, self->stored->etag, self->before->role,
                                self->before->role == LP_ROLE_ADMIN ? self->before->rights : NULL);
  submit (task, request, g_strdup (_ ("Undone")), FALSE);
}

gboolean
lp_member_draft_finish (LpMemberDraft *self, GAsyncResult *result, char **summary, GError **error)
{
  Sending *sending;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  sending = g_task_get_task_data (G_TASK (result));
  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;
  if (summary != NULL)
    *summary = g_strdup (sending->summary);
  return TRUE;
}

/* An expired license may still be on a computer, so of these the rows are looked at; they are few. */
static guint
count_on_computers (LpReplica *replica, GArray *rows)
{
  g_autofree LpTicket **tickets = g_new0 (LpTicket *, rows->len + 1);
  guint count = 0;

  lp_replica_fetch_tickets (replica, (const guint32 *) (gpointer) rows->data, rows->len, tickets);
  for (guint i = 0; i < rows->len; i++)
    {
      count += tickets[i] != NULL && tickets[i]->containers->len > 0;
      g_clear_pointer (&tickets[i], lp_ticket_unref);
    }
  return count;
}

static const LpTicketState counted_states[] = { LP_TICKET_AVAILABLE, LP_TICKET_ACTIVATED, LP_TICKET_EXPIRED };

typedef struct
{
  LpMemberTickets tickets;
  guint next; /* of counted_states */
} Counting;

static void count_next (GTask *task);

static void
counted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  Counting *counting = g_task_get_task_data (task);
  LpReplica *replica = LP_REPLICA (source);
  LpTicketState state = counted_states[counting->next++];
  GError *error = NULL;
  g_autoptr (GArray) rows = lp_replica_query_tickets_finish (replica, result, &error);
  guint n_activated;

  if (rows == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  n_activated = state == LP_TICKET_ACTIVATED ? rows->len
                : state == LP_TICKET_EXPIRED ? count_on_computers (replica, rows)
                                             : 0;
  counting->tickets.activated += n_activated;
  counting->tickets.fall_back += rows->len - n_activated;
  count_next (g_steal_pointer (&task));
}

/* Takes over @task. */
static void
count_next (GTask *task)
{
  LpMemberDraft *self = g_task_get_source_object (task);
  Counting *counting = g_task_get_task_data (task);
  LpReplica *replica = lp_session_get_replica (self->session);
  g_autoptr (LpTicketQuery) query = lp_ticket_query_new ();

  if (replica == NULL || counting->next == G_N_ELEMENTS (counted_states))
    {
      g_task_return_boolean (task, TRUE);
      g_object_unref (task);
      return;
    }
  query->group_id = g_strdup (self->group_id);
  query->subtree = FALSE;
  query->who = LP_WHO_PERSON;
  query->person_id = g_strdup (self->person_id);
  query->states = 1u << counted_states[counting->next];
  lp_replica_query_tickets_async (replica, query, g_task_get_cancellable (task), counted_cb, task);
}

void
lp_member_draft_count_tickets_async (LpMemberDraft *self,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, lp_member_draft_count_tickets_async);
  g_task_set_task_data (task, g_new0 (Counting, 1), g_free);
  count_next (task);
}

gboolean
lp_member_draft_count_tickets_finish (LpMemberDraft *self,
                                      GAsyncResult *result,
                                      LpMemberTickets *tickets,
                                      GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;
  *tickets = ((Counting *) g_task_get_task_data (G_TASK (result)))->tickets;
  return TRUE;
}

char *
lp_member_draft_describe_removal (LpMemberDraft *self, const LpMemberTickets *tickets)
{
  g_autofree char *fall_back = lp_format_count (tickets->fall_back);
  g_autofree char *activated = lp_format_count (tickets->activated);
  GString *text = g_string_new (NULL);

  if (tickets->fall_back > 0)
    g_string_append_printf (text,
                            ngettext ("%s ticket of this person will be seen by admins only.",
                                      "%s tickets of this person will be seen by admins only.",
                                      tickets->fall_back),
                            fall_back);
  else
    g_string_append (text, _ ("No ticket changes hands."));
  if (tickets->activated > 0)
    {
      g_string_append_c (text, ' ');
      g_string_append_printf (
          text,
          ngettext ("%s is activated on a computer and stays there; it is listed for reclaim.",
                    "%s are activated on computers and stay there; they are listed for reclaim.",
                    tickets->activated),
          activated);
    }
  g_string_append_c (text, ' ');
  g_string_append (text, _ ("Only a new invitation brings the person back."));
  return g_string_free (text, FALSE);
}
