/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lp-text-fault.h"

#include <glib/gi18n-lib.h>

#include "lp-order-rules.h"

/* As the service takes of a password (lc-password.h). */
#define PASSWORD_MIN 12
#define PASSWORD_MAX 1024

/* No rule but that of the length: what is left to complain about is a control character. */
static gboolean
is_one_line (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *clean = lp_text_validate (text, "", 0, G_MAXINT, &error);

  return error == NULL;
}

/* What counts: without the space around it, and composed. */
static glong
get_length (const char *text)
{
  g_autofree char *clean = lp_text_validate (text, "", 0, G_MAXINT, NULL);

  return clean != NULL ? g_utf8_strlen (clean, -1) : 0;
}

char *
lp_text_explain_fault (const char *text, int max_chars)
{
  glong length;

  if (!is_one_line (text))
    return g_strdup (_ ("This must be one line, without tabs, line breaks and other control characters."));
  length = get_length (text);
  if (length > max_chars)
    return g_strdup_printf (_ ("This has at most %d characters; these are %ld."), max_chars, length);
  return NULL;
}

/* A path joins names by a slash (design: api, "Routes"). */
char *
lp_name_explain_fault (const char *text)
{
  glong length;

  if (strchr (text, '/') != NULL)
    return g_strdup (_ ("A name cannot contain a slash."));
  if (!is_one_line (text))
    return g_strdup (_ ("A name is one line, without tabs, line breaks and other control characters."));
  length = get_length (text);
  if (length == 0)
    return g_strdup (_ ("A name has more than spaces."));
  if (length > LP_NAME_MAX)
    return g_strdup_printf (_ ("A name has at most %d characters; this one has %ld."), LP_NAME_MAX, length);
  return NULL;
}

char *
lp_email_explain_fault (const char *text)
{
  g_autofree char *clean = lp_email_validate (text, "", NULL);

  return clean == NULL ? g_strdup (_ ("This must be one e-mail address, such as ada@example.com.")) : NULL;
}

char *
lp_new_password_explain_fault (const char *text)
{
  glong length = g_utf8_strlen (text, -1);

  if (length < PASSWORD_MIN)
    return g_strdup_printf (_ ("A password has at least %d characters; this one has %ld."), PASSWORD_MIN,
                            length);
  if (length > PASSWORD_MAX)
    return g_strdup_printf (_ ("A password has at most %d characters; this one has %ld."), PASSWORD_MAX,
                            length);
  return NULL;
}
