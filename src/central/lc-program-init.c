/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "lc-init.h"
#include "lc-program.h"
#include "lp-error.h"

/* The first line of standard input without its end. */
static char *
read_password (void)
{
  char line[8192];
  char *password;

  if (isatty (STDIN_FILENO))
    g_printerr ("Password of the first admin: ");

  if (fgets (line, sizeof line, stdin) == NULL)
    line[0] = '\0';

  line[strcspn (line, "\r\n")] = '\0';
  password = g_strdup (line);
  sodium_memzero (line, sizeof line);
  return password;
}

/* By the names that were typed. */
static int
fail (const GError *error)
{
  static const struct
  {
    const char *pointer;
    const char *name;
  } names[] = {
    { "/name", "--vendor" },
    { "/time_zone", "--time-zone" },
    { "/email", "--email" },
    { "/password", "The password on standard input" },
  };
  gsize n_fields;
  const LpFieldError *fields = lp_error_get_fields (error, &n_fields);

  if (fields == NULL)
    return lc_program_fail (error);

  for (gsize i = 0; i < n_fields; i++)
    for (gsize name = 0; name < G_N_ELEMENTS (names); name++)
      if (g_str_equal (fields[i].pointer, names[name].pointer))
        g_printerr ("license-central: %s: %s\n", names[name].name, fields[i].detail);
  return LC_EXIT_FAILED;
}

int
lc_program_init (int argc, char **argv)
{
  static const char *const required[] = { "data", "vendor", "email", NULL };
  g_autofree char *directory = NULL;
  g_autofree char *vendor = NULL;
  g_autofree char *email = NULL;
  g_autofree char *zone = NULL;
  g_autofree char *password = NULL;
  const GOptionEntry entries[] = {
    { "data", 0, 0, G_OPTION_ARG_FILENAME, &directory, "The data directory", "DIR" },
    { "vendor", 0, 0, G_OPTION_ARG_STRING, &vendor, "Name of the vendor", "NAME" },
    { "email", 0, 0, G_OPTION_ARG_STRING, &email, "E-mail address of the first admin", "ADDRESS" },
    { "time-zone", 0, 0, G_OPTION_ARG_STRING, &zone, "The vendor's billing time zone", "ZONE" },
    { NULL },
  };
  g_autoptr (GError) error = NULL;
  LcInit init;

  if (!lc_program_parse (
          "- create a License Central; the password of its first admin comes on standard input", entries, 0,
          &argc, &argv, required))
    return LC_EXIT_USAGE;

  password = read_password ();
  init = (LcInit){
    .vendor = vendor,
    .time_zone = zone != NULL ? zone : "Europe/Berlin",
    .email = email,
    .password = password,
  };
  if (!lc_init_create (directory, &init, &error))
    return fail (error);

  return LC_EXIT_DONE;
}
