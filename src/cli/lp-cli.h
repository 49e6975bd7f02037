/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lp-calls.h"
#include "lp-client-sync.h"

G_BEGIN_DECLS

/* licensectl: one command a run. Data goes to standard output, messages to standard error. Exit status (design:
 * api, "Command lines"): 0 done; 1 refused by the service; 2 wrong usage; 3 service not reachable. */

typedef enum
{
  LP_CLI_TABLE,
  LP_CLI_JSON,
  LP_CLI_CSV,
  LP_CLI_ICS, /* only deadlines of subscriptions */
} LpCliFormat;

/**
 * LpCli:
 *
 * What one run knows. The texts are as typed; @client and @me are there after lp_cli_connect().
 */
typedef struct
{
  char *server;      /* --server */
  char *format_name; /* --format */
  gboolean yes;      /* --yes */
  LpCliFormat format;
  LpClient *client;
  LpMe *me;
  GPtrArray *groups;      /* of LpGroup: all visible ones, once somebody asked */
  GHashTable *group_ids;  /* id → LpGroup, borrowed from @groups */
  GHashTable *members;    /* group id → GPtrArray of LpMembership */
  GHashTable *person_ids; /* id → LpPerson, of all members seen so far */
} LpCli;

/* Frees what @cli owns. */
void lp_cli_clear (LpCli *cli);

/**
 * LpCliCommand:
 * @name: as typed
 * @arguments: (nullable): what stands behind the options, for the help
 * @summary: one line, translatable
 * @run: does it; @argv begins with the command's name
 */
typedef struct
{
  const char *name;
  const char *arguments;
  const char *summary;
  gboolean (*run) (LpCli *cli, char **argv, GError **error);
} LpCliCommand;

/**
 * lp_cli_get_commands:
 *
 * Returns: (transfer none): all commands in the order of the help, ended by one without name.
 */
const LpCliCommand *lp_cli_get_commands (void);

/* The commands. Errors: %LP_ERROR_USAGE for a wrong command line, else what the service or the client says. */
gboolean lp_cli_login (LpCli *cli, char **argv, GError **error);
gboolean lp_cli_logout (LpCli *cli, char **argv, GError **error);
gboolean lp_cli_whoami (LpCli *cli, char **argv, GError **error);
gboolean lp_cli_list_groups (LpCli *cli, char **argv, GError **error);
gboolean lp_cli_list_people (LpCli *cli, char **argv, GError **error);
gboolean lp_cli_list_catalog (LpCli *cli, char **argv, GError **error);
gboolean lp_cli_create (LpCli *cli, char **argv, GError **error);
gboolean lp_cli_list_tickets (LpCli *cli, char **argv, GError **error);
gboolean lp_cli_show (LpCli *cli, char **argv, GError **error);
gboolean lp_cli_allocate (LpCli *cli, char **argv, GError **error);
gboolean lp_cli_list_subscriptions (LpCli *cli, char **argv, GError **error);
gboolean lp_cli_cancel (LpCli *cli, char **argv, GError **error);
gboolean lp_cli_reinstate (LpCli *cli, char **argv, GError **error);
gboolean lp_cli_revoke (LpCli *cli, char **argv, GError **error);
gboolean lp_cli_list_audit (LpCli *cli, char **argv, GError **error);

/**
 * lp_cli_check_switches:
 * @argv: arguments
 * @entries: (nullable): the options that are possible, beside --yes
 * @error: %LP_ERROR_USAGE that names the switch
 *
 * GOption takes `--yes=no` for `--yes`, and `--dry-run=false` for a dry run.
 *
 * Returns: whether no switch is given a value
 */
gboolean lp_cli_check_switches (char **argv, const GOptionEntry *entries, GError **error);

/**
 * lp_cli_parse:
 * @cli: takes the options that every command has
 * @argv: (inout): the command line from the command's name on; afterwards only the name and the arguments
 * @entries: (nullable): the command's own options; texts with %G_OPTION_ARG_FILENAME, since that alone takes
 *   UTF-8 in any locale
 * @min_arguments: how many arguments there must be
 * @max_arguments: how many there may be; %G_MAXUINT: any number
 * @error: %LP_ERROR_USAGE
 *
 * Returns: success
 */
gboolean lp_cli_parse (LpCli *cli,
                       char ***argv,
                       const GOptionEntry *entries,
                       guint min_arguments,
                       guint max_arguments,
                       GError **error);

/* Adds --server, --format and --yes. */
void lp_cli_add_common_options (LpCli *cli, GOptionContext *context);

/* Puts --format into `format`. */
/* Sets %LP_ERROR_USAGE and returns %FALSE. */
gboolean lp_cli_refuse_usage (GError **error, const char *format, ...) G_GNUC_PRINTF (2, 3);

/* Whether --reason, nullable, is short enough; sets %LP_ERROR_USAGE if not. */
gboolean lp_cli_check_reason (const char *reason, GError **error);

/* Session */

/**
 * lp_cli_open:
 * @cli: a run
 * @error: %LP_ERROR_USAGE if no server is named or its address is none
 *
 * Makes the client, without asking the service anything.
 *
 * Returns: success
 */
gboolean lp_cli_open (LpCli *cli, GError **error);

/**
 * lp_cli_connect:
 * @cli: a run
 * @error: %LP_ERROR_UNAUTHORIZED if nobody is signed in, and errors of the service
 *
 * lp_cli_open(), takes the stored sign-in or `LICENSECTL_TOKEN`, and asks who that is.
 *
 * Returns: success
 */
gboolean lp_cli_connect (LpCli *cli, GError **error);

/* Remembers the server of a sign-in for later runs without --server. */
void lp_cli_remember_server (LpCli *cli);

/**
 * lp_cli_send:
 * @cli: a connected run
 * @request: (transfer full): what to ask
 * @error: errors of the service
 *
 * Returns: (transfer full) (nullable): the reply
 */
LpReply *lp_cli_send (LpCli *cli, LpRequest *request, GError **error);

/**
 * LpCliMakeRequest:
 *
 * Returns: (transfer full): the request for the page at @cursor (%NULL for the first).
 */
typedef LpRequest *(*LpCliMakeRequest) (gpointer data, const char *cursor);

/**
 * LpCliUsePage:
 * @next: (out): the cursor of the next page
 *
 * Returns: whether to go on; sets @error if not.
 */
typedef gboolean (*LpCliUsePage) (LpCli *cli, LpReply *reply, gpointer data, char **next, GError **error);

/**
 * lp_cli_each_page:
 * @cli: a connected run
 * @make: makes the request of one page
 * @use: takes one page
 * @data: for both
 * @error: errors of the service and of @use
 *
 * Returns: success
 */
gboolean
lp_cli_each_page (LpCli *cli, LpCliMakeRequest make, LpCliUsePage use, gpointer data, GError **error);

/* As many items as one page may have. */
#define LP_CLI_PAGE 1000

/* Finding what was named */

/* Fetches all visible groups once. */
gboolean lp_cli_load_groups (LpCli *cli, GError **error);

/**
 * lp_cli_find_group:
 * @cli: a connected run
 * @text: a group's id, external id or path, tried in this order
 * @error: %LP_ERROR_NOT_FOUND; %LP_ERROR_CONFLICT with the ids if a path fits several groups
 *
 * Returns: (transfer none) (nullable): the group
 */
LpGroup *lp_cli_find_group (LpCli *cli, const char *text, GError **error);

/**
 * lp_cli_get_group_path:
 * @cli: a run that has loaded the groups
 * @id: (nullable): a group's id
 *
 * Returns: (transfer none): its path, or @id if the group is not among the visible ones
 */
const char *lp_cli_get_group_path (LpCli *cli, const char *id);

/**
 * lp_cli_load_members:
 * @cli: a connected run
 * @group_id: a group
 * @error: errors of the service; %LP_ERROR_RIGHT_MISSING for a plain member of the group
 *
 * Returns: (transfer none) (nullable): of #LpMembership, fetched once
 */
GPtrArray *lp_cli_load_members (LpCli *cli, const char *group_id, GError **error);

/**
 * lp_cli_load_all_members:
 * @cli: a connected run that has loaded no members yet
 * @error: errors of the service
 *
 * Fetches the members of all groups whose people may be seen, for lp_cli_load_members().
 *
 * Returns: success
 */
gboolean lp_cli_load_all_members (LpCli *cli, GError **error);

/**
 * lp_cli_find_member:
 * @cli: a connected run
 * @group_id: a group
 * @email: compared without case
 * @error: %LP_ERROR_NOT_FOUND
 *
 * Returns: (transfer none) (nullable): the member
 */
LpPerson *lp_cli_find_member (LpCli *cli, const char *group_id, const char *email, GError **error);

/**
 * lp_cli_get_person:
 * @cli: a connected run
 * @group_id: the group of a ticket
 * @person_id: (nullable): its assignee
 *
 * Returns: (transfer none) (nullable): the person, if she may be seen
 */
LpPerson *lp_cli_get_person (LpCli *cli, const char *group_id, const char *person_id);

/**
 * lp_cli_find_product:
 * @cli: a connected run
 * @group_id: for which group
 * @code: a product code, compared without case
 * @error: %LP_ERROR_NOT_FOUND
 *
 * Returns: (transfer full) (nullable): the product
 */
LpProduct *lp_cli_find_product (LpCli *cli, const char *group_id, const char *code, GError **error);

/**
 * lp_cli_read_number:
 * @option: its name, such as `--licenses`
 * @text: (nullable): what was typed; %NULL leaves @number as it is
 * @min: the least it takes
 * @max: the most it takes
 * @number: (inout): the number
 * @error: %LP_ERROR_USAGE that says what is right
 *
 * Takes decimal digits only, where GOption would take 010 for eight.
 *
 * Returns: whether there is no such option, or it is such a number
 */
gboolean
lp_cli_read_number (const char *option, const char *text, int min, int max, int *number, GError **error);

/**
 * lp_cli_check_code:
 * @code: what was typed
 * @error: %LP_ERROR_USAGE that says what is wrong with it
 *
 * Returns: whether it is a ticket code, in any form a person types; found out without the network.
 */
gboolean lp_cli_check_code (const char *code, GError **error);

/**
 * lp_cli_fetch_ticket:
 * @cli: a connected run
 * @code: in any form a person types
 * @error: errors of the service
 *
 * Returns: (transfer full) (nullable): the ticket
 */
LpTicket *lp_cli_fetch_ticket (LpCli *cli, const char *code, GError **error);

/* Talking to the person */

/**
 * lp_cli_confirm:
 * @cli: a run
 * @question: (transfer none): what will be done, as a question
 * @error: %LP_ERROR_USAGE without --yes where nobody can be asked; %G_IO_ERROR_CANCELLED if the answer is no
 *
 * Returns: whether to do it
 */
gboolean lp_cli_confirm (LpCli *cli, const char *question, GError **error);

/**
 * lp_cli_read_password:
 * @error: %LP_ERROR_USAGE if there is none
 *
 * Returns: (transfer full) (nullable): the first line of standard input without its end, unseen on a terminal;
 *   wipe it with lp_cli_forget()
 */
char *lp_cli_read_password (GError **error);
void lp_cli_forget (char *secret);

/* Prints a translated line to standard error. */
void lp_cli_say (const char *format, ...) G_GNUC_PRINTF (1, 2);

/**
 * lp_cli_report:
 * @error: why the run failed
 *
 * Prints it to standard error: each faulty field by the option that sets it, and what would be right.
 *
 * Returns: the exit status
 */
int lp_cli_report (const GError *error);

/**
 * lp_cli_describe:
 * @error: an error
 *
 * Returns: (transfer full): one line: what happened, in the language of the person, and the service's detail
 */
char *lp_cli_describe (const GError *error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LpCli, lp_cli_clear)

G_END_DECLS
