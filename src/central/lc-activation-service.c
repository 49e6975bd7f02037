/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lc-activation-service.h"

#include "lc-audit.h"
#include "lc-caller.h"
#include "lc-id.h"
#include "lc-subscription-store.h"
#include "lc-ticket-service.h"

static gboolean
record (const LcTransaction *tx, const LcTicket *ticket, const char *action, GError **error)
{
  const LcAuditEntry entry = {
    .action = action,
    .object_kind = "ticket",
    .object_id = ticket->ticket->id,
    .label = ticket->ticket->code,
    .group = ticket->place.group,
  };

  return lc_audit_add (tx, &entry, error);
}

/* With the ticket its subscription changes, which shows the technical expiry, too. */
static gboolean
set_technical_expiry (const LcTransaction *tx, const LcTicket *ticket, LpDate expiry, GError **error)
{
  return lp_db_run (tx->db, error, "UPDATE ticket SET technical_expiry = $1 WHERE row = $2", "di", expiry,
                    ticket->row) &&
         lp_db_run (tx->db, error, "UPDATE subscription SET version = version + 1 WHERE row = $1", "i",
                    ticket->subscription) &&
         lc_change_add (tx, LC_CHANGE_SUBSCRIPTION, ticket->row, &ticket->place, error);
}

static gboolean
check_usable (const LcTicket *ticket, GError **error)
{
  if (ticket->ticket->state == LP_TICKET_REVOKED)
    g_set_error (error, LP_ERROR, LP_ERROR_TICKET_REVOKED, "The license %s is revoked.",
                 ticket->ticket->code);
  else if (ticket->ticket->state == LP_TICKET_EXPIRED && ticket->subscription == 0)
    g_set_error (error, LP_ERROR, LP_ERROR_STATE, "The license %s is expired and cannot be activated.",
                 ticket->ticket->code);
  else
    return TRUE;
  return FALSE;
}

/* The running activation on that machine, 0 if there is none. */
static gint64
find_running (const LcTransaction *tx, const LcTicket *ticket, gint64 container, GError **error)
{
  return lp_db_query_int (tx->db, 0, error,
                          "SELECT row FROM activation WHERE ticket = $1 AND container = $2"
                          " AND ended_at IS NULL",
                          "ii", ticket->row, container);
}

static gboolean
check_machines (const LcTransaction *tx, const LcTicket *ticket, GError **error)
{
  GError *fault = NULL;
  gint64 most = lp_db_query_int (tx->db, 1, &fault, "SELECT max_machines FROM product WHERE row = $1", "i",
                                 ticket->product);

  if (fault == NULL && ticket->ticket->containers->len >= most)
    g_set_error (
        &fault, LP_ERROR, LP_ERROR_TICKET_ACTIVATED,
        "The license %s is on %u machines already, as many as the product allows: remove it from one "
        "first.",
        ticket->ticket->code, ticket->ticket->containers->len);
  if (fault == NULL)
    return TRUE;
  g_propagate_error (error, fault);
  return FALSE;
}

/* Starts what is pending. Returns the day until which the subscription is committed. */
static LpDate
open_subscription (const LcTransaction *tx, const LcTicket *ticket, GError **error)
{
  g_autoptr (LcSubscription) self = lc_subscription_load (tx, ticket->subscription, error);

  if (self == NULL)
    return LP_DATE_NONE;
  if (self->subscription->state == LP_SUBSCRIPTION_ENDED)
    {
      g_set_error (error, LP_ERROR, LP_ERROR_STATE,
                   "The subscription of %s is ended and cannot be activated.", ticket->ticket->code);
      return LP_DATE_NONE;
    }
  if (self->subscription->start != LP_DATE_NONE)
    return self->subscription->committed_until;
  return lc_subscription_start (tx, self, error) ? self->subscription->committed_until : LP_DATE_NONE;
}

static gint64
insert_activation (const LcTransaction *tx, const LcTicket *ticket, gint64 container, GError **error)
{
  g_autofree char *id = lc_id_new ();
  LpStatement *insert = lp_db_prepare (tx->db,
                                       "INSERT INTO activation (id, ticket, container, person, activated_at)"
                                       " VALUES ($1, $2, $3, $4, $5)",
                                       error);

  if (insert == NULL)
    return 0;
  lp_statement_bind (insert, "tiint", id, ticket->row, container, tx->now);
  if (tx->caller != NULL)
    lp_statement_bind_int (insert, 4, tx->caller->person_row);
  return lp_statement_run (insert, error) ? lp_db_get_last_row (tx->db) : 0;
}

gint64
lc_activation_begin (const LcTransaction *tx, const LcTicket *ticket, gint64 container, GError **error)
{
  GError *fault = NULL;
  gint64 activation;
  LpDate committed_until = LP_DATE_NONE;

  if (!lc_ticket_check (tx, ticket, LP_ACTION_ACTIVATE, error) || !check_usable (ticket, error))
    return 0;
  activation = find_running (tx, ticket, container, &fault);
  if (activation != 0 || fault != NULL || !check_machines (tx, ticket, &fault) ||
      (ticket->subscription != 0 &&
       (committed_until = open_subscription (tx, ticket, &fault)) == LP_DATE_NONE))
    {
      if (fault != NULL)
        g_propagate_error (error, fault);
      return activation;
    }

  activation = insert_activation (tx, ticket, container, error);
  if (activation == 0 ||
      !lp_db_run (tx->db, error, "UPDATE ticket SET activations = activations + 1 WHERE row = $1", "i",
                  ticket->row) ||
      (committed_until != LP_DATE_NONE && committed_until != ticket->ticket->technical_expiry &&
       !set_technical_expiry (tx, ticket, committed_until, error)) ||
      !lc_ticket_touch (tx, ticket, error) || !record (tx, ticket, "ticket.activate", error))
    return 0;
  return activation;
}

/* An activation as stored. */
typedef struct
{
  gint64 ticket;
  gint64 person; /* 0: not known */
  gboolean ended;
} Activation;

static gboolean
find_activation (const LcTransaction *tx, gint64 row, Activation *found, GError **error)
{
  g_autoptr (GError) fault = NULL;
  LpStatement *rows =
      lp_db_query (tx->db, error, "SELECT ticket, person, ended_at FROM activation WHERE row = $1", "i", row);

  if (rows == NULL)
    return FALSE;
  if (lp_statement_step (rows, &fault))
    {
      *found = (Activation){ lp_statement_get_int (rows, 0), lp_statement_get_int (rows, 1),
                             !lp_statement_is_null (rows, 2) };
      lp_statement_reset (rows);
      return TRUE;
    }
  if (fault != NULL)
    g_propagate_error (error, g_steal_pointer (&fault));
  else
    lc_set_not_found (error);
  return FALSE;
}

/* Whether the person who activated could do so today. */
static gboolean
check_activator (const LcTransaction *tx, const LcTicket *ticket, gint64 person, GError **error)
{
  g_autoptr (GError) fault = NULL;
  g_autoptr (LcCaller) activator = NULL;
  LcTransaction as_activator = *tx;

  if (person == 0)
    return TRUE;
  activator = lc_caller_load (tx->db, person, &fault);
  as_activator.caller = activator;
  if (activator != NULL && lc_ticket_check (&as_activator, ticket, LP_ACTION_ACTIVATE, &fault))
    return TRUE;
  if (g_error_matches (fault, LP_ERROR, LP_ERROR_STORAGE))
    g_propagate_error (error, g_steal_pointer (&fault));
  else
    g_set_error (
        error, LP_ERROR, LP_ERROR_ACTIVATOR_LOST_ACCESS,
        "Who activated %s is disabled or may no longer activate it: somebody who may has to activate "
        "it anew.",
        ticket->ticket->code);
  return FALSE;
}

static gboolean
check_renewable (const LcTransaction *tx,
                 const LcTicket *ticket,
                 const Activation *activation,
                 GError **error)
{
  const char *code = ticket->ticket->code;

  if (activation->ended)
    g_set_error (error, LP_ERROR, LP_ERROR_STATE, "%s is no longer on this machine: activate it.", code);
  else if (ticket->ticket->state == LP_TICKET_REVOKED)
    g_set_error (error, LP_ERROR, LP_ERROR_TICKET_REVOKED, "The license %s is revoked.", code);
  else if (ticket->subscription == 0 && ticket->ticket->technical_expiry == LP_DATE_NONE)
    g_set_error (error, LP_ERROR, LP_ERROR_STATE, "%s is a perpetual license and needs no renewal.", code);
  else if (ticket->subscription == 0)
    g_set_error (error, LP_ERROR, LP_ERROR_STATE, "%s is a trial, which is never renewed.", code);
  else
    return check_activator (tx, ticket, activation->person, error);
  return FALSE;
}

gboolean
lc_activation_renew (const LcTransaction *tx, gint64 activation, GError **error)
{
  Activation found = { 0 };
  g_autoptr (LcTicket) ticket = NULL;
  g_autoptr (LpSubscription) subscription = NULL;

  if (!find_activation (tx, activation, &found, error))
    return FALSE;
  ticket = lc_ticket_load (tx, found.ticket, error);
  if (ticket == NULL || !check_renewable (tx, ticket, &found, error))
    return FALSE;
  subscription = lc_subscription_load_wire (tx, ticket->subscription, error);
  if (subscription == NULL)
    return FALSE;
  if (subscription->state == LP_SUBSCRIPTION_ENDED)
    {
      g_set_error (error, LP_ERROR, LP_ERROR_STATE, "The subscription of %s is ended and cannot be renewed.",
                   ticket->ticket->code);
      return FALSE;
    }
  if (ticket->ticket->technical_expiry == subscription->committed_until)
    return TRUE;
  return set_technical_expiry (tx, ticket, subscription->committed_until, error) &&
         lc_ticket_touch (tx, ticket, error) && record (tx, ticket, "ticket.renew", error);
}

/* What changes when the last machine has let go of a license. */
static gboolean
leave_last_machine (const LcTransaction *tx, const LcTicket *ticket, GError **error)
{
  g_autoptr (LpSubscription) subscription = NULL;

  if (!lp_db_run (tx->db, error,
                  "UPDATE ticket SET removal = 'confirmed' WHERE row = $1 AND removal = 'pending'", "i",
                  ticket->row))
    return FALSE;
  if (ticket->subscription == 0)
    return TRUE;
  subscription = lc_subscription_load_wire (tx, ticket->subscription, error);
  return subscription != NULL && (subscription->committed_until == ticket->ticket->technical_expiry ||
                                  set_technical_expiry (tx, ticket, subscription->committed_until, error));
}

gboolean
lc_activation_end (const LcTransaction *tx, gint64 activation, GError **error)
{
  Activation found = { 0 };
  g_autoptr (LcTicket) ticket = NULL;

  if (!find_activation (tx, activation, &found, error))
    return FALSE;
  if (found.ended)
    return TRUE;
  ticket = lc_ticket_load (tx, found.ticket, error);
  if (ticket == NULL ||
      !lp_db_run (tx->db, error, "UPDATE activation SET ended_at = $2 WHERE row = $1", "it", activation,
                  tx->now) ||
      !lp_db_run (tx->db, error, "UPDATE ticket SET activations = activations - 1 WHERE row = $1", "i",
                  ticket->row) ||
      (ticket->ticket->containers->len == 1 && !leave_last_machine (tx, ticket, error)))
    return FALSE;
  return lc_ticket_touch (tx, ticket, error) && record (tx, ticket, "ticket.deactivate", error);
}
