/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "lp-cli.h"

#define EXIT_REFUSED     1
#define EXIT_USAGE       2
#define EXIT_UNREACHABLE 3

static const struct
{
  const char *pointer;
  const char *option;
} options[] = {
  { "/group_id", "--group" },
  { "/product_id", "--product" },
  { "/licenses", "--licenses" },
  { "/quantity", "--quantity" },
  { "/modules", "--module" },
  { "/reference", "--reference" },
  { "/allocation/assignee_id", "--assignee" },
  { "/allocation/visible_to_group", "--visible" },
  { "/assignee_id", "--to" },
  { "/visible_to_group", "--visible" },
  { "/subscription/start_mode", "--start-mode" },
  { "/subscription/expiry_mode", "--expiry-mode" },
  { "/subscription/initial_expiry", "--initial-expiry" },
  { "/subscription/notice", "--notice" },
  { "/subscription", "--start-mode" },
  { "/email", "--email" },
  { "?group", "--group" },
  { "?state", "--state" },
  { "?q", "--query" },
  { "/expected_ends_on", "--dry-run" },
  { "/credit", "--credit" },
  { "?deadline_before", "--within" },
  { "?from", "--from" },
  { "?to", "--to" },
};

/* What the code of a refusal means, for people; the detail of the service, in English, says more. */
static const struct
{
  LpErrorCode code;
  const char *meaning;
} meanings[] = {
  { LP_ERROR_INVALID, N_ ("The service does not accept this.") },
  { LP_ERROR_UNAUTHORIZED, N_ ("Nobody is signed in, or the sign-in has ended: use “licensectl login”.") },
  { LP_ERROR_SIGN_IN_FAILED, N_ ("The e-mail address or the password is wrong.") },
  { LP_ERROR_RIGHT_MISSING, N_ ("You may not do this.") },
  { LP_ERROR_NOT_FOUND, N_ ("There is no such thing, or you may not see it.") },
  { LP_ERROR_PRECONDITION, N_ ("Somebody else changed this in the meantime; nothing was done. Try again.") },
  { LP_ERROR_TICKET_ACTIVATED, N_ ("A machine holds this license: it has to be deactivated first.") },
  { LP_ERROR_TICKET_REVOKED, N_ ("This license is revoked.") },
  { LP_ERROR_STATE, N_ ("This is not possible in the present state.") },
  { LP_ERROR_DEADLINE_PASSED, N_ ("The deadline has passed in the meantime; nothing was done.") },
  { LP_ERROR_RATE_LIMITED, N_ ("Too many attempts: wait a minute.") },
  { LP_ERROR_BUSY, N_ ("The service is busy: try again later.") },
};

static const char *
get_meaning (const GError *error)
{
  for (guint i = 0; error->domain == LP_ERROR && i < G_N_ELEMENTS (meanings); i++)
    if ((int) meanings[i].code == error->code)
      return _ (meanings[i].meaning);
  return NULL;
}

/* Whether the detail of the service is nothing but the meaning in other words. */
static gboolean
says_the_same (const GError *error)
{
  return (g_error_matches (error, LP_ERROR, LP_ERROR_NOT_FOUND) &&
          g_str_equal (error->message, "It does not exist, or you may not see it.")) ||
         (g_error_matches (error, LP_ERROR, LP_ERROR_RATE_LIMITED) &&
          g_str_has_prefix (error->message, "Too many requests"));
}

char *
lp_cli_describe (const GError *error)
{
  const char *meaning = get_meaning (error);

  if (says_the_same (error))
    return g_strdup (meaning);
  /* Without a translation the detail may begin with the very same words. */
  if (meaning == NULL || strncmp (error->message, meaning, strlen (meaning) - 1) == 0)
    return g_strdup (error->message);
  return g_strdup_printf ("%s %s", meaning, error->message);
}

static char *
name_option (const char *pointer)
{
  if (g_str_has_prefix (pointer, "/entries/"))
    return g_strdup_printf ("--entry %s=…", pointer + strlen ("/entries/"));
  for (guint i = 0; i < G_N_ELEMENTS (options); i++)
    {
      const char *rest = g_str_has_prefix (pointer, options[i].pointer)
                             ? pointer + strlen (options[i].pointer)
                             : NULL;

      if (rest != NULL && (rest[0] == '\0' || rest[0] == '/'))
        return g_strdup (options[i].option);
    }
  return g_strdup (pointer);
}

static gboolean
report_fields (const GError *error)
{
  gsize n_fields = 0;
  const LpFieldError *fields = error->domain == LP_ERROR ? lp_error_get_fields (error, &n_fields) : NULL;

  for (gsize i = 0; i < n_fields; i++)
    {
      g_autofree char *option = name_option (fields[i].pointer);

      lp_cli_say ("%s: %s", option, fields[i].detail);
    }
  return n_fields > 0;
}

/* Messages that this program made itself need no meaning in front. */
static gboolean
is_own_message (const GError *error)
{
  return lp_error_get_request_id (error) == NULL;
}

int
lp_cli_report (const GError *error)
{
  /* Whoever reads our output has seen enough, as in `licensectl tickets | head`. */
  if (g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_PIPE))
    return EXIT_REFUSED;
  if (!report_fields (error))
    {
      g_autofree char *text = error->domain != LP_ERROR || is_own_message (error) ? g_strdup (error->message)
                                                                                  : lp_cli_describe (error);

      lp_cli_say ("%s", text);
    }
  if (error->domain == LP_ERROR && lp_error_get_request_id (error) != NULL)
    lp_cli_say (_ ("The service calls this request %s."), lp_error_get_request_id (error));
  if (g_error_matches (error, LP_ERROR, LP_ERROR_USAGE))
    return EXIT_USAGE;
  if (g_error_matches (error, LP_ERROR, LP_ERROR_UNREACHABLE))
    return EXIT_UNREACHABLE;
  return EXIT_REFUSED;
}
