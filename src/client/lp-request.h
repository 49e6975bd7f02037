/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "lp-error.h"

G_BEGIN_DECLS

/* One call of API v1, independent of how it travels: lp_client_send_async(), its sync twin, or the outbox.
 * lp-calls.h has a constructor for each route and a reader for its reply. Reference-counted; do not change a
 * request after handing it over. */
typedef struct
{
  gatomicrefcount ref_count;
  char *method;
  char *path;             /* percent-encoded, with the query, such as `/v1/tickets?state=expired` */
  char *body;             /* nullable: JSON text */
  char *idempotency_key;  /* nullable; set for everything that changes something */
  char *if_match;         /* nullable: an etag, quotes included */
  gboolean if_none_match; /* `If-None-Match: *` */
  char *reason;           /* nullable: Audit-Reason */
  gboolean anonymous;     /* send no token */
} LpRequest;

/**
 * lp_request_new:
 * @method: `GET`, `POST`, …
 * @path_format: printf format of the path, each `%s` of which is replaced by its argument percent-encoded
 * @...: strings, one for each `%s`
 *
 * Anything but `GET` gets a fresh idempotency key, so that a retry can never do it twice.
 *
 * Returns: (transfer full): the request
 */
LpRequest *lp_request_new (const char *method, const char *path_format, ...);
LpRequest *lp_request_ref (LpRequest *self);
void lp_request_unref (LpRequest *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LpRequest, lp_request_unref)

/**
 * lp_request_add_query:
 * @self: a request
 * @name: of the parameter
 * @value: (nullable): its value; %NULL adds nothing
 */
void lp_request_add_query (LpRequest *self, const char *name, const char *value);

/**
 * lp_request_take_body:
 * @self: a request
 * @body: (transfer full): JSON text
 */
void lp_request_take_body (LpRequest *self, char *body);

/* Copies of the texts; NULL takes the header away. */
void lp_request_set_if_match (LpRequest *self, const char *etag);
void lp_request_set_reason (LpRequest *self, const char *reason);
void lp_request_set_idempotency_key (LpRequest *self, const char *key);

/**
 * lp_idempotency_key_new:
 *
 * Returns: (transfer full): a fresh random key
 */
char *lp_idempotency_key_new (void);

/* A successful answer (status 200 to 299). */
typedef struct
{
  gatomicrefcount ref_count;
  guint status;
  JsonNode *root;    /* nullable: no content */
  char *etag;        /* nullable */
  char *location;    /* nullable: where what was made is found */
  gboolean replayed; /* Idempotency-Replayed: true */
} LpReply;

/* References; thread-safe. */
LpReply *lp_reply_ref (LpReply *self);
void lp_reply_unref (LpReply *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LpReply, lp_reply_unref)

/**
 * lp_reply_get_object:
 * @self: a reply
 * @error: %LP_ERROR_MALFORMED if it is not an object
 *
 * Returns: (transfer none) (nullable): the reply's root object
 */
JsonObject *lp_reply_get_object (LpReply *self, GError **error);

/**
 * lp_reply_get_items:
 * @self: a reply that is an array, or an object with the member `items`
 * @error: %LP_ERROR_MALFORMED if it is neither
 *
 * Returns: (transfer none) (nullable): the array
 */
JsonArray *lp_reply_get_items (LpReply *self, GError **error);

G_END_DECLS
