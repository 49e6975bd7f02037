/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "lp-allocation.h"
#include "lp-error.h"
#include "lp-types.h"

G_BEGIN_DECLS

/* JSON in and out: one encoder and decoder pair for each resource of API v1. Both sides use these, so client
 * and service cannot disagree.
 *
 * Encoders append to a GString, since a snapshot of a million tickets is written this way. Decoders of replies
 * are lenient towards unknown members (a newer service) and strict towards types; decoders of requests refuse
 * unknown members with a pointer. Errors: %LP_ERROR_INVALID with fields. */

/* Replies: append the JSON object to @out. */
void lp_wire_write_group (GString *out, const LpGroup *group);
void lp_wire_write_person (GString *out, const LpPerson *person);
void lp_wire_write_membership (GString *out, const LpMembership *membership);
void lp_wire_write_category (GString *out, const LpCategory *category);
void lp_wire_write_price_list (GString *out, const LpPriceList *list);
void lp_wire_write_product (GString *out, const LpProduct *product);
void lp_wire_write_order (GString *out, const LpOrder *order);
/* The answer of a dry run: `{"preview": {…}, "price": {…}|null}`. */
void lp_wire_write_order_preview (GString *out, const LpOrderPreview *preview, const LpProduct *product);
void lp_wire_write_ticket (GString *out, const LpTicket *ticket, const LpProduct *product);
void lp_wire_write_subscription (GString *out, const LpSubscription *subscription);
void lp_wire_write_audit_record (GString *out, const LpAuditRecord *record);

/* Replies: read the JSON object. NULL on error. */
LpGroup *lp_wire_read_group (JsonObject *object, GError **error);
LpPerson *lp_wire_read_person (JsonObject *object, GError **error);
LpMembership *lp_wire_read_membership (JsonObject *object, GError **error);
LpCategory *lp_wire_read_category (JsonObject *object, GError **error);
LpProduct *lp_wire_read_product (JsonObject *object, GError **error);
LpPriceList *lp_wire_read_price_list (JsonObject *object, GError **error);
LpOrder *lp_wire_read_order (JsonObject *object, GError **error);
LpOrderPreview *lp_wire_read_order_preview (JsonObject *object, GError **error);
LpTicket *lp_wire_read_ticket (JsonObject *object, GError **error);
LpSubscription *lp_wire_read_subscription (JsonObject *object, GError **error);
LpAuditRecord *lp_wire_read_audit_record (JsonObject *object, GError **error);

/* Parts of objects, also for requests: each collects faults below @pointer in @error and never fails halfway. */

/**
 * lp_wire_write_rights:
 * @out: appended to
 * @rights: (nullable): of #LpCategoryRights
 *
 * Writes `{"CATEGORY_ID":["create",…]}`.
 */
void lp_wire_write_rights (GString *out, GArray *rights);

/**
 * lp_wire_read_rights:
 * @object: `{"CATEGORY_ID":["create",…]}`
 * @pointer: JSON pointer of @object
 * @error: (inout): collects faults
 *
 * Returns: (transfer full): of #LpCategoryRights
 */
GArray *lp_wire_read_rights (JsonObject *object, const char *pointer, GError **error);

/**
 * lp_wire_write_group_settings:
 * @out: appended to
 * @settings: own or effective ones; `null` stands for inherited
 */
void lp_wire_write_group_settings (GString *out, const LpGroupSettings *settings);

/**
 * lp_wire_write_group_settings_change:
 * @out: where to append
 * @old: the settings as they are known
 * @settings: as they shall be
 *
 * Writes an object of those that differ only: what nobody touched is nobody's change.
 */
void lp_wire_write_group_settings_change (GString *out,
                                          const LpGroupSettings *old,
                                          const LpGroupSettings *settings);

/**
 * lp_wire_apply_group_settings:
 * @object: the `settings` member of a group
 * @pointer: JSON pointer of @object
 * @settings: (inout): changed where @object has a member; null restores inheritance
 * @error: (inout): collects faults of type; the values themselves are the domain's to check
 *
 * Unknown members are left to lp_wire_finish() with %LP_WIRE_GROUP_SETTINGS.
 */
void lp_wire_apply_group_settings (JsonObject *object,
                                   const char *pointer,
                                   LpGroupSettings *settings,
                                   GError **error);

#define LP_WIRE_GROUP_SETTINGS                                                                               \
  "fiscal_year_end", "default_visibility", "allocate_to", "approval", "currency", "country", "consumer",     \
      "bills_clients"

/**
 * lp_wire_read_entry:
 * @object: one of a product's `entries`; `label` defaults to `key`
 * @pointer: JSON pointer of @object
 * @error: (inout): collects faults
 *
 * Returns: (transfer full): the entry's definition; use it only if there was no fault
 */
LpEntry *lp_wire_read_entry (JsonObject *object, const char *pointer, GError **error);

/**
 * lp_wire_read_module:
 * @object: one of a product's `modules`; `name` defaults to `code`
 * @pointer: JSON pointer of @object
 * @error: (inout): collects faults
 *
 * Returns: (transfer full): the module; use it only if there was no fault
 */
LpModule *lp_wire_read_module (JsonObject *object, const char *pointer, GError **error);

/**
 * lp_wire_write_entry_values:
 * @out: appended to
 * @values: (nullable): of #LpEntryValue
 * @product: (nullable): knows the kinds; without, all are strings
 */
void lp_wire_write_entry_values (GString *out, GArray *values, const LpProduct *product);

/* Requests. */

/**
 * lp_wire_write_order_request:
 * @out: appended to
 * @request: what to ask for
 * @product: decides which entry values are numbers and booleans
 */
void lp_wire_write_order_request (GString *out, const LpOrderRequest *request, const LpProduct *product);

/**
 * lp_wire_read_order_request:
 * @object: the body
 * @error: %LP_ERROR_INVALID with every fault of type, range, missing or unknown member
 *
 * Entry values come out in text form: numbers and booleans are accepted as such and kept apart from strings
 * only by lp_wire_check_entry_types(), once the product is known.
 *
 * Returns: (transfer full) (nullable): the request
 */
LpOrderRequest *lp_wire_read_order_request (JsonObject *object, GError **error);

/**
 * lp_wire_collect_order_request:
 * @object: the body
 * @fault: (inout): collects every fault of type, range, missing or unknown member
 *
 * Returns: (transfer full): what could be read, with defaults in place of what could not
 */
LpOrderRequest *lp_wire_collect_order_request (JsonObject *object, GError **fault);

/**
 * lp_wire_check_entry_types:
 * @entries: the `entries` member as it came
 * @product: the product
 * @error: (inout): collects faults
 *
 * `integer` must be a JSON number, `boolean` true or false, everything else a string; null restores the default.
 *
 * Returns: whether all types fit.
 */
gboolean lp_wire_check_entry_types (JsonObject *entries, const LpProduct *product, GError **error);

/**
 * lp_wire_read_entry_values:
 * @entries: a JSON object KEY: value
 * @pointer: JSON pointer of @entries
 * @error: (inout): collects faults
 *
 * Returns: (transfer full) (nullable): of #LpEntryValue; a JSON null becomes a %NULL value
 */
GArray *lp_wire_read_entry_values (JsonObject *entries, const char *pointer, GError **error);

/**
 * lp_wire_write_allocation_change:
 * @out: appended to
 * @change: only its given members are written
 */
void lp_wire_write_allocation_change (GString *out, const LpAllocationChange *change);

/**
 * lp_wire_read_allocation_change:
 * @object: the body; @change borrows its strings
 * @change: (out): what was given
 * @error: %LP_ERROR_INVALID with fields
 */
gboolean lp_wire_read_allocation_change (JsonObject *object, LpAllocationChange *change, GError **error);

/* Problems (RFC 9457). */

/**
 * lp_wire_get_status:
 * @code: an error code
 *
 * Returns: the HTTP status that goes with it, 400 to 599.
 */
guint lp_wire_get_status (LpErrorCode code);

/**
 * lp_wire_write_problem:
 * @out: appended to
 * @error: any error; one of another domain is written as `failed` without its text
 * @request_id: (nullable): the request's id
 * @current: (nullable): JSON text of the current object, for 412
 */
void lp_wire_write_problem (GString *out, const GError *error, const char *request_id, const char *current);

/**
 * lp_wire_read_problem:
 * @status: the HTTP status
 * @object: (nullable): the body, if it was JSON
 *
 * Returns: (transfer full): the error, in %LP_ERROR, with fields and request id.
 */
GError *lp_wire_read_problem (guint status, JsonObject *object);

/* Building blocks, for bodies that are not a resource. */

/**
 * lp_wire_write_string:
 * @out: appended to
 * @value: (nullable): UTF-8; %NULL writes `null`
 */
void lp_wire_write_string (GString *out, const char *value);
void lp_wire_write_date (GString *out, LpDate date);
void lp_wire_write_int (GString *out, gint64 value);
void lp_wire_write_boolean (GString *out, gboolean value);
void lp_wire_write_strings (GString *out, const char *const *values); /* NULL writes [] */
void lp_wire_write_period (GString *out, LpPeriod period);

/**
 * lp_wire_parse:
 * @data: bytes off the wire
 * @size: how many
 * @error: %LP_ERROR_MALFORMED: not JSON, not UTF-8, not an object, nested deeper than 32, repeated member
 *
 * Returns: (transfer full) (nullable): the root object
 */
JsonObject *lp_wire_parse (const char *data, gsize size, GError **error);

/**
 * lp_wire_parse_body:
 * @data: the body of a request
 * @size: how many bytes
 * @error: as of lp_wire_parse(), but %LP_ERROR_INVALID for JSON that is no object
 *
 * Returns: (transfer full) (nullable): the root object
 */
JsonObject *lp_wire_parse_body (const char *data, gsize size, GError **error);

/* Members of a request: each records a fault at POINTER/NAME in @error and returns a fallback. `required` says
 * whether an absent member is a fault; null counts as absent. @months_only refuses days and weeks, @given tells whether it was there.
 * lp_wire_finish() adds a fault for every member of @object that is not in
 * the NULL-terminated @known. */
const char *lp_wire_get_string (JsonObject *object,
                                const char *pointer,
                                const char *name,
                                gboolean required,
                                GError **error);
gint64 lp_wire_get_int (JsonObject *object,
                        const char *pointer,
                        const char *name,
                        gint64 min,
                        gint64 max,
                        gboolean required,
                        gint64 fallback,
                        GError **error);
gboolean lp_wire_get_boolean (JsonObject *object,
                              const char *pointer,
                              const char *name,
                              gboolean required,
                              gboolean fallback,
                              GError **error);
LpPeriod lp_wire_get_period (JsonObject *object,
                             const char *pointer,
                             const char *name,
                             gboolean months_only,
                             gboolean *given,
                             GError **error);
LpDate lp_wire_get_date (JsonObject *object,
                         const char *pointer,
                         const char *name,
                         gboolean required,
                         GError **error);
int lp_wire_get_enum (JsonObject *object,
                      const char *pointer,
                      const char *name,
                      GType type,
                      gboolean required,
                      int fallback,
                      GError **error);
JsonObject *lp_wire_get_object (JsonObject *object,
                                const char *pointer,
                                const char *name,
                                gboolean required,
                                GError **error);
JsonArray *lp_wire_get_array (JsonObject *object,
                              const char *pointer,
                              const char *name,
                              gboolean required,
                              GError **error);
char **lp_wire_dup_strings (JsonObject *object,
                            const char *pointer,
                            const char *name,
                            gboolean required,
                            GError **error);
void lp_wire_finish (JsonObject *object, const char *pointer, const char *const *known, GError **error);

G_END_DECLS
