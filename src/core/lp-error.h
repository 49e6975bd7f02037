/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * LpErrorCode:
 *
 * Everything that can be refused or fail, one code each. The same code is the `code` member of a problem
 * document on the wire (see lp_error_code_get_name()), so an error keeps its meaning across the socket.
 */
typedef enum
{
  LP_ERROR_FAILED,             /* failed: anything without a code of its own; a newer peer's unknown code */
  LP_ERROR_INVALID,            /* invalid: one or more fields are wrong; see lp_error_get_fields() */
  LP_ERROR_MALFORMED,          /* malformed: not JSON, not HTTP as we speak it, or a missing key */
  LP_ERROR_UNAUTHORIZED,       /* unauthorized: no sign-in, or an expired one */
  LP_ERROR_SIGN_IN_FAILED,     /* sign_in_failed: unknown account or wrong password */
  LP_ERROR_RIGHT_MISSING,      /* right_missing: visible, but not allowed; the detail names the right */
  LP_ERROR_NOT_FOUND,          /* not_found: does not exist, or invisible: the same answer */
  LP_ERROR_METHOD_NOT_ALLOWED, /* method_not_allowed */
  LP_ERROR_MEDIA_TYPE,         /* media_type: body is not application/json */
  LP_ERROR_CONFLICT,           /* conflict: 409 without a code of its own */
  LP_ERROR_PRECONDITION, /* precondition_failed: If-Match is stale, or If-None-Match: * exists already */
  LP_ERROR_PRECONDITION_REQUIRED, /* precondition_required: If-Match is missing */
  LP_ERROR_IDEMPOTENCY_REUSED,    /* idempotency_key_reused: same key, another request */
  LP_ERROR_IN_FLIGHT,             /* in_flight: the first request with this key has not been answered yet */
  LP_ERROR_TICKET_ACTIVATED,      /* ticket_activated: a machine holds the license */
  LP_ERROR_TICKET_REVOKED,        /* ticket_revoked */
  LP_ERROR_STATE,           /* wrong_state: this transition is not allowed in this state; detail names it */
  LP_ERROR_DEADLINE_PASSED, /* deadline_passed */
  LP_ERROR_INITIAL_EXPIRY_PAST,   /* initial_expiry_past */
  LP_ERROR_ACTIVATOR_LOST_ACCESS, /* activator_lost_access */
  LP_ERROR_REQUESTER_LOST_RIGHT,  /* requester_lost_right */
  LP_ERROR_PERSON_SHARED,         /* person_shared */
  LP_ERROR_LAST_ADMIN,            /* last_vendor_admin */
  LP_ERROR_NOT_EMPTY,             /* not_empty: a group that still has tickets, members or subgroups */
  LP_ERROR_NOT_UNDOABLE,          /* not_undoable */
  LP_ERROR_RATE_LIMITED,          /* rate_limited */
  LP_ERROR_TOO_LARGE,             /* too_large */
  LP_ERROR_LENGTH_REQUIRED,       /* length_required */
  LP_ERROR_BUSY,                  /* busy: try again later */
  LP_ERROR_STORAGE,               /* storage: disk full, database damaged, directory unreadable */
  LP_ERROR_NEWER_SCHEMA,          /* newer_schema: written by a newer version of this program */
  LP_ERROR_UNREACHABLE,           /* unreachable: client side only: the service does not answer */
  LP_ERROR_USAGE,                 /* usage: command line only */
} LpErrorCode;

/**
 * LpFieldError:
 * @pointer: RFC 6901 JSON pointer of the member at fault (`/entries/host_name`), or `?name` for a query
 *   parameter; owned
 * @detail: a sentence: what is wrong and what would be right; owned
 *
 * One fault of one field.
 */
typedef struct
{
  char *pointer;
  char *detail;
} LpFieldError;

#define LP_ERROR (lp_error_quark ())

/**
 * lp_error_quark:
 *
 * Returns: the domain of #LpErrorCode. Its errors are extended ones (GLib 2.68): create, copy and free them with
 *   the ordinary functions of #GError.
 */
GQuark lp_error_quark (void);

/**
 * lp_error_code_get_name:
 * @code: a code
 *
 * Returns: (transfer none): the stable machine-readable name, such as `ticket_activated`.
 */
const char *lp_error_code_get_name (LpErrorCode code);

/**
 * lp_error_code_from_name:
 * @name: (nullable): a name off the wire
 *
 * Returns: the code, or %LP_ERROR_FAILED for an unknown name.
 */
LpErrorCode lp_error_code_from_name (const char *name);

/**
 * lp_error_code_get_title:
 * @code: a code
 *
 * Returns: (transfer none): the problem's `title` (RFC 9457): a short English phrase, the same for every
 *   occurrence of the code. English on purpose: the window translates by code, never by text.
 */
const char *lp_error_code_get_title (LpErrorCode code);

/**
 * lp_error_add_field:
 * @error: (inout): location of an error, or of %NULL to start a new %LP_ERROR_INVALID; must not be %NULL
 * @pointer: JSON pointer of the member
 * @format: printf format of the detail
 *
 * Adds one field fault, so that a person sees all faults of a form at once. The message of the error is the
 * first fault's detail.
 */
void lp_error_add_field (GError **error, const char *pointer, const char *format, ...) G_GNUC_PRINTF (3, 4);

/**
 * lp_error_get_fields:
 * @error: an error of %LP_ERROR
 * @n_fields: (out): how many
 *
 * Returns: (transfer none) (array length=n_fields): the field faults; %NULL if there are none.
 */
const LpFieldError *lp_error_get_fields (const GError *error, gsize *n_fields);

/**
 * lp_pointer_join:
 * @pointer: JSON pointer of an object, "" for the whole document
 * @name: (nullable): one of its members
 *
 * Returns: (transfer full): the member's JSON pointer, with `~` and `/` of @name escaped (RFC 6901).
 */
char *lp_pointer_join (const char *pointer, const char *name);

/**
 * lp_error_prefix_fields:
 * @error: (nullable): an error
 * @prefix: a JSON pointer, such as `/allocation`
 *
 * Puts @prefix before the pointer of every field: for a member validated by a function that knows only the
 * member.
 */
void lp_error_prefix_fields (GError *error, const char *prefix);

/**
 * lp_error_get_request_id:
 * @error: an error
 *
 * Returns: (transfer none) (nullable): the service's request id, for "quote this to your administrator".
 */
const char *lp_error_get_request_id (const GError *error);

/**
 * lp_error_set_request_id:
 * @error: an error of %LP_ERROR
 * @request_id: (nullable): copied
 *
 * Remembers which request failed.
 */
void lp_error_set_request_id (GError *error, const char *request_id);

G_END_DECLS
