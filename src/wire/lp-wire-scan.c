/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lp-wire-fields.h"

/* Reading a record straight from the text. Members mostly come in the order of the table, so that the first look
 * finds each. Unknown ones go into a tree that is thrown away: they are rare, and must be JSON all the same. */

#define SHORT_SIZE 32

typedef struct
{
  LpScanner *scanner;
  const LpRecordType *type;
  gpointer record;
  const char *list; /* the record is an element of that member … */
  guint index;      /* … at that place; NULL: it is the object itself */
  guint64 given;    /* by field */
  guint64 present;  /* given and not null */
} Scan;

static gboolean scan_members (Scan *self, GError **error);

static void
add_fault (const Scan *self, const char *name, const char *detail, GError **error)
{
  g_autofree char *pointer = self->list != NULL ? g_strdup_printf ("/%s/%u", self->list, self->index) : NULL;

  lp_wire_add_fault (error, pointer, name, detail);
}

/* What is wrong with the element at @index of a member's value. */
static void
add_element_fault (const Scan *self, const char *name, guint index, const char *detail, GError **error)
{
  g_autofree char *place = g_strdup_printf ("%u", index);
  g_autofree char *pointer = self->list != NULL ? g_strdup_printf ("/%s/%u/%s", self->list, self->index, name)
                                                : g_strdup_printf ("/%s", name);

  lp_wire_add_fault (error, pointer, place, detail);
}

/* Goes over what begins with @token, which is not what was asked for. */
static gboolean
skip (Scan *self, const LpToken *token)
{
  g_autoptr (JsonNode) node = lp_scanner_build (self->scanner, token);

  return node != NULL;
}

/* A short text, such as a day or the name of a value, terminated; "" for anything else. */
static const char *
copy_short (const LpToken *token, char buffer[SHORT_SIZE])
{
  gsize length = token->kind == LP_TOKEN_STRING && token->length < SHORT_SIZE ? token->length : 0;

  if (length > 0)
    memcpy (buffer, token->text, length);
  buffer[length] = '\0';
  return buffer;
}

static void
take_int (Scan *self, const LpField *field, const LpToken *token, int *value, GError **error)
{
  g_autofree char *detail = NULL;

  if (token->kind == LP_TOKEN_INT && token->number >= field->min && token->number <= G_MAXINT)
    {
      *value = (int) token->number;
      return;
    }
  detail = lp_wire_describe_range (field->min, G_MAXINT);
  add_fault (self, field->name, detail, error);
}

static void
take_enum (Scan *self, const LpField *field, const LpToken *token, int *value, GError **error)
{
  char buffer[SHORT_SIZE];
  g_autofree char *detail = NULL;

  if (lp_enum_from_nick (field->get_type (), copy_short (token, buffer), value))
    return;
  detail = lp_wire_describe_enum (field->get_type ());
  add_fault (self, field->name, detail, error);
}

static void
take_date (Scan *self, const LpField *field, const LpToken *token, LpDate *value, GError **error)
{
  char buffer[SHORT_SIZE];

  *value = lp_date_parse (copy_short (token, buffer));
  if (*value == LP_DATE_NONE)
    add_fault (self, field->name, LP_WIRE_NO_DATE, error);
}

static void
take_period (Scan *self, const LpField *field, const LpToken *token, LpPeriod *value, GError **error)
{
  char buffer[SHORT_SIZE];
  const char *detail = lp_wire_check_period (copy_short (token, buffer), field->kind == LP_FIELD_TERM, value);

  if (detail != NULL)
    add_fault (self, field->name, detail, error);
}

static void
take_scalar (Scan *self, const LpField *field, const LpToken *token, gpointer at, GError **error)
{
  if (field->kind == LP_FIELD_INT)
    take_int (self, field, token, at, error);
  else if (field->kind == LP_FIELD_DATE)
    take_date (self, field, token, at, error);
  else if (field->kind == LP_FIELD_ENUM)
    take_enum (self, field, token, at, error);
  else if (field->kind == LP_FIELD_PERIOD || field->kind == LP_FIELD_TERM)
    take_period (self, field, token, at, error);
  else if (field->kind == LP_FIELD_BOOLEAN && token->kind == LP_TOKEN_BOOLEAN)
    *(gboolean *) at = token->number != 0;
  else if (field->kind == LP_FIELD_BOOLEAN)
    add_fault (self, field->name, LP_WIRE_NO_BOOLEAN, error);
  else if (token->kind == LP_TOKEN_STRING)
    *(char **) at = g_strndup (token->text, token->length);
  else
    add_fault (self, field->name, LP_WIRE_NO_STRING, error);
}

static gboolean
scan_strings (Scan *self, const LpField *field, char ***strings, GError **error)
{
  g_autoptr (GStrvBuilder) list = g_strv_builder_new ();
  guint n = 0;
  LpToken token;

  while (lp_scanner_next_element (self->scanner, &n) && lp_scanner_read (self->scanner, &token))
    {
      g_autofree char *text = lp_token_dup_text (&token);

      if (token.kind == LP_TOKEN_STRING)
        g_strv_builder_add (list, text);
      else if (skip (self, &token))
        add_element_fault (self, field->name, n - 1, LP_WIRE_NO_STRING, error);
    }
  g_strfreev (*strings);
  *strings = g_strv_builder_end (list);
  return self->scanner->problem == NULL;
}

static gboolean
has_key (GArray *values, const LpToken *name)
{
  for (guint i = 0; i < values->len; i++)
    if (lp_token_is (name, g_array_index (values, LpEntryValue, i).key))
      return TRUE;
  return FALSE;
}

static gboolean
scan_entries (Scan *self, const LpField *field, GArray *values, GError **error)
{
  guint n = 0;
  LpToken name, token;

  while (lp_scanner_next_member (self->scanner, &n, &name))
    {
      LpEntryValue value = { NULL, NULL };

      if (has_key (values, &name))
        return lp_scanner_fail (self->scanner, LP_SCANNER_TWICE);
      value.key = g_strndup (name.text, name.length);
      if (lp_scanner_read (self->scanner, &token))
        value.value = lp_token_dup_text (&token);
      g_array_append_val (values, value);
      if (self->scanner->problem == NULL && value.value == NULL && token.kind != LP_TOKEN_NULL &&
          skip (self, &token))
        {
          g_autofree char *pointer = g_strdup_printf ("/%s", field->name);

          lp_wire_add_fault (error, pointer, value.key, LP_WIRE_NO_SCALAR);
        }
    }
  return self->scanner->problem == NULL;
}

static gboolean
scan_records (Scan *self, const LpField *field, gpointer list, GError **error)
{
  guint n = 0;
  LpToken token;

  while (lp_scanner_next_element (self->scanner, &n) && lp_scanner_read (self->scanner, &token))
    {
      Scan element = { self->scanner, field->elements, NULL, field->name, n - 1, 0, 0 };

      if (token.kind != LP_TOKEN_OBJECT)
        {
          if (skip (self, &token))
            add_element_fault (self, field->name, n - 1, LP_WIRE_NO_OBJECT, error);
          continue;
        }
      element.record = field->elements->append (list);
      scan_members (&element, error);
    }
  return self->scanner->problem == NULL;
}

static gboolean
scan_value (Scan *self, const LpField *field, const LpToken *token, GError **error)
{
  gpointer at = (char *) self->record + field->offset;
  gboolean wants_array = field->kind == LP_FIELD_STRINGS || field->kind == LP_FIELD_RECORDS;
  gboolean is_open = token->kind == LP_TOKEN_OBJECT || token->kind == LP_TOKEN_ARRAY;

  if (field->kind == LP_FIELD_CUSTOM)
    return field->scan (self->scanner, token, self->record, error);
  if (wants_array && token->kind == LP_TOKEN_ARRAY)
    return field->kind == LP_FIELD_STRINGS ? scan_strings (self, field, at, error)
                                           : scan_records (self, field, *(gpointer *) at, error);
  if (field->kind == LP_FIELD_ENTRIES && token->kind == LP_TOKEN_OBJECT)
    return scan_entries (self, field, *(GArray **) at, error);
  if (is_open && !skip (self, token))
    return FALSE;
  if (wants_array || field->kind == LP_FIELD_ENTRIES)
    add_fault (self, field->name, wants_array ? LP_WIRE_NO_ARRAY : LP_WIRE_NO_OBJECT, error);
  else
    take_scalar (self, field, token, at, error);
  return TRUE;
}

/* The place of a member in the table, n_fields if it is unknown; @expected: where the last one was, and one on. */
static guint
find_field (const LpRecordType *type, guint expected, const LpToken *name)
{
  for (guint i = 0; i < type->n_fields; i++)
    {
      guint at = (expected + i) % type->n_fields;

      if (name->length == type->fields[at].length &&
          memcmp (name->text, type->fields[at].name, name->length) == 0)
        return at;
    }
  return type->n_fields;
}

static gboolean
scan_member (Scan *self, guint at, GError **error)
{
  const guint64 bit = G_GUINT64_CONSTANT (1) << at;
  LpToken token;

  if (self->given & bit)
    return lp_scanner_fail (self->scanner, LP_SCANNER_TWICE);
  self->given |= bit;
  if (!lp_scanner_read (self->scanner, &token))
    return FALSE;
  if (token.kind == LP_TOKEN_NULL)
    return TRUE;
  self->present |= bit;
  return scan_value (self, &self->type->fields[at], &token, error);
}

static void
finish (Scan *self, GError **error)
{
  for (guint i = 0; i < self->type->n_fields; i++)
    {
      const LpField *field = &self->type->fields[i];
      gpointer at = (char *) self->record + field->offset;

      if (field->kind == LP_FIELD_STRINGS && *(char ***) at == NULL)
        *(char ***) at = g_new0 (char *, 1);
      if (self->present & G_GUINT64_CONSTANT (1) << i)
        continue;
      if (field->kind == LP_FIELD_TERM)
        *(LpPeriod *) at = (LpPeriod){ 0, LP_PERIOD_MONTHS };
      else if (field->kind == LP_FIELD_PERIOD)
        *(LpPeriod *) at = (LpPeriod){ 0, LP_PERIOD_DAYS };
      else if (field->kind == LP_FIELD_DATE)
        *(LpDate *) at = LP_DATE_NONE;
      if (field->required)
        add_fault (self, field->name,
                   self->given & G_GUINT64_CONSTANT (1) << i ? LP_WIRE_IS_NULL : LP_WIRE_IS_MISSING, error);
    }
}

static gboolean
scan_members (Scan *self, GError **error)
{
  g_autoptr (JsonObject) others = NULL;
  guint expected = 0;
  guint n = 0;
  LpToken name;

  while (lp_scanner_next_member (self->scanner, &n, &name))
    {
      guint at = find_field (self->type, expected, &name);

      if (at < self->type->n_fields)
        {
          expected = at + 1;
          if (!scan_member (self, at, error))
            return FALSE;
          continue;
        }
      if (others == NULL)
        others = json_object_new ();
      if (!lp_scanner_build_member (self->scanner, &name, others))
        return FALSE;
    }
  if (self->scanner->problem != NULL)
    return FALSE;
  finish (self, error);
  return TRUE;
}

gboolean
lp_record_scan (const LpRecordType *type, gpointer record, LpScanner *scanner, GError **error)
{
  Scan self = { .scanner = scanner, .type = type, .record = record };

  return scan_members (&self, error);
}
