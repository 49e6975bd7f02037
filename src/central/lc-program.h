/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "lp-date.h"

G_BEGIN_DECLS

/* The commands of the program `license-central`. Each takes its own arguments, prints for a person, and returns
 * the exit status: 0 done, 1 failed, 2 wrong usage (design: api, "Command lines"). */

#define LC_EXIT_DONE   0
#define LC_EXIT_FAILED 1
#define LC_EXIT_USAGE  2

/* @argv begins with the command's name. */
int lc_program_init (int argc, char **argv);
int lc_program_serve (int argc, char **argv);
int lc_program_load (int argc, char **argv);
int lc_program_renew (int argc, char **argv);
int lc_program_check (int argc, char **argv);
int lc_program_backup (int argc, char **argv);

/**
 * lc_program_parse:
 * @summary: what the command does, with its arguments
 * @entries: its options: texts as %G_OPTION_ARG_STRING have to be UTF-8, paths are %G_OPTION_ARG_FILENAME
 * @n_rest: how many arguments besides options it takes
 * @argc: (inout): number of arguments
 * @argv: (inout): the arguments; those that are left begin at index 1
 * @required: (nullable): name of a first option that must be given, followed by more, NULL-terminated
 *
 * Parses the options; complains on standard error.
 *
 * Returns: whether the command can run; otherwise it ends with %LC_EXIT_USAGE
 */
gboolean lc_program_parse (const char *summary,
                           const GOptionEntry *entries,
                           int n_rest,
                           int *argc,
                           char ***argv,
                           const char *const *required);

/**
 * lc_program_parse_day:
 * @option: name of the option, for the complaint
 * @text: (nullable): what was given
 * @day: (out): the day, %LP_DATE_NONE for %NULL
 *
 * Returns: whether @text is a day or %NULL
 */
gboolean lc_program_parse_day (const char *option, const char *text, LpDate *day);

/**
 * lc_program_fail:
 * @error: why; its fields are told one a line
 *
 * Returns: %LC_EXIT_USAGE for %LP_ERROR_USAGE, else %LC_EXIT_FAILED
 */
int lc_program_fail (const GError *error);

G_END_DECLS
