/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lc-order-issue.h"

#include "lc-audit.h"
#include "lc-caller.h"
#include "lc-id.h"
#include "lc-person-rows.h"
#include "lc-ticket-columns.h"
#include "lc-ticket-rows.h"
#include "lp-allocation.h"
#include "lp-order-rules.h"
#include "lp-ticket-code.h"

static void
fill_terms (LcOrderPlan *plan, LpDate today)
{
  const LpGroupSettings *settings = &plan->place->of->effective;
  const LpOrderRequest *request = plan->request;
  LpSubscriptionTerms defaults;
  LpSubscriptionTerms *terms = &plan->terms;

  plan->term = plan->place->product->term;
  terms->start_mode = (LpStartMode) request->start_mode;
  terms->expiry_mode = request->initial_expiry != LP_DATE_NONE ? LP_EXPIRY_FIXED
                                                               : (LpExpiryMode) request->expiry_mode;
  terms->start = terms->start_mode == LP_START_PURCHASE ? today : LP_DATE_NONE;
  terms->initial_expiry = request->initial_expiry;
  terms->term_months = lp_period_get_months (plan->term);
  terms->notice = plan->place->product->notice;
  terms->fiscal_year_end = settings->fiscal_year_end;
  terms->consumer = settings->consumer == TRUE;

  defaults = *terms;
  lp_subscription_shorten_for_consumer (&defaults);
  terms->notice = defaults.notice;
  if (defaults.term_months != terms->term_months)
    {
      terms->term_months = defaults.term_months;
      plan->term = (LpPeriod){ defaults.term_months, LP_PERIOD_MONTHS };
    }
}

static gboolean
check_terms (LcOrderPlan *plan, const LpOrderRequest *wish, LpDate today, GError **error)
{
  GError *fault = NULL;

  fill_terms (plan, today);
  if (wish->has_notice)
    plan->terms.notice = wish->notice;
  if (lp_subscription_validate (&plan->terms, &fault))
    return TRUE;
  lp_error_prefix_fields (fault, "/subscription");
  g_propagate_error (error, fault);
  return FALSE;
}

static gboolean
find_assignee (LcOrderPlan *plan, const LcTransaction *tx, const char *id, GError **error)
{
  g_autoptr (LpPerson) person = NULL;
  GError *fault = NULL;
  gboolean is_member = FALSE;

  plan->allocation.assignee = lc_person_find (tx->db, id, &fault);
  if (plan->allocation.assignee != 0)
    {
      person = lc_person_load (tx->db, plan->allocation.assignee, &fault);
      is_member = lc_membership_exists (tx->db, plan->allocation.assignee, plan->place->group, &fault);
    }
  if (fault == NULL && lp_allocation_check_assignee (is_member ? person : NULL, is_member, &fault))
    return TRUE;
  lp_error_prefix_fields (fault, "/allocation");
  g_propagate_error (error, fault);
  return FALSE;
}

static gboolean
plan_allocation (LcOrderPlan *plan, const LcTransaction *tx, GError **error)
{
  const LcOrderPlace *place = plan->place;
  GError *fault = NULL;
  gboolean is_member;
  LpAllocation allocation;

  plan->allocation.group = place->group;
  if (plan->request->has_allocation)
    {
      plan->allocation.visible = plan->request->visible_to_group;
      return plan->request->assignee_id == NULL ||
             find_assignee (plan, tx, plan->request->assignee_id, error);
    }
  if (tx->caller != NULL && plan->creator == tx->caller->person_row)
    is_member = lc_caller_is_member (tx->caller, place->of->id);
  else
    is_member = plan->creator != 0 && lc_membership_exists (tx->db, plan->creator, place->group, &fault);
  if (fault != NULL)
    {
      g_propagate_error (error, fault);
      return FALSE;
    }
  allocation = lp_allocation_default (&place->of->effective, "creator", is_member, place->of->id);
  plan->allocation.visible = allocation.visible_to_group;
  plan->allocation.assignee = allocation.assignee_id != NULL ? plan->creator : 0;
  return TRUE;
}

/* Puts the faults of several checks into one error; another error wins. */
static gboolean
join_faults (GError *first, GError *second, GError **error)
{
  gsize n_fields;
  const LpFieldError *fields;

  if (first == NULL || !g_error_matches (first, LP_ERROR, LP_ERROR_INVALID))
    {
      if (first != NULL)
        g_propagate_error (error, first);
      else if (second != NULL)
        g_propagate_error (error, g_steal_pointer (&second));
      g_clear_error (&second);
      return FALSE;
    }
  fields = second != NULL ? lp_error_get_fields (second, &n_fields) : NULL;
  for (gsize i = 0; fields != NULL && i < n_fields; i++)
    lp_error_add_field (&first, fields[i].pointer, "%s", fields[i].detail);
  g_clear_error (&second);
  g_propagate_error (error, first);
  return FALSE;
}

gboolean
lc_order_plan_init (LcOrderPlan *plan,
                    const LcTransaction *tx,
                    const LcOrderPlace *place,
                    const LpOrderRequest *request,
                    gint64 creator,
                    GError **error)
{
  GError *fault = NULL, *others = NULL;

  *plan = (LcOrderPlan){ .place = place, .creator = creator };
  plan->request = lp_order_request_validate (request, place->product, &fault);
  if (plan->request == NULL)
    return join_faults (fault, NULL, error);

  if (place->product->kind == LP_PRODUCT_SUBSCRIPTION)
    check_terms (plan, request, tx->today, &fault);
  plan_allocation (plan, tx, &others);
  return (fault == NULL && others == NULL) || join_faults (fault, others, error);
}

void
lc_order_plan_clear (LcOrderPlan *plan)
{
  g_clear_pointer (&plan->request, lp_order_request_unref);
}

LpDate
lc_order_first_expiry (const LcOrderPlan *plan, LpDate today)
{
  LpDate first, last;

  if (plan->place->product->kind == LP_PRODUCT_TRIAL)
    return MIN (today + plan->place->product->trial_days, LP_DATE_MAX);
  if (plan->place->product->kind != LP_PRODUCT_SUBSCRIPTION || plan->terms.start == LP_DATE_NONE ||
      !lp_subscription_term (&plan->terms, 0, &first, &last))
    return LP_DATE_NONE;
  return last;
}

static gboolean
open_subscription (const LcTransaction *tx,
                   const LcOrderPlan *plan,
                   const char *id,
                   gint64 ticket,
                   LpDate until,
                   GError **error)
{
  const LpSubscriptionTerms *terms = &plan->terms;
  char term[LP_PERIOD_STRING_SIZE], notice[LP_PERIOD_STRING_SIZE];
  LpDate deadline = until != LP_DATE_NONE ? lp_subscription_deadline (terms, 0) : LP_DATE_NONE;
  LpDate initial = terms->expiry_mode == LP_EXPIRY_FIXED ? terms->initial_expiry : until;
  LpStatement *insert = lp_db_prepare (
      tx->db,
      "INSERT INTO subscription (id, ticket, start_mode, expiry_mode, start, initial_expiry, term,"
      " notice, fiscal_year_end, consumer, committed_until, deadline, due_on)"
      " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
      error);

  if (insert == NULL)
    return FALSE;
  lp_statement_bind (insert, "tittddtttbddd", id, ticket,
                     lp_enum_get_nick (LP_TYPE_START_MODE, terms->start_mode),
                     lp_enum_get_nick (LP_TYPE_EXPIRY_MODE, terms->expiry_mode), terms->start, initial,
                     lp_period_format (plan->term, term), lp_period_format (terms->notice, notice),
                     terms->fiscal_year_end, terms->consumer, until, deadline,
                     deadline != LP_DATE_NONE ? deadline + 1 : LP_DATE_NONE);
  return lp_statement_run (insert, error);
}

static gboolean
record_ticket (const LcTransaction *tx, gint64 group, gint64 row, const LpTicket *ticket, GError **error)
{
  g_autoptr (GString) after = g_string_sized_new (256);
  LcAuditEntry entry = {
    .action = "ticket.create",
    .object_kind = "ticket",
    .object_id = ticket->id,
    .label = ticket->code,
    .group = group,
  };

  lc_ticket_write_place (after, ticket);
  entry.after = after->str;
  return lc_audit_add (tx, &entry, error) && lc_change_add (tx, LC_CHANGE_TICKET, row, NULL, error);
}

/* What all tickets of the order have in common. */
static LpTicket *
describe (const LcOrderPlan *plan, const LpOrder *order, LpDate until, LpDate today)
{
  const LpProduct *product = plan->place->product;
  const LpOrderRequest *request = plan->request;
  LpTicket *ticket = lp_ticket_new ();

  ticket->state = until != LP_DATE_NONE && until < today ? LP_TICKET_EXPIRED : LP_TICKET_AVAILABLE;
  ticket->product_id = g_strdup (product->id);
  ticket->product_code = g_strdup (product->code);
  ticket->product_name = g_strdup (product->name);
  g_strfreev (ticket->modules);
  ticket->modules = g_strdupv (request->modules);
  g_array_unref (ticket->entries);
  ticket->entries = g_array_ref (request->entries);
  ticket->quantity = request->quantity;
  ticket->group_id = g_strdup (plan->place->of->id);
  if (plan->allocation.assignee != 0)
    ticket->assignee_id = g_strdup (request->has_allocation ? request->assignee_id : order->created_by);
  ticket->visible_to_group = plan->allocation.visible;
  ticket->order_id = g_strdup (order->id);
  ticket->order_number = g_strdup (order->number);
  ticket->reference = g_strdup (request->reference);
  ticket->created_by = g_strdup (order->created_by);
  ticket->technical_expiry = until;
  return ticket;
}

static gboolean
issue_one (const LcTransaction *tx,
           const LcOrderPlan *plan,
           const LcNewTicket *wanted,
           LpTicket *ticket,
           GError **error)
{
  char code[LP_TICKET_CODE_SIZE];
  gint64 row = lc_ticket_insert (tx, wanted, &ticket->id, code, error);

  if (row == 0)
    return FALSE;
  ticket->code = g_strdup (code);
  ticket->etag = lc_etag_new (ticket->id, 1);
  ticket->created_at = g_strdup (tx->now);
  if (plan->place->product->kind == LP_PRODUCT_SUBSCRIPTION)
    {
      ticket->subscription_id = lc_id_new ();
      if (!open_subscription (tx, plan, ticket->subscription_id, row, wanted->technical_expiry, error))
        return FALSE;
    }
  return record_ticket (tx, plan->place->group, row, ticket, error);
}

gboolean
lc_order_issue (const LcTransaction *tx,
                const LcOrderPlan *plan,
                gint64 row,
                const LpOrder *order,
                GPtrArray *tickets,
                GError **error)
{
  const LcOrderPlace *place = plan->place;
  g_autoptr (GString) entries = g_string_new (NULL);
  LpDate until = lc_order_first_expiry (plan, tx->today);
  LcNewTicket wanted = {
    .product = place->product_row,
    .order = row,
    .creator = plan->creator,
    .place = plan->allocation,
    .modules = (const char *const *) plan->request->modules,
    .quantity = plan->request->quantity,
    .reference = plan->request->reference,
    .technical_expiry = until,
  };

  lc_ticket_write_entries (entries, plan->request->entries, place->product);
  wanted.entries = entries->str;
  for (int i = 0; i < plan->request->licenses; i++)
    {
      g_autoptr (LpTicket) ticket = describe (plan, order, until, tx->today);

      if (!issue_one (tx, plan, &wanted, ticket, error))
        return FALSE;
      if (tickets != NULL)
        g_ptr_array_add (tickets, g_steal_pointer (&ticket));
    }
  return TRUE;
}
