/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lp-audience.h"

#include <glib/gi18n-lib.h>

/* Up to so many people are named, more are counted. */
#define MAX_NAMES 3

struct _LpAudience
{
  GObject parent_instance;

  LpMemberList *candidates;
  gboolean is_known; /* the viewer sees who belongs to the group */
  GPtrArray *levels; /* of LpMemberList: the group itself last, its visible ancestors before it */
};

G_DEFINE_FINAL_TYPE (LpAudience, lp_audience, G_TYPE_OBJECT)

static guint changed_signal;

static void
lp_audience_finalize (GObject *object)
{
  LpAudience *self = LP_AUDIENCE (object);

  g_clear_object (&self->candidates);
  g_clear_pointer (&self->levels, g_ptr_array_unref);
  G_OBJECT_CLASS (lp_audience_parent_class)->finalize (object);
}

static void
lp_audience_class_init (LpAudienceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = lp_audience_finalize;
  changed_signal = g_signal_new ("changed", LP_TYPE_AUDIENCE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
}

static void
lp_audience_init (LpAudience *self)
{
  self->levels = g_ptr_array_new_with_free_func (g_object_unref);
}

static void
members_changed_cb (LpAudience *self)
{
  g_signal_emit (self, changed_signal, 0);
}

LpAudience *
lp_audience_new (LpSession *session, const char *group_id)
{
  LpAudience *self = g_object_new (LP_TYPE_AUDIENCE, NULL);
  g_auto (GStrv) path = lp_session_dup_group_path (session, group_id);

  self->is_known = lp_session_may (session, LP_ACTION_VIEW_GROUP_CONTENT, group_id, NULL, NULL);
  self->candidates = g_object_new (LP_TYPE_MEMBER_LIST, "session", session, "group-id", group_id,
                                   "assignable", TRUE, NULL);
  for (guint i = 0; path[i] != NULL; i++)
    {
      LpMemberList *level = g_object_new (LP_TYPE_MEMBER_LIST, "session", session, "group-id", path[i],
                                          "assignable", TRUE, NULL);

      g_ptr_array_add (self->levels, level);
      g_signal_connect_object (level, "items-changed", G_CALLBACK (members_changed_cb), self,
                               G_CONNECT_SWAPPED);
    }
  return self;
}

LpMemberList *
lp_audience_get_candidates (LpAudience *self)
{
  return self->candidates;
}

static GListModel *
get_members (LpAudience *self)
{
  guint n = self->levels->len;

  return G_LIST_MODEL (n > 0 ? g_ptr_array_index (self->levels, n - 1) : self->candidates);
}

static LpMemberItem *
find_candidate (LpAudience *self, const char *person_id)
{
  GListModel *members = get_members (self);

  for (guint i = 0; person_id != NULL && i < g_list_model_get_n_items (members); i++)
    {
      /* Borrowed: the list holds it. */
      g_autoptr (LpMemberItem) item = g_list_model_get_item (members, i);

      if (g_str_equal (lp_member_item_get_person_id (item), person_id))
        return item;
    }
  return NULL;
}

/* Names by person id of everyone who sees a ticket under @choice. */
static GHashTable *
collect (LpAudience *self, LpAllocationChoice choice)
{
  GHashTable *people = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  guint first = choice == LP_ALLOCATION_ADMINS || self->levels->len == 0 ? 0 : self->levels->len - 1;

  for (guint level = first; level < self->levels->len; level++)
    {
      GListModel *members = g_ptr_array_index (self->levels, level);

      for (guint i = 0; i < g_list_model_get_n_items (members); i++)
        {
          g_autoptr (LpMemberItem) item = g_list_model_get_item (members, i);
          LpRole role = lp_member_item_get_membership (item)->role;

          if (choice == LP_ALLOCATION_EVERYONE || role == LP_ROLE_ADMIN || role == LP_ROLE_SUPPORT)
            g_hash_table_insert (people, g_strdup (lp_member_item_get_person_id (item)),
                                 g_strdup (lp_member_item_get_name (item)));
        }
    }
  return people;
}

static guint
count (LpAudience *self, LpAllocationChoice choice)
{
  g_autoptr (GHashTable) people = collect (self, choice);

  return g_hash_table_size (people);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return g_utf8_collate (*(const char *const *) a, *(const char *const *) b);
}

static char *
join_names (GHashTable *people)
{
  g_autofree char **names = g_new0 (char *, g_hash_table_size (people) + 1);
  GHashTableIter iter;
  gpointer name;
  guint n = 0;

  g_hash_table_iter_init (&iter, people);
  while (g_hash_table_iter_next (&iter, NULL, &name))
    names[n++] = name;
  qsort (names, n, sizeof (char *), compare_names);
  return g_strjoinv (", ", names);
}

char *
lp_audience_dup_count_text (LpAudience *self, LpAllocationChoice choice)
{
  guint n = count (self, choice);

  /* A plain member knows of herself only: a number would be wrong. */
  if (!self->is_known)
    return g_strdup ("");
  if (choice == LP_ALLOCATION_ADMINS)
    /* Translators: how many admins and support people see a ticket. */
    return g_strdup_printf (ngettext ("%u admin sees it", "%u admins see it", n), n);
  /* Translators: how many members of its group see a ticket. */
  return g_strdup_printf (ngettext ("%u member sees it", "%u members see it", n), n);
}

char *
lp_audience_describe (LpAudience *self, LpAllocationChoice choice, const char *assignee_id)
{
  g_autoptr (GHashTable) people = NULL;
  g_autofree char *names = NULL;
  LpMemberItem *person;
  guint n;

  if (choice == LP_ALLOCATION_PERSON)
    {
      person = find_candidate (self, assignee_id);
      /* Translators: %s is a person's name. */
      return person != NULL
                 ? g_strdup_printf (_ ("Only %s, and the admins"), lp_member_item_get_name (person))
                 : g_strdup (_ ("Nobody has been chosen yet"));
    }
  people = collect (self, choice);
  n = g_hash_table_size (people);
  if (n > 0 && n <= MAX_NAMES)
    {
      names = join_names (people);
      if (choice == LP_ALLOCATION_ADMINS)
        /* Translators: %s is the names of up to three admins. */
        return g_strdup_printf (_ ("Only admins: %s"), names);
      /* Translators: %s is the names of up to three members of a group. */
      return g_strdup_printf (_ ("Every member: %s"), names);
    }
  if (choice == LP_ALLOCATION_ADMINS)
    return g_strdup_printf (ngettext ("Only admins: %u person", "Only admins: %u people", n), n);
  return g_strdup_printf (ngettext ("Every member: %u person", "Every member: %u people", n), n);
}
