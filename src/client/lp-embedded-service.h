/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "lp-date.h"
#include "lp-server-address.h"

G_BEGIN_DECLS

/* A License Central of one's own: a subprocess that listens on a Unix socket in a private directory and ends
 * with this object, also when this process is killed.
 *
 * The end of this process reaches it through the kernel (PR_SET_PDEATHSIG, set between fork and exec), whichever way
 * this process ends.
 *
 * Signal `ended (const GError *error)`: it stopped by itself. Starting it again gives the same address. */
#define LP_TYPE_EMBEDDED_SERVICE (lp_embedded_service_get_type ())
G_DECLARE_FINAL_TYPE (LpEmbeddedService, lp_embedded_service, LP, EMBEDDED_SERVICE, GObject)

/**
 * lp_embedded_service_new:
 * @data_dir: (type filename): the service's data directory; made with mode 0700 if absent
 * @demo: fill an empty data directory with demo data and let anybody be any demo person
 * @today: a fixed business date, or %LP_DATE_NONE
 *
 * Returns: (transfer full): a service that does not run yet
 */
LpEmbeddedService *lp_embedded_service_new (const char *data_dir, gboolean demo, LpDate today);

/* Runs `license-central init` in an empty data directory, for *Start my own*. Errors: LP_ERROR_INVALID with
 * the fields `/name`, `/email`, `/password`; anything else that the program said on standard error as LP_ERROR_FAILED. */
void lp_embedded_service_init_async (LpEmbeddedService *self,
                                     const char *vendor,
                                     const char *email,
                                     const char *password,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
gboolean lp_embedded_service_init_finish (LpEmbeddedService *self, GAsyncResult *result, GError **error);

/* Starts it and waits until it listens. The program is `$LICENSE_CENTRAL`, the one beside this program, or the
 * first one in `PATH`. Errors: LP_ERROR_FAILED with what the program said on standard error. → where it
 * listens. */
void lp_embedded_service_start_async (LpEmbeddedService *self,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
LpServerAddress *
lp_embedded_service_start_finish (LpEmbeddedService *self, GAsyncResult *result, GError **error);

/* Asks it to stop (SIGTERM) and does not wait. Disposing does it, too. */
void lp_embedded_service_stop (LpEmbeddedService *self);

G_END_DECLS
