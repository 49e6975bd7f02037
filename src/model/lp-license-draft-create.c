/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lp-license-draft-private.h"

#include <glib/gi18n-lib.h>

#include "lp-calls.h"
#include "lp-csv.h"
#include "lp-format.h"

/* One draft, one order: the request gets the draft's own idempotency key, which stays the same until the service
 * has answered, and stands in the outbox before it is sent. Whoever asks again meanwhile waits for the same
 * answer. */

static void
show_service_faults (LpLicenseDraft *self, const GError *error)
{
  gsize n_fields = 0;
  const LpFieldError *fields = error->domain == LP_ERROR ? lp_error_get_fields (error, &n_fields) : NULL;

  for (gsize i = 0; i < n_fields; i++)
    g_hash_table_insert (self->order->faults, g_strdup (fields[i].pointer), g_strdup (fields[i].detail));
  if (n_fields == 0)
    return;
  self->all_touched = TRUE;
  lp_license_draft_set_step (self, LP_STEP_DETAILS);
}

static void
answer_all (LpLicenseDraft *self, const GError *error)
{
  g_autoptr (GPtrArray) tasks = g_steal_pointer (&self->creating);

  self->creating = g_ptr_array_new_with_free_func (g_object_unref);
  if (error != NULL)
    {
      g_clear_pointer (&self->key, g_free);
      show_service_faults (self, error);
    }
  else
    lp_license_draft_set_step (self, LP_STEP_DONE);
  lp_license_draft_tell_faults (self);
  for (guint i = 0; i < tasks->len; i++)
    {
      GTask *task = g_ptr_array_index (tasks, i);

      if (error != NULL)
        g_task_return_error (task, g_error_copy (error));
      else
        g_task_return_boolean (task, TRUE);
    }
}

static void
take_reply (LpLicenseDraft *self, LpReply *reply, GError **error)
{
  g_autoptr (GPtrArray) tickets = NULL;

  g_clear_pointer (&self->result, lp_order_unref);
  self->result = lp_reply_read_order (reply, &tickets, error);
  if (self->result == NULL || tickets == NULL)
    return;
  g_ptr_array_unref (self->tickets);
  self->tickets = g_steal_pointer (&tickets);
}

static void
submitted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LpLicenseDraft) self = LP_LICENSE_DRAFT (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (LpChange) change = lp_outbox_submit_finish (LP_OUTBOX (source), result, &error);

  if (change != NULL && lp_change_get_error (change) != NULL)
    error = g_error_copy (lp_change_get_error (change));
  else if (change != NULL && lp_change_get_reply (change) != NULL)
    take_reply (self, lp_change_get_reply (change), &error);
  answer_all (self, error);
}

static void
submit (LpLicenseDraft *self, LpOutbox *outbox)
{
  g_autoptr (LpOrderRequest) order = lp_draft_order_make_request (self->order);
  g_autoptr (LpRequest) request = lp_call_create_order (order, self->order->product);
  g_autofree char *summary = NULL;

  if (self->key == NULL)
    self->key = lp_idempotency_key_new ();
  lp_request_set_idempotency_key (request, self->key);
  /* Translators: a change that waits to be sent; %d licenses, %s is a product, the second %s a group. */
  summary = g_strdup_printf (ngettext ("Create %d license of %s for %s", "Create %d licenses of %s for %s",
                                       self->order->licenses),
                             self->order->licenses, self->order->product->name, self->order->group->name);
  lp_outbox_submit_async (outbox, request, summary, NULL, submitted_cb, g_object_ref (self));
}

void
lp_license_draft_create_async (LpLicenseDraft *self,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  LpOutbox *outbox = lp_session_get_outbox (self->session);

  g_task_set_source_tag (task, lp_license_draft_create_async);
  if (self->step == LP_STEP_DONE)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  if (self->creating->len > 0)
    {
      g_ptr_array_add (self->creating, g_steal_pointer (&task));
      return;
    }
  if (outbox == NULL)
    {
      g_task_return_new_error (task, LP_ERROR, LP_ERROR_UNAUTHORIZED, "%s", _ ("Nobody is signed in."));
      return;
    }
  if (self->step != LP_STEP_REVIEW || !self->valid)
    {
      g_task_return_new_error (task, LP_ERROR, LP_ERROR_INVALID, "%s",
                               _ ("The details are not complete yet."));
      return;
    }
  g_ptr_array_add (self->creating, g_steal_pointer (&task));
  submit (self, outbox);
  lp_license_draft_tell_faults (self);
}

gboolean
lp_license_draft_create_finish (LpLicenseDraft *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

GPtrArray *
lp_license_draft_get_tickets (LpLicenseDraft *self)
{
  return self->tickets;
}

LpOrder *
lp_license_draft_get_order (LpLicenseDraft *self)
{
  return self->result;
}

/* A text cell: guarded against being taken for a formula (design: security, "Spreadsheet injection"), quoted where
 * needed. */
char *
lp_license_draft_dup_csv (LpLicenseDraft *self)
{
  GString *csv = g_string_new ("ticket,group,product_code,product,modules,quantity,expires,reference\n");
  char date[LP_DATE_STRING_SIZE];

  for (guint i = 0; i < self->tickets->len; i++)
    {
      const LpTicket *ticket = g_ptr_array_index (self->tickets, i);
      g_autofree char *modules = g_strjoinv (" ", ticket->modules);

      const char *cells[] = { ticket->code, self->order->group->path, ticket->product_code,
                              ticket->product_name, modules };

      for (gsize cell = 0; cell < G_N_ELEMENTS (cells); cell++)
        {
          lp_csv_append_cell (csv, cells[cell]);
          g_string_append_c (csv, ',');
        }
      g_string_append_printf (csv, "%d,", ticket->quantity);
      if (lp_date_format (ticket->technical_expiry, date) != NULL)
        g_string_append (csv, date);
      g_string_append_c (csv, ',');
      lp_csv_append_cell (csv, ticket->reference);
      g_string_append_c (csv, '\n');
    }
  return g_string_free (csv, FALSE);
}
