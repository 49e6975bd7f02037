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

gboolean
lc_program_parse (const char *summary,
                  const GOptionEntry *entries,
                  int n_rest,
                  int *argc,
                  char ***argv,
                  const char *const *required)
{
  g_autoptr (GOptionContext) context = g_option_context_new (summary);
  g_autoptr (GError) error = NULL;

  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, argc, argv, &error))
    return complain (error->message);

  if (*argc - 1 > n_rest)
    {
      g_autofree char *text = g_strdup_printf ("“%s” is one argument too many; see --help.",
                                               (*argv)[n_rest + 1]);

      return complain (text);
    }

  if (*argc - 1 < n_rest)
    return complain ("The name of a file is missing; see --help.");

  return check_required (entries, required);
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
