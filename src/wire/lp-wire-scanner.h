/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* A strict pull reader of RFC 8259, for trees and for records alike: nothing is read twice, and strings are not
 * copied as long as they hold no escape. Shared inside this folder only. */

typedef enum
{
  LP_TOKEN_BROKEN,
  LP_TOKEN_NULL,
  LP_TOKEN_BOOLEAN,
  LP_TOKEN_INT,
  LP_TOKEN_REAL,
  LP_TOKEN_STRING,
  LP_TOKEN_OBJECT, /* its members follow */
  LP_TOKEN_ARRAY,  /* its elements follow */
} LpTokenKind;

typedef struct
{
  LpTokenKind kind;
  const char *text; /* of a string: not terminated, and only until the next token */
  gsize length;
  gint64 number; /* of a whole number; of a boolean 0 or 1 */
  double real;
} LpToken;

typedef struct
{
  const char *start;
  const char *at;
  const char *end;
  int depth;
  GString *text;       /* a string that holds escapes */
  const char *problem; /* what is wrong, NULL: nothing */
} LpScanner;

/**
 * lp_scanner_init:
 * @self: a scanner
 * @data: bytes off the wire, borrowed
 * @size: how many
 *
 * Returns: whether the bytes are UTF-8; if not, there is a problem already.
 */
gboolean lp_scanner_init (LpScanner *self, const char *data, gsize size);
void lp_scanner_clear (LpScanner *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LpScanner, lp_scanner_clear)

/**
 * lp_scanner_read:
 * @self: a scanner
 * @token: (out): the next value; of an object or array only that it begins
 *
 * Returns: whether there is one; if not, there is a problem.
 */
gboolean lp_scanner_read (LpScanner *self, LpToken *token);

/**
 * lp_scanner_next_member:
 * @self: stands behind the beginning of an object or behind a member's value
 * @n_members: (inout): how many there were; 0 before the first
 * @name: (out): a string; to be looked at before the value is read
 *
 * Returns: whether there is another member; if not, the object has ended or there is a problem.
 */
gboolean lp_scanner_next_member (LpScanner *self, guint *n_members, LpToken *name);

/**
 * lp_scanner_next_element:
 * @self: stands behind the beginning of an array or behind an element
 * @n_elements: (inout): how many there were; 0 before the first
 *
 * Returns: whether there is another element; if not, the array has ended or there is a problem.
 */
gboolean lp_scanner_next_element (LpScanner *self, guint *n_elements);

/**
 * lp_scanner_build:
 * @self: a scanner
 * @token: what it read last
 *
 * Returns: (transfer full) (nullable): the whole value that begins with @token; %NULL if there is a problem
 */
JsonNode *lp_scanner_build (LpScanner *self, const LpToken *token);

/**
 * lp_scanner_build_member:
 * @self: a scanner
 * @name: the name that it read last
 * @object: gets the member
 *
 * Returns: whether it could be read and is the first of that name; if not, there is a problem
 */
gboolean lp_scanner_build_member (LpScanner *self, const LpToken *name, JsonObject *object);

/* Notes what is wrong, unless something was before. Returns %FALSE. */
gboolean lp_scanner_fail (LpScanner *self, const char *problem);

/**
 * lp_scanner_finish:
 * @self: a scanner that has read a whole value, or failed to
 * @error: %LP_ERROR_MALFORMED
 *
 * Returns: whether there was no problem and nothing follows
 */
gboolean lp_scanner_finish (LpScanner *self, GError **error);

/* Of two members of one name, neither can be right. */
#define LP_SCANNER_TWICE "a member is given twice"

/* A string, number or boolean in text form; NULL for anything else. Owned. */
char *lp_token_dup_text (const LpToken *token);

/* Whether the text of a string token is that. */
gboolean lp_token_is (const LpToken *token, const char *text);

G_END_DECLS
