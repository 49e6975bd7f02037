/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lp-types.h"

/* Each box lives in GLib's atomic reference-counted memory; `lp_x_init` makes it empty, `lp_x_clear` frees what
 * it owns. */
#define LP_DEFINE_BOX(Type, prefix)                                                                          \
  G_DEFINE_BOXED_TYPE (Type, prefix, prefix##_ref, prefix##_unref)                                           \
                                                                                                             \
  Type *prefix##_new (void)                                                                                  \
  {                                                                                                          \
    Type *self = g_atomic_rc_box_new0 (Type);                                                                \
                                                                                                             \
    prefix##_init (self);                                                                                    \
    return self;                                                                                             \
  }                                                                                                          \
                                                                                                             \
  Type *prefix##_ref (Type *self)                                                                            \
  {                                                                                                          \
    return g_atomic_rc_box_acquire (self);                                                                   \
  }                                                                                                          \
                                                                                                             \
  void prefix##_unref (Type *self)                                                                           \
  {                                                                                                          \
    g_atomic_rc_box_release_full (self, prefix##_clear);                                                     \
  }

static void
group_settings_init (LpGroupSettings *settings)
{
  settings->default_visibility = -1;
  settings->allocate_to_creator = -1;
  settings->consumer = -1;
  settings->bills_clients = -1;
}

static void
group_settings_clear (LpGroupSettings *settings)
{
  g_free (settings->fiscal_year_end);
  g_free (settings->approval);
  g_free (settings->currency);
  g_free (settings->country);
}

static void
lp_group_init (LpGroup *self)
{
  group_settings_init (&self->settings);
  group_settings_init (&self->effective);
}

static void
lp_group_clear (gpointer data)
{
  LpGroup *self = data;

  g_free (self->id);
  g_free (self->parent_id);
  g_free (self->name);
  g_free (self->external_id);
  g_free (self->path);
  group_settings_clear (&self->settings);
  group_settings_clear (&self->effective);
  g_free (self->etag);
}

LP_DEFINE_BOX (LpGroup, lp_group)

static void
lp_person_init (LpPerson *self)
{
}

static void
lp_person_clear (gpointer data)
{
  LpPerson *self = data;

  g_free (self->id);
  g_free (self->email);
  g_free (self->name);
  g_free (self->etag);
}

LP_DEFINE_BOX (LpPerson, lp_person)

static void
lp_membership_init (LpMembership *self)
{
  self->rights = lp_category_rights_new ();
}

static void
lp_membership_clear (gpointer data)
{
  LpMembership *self = data;

  g_free (self->group_id);
  g_clear_pointer (&self->person, lp_person_unref);
  g_clear_pointer (&self->rights, g_array_unref);
  g_free (self->etag);
}

LP_DEFINE_BOX (LpMembership, lp_membership)

static void
lp_category_init (LpCategory *self)
{
}

static void
lp_category_clear (gpointer data)
{
  LpCategory *self = data;

  g_free (self->id);
  g_free (self->name);
  g_free (self->etag);
}

LP_DEFINE_BOX (LpCategory, lp_category)

static void
price_free (gpointer data)
{
  LpPrice *price = data;

  g_free (price->product_id);
  g_free (price->module);
  g_free (price);
}

static void
lp_price_list_init (LpPriceList *self)
{
  self->valid_from = LP_DATE_NONE;
  self->prices = g_ptr_array_new_with_free_func (price_free);
}

static void
lp_price_list_clear (gpointer data)
{
  LpPriceList *self = data;

  g_free (self->id);
  g_free (self->name);
  g_free (self->currency);
  g_ptr_array_unref (self->prices);
  g_free (self->etag);
}

LP_DEFINE_BOX (LpPriceList, lp_price_list)

static void
lp_product_init (LpProduct *self)
{
  self->entries = g_ptr_array_new_with_free_func ((GDestroyNotify) lp_entry_free);
  self->modules = g_ptr_array_new_with_free_func ((GDestroyNotify) lp_module_free);
}

static void
lp_product_clear (gpointer data)
{
  LpProduct *self = data;

  g_free (self->id);
  g_free (self->code);
  g_free (self->name);
  g_free (self->description);
  g_strfreev (self->category_ids);
  g_clear_pointer (&self->entries, g_ptr_array_unref);
  g_clear_pointer (&self->modules, g_ptr_array_unref);
  g_free (self->etag);
}

LP_DEFINE_BOX (LpProduct, lp_product)

static void
lp_ticket_init (LpTicket *self)
{
  self->entries = lp_entry_values_new ();
  self->containers = g_ptr_array_new_with_free_func ((GDestroyNotify) lp_container_free);
  self->technical_expiry = LP_DATE_NONE;
}

static void
lp_ticket_clear (gpointer data)
{
  LpTicket *self = data;

  g_free (self->id);
  g_free (self->code);
  g_free (self->product_id);
  g_free (self->product_code);
  g_free (self->product_name);
  g_strfreev (self->modules);
  g_clear_pointer (&self->entries, g_array_unref);
  g_free (self->group_id);
  g_free (self->assignee_id);
  g_free (self->order_id);
  g_free (self->order_number);
  g_free (self->reference);
  g_free (self->created_at);
  g_free (self->created_by);
  g_free (self->subscription_id);
  g_clear_pointer (&self->containers, g_ptr_array_unref);
  g_free (self->etag);
}

LP_DEFINE_BOX (LpTicket, lp_ticket)

static void
lp_order_init (LpOrder *self)
{
}

static void
lp_order_clear (gpointer data)
{
  LpOrder *self = data;

  g_free (self->id);
  g_free (self->number);
  g_free (self->group_id);
  g_free (self->product_id);
  g_free (self->reference);
  g_free (self->created_at);
  g_free (self->created_by);
  g_free (self->decided_by);
  g_free (self->reason);
  g_free (self->etag);
}

LP_DEFINE_BOX (LpOrder, lp_order)

static void
lp_subscription_init (LpSubscription *self)
{
  self->start = LP_DATE_NONE;
  self->initial_expiry = LP_DATE_NONE;
  self->committed_until = LP_DATE_NONE;
  self->technical_expiry = LP_DATE_NONE;
  self->deadline = LP_DATE_NONE;
  self->cancelled_on = LP_DATE_NONE;
  self->ends_on = LP_DATE_NONE;
  self->revoked_on = LP_DATE_NONE;
  self->renewals = g_array_new (FALSE, TRUE, sizeof (LpRenewal));
}

static void
lp_subscription_clear (gpointer data)
{
  LpSubscription *self = data;

  g_free (self->id);
  g_free (self->ticket_code);
  g_free (self->group_id);
  g_free (self->product_id);
  g_clear_pointer (&self->renewals, g_array_unref);
  g_free (self->etag);
}

LP_DEFINE_BOX (LpSubscription, lp_subscription)

static void
lp_audit_record_init (LpAuditRecord *self)
{
}

static void
lp_audit_record_clear (gpointer data)
{
  LpAuditRecord *self = data;

  g_free (self->id);
  g_free (self->at);
  g_free (self->actor_id);
  g_free (self->actor_name);
  g_free (self->action);
  g_free (self->object_kind);
  g_free (self->object_id);
  g_free (self->object_label);
  g_free (self->group_id);
  g_free (self->reason);
  g_free (self->before);
  g_free (self->after);
}

LP_DEFINE_BOX (LpAuditRecord, lp_audit_record)

static void
lp_order_request_init (LpOrderRequest *self)
{
  self->licenses = 1;
  self->quantity = 1;
  self->entries = lp_entry_values_new ();
  self->start_mode = -1;
  self->expiry_mode = -1;
  self->initial_expiry = LP_DATE_NONE;
}

/* What a request and its preview both own. */
#define CLEAR_ORDER(self)                                                                                    \
  G_STMT_START                                                                                               \
  {                                                                                                          \
    g_free ((self)->group_id);                                                                               \
    g_free ((self)->product_id);                                                                             \
    g_strfreev ((self)->modules);                                                                            \
    g_clear_pointer (&(self)->entries, g_array_unref);                                                       \
    g_free ((self)->reference);                                                                              \
    g_free ((self)->assignee_id);                                                                            \
  }                                                                                                          \
  G_STMT_END

static void
lp_order_request_clear (gpointer data)
{
  LpOrderRequest *self = data;

  CLEAR_ORDER (self);
}

LP_DEFINE_BOX (LpOrderRequest, lp_order_request)

static void
lp_order_preview_init (LpOrderPreview *self)
{
  self->modules = g_new0 (char *, 1);
  self->entries = lp_entry_values_new ();
  self->technical_expiry = LP_DATE_NONE;
  self->committed_until = LP_DATE_NONE;
  self->deadline = LP_DATE_NONE;
}

static void
lp_order_preview_clear (gpointer data)
{
  LpOrderPreview *self = data;

  CLEAR_ORDER (self);
}

LP_DEFINE_BOX (LpOrderPreview, lp_order_preview)
