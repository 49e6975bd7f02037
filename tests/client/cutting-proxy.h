/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A network that can be cut: a Unix socket before the service's, with threads of its own. */
typedef struct _CuttingProxy CuttingProxy;

typedef enum
{
  CUT_REQUEST, /* on the way to the service */
  CUT_REPLY,   /* on the way back */
} CutDirection;

CuttingProxy *cutting_proxy_new (const char *socket, const char *upstream);
void cutting_proxy_free (CuttingProxy *self);

/* Lets @n_bytes pass in that direction from now on, then closes that connection, once. */
void cutting_proxy_arm (CuttingProxy *self, CutDirection direction, gint64 n_bytes);

/* Whether it has been cut since; what is armed and was not reached is forgotten. */
gboolean cutting_proxy_disarm (CuttingProxy *self);

/* Whether what was armed has been reached. */
gboolean cutting_proxy_was_cut (CuttingProxy *self);

/* Refuses every connection, or not. */
void cutting_proxy_set_down (CuttingProxy *self, gboolean down);

G_END_DECLS
