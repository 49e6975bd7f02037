/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lc-ticket-list.h"

#include <string.h>

#include "lc-ticket-rows.h"
#include "lp-ticket-code.h"

/* Parameters: $1 the viewer, $2 the row after which to start, $3 how many; then only where the condition is used:
 * $4 the group, $5 the assignee, $6 the state, $7 today, $8 the words, $9 how the code begins. */

/* A beginning of a code that no word or number happens to be; and one that none of both letters and digits is, since
 * one in a thousand of such words, where there are a million tickets, is how a code begins. */
#define CERTAIN_SYMBOLS 8
#define MIXED_SYMBOLS   6
#define GROUP_SYMBOLS   5
/* A word that is shorter is the beginning of many. */
#define FEWEST_SYMBOLS 3

#define OWN_TICKETS                                                                                          \
  " AND t.row IN (SELECT row FROM ticket WHERE assignee = $1 UNION"                                          \
  " SELECT row FROM ticket WHERE visible_to_group = 1 AND group_row IN " LC_DIRECT_GROUPS ")"

#define STATE                                                                                                \
  "CASE WHEN t.revoked_on IS NOT NULL THEN 'revoked' WHEN t.technical_expiry < $7 THEN 'expired'"            \
  " WHEN t.activations > 0 THEN 'activated' ELSE 'available' END"

/* The symbols of codes and their dash come before the tilde. */
#define CODE                                                                                                 \
  " AND t.row IN (SELECT row FROM ticket INDEXED BY ticket_code WHERE code >= $9 AND code < $9 || '~')"

/* In a code as it stands there are dashes, which need not be typed. */
#define BEGINNING " OR (t.code >= $9 AND t.code < $9 || '~')"

/* A customer's reference is order data, which a plain member does not see and so cannot find by. What many tickets
 * share is searched once; entries are taken apart only where their text has the words, or may have them escaped. */
#define WORDS                                                                                                \
  " AND (lp_occurs ($8, t.code)"                                                                             \
  " OR t.product IN (SELECT row FROM product WHERE lp_occurs ($8, name) OR lp_occurs ($8, code))"            \
  " OR t.assignee IN (SELECT row FROM person WHERE lp_occurs ($8, name) OR lp_occurs ($8, email))"           \
  " OR t.group_row IN (SELECT row FROM groups WHERE lp_occurs ($8, name))"                                   \
  " OR ((lp_occurs ($8, t.entries) OR instr ($8, '\"') > 0 OR instr ($8, '\\') > 0)"                         \
  " AND EXISTS (SELECT 1 FROM json_each (t.entries) e"                                                       \
  " WHERE e.type NOT IN ('true', 'false') AND lp_occurs ($8, e.atom)))"                                      \
  " OR (lp_occurs ($8, t.reference) AND t.group_row IN " LC_CONTENT_GROUPS ")"

static void
add_visibility (GString *sql, const LcScope *scope, const LcTicketFilter *filter)
{
  if (filter->mine || !scope->beyond_member)
    g_string_append (sql, OWN_TICKETS);
  else if (!scope->sees_all)
    g_string_append (sql, " AND " LC_TICKET_VISIBLE);
  else
    g_string_append (sql, " AND $1 = $1");
}

char *
lc_ticket_list_compose (const LcScope *scope, const LcTicketFilter *filter)
{
  /* Few tickets have a code that begins so: the order of rows must not tempt SQLite to walk through all. */
  GString *sql = g_string_new (filter->code != NULL ? LC_TICKET_SELECT " WHERE +t.row > $2"
                                                    : LC_TICKET_SELECT " WHERE t.row > $2");

  add_visibility (sql, scope, filter);
  if (filter->group != 0)
    g_string_append (sql, filter->subtree
                              ? " AND t.group_row IN (SELECT descendant FROM group_tree WHERE ancestor = $4)"
                              : " AND t.group_row = $4");
  if (filter->assignee != 0)
    g_string_append (sql, " AND t.assignee = $5");
  if (filter->state != NULL)
    g_string_append (sql, " AND " STATE " = $6");
  if (filter->code != NULL)
    g_string_append (sql, CODE);
  else if (filter->query != NULL)
    {
      g_string_append (sql, WORDS);
      g_string_append (sql, filter->beginning != NULL ? BEGINNING ")" : ")");
    }
  g_string_append (sql, " ORDER BY t.row LIMIT $3");
  return g_string_free (sql, FALSE);
}

static LpStatement *
query (const LcTransaction *tx,
       const LcScope *scope,
       const LcTicketFilter *filter,
       const LcPage *page,
       GError **error)
{
  g_autofree char *sql = lc_ticket_list_compose (scope, filter);
  LpStatement *rows = lc_page_query (page, tx, scope, sql, error);

  if (rows == NULL)
    return NULL;
  if (filter->group != 0)
    lp_statement_bind_int (rows, 4, filter->group);
  if (filter->assignee != 0)
    lp_statement_bind_int (rows, 5, filter->assignee);
  if (filter->state != NULL)
    {
      lp_statement_bind_text (rows, 6, filter->state);
      lp_statement_bind_date (rows, 7, tx->today);
    }
  if (filter->code != NULL)
    lp_statement_bind_text (rows, 9, filter->code);
  else if (filter->query != NULL)
    lp_statement_bind_text (rows, 8, filter->query);
  if (filter->code == NULL && filter->beginning != NULL)
    lp_statement_bind_text (rows, 9, filter->beginning);
  return rows;
}

/* Whether it finds anything at all. */
static gboolean
finds (const LcTransaction *tx, const LcScope *scope, const LcTicketFilter *filter, GError **error)
{
  const LcPage first = { .limit = 0 };
  LpStatement *rows = query (tx, scope, filter, &first, error);
  gboolean found = rows != NULL && lp_statement_step (rows, error);

  if (rows != NULL)
    lp_statement_reset (rows);
  return found;
}

static gboolean
is_mixed (const char *text)
{
  return strpbrk (text, "0123456789") != NULL && text[strspn (text, "0123456789- ")] != '\0';
}

/* Whether @text, of so many symbols, looks like the beginning of a code: with enough of it, or its first group with the
 * dash. */
static gboolean
looks_like_code (const char *text, int n_symbols)
{
  return n_symbols >= CERTAIN_SYMBOLS || (n_symbols >= MIXED_SYMBOLS && is_mixed (text)) ||
         (n_symbols >= GROUP_SYMBOLS && strlen (text) > GROUP_SYMBOLS && text[GROUP_SYMBOLS] == '-');
}

/* What looks like a code is looked for among the codes first, and in everything else only where that finds nothing.
 * What may be one and is a word as well is looked for in both. Returns FALSE with an error. */
static gboolean
try_code (const LcTransaction *tx,
          const LcScope *scope,
          LcTicketFilter *filter,
          char code[LP_TICKET_CODE_SIZE],
          GError **error)
{
  GError *fault = NULL;
  LcTicketFilter by_code = *filter;
  int n_symbols = lp_ticket_code_normalize_beginning (filter->query, code);

  by_code.code = code;
  if ((n_symbols == LP_TICKET_CODE_SYMBOLS &&
       lp_ticket_code_normalize (filter->query, code) == LP_TICKET_CODE_OK) ||
      (looks_like_code (filter->query, n_symbols) && finds (tx, scope, &by_code, &fault)))
    filter->code = code;
  else if (n_symbols >= FEWEST_SYMBOLS)
    filter->beginning = code;
  if (fault != NULL)
    g_propagate_error (error, fault);
  return fault == NULL;
}

static gboolean
write_item (GString *body, LpStatement *row, gpointer writer, GError **error)
{
  return lc_ticket_writer_write (writer, body, row, error);
}

gboolean
lc_ticket_list (const LcTransaction *tx, const LcTicketFilter *filter, LcPage *page, GError **error)
{
  g_autoptr (LcScope) scope = lc_scope_new (tx->db, tx->caller, error);
  LcTicketFilter chosen = *filter;
  char code[LP_TICKET_CODE_SIZE];
  GError *fault = NULL;
  LcTicketWriter writer;
  LpStatement *rows;

  if (scope == NULL)
    return FALSE;
  rows = filter->query == NULL || try_code (tx, scope, &chosen, code, &fault)
             ? query (tx, scope, &chosen, page, &fault)
             : NULL;
  if (rows == NULL)
    {
      g_propagate_error (error, fault);
      return FALSE;
    }
  lc_ticket_writer_init (&writer, tx->db, scope, tx->today);
  return lc_page_fill (page, rows, 0, write_item, &writer, error);
}
