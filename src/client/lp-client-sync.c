/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lp-client-sync.h"

/* The session belongs to the main context in which it was first used, so all blocking calls of one client share
 * one context of their own. */
static GMainContext *
push_context (LpClient *client)
{
  GMainContext *context = g_object_get_data (G_OBJECT (client), "lp-sync-context");

  if (context == NULL)
    {
      context = g_main_context_new ();
      g_object_set_data_full (G_OBJECT (client), "lp-sync-context", context,
                              (GDestroyNotify) g_main_context_unref);
    }
  g_main_context_push_thread_default (context);
  return context;
}

static void
on_done (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **done = user_data;

  *done = g_object_ref (result);
}

static void
wait_and_pop (GMainContext *context, GAsyncResult **done)
{
  while (*done == NULL)
    g_main_context_iteration (context, TRUE);
  g_main_context_pop_thread_default (context);
}

gboolean
lp_client_restore_sync (LpClient *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GAsyncResult) done = NULL;
  GMainContext *context = push_context (self);

  lp_client_restore_async (self, cancellable, on_done, &done);
  wait_and_pop (context, &done);
  return lp_client_restore_finish (self, done, error);
}

LpPerson *
lp_client_sign_in_sync (LpClient *self,
                        const char *email,
                        const char *password,
                        GCancellable *cancellable,
                        GError **error)
{
  g_autoptr (GAsyncResult) done = NULL;
  GMainContext *context = push_context (self);

  lp_client_sign_in_async (self, email, password, cancellable, on_done, &done);
  wait_and_pop (context, &done);
  return lp_client_sign_in_finish (self, done, error);
}

gboolean
lp_client_sign_out_sync (LpClient *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GAsyncResult) done = NULL;
  GMainContext *context = push_context (self);

  lp_client_sign_out_async (self, cancellable, on_done, &done);
  wait_and_pop (context, &done);
  return lp_client_sign_out_finish (self, done, error);
}

LpReply *
lp_client_send_sync (LpClient *self,
                     LpRequest *request,
                     JsonObject **current,
                     GCancellable *cancellable,
                     GError **error)
{
  g_autoptr (GAsyncResult) done = NULL;
  GMainContext *context = push_context (self);

  lp_client_send_async (self, request, cancellable, on_done, &done);
  wait_and_pop (context, &done);
  return lp_client_send_finish (self, done, current, error);
}

void
lp_client_settle_sync (LpClient *self)
{
  LpTokenStore *store = lp_client_get_store (self);
  GMainContext *context;

  if (store == NULL)
    return;
  context = push_context (self);
  while (lp_token_store_is_writing (store))
    g_main_context_iteration (context, TRUE);
  g_main_context_pop_thread_default (context);
}
