/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "lp-db.h"
#include "lp-permission.h"
#include "lp-types.h"

G_BEGIN_DECLS

/* One API call, free of Soup: what a handler gets and what it answers. The HTTP side (lc-http-*.c) decodes the
 * request into an LcCall on the main context; a worker thread runs the handler inside a transaction; the HTTP
 * side sends the LcReply after the commit is durable. */

/**
 * LcTokenScope:
 * @LC_TOKEN_ALL: a sign-in: all that the person may
 * @LC_TOKEN_READ: only routes that change nothing
 * @LC_TOKEN_REPORTS: only routes with %LC_ROUTE_REPORTS
 */
typedef enum
{
  LC_TOKEN_ALL,
  LC_TOKEN_READ,
  LC_TOKEN_REPORTS,
} LcTokenScope;

/**
 * LcCaller:
 *
 * The signed-in person, loaded at the start of the transaction, so that rights are those of this very moment.
 */
typedef struct
{
  gint64 person_row;
  char *person_id;
  char *person_name;
  char *session_id;       /* or of the API token */
  LcTokenScope scope;     /* what that is good for */
  GPtrArray *memberships; /* of LpMembership (person member NULL) */
  LpActor actor;          /* borrows from this struct */
  struct _LcSight *sight; /* lc_scope_new() keeps there what it found */
} LcCaller;

/* What the writer remembers between requests, see lc-memo.h. */
typedef struct _LcMemo LcMemo;

/**
 * LcTransaction:
 *
 * What a service function works in. The writer thread puts many calls into one database transaction, each in
 * its own savepoint; a service function never begins or commits.
 */
typedef struct
{
  LpDb *db;
  LcMemo *memo;           /* nullable: only the writer has one */
  LpDate today;           /* business date in the vendor's zone */
  const char *now;        /* this instant, RFC 3339 UTC with seconds */
  const LcCaller *caller; /* NULL: the service itself (load, daily job) */
  const char *reason;     /* nullable: Audit-Reason header */
  const char *request_id; /* nullable */
  const guint8
      *secret; /* 32 bytes kept outside the database: keys for tokens and body digests derive from it */
  const char *directory; /* the data directory */
  gboolean
      alone; /* nobody else is in this transaction, and there is no savepoint: see lc_transaction_restart() */
  gboolean again;       /* left by a job: after the commit it runs once more, when it is its turn again */
  gboolean today_fixed; /* --today */
  gboolean demo;        /* --demo */
} LcTransaction;

/**
 * lc_transaction_restart:
 * @tx: a transaction that is @alone
 * @error: return location
 *
 * Undoes everything and begins anew.
 *
 * Returns: success
 */
gboolean lc_transaction_restart (const LcTransaction *tx, GError **error);

/**
 * LcProgress:
 *
 * How far a request with many parts has come. It is done in slices, each in a transaction of its own, so that others
 * need not wait for the whole. Each slice is stored with the request's idempotency key: whoever sends the request
 * again after a crash goes on where it ended.
 */
typedef struct
{
  guint done;             /* parts done in the slices before */
  GString *body;          /* what the answer says of them */
  gsize stored;           /* how much of @body is in the database */
  char *id;               /* nullable: what the slices have in common */
  gboolean again;         /* left by the handler: parts remain */
  gpointer data;          /* the handler's, kept until the answer */
  GDestroyNotify destroy; /* for @data */
} LcProgress;

/* One that has not begun, and its end. */
LcProgress *lc_progress_new (void);
void lc_progress_free (LcProgress *progress);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LcProgress, lc_progress_free)

typedef struct
{
  LcTransaction *tx;
  LcProgress *progress;    /* nullable: for a route with LC_ROUTE_SLICED; without one, all is done at once */
  const char *const *path; /* values of the {placeholders} of the route, in order, percent-decoded */
  GHashTable *query;       /* char* → char*; malformed, unknown and repeated ones are refused before */
  JsonObject *body;        /* NULL only for GET and DELETE; an empty body of an action is {} */
  const char *if_match;    /* nullable */
  const char *if_none_match; /* nullable */
  const char *password_hash; /* of the body's `password`, for a route with LC_ROUTE_HASHES; else NULL */
  gint64 verified_person;    /* row of the person, for a route with LC_ROUTE_VERIFIES */
  gint64 session_until;      /* when the access token ends, seconds since 1970; 0 without sign-in */
} LcCall;

/**
 * LcReply:
 *
 * A whole answer. @body is JSON text; @etag, if set, goes into the ETag header.
 */
typedef struct
{
  guint status;
  GString *body;      /* NULL: no content */
  char *etag;         /* nullable */
  char *location;     /* nullable */
  GString *kept;      /* nullable: what a replay gets instead of @body, for a body with a secret */
  gboolean transient; /* nothing was done that a repetition must not do again: not kept for a replay */
} LcReply;

/* An empty answer with that status; freeing frees all its parts. */
LcReply *lc_reply_new (guint status);
void lc_reply_free (LcReply *reply);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LcReply, lc_reply_free)

/**
 * LcHandler:
 * @call: the request
 * @error: in %LP_ERROR; its code decides the status (lp_wire_get_status()); nothing that the handler wrote to
 *   the database survives an error. For 412 the handler puts the present object into @current.
 * @current: (out): JSON text of the present object, with %LP_ERROR_PRECONDITION
 *
 * Decodes, calls one service function, encodes. No Soup here.
 *
 * Returns: (transfer full) (nullable): the answer, %NULL on error
 */
typedef LcReply *(*LcHandler) (const LcCall *call, char **current, GError **error);

typedef enum
{
  LC_ROUTE_WRITES = 1 << 0,  /* runs on the writer thread in a savepoint; needs an idempotency key if POST */
  LC_ROUTE_NO_KEY = 1 << 1,  /* POST without idempotency key */
  LC_ROUTE_PUBLIC = 1 << 2,  /* no sign-in */
  LC_ROUTE_LARGE = 1 << 3,   /* body up to 8 MiB instead of 1 MiB */
  LC_ROUTE_CREATES = 1 << 4, /* PUT that may create: If-None-Match: * instead of If-Match */
  LC_ROUTE_HASHES =
      1 << 5, /* the body's `password` is hashed, off the writer thread, before the handler runs */
  LC_ROUTE_STREAMS = 1 << 6,  /* after the handler's 200, events follow until the token ends */
  LC_ROUTE_DEMO = 1 << 7,     /* exists only with --demo */
  LC_ROUTE_VERIFIES = 1 << 9, /* the body's `email` and `password` are checked before the handler runs */
  LC_ROUTE_GUESSED = 1 << 8,  /* not found counts as a guess of a ticket code */
  LC_ROUTE_REPORTS = 1 << 11, /* open to an API token for reports */
  LC_ROUTE_SLICED =
      1 << 10, /* runs alone in its transaction, and may leave an #LcProgress instead of a reply */
} LcRouteFlags;

/**
 * LcRoute:
 * @method: `GET`, `POST`, …
 * @pattern: `/v1/tickets/{code}/allocation`
 * @query: (nullable): NULL-terminated names of the query parameters it takes
 * @handler: does it
 */
typedef struct
{
  const char *method;
  const char *pattern;
  LcRouteFlags flags;
  const char *const *query;
  LcHandler handler;
} LcRoute;

/* Each part of the API hands in its table; lc-http-routes.c joins them. */
const LcRoute *lc_routes_sign_in (gsize *n_routes);   /* HTTP side: sessions */
const LcRoute *lc_routes_service (gsize *n_routes);   /* HTTP side: health, openapi, demo people */
const LcRoute *lc_routes_directory (gsize *n_routes); /* me, groups, members, invitations */
const LcRoute *lc_routes_catalog (gsize *n_routes);   /* categories, products */
const LcRoute *lc_routes_licensing (gsize *n_routes); /* orders, tickets, allocation, batch */
const LcRoute *lc_routes_subscriptions (gsize *n_routes);
const LcRoute *lc_routes_records (gsize *n_routes); /* audit, sync */

/**
 * lc_call_check_match:
 * @call: a PATCH, PUT, DELETE or action
 * @required: whether a missing If-Match is %LP_ERROR_PRECONDITION_REQUIRED
 * @etag: the present object's etag
 * @error: return location
 *
 * The 428 and 412 checks. Order of all checks (design: api, Conventions): 401, malformed 400 and replay happen on
 * the HTTP side; then the handler: 404, 403, 428, 422, 412, 409.
 *
 * Returns: whether to go on
 */
gboolean lc_call_check_match (const LcCall *call, gboolean required, const char *etag, GError **error);

G_END_DECLS
