/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lp-draft-order.h"

#include <glib/gi18n-lib.h>

#include "lp-entry-text.h"
#include "lp-error.h"
#include "lp-format.h"
#include "lp-order-rules.h"
#include "lp-subscription-rules.h"

/* A deadline nearer to the start than this must be confirmed (design: domain, "Cancellation"). */
#define EARLY_DEADLINE_DAYS 14

/* BGB § 309 No. 9: the longest first term and notice for a consumer. */
#define CONSUMER_MAX_MONTHS 24
#define CONSUMER_MAX_NOTICE ((LpPeriod){ 1, LP_PERIOD_MONTHS })

#define LICENSES "/licenses"
#define QUANTITY "/quantity"
#define NOTICE   "/subscription/notice"

LpDraftOrder *
lp_draft_order_new (LpDate today)
{
  LpDraftOrder *self = g_new0 (LpDraftOrder, 1);

  self->today = today;
  self->entries = lp_entry_values_new ();
  self->modules = g_ptr_array_new_with_free_func (g_free);
  self->licenses = 1;
  self->quantity = 1;
  self->initial_expiry = LP_DATE_NONE;
  self->choice = LP_ALLOCATION_EVERYONE;
  self->typed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->faults = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

void
lp_draft_order_free (LpDraftOrder *self)
{
  g_clear_pointer (&self->group, lp_group_unref);
  g_clear_pointer (&self->product, lp_product_unref);
  g_clear_pointer (&self->entries, g_array_unref);
  g_clear_pointer (&self->modules, g_ptr_array_unref);
  g_clear_pointer (&self->typed, g_hash_table_unref);
  g_clear_pointer (&self->faults, g_hash_table_unref);
  g_free (self->reference);
  g_free (self->assignee_id);
  g_free (self);
}

static const LpEntry *
find_entry (LpProduct *product, const char *key)
{
  for (guint i = 0; product != NULL && i < product->entries->len; i++)
    {
      const LpEntry *entry = g_ptr_array_index (product->entries, i);

      if (g_str_equal (entry->key, key))
        return entry;
    }
  return NULL;
}

static const LpModule *
find_module (LpProduct *product, const char *code)
{
  for (guint i = 0; product != NULL && i < product->modules->len; i++)
    {
      const LpModule *module = g_ptr_array_index (product->modules, i);

      if (g_str_equal (module->code, code))
        return module;
    }
  return NULL;
}

/* What a fresh form shows for an entry. A switch has no third position, so a boolean without default is off. */
static const char *
get_first_value (const LpEntry *entry)
{
  if (entry->default_value != NULL)
    return entry->default_value;
  return entry->kind == LP_ENTRY_BOOLEAN ? "false" : "";
}

static void
fill_entries (LpDraftOrder *self, LpProduct *old)
{
  g_autoptr (GArray) typed = g_steal_pointer (&self->entries);

  self->entries = lp_entry_values_new ();
  for (guint i = 0; i < self->product->entries->len; i++)
    {
      const LpEntry *entry = g_ptr_array_index (self->product->entries, i);
      const LpEntry *before = find_entry (old, entry->key);
      const char *kept = before != NULL && before->kind == entry->kind
                             ? lp_entry_values_get (typed, entry->key)
                             : NULL;

      lp_entry_values_add (self->entries, entry->key, kept != NULL ? kept : get_first_value (entry));
    }
}

static void
fill_modules (LpDraftOrder *self)
{
  g_ptr_array_set_size (self->modules, 0);
  for (guint i = 0; i < self->product->modules->len; i++)
    {
      const LpModule *module = g_ptr_array_index (self->product->modules, i);

      if (module->is_default)
        g_ptr_array_add (self->modules, g_strdup (module->code));
    }
}

static gboolean
is_consumer (LpDraftOrder *self)
{
  return self->group != NULL && self->group->effective.consumer == TRUE;
}

static gboolean
is_longer_than_a_month (LpPeriod notice)
{
  /* From 1 January, since one month of 31 days is the longest that is "one month". */
  LpDate from = lp_date_from_ymd (2001, 1, 1);

  return lp_period_add (from, notice) > lp_period_add (from, CONSUMER_MAX_NOTICE);
}

void
lp_draft_order_set_product (LpDraftOrder *self, LpProduct *product)
{
  g_autoptr (LpProduct) old = g_steal_pointer (&self->product);

  if (product == NULL)
    return;
  self->product = lp_product_ref (product);
  if (old != NULL && g_str_equal (old->id, product->id))
    return;
  fill_entries (self, old);
  fill_modules (self);
  self->start_mode = product->start_mode;
  self->expiry_mode = product->expiry_mode;
  self->initial_expiry = LP_DATE_NONE;
  self->notice = product->notice;
  g_hash_table_remove (self->typed, NOTICE);
  if (is_consumer (self) && is_longer_than_a_month (self->notice))
    self->notice = CONSUMER_MAX_NOTICE;
}

void
lp_draft_order_set_entry (LpDraftOrder *self, const char *key, const char *value)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      LpEntryValue *entry = &g_array_index (self->entries, LpEntryValue, i);

      if (!g_str_equal (entry->key, key))
        continue;
      g_free (entry->value);
      entry->value = g_strdup (value != NULL ? value : "");
    }
}

/* Only its canonical form counts as read, so that nothing typed is written anew under the person's hands. */
static gboolean
read_count (const char *text, int *number)
{
  g_autofree char *canonical = NULL;
  gint64 value;

  if (!g_ascii_string_to_signed (text, 10, G_MININT, G_MAXINT, &value, NULL))
    return FALSE;
  canonical = g_strdup_printf ("%d", (int) value);
  if (!g_str_equal (canonical, text))
    return FALSE;
  *number = (int) value;
  return TRUE;
}

gboolean
lp_draft_order_set_number (LpDraftOrder *self, const char *pointer, const char *text)
{
  g_autofree char *before = lp_draft_order_dup_number (self, pointer);
  gboolean read = FALSE;

  if (g_str_equal (before, text))
    return FALSE;
  if (g_str_equal (pointer, LICENSES))
    read = read_count (text, &self->licenses);
  else if (g_str_equal (pointer, QUANTITY))
    read = read_count (text, &self->quantity);
  else if (g_str_equal (pointer, NOTICE))
    read = lp_period_parse (text, &self->notice);
  else
    return FALSE;
  if (read)
    g_hash_table_remove (self->typed, pointer);
  else
    g_hash_table_insert (self->typed, g_strdup (pointer), g_strdup (text));
  return TRUE;
}

char *
lp_draft_order_dup_number (LpDraftOrder *self, const char *pointer)
{
  const char *typed = g_hash_table_lookup (self->typed, pointer);
  char buffer[LP_PERIOD_STRING_SIZE];

  if (typed != NULL)
    return g_strdup (typed);
  if (g_str_equal (pointer, NOTICE))
    return g_strdup (lp_period_format (self->notice, buffer));
  return g_strdup_printf ("%d", g_str_equal (pointer, LICENSES) ? self->licenses : self->quantity);
}

gboolean
lp_draft_order_has_module (LpDraftOrder *self, const char *code)
{
  return g_ptr_array_find_with_equal_func (self->modules, code, g_str_equal, NULL);
}

static char **
dup_modules (LpDraftOrder *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < self->modules->len; i++)
    g_strv_builder_add (builder, g_ptr_array_index (self->modules, i));
  return g_strv_builder_end (builder);
}

/* A module that is on and needs @code. */
static const LpModule *
find_dependent (LpDraftOrder *self, const char *code)
{
  for (guint i = 0; i < self->modules->len; i++)
    {
      const LpModule *module = find_module (self->product, g_ptr_array_index (self->modules, i));

      if (module != NULL && g_strv_contains ((const char *const *) module->requires, code))
        return module;
    }
  return NULL;
}

static gboolean
can_toggle_module (LpDraftOrder *self,
                   const char *code,
                   const LpModule **requires,
                   const LpModule **excludes,
                   const LpModule **dependent)
{
  g_auto (GStrv) chosen = dup_modules (self);

  *requires = *excludes = *dependent = NULL;
  if (lp_draft_order_has_module (self, code))
    {
      *dependent = find_dependent (self, code);
      return *dependent == NULL;
    }
  return !lp_module_get_blocker (self->product, code, (const char *const *) chosen, requires, excludes);
}

gboolean
lp_draft_order_set_module (LpDraftOrder *self, const char *code, gboolean on)
{
  const LpModule *requires, *excludes, *dependent;
  guint index = 0;

  if (find_module (self->product, code) == NULL)
    return FALSE;
  if (lp_draft_order_has_module (self, code) == on)
    return TRUE;
  if (!can_toggle_module (self, code, &requires, &excludes, &dependent))
    return FALSE;
  if (on)
    g_ptr_array_add (self->modules, g_strdup (code));
  else if (g_ptr_array_find_with_equal_func (self->modules, code, g_str_equal, &index))
    g_ptr_array_remove_index (self->modules, index);
  return TRUE;
}

static char *
join_module_names (LpDraftOrder *self, char **codes)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_auto (GStrv) all = NULL;

  for (guint i = 0; codes != NULL && codes[i] != NULL; i++)
    {
      const LpModule *module = find_module (self->product, codes[i]);

      g_strv_builder_add (names, module != NULL ? module->name : codes[i]);
    }
  all = g_strv_builder_end (names);
  return g_strjoinv (", ", all);
}

char *
lp_draft_order_explain_module (LpDraftOrder *self, const char *code, gboolean *can_toggle)
{
  const LpModule *module = find_module (self->product, code);
  const LpModule *requires, *excludes, *dependent;
  gboolean allowed;
  g_autofree char *needed = NULL;
  g_autofree char *excluded = NULL;

  if (can_toggle != NULL)
    *can_toggle = FALSE;
  if (module == NULL)
    return g_strdup ("");
  allowed = can_toggle_module (self, code, &requires, &excludes, &dependent);
  if (can_toggle != NULL)
    *can_toggle = allowed;
  if (dependent != NULL)
    /* Translators: %s is a module that is switched on and needs this one. */
    return g_strdup_printf (_ ("Needed by %s"), dependent->name);
  if (excludes != NULL)
    /* Translators: %s is a module that is switched on. */
    return g_strdup_printf (_ ("Cannot be combined with %s"), excludes->name);

  needed = join_module_names (self, module->requires);
  excluded = join_module_names (self, module->excludes);
  if (*needed != '\0')
    /* Translators: %s is one or more modules that must be on before this one. */
    return g_strdup_printf (_ ("Needs %s"), needed);
  if (*excluded != '\0')
    return g_strdup_printf (_ ("Cannot be combined with %s"), excluded);
  return g_strdup ("");
}

static gboolean
is_subscription (LpDraftOrder *self)
{
  return self->product != NULL && self->product->kind == LP_PRODUCT_SUBSCRIPTION;
}

LpOrderRequest *
lp_draft_order_make_request (LpDraftOrder *self)
{
  LpOrderRequest *request = lp_order_request_new ();

  request->group_id = g_strdup (self->group->id);
  request->product_id = g_strdup (self->product->id);
  request->licenses = self->licenses;
  request->quantity = self->quantity;
  request->modules = dup_modules (self);
  for (guint i = 0; i < self->entries->len; i++)
    {
      const LpEntryValue *value = &g_array_index (self->entries, LpEntryValue, i);

      if (value->value != NULL && *value->value != '\0')
        lp_entry_values_add (request->entries, value->key, value->value);
    }
  request->reference = self->reference != NULL && *self->reference != '\0' ? g_strdup (self->reference)
                                                                           : NULL;
  request->has_allocation = TRUE;
  request->visible_to_group = self->choice == LP_ALLOCATION_EVERYONE;
  if (self->choice == LP_ALLOCATION_PERSON)
    request->assignee_id = g_strdup (self->assignee_id);
  request->has_subscription = is_subscription (self);
  request->start_mode = request->has_subscription ? (int) self->start_mode : -1;
  request->expiry_mode = request->has_subscription ? (int) self->expiry_mode : -1;
  request->initial_expiry = request->has_subscription ? self->initial_expiry : LP_DATE_NONE;
  if (lp_date_is_valid (request->initial_expiry))
    request->expiry_mode = LP_EXPIRY_FIXED;
  request->has_notice = request->has_subscription;
  request->notice = self->notice;
  return request;
}

static LpSubscriptionTerms
make_terms (LpDraftOrder *self)
{
  int months = lp_period_get_months (self->product->term);
  const char *year_end = self->group != NULL ? self->group->effective.fiscal_year_end : NULL;
  gboolean fixed = lp_date_is_valid (self->initial_expiry);

  if (is_consumer (self))
    months = MIN (months, CONSUMER_MAX_MONTHS);
  return (LpSubscriptionTerms){
    .start_mode = self->start_mode,
    .expiry_mode = fixed ? LP_EXPIRY_FIXED : self->expiry_mode,
    .start = self->start_mode == LP_START_ACTIVATION ? LP_DATE_NONE : self->today,
    .initial_expiry = self->initial_expiry,
    .term_months = MAX (months, 1),
    .notice = self->notice,
    .fiscal_year_end = year_end != NULL ? year_end : "12-31",
    .consumer = is_consumer (self),
  };
}

gboolean
lp_draft_order_get_first_term (LpDraftOrder *self,
                               LpDate *first,
                               LpDate *last,
                               LpDate *deadline,
                               LpDate *next)
{
  LpSubscriptionTerms terms;
  LpDate a, b, c, d;

  if (!is_subscription (self) || (deadline != NULL && g_hash_table_contains (self->typed, NOTICE)))
    return FALSE;
  terms = make_terms (self);
  if (terms.start == LP_DATE_NONE || !lp_subscription_validate (&terms, NULL) ||
      !lp_subscription_term (&terms, 0, &a, &b))
    return FALSE;
  if (!lp_subscription_term (&terms, 1, &c, &d))
    d = LP_DATE_NONE;
  if (first != NULL)
    *first = a;
  if (last != NULL)
    *last = b;
  if (deadline != NULL)
    *deadline = lp_subscription_deadline (&terms, 0);
  if (next != NULL)
    *next = d;
  return TRUE;
}

/* How a subscription goes on after its first term, as the end of a sentence. */
static char *
describe_rhythm (LpDraftOrder *self)
{
  int months = is_consumer (self) ? 1 : lp_period_get_months (self->product->term);
  g_autofree char *term = NULL;

  if (months == 12)
    /* Translators: how a subscription is renewed: "First term … – …, then yearly." */
    return g_strdup (_ ("then yearly"));
  if (months == 1)
    return g_strdup (_ ("then monthly"));
  term = lp_format_period (self->product->term);
  /* Translators: %s is a length of time, such as "3 months". */
  return g_strdup_printf (_ ("then every %s"), term);
}

static char *
describe_pending (LpDraftOrder *self)
{
  g_autofree char *rhythm = describe_rhythm (self);
  g_autofree char *notice = lp_format_period (self->notice);
  g_autofree char *day = NULL;

  if (lp_date_is_valid (self->initial_expiry))
    {
      day = lp_format_date (self->initial_expiry);
      /* Translators: the first %s is a day, the second "then yearly", the third a length of time. */
      return g_strdup_printf (_ ("Starts with the first activation. First term until %s, %s. "
                                 "Can be cancelled until %s before the end of a term."),
                              day, rhythm, notice);
    }
  /* Translators: the first %s is "then yearly", the second a length of time such as "3 months". */
  return g_strdup_printf (_ ("The first term starts with the first activation, %s. "
                             "Can be cancelled until %s before the end of a term."),
                          rhythm, notice);
}

char *
lp_draft_order_describe_schedule (LpDraftOrder *self)
{
  LpDate first, last, deadline;
  g_autofree char *from = NULL;
  g_autofree char *until = NULL;
  g_autofree char *rhythm = NULL;
  g_autofree char *by = NULL;

  if (!is_subscription (self) || g_hash_table_contains (self->typed, NOTICE))
    return g_strdup ("");
  if (self->start_mode == LP_START_ACTIVATION)
    return describe_pending (self);
  if (!lp_draft_order_get_first_term (self, &first, &last, &deadline, NULL))
    return g_strdup ("");
  from = lp_format_date (first);
  until = lp_format_date (last);
  rhythm = describe_rhythm (self);
  by = lp_format_date (deadline);
  /* Translators: in this order: first day, last day, "then yearly", day of the deadline. */
  return g_strdup_printf (_ ("First term %s – %s, %s. To stop after the first term, cancel by %s."), from,
                          until, rhythm, by);
}

char *
lp_draft_order_describe_warning (LpDraftOrder *self)
{
  LpDate first, last, deadline, next;
  g_autofree char *by = NULL;
  g_autofree char *end = NULL;
  g_autofree char *renewed = NULL;

  if (!lp_draft_order_get_first_term (self, &first, &last, &deadline, &next) ||
      deadline - first >= EARLY_DEADLINE_DAYS)
    return g_strdup ("");
  by = lp_format_date (deadline);
  end = lp_format_date (last);
  renewed = lp_format_date (next);
  /* Translators: in this order: day of the deadline, last day of the first term, last day of the second term. */
  return g_strdup_printf (
      _ ("The first deadline is %s already. Only a cancellation by then ends the subscription "
         "on %s; otherwise it is renewed until %s."),
      by, end, renewed);
}

gboolean
lp_draft_order_needs_approval (LpDraftOrder *self)
{
  const char *approval = self->group != NULL ? self->group->effective.approval : NULL;

  return approval != NULL && lp_order_needs_approval (approval, self->licenses, self->quantity, 0);
}

/* The unit is the last letter of what was typed, too. */
static LpPeriodUnit
get_notice_unit (LpDraftOrder *self)
{
  const char *typed = g_hash_table_lookup (self->typed, NOTICE);
  g_autofree char *with_number = typed != NULL && *typed != '\0'
                                     ? g_strconcat ("P0", typed + strlen (typed) - 1, NULL)
                                     : NULL;
  LpPeriod period;

  return lp_period_parse (with_number, &period) ? period.unit : self->notice.unit;
}

static char *
explain_notice (LpDraftOrder *self)
{
  LpPeriod longest = { lp_notice_get_max (get_notice_unit (self)), get_notice_unit (self) };
  g_autofree char *most = lp_format_period (longest);

  if (is_consumer (self))
    return g_strdup (_ ("At most one month, since this is a consumer"));
  /* Translators: the allowed cancellation periods; %s is a length of time such as “100 years” */
  return g_strdup_printf (_ ("A whole number, from 0 to %s"), most);
}

static char *
explain_fault (LpDraftOrder *self, const char *pointer, const char *detail)
{
  if (g_str_has_prefix (pointer, "/entries/"))
    {
      const char *key = pointer + strlen ("/entries/");
      const LpEntry *entry = find_entry (self->product, key);

      if (entry != NULL)
        return lp_entry_explain_fault (entry, lp_entry_values_get (self->entries, key));
    }
  if (g_str_equal (pointer, LICENSES))
    return g_strdup_printf (_ ("Between 1 and %d licenses in one order"), LP_ORDER_MAX_LICENSES);
  if (g_str_equal (pointer, QUANTITY))
    return g_strdup_printf (_ ("Between 1 and %'d seats"), LP_ORDER_MAX_QUANTITY);
  if (g_str_equal (pointer, "/reference"))
    return g_strdup_printf (_ ("At most %d characters, without line breaks"), LP_ORDER_MAX_REFERENCE);
  if (g_str_equal (pointer, "/subscription/initial_expiry"))
    return g_strdup (lp_date_is_valid (self->initial_expiry)
                         ? (is_consumer (self)
                                ? _ ("A day from today to two years from now, since this is a consumer")
                                : _ ("A day from today to the year 2999"))
                         : _ ("Choose the last day of the first term"));
  if (g_str_equal (pointer, NOTICE))
    return explain_notice (self);
  return g_strdup (detail);
}

static void
take_faults (LpDraftOrder *self, const GError *error)
{
  gsize n_fields = 0;
  const LpFieldError *fields = lp_error_get_fields (error, &n_fields);

  for (gsize i = 0; i < n_fields; i++)
    if (!g_hash_table_contains (self->faults, fields[i].pointer))
      g_hash_table_insert (self->faults, g_strdup (fields[i].pointer),
                           explain_fault (self, fields[i].pointer, fields[i].detail));
}

static void
take_typed (LpDraftOrder *self)
{
  GHashTableIter iter;
  gpointer pointer;

  g_hash_table_iter_init (&iter, self->typed);
  while (g_hash_table_iter_next (&iter, &pointer, NULL))
    g_hash_table_insert (self->faults, g_strdup (pointer), explain_fault (self, pointer, ""));
}

static void
validate_terms (LpDraftOrder *self)
{
  LpSubscriptionTerms terms = make_terms (self);
  g_autoptr (GError) error = NULL;

  if (!lp_subscription_validate (&terms, &error))
    {
      lp_error_prefix_fields (error, "/subscription");
      take_faults (self, error);
    }
}

gboolean
lp_draft_order_validate (LpDraftOrder *self)
{
  g_autoptr (LpOrderRequest) request = NULL;
  g_autoptr (LpOrderRequest) complete = NULL;
  g_autoptr (GError) error = NULL;

  g_hash_table_remove_all (self->faults);
  if (self->group == NULL || self->product == NULL)
    return FALSE;
  take_typed (self);
  request = lp_draft_order_make_request (self);
  complete = lp_order_request_validate (request, self->product, &error);
  if (complete == NULL)
    take_faults (self, error);
  if (is_subscription (self))
    validate_terms (self);
  if (self->choice == LP_ALLOCATION_PERSON && self->assignee_id == NULL)
    g_hash_table_insert (self->faults, g_strdup ("/allocation/assignee_id"),
                         g_strdup (_ ("Choose a person")));
  return g_hash_table_size (self->faults) == 0;
}
