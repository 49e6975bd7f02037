/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lp-client.h"
#include "lp-replica-private.h"

G_BEGIN_DECLS

/* Fetches pages of the change feed one after another and stores each in the replica, or in the snapshot that is being
 * filled, until there are no more. While one page is stored the next is on its way: its token is found at the end of
 * the bytes without parsing them. Internal to this folder. */

typedef enum
{
  LP_PAGES_STORED,    /* all of them */
  LP_PAGES_RESET,     /* the service asks to begin from nothing */
  LP_PAGES_UNFETCHED, /* the service did not give the next one: go on from there another time */
  LP_PAGES_UNSTORED,  /* the next one could not be read or stored: what is there is not to be gone on with */
} LpPagesEnd;

/* Told in the main context of each page that has been stored, in their order; its items have been dropped. */
typedef void (*LpPagesFunc) (const LpFeedPage *page, gpointer user_data);

/**
 * lp_sync_pages_async:
 * @client: signed in
 * @replica: where to
 * @snapshot: whether the pages belong to the snapshot that has been begun
 * @token: (nullable): from where on; %NULL: from the beginning
 * @told: (nullable): called before @callback only
 * @cancellable: to stop with
 * @callback: called at the end
 * @user_data: for both
 *
 * Fetches and stores.
 */
void lp_sync_pages_async (LpClient *client,
                          LpReplica *replica,
                          gboolean snapshot,
                          const char *token,
                          LpPagesFunc told,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data);

/**
 * lp_sync_pages_finish:
 * @result: as given to the callback
 * @error: set at the two ends that are none
 *
 * Returns: how it ended
 */
LpPagesEnd lp_sync_pages_finish (GAsyncResult *result, GError **error);

G_END_DECLS
