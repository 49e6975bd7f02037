/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lp-wire-fields.h"

/* Writing a record, and reading it from a tree. */

static void
write_records (const LpField *field, gpointer list, const LpProduct *product, GString *out)
{
  gconstpointer element;

  g_string_append_c (out, '[');
  for (guint i = 0; list != NULL && (element = field->elements->get (list, i)) != NULL; i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      lp_record_write (field->elements, element, product, out);
    }
  g_string_append_c (out, ']');
}

static void
write_value (const LpField *field, gconstpointer record, const LpProduct *product, GString *out)
{
  gconstpointer at = (const char *) record + field->offset;

  switch (field->kind)
    {
    case LP_FIELD_STRING:
      lp_wire_write_string (out, *(const char *const *) at);
      break;
    case LP_FIELD_INT:
      lp_wire_write_int (out, *(const int *) at);
      break;
    case LP_FIELD_BOOLEAN:
      lp_wire_write_boolean (out, *(const gboolean *) at);
      break;
    case LP_FIELD_DATE:
      lp_wire_write_date (out, *(const LpDate *) at);
      break;
    case LP_FIELD_PERIOD:
    case LP_FIELD_TERM:
      lp_wire_write_period (out, *(const LpPeriod *) at);
      break;
    case LP_FIELD_ENUM:
      lp_wire_write_string (out, lp_enum_get_nick (field->get_type (), *(const int *) at));
      break;
    case LP_FIELD_STRINGS:
      lp_wire_write_strings (out, *(const char *const *const *) at);
      break;
    case LP_FIELD_ENTRIES:
      lp_wire_write_entry_values (out, *(GArray *const *) at, product);
      break;
    case LP_FIELD_CUSTOM:
    case LP_FIELD_RECORDS:
    default:
      write_records (field, *(gpointer const *) at, product, out);
      break;
    }
}

void
lp_record_write (const LpRecordType *type, gconstpointer record, const LpProduct *product, GString *out)
{
  for (guint i = 0; i < type->n_fields; i++)
    {
      const LpField *field = &type->fields[i];

      g_string_append (out, i == 0 ? "{\"" : ",\"");
      g_string_append_len (out, field->name, (gssize) field->length);
      LP_WIRE_LITERAL (out, "\":");
      write_value (field, record, product, out);
    }
  g_string_append_c (out, '}');
}

static void read_object (const LpRecordType *type,
                         gpointer record,
                         JsonObject *object,
                         const char *pointer,
                         GError **error);

static void
read_records (const LpField *field, gpointer list, JsonObject *object, GError **error)
{
  JsonArray *array = lp_wire_get_array (object, "", field->name, field->required, error);
  guint length = array != NULL ? json_array_get_length (array) : 0;

  for (guint i = 0; i < length; i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      g_autofree char *pointer = g_strdup_printf ("/%s/%u", field->name, i);

      if (JSON_NODE_HOLDS_OBJECT (node))
        read_object (field->elements, field->elements->append (list), json_node_get_object (node), pointer,
                     error);
      else
        lp_error_add_field (error, pointer, LP_WIRE_NO_OBJECT);
    }
}

static void
read_entries (const LpField *field, GArray **entries, JsonObject *object, GError **error)
{
  JsonObject *member = lp_wire_get_object (object, "", field->name, field->required, error);
  GArray *values = member != NULL ? lp_wire_read_entry_values (member, "/entries", error) : NULL;

  if (values == NULL)
    return;
  g_array_unref (*entries);
  *entries = values;
}

static void
read_value (const LpField *field, gpointer record, JsonObject *object, const char *pointer, GError **error)
{
  gpointer at = (char *) record + field->offset;
  const char *name = field->name;

  switch (field->kind)
    {
    case LP_FIELD_STRING:
      *(char **) at = lp_wire_dup_string (object, pointer, name, field->required, error);
      break;
    case LP_FIELD_INT:
      *(int *) at = (int) lp_wire_get_int (object, pointer, name, field->min, G_MAXINT, field->required, 0,
                                           error);
      break;
    case LP_FIELD_BOOLEAN:
      *(gboolean *) at = lp_wire_get_boolean (object, pointer, name, field->required, FALSE, error);
      break;
    case LP_FIELD_DATE:
      *(LpDate *) at = lp_wire_get_date (object, pointer, name, field->required, error);
      break;
    case LP_FIELD_PERIOD:
    case LP_FIELD_TERM:
      *(LpPeriod *) at = lp_wire_get_period (object, pointer, name, field->kind == LP_FIELD_TERM, NULL,
                                             error);
      break;
    case LP_FIELD_ENUM:
      *(int *) at = lp_wire_get_enum (object, pointer, name, field->get_type (), field->required, 0, error);
      break;
    case LP_FIELD_STRINGS:
      g_strfreev (*(char ***) at);
      *(char ***) at = lp_wire_dup_strings (object, pointer, name, field->required, error);
      if (*(char ***) at == NULL)
        *(char ***) at = g_new0 (char *, 1);
      break;
    case LP_FIELD_ENTRIES:
      read_entries (field, at, object, error);
      break;
    case LP_FIELD_CUSTOM:
    case LP_FIELD_RECORDS:
    default:
      read_records (field, *(gpointer *) at, object, error);
      break;
    }
}

static void
read_object (const LpRecordType *type,
             gpointer record,
             JsonObject *object,
             const char *pointer,
             GError **error)
{
  for (guint i = 0; i < type->n_fields; i++)
    read_value (&type->fields[i], record, object, pointer, error);
}

gboolean
lp_record_read (const LpRecordType *type, gpointer record, JsonObject *object, GError **error)
{
  GError *fault = NULL;

  read_object (type, record, object, "", &fault);
  return lp_wire_take_fault (fault, error);
}
