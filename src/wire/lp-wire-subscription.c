/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lp-wire-fields.h"

static gpointer
append_renewal (gpointer list)
{
  GArray *renewals = list;

  g_array_set_size (renewals, renewals->len + 1);
  return &g_array_index (renewals, LpRenewal, renewals->len - 1);
}

static gconstpointer
get_renewal (gpointer list, guint index)
{
  GArray *renewals = list;

  return index < renewals->len ? &g_array_index (renewals, LpRenewal, index) : NULL;
}

static const LpField renewal_fields[] = {
  LP_FIELD (LpRenewal, number, INT, .required = TRUE, .min = 1),
  LP_FIELD (LpRenewal, start, DATE, .required = TRUE),
  LP_FIELD (LpRenewal, end, DATE, .required = TRUE),
  LP_FIELD (LpRenewal, committed_on, DATE, .required = TRUE),
};

static const LpRecordType renewal_type =
    LP_RECORD_TYPE (renewal_fields, .append = append_renewal, .get = get_renewal);

static const LpField subscription_fields[] = {
  LP_FIELD (LpSubscription, id, STRING, .required = TRUE),
  LP_FIELD (LpSubscription, ticket_code, STRING, .required = TRUE),
  LP_FIELD (LpSubscription, group_id, STRING, .required = TRUE),
  LP_FIELD (LpSubscription, product_id, STRING),
  LP_FIELD (LpSubscription, state, ENUM, .required = TRUE, .get_type = lp_subscription_state_get_type),
  LP_FIELD (LpSubscription, start_mode, ENUM, .required = TRUE, .get_type = lp_start_mode_get_type),
  LP_FIELD (LpSubscription, expiry_mode, ENUM, .required = TRUE, .get_type = lp_expiry_mode_get_type),
  LP_FIELD (LpSubscription, start, DATE),
  LP_FIELD (LpSubscription, initial_expiry, DATE),
  LP_FIELD (LpSubscription, term, TERM),
  LP_FIELD (LpSubscription, notice, PERIOD),
  LP_FIELD (LpSubscription, committed_until, DATE),
  LP_FIELD (LpSubscription, technical_expiry, DATE),
  LP_FIELD (LpSubscription, deadline, DATE),
  LP_FIELD (LpSubscription, cancelled_on, DATE),
  LP_FIELD (LpSubscription, ends_on, DATE),
  LP_FIELD (LpSubscription, revoked_on, DATE),
  LP_FIELD (LpSubscription, renewals, RECORDS, .elements = &renewal_type),
  LP_FIELD (LpSubscription, etag, STRING),
};

const LpRecordType lp_wire_subscription_type = LP_RECORD_TYPE (subscription_fields);

void
lp_wire_write_subscription (GString *out, const LpSubscription *subscription)
{
  lp_record_write (&lp_wire_subscription_type, subscription, NULL, out);
}

LpSubscription *
lp_wire_read_subscription (JsonObject *object, GError **error)
{
  g_autoptr (LpSubscription) self = lp_subscription_new ();

  return lp_record_read (&lp_wire_subscription_type, self, object, error) ? g_steal_pointer (&self) : NULL;
}
