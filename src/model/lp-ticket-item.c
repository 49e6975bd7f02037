/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lp-ticket-item.h"

#include <glib/gi18n-lib.h>

#include "lp-enums.h"
#include "lp-format.h"

struct _LpTicketItem
{
  GObject parent_instance;

  LpReplica *replica; /* nullable */
  guint32 row;
  LpTicketLine line;
  char *group_name;
  int waiting; /* an LpSubscriptionDecision, or -1 */

  /* Made when first asked for */
  char *expires;
  LpTicket *ticket;
};

G_DEFINE_FINAL_TYPE (LpTicketItem, lp_ticket_item, G_TYPE_OBJECT)

enum
{
  PROP_CODE = 1,
  PROP_PRODUCT,
  PROP_ALLOCATED_TO,
  PROP_ADMINS_ONLY,
  PROP_STATE,
  PROP_STATE_TEXT,
  PROP_STATE_ICON,
  PROP_EXPIRES,
  PROP_REFERENCE,
  PROP_GROUP_NAME,
  PROP_GROUP_ID,
  PROP_CREATED,
  PROP_TICKET,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static LpTicket *
make_gone_ticket (void)
{
  LpTicket *ticket = lp_ticket_new ();

  ticket->id = g_strdup ("");
  ticket->code = g_strdup ("");
  ticket->product_name = g_strdup ("");
  ticket->modules = g_new0 (char *, 1);
  ticket->technical_expiry = LP_DATE_NONE;
  return ticket;
}

LpTicket *
lp_ticket_item_get_ticket (LpTicketItem *self)
{
  if (self->ticket == NULL && self->replica != NULL)
    lp_replica_fetch_tickets (self->replica, &self->row, 1, &self->ticket);
  if (self->ticket == NULL)
    self->ticket = make_gone_ticket ();
  return self->ticket;
}

static void
lp_ticket_item_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  LpTicketItem *self = LP_TICKET_ITEM (object);

  switch (id)
    {
    case PROP_CODE:
      g_value_set_string (value, self->line.code);
      break;
    case PROP_PRODUCT:
      g_value_set_string (value, lp_ticket_item_get_product (self));
      break;
    case PROP_ALLOCATED_TO:
      g_value_set_string (value, lp_ticket_item_get_allocated_to (self));
      break;
    case PROP_ADMINS_ONLY:
      g_value_set_boolean (value, lp_ticket_item_is_admins_only (self));
      break;
    case PROP_STATE:
      g_value_set_int (value, self->line.state);
      break;
    case PROP_STATE_TEXT:
      g_value_set_string (value, lp_format_ticket_state (self->line.state));
      break;
    case PROP_STATE_ICON:
      g_value_set_string (value, lp_format_ticket_state_icon (self->line.state));
      break;
    case PROP_EXPIRES:
      g_value_set_string (value, lp_ticket_item_get_expires (self));
      break;
    case PROP_REFERENCE:
      g_value_set_string (value, lp_ticket_item_get_ticket (self)->reference);
      break;
    case PROP_GROUP_NAME:
      g_value_set_string (value, self->group_name);
      break;
    case PROP_GROUP_ID:
      g_value_set_string (value, self->line.group_id);
      break;
    case PROP_CREATED:
      g_value_take_string (value, lp_format_instant (lp_ticket_item_get_ticket (self)->created_at));
      break;
    case PROP_TICKET:
      g_value_set_boxed (value, lp_ticket_item_get_ticket (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
lp_ticket_item_finalize (GObject *object)
{
  LpTicketItem *self = LP_TICKET_ITEM (object);

  g_clear_object (&self->replica);
  g_clear_pointer (&self->ticket, lp_ticket_unref);
  lp_ticket_line_clear (&self->line);
  g_clear_pointer (&self->group_name, g_free);
  g_clear_pointer (&self->expires, g_free);
  G_OBJECT_CLASS (lp_ticket_item_parent_class)->finalize (object);
}

static GParamSpec *
string_spec (const char *name)
{
  return g_param_spec_string (name, NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
}

static void
lp_ticket_item_class_init (LpTicketItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = lp_ticket_item_get_property;
  object_class->finalize = lp_ticket_item_finalize;

  properties[PROP_CODE] = string_spec ("code");
  properties[PROP_PRODUCT] = string_spec ("product");
  properties[PROP_ALLOCATED_TO] = string_spec ("allocated-to");
  properties[PROP_ADMINS_ONLY] = g_param_spec_boolean ("admins-only", NULL, NULL, FALSE, flags);
  properties[PROP_STATE] = g_param_spec_int ("state", NULL, NULL, 0, LP_TICKET_REVOKED, 0, flags);
  properties[PROP_STATE_TEXT] = string_spec ("state-text");
  properties[PROP_STATE_ICON] = string_spec ("state-icon");
  properties[PROP_EXPIRES] = string_spec ("expires");
  properties[PROP_REFERENCE] = string_spec ("reference");
  properties[PROP_GROUP_NAME] = string_spec ("group-name");
  properties[PROP_GROUP_ID] = string_spec ("group-id");
  properties[PROP_CREATED] = string_spec ("created");
  properties[PROP_TICKET] = g_param_spec_boxed ("ticket", NULL, NULL, LP_TYPE_TICKET, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
lp_ticket_item_init (LpTicketItem *self)
{
  self->waiting = -1;
}

LpTicketItem *
lp_ticket_item_new (LpReplica *replica, guint32 row, LpTicketLine *line, const char *group_name)
{
  LpTicketItem *self = g_object_new (LP_TYPE_TICKET_ITEM, NULL);

  g_set_object (&self->replica, replica);
  self->row = row;
  self->line = *line;
  *line = (LpTicketLine){ .expiry = LP_DATE_NONE };
  self->group_name = g_strdup (group_name);
  return self;
}

static void
notify_differences (LpTicketItem *self, const LpTicketLine *old)
{
  GObject *object = G_OBJECT (self);
  const LpTicketLine *now = &self->line;

  if (old->state != now->state)
    {
      g_object_notify_by_pspec (object, properties[PROP_STATE]);
      g_object_notify_by_pspec (object, properties[PROP_STATE_TEXT]);
      g_object_notify_by_pspec (object, properties[PROP_STATE_ICON]);
    }
  if (strcmp (old->code, now->code) != 0)
    g_object_notify_by_pspec (object, properties[PROP_CODE]);
  if (old->expiry != now->expiry)
    g_object_notify_by_pspec (object, properties[PROP_EXPIRES]);
  if (g_strcmp0 (old->product_name, now->product_name) != 0)
    g_object_notify_by_pspec (object, properties[PROP_PRODUCT]);
  if (g_strcmp0 (old->group_id, now->group_id) != 0)
    g_object_notify_by_pspec (object, properties[PROP_GROUP_ID]);
  if (g_strcmp0 (old->assignee_name, now->assignee_name) != 0 ||
      (old->assignee_id == NULL) != (now->assignee_id == NULL) ||
      old->visible_to_group != now->visible_to_group)
    {
      g_object_notify_by_pspec (object, properties[PROP_ALLOCATED_TO]);
      g_object_notify_by_pspec (object, properties[PROP_ADMINS_ONLY]);
    }
}

void
lp_ticket_item_update (LpTicketItem *self, LpTicketLine *line, const char *group_name)
{
  LpTicketLine old = self->line;
  gboolean moved = g_strcmp0 (self->group_name, group_name) != 0;

  self->line = *line;
  *line = (LpTicketLine){ .expiry = LP_DATE_NONE };
  g_free (self->group_name);
  self->group_name = g_strdup (group_name);
  g_clear_pointer (&self->expires, g_free);
  g_clear_pointer (&self->ticket, lp_ticket_unref);

  g_object_freeze_notify (G_OBJECT (self));
  notify_differences (self, &old);
  if (moved)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_GROUP_NAME]);
  /* A line does not have them, so nobody knows whether they changed. */
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REFERENCE]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TICKET]);
  g_object_thaw_notify (G_OBJECT (self));
  lp_ticket_line_clear (&old);
}

void
lp_ticket_item_become (LpTicketItem *self, guint32 row, LpTicketLine *line, const char *group_name)
{
  self->row = row;
  lp_ticket_item_update (self, line, group_name);
}

const char *
lp_ticket_item_get_code (LpTicketItem *self)
{
  return self->line.code;
}

const char *
lp_ticket_item_get_product (LpTicketItem *self)
{
  return self->line.product_name != NULL ? self->line.product_name : "";
}

const char *
lp_ticket_item_get_allocated_to (LpTicketItem *self)
{
  if (self->line.assignee_id != NULL)
    /* Translators: stands for a person whose name the viewer may not see. */
    return self->line.assignee_name != NULL ? self->line.assignee_name : _ ("A person");
  return self->line.visible_to_group ? _ ("Everyone in group") : _ ("Admins only");
}

const char *
lp_ticket_item_get_assignee_name (LpTicketItem *self)
{
  return self->line.assignee_name;
}

const char *
lp_ticket_item_get_state_text (LpTicketItem *self)
{
  return lp_format_ticket_state (self->line.state);
}

const char *
lp_ticket_item_get_expires (LpTicketItem *self)
{
  if (self->expires == NULL)
    self->expires = lp_format_date_short (self->line.expiry);
  return self->expires;
}

const char *
lp_ticket_item_get_group_name (LpTicketItem *self)
{
  return self->group_name != NULL ? self->group_name : "";
}

LpTicketState
lp_ticket_item_get_state (LpTicketItem *self)
{
  return self->line.state;
}

LpDate
lp_ticket_item_get_expiry (LpTicketItem *self)
{
  return self->line.expiry;
}

gboolean
lp_ticket_item_is_admins_only (LpTicketItem *self)
{
  return self->line.assignee_id == NULL && !self->line.visible_to_group;
}

int
lp_ticket_item_get_waiting (LpTicketItem *self)
{
  return self->waiting;
}

void
lp_ticket_item_set_waiting (LpTicketItem *self, int decision)
{
  if (self->waiting == decision)
    return;
  self->waiting = decision;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}
