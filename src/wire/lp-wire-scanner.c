/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lp-wire-scanner.h"

#include <math.h>
#include <string.h>

#include "lp-error.h"

/* JsonParser is not used on purpose: it accepts comments, single quotes, bare words and trailing commas, keeps the
 * last of repeated members silently, and has no limit of depth. Two peers that read the same bytes must never
 * understand different things. */

#define MAX_DEPTH  32
#define MAX_NUMBER 64 /* characters */

gboolean
lp_scanner_fail (LpScanner *self, const char *problem)
{
  if (self->problem == NULL)
    self->problem = problem;
  return FALSE;
}

gboolean
lp_scanner_init (LpScanner *self, const char *data, gsize size)
{
  *self = (LpScanner){ .start = data, .at = data, .end = data + size, .text = g_string_sized_new (64) };
  return g_utf8_validate_len (data, size, NULL) || lp_scanner_fail (self, "not UTF-8");
}

void
lp_scanner_clear (LpScanner *self)
{
  g_string_free (self->text, TRUE);
}

gboolean
lp_token_is (const LpToken *token, const char *text)
{
  gsize length = strlen (text);

  return token->length == length && memcmp (token->text, text, length) == 0;
}

char *
lp_token_dup_text (const LpToken *token)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  switch (token->kind)
    {
    case LP_TOKEN_STRING:
      return g_strndup (token->text, token->length);
    case LP_TOKEN_INT:
      return g_strdup_printf ("%" G_GINT64_FORMAT, token->number);
    case LP_TOKEN_BOOLEAN:
      return g_strdup (token->number != 0 ? "true" : "false");
    case LP_TOKEN_REAL:
      return g_strdup (g_ascii_dtostr (text, sizeof text, token->real));
    case LP_TOKEN_NULL:
    case LP_TOKEN_OBJECT:
    case LP_TOKEN_ARRAY:
    case LP_TOKEN_BROKEN:
    default:
      return NULL;
    }
}

static void
skip_space (LpScanner *self)
{
  while (self->at < self->end &&
         (*self->at == ' ' || *self->at == '\n' || *self->at == '\r' || *self->at == '\t'))
    self->at++;
}

/* Skips white space and takes @wanted if it comes next. */
static gboolean
take (LpScanner *self, char wanted)
{
  skip_space (self);
  if (self->at == self->end || *self->at != wanted)
    return FALSE;
  self->at++;
  return TRUE;
}

static int
read_hex (LpScanner *self)
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
read_unicode_escape (LpScanner *self)
{
  int character = read_hex (self);

  if (character < 0)
    return lp_scanner_fail (self, "an escape \\u needs four hexadecimal digits");
  if (character >= 0xdc00 && character <= 0xdfff)
    return lp_scanner_fail (self, "a low surrogate stands alone");
  if (character >= 0xd800 && character <= 0xdbff)
    {
      int low = -1;

      if (self->end - self->at >= 6 && self->at[0] == '\\' && self->at[1] == 'u')
        {
          self->at += 2;
          low = read_hex (self);
        }
      if (low < 0xdc00 || low > 0xdfff)
        return lp_scanner_fail (self, "a high surrogate stands alone");
      character = 0x10000 + ((character - 0xd800) << 10) + (low - 0xdc00);
    }

  /* A C string cannot hold U+0000. It becomes U+0001, a control character as well, which the rules for texts
   * refuse at the very field. */
  g_string_append_unichar (self->text, character == 0 ? 1 : (gunichar) character);
  return TRUE;
}

static gboolean
read_escape (LpScanner *self)
{
  static const char names[] = "\"\\/bfnrt";
  static const char values[] = "\"\\/\b\f\n\r\t";
  const char *name;
  char letter;

  if (self->at == self->end)
    return lp_scanner_fail (self, "a string does not end");
  letter = *self->at++;
  if (letter == 'u')
    return read_unicode_escape (self);

  name = letter != '\0' ? strchr (names, letter) : NULL;
  if (name == NULL)
    return lp_scanner_fail (self, "there is no such escape in a string");
  g_string_append_c (self->text, values[name - names]);
  return TRUE;
}

static inline gboolean
is_plain (char character)
{
  return character != '"' && character != '\\' && (guchar) character >= 0x20;
}

/* Goes on where the first escape, or what is wrong, was met. */
static gboolean
read_escaped (LpScanner *self, const char *run, LpToken *token)
{
  g_string_truncate (self->text, 0);
  while (TRUE)
    {
      g_string_append_len (self->text, run, self->at - run);
      if (self->at == self->end)
        return lp_scanner_fail (self, "a string does not end");
      if (*self->at == '"')
        break;
      if (*self->at++ != '\\')
        return lp_scanner_fail (self, "a string holds a control character that is not escaped");
      if (!read_escape (self))
        return FALSE;
      run = self->at;
      while (self->at < self->end && is_plain (*self->at))
        self->at++;
    }
  self->at++;
  token->text = self->text->str;
  token->length = self->text->len;
  return TRUE;
}

/* Reads what follows the opening quote. */
static gboolean
read_string (LpScanner *self, LpToken *token)
{
  const char *run = self->at;

  while (self->at < self->end && is_plain (*self->at))
    self->at++;
  token->kind = LP_TOKEN_STRING;
  if (self->at == self->end || *self->at != '"')
    return read_escaped (self, run, token);
  token->text = run;
  token->length = (gsize) (self->at++ - run);
  return TRUE;
}

static gsize
skip_digits (LpScanner *self)
{
  const char *start = self->at;

  while (self->at < self->end && g_ascii_isdigit (*self->at))
    self->at++;
  return self->at - start;
}

/* Skips a number by the grammar of RFC 8259; tells whether it has neither fraction nor exponent. */
static gboolean
skip_number (LpScanner *self, gboolean *is_whole)
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

/* Whole numbers beyond 64 bits become floating-point ones, which no member of the API accepts as a number. */
static gboolean
read_number (LpScanner *self, LpToken *token)
{
  const char *start = self->at;
  char text[MAX_NUMBER + 1];
  gboolean is_whole;

  if (!skip_number (self, &is_whole) || self->at - start > MAX_NUMBER)
    return lp_scanner_fail (self, "a number is not written as JSON asks for");
  memcpy (text, start, (gsize) (self->at - start));
  text[self->at - start] = '\0';

  token->kind = LP_TOKEN_INT;
  if (is_whole && g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, &token->number, NULL))
    return TRUE;
  token->kind = LP_TOKEN_REAL;
  token->real = g_ascii_strtod (text, NULL);
  return isfinite (token->real) || lp_scanner_fail (self, "a number is too large");
}

static gboolean
read_nested (LpScanner *self, LpTokenKind kind, LpToken *token)
{
  if (self->depth == MAX_DEPTH)
    return lp_scanner_fail (self, "it is nested deeper than 32 levels");
  self->depth++;
  self->at++;
  token->kind = kind;
  return TRUE;
}

static gboolean
take_word (LpScanner *self, const char *word, gsize length)
{
  if ((gsize) (self->end - self->at) < length || memcmp (self->at, word, length) != 0)
    return FALSE;
  self->at += length;
  return TRUE;
}

static gboolean
read_word (LpScanner *self, LpToken *token)
{
  token->kind = LP_TOKEN_BOOLEAN;
  token->number = take_word (self, "true", 4);
  if (token->number || take_word (self, "false", 5))
    return TRUE;
  token->kind = LP_TOKEN_NULL;
  return take_word (self, "null", 4) || lp_scanner_fail (self, "a value is missing");
}

gboolean
lp_scanner_read (LpScanner *self, LpToken *token)
{
  skip_space (self);
  if (self->problem != NULL || self->at == self->end)
    return lp_scanner_fail (self, "it ends too early");

  switch (*self->at)
    {
    case '"':
      self->at++;
      return read_string (self, token);
    case '{':
      return read_nested (self, LP_TOKEN_OBJECT, token);
    case '[':
      return read_nested (self, LP_TOKEN_ARRAY, token);
    case '-':
      return read_number (self, token);
    default:
      return g_ascii_isdigit (*self->at) ? read_number (self, token) : read_word (self, token);
    }
}

gboolean
lp_scanner_next_member (LpScanner *self, guint *n_members, LpToken *name)
{
  if (self->problem != NULL)
    return FALSE;
  if (take (self, '}'))
    {
      self->depth--;
      return FALSE;
    }
  if ((*n_members)++ > 0 && !take (self, ','))
    return lp_scanner_fail (self, "a comma or a closing brace is missing");
  if (!take (self, '"'))
    return lp_scanner_fail (self, "a member's name in double quotes is missing");
  return read_string (self, name) &&
         (take (self, ':') || lp_scanner_fail (self, "a colon is missing after a member's name"));
}

gboolean
lp_scanner_next_element (LpScanner *self, guint *n_elements)
{
  if (self->problem != NULL)
    return FALSE;
  if (take (self, ']'))
    {
      self->depth--;
      return FALSE;
    }
  return (*n_elements)++ == 0 || take (self, ',') ||
         lp_scanner_fail (self, "a comma or a closing bracket is missing");
}

gboolean
lp_scanner_finish (LpScanner *self, GError **error)
{
  int line = 1;

  skip_space (self);
  if (self->problem == NULL && self->at != self->end)
    lp_scanner_fail (self, "something follows the end of the value");
  if (self->problem == NULL)
    return TRUE;
  if (!g_utf8_validate_len (self->start, (gsize) (self->end - self->start), NULL))
    {
      g_set_error_literal (error, LP_ERROR, LP_ERROR_MALFORMED,
                           "This is not UTF-8 text: JSON must be UTF-8.");
      return FALSE;
    }
  for (const char *at = self->start; at < self->at; at++)
    line += *at == '\n';
  g_set_error (error, LP_ERROR, LP_ERROR_MALFORMED,
               "This is not JSON: line %d, byte %" G_GSIZE_FORMAT ": %s.", line,
               (gsize) (self->at - self->start), self->problem);
  return FALSE;
}
