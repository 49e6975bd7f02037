/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lp-order-rules.h"

#include <string.h>

#include "lp-error.h"

/* Free texts and e-mail addresses. */

/* Returns the text without white space at either end, in NFC; NULL if it is not UTF-8. */
static char *
trim_and_compose (const char *text)
{
  const char *start = text;
  const char *end = text + strlen (text);

  if (!g_utf8_validate (text, end - text, NULL))
    return NULL;
  while (start < end && g_unichar_isspace (g_utf8_get_char (start)))
    start = g_utf8_next_char (start);
  while (end > start)
    {
      const char *last = g_utf8_prev_char (end);

      if (!g_unichar_isspace (g_utf8_get_char (last)))
        break;
      end = last;
    }
  return g_utf8_normalize (start, end - start, G_NORMALIZE_NFC);
}

static gboolean
has_control_character (const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      gunichar character = g_utf8_get_char (text);

      if (g_unichar_iscntrl (character) || character == 0x2028 || character == 0x2029)
        return TRUE;
    }
  return FALSE;
}

char *
lp_text_validate (const char *text, const char *pointer, int min_chars, int max_chars, GError **error)
{
  g_autofree char *clean = trim_and_compose (text != NULL ? text : "");
  glong n_chars;

  if (clean == NULL)
    {
      lp_error_add_field (error, pointer, "The text must be valid UTF-8.");
      return NULL;
    }
  if (has_control_character (clean))
    {
      lp_error_add_field (
          error, pointer,
          "The text must be one line without control characters such as tabs or line breaks.");
      return NULL;
    }

  n_chars = g_utf8_strlen (clean, -1);
  if (n_chars == 0 && min_chars == 0)
    return NULL;
  if (n_chars == 0)
    {
      lp_error_add_field (error, pointer, "The text must not be empty: it must have %d to %d characters.",
                          min_chars, max_chars);
      return NULL;
    }
  if (n_chars > max_chars && min_chars <= 1)
    {
      lp_error_add_field (error, pointer, "The text must have at most %d characters; it has %ld.", max_chars,
                          n_chars);
      return NULL;
    }
  if (n_chars < min_chars || n_chars > max_chars)
    {
      lp_error_add_field (error, pointer, "The text must have between %d and %d characters; it has %ld.",
                          min_chars, max_chars, n_chars);
      return NULL;
    }
  return g_steal_pointer (&clean);
}

static gboolean
is_domain (const char *domain)
{
  return domain[0] != '\0' && domain[0] != '.' && domain[strlen (domain) - 1] != '.' &&
         strstr (domain, "..") == NULL;
}

/* Nobody can see a character that only changes how its neighbours are set, so with one two addresses look the same. */
static gboolean
is_invisible (gunichar character)
{
  return g_unichar_type (character) == G_UNICODE_FORMAT;
}

static gboolean
is_email (const char *text)
{
  const char *at = strchr (text, '@');

  if (at == NULL || at == text || strchr (at + 1, '@') != NULL || !is_domain (at + 1))
    return FALSE;
  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      gunichar character = g_utf8_get_char (text);

      if (g_unichar_isspace (character) || is_invisible (character) ||
          strchr ("<>(),;:\"[]\\", (int) MIN (character, 127)) != NULL)
        return FALSE;
    }
  return TRUE;
}

char *
lp_email_validate (const char *text, const char *pointer, GError **error)
{
  g_autofree char *clean = trim_and_compose (text != NULL ? text : "");

  if (clean == NULL || has_control_character (clean) || !is_email (clean))
    {
      lp_error_add_field (error, pointer, "This must be one e-mail address, such as ada@example.com.");
      return NULL;
    }
  if (strlen (clean) > 254)
    {
      lp_error_add_field (error, pointer, "An e-mail address must have at most 254 bytes.");
      return NULL;
    }
  return g_steal_pointer (&clean);
}
