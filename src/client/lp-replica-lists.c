/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lp-replica-lists.h"

#include "lp-replica-rows.h"
#include "lp-subscription-rules.h"

static void
clear_group_count (gpointer data)
{
  g_clear_pointer (&((LpGroupCount *) data)->group, lp_group_unref);
}

/* All objects of column 0. Those that cannot be read are left out. */
static GPtrArray *
collect (LpStatement *rows, LpKinds kind, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (lp_replica_rows_get_free_func (kind));
  g_autoptr (GError) fault = NULL;

  if (rows == NULL)
    return NULL;
  while (lp_statement_step (rows, &fault))
    {
      gpointer object = lp_replica_rows_parse (kind, lp_statement_get_text (rows, 0));

      if (object != NULL)
        g_ptr_array_add (list, object);
    }
  if (fault == NULL)
    return g_steal_pointer (&list);
  g_propagate_error (error, g_steal_pointer (&fault));
  return NULL;
}

static int
compare_paths (gconstpointer a, gconstpointer b)
{
  const LpGroup *first = *(LpGroup *const *) a;
  const LpGroup *second = *(LpGroup *const *) b;

  return g_strcmp0 (first->path, second->path);
}

/* Parents first: by depth of their path is not enough, since the viewer may see two unrelated trees; a group
 * comes after the group that is its parent. */
static void
add_with_children (LpReplicaStore *self,
                   GHashTable *children,
                   LpGroup *group,
                   const guint32 *counts,
                   GArray *result)
{
  guint index = result->len;
  const LpGroupCount own = { lp_group_ref (group), counts[lp_refs_find (&self->groups, group->id)], 0 };
  GPtrArray *below = g_hash_table_lookup (children, group->id);
  guint sum = own.tickets;

  g_array_append_val (result, own);
  g_hash_table_steal (children, group->id); /* a ring cannot hold us for ever */
  for (guint i = 0; below != NULL && i < below->len; i++)
    {
      guint at = result->len;

      add_with_children (self, children, g_ptr_array_index (below, i), counts, result);
      sum += g_array_index (result, LpGroupCount, at).subtree_tickets;
    }
  if (below != NULL)
    g_ptr_array_unref (below);
  g_array_index (result, LpGroupCount, index).subtree_tickets = sum;
}

static GHashTable *
group_children (LpReplicaStore *self, GPtrArray *groups, GPtrArray *roots)
{
  GHashTable *children = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                                (GDestroyNotify) g_ptr_array_unref);
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < groups->len; i++)
    g_hash_table_add (known, ((LpGroup *) g_ptr_array_index (groups, i))->id);
  for (guint i = 0; i < groups->len; i++)
    {
      LpGroup *group = g_ptr_array_index (groups, i);
      GPtrArray *siblings = roots;

      if (group->parent_id != NULL && g_hash_table_contains (known, group->parent_id))
        {
          siblings = g_hash_table_lookup (children, group->parent_id);
          if (siblings == NULL)
            {
              siblings = g_ptr_array_new ();
              g_hash_table_insert (children, group->parent_id, siblings);
            }
        }
      g_ptr_array_add (siblings, group);
    }
  return children;
}

GArray *
lp_replica_list_groups (LpReplicaStore *self, GError **error)
{
  g_autoptr (GPtrArray) groups =
      collect (lp_db_query (self->db, error, "SELECT object FROM groups WHERE object IS NOT NULL", ""),
               LP_KIND_GROUP, error);
  g_autoptr (GPtrArray) roots = g_ptr_array_new ();
  g_autoptr (GHashTable) children = NULL;
  g_autofree guint32 *counts = g_new0 (guint32, self->groups.names->len);
  GArray *result;

  if (groups == NULL)
    return NULL;
  for (guint32 row = 1; row < self->tickets.columns.n; row++)
    {
      if (self->tickets.states[row] != LP_TICKET_GONE)
        counts[self->tickets.groups[row]]++;
    }
  g_ptr_array_sort (groups, compare_paths);
  children = group_children (self, groups, roots);
  result = g_array_sized_new (FALSE, FALSE, sizeof (LpGroupCount), groups->len);
  g_array_set_clear_func (result, clear_group_count);
  for (guint i = 0; i < roots->len; i++)
    add_with_children (self, children, g_ptr_array_index (roots, i), counts, result);
  return result;
}

GPtrArray *
lp_replica_list_members (LpReplicaStore *self, const char *group_id, GError **error)
{
  return collect (lp_db_query (self->db, error,
                               "SELECT m.object FROM membership m LEFT JOIN person p ON p.id = m.person_id"
                               " WHERE m.group_id = $1 ORDER BY p.name COLLATE NOCASE, p.email",
                               "t", group_id),
                  LP_KIND_MEMBERSHIP, error);
}

GPtrArray *
lp_replica_list_memberships (LpReplicaStore *self, const char *person_id, GError **error)
{
  return collect (lp_db_query (self->db, error,
                               "SELECT m.object FROM membership m LEFT JOIN groups g ON g.id = m.group_id"
                               " WHERE m.person_id = $1 ORDER BY g.name",
                               "t", person_id),
                  LP_KIND_MEMBERSHIP, error);
}

/* Whether every word begins a word of @searched, both folded. */
static gboolean
begins_words (const char *searched, char *const *words)
{
  for (; *words != NULL; words++)
    {
      const char *at = searched;
      gboolean found = FALSE;

      while (!found && (at = strstr (at, *words)) != NULL)
        {
          found = at == searched || !g_unichar_isalnum (g_utf8_get_char (g_utf8_prev_char (at)));
          at++;
        }
      if (!found)
        return FALSE;
    }
  return TRUE;
}

static char **
fold_words (const char *text)
{
  g_autofree char *folded = lp_text_fold (text);
  g_auto (GStrv) words = g_strsplit_set (folded, " \t\n", -1);
  GPtrArray *kept = g_ptr_array_new ();

  for (char **word = words; *word != NULL; word++)
    {
      if (**word != '\0')
        g_ptr_array_add (kept, g_strdup (*word));
    }
  g_ptr_array_add (kept, NULL);
  return (char **) g_ptr_array_free (kept, FALSE);
}

GPtrArray *
lp_replica_list_people (LpReplicaStore *self,
                        const char *text,
                        const char *group_id,
                        guint limit,
                        GError **error)
{
  static const char all_sql[] = "SELECT object, row FROM person WHERE object IS NOT NULL"
                                " ORDER BY name COLLATE NOCASE, email";
  static const char group_sql[] =
      "SELECT p.object, p.row FROM person p JOIN membership m ON m.person_id = p.id"
      " WHERE m.group_id = $1 AND p.object IS NOT NULL ORDER BY p.name COLLATE NOCASE, p.email";
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) lp_person_unref);
  g_autoptr (GError) fault = NULL;
  g_auto (GStrv) words = fold_words (text);
  LpStatement *rows = group_id != NULL ? lp_db_query (self->db, &fault, group_sql, "t", group_id)
                                       : lp_db_query (self->db, &fault, all_sql, "");

  while (rows != NULL && list->len < limit && lp_statement_step (rows, &fault))
    {
      guint32 row = (guint32) lp_statement_get_int (rows, 1);
      const char *searched = row < self->persons.searched->len
                                 ? g_ptr_array_index (self->persons.searched, row)
                                 : NULL;
      LpPerson *person = searched != NULL && begins_words (searched, words)
                             ? lp_replica_rows_parse (LP_KIND_PERSON, lp_statement_get_text (rows, 0))
                             : NULL;

      if (person != NULL)
        g_ptr_array_add (list, person);
    }
  if (rows != NULL)
    lp_statement_reset (rows);
  if (fault == NULL)
    return g_steal_pointer (&list);
  g_propagate_error (error, g_steal_pointer (&fault));
  return NULL;
}

/* The ids from the topmost visible group down to @group_id. */
char **
lp_replica_store_dup_path (LpReplicaStore *self, const char *group_id)
{
  g_autoptr (GPtrArray) up = g_ptr_array_new ();
  guint32 row = lp_refs_find (&self->groups, group_id);
  GPtrArray *path = g_ptr_array_new ();

  while (row != 0 && up->len < 64)
    {
      g_ptr_array_add (up, g_ptr_array_index (self->groups.ids, row));
      row = lp_refs_find (&self->groups, g_ptr_array_index (self->groups.parents, row));
    }
  for (guint i = up->len; i > 0; i--)
    g_ptr_array_add (path, g_strdup (g_ptr_array_index (up, i - 1)));
  g_ptr_array_add (path, NULL);
  return (char **) g_ptr_array_free (path, FALSE);
}

static gboolean
may_create (LpReplicaStore *self, const char *const *path, const char *category_id)
{
  LpActor actor;

  if (self->me == NULL)
    return FALSE;
  lp_me_get_actor (self->me, &actor);
  return lp_permission_is_vendor_admin (&actor) ||
         (lp_permission_get_rights (&actor, path, category_id) & LP_RIGHT_CREATE) != 0;
}

GPtrArray *
lp_replica_list_categories (LpReplicaStore *self, const char *group_id, GError **error)
{
  GPtrArray *list = collect (lp_db_query (self->db, error, "SELECT object FROM category ORDER BY name", ""),
                             LP_KIND_CATEGORY, error);
  g_auto (GStrv) path = NULL;

  if (list == NULL || group_id == NULL)
    return list;
  path = lp_replica_store_dup_path (self, group_id);
  for (guint i = list->len; i > 0; i--)
    {
      const LpCategory *category = g_ptr_array_index (list, i - 1);

      if (!may_create (self, (const char *const *) path, category->id))
        g_ptr_array_remove_index (list, i - 1);
    }
  return list;
}

static gboolean
product_fits (LpReplicaStore *self,
              const LpProduct *product,
              const char *category_id,
              const char *const *path)
{
  gboolean fits = FALSE;

  if (category_id == NULL && path == NULL)
    return TRUE;
  for (char **id = product->category_ids; !fits && id != NULL && *id != NULL; id++)
    fits = (category_id == NULL || g_str_equal (*id, category_id)) &&
           (path == NULL || may_create (self, path, *id));
  return fits;
}

GPtrArray *
lp_replica_list_products (LpReplicaStore *self,
                          const char *category_id,
                          const char *group_id,
                          const char *text,
                          GError **error)
{
  GPtrArray *list = collect (lp_db_query (self->db, error,
                                          "SELECT object FROM product WHERE object IS NOT NULL"
                                          " ORDER BY name COLLATE NOCASE, code",
                                          ""),
                             LP_KIND_PRODUCT, error);
  g_auto (GStrv) path = group_id != NULL ? lp_replica_store_dup_path (self, group_id) : NULL;
  g_auto (GStrv) words = fold_words (text);

  for (guint i = list != NULL ? list->len : 0; i > 0; i--)
    {
      const LpProduct *product = g_ptr_array_index (list, i - 1);
      guint32 row = lp_refs_find (&self->products, product->id);
      const char *searched = g_ptr_array_index (self->products.searched, row);

      if (!product_fits (self, product, category_id, (const char *const *) path) || searched == NULL ||
          !begins_words (searched, words))
        g_ptr_array_remove_index (list, i - 1);
    }
  return list;
}
