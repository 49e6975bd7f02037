/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <string.h>

#include "lp-wire.h"

G_BEGIN_DECLS

/* Shared by the encoders and decoders, for nobody else. */

/* Appends a string literal without counting it at run time. */
#define LP_WIRE_LITERAL(out, text) g_string_append_len (out, text, sizeof (text "") - 1)

/* Each appends @prefix, a literal such as `,"name":`, and a value. */
#define LP_WIRE_STRING(out, prefix, value)                                                                   \
  G_STMT_START                                                                                               \
  {                                                                                                          \
    LP_WIRE_LITERAL (out, prefix);                                                                           \
    lp_wire_write_string (out, value);                                                                       \
  }                                                                                                          \
  G_STMT_END
#define LP_WIRE_INT(out, prefix, value)                                                                      \
  G_STMT_START                                                                                               \
  {                                                                                                          \
    LP_WIRE_LITERAL (out, prefix);                                                                           \
    lp_wire_write_int (out, value);                                                                          \
  }                                                                                                          \
  G_STMT_END
#define LP_WIRE_BOOLEAN(out, prefix, value)                                                                  \
  G_STMT_START                                                                                               \
  {                                                                                                          \
    LP_WIRE_LITERAL (out, prefix);                                                                           \
    lp_wire_write_boolean (out, value);                                                                      \
  }                                                                                                          \
  G_STMT_END
#define LP_WIRE_DATE(out, prefix, value)                                                                     \
  G_STMT_START                                                                                               \
  {                                                                                                          \
    LP_WIRE_LITERAL (out, prefix);                                                                           \
    lp_wire_write_date (out, value);                                                                         \
  }                                                                                                          \
  G_STMT_END
#define LP_WIRE_ENUM(out, prefix, type, value) LP_WIRE_STRING (out, prefix, lp_enum_get_nick (type, value))

/* What is wrong with a member, wherever it is read from. */
#define LP_WIRE_IS_MISSING "This member is required."
#define LP_WIRE_IS_NULL    "This member must not be null."
#define LP_WIRE_NO_STRING  "This must be a string."
#define LP_WIRE_NO_BOOLEAN "This must be true or false."
#define LP_WIRE_NO_DATE    "This must be a day that exists, written like \"2026-03-31\"."
#define LP_WIRE_NO_OBJECT  "This must be an object in braces."
#define LP_WIRE_NO_ARRAY   "This must be an array in brackets."
#define LP_WIRE_NO_SCALAR  "This must be a string, a number, true, false or null."

/* The same for a number that is out of bounds, and for a name that is none of an enumeration's. Owned. */
char *lp_wire_describe_range (gint64 min, gint64 max);
char *lp_wire_describe_enum (GType type);

/**
 * lp_wire_check_period:
 * @text: an ISO 8601 duration
 * @months_only: refuse days and weeks
 * @period: (out): set if it is one
 *
 * Returns: (nullable): what is wrong with it
 */
const char *lp_wire_check_period (const char *text, gboolean months_only, LpPeriod *period);

/**
 * lp_wire_take_fault:
 * @fault: (nullable) (transfer full): what went wrong
 * @error: return location
 *
 * Returns: %TRUE if nothing did; else moves @fault into @error.
 */
gboolean lp_wire_take_fault (GError *fault, GError **error);

/**
 * lp_wire_add_fault:
 * @error: (inout): collects
 * @pointer: (nullable): JSON pointer of an object
 * @name: one of its members
 * @detail: a sentence
 *
 * Records a fault at POINTER/NAME.
 */
void lp_wire_add_fault (GError **error, const char *pointer, const char *name, const char *detail);

/**
 * lp_wire_dup_string:
 *
 * As lp_wire_get_string(), but copies.
 */
char *lp_wire_dup_string (JsonObject *object,
                          const char *pointer,
                          const char *name,
                          gboolean required,
                          GError **error);

/**
 * lp_wire_get_member:
 * @object: an object
 * @name: one of its members
 *
 * Returns: (transfer none) (nullable): the member; %NULL if it is absent or null.
 */
JsonNode *lp_wire_get_member (JsonObject *object, const char *name);

/**
 * lp_wire_dup_scalar:
 * @node: a node
 *
 * Returns: (transfer full) (nullable): a string, number or boolean in text form; %NULL for anything else.
 */
char *lp_wire_dup_scalar (JsonNode *node);

/**
 * lp_wire_write_entry_value:
 * @out: appended to
 * @kind: of the entry
 * @value: (nullable): in text form
 *
 * Writes a number, `true`, `false` or a string, as the kind asks for; a value that does not fit its kind is
 * written as a string.
 */
void lp_wire_write_entry_value (GString *out, LpEntryKind kind, const char *value);

G_END_DECLS
