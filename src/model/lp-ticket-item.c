/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lp-ticket-item.h"

#include <glib/gi18n-lib.h>

#include "lp-enums.h"
#include "lp-format.h"

struct _LpTicketItem
{
  GObject parent_instance;

  LpTicket *ticket;
  char *assignee_name;
  char *group_name;
  char *expires; /* made when first asked for */
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

static gboolean
is_admins_only (LpTicketItem *self)
{
  return self->ticket->assignee_id == NULL && !self->ticket->visible_to_group;
}

static void
lp_ticket_item_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  LpTicketItem *self = LP_TICKET_ITEM (object);

  switch (id)
    {
    case PROP_CODE:
      g_value_set_string (value, self->ticket->code);
      break;
    case PROP_PRODUCT:
      g_value_set_string (value, self->ticket->product_name);
      break;
    case PROP_ALLOCATED_TO:
      g_value_set_string (value, lp_ticket_item_get_allocated_to (self));
      break;
    case PROP_ADMINS_ONLY:
      g_value_set_boolean (value, is_admins_only (self));
      break;
    case PROP_STATE:
      g_value_set_int (value, self->ticket->state);
      break;
    case PROP_STATE_TEXT:
      g_value_set_string (value, lp_format_ticket_state (self->ticket->state));
      break;
    case PROP_STATE_ICON:
      g_value_set_string (value, lp_format_ticket_state_icon (self->ticket->state));
      break;
    case PROP_EXPIRES:
      g_value_set_string (value, lp_ticket_item_get_expires (self));
      break;
    case PROP_REFERENCE:
      g_value_set_string (value, self->ticket->reference);
      break;
    case PROP_GROUP_NAME:
      g_value_set_string (value, self->group_name);
      break;
    case PROP_GROUP_ID:
      g_value_set_string (value, self->ticket->group_id);
      break;
    case PROP_CREATED:
      g_value_take_string (value, lp_format_instant (self->ticket->created_at));
      break;
    case PROP_TICKET:
      g_value_set_boxed (value, self->ticket);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
lp_ticket_item_finalize (GObject *object)
{
  LpTicketItem *self = LP_TICKET_ITEM (object);

  g_clear_pointer (&self->ticket, lp_ticket_unref);
  g_clear_pointer (&self->assignee_name, g_free);
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
}

LpTicketItem *
lp_ticket_item_new (LpTicket *ticket, const char *assignee_name, const char *group_name)
{
  LpTicketItem *self = g_object_new (LP_TYPE_TICKET_ITEM, NULL);

  self->ticket = lp_ticket_ref (ticket);
  self->assignee_name = g_strdup (assignee_name);
  self->group_name = g_strdup (group_name);
  return self;
}

static void
notify_differences (LpTicketItem *self, LpTicket *old)
{
  GObject *object = G_OBJECT (self);
  LpTicket *now = self->ticket;

  if (old->state != now->state)
    {
      g_object_notify_by_pspec (object, properties[PROP_STATE]);
      g_object_notify_by_pspec (object, properties[PROP_STATE_TEXT]);
      g_object_notify_by_pspec (object, properties[PROP_STATE_ICON]);
    }
  if (old->technical_expiry != now->technical_expiry)
    g_object_notify_by_pspec (object, properties[PROP_EXPIRES]);
  if (g_strcmp0 (old->product_name, now->product_name) != 0)
    g_object_notify_by_pspec (object, properties[PROP_PRODUCT]);
  if (g_strcmp0 (old->reference, now->reference) != 0)
    g_object_notify_by_pspec (object, properties[PROP_REFERENCE]);
  if (g_strcmp0 (old->group_id, now->group_id) != 0)
    g_object_notify_by_pspec (object, properties[PROP_GROUP_ID]);
}

void
lp_ticket_item_update (LpTicketItem *self,
                       LpTicket *ticket,
                       const char *assignee_name,
                       const char *group_name)
{
  g_autoptr (LpTicket) old = g_steal_pointer (&self->ticket);
  gboolean moved, reassigned;

  moved = g_strcmp0 (self->group_name, group_name) != 0;
  reassigned = g_strcmp0 (self->assignee_name, assignee_name) != 0 ||
               (old->assignee_id == NULL) != (ticket->assignee_id == NULL) ||
               old->visible_to_group != ticket->visible_to_group;
  self->ticket = lp_ticket_ref (ticket);
  g_free (self->assignee_name);
  self->assignee_name = g_strdup (assignee_name);
  g_free (self->group_name);
  self->group_name = g_strdup (group_name);
  g_clear_pointer (&self->expires, g_free);

  g_object_freeze_notify (G_OBJECT (self));
  notify_differences (self, old);
  if (moved)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_GROUP_NAME]);
  if (reassigned)
    {
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ALLOCATED_TO]);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ADMINS_ONLY]);
    }
  if (g_strcmp0 (old->etag, ticket->etag) != 0 || moved || reassigned)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TICKET]);
  g_object_thaw_notify (G_OBJECT (self));
}

LpTicket *
lp_ticket_item_get_ticket (LpTicketItem *self)
{
  return self->ticket;
}

const char *
lp_ticket_item_get_code (LpTicketItem *self)
{
  return self->ticket->code;
}

const char *
lp_ticket_item_get_product (LpTicketItem *self)
{
  return self->ticket->product_name;
}

const char *
lp_ticket_item_get_allocated_to (LpTicketItem *self)
{
  if (self->ticket->assignee_id != NULL)
    /* Translators: stands for a person whose name the viewer may not see. */
    return self->assignee_name != NULL ? self->assignee_name : _ ("A person");
  return self->ticket->visible_to_group ? _ ("Everyone in group") : _ ("Admins only");
}

const char *
lp_ticket_item_get_state_text (LpTicketItem *self)
{
  return lp_format_ticket_state (self->ticket->state);
}

const char *
lp_ticket_item_get_expires (LpTicketItem *self)
{
  if (self->expires == NULL)
    self->expires = lp_format_date_short (self->ticket->technical_expiry);
  return self->expires;
}

const char *
lp_ticket_item_get_group_id (LpTicketItem *self)
{
  return self->ticket->group_id;
}

LpTicketState
lp_ticket_item_get_state (LpTicketItem *self)
{
  return self->ticket->state;
}
