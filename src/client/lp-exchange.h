/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* One HTTP request and its answer, without tries and tokens. Internal to this folder. */

/**
 * LpAnswer:
 * @status: the HTTP status
 * @body: the body, never %NULL
 * @etag: (nullable): header ETag
 * @location: (nullable): header Location
 * @replayed: header Idempotency-Replayed
 * @retry_after: seconds, 0 if not told
 *
 * Any answer of a service, whatever its status.
 */
typedef struct
{
  guint status;
  GBytes *body;
  char *etag;
  char *location;
  gboolean replayed;
  guint retry_after;
} LpAnswer;

/* Frees an answer. */
void lp_answer_free (LpAnswer *answer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LpAnswer, lp_answer_free)

/**
 * lp_exchange_async:
 * @session: of the thread-default main context
 * @message: not sent yet
 * @max_size: refuse a body with more bytes
 * @seconds: give up after so long
 * @cancellable: (nullable): a #GCancellable
 * @callback: called when the body has arrived
 * @user_data: for @callback
 *
 * Sends @message.
 */
void lp_exchange_async (SoupSession *session,
                        SoupMessage *message,
                        gsize max_size,
                        guint seconds,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data);

/**
 * lp_exchange_finish:
 * @result: as given to the callback
 * @error: %LP_ERROR_UNREACHABLE, %LP_ERROR_TOO_LARGE, %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable): the answer
 */
LpAnswer *lp_exchange_finish (GAsyncResult *result, GError **error);

/**
 * lp_exchange_is_final:
 * @result: as given to the callback
 *
 * Returns: whether it failed in a way in which the next try would fail as well: no TLS, or no good certificate
 */
gboolean lp_exchange_is_final (GAsyncResult *result);

G_END_DECLS
