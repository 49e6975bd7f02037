/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lp-session-private.h"

#include "lp-enums.h"
#include "lp-format.h"

struct _LpDemoItem
{
  GObject parent_instance;

  char *email;
  char *name;
  char *role;
  char *group;
};

G_DEFINE_FINAL_TYPE (LpDemoItem, lp_demo_item, G_TYPE_OBJECT)

enum
{
  PROP_EMAIL = 1,
  PROP_NAME,
  PROP_ROLE,
  PROP_GROUP,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void
lp_demo_item_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  LpDemoItem *self = LP_DEMO_ITEM (object);

  switch (id)
    {
    case PROP_EMAIL:
      g_value_set_string (value, self->email);
      break;
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    case PROP_ROLE:
      g_value_set_string (value, self->role);
      break;
    case PROP_GROUP:
      g_value_set_string (value, self->group);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
lp_demo_item_finalize (GObject *object)
{
  LpDemoItem *self = LP_DEMO_ITEM (object);

  g_free (self->email);
  g_free (self->name);
  g_free (self->role);
  g_free (self->group);
  G_OBJECT_CLASS (lp_demo_item_parent_class)->finalize (object);
}

static void
lp_demo_item_class_init (LpDemoItemClass *klass)
{
  static const char *const names[N_PROPS] = { NULL, "email", "name", "role", "group" };
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = lp_demo_item_get_property;
  object_class->finalize = lp_demo_item_finalize;
  for (guint id = PROP_EMAIL; id < N_PROPS; id++)
    properties[id] = g_param_spec_string (names[id], NULL, NULL, NULL,
                                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
lp_demo_item_init (LpDemoItem *self)
{
}

LpDemoItem *
lp_demo_item_new (const LpDemoPerson *person)
{
  LpDemoItem *self = g_object_new (LP_TYPE_DEMO_ITEM, NULL);
  int role;

  self->email = g_strdup (person->email);
  self->name = g_strdup (person->name);
  self->role = g_strdup (lp_enum_from_nick (LP_TYPE_ROLE, person->role, &role) ? lp_format_role (role)
                                                                               : person->role);
  self->group = g_strdup (person->group);
  return self;
}

const char *
lp_demo_item_get_email (LpDemoItem *self)
{
  return self->email;
}

const char *
lp_demo_item_get_name (LpDemoItem *self)
{
  return self->name;
}

const char *
lp_demo_item_get_role (LpDemoItem *self)
{
  return self->role;
}

const char *
lp_demo_item_get_group (LpDemoItem *self)
{
  return self->group;
}
