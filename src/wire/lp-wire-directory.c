/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lp-wire-private.h"

/* Groups, people and memberships. */

static void
write_inheritable (GString *out, int value)
{
  if (value < 0)
    LP_WIRE_LITERAL (out, "null");
  else
    lp_wire_write_boolean (out, value);
}

void
lp_wire_write_group_settings (GString *out, const LpGroupSettings *settings)
{
  LP_WIRE_STRING (out, "{\"fiscal_year_end\":", settings->fiscal_year_end);
  LP_WIRE_STRING (out, ",\"default_visibility\":",
                  settings->default_visibility < 0
                      ? NULL
                      : lp_enum_get_nick (LP_TYPE_VISIBILITY, settings->default_visibility));
  LP_WIRE_LITERAL (out, ",\"allocate_to\":");
  if (settings->allocate_to_creator < 0)
    LP_WIRE_LITERAL (out, "null");
  else
    lp_wire_write_string (out, settings->allocate_to_creator ? "creator" : "group");
  LP_WIRE_STRING (out, ",\"approval\":", settings->approval);
  LP_WIRE_STRING (out, ",\"currency\":", settings->currency);
  LP_WIRE_STRING (out, ",\"country\":", settings->country);
  LP_WIRE_LITERAL (out, ",\"consumer\":");
  write_inheritable (out, settings->consumer);
  LP_WIRE_LITERAL (out, ",\"bills_clients\":");
  write_inheritable (out, settings->bills_clients);
  g_string_append_c (out, '}');
}

static JsonNode *
build_group_settings (const LpGroupSettings *settings)
{
  g_autoptr (GString) text = g_string_new (NULL);

  lp_wire_write_group_settings (text, settings);
  return json_from_string (text->str, NULL);
}

void
lp_wire_write_group_settings_change (GString *out,
                                     const LpGroupSettings *old,
                                     const LpGroupSettings *settings)
{
  g_autoptr (JsonNode) before = build_group_settings (old);
  g_autoptr (JsonNode) after = build_group_settings (settings);
  g_autofree char *text = NULL;
  JsonObjectIter iter;
  const char *member;
  JsonNode *value;

  json_object_iter_init (&iter, json_node_get_object (before));
  while (json_object_iter_next (&iter, &member, &value))
    if (json_node_equal (value, json_object_get_member (json_node_get_object (after), member)))
      json_object_remove_member (json_node_get_object (after), member);
  text = json_to_string (after, FALSE);
  g_string_append (out, text);
}

static void
apply_string (JsonObject *object, const char *pointer, const char *name, char **value, GError **error)
{
  if (!json_object_has_member (object, name))
    return;
  g_free (*value);
  *value = lp_wire_dup_string (object, pointer, name, FALSE, error);
}

static void
apply_boolean (JsonObject *object, const char *pointer, const char *name, int *value, GError **error)
{
  if (json_object_has_member (object, name))
    *value = lp_wire_get_boolean (object, pointer, name, FALSE, -1, error);
}

static void
apply_allocate_to (JsonObject *object, const char *pointer, int *value, GError **error)
{
  const char *text;

  if (!json_object_has_member (object, "allocate_to"))
    return;
  text = lp_wire_get_string (object, pointer, "allocate_to", FALSE, error);
  *value = -1;
  if (g_strcmp0 (text, "creator") == 0)
    *value = TRUE;
  else if (g_strcmp0 (text, "group") == 0)
    *value = FALSE;
  else if (text != NULL)
    lp_wire_add_fault (error, pointer, "allocate_to", "This must be one of: group, creator.");
}

void
lp_wire_apply_group_settings (JsonObject *object,
                              const char *pointer,
                              LpGroupSettings *settings,
                              GError **error)
{
  apply_string (object, pointer, "fiscal_year_end", &settings->fiscal_year_end, error);
  if (json_object_has_member (object, "default_visibility"))
    settings->default_visibility = lp_wire_get_enum (object, pointer, "default_visibility",
                                                     LP_TYPE_VISIBILITY, FALSE, -1, error);
  apply_allocate_to (object, pointer, &settings->allocate_to_creator, error);
  apply_string (object, pointer, "approval", &settings->approval, error);
  apply_string (object, pointer, "currency", &settings->currency, error);
  apply_string (object, pointer, "country", &settings->country, error);
  apply_boolean (object, pointer, "consumer", &settings->consumer, error);
  apply_boolean (object, pointer, "bills_clients", &settings->bills_clients, error);
}

void
lp_wire_write_group (GString *out, const LpGroup *group)
{
  LP_WIRE_STRING (out, "{\"id\":", group->id);
  LP_WIRE_STRING (out, ",\"parent_id\":", group->parent_id);
  LP_WIRE_STRING (out, ",\"name\":", group->name);
  LP_WIRE_ENUM (out, ",\"kind\":", LP_TYPE_GROUP_KIND, group->kind);
  LP_WIRE_STRING (out, ",\"external_id\":", group->external_id);
  LP_WIRE_STRING (out, ",\"path\":", group->path);
  LP_WIRE_LITERAL (out, ",\"settings\":");
  lp_wire_write_group_settings (out, &group->settings);
  LP_WIRE_LITERAL (out, ",\"effective\":");
  lp_wire_write_group_settings (out, &group->effective);
  LP_WIRE_STRING (out, ",\"etag\":", group->etag);
  g_string_append_c (out, '}');
}

LpGroup *
lp_wire_read_group (JsonObject *object, GError **error)
{
  g_autoptr (LpGroup) group = lp_group_new ();
  GError *fault = NULL;
  JsonObject *settings;

  group->id = lp_wire_dup_string (object, "", "id", TRUE, &fault);
  group->parent_id = lp_wire_dup_string (object, "", "parent_id", FALSE, &fault);
  group->name = lp_wire_dup_string (object, "", "name", TRUE, &fault);
  group->kind = lp_wire_get_enum (object, "", "kind", LP_TYPE_GROUP_KIND, TRUE, LP_GROUP_UNIT, &fault);
  group->external_id = lp_wire_dup_string (object, "", "external_id", FALSE, &fault);
  group->path = lp_wire_dup_string (object, "", "path", FALSE, &fault);
  settings = lp_wire_get_object (object, "", "settings", FALSE, &fault);
  if (settings != NULL)
    lp_wire_apply_group_settings (settings, "/settings", &group->settings, &fault);
  settings = lp_wire_get_object (object, "", "effective", FALSE, &fault);
  if (settings != NULL)
    lp_wire_apply_group_settings (settings, "/effective", &group->effective, &fault);
  group->etag = lp_wire_dup_string (object, "", "etag", FALSE, &fault);
  return lp_wire_take_fault (fault, error) ? g_steal_pointer (&group) : NULL;
}

static void
write_person_members (GString *out, const LpPerson *person)
{
  LP_WIRE_STRING (out, "{\"id\":", person->id);
  LP_WIRE_STRING (out, ",\"email\":", person->email);
  LP_WIRE_STRING (out, ",\"name\":", person->name);
  LP_WIRE_ENUM (out, ",\"state\":", LP_TYPE_PERSON_STATE, person->state);
}

void
lp_wire_write_person (GString *out, const LpPerson *person)
{
  write_person_members (out, person);
  LP_WIRE_STRING (out, ",\"etag\":", person->etag);
  g_string_append_c (out, '}');
}

LpPerson *
lp_wire_read_person (JsonObject *object, GError **error)
{
  g_autoptr (LpPerson) person = lp_person_new ();
  GError *fault = NULL;

  person->id = lp_wire_dup_string (object, "", "id", TRUE, &fault);
  person->email = lp_wire_dup_string (object, "", "email", FALSE, &fault);
  person->name = lp_wire_dup_string (object, "", "name", FALSE, &fault);
  person->state = lp_wire_get_enum (object, "", "state", LP_TYPE_PERSON_STATE, FALSE, LP_PERSON_ACTIVE,
                                    &fault);
  person->etag = lp_wire_dup_string (object, "", "etag", FALSE, &fault);
  return lp_wire_take_fault (fault, error) ? g_steal_pointer (&person) : NULL;
}

static void
write_right_names (GString *out, LpRights rights)
{
  gboolean first = TRUE;

  g_string_append_c (out, '[');
  for (guint bit = LP_RIGHT_CREATE; bit <= LP_RIGHT_REVOKE; bit <<= 1)
    if (rights & bit)
      {
        if (!first)
          g_string_append_c (out, ',');
        lp_wire_write_string (out, lp_enum_get_nick (LP_TYPE_RIGHTS, (int) bit));
        first = FALSE;
      }
  g_string_append_c (out, ']');
}

void
lp_wire_write_rights (GString *out, GArray *rights)
{
  g_string_append_c (out, '{');
  for (guint i = 0; rights != NULL && i < rights->len; i++)
    {
      const LpCategoryRights *item = &g_array_index (rights, LpCategoryRights, i);

      if (i > 0)
        g_string_append_c (out, ',');
      lp_wire_write_string (out, item->category_id);
      g_string_append_c (out, ':');
      write_right_names (out, item->rights);
    }
  g_string_append_c (out, '}');
}

static LpRights
read_right_names (JsonObject *object, const char *pointer, const char *category_id, GError **error)
{
  g_auto (GStrv) names = lp_wire_dup_strings (object, pointer, category_id, TRUE, error);
  LpRights rights = 0;

  for (gsize i = 0; names != NULL && names[i] != NULL; i++)
    {
      int right;

      if (lp_enum_from_nick (LP_TYPE_RIGHTS, names[i], &right))
        rights |= (LpRights) right;
      else
        lp_wire_add_fault (error, pointer, category_id, "Each right must be one of: create, modify, revoke.");
    }
  return rights;
}

GArray *
lp_wire_read_rights (JsonObject *object, const char *pointer, GError **error)
{
  GArray *rights = lp_category_rights_new ();
  JsonObjectIter iter;
  const char *category_id;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &category_id, NULL))
    lp_category_rights_add (rights, category_id, read_right_names (object, pointer, category_id, error));
  return rights;
}

void
lp_wire_write_membership (GString *out, const LpMembership *membership)
{
  g_string_append_c (out, '{');
  if (membership->group_id != NULL)
    {
      LP_WIRE_STRING (out, "\"group_id\":", membership->group_id);
      g_string_append_c (out, ',');
    }
  LP_WIRE_LITERAL (out, "\"person\":");
  if (membership->person != NULL)
    {
      write_person_members (out, membership->person);
      g_string_append_c (out, '}');
    }
  else
    LP_WIRE_LITERAL (out, "null");
  LP_WIRE_ENUM (out, ",\"role\":", LP_TYPE_ROLE, membership->role);
  LP_WIRE_LITERAL (out, ",\"rights\":");
  lp_wire_write_rights (out, membership->rights);
  LP_WIRE_STRING (out, ",\"etag\":", membership->etag);
  g_string_append_c (out, '}');
}

LpMembership *
lp_wire_read_membership (JsonObject *object, GError **error)
{
  g_autoptr (LpMembership) membership = lp_membership_new ();
  GError *fault = NULL;
  JsonObject *person, *rights;

  membership->group_id = lp_wire_dup_string (object, "", "group_id", FALSE, &fault);
  membership->role = lp_wire_get_enum (object, "", "role", LP_TYPE_ROLE, TRUE, LP_ROLE_MEMBER, &fault);
  rights = lp_wire_get_object (object, "", "rights", FALSE, &fault);
  if (rights != NULL)
    {
      g_array_unref (membership->rights);
      membership->rights = lp_wire_read_rights (rights, "/rights", &fault);
    }
  membership->etag = lp_wire_dup_string (object, "", "etag", FALSE, &fault);
  person = lp_wire_get_object (object, "", "person", FALSE, &fault);
  if (person != NULL && fault == NULL)
    {
      membership->person = lp_wire_read_person (person, &fault);
      lp_error_prefix_fields (fault, "/person");
    }
  return lp_wire_take_fault (fault, error) ? g_steal_pointer (&membership) : NULL;
}
