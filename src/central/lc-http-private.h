/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

#include "lc-call.h"
#include "lc-http-limits.h"
#include "lc-http-server.h"
#include "lc-http-tap.h"
#include "lc-store.h"

G_BEGIN_DECLS

/* How a request goes: connection (lc-http-peers.c) → head checked (lc-http-early.c) → route and query
 * (lc-http-router.c) → exchange (lc-http-exchange.c) → job on a worker thread (lc-http-job.c) → answer. All but
 * the job runs in the main context. */

typedef struct _LcPeers LcPeers;
typedef struct _LcPeer LcPeer;
typedef struct _LcExchange LcExchange;
typedef struct _LcRouter LcRouter;
typedef struct _LcPasswordPool LcPasswordPool;
typedef struct _LcEvents LcEvents;

#define LC_BODY_LIMIT       (1024 * 1024)
#define LC_BODY_LIMIT_LARGE (8 * 1024 * 1024)
#define LC_TOKEN_HASH_SIZE  32

struct _LcServer
{
  GObject parent_instance;

  LcStore *store;
  SoupServer *soup;
  struct _LcListener *listener;
  LcPeers *peers;
  LcRouter *router;
  LcPasswordPool *passwords;
  LcEvents *events;
  char *address;
  char *socket_path;     /* nullable */
  char *trusted_address; /* nullable: of the reverse proxy on TCP */
  gboolean trusts_unix;
  gboolean demo;
  gboolean stopping;
  guint n_exchanges;     /* requests between head and answer */
  GHashTable *in_flight; /* set of caller and idempotency key */

  LcLimit *requests; /* by session */
  LcLimit *failed_by_address;
  LcLimit *failed_by_account; /* by account and address */
  LcLimit *failed_anywhere;   /* by account: only slows down */
  LcLimit *guesses;           /* wrong ticket codes by address */
};

/* Peers: open connections. */

typedef enum
{
  LC_PEER_IDLE,      /* between requests */
  LC_PEER_HEAD,      /* the head has begun */
  LC_PEER_BODY,      /* the head is complete */
  LC_PEER_WORKING,   /* the body is complete; the time is ours */
  LC_PEER_STREAMING, /* events */
} LcPeerState;

/**
 * lc_peers_new:
 * @limits: what is taken from them
 *
 * Returns: (transfer full): the open connections with their time limits
 */
LcPeers *lc_peers_new (const LcServerLimits *limits);
void lc_peers_free (LcPeers *peers);

/**
 * lc_peers_add:
 * @peers: the connections
 * @connection: a new one
 * @tap: the tap on it
 *
 * Returns: (transfer full): the address to hand to Soup; it leads back to the peer
 */
GSocketAddress *lc_peers_add (LcPeers *peers, GSocketConnection *connection, LcTap *tap);

/* Whether no more connections should be accepted for now. */
gboolean lc_peers_are_full (LcPeers *peers);

/* Closes the connection that has been idle for the longest time. */
void lc_peers_close_oldest_idle (LcPeers *peers);

/* Closes all idle connections. */
void lc_peers_close_idle (LcPeers *peers);

/**
 * lc_peer_get:
 * @message: a message
 *
 * Returns: (transfer none) (nullable): the connection it came on
 */
LcPeer *lc_peer_get (SoupServerMessage *message);
void lc_peer_set_state (LcPeer *peer, LcPeerState state);
const char *lc_peer_get_address (LcPeer *peer);

/* The request target as it came, see lc_tap_take_target(). */
char *lc_peer_take_target (LcPeer *peer, guint64 body_size);

/* Ends our side of the connection. */
void lc_peer_end_output (LcPeer *peer);
gboolean lc_peer_is_unix (LcPeer *peer);

/* Router. */

/* The tables of all parts of the API, NULL-terminated (lc-http-routes.c). */
typedef const LcRoute *(*LcRouteTable) (gsize *n_routes);
extern const LcRouteTable lc_http_route_tables[];

LcRouter *lc_router_new (gboolean demo);
void lc_router_free (LcRouter *router);

/**
 * lc_router_find:
 * @router: a router
 * @method: of the request
 * @path: raw
 * @values: (out) (transfer full): percent-decoded values of the placeholders
 * @allow: (out) (transfer full) (nullable): methods of the path, if the path exists but not with this method
 *
 * Returns: (transfer none) (nullable): the route
 */
const LcRoute *
lc_router_find (LcRouter *router, const char *method, const char *path, char ***values, char **allow);

/**
 * lc_router_parse_query:
 * @route: the route
 * @query: (nullable): raw
 * @error: %LP_ERROR_INVALID with pointers `?name` for unknown, repeated and malformed parameters
 *
 * Returns: (transfer full): the parameters
 */
GHashTable *lc_router_parse_query (const LcRoute *route, const char *query, GError **error);

/**
 * lc_http_path_is_clean:
 * @path: raw path
 *
 * Returns: whether it follows the strict grammar: segments of unreserved characters and percent-escapes, none
 *   empty, `.` or `..`, no escaped slash, backslash or control character
 */
gboolean lc_http_path_is_clean (const char *path);

/* Exchanges. */

/**
 * LcExchange:
 *
 * One request and its answer. Owned by the message; the job borrows it while the message is paused.
 */
struct _LcExchange
{
  LcServer *server;           /* borrowed */
  SoupServerMessage *message; /* borrowed */
  LcPeer *peer;               /* borrowed: lives as long as the message's address */
  const char *client;         /* address that limits count, owned by peer or @forwarded */
  char *forwarded;
  char request_id[17];
  gint64 began; /* monotonic, microseconds */

  const LcRoute *route;
  char **path;
  char *allow; /* methods of a path that has no such route */
  gboolean paused;
  gboolean counted; /* in the server's n_exchanges */
  GHashTable *query;
  JsonObject *body;
  GBytes *body_bytes;
  const char *key; /* borrowed from the request's headers, as the next ones */
  const char *if_match;
  const char *if_none_match;
  char *reason; /* decoded */
  const char *raw_path;
  gboolean has_token;
  guint8 token[LC_TOKEN_HASH_SIZE];
  char *flight;  /* entry in the server's in_flight set */
  GError *fault; /* found in the request, told after the sign-in check */
  char *password_hash;

  gint64 verified_person; /* row; for the sign-in route */

  /* What the job leaves */
  LcProgress *progress; /* nullable: of a route that is worked on in slices */
  LcReply *reply;
  char *current;
  char *person_id;
  gint64 person_row;
  gint64 session_until;
  gint64 last_change;
  gboolean replayed;
  char *login_hash; /* for the sign-in route */
  gint64 login_row;
};

/* Puts the parts of a request together and starts it. */
void lc_exchange_begin (LcServer *server, SoupServerMessage *message);

/* Runs the route's handler on a worker thread and answers. */
void lc_exchange_dispatch (LcExchange *exchange);

/* Answers with a problem; @retry_after in seconds. */
void lc_exchange_fail (LcExchange *exchange, const GError *error);
void lc_exchange_fail_code (LcExchange *exchange, LpErrorCode code, const char *detail);
void lc_exchange_fail_rate (LcExchange *exchange, guint retry_after);

/* Stops Soup until the answer is there. */
void lc_exchange_pause (LcExchange *exchange);

/* Ends the exchange's part in a message that now streams. */
void lc_exchange_release (LcExchange *exchange);

/* Parses the body into `body`, or into `fault`. Any thread. */
void lc_exchange_parse_body (LcExchange *exchange);

/* Writes the log line of an answered request. */
void lc_exchange_log (LcExchange *exchange, guint status);

/* The exchange of a message; made when the request began. */
LcExchange *lc_exchange_get (SoupServerMessage *message);
LcExchange *lc_exchange_new (LcServer *server, SoupServerMessage *message);

/**
 * lc_exchange_run:
 * @tx: a transaction on a worker thread
 * @data: an #LcExchange
 * @error: what the handler refused
 *
 * The job: sign-in, faults of the request, replay, handler, idempotency.
 *
 * Returns: %NULL; the answer is in the exchange
 */
gpointer lc_exchange_run (LcTransaction *tx, gpointer data, GError **error);

/* Likewise: sign-in, and then the body, which is too large to be parsed on the writer's or the main thread. */
gpointer lc_exchange_parse (LcTransaction *tx, gpointer data, GError **error);

/* Early checks: of the head, before the body. Refuses by answering and closing. */
void lc_http_check_early (LcServer *server, SoupServerMessage *message);

/* Answers at once with a problem, without reading the body, and closes the connection. */
void lc_http_refuse (SoupServerMessage *message, LpErrorCode code, const char *detail);

/* Sets a problem document as the body, without its status. */
void lc_http_set_problem_body (SoupServerMessage *message,
                               const GError *error,
                               const char *request_id,
                               const char *current);

/* Sets a status with its reason phrase. */
void lc_http_set_status (SoupServerMessage *message, guint status);

/* Sets a status, a problem document and the headers that go with it. */
void lc_http_set_problem (SoupServerMessage *message,
                          const GError *error,
                          const char *request_id,
                          const char *current);

G_END_DECLS
