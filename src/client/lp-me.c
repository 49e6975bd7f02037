/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lp-me.h"

#include "lp-wire.h"

G_DEFINE_BOXED_TYPE (LpMe, lp_me, lp_me_ref, lp_me_unref)

static void
read_membership (JsonObject *item,
                 LpMe *self,
                 GPtrArray *names,
                 GPtrArray *paths,
                 GPtrArray *sentences,
                 GError **error)
{
  g_autoptr (LpMembership) membership = lp_wire_read_membership (item, error);

  if (membership == NULL)
    return;
  g_ptr_array_add (self->memberships, g_steal_pointer (&membership));
  g_ptr_array_add (names, g_strdup (json_object_get_string_member_with_default (item, "group_name", "")));
  g_ptr_array_add (paths, g_strdup (json_object_get_string_member_with_default (item, "group_path", "")));
  g_ptr_array_add (sentences, g_strdup (json_object_get_string_member_with_default (item, "may", "")));
}

static char **
end_strings (GPtrArray *strings)
{
  g_ptr_array_add (strings, NULL);
  return (char **) g_ptr_array_free (strings, FALSE);
}

static gboolean
read_memberships (LpMe *self, JsonArray *items, GError **error)
{
  GPtrArray *names = g_ptr_array_new ();
  GPtrArray *paths = g_ptr_array_new ();
  GPtrArray *sentences = g_ptr_array_new ();
  guint n = json_array_get_length (items);
  g_autoptr (GError) fault = NULL;

  for (guint i = 0; i < n && fault == NULL; i++)
    read_membership (json_array_get_object_element (items, i), self, names, paths, sentences, &fault);
  self->group_names = end_strings (names);
  self->group_paths = end_strings (paths);
  self->sentences = end_strings (sentences);
  if (fault == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&fault));
  return FALSE;
}

static LpMe *
me_new (void)
{
  LpMe *self = g_new0 (LpMe, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->memberships = g_ptr_array_new_with_free_func ((GDestroyNotify) lp_membership_unref);
  self->today = LP_DATE_NONE;
  return self;
}

LpMe *
lp_me_read (JsonObject *object, GError **error)
{
  g_autoptr (LpMe) self = me_new ();
  g_autoptr (GError) fault = NULL;
  JsonObject *person = lp_wire_get_object (object, "", "person", TRUE, &fault);
  JsonObject *vendor = lp_wire_get_object (object, "", "vendor", TRUE, &fault);
  JsonArray *memberships = lp_wire_get_array (object, "", "memberships", TRUE, &fault);

  self->today = lp_wire_get_date (object, "", "today", FALSE, &fault);
  self->fixed_today = lp_wire_get_boolean (object, "", "fixed_today", FALSE, FALSE, &fault);
  self->demo = lp_wire_get_boolean (object, "", "demo", FALSE, FALSE, &fault);
  if (vendor != NULL)
    {
      self->vendor_id = g_strdup (lp_wire_get_string (vendor, "/vendor", "id", TRUE, &fault));
      self->vendor_name = g_strdup (lp_wire_get_string (vendor, "/vendor", "name", TRUE, &fault));
      self->time_zone = g_strdup (lp_wire_get_string (vendor, "/vendor", "time_zone", FALSE, &fault));
    }
  if (fault != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&fault));
      return NULL;
    }
  self->person = lp_wire_read_person (person, error);
  if (self->person == NULL || !read_memberships (self, memberships, error))
    return NULL;
  return g_steal_pointer (&self);
}

LpMe *
lp_me_ref (LpMe *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
lp_me_unref (LpMe *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_clear_pointer (&self->person, lp_person_unref);
  g_ptr_array_unref (self->memberships);
  g_strfreev (self->group_names);
  g_strfreev (self->group_paths);
  g_strfreev (self->sentences);
  g_free (self->vendor_id);
  g_free (self->vendor_name);
  g_free (self->time_zone);
  g_free (self);
}

void
lp_me_get_actor (LpMe *self, LpActor *actor)
{
  actor->person_id = self->person->id;
  actor->memberships = self->memberships;
  actor->root_id = self->vendor_id;
}

gboolean
lp_me_has_role_beyond_member (LpMe *self)
{
  for (guint i = 0; i < self->memberships->len; i++)
    {
      const LpMembership *membership = g_ptr_array_index (self->memberships, i);

      if (membership->role != LP_ROLE_MEMBER)
        return TRUE;
    }
  return FALSE;
}
