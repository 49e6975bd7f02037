/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lp-allocation-draft.h"
#include "lp-bulk-choice.h"

#include <glib/gi18n-lib.h>

#include "lp-audience.h"
#include "lp-calls.h"
#include "lp-format.h"

struct _LpAllocationDraft
{
  GObject parent_instance;

  LpSession *session;
  GPtrArray *tickets; /* of LpTicket, as known now */
  LpAudience *audience;

  gboolean busy;
  gboolean has_pending; /* shown until the service has answered */
  LpAllocationChoice pending_choice;
  char *pending_assignee;

  GPtrArray *before; /* of LpTicket: as they were before the last change; nullable */
  char *batch_id;    /* nullable: of the last change, if it was a batch */
  char *after_etag;  /* nullable: of a single ticket after the last change */
  guint n_refused;   /* of the tickets in the last change, if it was a batch */
  GError *refusal;   /* nullable: the first of these */
};

G_DEFINE_FINAL_TYPE (LpAllocationDraft, lp_allocation_draft, G_TYPE_OBJECT)

enum
{
  PROP_CHOICE = 1,
  PROP_ASSIGNEE_ID,
  PROP_PERSON_TEXT,
  PROP_EVERYONE_TEXT,
  PROP_ADMINS_TEXT,
  PROP_CAN_CHANGE,
  PROP_BLOCKED_TEXT,
  PROP_BUSY,
  PROP_MIXED,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static LpTicket *
first_ticket (LpAllocationDraft *self)
{
  return g_ptr_array_index (self->tickets, 0);
}

static LpAllocationChoice
choice_of (const LpTicket *ticket)
{
  if (ticket->assignee_id != NULL)
    return LP_ALLOCATION_PERSON;
  return ticket->visible_to_group ? LP_ALLOCATION_EVERYONE : LP_ALLOCATION_ADMINS;
}

LpAllocationChoice
lp_allocation_draft_get_choice (LpAllocationDraft *self)
{
  return self->has_pending ? self->pending_choice : choice_of (first_ticket (self));
}

const char *
lp_allocation_draft_get_assignee_id (LpAllocationDraft *self)
{
  return self->has_pending ? self->pending_assignee : first_ticket (self)->assignee_id;
}

static const char *
get_group_id (LpAllocationDraft *self)
{
  return first_ticket (self)->group_id;
}

const char *
lp_allocation_draft_get_code (LpAllocationDraft *self)
{
  return first_ticket (self)->code;
}

guint
lp_allocation_draft_get_n_tickets (LpAllocationDraft *self)
{
  return self->tickets->len;
}

LpMemberList *
lp_allocation_draft_get_candidates (LpAllocationDraft *self)
{
  return lp_audience_get_candidates (self->audience);
}

static gboolean
is_mixed (LpAllocationDraft *self)
{
  const LpTicket *first = first_ticket (self);

  for (guint i = 1; i < self->tickets->len; i++)
    {
      const LpTicket *ticket = g_ptr_array_index (self->tickets, i);

      if (choice_of (ticket) != choice_of (first) || g_strcmp0 (ticket->assignee_id, first->assignee_id) != 0)
        return TRUE;
    }
  return FALSE;
}

/* Why the allocation cannot change now, in the viewer's language; NULL if it can. */
static char *
dup_blocked_text (LpAllocationDraft *self)
{
  char *reason = NULL;

  for (guint i = 0; i < self->tickets->len; i++)
    {
      char *blocked = lp_bulk_dup_blocked_text (g_ptr_array_index (self->tickets, i));

      if (blocked != NULL)
        return blocked;
    }
  if (!lp_session_may (self->session, LP_ACTION_ALLOCATE, get_group_id (self), first_ticket (self), &reason))
    {
      g_free (reason);
      return g_strdup (_ ("Only admins and support of this group may change this."));
    }
  return NULL;
}

gboolean
lp_allocation_draft_get_can_change (LpAllocationDraft *self, char **blocked_text)
{
  g_autofree char *text = dup_blocked_text (self);
  gboolean can_change = text == NULL;

  if (blocked_text != NULL)
    *blocked_text = g_steal_pointer (&text);
  return can_change;
}

static char *
dup_person_text (LpAllocationDraft *self)
{
  const char *id = lp_allocation_draft_get_assignee_id (self);
  LpReplica *replica = lp_session_get_replica (self->session);
  g_autoptr (LpPerson) person = id != NULL && replica != NULL ? lp_replica_get_person (replica, id) : NULL;

  if (person == NULL)
    return g_strdup (id != NULL ? _ ("A person") : _ ("Choose a person"));
  if (person->name == NULL || *person->name == '\0')
    return g_strdup (person->email);
  /* Translators: a person's name and e-mail address. */
  return g_strdup_printf (_ ("%s · %s"), person->name, person->email);
}

static void
lp_allocation_draft_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  LpAllocationDraft *self = LP_ALLOCATION_DRAFT (object);
  char *blocked = NULL;

  switch (id)
    {
    case PROP_CHOICE:
      g_value_set_int (value, lp_allocation_draft_get_choice (self));
      break;
    case PROP_ASSIGNEE_ID:
      g_value_set_string (value, lp_allocation_draft_get_assignee_id (self));
      break;
    case PROP_PERSON_TEXT:
      g_value_take_string (value, dup_person_text (self));
      break;
    case PROP_EVERYONE_TEXT:
      g_value_take_string (value, lp_audience_dup_count_text (self->audience, LP_ALLOCATION_EVERYONE));
      break;
    case PROP_ADMINS_TEXT:
      g_value_take_string (value, lp_audience_dup_count_text (self->audience, LP_ALLOCATION_ADMINS));
      break;
    case PROP_CAN_CHANGE:
      g_value_set_boolean (value, lp_allocation_draft_get_can_change (self, NULL));
      break;
    case PROP_BLOCKED_TEXT:
      lp_allocation_draft_get_can_change (self, &blocked);
      g_value_take_string (value, blocked != NULL ? blocked : g_strdup (""));
      break;
    case PROP_BUSY:
      g_value_set_boolean (value, self->busy);
      break;
    case PROP_MIXED:
      g_value_set_boolean (value, is_mixed (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
lp_allocation_draft_finalize (GObject *object)
{
  LpAllocationDraft *self = LP_ALLOCATION_DRAFT (object);

  g_clear_object (&self->audience);
  g_clear_object (&self->session);
  g_clear_pointer (&self->tickets, g_ptr_array_unref);
  g_clear_pointer (&self->before, g_ptr_array_unref);
  g_free (self->pending_assignee);
  g_free (self->batch_id);
  g_free (self->after_etag);
  g_clear_error (&self->refusal);
  G_OBJECT_CLASS (lp_allocation_draft_parent_class)->finalize (object);
}

static void
lp_allocation_draft_class_init (LpAllocationDraftClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = lp_allocation_draft_get_property;
  object_class->finalize = lp_allocation_draft_finalize;

  properties[PROP_CHOICE] = g_param_spec_int ("choice", NULL, NULL, 0, LP_ALLOCATION_ADMINS, 0, flags);
  properties[PROP_ASSIGNEE_ID] = g_param_spec_string ("assignee-id", NULL, NULL, NULL, flags);
  properties[PROP_PERSON_TEXT] = g_param_spec_string ("person-text", NULL, NULL, NULL, flags);
  properties[PROP_EVERYONE_TEXT] = g_param_spec_string ("everyone-text", NULL, NULL, NULL, flags);
  properties[PROP_ADMINS_TEXT] = g_param_spec_string ("admins-text", NULL, NULL, NULL, flags);
  properties[PROP_CAN_CHANGE] = g_param_spec_boolean ("can-change", NULL, NULL, FALSE, flags);
  properties[PROP_BLOCKED_TEXT] = g_param_spec_string ("blocked-text", NULL, NULL, NULL, flags);
  properties[PROP_BUSY] = g_param_spec_boolean ("busy", NULL, NULL, FALSE, flags);
  properties[PROP_MIXED] = g_param_spec_boolean ("mixed", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
lp_allocation_draft_init (LpAllocationDraft *self)
{
}

static void
notify_all (LpAllocationDraft *self)
{
  g_object_freeze_notify (G_OBJECT (self));
  for (guint id = PROP_CHOICE; id < N_PROPS; id++)
    g_object_notify_by_pspec (G_OBJECT (self), properties[id]);
  g_object_thaw_notify (G_OBJECT (self));
}

static void
follow_group (LpAllocationDraft *self)
{
  g_clear_object (&self->audience);
  self->audience = lp_audience_new (self->session, get_group_id (self));
  g_signal_connect_object (self->audience, "changed", G_CALLBACK (notify_all), self, G_CONNECT_SWAPPED);
}

static void
reload_tickets (LpAllocationDraft *self)
{
  LpReplica *replica = lp_session_get_replica (self->session);
  g_autofree char *group_id = g_strdup (get_group_id (self));

  for (guint i = 0; replica != NULL && i < self->tickets->len; i++)
    {
      LpTicket *old = g_ptr_array_index (self->tickets, i);
      LpTicket *now = lp_replica_get_ticket (replica, old->code);

      if (now == NULL)
        continue;
      g_ptr_array_index (self->tickets, i) = now;
      lp_ticket_unref (old);
    }
  if (g_strcmp0 (group_id, get_group_id (self)) != 0)
    follow_group (self);
}

static void
session_changed_cb (LpAllocationDraft *self, const LpReplicaChange *change)
{
  if (!change->reset && (change->kinds & (LP_KIND_TICKET | LP_KIND_PERSON | LP_KIND_ME)) == 0)
    return;
  reload_tickets (self);
  notify_all (self);
}

LpAllocationDraft *
lp_allocation_draft_new (LpSession *session, GPtrArray *tickets)
{
  LpAllocationDraft *self = g_object_new (LP_TYPE_ALLOCATION_DRAFT, NULL);

  self->session = g_object_ref (session);
  self->tickets = g_ptr_array_new_with_free_func ((GDestroyNotify) lp_ticket_unref);
  for (guint i = 0; i < tickets->len; i++)
    g_ptr_array_add (self->tickets, lp_ticket_ref (g_ptr_array_index (tickets, i)));
  follow_group (self);
  g_signal_connect_object (session, "changed", G_CALLBACK (session_changed_cb), self, G_CONNECT_SWAPPED);
  return self;
}

typedef struct
{
  char *summary;
  gboolean is_undo;
} Applying;

static void
applying_free (gpointer data)
{
  Applying *applying = data;

  g_free (applying->summary);
  g_free (applying);
}

static void
remember_before (LpAllocationDraft *self)
{
  g_clear_pointer (&self->before, g_ptr_array_unref);
  self->before = g_ptr_array_new_with_free_func ((GDestroyNotify) lp_ticket_unref);
  for (guint i = 0; i < self->tickets->len; i++)
    g_ptr_array_add (self->before, lp_ticket_ref (g_ptr_array_index (self->tickets, i)));
}

static void
forget_answer (LpAllocationDraft *self)
{
  g_clear_pointer (&self->batch_id, g_free);
  g_clear_error (&self->refusal);
  self->n_refused = 0;
}

static void
take_reply (LpAllocationDraft *self, LpReply *reply)
{
  g_autoptr (GPtrArray) results = NULL;

  if (reply != NULL && self->tickets->len > 1)
    results = lp_reply_read_batch (reply, &self->batch_id, NULL);
  for (guint i = 0; results != NULL && i < results->len; i++)
    {
      const LpBatchResult *one = results->pdata[i];

      if (one->error == NULL)
        continue;
      self->n_refused++;
      if (self->refusal == NULL)
        self->refusal = g_error_copy (one->error);
    }
}

guint
lp_allocation_draft_get_n_refused (LpAllocationDraft *self, const GError **first)
{
  if (first != NULL)
    *first = self->refusal;
  return self->n_refused;
}

static void
submitted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  LpAllocationDraft *self = g_task_get_source_object (task);
  Applying *applying = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (LpChange) change = lp_outbox_submit_finish (LP_OUTBOX (source), result, &error);

  self->busy = FALSE;
  self->has_pending = FALSE;
  forget_answer (self);
  if (change != NULL && lp_change_get_error (change) != NULL)
    error = g_error_copy (lp_change_get_error (change));
  if (change != NULL && lp_change_get_state (change) == LP_CHANGE_WAITING)
    {
      g_autofree char *summary = g_steal_pointer (&applying->summary);

      /* Translators: %s is a change that waits for the connection, such as "Visible to admins only". */
      applying->summary = g_strdup_printf (_ ("Not sent yet: %s"), summary);
      /* There is nothing to take back yet; the list of waiting changes can discard it. */
      g_clear_pointer (&self->before, g_ptr_array_unref);
    }
  else if (error != NULL || applying->is_undo)
    g_clear_pointer (&self->before, g_ptr_array_unref);
  else
    take_reply (self, lp_change_get_reply (change));
  reload_tickets (self);
  g_free (self->after_etag);
  self->after_etag = g_strdup (first_ticket (self)->etag);
  notify_all (self);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void
submit (GTask *task, LpRequest *request, const char *summary, gboolean is_undo)
{
  LpAllocationDraft *self = g_task_get_source_object (task);
  Applying *applying = g_new0 (Applying, 1);
  LpOutbox *outbox = lp_session_get_outbox (self->session);

  applying->summary = g_strdup (summary);
  applying->is_undo = is_undo;
  g_task_set_task_data (task, applying, applying_free);
  if (outbox == NULL)
    {
      g_task_return_new_error (task, LP_ERROR, LP_ERROR_UNAUTHORIZED, "%s", _ ("Nobody is signed in."));
      g_object_unref (task);
      return;
    }
  self->busy = TRUE;
  notify_all (self);
  lp_outbox_submit_async (outbox, request, summary, g_task_get_cancellable (task), submitted_cb, task);
}

/* What one ticket does not allow is told at once and keeps no other from changing. What waits for the connection is
 * all or nothing: a refusal later stays among the changes that need the person. */
static LpRequest *
make_request (LpAllocationDraft *self, const LpAllocationChange *change)
{
  g_autofree LpBatchOperation *operations = NULL;
  const LpTicket *first = first_ticket (self);
  gboolean atomic = lp_session_get_link (self->session) != LP_LINK_CONNECTED;

  if (self->tickets->len == 1)
    return lp_call_change_allocation (first->code, first->etag, change);
  operations = g_new0 (LpBatchOperation, self->tickets->len);
  for (guint i = 0; i < self->tickets->len; i++)
    {
      const LpTicket *ticket = g_ptr_array_index (self->tickets, i);

      operations[i] = (LpBatchOperation){ LP_BATCH_ALLOCATE, ticket->code, ticket->etag, change };
    }
  return lp_call_batch (operations, self->tickets->len, atomic, FALSE);
}

static char *
describe (LpAllocationDraft *self, LpAllocationChoice choice, const char *assignee_id)
{
  g_autofree char *tickets = lp_format_tickets (self->tickets);
  g_autofree char *name = NULL;

  switch (choice)
    {
    case LP_ALLOCATION_PERSON:
      /* By her id, since the members may not have been listed yet. */
      name = lp_session_dup_person_name (self->session, assignee_id);
      /* Translators: the code of a ticket or a number of tickets, and a person's name. */
      return g_strdup_printf (_ ("Allocated %s to %s"), tickets, name);
    case LP_ALLOCATION_EVERYONE:
      /* Translators: %s is the code of a ticket or a number of tickets. */
      return g_strdup_printf (_ ("Made %s visible to everyone in the group"), tickets);
    case LP_ALLOCATION_ADMINS:
    default:
      /* Translators: %s is the code of a ticket or a number of tickets. */
      return g_strdup_printf (_ ("Made %s visible to admins only"), tickets);
    }
}

void
lp_allocation_draft_apply_async (LpAllocationDraft *self,
                                 LpAllocationChoice choice,
                                 const char *assignee_id,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  LpAllocationChange change = {
    .has_assignee = TRUE,
    .assignee_id = choice == LP_ALLOCATION_PERSON ? assignee_id : NULL,
    .has_visible = TRUE,
    .visible_to_group = choice == LP_ALLOCATION_EVERYONE,
  };
  g_autoptr (LpRequest) request = NULL;
  g_autofree char *summary = describe (self, choice, assignee_id);

  g_task_set_source_tag (task, lp_allocation_draft_apply_async);
  remember_before (self);
  request = make_request (self, &change);
  self->has_pending = TRUE;
  self->pending_choice = choice;
  g_free (self->pending_assignee);
  self->pending_assignee = g_strdup (change.assignee_id);
  submit (task, request, summary, FALSE);
}

void
lp_allocation_draft_move_async (LpAllocationDraft *self,
                                const char *group_id,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  LpAllocationChange change = { .has_group = TRUE, .group_id = group_id };
  LpReplica *replica = lp_session_get_replica (self->session);
  g_autoptr (LpGroup) group = replica != NULL ? lp_replica_get_group (replica, group_id) : NULL;
  g_autoptr (LpRequest) request = make_request (self, &change);
  g_autofree char *tickets = lp_format_tickets (self->tickets);
  g_autofree char *summary = NULL;

  g_task_set_source_tag (task, lp_allocation_draft_move_async);
  /* Translators: the code of a ticket or a number of tickets, and the name of a group. */
  summary = g_strdup_printf (_ ("Moved %s to %s"), tickets,
                             group != NULL ? group->name : _ ("another group"));
  remember_before (self);
  submit (task, request, summary, FALSE);
}

gboolean
lp_allocation_draft_can_undo (LpAllocationDraft *self)
{
  if (self->before == NULL || self->busy)
    return FALSE;
  /* Somebody else's later change must not be undone with ours; for a batch the service looks at that. */
  return self->tickets->len > 1 ? self->batch_id != NULL && self->n_refused < self->tickets->len
                                : g_strcmp0 (first_ticket (self)->etag, self->after_etag) == 0;
}

void
lp_allocation_draft_undo_async (LpAllocationDraft *self,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (LpRequest) request = NULL;
  g_autofree char *tickets = lp_format_tickets (self->tickets);
  g_autofree char *summary = NULL;
  const LpTicket *old;
  LpAllocationChange change = { .has_group = TRUE, .has_assignee = TRUE, .has_visible = TRUE };

  g_task_set_source_tag (task, lp_allocation_draft_undo_async);
  if (!lp_allocation_draft_can_undo (self))
    {
      g_task_return_new_error (task, LP_ERROR, LP_ERROR_NOT_UNDOABLE, "%s",
                               _ ("This can no longer be undone."));
      g_object_unref (task);
      return;
    }
  old = g_ptr_array_index (self->before, 0);
  change.group_id = old->group_id;
  change.assignee_id = old->assignee_id;
  change.visible_to_group = old->assignee_id == NULL && old->visible_to_group;
  request = self->tickets->len > 1 ? lp_call_undo_batch (self->batch_id) : make_request (self, &change);
  /* Translators: %s is the code of a ticket or a number of tickets. */
  summary = g_strdup_printf (_ ("Undone for %s"), tickets);
  submit (task, request, summary, TRUE);
}

gboolean
lp_allocation_draft_apply_finish (LpAllocationDraft *self,
                                  GAsyncResult *result,
                                  char **summary,
                                  GError **error)
{
  Applying *applying;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  applying = g_task_get_task_data (G_TASK (result));
  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;
  if (summary != NULL)
    *summary = g_strdup (applying->summary);
  return TRUE;
}
