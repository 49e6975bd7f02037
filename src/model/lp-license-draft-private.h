/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lp-audience.h"
#include "lp-draft-order.h"
#include "lp-license-draft.h"
#include "lp-price-book.h"

G_BEGIN_DECLS

/* Private to lp-license-draft*.c. */
struct _LpLicenseDraft
{
  GObject parent_instance;

  LpSession *session;
  LpDraftOrder *order;
  LpDraftStep step;
  gboolean valid;
  gboolean is_copy; /* nothing is changed since the license before, which exists */

  GListModel *groups;
  GListModel *categories; /* nullable: no group yet */
  GListModel *products;   /* nullable: no category yet */
  char *category_id;      /* nullable */
  LpAudience *audience;   /* nullable: no group yet */
  LpPriceBook *prices;    /* nullable: no group yet */

  GHashTable *touched; /* set of JSON pointers whose faults may be shown */
  gboolean all_touched;

  char *key;           /* nullable: idempotency key of the order under way */
  GPtrArray *creating; /* of GTask: everybody who waits for the answer */
  GPtrArray *tickets;
  LpOrder *result;
};

/**
 * lp_license_draft_set_step:
 * @self: a draft
 * @step: where it is now
 */
void lp_license_draft_set_step (LpLicenseDraft *self, LpDraftStep step);

/**
 * lp_license_draft_tell_faults:
 * @self: a draft
 *
 * Emits `changed` with the faults as they are, those of the service included.
 */
void lp_license_draft_tell_faults (LpLicenseDraft *self);

G_END_DECLS
