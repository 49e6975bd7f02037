/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lp-sight-text.h"

#include <glib/gi18n-lib.h>

#include "lp-format.h"
#include "lp-ticket-code.h"

struct _LpSightText
{
  GObject parent_instance;

  LpSession *session;
  char *code; /* nullable: canonical */
  LpTicketCodeResult parsed;
  char *person_id;        /* nullable */
  GPtrArray *memberships; /* of LpMembership: the person's, as far as they are visible; NULL: not known yet */
  GCancellable *asking;

  LpSightAnswer answer;
  char *headline;
  GPtrArray *reasons; /* of char *, with a NULL at the end */
  char *ticket_text;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LpSightText, lp_sight_text, G_TYPE_OBJECT)

LpSightAnswer
lp_sight_text_get_answer (LpSightText *self)
{
  return self->answer;
}

const char *
lp_sight_text_get_headline (LpSightText *self)
{
  return self->headline;
}

const char *const *
lp_sight_text_get_reasons (LpSightText *self)
{
  return (const char *const *) self->reasons->pdata;
}

const char *
lp_sight_text_get_ticket_text (LpSightText *self)
{
  return self->ticket_text;
}

static char *
dup_group_name (LpReplica *replica, const char *group_id)
{
  g_autoptr (LpGroup) group = lp_replica_get_group (replica, group_id);

  return g_strdup (group != NULL ? group->name : _ ("a group that you do not see"));
}

/* Takes over @reason. */
static void
add_reason (LpSightText *self, char *reason)
{
  g_ptr_array_insert (self->reasons, (int) self->reasons->len - 1, reason);
}

char *
lp_sight_describe (LpReplica *replica, const LpSight *sight, const LpTicket *ticket)
{
  g_autofree char *group = NULL;

  if (sight->kind == LP_SIGHT_ASSIGNED)
    return g_strdup (_ ("The ticket is allocated to this person."));
  group = dup_group_name (replica, sight->membership->group_id);
  if (sight->kind == LP_SIGHT_MEMBER)
    /* Translators: a group, and a role such as “Member” */
    return g_strdup_printf (
        _ ("The ticket is visible to everyone in %s, and this person belongs to it (%s)."), group,
        lp_format_role (sight->membership->role));
  if (g_strcmp0 (sight->membership->group_id, ticket->group_id) == 0)
    /* Translators: a role such as “Support”, and a group */
    return g_strdup_printf (_ ("%s in %s: sees every ticket there."),
                            lp_format_role (sight->membership->role), group);
  /* Translators: a role such as “Support”, a group, and the group of the ticket below it */
  return g_strdup_printf (_ ("%s in %s: sees every ticket there and in all groups below."),
                          lp_format_role (sight->membership->role), group);
}

/* What keeps the ticket from somebody who does not see it. */
static void
add_hindrances (LpSightText *self, LpReplica *replica, const LpTicket *ticket)
{
  g_autofree char *group = dup_group_name (replica, ticket->group_id);

  if (ticket->assignee_id != NULL)
    add_reason (self, g_strdup (_ ("The ticket is allocated to somebody else.")));
  else if (ticket->visible_to_group)
    /* Translators: a group */
    add_reason (self, g_strdup_printf (
                          _ ("The ticket is visible to everyone in %s, but this person does not belong to "
                             "that very group."),
                          group));
  else
    add_reason (self, g_strdup (_ ("The ticket is visible to admins only.")));
  /* Translators: a group */
  add_reason (
      self, g_strdup_printf (_ ("This person is not admin, support or finance of %s or of a group above it."),
                             group));
}

/* Whoever does not see the root cannot know who has a role up there. */
static void
add_doubt (LpSightText *self, const char *const *path)
{
  const LpActor *actor = lp_session_get_actor (self->session);

  if (actor != NULL && g_strcmp0 (path[0], actor->root_id) != 0)
    add_reason (self, g_strdup (_ ("Roles in groups above those that you see are not known here.")));
}

static gboolean
may_activate (GArray *sights)
{
  for (guint i = 0; i < sights->len; i++)
    if (g_array_index (sights, LpSight, i).kind != LP_SIGHT_ROLE)
      return TRUE;
  return FALSE;
}

static char *
dup_headline (LpSightAnswer answer, const LpPerson *person)
{
  const char *name = lp_person_get_display_name (person);

  if (answer == LP_SIGHT_ANSWER_USES)
    /* Translators: a person */
    return g_strdup_printf (_ ("%s sees this ticket and may activate it."), name);
  if (answer == LP_SIGHT_ANSWER_SEES)
    /* Translators: a person */
    return g_strdup_printf (_ ("%s sees this ticket, but may not activate it."), name);
  /* Translators: a person */
  return g_strdup_printf (_ ("%s does not see this ticket."), name);
}

static void
explain (LpSightText *self, LpReplica *replica, const LpTicket *ticket, const LpPerson *person)
{
  const LpActor *me = lp_session_get_actor (self->session);
  g_auto (GStrv) path = lp_session_dup_group_path (self->session, ticket->group_id);
  const LpActor actor = { person->id, self->memberships, me != NULL ? me->root_id : NULL };
  const LpPermissionObject object = {
    .path = (const char *const *) path,
    .is_ticket = TRUE,
    .assignee_id = ticket->assignee_id,
    .visible_to_group = ticket->visible_to_group,
  };
  g_autoptr (GArray) sights = lp_sight_explain (&actor, &object);

  self->answer = sights->len == 0        ? LP_SIGHT_ANSWER_HIDDEN
                 : may_activate (sights) ? LP_SIGHT_ANSWER_USES
                                         : LP_SIGHT_ANSWER_SEES;
  self->headline = dup_headline (self->answer, person);
  for (guint i = 0; i < sights->len; i++)
    add_reason (self, lp_sight_describe (replica, &g_array_index (sights, LpSight, i), ticket));
  if (sights->len == 0)
    add_hindrances (self, replica, ticket);
  if (person->state == LP_PERSON_DISABLED)
    add_reason (self, g_strdup (_ ("The account is disabled: this person cannot sign in.")));
  else if (person->state == LP_PERSON_INVITED)
    add_reason (self, g_strdup (_ ("The invitation has not been accepted yet: this person cannot sign in.")));
  add_doubt (self, (const char *const *) path);
}

static void
clear (LpSightText *self)
{
  self->answer = LP_SIGHT_ANSWER_NONE;
  g_clear_pointer (&self->headline, g_free);
  g_clear_pointer (&self->ticket_text, g_free);
  g_ptr_array_set_size (self->reasons, 0);
  g_ptr_array_add (self->reasons, NULL);
}

static void
update (LpSightText *self)
{
  LpReplica *replica = lp_session_get_replica (self->session);
  g_autoptr (LpTicket)
      ticket = replica != NULL && self->code != NULL ? lp_replica_get_ticket (replica, self->code) : NULL;
  g_autoptr (LpPerson) person = replica != NULL && self->person_id != NULL
                                    ? lp_replica_get_person (replica, self->person_id)
                                    : NULL;

  clear (self);
  if (self->parsed != LP_TICKET_CODE_OK || (self->code != NULL && ticket == NULL))
    {
      self->answer = LP_SIGHT_ANSWER_UNKNOWN;
      self->headline = g_strdup (self->parsed != LP_TICKET_CODE_OK
                                     ? lp_format_ticket_code_fault (self->parsed)
                                     : _ ("You see no ticket with this code."));
    }
  else if (ticket != NULL)
    {
      g_autofree char *group = dup_group_name (replica, ticket->group_id);

      /* Translators: a product, and the group of the ticket */
      self->ticket_text = g_strdup_printf (_ ("%s, in %s"), ticket->product_name, group);
      if (person != NULL && self->memberships != NULL)
        explain (self, replica, ticket, person);
    }
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
asked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LpSightText) self = LP_SIGHT_TEXT (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray)
      memberships = lp_replica_query_memberships_finish (LP_REPLICA (source), result, &error);

  if (memberships == NULL)
    return; /* another question has taken its place, or the replica is gone */
  g_clear_object (&self->asking);
  g_clear_pointer (&self->memberships, g_ptr_array_unref);
  self->memberships = g_steal_pointer (&memberships);
  update (self);
}

static void
ask (LpSightText *self)
{
  LpReplica *replica = lp_session_get_replica (self->session);

  if (self->asking != NULL)
    g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  if (replica == NULL || self->person_id == NULL)
    return;
  self->asking = g_cancellable_new ();
  lp_replica_query_memberships_async (replica, self->person_id, self->asking, asked_cb, g_object_ref (self));
}

void
lp_sight_text_set_code (LpSightText *self, const char *code)
{
  char canonical[LP_TICKET_CODE_SIZE];
  gboolean is_empty = code == NULL || *code == '\0';

  self->parsed = is_empty ? LP_TICKET_CODE_OK : lp_ticket_code_normalize (code, canonical);
  g_free (self->code);
  self->code = !is_empty && self->parsed == LP_TICKET_CODE_OK ? g_strdup (canonical) : NULL;
  update (self);
}

void
lp_sight_text_set_person (LpSightText *self, const char *person_id)
{
  if (g_strcmp0 (self->person_id, person_id) == 0)
    return;
  g_free (self->person_id);
  self->person_id = g_strdup (person_id);
  g_clear_pointer (&self->memberships, g_ptr_array_unref);
  ask (self);
  update (self);
}

static void
session_changed_cb (LpSightText *self, const LpReplicaChange *change)
{
  if (!change->reset &&
      (change->kinds & (LP_KIND_TICKET | LP_KIND_MEMBERSHIP | LP_KIND_PERSON | LP_KIND_GROUP)) == 0)
    return;
  ask (self);
  update (self);
}

static void
lp_sight_text_dispose (GObject *object)
{
  LpSightText *self = LP_SIGHT_TEXT (object);

  if (self->asking != NULL)
    g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (lp_sight_text_parent_class)->dispose (object);
}

static void
lp_sight_text_finalize (GObject *object)
{
  LpSightText *self = LP_SIGHT_TEXT (object);

  g_free (self->code);
  g_free (self->person_id);
  g_free (self->headline);
  g_free (self->ticket_text);
  g_clear_pointer (&self->memberships, g_ptr_array_unref);
  g_ptr_array_unref (self->reasons);
  G_OBJECT_CLASS (lp_sight_text_parent_class)->finalize (object);
}

static void
lp_sight_text_class_init (LpSightTextClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = lp_sight_text_dispose;
  object_class->finalize = lp_sight_text_finalize;
  signals[CHANGED] = g_signal_new ("changed", LP_TYPE_SIGHT_TEXT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
lp_sight_text_init (LpSightText *self)
{
  self->reasons = g_ptr_array_new_with_free_func (g_free);
  clear (self);
}

LpSightText *
lp_sight_text_new (LpSession *session)
{
  LpSightText *self = g_object_new (LP_TYPE_SIGHT_TEXT, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "changed", G_CALLBACK (session_changed_cb), self, G_CONNECT_SWAPPED);
  return self;
}
