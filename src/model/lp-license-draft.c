/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lp-license-draft-private.h"

#include <glib/gi18n-lib.h>

#include "lp-allocation.h"
#include "lp-catalog-list.h"
#include "lp-format.h"
#include "lp-group-tree.h"

G_DEFINE_FINAL_TYPE (LpLicenseDraft, lp_license_draft, G_TYPE_OBJECT)

enum
{
  PROP_STEP = 1,
  PROP_VALID,
  PROP_HAS_INPUT,
  PROP_CREATING,
  PROP_SCHEDULE_TEXT,
  PROP_WARNING_TEXT,
  PROP_AUDIENCE_TEXT,
  PROP_APPROVAL_TEXT,
  PROP_SUMMARY_TEXT,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];
static guint changed_signal;
static guint prices_changed_signal;

static gboolean
has_input (LpLicenseDraft *self)
{
  return self->step != LP_STEP_DONE && self->order->product != NULL && !self->is_copy;
}

static char *
dup_summary_text (LpLicenseDraft *self)
{
  const char *group = self->order->group != NULL ? self->order->group->name : NULL;
  const char *product = self->order->product != NULL ? self->order->product->name : NULL;

  if (group != NULL && product != NULL)
    /* Translators: a group and a product. */
    return g_strdup_printf (_ ("%s · %s"), group, product);
  return g_strdup (group != NULL ? group : "");
}

static char *
dup_audience_text (LpLicenseDraft *self)
{
  return self->audience != NULL
             ? lp_audience_describe (self->audience, self->order->choice, self->order->assignee_id)
             : g_strdup ("");
}

static void
lp_license_draft_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  LpLicenseDraft *self = LP_LICENSE_DRAFT (object);

  switch (id)
    {
    case PROP_STEP:
      g_value_set_int (value, self->step);
      break;
    case PROP_VALID:
      g_value_set_boolean (value, self->valid);
      break;
    case PROP_HAS_INPUT:
      g_value_set_boolean (value, has_input (self));
      break;
    case PROP_CREATING:
      g_value_set_boolean (value, self->creating->len > 0);
      break;
    case PROP_SCHEDULE_TEXT:
      g_value_take_string (value, lp_draft_order_describe_schedule (self->order));
      break;
    case PROP_WARNING_TEXT:
      g_value_take_string (value, lp_draft_order_describe_warning (self->order));
      break;
    case PROP_AUDIENCE_TEXT:
      g_value_take_string (value, dup_audience_text (self));
      break;
    case PROP_APPROVAL_TEXT:
      g_value_set_static_string (value, lp_draft_order_needs_approval (self->order)
                                            ? _ ("The order will wait until somebody else approves it.")
                                            : "");
      break;
    case PROP_SUMMARY_TEXT:
      g_value_take_string (value, dup_summary_text (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

/* Validates, notifies and emits `changed`; without a pointer everything changed. */
static void
tell_changed (LpLicenseDraft *self, const char *pointer)
{
  self->is_copy = self->is_copy && pointer == NULL;
  self->valid = lp_draft_order_validate (self->order);
  g_object_freeze_notify (G_OBJECT (self));
  for (guint id = PROP_VALID; id < N_PROPS; id++)
    g_object_notify_by_pspec (G_OBJECT (self), properties[id]);
  g_object_thaw_notify (G_OBJECT (self));
  g_signal_emit (self, changed_signal, 0, pointer);
}

void
lp_license_draft_tell_faults (LpLicenseDraft *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CREATING]);
  g_signal_emit (self, changed_signal, 0, NULL);
}

/* The person was at this field, so its fault may be shown from now on. */
static void
touch (LpLicenseDraft *self, const char *pointer)
{
  g_hash_table_add (self->touched, g_strdup (pointer));
  tell_changed (self, pointer);
}

static void
lp_license_draft_dispose (GObject *object)
{
  LpLicenseDraft *self = LP_LICENSE_DRAFT (object);

  g_clear_object (&self->audience);
  g_clear_object (&self->prices);
  g_clear_object (&self->groups);
  g_clear_object (&self->categories);
  g_clear_object (&self->products);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (lp_license_draft_parent_class)->dispose (object);
}

static void
lp_license_draft_finalize (GObject *object)
{
  LpLicenseDraft *self = LP_LICENSE_DRAFT (object);

  g_clear_pointer (&self->order, lp_draft_order_free);
  g_clear_pointer (&self->touched, g_hash_table_unref);
  g_clear_pointer (&self->tickets, g_ptr_array_unref);
  g_clear_pointer (&self->result, lp_order_unref);
  g_clear_pointer (&self->creating, g_ptr_array_unref);
  g_free (self->category_id);
  g_free (self->key);
  G_OBJECT_CLASS (lp_license_draft_parent_class)->finalize (object);
}

static void
lp_license_draft_class_init (LpLicenseDraftClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = lp_license_draft_get_property;
  object_class->dispose = lp_license_draft_dispose;
  object_class->finalize = lp_license_draft_finalize;

  properties[PROP_STEP] = g_param_spec_int ("step", NULL, NULL, 0, LP_STEP_DONE, 0, flags);
  properties[PROP_VALID] = g_param_spec_boolean ("valid", NULL, NULL, FALSE, flags);
  properties[PROP_HAS_INPUT] = g_param_spec_boolean ("has-input", NULL, NULL, FALSE, flags);
  properties[PROP_CREATING] = g_param_spec_boolean ("creating", NULL, NULL, FALSE, flags);
  properties[PROP_SCHEDULE_TEXT] = g_param_spec_string ("schedule-text", NULL, NULL, NULL, flags);
  properties[PROP_WARNING_TEXT] = g_param_spec_string ("warning-text", NULL, NULL, NULL, flags);
  properties[PROP_AUDIENCE_TEXT] = g_param_spec_string ("audience-text", NULL, NULL, NULL, flags);
  properties[PROP_APPROVAL_TEXT] = g_param_spec_string ("approval-text", NULL, NULL, NULL, flags);
  properties[PROP_SUMMARY_TEXT] = g_param_spec_string ("summary-text", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  prices_changed_signal = g_signal_new ("prices-changed", LP_TYPE_LICENSE_DRAFT, G_SIGNAL_RUN_LAST, 0, NULL,
                                        NULL, NULL, G_TYPE_NONE, 0);
  changed_signal = g_signal_new ("changed", LP_TYPE_LICENSE_DRAFT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
lp_license_draft_init (LpLicenseDraft *self)
{
  self->touched = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->tickets = g_ptr_array_new_with_free_func ((GDestroyNotify) lp_ticket_unref);
  self->creating = g_ptr_array_new_with_free_func (g_object_unref);
}

static void
session_changed_cb (LpLicenseDraft *self, const LpReplicaChange *change)
{
  if (self->order->today == lp_session_get_today (self->session))
    return;
  self->order->today = lp_session_get_today (self->session);
  tell_changed (self, NULL);
}

LpLicenseDraft *
lp_license_draft_new (LpSession *session)
{
  LpLicenseDraft *self = g_object_new (LP_TYPE_LICENSE_DRAFT, NULL);

  self->session = g_object_ref (session);
  self->order = lp_draft_order_new (lp_session_get_today (session));
  self->groups = lp_group_list_new (session, LP_ACTION_CREATE_LICENSE);
  g_signal_connect_object (session, "changed", G_CALLBACK (session_changed_cb), self, G_CONNECT_SWAPPED);
  return self;
}

void
lp_license_draft_restart (LpLicenseDraft *self)
{
  if (self->step != LP_STEP_DONE)
    return;
  g_clear_pointer (&self->key, g_free);
  g_clear_pointer (&self->result, lp_order_unref);
  g_ptr_array_set_size (self->tickets, 0);
  lp_license_draft_set_step (self, LP_STEP_DETAILS);
  self->is_copy = TRUE;
  tell_changed (self, NULL);
}

LpDraftStep
lp_license_draft_get_step (LpLicenseDraft *self)
{
  return self->step;
}

void
lp_license_draft_set_step (LpLicenseDraft *self, LpDraftStep step)
{
  if (self->step == step)
    return;
  self->step = step;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STEP]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HAS_INPUT]);
}

static gboolean
has_one_category (LpLicenseDraft *self)
{
  return self->categories != NULL && g_list_model_get_n_items (self->categories) == 1;
}

static void
skip_only_category (LpLicenseDraft *self)
{
  g_autoptr (LpCategoryItem) only = NULL;

  if (self->step != LP_STEP_CATEGORY || !has_one_category (self))
    return;
  only = g_list_model_get_item (self->categories, 0);
  lp_license_draft_set_category (self, lp_category_item_get_id (only));
  lp_license_draft_set_step (self, LP_STEP_PRODUCT);
}

gboolean
lp_license_draft_go_next (LpLicenseDraft *self)
{
  switch (self->step)
    {
    case LP_STEP_GROUP:
      if (self->order->group == NULL)
        return FALSE;
      lp_license_draft_set_step (self, LP_STEP_CATEGORY);
      skip_only_category (self);
      return TRUE;
    case LP_STEP_CATEGORY:
      if (self->category_id == NULL)
        return FALSE;
      lp_license_draft_set_step (self, LP_STEP_PRODUCT);
      return TRUE;
    case LP_STEP_PRODUCT:
      if (self->order->product == NULL)
        return FALSE;
      lp_license_draft_set_step (self, LP_STEP_DETAILS);
      return TRUE;
    case LP_STEP_DETAILS:
      self->all_touched = TRUE;
      tell_changed (self, NULL);
      if (!self->valid)
        return FALSE;
      lp_license_draft_set_step (self, LP_STEP_REVIEW);
      return TRUE;
    case LP_STEP_REVIEW:
    case LP_STEP_DONE:
    default:
      return FALSE;
    }
}

void
lp_license_draft_go_to (LpLicenseDraft *self, LpDraftStep step)
{
  if (step < self->step && self->step != LP_STEP_DONE && self->creating->len == 0)
    lp_license_draft_set_step (self, step);
}

gboolean
lp_license_draft_go_back (LpLicenseDraft *self)
{
  if (self->step == LP_STEP_GROUP || self->step == LP_STEP_DONE || self->creating->len > 0)
    return FALSE;
  lp_license_draft_set_step (self, self->step == LP_STEP_PRODUCT && has_one_category (self) ? LP_STEP_GROUP
                                                                                            : self->step - 1);
  return TRUE;
}

static gboolean
has_category (LpLicenseDraft *self, const char *id)
{
  for (guint i = 0; id != NULL && i < g_list_model_get_n_items (self->categories); i++)
    {
      g_autoptr (LpCategoryItem) item = g_list_model_get_item (self->categories, i);

      if (g_str_equal (lp_category_item_get_id (item), id))
        return TRUE;
    }
  return FALSE;
}

/* Another group may not be entitled to what was chosen for the last one. */
static void
categories_changed_cb (LpLicenseDraft *self)
{
  if (self->category_id != NULL && !has_category (self, self->category_id))
    {
      lp_license_draft_set_category (self, NULL);
      lp_license_draft_set_product (self, NULL);
    }
  skip_only_category (self);
}

static void
apply_default_allocation (LpLicenseDraft *self)
{
  const LpPerson *me = lp_session_get_person (self->session);
  LpReplica *replica = lp_session_get_replica (self->session);
  LpGroup *group = self->order->group;
  g_autoptr (LpMembership)
      mine = me != NULL && replica != NULL ? lp_replica_get_membership (replica, group->id, me->id) : NULL;
  LpAllocation allocation = lp_allocation_default (&group->effective, me != NULL ? me->id : NULL,
                                                   mine != NULL, group->id);

  self->order->choice = allocation.assignee_id != NULL ? LP_ALLOCATION_PERSON
                        : allocation.visible_to_group  ? LP_ALLOCATION_EVERYONE
                                                       : LP_ALLOCATION_ADMINS;
  g_free (self->order->assignee_id);
  self->order->assignee_id = g_strdup (allocation.assignee_id);
  self->order->allocation_chosen = FALSE;
}

static void
audience_changed_cb (LpLicenseDraft *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_AUDIENCE_TEXT]);
}

static void
prices_changed_cb (LpLicenseDraft *self)
{
  g_signal_emit (self, prices_changed_signal, 0);
}

GArray *
lp_license_draft_split_price (LpLicenseDraft *self)
{
  const LpProduct *product = self->order->product;
  g_autoptr (GPtrArray) modules = g_ptr_array_new ();
  gint64 seats = (gint64) lp_license_draft_get_licenses (self) * lp_license_draft_get_quantity (self);

  if (product == NULL || self->prices == NULL)
    return NULL;
  for (guint i = 0; i < product->modules->len; i++)
    {
      const LpModule *module = g_ptr_array_index (product->modules, i);

      if (lp_license_draft_get_module (self, module->code))
        g_ptr_array_add (modules, module->code);
    }
  g_ptr_array_add (modules, NULL);
  return lp_price_book_split (self->prices, product, (const char *const *) modules->pdata, seats);
}

gboolean
lp_license_draft_get_product_price (LpLicenseDraft *self, const LpProduct *product, LpMoney *price)
{
  g_autoptr (GArray) lines = self->prices != NULL ? lp_price_book_split (self->prices, product, NULL, 1)
                                                  : NULL;

  return lp_price_add_up (lines, price);
}

void
lp_license_draft_set_group (LpLicenseDraft *self, const char *group_id)
{
  LpReplica *replica = lp_session_get_replica (self->session);
  g_autoptr (LpGroup) group = group_id != NULL && replica != NULL ? lp_replica_get_group (replica, group_id)
                                                                  : NULL;

  if (group == NULL || (self->order->group != NULL && g_str_equal (self->order->group->id, group->id)))
    return;
  self->is_copy = FALSE;
  g_clear_pointer (&self->order->group, lp_group_unref);
  self->order->group = lp_group_ref (group);
  if (!self->order->allocation_chosen || self->order->choice == LP_ALLOCATION_PERSON)
    apply_default_allocation (self);

  g_clear_object (&self->audience);
  self->audience = lp_audience_new (self->session, group->id);
  g_signal_connect_object (self->audience, "changed", G_CALLBACK (audience_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_clear_object (&self->prices);
  self->prices = lp_price_book_new (self->session, group);
  g_signal_connect_object (self->prices, "changed", G_CALLBACK (prices_changed_cb), self, G_CONNECT_SWAPPED);
  g_clear_object (&self->categories);
  self->categories = lp_category_list_new (self->session, group->id);
  g_signal_connect_object (self->categories, "items-changed", G_CALLBACK (categories_changed_cb), self,
                           G_CONNECT_SWAPPED);
  tell_changed (self, NULL);
}

void
lp_license_draft_set_category (LpLicenseDraft *self, const char *category_id)
{
  if (g_strcmp0 (self->category_id, category_id) == 0)
    return;
  g_free (self->category_id);
  self->category_id = g_strdup (category_id);
  g_clear_object (&self->products);
  if (category_id != NULL)
    self->products = lp_product_list_new (self->session, category_id);
  tell_changed (self, NULL);
}

void
lp_license_draft_set_product (LpLicenseDraft *self, LpProduct *product)
{
  LpProduct *old = self->order->product;

  if (old != NULL && product != NULL && g_str_equal (old->id, product->id))
    return;
  self->is_copy = FALSE;
  lp_draft_order_set_product (self->order, product);
  g_hash_table_remove_all (self->touched);
  self->all_touched = FALSE;
  tell_changed (self, NULL);
}

LpGroup *
lp_license_draft_get_group (LpLicenseDraft *self)
{
  return self->order->group;
}

const char *
lp_license_draft_get_category_id (LpLicenseDraft *self)
{
  return self->category_id;
}

LpProduct *
lp_license_draft_get_product (LpLicenseDraft *self)
{
  return self->order->product;
}

GListModel *
lp_license_draft_get_groups (LpLicenseDraft *self)
{
  return self->groups;
}

GListModel *
lp_license_draft_get_categories (LpLicenseDraft *self)
{
  return self->categories;
}

GListModel *
lp_license_draft_get_products (LpLicenseDraft *self)
{
  return self->products;
}

void
lp_license_draft_set_entry (LpLicenseDraft *self, const char *key, const char *value)
{
  g_autofree char *pointer = g_strconcat ("/entries/", key, NULL);

  if (g_strcmp0 (lp_entry_values_get (self->order->entries, key), value) == 0)
    return;
  lp_draft_order_set_entry (self->order, key, value);
  touch (self, pointer);
}

const char *
lp_license_draft_get_entry (LpLicenseDraft *self, const char *key)
{
  return lp_entry_values_get (self->order->entries, key);
}

gboolean
lp_license_draft_set_module (LpLicenseDraft *self, const char *code, gboolean on)
{
  if (lp_draft_order_has_module (self->order, code) == on)
    return TRUE;
  if (!lp_draft_order_set_module (self->order, code, on))
    return FALSE;
  touch (self, "/modules");
  return TRUE;
}

gboolean
lp_license_draft_get_module (LpLicenseDraft *self, const char *code)
{
  return lp_draft_order_has_module (self->order, code);
}

char *
lp_license_draft_dup_module_text (LpLicenseDraft *self, const char *code, gboolean *can_toggle)
{
  return lp_draft_order_explain_module (self->order, code, can_toggle);
}

void
lp_license_draft_set_number (LpLicenseDraft *self, const char *pointer, const char *text)
{
  if (lp_draft_order_set_number (self->order, pointer, text))
    touch (self, pointer);
}

char *
lp_license_draft_dup_number (LpLicenseDraft *self, const char *pointer)
{
  return lp_draft_order_dup_number (self->order, pointer);
}

int
lp_license_draft_get_licenses (LpLicenseDraft *self)
{
  return self->order->licenses;
}

int
lp_license_draft_get_quantity (LpLicenseDraft *self)
{
  return self->order->quantity;
}

void
lp_license_draft_set_reference (LpLicenseDraft *self, const char *reference)
{
  if (g_strcmp0 (lp_license_draft_get_reference (self), reference != NULL ? reference : "") == 0)
    return;
  g_free (self->order->reference);
  self->order->reference = g_strdup (reference);
  touch (self, "/reference");
}

const char *
lp_license_draft_get_reference (LpLicenseDraft *self)
{
  return self->order->reference != NULL ? self->order->reference : "";
}

void
lp_license_draft_set_allocation (LpLicenseDraft *self, LpAllocationChoice choice, const char *assignee_id)
{
  if (self->order->choice == choice && g_strcmp0 (self->order->assignee_id, assignee_id) == 0)
    return;
  self->order->allocation_chosen = TRUE;
  self->order->choice = choice;
  g_free (self->order->assignee_id);
  self->order->assignee_id = choice == LP_ALLOCATION_PERSON ? g_strdup (assignee_id) : NULL;
  tell_changed (self, "/allocation");
}

LpAllocationChoice
lp_license_draft_get_allocation (LpLicenseDraft *self, const char **assignee_id)
{
  if (assignee_id != NULL)
    *assignee_id = self->order->assignee_id;
  return self->order->choice;
}

LpMemberList *
lp_license_draft_get_candidates (LpLicenseDraft *self)
{
  return self->audience != NULL ? lp_audience_get_candidates (self->audience) : NULL;
}

char *
lp_license_draft_dup_audience_text (LpLicenseDraft *self, LpAllocationChoice choice)
{
  return self->audience != NULL ? lp_audience_dup_count_text (self->audience, choice) : g_strdup ("");
}

void
lp_license_draft_set_start_mode (LpLicenseDraft *self, LpStartMode mode)
{
  if (self->order->start_mode == mode)
    return;
  self->order->start_mode = mode;
  touch (self, "/subscription/start_mode");
}

LpStartMode
lp_license_draft_get_start_mode (LpLicenseDraft *self)
{
  return self->order->start_mode;
}

void
lp_license_draft_set_expiry_mode (LpLicenseDraft *self, LpExpiryMode mode)
{
  LpDate last;

  if (lp_license_draft_get_expiry_mode (self) == mode)
    return;
  if (mode == LP_EXPIRY_FIXED)
    {
      /* The day shown so far is a better beginning than none. */
      if (!lp_draft_order_get_first_term (self->order, NULL, &last, NULL, NULL))
        last = lp_period_add (self->order->today, self->order->product->term) - 1;
      self->order->initial_expiry = last;
    }
  else
    self->order->initial_expiry = LP_DATE_NONE;
  self->order->expiry_mode = mode;
  touch (self, "/subscription/expiry_mode");
}

LpExpiryMode
lp_license_draft_get_expiry_mode (LpLicenseDraft *self)
{
  return lp_date_is_valid (self->order->initial_expiry) ? LP_EXPIRY_FIXED : self->order->expiry_mode;
}

LpPeriod
lp_license_draft_get_notice (LpLicenseDraft *self)
{
  return self->order->notice;
}

void
lp_license_draft_set_initial_expiry (LpLicenseDraft *self, LpDate date)
{
  if (self->order->initial_expiry == date)
    return;
  self->order->initial_expiry = date;
  touch (self, "/subscription/initial_expiry");
}

gboolean
lp_license_draft_get_first_term (LpLicenseDraft *self, LpDate *first, LpDate *last, LpDate *deadline)
{
  return lp_draft_order_get_first_term (self->order, first, last, deadline, NULL);
}

const char *
lp_license_draft_get_fault (LpLicenseDraft *self, const char *pointer)
{
  if (!self->all_touched && !g_hash_table_contains (self->touched, pointer))
    return NULL;
  return g_hash_table_lookup (self->order->faults, pointer);
}
