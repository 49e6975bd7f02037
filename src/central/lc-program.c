/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lc-program.h"

#include "lp-error.h"

static gboolean
complain (const char *text)
{
  g_printerr ("license-central: %s\n", text);
  return FALSE;
}

static const GOptionEntry *
find_entry (const GOptionEntry *entries, const char *name)
{
  while (entries->long_name != NULL && !g_str_equal (entries->long_name, name))
    entries++;

  return entries;
}

static gboolean
check_required (const GOptionEntry *entries, const char *const *required)
{
  for (gsize i = 0; required != NULL && required[i] != NULL; i++)
    {
      const GOptionEntry *entry = find_entry (entries, required[i]);

      if (*(char **) entry->arg_data == NULL)
        {
          g_autofree char *text = g_strdup_printf ("--%s is missing; see --help.", required[i]);

          return complain (text);
        }
    }

  return TRUE;
}

/* What has to be given, before the rest of the line that tells the usage. */
static char *
format_required (const GOptionEntry *entries, const char *const *required, const char *summary)
{
  GString *text = g_string_new (NULL);

  for (gsize i = 0; required != NULL && required[i] != NULL; i++)
    g_string_append_printf (text, "--%s=%s ", required[i],
                            find_entry (entries, required[i])->arg_description);
  g_string_append (text, summary);
  return g_string_free (text, FALSE);
}

/* GOption would read texts in the encoding of the locale; ours are UTF-8 in every one, as those of licensectl. */
static GOptionEntry *
dup_entries (const GOptionEntry *entries)
{
  gsize n_entries = (gsize) (find_entry (entries, "") - entries) + 1;
  GOptionEntry *copy = g_memdup2 (entries, n_entries * sizeof *entries);

  for (gsize i = 0; i < n_entries; i++)
    if (copy[i].arg == G_OPTION_ARG_STRING)
      copy[i].arg = G_OPTION_ARG_FILENAME;
  return copy;
}

static gboolean
check_values (const GOptionEntry *entries)
{
  for (; entries->long_name != NULL; entries++)
    {
      gboolean is_text = entries->arg == G_OPTION_ARG_STRING;
      gboolean is_path = entries->arg == G_OPTION_ARG_FILENAME;
      const char *value = is_text || is_path ? *(char **) entries->arg_data : NULL;
      g_autofree char *shown = value != NULL ? g_utf8_make_valid (value, -1) : NULL;
      g_autofree char *text = NULL;

      if (is_text && value != NULL && !g_utf8_validate (value, -1, NULL))
        text = g_strdup_printf ("--%s takes text in UTF-8, not “%s”.", entries->long_name, shown);
      else if (is_path && value != NULL && *value == '\0')
        text = g_strdup_printf ("--%s is empty; see --help.", entries->long_name);
      if (text != NULL)
        return complain (text);
    }

  return TRUE;
}

gboolean
lc_program_parse (const char *summary,
                  const GOptionEntry *entries,
                  int n_rest,
                  int *argc,
                  char ***argv,
                  const char *const *required)
{
  g_autofree char *parameters = format_required (entries, required, summary);
  g_autoptr (GOptionContext) context = g_option_context_new (parameters);
  g_autofree GOptionEntry *in_bytes = dup_entries (entries);
  g_autoptr (GError) error = NULL;

  g_option_context_add_main_entries (context, in_bytes, NULL);
  if (!g_option_context_parse (context, argc, argv, &error))
    {
      g_autofree char *text = g_strconcat (error->message, "; see --help.", NULL);

      return complain (text);
    }

  if (*argc - 1 > n_rest)
    {
      g_autofree char *shown = g_utf8_make_valid ((*argv)[n_rest + 1], -1);
      g_autofree char *text = g_strdup_printf ("“%s” is one argument too many; see --help.", shown);

      return complain (text);
    }

  if (*argc - 1 < n_rest || (n_rest > 0 && *(*argv)[n_rest] == '\0'))
    return complain ("The name of a file is missing; see --help.");

  return check_required (entries, required) && check_values (entries);
}

gboolean
lc_program_parse_day (const char *option, const char *text, LpDate *day)
{
  g_autofree char *complaint = NULL;

  *day = lp_date_parse (text);
  if (text == NULL || lp_date_is_business_day (*day))
    return TRUE;

  if (*day != LP_DATE_NONE)
    complaint = g_strdup_printf ("--%s takes a day from 1900-01-01 to 2999-12-31, not “%s”.", option, text);
  else
    complaint = g_strdup_printf ("--%s takes a day such as 2026-03-31, not “%s”.", option, text);
  return complain (complaint);
}

int
lc_program_fail (const GError *error)
{
  gsize n_fields = 0;
  const LpFieldError *fields = error->domain == LP_ERROR ? lp_error_get_fields (error, &n_fields) : NULL;

  for (gsize i = 0; i < n_fields; i++)
    g_printerr ("license-central: %s: %s\n", fields[i].pointer, fields[i].detail);

  if (n_fields == 0)
    complain (error->message);

  return g_error_matches (error, LP_ERROR, LP_ERROR_USAGE) ? LC_EXIT_USAGE : LC_EXIT_FAILED;
}
