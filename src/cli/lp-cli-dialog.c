/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include <glib/gi18n.h>

#include "lp-cli-output.h"

#define MAX_PASSWORD 4096

void
lp_cli_say (const char *format, ...)
{
  va_list arguments;
  g_autofree char *message = NULL;
  g_autofree char *visible = NULL;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  visible = lp_cli_make_visible (message);
  g_printerr ("licensectl: %s\n", visible);
}

gboolean
lp_cli_confirm (LpCli *cli, const char *question, GError **error)
{
  char answer[64];
  /* Translators: the answers to a question of licensectl that mean yes, separated by |. */
  g_auto (GStrv) agreed = g_strsplit (_ ("y|yes"), "|", -1);
  g_autofree char *visible = lp_cli_make_visible (question);
  g_autofree char *folded = NULL;

  if (cli->yes)
    return TRUE;
  if (!isatty (STDIN_FILENO) || !isatty (STDERR_FILENO))
    return lp_cli_refuse_usage (error, _ ("%s Give --yes to confirm."), visible);
  g_printerr (_ ("%s [y/N] "), visible);
  if (fgets (answer, sizeof answer, stdin) != NULL && g_utf8_validate (answer, -1, NULL))
    {
      folded = g_utf8_strdown (g_strstrip (answer), -1);
      if (g_strv_contains ((const char *const *) agreed, folded))
        return TRUE;
    }
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _ ("Nothing was done."));
  return FALSE;
}

static gboolean
hide_typing (struct termios *before)
{
  struct termios hidden;

  if (!isatty (STDIN_FILENO) || tcgetattr (STDIN_FILENO, before) != 0)
    return FALSE;
  hidden = *before;
  hidden.c_lflag &= ~(tcflag_t) ECHO;
  hidden.c_lflag |= ECHONL;
  return tcsetattr (STDIN_FILENO, TCSAFLUSH, &hidden) == 0;
}

char *
lp_cli_read_password (GError **error)
{
  struct termios before;
  gboolean hidden = hide_typing (&before);
  char *line = g_malloc0 (MAX_PASSWORD);
  gboolean got;

  if (hidden)
    g_printerr ("%s", _ ("Password: "));
  got = fgets (line, MAX_PASSWORD, stdin) != NULL;
  if (hidden)
    tcsetattr (STDIN_FILENO, TCSAFLUSH, &before);
  line[strcspn (line, "\r\n")] = '\0';
  if (got && line[0] != '\0' && g_utf8_validate (line, -1, NULL))
    return line;
  lp_cli_forget (line);
  lp_cli_refuse_usage (error,
                       _ ("The password is missing: give it as the first line of standard input, in UTF-8."));
  return NULL;
}

void
lp_cli_forget (char *secret)
{
  if (secret == NULL)
    return;
  explicit_bzero (secret, strlen (secret));
  g_free (secret);
}
