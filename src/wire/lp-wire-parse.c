/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lp-wire-private.h"

#include <math.h>

/* A strict reader of RFC 8259 that fills json-glib's own tree. JsonParser is not used on purpose: it accepts
 * comments, single quotes, bare words and trailing commas, keeps the last of repeated members silently, and has
 * no limit of depth. Two peers that read the same bytes must never understand different things. */

#define MAX_DEPTH  32
#define MAX_NUMBER 64 /* characters */

typedef struct
{
  const char *start;
  const char *at;
  const char *end;
  int depth;
  GString *text;       /* the string being read */
  const char *problem; /* what is wrong, NULL: nothing */
} Scanner;

static JsonNode *read_value (Scanner *self);

static gboolean
fail (Scanner *self, const char *problem)
{
  if (self->problem == NULL)
    self->problem = problem;
  return FALSE;
}

static void
skip_space (Scanner *self)
{
  while (self->at < self->end &&
         (*self->at == ' ' || *self->at == '\n' || *self->at == '\r' || *self->at == '\t'))
    self->at++;
}

/* Skips white space and takes @wanted if it comes next. */
static gboolean
take (Scanner *self, char wanted)
{
  skip_space (self);
  if (self->at == self->end || *self->at != wanted)
    return FALSE;
  self->at++;
  return TRUE;
}

static int
read_hex (Scanner *self)
{
  int value = 0;

  if (self->end - self->at < 4)
    return -1;
  for (int i = 0; i < 4; i++)
    {
      int digit = g_ascii_xdigit_value (*self->at++);

      if (digit < 0)
        return -1;
      value = value * 16 + digit;
    }
  return value;
}

static gboolean
read_unicode_escape (Scanner *self)
{
  int character = read_hex (self);

  if (character < 0)
    return fail (self, "an escape \\u needs four hexadecimal digits");
  if (character >= 0xdc00 && character <= 0xdfff)
    return fail (self, "a low surrogate stands alone");
  if (character >= 0xd800 && character <= 0xdbff)
    {
      int low = -1;

      if (self->end - self->at >= 6 && self->at[0] == '\\' && self->at[1] == 'u')
        {
          self->at += 2;
          low = read_hex (self);
        }
      if (low < 0xdc00 || low > 0xdfff)
        return fail (self, "a high surrogate stands alone");
      character = 0x10000 + ((character - 0xd800) << 10) + (low - 0xdc00);
    }

  /* A C string cannot hold U+0000. It becomes U+0001, a control character as well, which the rules for texts
   * refuse at the very field. */
  g_string_append_unichar (self->text, character == 0 ? 1 : (gunichar) character);
  return TRUE;
}

static gboolean
read_escape (Scanner *self)
{
  static const char names[] = "\"\\/bfnrt";
  static const char values[] = "\"\\/\b\f\n\r\t";
  const char *name;
  char letter;

  if (self->at == self->end)
    return fail (self, "a string does not end");
  letter = *self->at++;
  if (letter == 'u')
    return read_unicode_escape (self);

  name = letter != '\0' ? strchr (names, letter) : NULL;
  if (name == NULL)
    return fail (self, "there is no such escape in a string");
  g_string_append_c (self->text, values[name - names]);
  return TRUE;
}

/* Reads what follows the opening quote into self->text. */
static gboolean
read_string (Scanner *self)
{
  g_string_truncate (self->text, 0);
  while (TRUE)
    {
      const char *run = self->at;

      while (self->at < self->end && *self->at != '"' && *self->at != '\\' && (guchar) *self->at >= 0x20)
        self->at++;
      g_string_append_len (self->text, run, self->at - run);
      if (self->at == self->end)
        return fail (self, "a string does not end");
      if (*self->at == '"')
        {
          self->at++;
          return TRUE;
        }
      if (*self->at++ != '\\')
        return fail (self, "a string holds a control character that is not escaped");
      if (!read_escape (self))
        return FALSE;
    }
}

static gsize
skip_digits (Scanner *self)
{
  const char *start = self->at;

  while (self->at < self->end && g_ascii_isdigit (*self->at))
    self->at++;
  return self->at - start;
}

/* Skips a number by the grammar of RFC 8259; tells whether it has neither fraction nor exponent. */
static gboolean
skip_number (Scanner *self, gboolean *is_whole)
{
  if (*self->at == '-')
    self->at++;
  if (self->at < self->end && *self->at == '0')
    self->at++;
  else if (skip_digits (self) == 0)
    return FALSE;

  *is_whole = TRUE;
  if (self->at < self->end && *self->at == '.')
    {
      *is_whole = FALSE;
      self->at++;
      if (skip_digits (self) == 0)
        return FALSE;
    }
  if (self->at < self->end && (*self->at == 'e' || *self->at == 'E'))
    {
      *is_whole = FALSE;
      self->at++;
      if (self->at < self->end && (*self->at == '+' || *self->at == '-'))
        self->at++;
      if (skip_digits (self) == 0)
        return FALSE;
    }
  return TRUE;
}

/* Whole numbers beyond 64 bits become floating-point nodes, which no member of the API accepts as a number. */
static JsonNode *
read_number (Scanner *self)
{
  const char *start = self->at;
  char text[MAX_NUMBER + 1];
  gboolean is_whole;
  gint64 number;
  double real;

  if (!skip_number (self, &is_whole) || self->at - start > MAX_NUMBER)
    {
      fail (self, "a number is not written as JSON asks for");
      return NULL;
    }
  memcpy (text, start, self->at - start);
  text[self->at - start] = '\0';

  if (is_whole && g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, &number, NULL))
    return json_node_init_int (json_node_alloc (), number);
  real = g_ascii_strtod (text, NULL);
  if (!isfinite (real))
    {
      fail (self, "a number is too large");
      return NULL;
    }
  return json_node_init_double (json_node_alloc (), real);
}

static gboolean
read_member (Scanner *self, JsonObject *object)
{
  char short_name[64];
  g_autofree char *long_name = NULL;
  const char *name = short_name;
  guint n_members = json_object_get_size (object);
  JsonNode *value;

  if (!take (self, '"'))
    return fail (self, "a member's name in double quotes is missing");
  if (!read_string (self))
    return FALSE;
  if (self->text->len < sizeof short_name)
    memcpy (short_name, self->text->str, self->text->len + 1);
  else
    name = long_name = g_strdup (self->text->str);
  if (!take (self, ':'))
    return fail (self, "a colon is missing after a member's name");

  value = read_value (self);
  if (value == NULL)
    return FALSE;
  json_object_set_member (object, name, value);
  return json_object_get_size (object) > n_members || fail (self, "a member is given twice");
}

static JsonNode *
read_object (Scanner *self)
{
  g_autoptr (JsonObject) object = json_object_new ();

  if (!take (self, '}'))
    {
      do
        if (!read_member (self, object))
          return NULL;
      while (take (self, ','));
      if (!take (self, '}'))
        {
          fail (self, "a comma or a closing brace is missing");
          return NULL;
        }
    }
  return json_node_init_object (json_node_alloc (), object);
}

static JsonNode *
read_array (Scanner *self)
{
  g_autoptr (JsonArray) array = json_array_new ();

  if (!take (self, ']'))
    {
      do
        {
          JsonNode *value = read_value (self);

          if (value == NULL)
            return NULL;
          json_array_add_element (array, value);
        }
      while (take (self, ','));
      if (!take (self, ']'))
        {
          fail (self, "a comma or a closing bracket is missing");
          return NULL;
        }
    }
  return json_node_init_array (json_node_alloc (), array);
}

static JsonNode *
read_nested (Scanner *self, char opening)
{
  JsonNode *node;

  if (self->depth == MAX_DEPTH)
    {
      fail (self, "it is nested deeper than 32 levels");
      return NULL;
    }
  self->depth++;
  node = opening == '{' ? read_object (self) : read_array (self);
  self->depth--;
  return node;
}

static gboolean
take_word (Scanner *self, const char *word, gsize length)
{
  if ((gsize) (self->end - self->at) < length || memcmp (self->at, word, length) != 0)
    return FALSE;
  self->at += length;
  return TRUE;
}

static JsonNode *
read_value (Scanner *self)
{
  skip_space (self);
  if (self->at == self->end)
    {
      fail (self, "it ends too early");
      return NULL;
    }

  if (*self->at == '"')
    {
      self->at++;
      return read_string (self) ? json_node_init_string (json_node_alloc (), self->text->str) : NULL;
    }
  if (*self->at == '{' || *self->at == '[')
    return read_nested (self, *self->at++);
  if (*self->at == '-' || g_ascii_isdigit (*self->at))
    return read_number (self);
  if (take_word (self, "true", 4))
    return json_node_init_boolean (json_node_alloc (), TRUE);
  if (take_word (self, "false", 5))
    return json_node_init_boolean (json_node_alloc (), FALSE);
  if (take_word (self, "null", 4))
    return json_node_init_null (json_node_alloc ());

  fail (self, "a value is missing");
  return NULL;
}

static void
set_position_error (Scanner *self, GError **error)
{
  int line = 1;

  for (const char *at = self->start; at < self->at; at++)
    if (*at == '\n')
      line++;
  g_set_error (error, LP_ERROR, LP_ERROR_MALFORMED,
               "This is not JSON: line %d, byte %" G_GSIZE_FORMAT ": %s.", line,
               (gsize) (self->at - self->start), self->problem);
}

JsonObject *
lp_wire_parse (const char *data, gsize size, GError **error)
{
  Scanner self = { .start = data, .at = data, .end = data + size };
  g_autoptr (GString) text = g_string_sized_new (64);
  g_autoptr (JsonNode) root = NULL;

  if (!g_utf8_validate_len (data, size, NULL))
    {
      g_set_error (error, LP_ERROR, LP_ERROR_MALFORMED, "This is not UTF-8 text: JSON must be UTF-8.");
      return NULL;
    }

  self.text = text;
  root = read_value (&self);
  skip_space (&self);
  if (root != NULL && self.at != self.end)
    fail (&self, "something follows the end of the value");
  if (self.problem != NULL)
    {
      set_position_error (&self, error);
      return NULL;
    }
  if (!JSON_NODE_HOLDS_OBJECT (root))
    {
      g_set_error (error, LP_ERROR, LP_ERROR_MALFORMED, "This must be a JSON object in braces.");
      return NULL;
    }
  return json_node_dup_object (root);
}
