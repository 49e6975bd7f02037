/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Loads the vendor, groups, people and memberships of a data set. */

#include "lc-load-private.h"

#include <string.h>

#include "lc-id.h"
#include "lc-password.h"
#include "lc-vendor.h"
#include "lp-order-rules.h"
#include "lp-subscription-rules.h"
#include "lp-wire.h"

#define MIN_PASSWORD 12

static const char *const vendor_members[] = { "name",       "time_zone",   "fiscal_year_end", "country",
                                              "tax_id",     "tax_percent", "address",         "currency",
                                              "accounting", NULL };
static const char *const group_members[] = { "id",
                                             "parent",
                                             "name",
                                             "kind",
                                             "external_id",
                                             "country",
                                             "tax_id",
                                             "address",
                                             "fiscal_year_end",
                                             "tax_category",
                                             "default_visibility",
                                             "tax_percent",
                                             "workflow",
                                             "currency",
                                             "discount_percent",
                                             "consumer",
                                             "bills_clients",
                                             "accounting",
                                             "debtor_account",
                                             "payment_days",
                                             "buyer_reference",
                                             NULL };
static const char *const person_members[] = { "id", "email", "name", "password", NULL };
static const char *const membership_members[] = { "group", "person", "role", "rights", NULL };
static const char *const workflow_members[] = { "default_visibility", "allocate_to", "approval", NULL };

void
lc_load_group_free (LcLoadGroup *group)
{
  if (group == NULL)
    return;
  g_clear_pointer (&group->owned, g_ptr_array_unref);
  g_free (group->short_key);
  g_free (group);
}

static LcLoadGroup *
load_group_new (const LcLoadGroup *parent)
{
  LcLoadGroup *group = g_new0 (LcLoadGroup, 1);

  if (parent != NULL)
    *group = *parent;
  group->short_key = NULL;
  group->owned = g_ptr_array_new_with_free_func (g_free);
  return group;
}

/* Takes @value over where it is given; what is above holds otherwise. */
static void
load_group_set_fiscal_year_end (LcLoadGroup *group, const char *value)
{
  if (value == NULL)
    return;
  group->fiscal_year_end = g_strdup (value);
  g_ptr_array_add (group->owned, (gpointer) group->fiscal_year_end);
}

gboolean
lc_load_find_root (LcLoader *loader, GError **error)
{
  LpStatement *statement =
      lp_db_query (loader->db, error,
                   "SELECT row, fiscal_year_end, default_visibility, consumer FROM groups"
                   " WHERE parent IS NULL",
                   "");
  int visibility;

  if (statement == NULL)
    return FALSE;
  if (!lp_statement_step (statement, error))
    return error == NULL || *error == NULL;
  loader->root = load_group_new (NULL);
  loader->root->row = lp_statement_get_int (statement, 0);
  load_group_set_fiscal_year_end (loader->root, "12-31");
  load_group_set_fiscal_year_end (loader->root, lp_statement_get_text (statement, 1));
  if (lp_enum_from_nick (LP_TYPE_VISIBILITY, lp_statement_get_text (statement, 2), &visibility))
    loader->root->default_visibility = visibility;
  loader->root->consumer = lp_statement_get_int (statement, 3) == 1;
  lp_statement_reset (statement);
  return TRUE;
}

gboolean
lc_load_vendor (LcLoader *loader, const LcLoadItem *item, GError **fault, GError **error)
{
  g_autofree char *name = lc_load_get_text (item, "name", 1, LP_NAME_MAX, fault);
  g_autofree char *percent = lc_load_get_percent (item, "tax_percent", fault);
  g_autofree char *address = lc_load_get_json (item, "address");
  LcVendor vendor = { .name = name, .tax_percent = percent, .address = address };

  vendor.time_zone = lp_wire_get_string (item->object, item->pointer, "time_zone", FALSE, fault);
  vendor.country = lp_wire_get_string (item->object, item->pointer, "country", FALSE, fault);
  vendor.fiscal_year_end = lp_wire_get_string (item->object, item->pointer, "fiscal_year_end", FALSE, fault);
  vendor.tax_id = lp_wire_get_string (item->object, item->pointer, "tax_id", FALSE, fault);
  lp_wire_finish (item->object, item->pointer, vendor_members, fault);
  if (*fault != NULL || !lc_vendor_validate (&vendor, fault))
    return TRUE;
  return lc_vendor_create (loader->db, &vendor, error) != 0 && lc_load_find_root (loader, error);
}

/* What a group of the file says of itself; texts that are validated are owned. */
typedef struct
{
  char *name;
  int kind;
  char *external_id;
  const char *fiscal_year_end;
  int default_visibility;
  const char *allocate_to;
  const char *approval;
  const char *currency;
  const char *country;
  const char *tax_id;
  const char *tax_category;
  char *tax_percent;
  char *discount_percent;
  char *address;
  char *accounting;
  int consumer;
  int bills_clients;
} GroupMembers;

static void
group_members_clear (GroupMembers *members)
{
  g_free (members->name);
  g_free (members->external_id);
  g_free (members->tax_percent);
  g_free (members->discount_percent);
  g_free (members->address);
  g_free (members->accounting);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GroupMembers, group_members_clear)

/* TRUE, FALSE, or -1 where it is left out. */
static int
get_optional_boolean (const LcLoadItem *item, const char *name, GError **fault)
{
  if (!json_object_has_member (item->object, name) || json_object_get_null_member (item->object, name))
    return -1;
  return lp_wire_get_boolean (item->object, item->pointer, name, FALSE, FALSE, fault);
}

static void
check_one_of (const char *pointer,
              const char *name,
              const char *value,
              const char *const *choices,
              GError **fault)
{
  g_autofree char *list = g_strjoinv (", ", (char **) choices);
  g_autofree char *at = g_strconcat (pointer, "/", name, NULL);

  if (value != NULL && !g_strv_contains (choices, value))
    lp_error_add_field (fault, at, "“%s” is not known here; it must be one of %s", value, list);
}

static void
read_workflow (GroupMembers *members, const LcLoadItem *item, GError **fault)
{
  static const char *const allocations[] = { "group", "creator", NULL };
  JsonObject *workflow = lp_wire_get_object (item->object, item->pointer, "workflow", FALSE, fault);
  g_autofree char *pointer = g_strconcat (item->pointer, "/workflow", NULL);
  g_autofree char *approval_pointer = g_strconcat (pointer, "/approval", NULL);
  const char *prefix = "above_quantity:";

  if (workflow == NULL)
    return;
  members->default_visibility = lp_wire_get_enum (workflow, pointer, "default_visibility", LP_TYPE_VISIBILITY,
                                                  FALSE, members->default_visibility, fault);
  members->allocate_to = lp_wire_get_string (workflow, pointer, "allocate_to", FALSE, fault);
  check_one_of (pointer, "allocate_to", members->allocate_to, allocations, fault);
  members->approval = lp_wire_get_string (workflow, pointer, "approval", FALSE, fault);
  if (members->approval != NULL && !g_str_equal (members->approval, "none") &&
      !g_str_equal (members->approval, "always") &&
      !(g_str_has_prefix (members->approval, prefix) &&
        g_ascii_string_to_unsigned (members->approval + strlen (prefix), 10, 0, G_MAXINT32, NULL, NULL)))
    lp_error_add_field (fault, approval_pointer,
                        "Approval is none, always, or above_quantity:N with a number N");
  lp_wire_finish (workflow, pointer, workflow_members, fault);
}

static void
read_group (GroupMembers *members, const LcLoadItem *item, GError **fault)
{
  const char *at = item->pointer;
  JsonObject *object = item->object;

  members->name = lc_load_get_text (item, "name", 1, LP_NAME_MAX, fault);
  members->kind = lp_wire_get_enum (object, at, "kind", LP_TYPE_GROUP_KIND, TRUE, LP_GROUP_UNIT, fault);
  members->external_id = lc_load_get_text (item, "external_id", 0, LP_NAME_MAX, fault);
  members->fiscal_year_end = lp_wire_get_string (object, at, "fiscal_year_end", FALSE, fault);
  members->default_visibility = lp_wire_get_enum (object, at, "default_visibility", LP_TYPE_VISIBILITY, FALSE,
                                                  -1, fault);
  members->currency = lp_wire_get_string (object, at, "currency", FALSE, fault);
  members->country = lp_wire_get_string (object, at, "country", FALSE, fault);
  members->tax_id = lp_wire_get_string (object, at, "tax_id", FALSE, fault);
  members->tax_category = lp_wire_get_string (object, at, "tax_category", FALSE, fault);
  members->tax_percent = lc_load_get_percent (item, "tax_percent", fault);
  members->discount_percent = lc_load_get_percent (item, "discount_percent", fault);
  members->consumer = get_optional_boolean (item, "consumer", fault);
  members->bills_clients = get_optional_boolean (item, "bills_clients", fault);
  members->address = lc_load_get_json (item, "address");
  members->accounting = lc_load_get_json (item, "accounting");
  read_workflow (members, item, fault);
  lp_wire_finish (object, at, group_members, fault);
}

static void
check_group (const GroupMembers *members, const LcLoadItem *item, GError **fault)
{
  g_autofree char *name = g_strconcat (item->pointer, "/name", NULL);
  g_autofree char *kind = g_strconcat (item->pointer, "/kind", NULL);
  g_autofree char *fiscal = g_strconcat (item->pointer, "/fiscal_year_end", NULL);

  if (members->name != NULL && strchr (members->name, '/') != NULL)
    lp_error_add_field (fault, name, "A name must not contain a slash, since paths are made of names");
  if (members->kind == LP_GROUP_VENDOR)
    lp_error_add_field (fault, kind, "Only the root is of kind vendor; use reseller, client or unit");
  if (members->fiscal_year_end != NULL && lp_fiscal_year_end (0, members->fiscal_year_end) == LP_DATE_NONE)
    lp_error_add_field (fault, fiscal, "A fiscal year end is a month and day, such as 12-31");
}

static gboolean
insert_group (LcLoader *loader,
              const GroupMembers *members,
              LcLoadGroup *group,
              gint64 parent,
              GError **error)
{
  g_autofree char *id = lc_id_new ();
  g_autofree char *short_key = NULL;
  LpStatement *statement;

  if (parent == loader->root->row)
    {
      short_key = lc_group_short_key_new (loader->db, members->name, error);
      if (short_key == NULL)
        return FALSE;
    }
  statement =
      lp_db_prepare (loader->db,
                     "INSERT INTO groups (id, parent, name, kind, external_id, short_key, fiscal_year_end,"
                     " default_visibility, allocate_to, approval, currency, country, tax_id, tax_category,"
                     " tax_percent, discount_percent, address, accounting) VALUES ($1, $2, $3, $4, $5, $6,"
                     " $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)",
                     error);
  if (statement == NULL)
    return FALSE;
  lp_statement_bind (statement, "titttttttttttttttt", id, parent, members->name,
                     lp_enum_get_nick (LP_TYPE_GROUP_KIND, members->kind), members->external_id, short_key,
                     members->fiscal_year_end,
                     members->default_visibility >= 0
                         ? lp_enum_get_nick (LP_TYPE_VISIBILITY, members->default_visibility)
                         : NULL,
                     members->allocate_to, members->approval, members->currency, members->country,
                     members->tax_id, members->tax_category, members->tax_percent, members->discount_percent,
                     members->address, members->accounting);
  if (!lp_statement_run (statement, error))
    return FALSE;
  group->row = lp_db_get_last_row (loader->db);
  return (members->consumer < 0 ||
          lp_db_run (loader->db, error, "UPDATE groups SET consumer = $1 WHERE row = $2", "bi",
                     members->consumer, group->row)) &&
         (members->bills_clients < 0 ||
          lp_db_run (loader->db, error, "UPDATE groups SET bills_clients = $1 WHERE row = $2", "bi",
                     members->bills_clients, group->row)) &&
         lp_db_run (loader->db, error,
                    "INSERT INTO group_tree (ancestor, descendant, depth)"
                    " SELECT ancestor, $1, depth + 1 FROM group_tree WHERE descendant = $2"
                    " UNION ALL SELECT $1, $1, 0",
                    "ii", group->row, parent);
}

gboolean
lc_load_group (LcLoader *loader, const LcLoadItem *item, GError **fault, GError **error)
{
  g_auto (GroupMembers) members = { 0 };
  const char *id = lc_load_take_id (item, loader->groups, fault);
  LcLoadGroup *parent = lc_load_get_link (item, loader->groups, "parent", FALSE, fault);
  LcLoadGroup *group;
  gint64 siblings;

  read_group (&members, item, fault);
  check_group (&members, item, fault);
  if (!lc_load_exists (loader, item, "external_id", "SELECT count(*) FROM groups WHERE external_id = $1",
                       members.external_id, fault, error))
    return FALSE;
  if (*fault != NULL)
    return TRUE;

  if (parent == NULL)
    parent = loader->root;
  siblings =
      lp_db_query_int (loader->db, -1, error,
                       "SELECT count(*) FROM groups WHERE parent = $1 AND name = $2 AND archived_at IS NULL",
                       "it", parent->row, members.name);
  if (siblings > 0)
    lc_load_add_existing (item, "name", members.name, fault);
  if (siblings != 0)
    return siblings > 0;

  group = load_group_new (parent);
  g_hash_table_insert (loader->groups, g_strdup (id), group);
  load_group_set_fiscal_year_end (group, members.fiscal_year_end);
  if (members.default_visibility >= 0)
    group->default_visibility = members.default_visibility;
  if (members.consumer >= 0)
    group->consumer = members.consumer;
  return insert_group (loader, &members, group, parent->row, error);
}

/* Argon2id is slow on purpose; a demo data set has one password for everybody. */
static const char *
hash_password (LcLoader *loader, const char *password, GError **error)
{
  char *hash = g_hash_table_lookup (loader->hashes, password);

  if (hash == NULL)
    {
      hash = lc_password_hash (password, error);
      if (hash != NULL)
        g_hash_table_insert (loader->hashes, g_strdup (password), hash);
    }
  return hash;
}

gboolean
lc_load_person (LcLoader *loader, const LcLoadItem *item, GError **fault, GError **error)
{
  const char *id = lc_load_take_id (item, loader->people, fault);
  const char *given = lp_wire_get_string (item->object, item->pointer, "email", TRUE, fault);
  const char *password = lp_wire_get_string (item->object, item->pointer, "password", FALSE, fault);
  g_autofree char *email_pointer = g_strconcat (item->pointer, "/email", NULL);
  g_autofree char *password_pointer = g_strconcat (item->pointer, "/password", NULL);
  g_autofree char *email = given != NULL ? lp_email_validate (given, email_pointer, fault) : NULL;
  g_autofree char *folded = email != NULL ? g_utf8_casefold (email, -1) : NULL;
  g_autofree char *name = lc_load_get_text (item, "name", 1, LP_NAME_MAX, fault);
  g_autofree char *own_id = lc_id_new ();
  const char *hash = NULL;
  gint64 *row;

  lp_wire_finish (item->object, item->pointer, person_members, fault);
  if (password != NULL && g_utf8_strlen (password, -1) < MIN_PASSWORD)
    lp_error_add_field (fault, password_pointer, "A password has at least %d characters", MIN_PASSWORD);
  if (!lc_load_exists (loader, item, "email", "SELECT count(*) FROM person WHERE email_folded = $1", folded,
                       fault, error))
    return FALSE;
  if (*fault != NULL)
    return TRUE;

  if (password != NULL)
    {
      hash = hash_password (loader, password, error);
      if (hash == NULL)
        return FALSE;
    }
  if (!lp_db_run (loader->db, error,
                  "INSERT INTO person (id, email, email_folded, name, state, password_hash, created_at)"
                  " VALUES ($1, $2, $3, $4, $5, $6, $7)",
                  "ttttttt", own_id, email, folded, name, password != NULL ? "active" : "invited", hash,
                  loader->tx->now))
    return FALSE;
  row = g_new (gint64, 1);
  *row = lp_db_get_last_row (loader->db);
  g_hash_table_insert (loader->people, g_strdup (id), row);
  return TRUE;
}

static LpRights
read_rights (JsonObject *rights, const char *pointer, const char *category, GError **fault)
{
  g_auto (GStrv) names = lp_wire_dup_strings (rights, pointer, category, FALSE, fault);
  g_autofree char *at = g_strconcat (pointer, "/", category, NULL);
  LpRights result = 0;

  for (gsize i = 0; names != NULL && names[i] != NULL; i++)
    {
      int right;

      if (lp_enum_from_nick (LP_TYPE_RIGHTS, names[i], &right))
        result |= (LpRights) right;
      else
        lp_error_add_field (fault, at, "“%s” is no right; the rights are create, modify and revoke",
                            names[i]);
    }
  return result;
}

static gboolean
insert_rights (LcLoader *loader,
               const LcLoadItem *item,
               JsonObject *rights,
               gint64 person,
               gint64 group,
               GError **fault,
               GError **error)
{
  g_autoptr (GList) names = rights != NULL ? json_object_get_members (rights) : NULL;
  g_autofree char *pointer = g_strconcat (item->pointer, "/rights", NULL);

  for (GList *l = names; l != NULL; l = l->next)
    {
      const gint64 *category = lc_load_find (loader, loader->categories, l->data);
      g_autofree char *at = g_strconcat (pointer, "/", (const char *) l->data, NULL);
      LpRights bits = read_rights (rights, pointer, l->data, fault);

      if (category == NULL)
        lc_load_add_link_fault (loader, loader->categories, l->data, at, fault);
      else if (*fault == NULL && bits != 0 &&
               !lp_db_run (loader->db, error,
                           "INSERT INTO membership_right (person, group_row, category, rights)"
                           " VALUES ($1, $2, $3, $4)",
                           "iiii", person, group, *category, (gint64) bits))
        return FALSE;
    }
  return TRUE;
}

gboolean
lc_load_membership (LcLoader *loader, const LcLoadItem *item, GError **fault, GError **error)
{
  LcLoadGroup *group = lc_load_get_link (item, loader->groups, "group", FALSE, fault);
  const gint64 *person = lc_load_get_link (item, loader->people, "person", TRUE, fault);
  int role = lp_wire_get_enum (item->object, item->pointer, "role", LP_TYPE_ROLE, TRUE, LP_ROLE_MEMBER,
                               fault);
  JsonObject *rights = lp_wire_get_object (item->object, item->pointer, "rights", FALSE, fault);
  g_autofree char *rights_pointer = g_strconcat (item->pointer, "/rights", NULL);
  gint64 *key;

  lp_wire_finish (item->object, item->pointer, membership_members, fault);
  if (rights != NULL && json_object_get_size (rights) > 0 && role != LP_ROLE_ADMIN)
    lp_error_add_field (fault, rights_pointer,
                        "Only an admin has category rights; leave them out for this role");
  if (*fault != NULL)
    return TRUE;

  if (group == NULL)
    group = loader->root;
  key = g_new (gint64, 1);
  *key = group->row << 32 | *person;
  if (!g_hash_table_add (loader->members, key))
    {
      lc_load_add_existing (item, NULL,
                            lp_wire_get_string (item->object, item->pointer, "person", TRUE, NULL), fault);
      return TRUE;
    }
  if (!lp_db_run (loader->db, error, "INSERT INTO membership (person, group_row, role) VALUES ($1, $2, $3)",
                  "iit", *person, group->row, lp_enum_get_nick (LP_TYPE_ROLE, role)))
    return FALSE;
  return insert_rights (loader, item, rights, *person, group->row, fault, error);
}
