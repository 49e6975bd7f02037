/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lc-subscription-service.h"

#include "lc-audit.h"
#include "lc-caller.h"
#include "lc-group-rows.h"
#include "lc-scope.h"
#include "lc-subscription-store.h"
#include "lp-wire.h"

gint64
lc_subscription_find (const LcTransaction *tx, const char *id, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (LcScope) scope = lc_scope_new (tx->db, tx->caller, error);
  LpStatement *statement;
  LcBefore place = { 0 };
  gint64 row = 0;

  if (scope == NULL)
    return 0;
  statement = lp_db_query (tx->db, error,
                           "SELECT s.row, t.group_row, t.assignee, t.visible_to_group"
                           " FROM subscription s JOIN ticket t ON t.row = s.ticket WHERE s.id = $1",
                           "t", id);
  if (statement == NULL)
    return 0;
  if (lp_statement_step (statement, &failure))
    {
      row = lp_statement_get_int (statement, 0);
      place = (LcBefore){ lp_statement_get_int (statement, 1), lp_statement_get_int (statement, 2),
                          lp_statement_get_int (statement, 3) != 0 };
      lp_statement_reset (statement);
    }
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return 0;
    }
  if (row == 0 || !lc_scope_has_ticket (scope, &place))
    {
      lc_set_not_found (error);
      return 0;
    }
  return row;
}

static char **
dup_categories (LpDb *db, gint64 product, GError **error)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GError) failure = NULL;
  LpStatement *statement =
      lp_db_query (db, error,
                   "SELECT c.id FROM product_category pc JOIN category c ON c.row = pc.category"
                   " WHERE pc.product = $1",
                   "i", product);

  if (statement == NULL)
    return NULL;
  while (lp_statement_step (statement, &failure))
    g_strv_builder_add (builder, lp_statement_get_text (statement, 0));
  if (failure == NULL)
    return g_strv_builder_end (builder);
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

static gboolean
check_right (const LcTransaction *tx, const LcSubscription *self, LpAction action, GError **error)
{
  g_auto (GStrv) path = lc_group_dup_path (tx->db, self->group, error);
  g_auto (GStrv) categories = path != NULL ? dup_categories (tx->db, self->product, error) : NULL;
  LpPermissionObject object = { .path = (const char *const *) path,
                                .categories = (const char *const *) categories,
                                .is_ticket = TRUE,
                                .visible_to_group = self->visible_to_group };

  if (categories == NULL)
    return FALSE;
  if (self->assignee != 0 && tx->caller != NULL && self->assignee == tx->caller->person_row)
    object.assignee_id = tx->caller->person_id;
  return lc_caller_check (tx, action, &object, error);
}

/* Loads what a decision is about: after right and precondition. */
static LcSubscription *
open_for_decision (const LcTransaction *tx,
                   gint64 row,
                   LpAction action,
                   LcMatchFunc match,
                   gpointer match_data,
                   GError **error)
{
  g_autoptr (LcSubscription) self = lc_subscription_load (tx, row, error);

  if (self == NULL || !check_right (tx, self, action, error))
    return NULL;
  if (match != NULL && !match (self->subscription->etag, match_data, error))
    return NULL;
  return g_steal_pointer (&self);
}

/* What was due on or before the day of a decision is recorded first; the decision stores it. */
static gboolean
catch_up (const LcTransaction *tx, LcSubscription *self, GError **error)
{
  return self->subscription->state != LP_SUBSCRIPTION_ACTIVE ||
         lc_subscription_add_renewals (tx, self, tx->today, LP_DATE_NONE, error) >= 0;
}

static LpSubscription *
refuse_state (const LcSubscription *self, const char *what, GError **error)
{
  g_set_error (error, LP_ERROR, LP_ERROR_STATE, "A subscription that is %s cannot be %s",
               lp_enum_get_nick (LP_TYPE_SUBSCRIPTION_STATE, (int) self->subscription->state), what);
  return NULL;
}

static char *
write_decision (const LcSubscription *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  lp_wire_write_subscription (text, self->subscription);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* The credit is part of the decision, not of the subscription: only its audit record tells it. */
static void
add_credit (char **text, const char *credit)
{
  g_autoptr (GString) longer = g_string_new (*text);

  g_string_truncate (longer, longer->len - 1);
  g_string_append (longer, ",\"credit\":");
  lp_wire_write_string (longer, credit);
  g_string_append_c (longer, '}');
  g_free (*text);
  *text = g_string_free (g_steal_pointer (&longer), FALSE);
}

static LpSubscription *
store_decision (const LcTransaction *tx,
                LcSubscription *self,
                const char *action,
                const char *before,
                const char *credit,
                GError **error)
{
  g_autofree char *after = NULL;

  if (!lc_subscription_store (tx, self, error))
    return NULL;
  after = write_decision (self);
  if (credit != NULL)
    add_credit (&after, credit);
  if (!lc_audit_add (tx,
                     &(LcAuditEntry){ .action = action,
                                      .object_kind = "subscription",
                                      .object_id = self->subscription->id,
                                      .label = self->subscription->ticket_code,
                                      .group = self->group,
                                      .before = before,
                                      .after = after },
                     error))
    return NULL;
  return lp_subscription_ref (self->subscription);
}

LpSubscription *
lc_subscription_cancel (const LcTransaction *tx,
                        gint64 row,
                        LpDate expected_ends_on,
                        LcMatchFunc match,
                        gpointer match_data,
                        GError **error)
{
  g_autoptr (LcSubscription)
      self = open_for_decision (tx, row, LP_ACTION_CANCEL_SUBSCRIPTION, match, match_data, error);
  g_autofree char *before = NULL;
  LpSubscription *wire;

  if (self == NULL)
    return NULL;
  wire = self->subscription;
  if (wire->state == LP_SUBSCRIPTION_CANCELLED)
    return lp_subscription_ref (wire);
  if (wire->state == LP_SUBSCRIPTION_ENDED || wire->state == LP_SUBSCRIPTION_REVOKED)
    return refuse_state (self, "cancelled", error);
  if (!catch_up (tx, self, error))
    return NULL;

  before = write_decision (self);
  wire->cancelled_on = tx->today;
  wire->ends_on = wire->state == LP_SUBSCRIPTION_PENDING ? tx->today : wire->committed_until;
  if (expected_ends_on != LP_DATE_NONE && expected_ends_on != wire->ends_on)
    {
      char day[LP_DATE_STRING_SIZE];

      g_set_error (
          error, LP_ERROR, LP_ERROR_DEADLINE_PASSED,
          "A cancellation today ends the subscription on %s, not on the day you were shown; nothing was "
          "done",
          lp_date_format (wire->ends_on, day));
      return NULL;
    }
  return store_decision (tx, self, "subscription.cancel", before, NULL, error);
}

LpSubscription *
lc_subscription_reinstate (const LcTransaction *tx,
                           gint64 row,
                           LcMatchFunc match,
                           gpointer match_data,
                           GError **error)
{
  g_autoptr (LcSubscription)
      self = open_for_decision (tx, row, LP_ACTION_CANCEL_SUBSCRIPTION, match, match_data, error);
  g_autofree char *before = NULL;
  LpSubscription *wire;

  if (self == NULL)
    return NULL;
  wire = self->subscription;
  if (wire->state == LP_SUBSCRIPTION_ACTIVE || (wire->state == LP_SUBSCRIPTION_PENDING))
    return lp_subscription_ref (wire);
  if (wire->state != LP_SUBSCRIPTION_CANCELLED)
    return refuse_state (self, "reinstated", error);

  before = write_decision (self);
  wire->cancelled_on = wire->ends_on = LP_DATE_NONE;
  if (lc_subscription_add_renewals (tx, self, tx->today, tx->today, error) < 0)
    return NULL;
  return store_decision (tx, self, "subscription.reinstate", before, NULL, error);
}

/* A machine keeps a revoked license until its assistant confirms the removal. */
static gboolean
revoke_ticket (const LcTransaction *tx, const LcSubscription *self, GError **error)
{
  LcBefore before = { self->group, self->assignee, self->visible_to_group };

  return lp_db_run (tx->db, error,
                    "UPDATE ticket SET revoked_on = $1, version = version + 1,"
                    " removal = CASE WHEN activations > 0 THEN 'pending' ELSE removal END WHERE row = $2",
                    "di", tx->today, self->ticket) &&
         lc_change_add (tx, LC_CHANGE_TICKET, self->ticket, &before, error);
}

LpSubscription *
lc_subscription_revoke (const LcTransaction *tx,
                        gint64 row,
                        const char *credit,
                        LcMatchFunc match,
                        gpointer match_data,
                        GError **error)
{
  g_autoptr (LcSubscription) self = open_for_decision (tx, row, LP_ACTION_REVOKE, match, match_data, error);
  g_autofree char *before = NULL;

  if (self == NULL)
    return NULL;
  if (!g_str_equal (credit, "none") && !lc_caller_check (tx, LP_ACTION_CHANGE_PRICES, NULL, error))
    return NULL;
  if (self->subscription->state == LP_SUBSCRIPTION_REVOKED)
    return lp_subscription_ref (self->subscription);
  if (!catch_up (tx, self, error))
    return NULL;

  before = write_decision (self);
  self->subscription->revoked_on = tx->today;
  if (!revoke_ticket (tx, self, error) ||
      !lp_db_run (tx->db, error, "UPDATE subscription SET credit = $1 WHERE row = $2", "ti", credit, row))
    return NULL;
  return store_decision (tx, self, "subscription.revoke", before, credit, error);
}
