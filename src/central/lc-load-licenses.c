/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Loads the licenses of a data set with their tickets and subscriptions, and their activations. */

#include "lc-load-private.h"

#include <string.h>

#include "lc-id.h"
#include "lc-ticket-columns.h"
#include "lp-allocation.h"
#include "lp-order-rules.h"
#include "lp-subscription-rules.h"
#include "lp-ticket-code.h"
#include "lp-wire.h"

#define MAX_TERM_MONTHS 1200

static const char *const license_members[] = { "ticket",           "group",        "product",
                                               "modules",          "entries",      "quantity",
                                               "reference",        "created_on",   "assignee",
                                               "visible_to_group", "subscription", NULL };
static const char *const subscription_members[] = { "start_mode",     "expiry_mode", "start",
                                                    "initial_expiry", "term",        "notice",
                                                    "cancelled_on",   "revoked_on",  NULL };
static const char *const activation_members[] = { "ticket", "container", "person", "activated_at", NULL };

/* A license on its way from the file to its rows. */
typedef struct
{
  LcLoadGroup *group;
  const LcLoadProduct *product;
  LpOrderRequest *request; /* validated */
  char code[LP_TICKET_CODE_SIZE];
  const gint64 *assignee; /* nullable */
  gboolean visible;
  LpDate created_on;
  LpDate technical_expiry;
  /* Subscriptions only */
  LpSubscriptionTerms terms;
  LpPeriod term;
  LpDate cancelled_on;
  LpDate revoked_on;
  LpDate committed_until;
  LpDate ends_on;
  LpDate deadline;
  GArray *renewals;
} License;

static void
license_clear (License *license)
{
  g_clear_pointer (&license->request, lp_order_request_unref);
  g_clear_pointer (&license->renewals, g_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (License, license_clear)

static void
add_fault (GError **fault, const LcLoadItem *item, const char *pointer, const char *detail)
{
  g_autofree char *at = g_strconcat (item->pointer, pointer, NULL);

  lp_error_add_field (fault, at, "%s", detail);
}

static void
read_code (License *license, const LcLoadItem *item, GError **fault)
{
  const char *text = lp_wire_get_string (item->object, item->pointer, "ticket", FALSE, fault);
  LpTicketCodeResult result;

  if (text == NULL)
    {
      lc_ticket_code_new (license->code);
      return;
    }
  result = lp_ticket_code_normalize (text, license->code);
  if (result != LP_TICKET_CODE_OK)
    add_fault (fault, item, "/ticket", lp_ticket_code_explain (result));
}

static LpOrderRequest *
read_request (const LcLoadItem *item, const LpProduct *product, GError **fault)
{
  g_autoptr (LpOrderRequest) request = lp_order_request_new ();
  g_autoptr (GError) wrong = NULL;
  g_autofree char *entries_at = g_strconcat (item->pointer, "/entries", NULL);
  JsonObject *entries = lp_wire_get_object (item->object, item->pointer, "entries", FALSE, fault);
  LpOrderRequest *validated;

  request->group_id = g_strdup ("");
  request->product_id = g_strdup ("");
  request->licenses = 1;
  request->quantity = (int) lp_wire_get_int (item->object, item->pointer, "quantity", 1,
                                             LP_ORDER_MAX_QUANTITY, FALSE, 1, fault);
  request->modules = lp_wire_dup_strings (item->object, item->pointer, "modules", FALSE, fault);
  request->reference = g_strdup (lp_wire_get_string (item->object, item->pointer, "reference", FALSE, fault));
  request->start_mode = -1;
  request->expiry_mode = -1;
  request->initial_expiry = LP_DATE_NONE;
  g_clear_pointer (&request->entries, g_array_unref);
  if (entries != NULL && lp_wire_check_entry_types (entries, product, fault))
    request->entries = lp_wire_read_entry_values (entries, entries_at, fault);
  if (request->entries == NULL)
    request->entries = lp_entry_values_new ();
  if (*fault != NULL)
    return NULL;

  validated = lp_order_request_validate (request, product, &wrong);
  if (validated == NULL)
    {
      lp_error_prefix_fields (wrong, item->pointer);
      g_propagate_error (fault, g_steal_pointer (&wrong));
    }
  return validated;
}

static void
read_allocation (LcLoader *loader, License *license, const LcLoadItem *item, GError **fault)
{
  gboolean given = json_object_has_member (item->object, "visible_to_group");
  gint64 key;

  license->assignee = lc_load_get_link (item, loader->people, "assignee", FALSE, fault);
  license->visible = lp_wire_get_boolean (item->object, item->pointer, "visible_to_group", FALSE, FALSE,
                                          fault);
  if (!given && license->assignee == NULL && license->group != NULL)
    license->visible = license->group->default_visibility == LP_VISIBILITY_VISIBLE;
  if (license->assignee == NULL || license->group == NULL)
    return;
  if (license->visible)
    add_fault (fault, item, "/visible_to_group",
               "A ticket is allocated to a person or visible to the group, not both");
  key = license->group->row << 32 | *license->assignee;
  if (!g_hash_table_contains (loader->members, &key))
    add_fault (fault, item, "/assignee", "The assignee needs a membership in the license's own group");
}

static LpPeriod
read_period (JsonObject *object, const char *pointer, const char *name, LpPeriod fallback, GError **fault)
{
  const char *text = object != NULL ? lp_wire_get_string (object, pointer, name, FALSE, fault) : NULL;
  g_autofree char *at = g_strconcat (pointer, "/", name, NULL);
  LpPeriod period = fallback;

  if (text != NULL && !lp_period_parse (text, &period))
    lp_error_add_field (fault, at, "A duration has one unit, such as P1Y, P3M, P6W or P30D");
  return period;
}

/* What is to be revoked is there already: created, and started unless it waits for its first activation. */
static void
check_first_day_of_revocation (const License *license, const char *revoked_at, LpDate today, GError **fault)
{
  gboolean given = license->created_on != LP_DATE_NONE;
  LpDate created_on = given ? license->created_on : today;
  char day[LP_DATE_STRING_SIZE];

  if (license->terms.start != LP_DATE_NONE && license->revoked_on < license->terms.start)
    lp_error_add_field (fault, revoked_at, "A revocation is not before the start: give %s or a later day",
                        lp_date_format (license->terms.start, day));
  else if (license->revoked_on < created_on)
    lp_error_add_field (fault, revoked_at,
                        given ? "A revocation is not before “created_on”: give %s or a later day"
                              : "A revocation is not before “created_on”, which is %s unless it is given",
                        lp_date_format (created_on, day));
}

static void
check_days (const License *license, const char *pointer, LpDate today, GError **fault)
{
  g_autofree char *cancelled_at = g_strconcat (pointer, "/cancelled_on", NULL);
  g_autofree char *revoked_at = g_strconcat (pointer, "/revoked_on", NULL);
  g_autofree char *term_at = g_strconcat (pointer, "/term", NULL);
  LpDate start = license->terms.start;

  if (license->cancelled_on != LP_DATE_NONE && !lp_date_is_business_day (license->cancelled_on))
    lp_error_add_field (fault, cancelled_at, "A day lies between 1900-01-01 and 2999-12-31");
  if (license->revoked_on != LP_DATE_NONE && !lp_date_is_business_day (license->revoked_on))
    lp_error_add_field (fault, revoked_at, "A day lies between 1900-01-01 and 2999-12-31");
  if (license->terms.term_months < 1 || license->terms.term_months > MAX_TERM_MONTHS)
    lp_error_add_field (fault, term_at, "A term is 1 to %d whole months, or years, such as P1Y",
                        MAX_TERM_MONTHS);
  if (license->cancelled_on != LP_DATE_NONE)
    {
      if (start != LP_DATE_NONE && license->cancelled_on < start)
        lp_error_add_field (fault, cancelled_at, "A cancellation is not before the start");
      if (license->cancelled_on > today)
        lp_error_add_field (fault, cancelled_at,
                            "A cancellation is not after the day of loading; see --as-of");
    }
  if (license->revoked_on == LP_DATE_NONE)
    return;
  if (license->revoked_on > today)
    lp_error_add_field (fault, revoked_at, "A revocation is not after the day of loading; see --as-of");
  if (license->cancelled_on != LP_DATE_NONE && license->cancelled_on > license->revoked_on)
    lp_error_add_field (fault, cancelled_at, "A cancellation is not after the revocation");
  check_first_day_of_revocation (license, revoked_at, today, fault);
}

/* A consumer's contract has the limits of BGB § 309 No. 9 where the product's defaults go beyond them. */
static void
apply_consumer_limits (License *license, gboolean notice_given, gboolean term_given)
{
  LpSubscriptionTerms shortened = license->terms;

  lp_subscription_shorten_for_consumer (&shortened);
  if (!notice_given)
    license->terms.notice = shortened.notice;
  if (!term_given && shortened.term_months != license->terms.term_months)
    {
      license->terms.term_months = shortened.term_months;
      license->term = (LpPeriod){ shortened.term_months, LP_PERIOD_MONTHS };
    }
}

static void
read_terms (LcLoader *loader, License *license, const LcLoadItem *item, GError **fault)
{
  const LpProduct *product = license->product->product;
  JsonObject *object = lp_wire_get_object (item->object, item->pointer, "subscription", FALSE, fault);
  g_autofree char *pointer = g_strconcat (item->pointer, "/subscription", NULL);
  g_autoptr (JsonObject) empty = json_object_new ();
  LpSubscriptionTerms *terms = &license->terms;
  g_autoptr (GError) wrong = NULL;

  if (object == NULL)
    object = empty;
  terms->start_mode = lp_wire_get_enum (object, pointer, "start_mode", LP_TYPE_START_MODE, FALSE,
                                        product->start_mode, fault);
  terms->expiry_mode = lp_wire_get_enum (object, pointer, "expiry_mode", LP_TYPE_EXPIRY_MODE, FALSE,
                                         product->expiry_mode, fault);
  terms->start = lp_wire_get_date (object, pointer, "start", FALSE, fault);
  terms->initial_expiry = lp_wire_get_date (object, pointer, "initial_expiry", FALSE, fault);
  license->term = read_period (object, pointer, "term", product->term, fault);
  terms->term_months = lp_period_get_months (license->term);
  terms->notice = read_period (object, pointer, "notice", product->notice, fault);
  terms->fiscal_year_end = license->group->fiscal_year_end;
  terms->consumer = license->group->consumer;
  license->cancelled_on = lp_wire_get_date (object, pointer, "cancelled_on", FALSE, fault);
  license->revoked_on = lp_wire_get_date (object, pointer, "revoked_on", FALSE, fault);
  lp_wire_finish (object, pointer, subscription_members, fault);

  if (terms->initial_expiry != LP_DATE_NONE)
    terms->expiry_mode = LP_EXPIRY_FIXED;
  if (terms->start == LP_DATE_NONE && terms->start_mode == LP_START_PURCHASE)
    terms->start = license->created_on != LP_DATE_NONE ? license->created_on : loader->tx->today;
  if (license->created_on == LP_DATE_NONE)
    license->created_on = terms->start;
  apply_consumer_limits (license, json_object_has_member (object, "notice"),
                         json_object_has_member (object, "term"));
  check_days (license, pointer, loader->tx->today, fault);
  if (*fault != NULL || lp_subscription_validate (terms, &wrong))
    return;
  lp_error_prefix_fields (wrong, pointer);
  g_propagate_error (fault, g_steal_pointer (&wrong));
}

/* As if the service had run all along: what was due up to the day on which somebody cancelled or revoked. */
static void
compute_subscription (LcLoader *loader, License *license)
{
  gboolean stopped = license->cancelled_on != LP_DATE_NONE || license->revoked_on != LP_DATE_NONE;
  LpDate until = loader->tx->today;
  LpDate first;

  license->committed_until = license->ends_on = license->deadline = LP_DATE_NONE;
  if (license->revoked_on != LP_DATE_NONE)
    until = MIN (until, license->revoked_on);
  if (license->cancelled_on != LP_DATE_NONE)
    until = MIN (until, license->cancelled_on);
  if (license->terms.start == LP_DATE_NONE)
    {
      license->renewals = g_array_new (FALSE, TRUE, sizeof (LpRenewal));
      license->ends_on = license->cancelled_on;
      return;
    }

  license->renewals = lp_subscription_renewals_due (&license->terms, 0, until);
  (void) lp_subscription_term (&license->terms, 0, &first, &license->committed_until);
  if (license->renewals->len > 0)
    license->committed_until = g_array_index (license->renewals, LpRenewal, license->renewals->len - 1).end;
  if (license->cancelled_on != LP_DATE_NONE)
    license->ends_on = license->committed_until;
  if (!stopped)
    license->deadline = lp_subscription_deadline (&license->terms, (int) license->renewals->len);
  license->technical_expiry = license->committed_until;
}

static void
read_license (LcLoader *loader, License *license, const LcLoadItem *item, GError **fault)
{
  LpProductKind kind;

  license->group = lc_load_get_link (item, loader->groups, "group", FALSE, fault);
  if (license->group == NULL)
    license->group = loader->root;
  license->product = lc_load_get_link (item, loader->products, "product", TRUE, fault);
  license->created_on = lp_wire_get_date (item->object, item->pointer, "created_on", FALSE, fault);
  license->technical_expiry = license->revoked_on = license->cancelled_on = LP_DATE_NONE;
  lp_wire_finish (item->object, item->pointer, license_members, fault);
  if (license->created_on != LP_DATE_NONE && !lp_date_is_business_day (license->created_on))
    add_fault (fault, item, "/created_on", "A day lies between 1900-01-01 and 2999-12-31");
  else if (license->created_on != LP_DATE_NONE && license->created_on > loader->tx->today)
    add_fault (fault, item, "/created_on", "This is after the day of loading; see --as-of");
  if (license->product == NULL)
    return;

  kind = license->product->product->kind;
  read_code (license, item, fault);
  read_allocation (loader, license, item, fault);
  license->request = read_request (item, license->product->product, fault);
  if (kind == LP_PRODUCT_SUBSCRIPTION)
    read_terms (loader, license, item, fault);
  else if (json_object_has_member (item->object, "subscription") &&
           !json_object_get_null_member (item->object, "subscription"))
    add_fault (fault, item, "/subscription", "Only a product of kind subscription has this");
  if (license->created_on == LP_DATE_NONE)
    license->created_on = loader->tx->today;
  if (kind == LP_PRODUCT_TRIAL)
    license->technical_expiry = license->created_on + license->product->product->trial_days;
}

static gint64
insert_ticket (LcLoader *loader, const License *license, GError **error)
{
  const LcLoadOrder sold = { license->group, license->product->row, license->request->quantity,
                             license->request->reference, license->created_on };
  gint64 order = lc_load_insert_order (loader, &sold, error);
  g_autofree char *id = lc_id_new ();
  g_autofree char *modules = g_strjoinv (" ", license->request->modules);
  g_autoptr (GString) entries = g_string_new (NULL);
  char created_at[LC_LOAD_INSTANT_SIZE];
  LpStatement *statement;

  if (order == 0)
    return 0;
  lc_ticket_write_entries (entries, license->request->entries, license->product->product);
  statement =
      lp_db_prepare (loader->db,
                     "INSERT INTO ticket (id, code, product, modules, entries, quantity, group_row, assignee,"
                     " visible_to_group, reference, created_at, technical_expiry, revoked_on, order_row)"
                     " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
                     error);
  if (statement == NULL)
    return 0;
  lp_statement_bind (statement, "ttittiinbttddi", id, license->code, license->product->row, modules,
                     entries->str, (gint64) license->request->quantity, license->group->row, license->visible,
                     license->request->reference, lc_load_format_noon (license->created_on, created_at),
                     license->technical_expiry, license->revoked_on, order);
  if (license->assignee != NULL)
    lp_statement_bind_int (statement, 8, *license->assignee);
  return lp_statement_run (statement, error) ? lp_db_get_last_row (loader->db) : 0;
}

static gboolean
insert_renewals (LcLoader *loader, gint64 subscription, GArray *renewals, GError **error)
{
  for (guint i = 0; i < renewals->len; i++)
    {
      const LpRenewal *renewal = &g_array_index (renewals, LpRenewal, i);

      if (!lp_db_run (loader->db, error,
                      "INSERT INTO renewal (subscription, number, first_day, last_day, committed_on)"
                      " VALUES ($1, $2, $3, $4, $5)",
                      "iiddd", subscription, (gint64) renewal->number, renewal->start, renewal->end,
                      renewal->committed_on))
        return FALSE;
    }
  return TRUE;
}

static gboolean
insert_subscription (LcLoader *loader, const License *license, gint64 ticket, GError **error)
{
  g_autofree char *id = lc_id_new ();
  const LpSubscriptionTerms *terms = &license->terms;
  char term[LP_PERIOD_STRING_SIZE], notice[LP_PERIOD_STRING_SIZE];
  LpDate due_on = license->deadline != LP_DATE_NONE ? license->deadline + 1 : LP_DATE_NONE;
  LpDate initial = terms->initial_expiry, first;
  LpStatement *statement;

  if (terms->start != LP_DATE_NONE)
    (void) lp_subscription_term (terms, 0, &first, &initial);
  statement =
      lp_db_prepare (loader->db,
                     "INSERT INTO subscription (id, ticket, start_mode, expiry_mode, start, initial_expiry,"
                     " term, notice, fiscal_year_end, consumer, committed_until, deadline, cancelled_on,"
                     " ends_on, revoked_on, due_on)"
                     " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)",
                     error);
  if (statement == NULL)
    return FALSE;
  lp_statement_bind (statement, "tittddtttbdddddd", id, ticket,
                     lp_enum_get_nick (LP_TYPE_START_MODE, terms->start_mode),
                     lp_enum_get_nick (LP_TYPE_EXPIRY_MODE, terms->expiry_mode), terms->start, initial,
                     lp_period_format (license->term, term), lp_period_format (terms->notice, notice),
                     terms->fiscal_year_end, terms->consumer, license->committed_until, license->deadline,
                     license->cancelled_on, license->ends_on, license->revoked_on, due_on);
  return lp_statement_run (statement, error) &&
         insert_renewals (loader, lp_db_get_last_row (loader->db), license->renewals, error);
}

/* The code is the only one of its members that can stand in the way of a license. */
static gboolean
explain_conflict (GError *failure, const LcLoadItem *item, const char *code, GError **fault, GError **error)
{
  if (!g_error_matches (failure, LP_ERROR, LP_ERROR_CONFLICT))
    {
      g_propagate_error (error, failure);
      return FALSE;
    }
  g_error_free (failure);
  lc_load_add_existing (item, "ticket", code, fault);
  return TRUE;
}

gboolean
lc_load_license (LcLoader *loader, const LcLoadItem *item, GError **fault, GError **error)
{
  g_auto (License) license = { 0 };
  GError *failure = NULL;
  gint64 ticket;

  read_license (loader, &license, item, fault);
  if (*fault != NULL)
    return TRUE;

  if (license.product->product->kind == LP_PRODUCT_SUBSCRIPTION)
    compute_subscription (loader, &license);
  ticket = insert_ticket (loader, &license, &failure);
  if (ticket == 0)
    return explain_conflict (failure, item, license.code, fault, error);
  return license.product->product->kind != LP_PRODUCT_SUBSCRIPTION ||
         insert_subscription (loader, &license, ticket, error);
}

static gint64
take_container (LcLoader *loader, const char *name, const char *last_seen, GError **error)
{
  g_autofree char *id = lc_id_new ();
  gint64 row = lp_db_query_int (loader->db, 0, error, "SELECT row FROM container WHERE fingerprint = $1", "t",
                                name);

  if (row != 0 || (error != NULL && *error != NULL))
    return row;
  if (!lp_db_run (loader->db, error,
                  "INSERT INTO container (id, name, fingerprint, last_seen) VALUES ($1, $2, $2, $3)", "ttt",
                  id, name, last_seen))
    return 0;
  return lp_db_get_last_row (loader->db);
}

static gint64
find_activated_ticket (LcLoader *loader, const LcLoadItem *item, GError **fault, GError **error)
{
  const char *text = lp_wire_get_string (item->object, item->pointer, "ticket", TRUE, fault);
  char code[LP_TICKET_CODE_SIZE];
  LpTicketCodeResult result;
  gint64 ticket;

  if (text == NULL)
    return 0;
  result = lp_ticket_code_normalize (text, code);
  if (result != LP_TICKET_CODE_OK)
    {
      add_fault (fault, item, "/ticket", lp_ticket_code_explain (result));
      return 0;
    }
  ticket =
      lp_db_query_int (loader->db, 0, error,
                       "SELECT CASE WHEN s.row IS NOT NULL AND s.start IS NULL THEN -t.row ELSE t.row END"
                       " FROM ticket t LEFT JOIN subscription s ON s.ticket = t.row WHERE t.code = $1",
                       "t", code);
  if (ticket == 0 && (error == NULL || *error == NULL))
    add_fault (fault, item, "/ticket", "There is no license with this ticket");
  if (ticket < 0)
    add_fault (fault, item, "/ticket",
               "Its subscription starts with the first activation: the license needs the day as its start");
  return ticket;
}

gboolean
lc_load_activation (LcLoader *loader, const LcLoadItem *item, GError **fault, GError **error)
{
  g_autoptr (GError) failure = NULL;
  gint64 ticket = find_activated_ticket (loader, item, fault, &failure);
  const gint64 *person = lc_load_get_link (item, loader->people, "person", FALSE, fault);
  g_autofree char *name = lc_load_get_text (item, "container", 1, LP_NAME_MAX, fault);
  const char *at = lp_wire_get_string (item->object, item->pointer, "activated_at", TRUE, fault);
  g_autoptr (GDateTime) instant = at != NULL ? g_date_time_new_from_iso8601 (at, NULL) : NULL;
  g_autofree char *id = lc_id_new ();
  LpStatement *statement;
  gint64 container;

  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (at != NULL &&
      (instant == NULL || strlen (at) != strlen ("2026-03-31T22:00:00Z") || !g_str_has_suffix (at, "Z")))
    add_fault (fault, item, "/activated_at", "An instant is in UTC, such as 2026-03-31T22:00:00Z");
  lp_wire_finish (item->object, item->pointer, activation_members, fault);
  if (*fault != NULL)
    return TRUE;

  container = take_container (loader, name, at, error);
  if (container == 0)
    return FALSE;
  statement = lp_db_prepare (loader->db,
                             "INSERT INTO activation (id, ticket, container, person, activated_at)"
                             " VALUES ($1, $2, $3, $4, $5)",
                             error);
  if (statement == NULL)
    return FALSE;
  lp_statement_bind (statement, "tiint", id, ticket, container, at);
  if (person != NULL)
    lp_statement_bind_int (statement, 4, *person);
  return lp_statement_run (statement, error) &&
         lp_db_run (loader->db, error,
                    "UPDATE ticket SET activations = activations + 1,"
                    " removal = CASE WHEN revoked_on IS NULL THEN removal ELSE 'pending' END WHERE row = $1",
                    "i", ticket);
}
