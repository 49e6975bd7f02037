/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lp-wire-private.h"
#include "lp-wire-scanner.h"

G_BEGIN_DECLS

/* A resource as a table of its members, named on the wire as in the struct. One table writes it, reads it from a
 * tree, and reads it straight from the text, so that these three cannot disagree. Shared inside this folder only. */

typedef enum
{
  LP_FIELD_STRING,
  LP_FIELD_INT, /* of C's type int */
  LP_FIELD_BOOLEAN,
  LP_FIELD_DATE,
  LP_FIELD_PERIOD,
  LP_FIELD_TERM, /* a period of whole months */
  LP_FIELD_ENUM,
  LP_FIELD_STRINGS, /* char **, never NULL */
  LP_FIELD_ENTRIES, /* GArray of LpEntryValue */
  LP_FIELD_RECORDS, /* a list of records */
  LP_FIELD_CUSTOM,  /* only to be scanned, by a function of its own */
} LpFieldKind;

typedef struct _LpRecordType LpRecordType;

typedef struct
{
  const char *name;
  gsize length;
  LpFieldKind kind;
  gsize offset;
  gboolean required;
  int min;                      /* of LP_FIELD_INT */
  GType (*get_type) (void);     /* of LP_FIELD_ENUM */
  const LpRecordType *elements; /* of LP_FIELD_RECORDS */
  /* Of LP_FIELD_CUSTOM: reads the value that begins with @token. As lp_record_scan(). */
  gboolean (*scan) (LpScanner *scanner, const LpToken *token, gpointer record, GError **error);
} LpField;

struct _LpRecordType
{
  const LpField *fields;
  guint n_fields; /* at most 64 */
  /* Of elements of a list: a new one at its end, and the one at an index or NULL behind the last. */
  gpointer (*append) (gpointer list);
  gconstpointer (*get) (gpointer list, guint index);
};

#define LP_FIELD(Type, member, field_kind, ...)                                                              \
  {                                                                                                          \
    .name = #member, .length = sizeof #member - 1, .kind = LP_FIELD_##field_kind,                            \
    .offset = G_STRUCT_OFFSET (Type, member), __VA_ARGS__                                                    \
  }
#define LP_RECORD_TYPE(table, ...)                                                                           \
  {                                                                                                          \
    .fields = table, .n_fields = G_N_ELEMENTS (table), __VA_ARGS__                                           \
  }

/**
 * lp_record_write:
 * @type: the table
 * @record: what to write
 * @product: (nullable): knows the kinds of entries
 * @out: appended to
 */
void lp_record_write (const LpRecordType *type, gconstpointer record, const LpProduct *product, GString *out);

/**
 * lp_record_read:
 * @type: the table
 * @record: a new one; filled
 * @object: a tree
 * @error: %LP_ERROR_INVALID with all faults
 *
 * Returns: whether there was none
 */
gboolean lp_record_read (const LpRecordType *type, gpointer record, JsonObject *object, GError **error);

/**
 * lp_record_scan:
 * @type: the table
 * @record: a new one; filled
 * @scanner: has just read that an object begins
 * @error: (inout): collects faults, %LP_ERROR_INVALID
 *
 * Returns: whether the object's text could be read to its end; @error may be set all the same
 */
gboolean lp_record_scan (const LpRecordType *type, gpointer record, LpScanner *scanner, GError **error);

/* The tables. */
extern const LpRecordType lp_wire_order_type;
extern const LpRecordType lp_wire_ticket_type;
extern const LpRecordType lp_wire_subscription_type;

G_END_DECLS
