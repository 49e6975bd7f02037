/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Searches among some thousand random tickets give the same as looking at every one of them. */

#include "client-fixture.h"
#include "lp-ticket-code.h"
#include "lp-wire.h"
#include "scratch-directory.h"

#define N_TICKETS 3000

typedef struct
{
  char code[LP_TICKET_CODE_SIZE];
  const char *product; /* as it is searched: folded name and code */
  const char *person;  /* likewise; NULL: nobody */
  char *text;          /* reference and entry values, folded */
} Ticket;

typedef struct
{
  char *directory;
  LpReplica *replica;
  Ticket tickets[N_TICKETS];
} Search;

static const char *const products[] = { "Cad Pro", "Vault Client", "Simulation Trial" };
static const char *const people[] = { "Petra Nakamura", "Olga Kessler", "Arun Eklund", "Noor Voss" };

static char *
make_text (void)
{
  guint number = (guint) g_test_rand_int_range (0, 1000);

  switch (g_test_rand_int_range (0, 4))
    {
    case 0:
      return g_strdup_printf ("po-%u", number);
    case 1:
      return g_strdup_printf ("“%u”, second half", number);
    case 2:
      return g_strdup_printf ("rahmenvertrag %u/2026", number);
    default:
      return g_strdup ("");
    }
}

static void
append_ticket (GString *items, Ticket *ticket, guint index)
{
  guint8 values[LP_TICKET_CODE_RANDOM_SYMBOLS];
  g_autofree char *reference = make_text ();
  guint host = (guint) g_test_rand_int_range (0, 300);
  guint product = (guint) g_test_rand_int_range (0, G_N_ELEMENTS (products));
  guint person = (guint) g_test_rand_int_range (0, G_N_ELEMENTS (people) + 1);
  gboolean nobody = person == G_N_ELEMENTS (people);
  g_autofree char *assignee = nobody ? g_strdup ("null") : g_strdup_printf ("'u%u'", person);

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    values[i] = (guint8) g_test_rand_int_range (0, 32);
  lp_ticket_code_encode (values, ticket->code);
  ticket->product = products[product];
  ticket->person = nobody ? NULL : people[person];
  ticket->text = g_strdup_printf ("%s ws-%03u", reference, host);
  g_string_append_printf (
      items,
      ",{'kind':'ticket','id':'t%u','object':{'id':'t%u','code':'%s','state':'available','removal':'none',"
      "'product_id':'p%u','product_code':'X','product_name':'%s','modules':[],"
      "'entries':{'host_name':'ws-%03u','dongle':true},'quantity':1,'group_id':'g','assignee_id':%s,"
      "'visible_to_group':false,'order_id':null,'order_number':null,'reference':'%s',"
      "'created_at':'2026-01-01T10:00:00Z','created_by':null,'technical_expiry':null,'subscription_id':null,"
      "'containers':[],'etag':'e'}}",
      index, index, ticket->code, product, products[product], host, assignee, reference);
}

static void
set_up (Search *self, gconstpointer data)
{
  g_autoptr (GString) items = g_string_new (
      "{'kind':'group','id':'g','object':{'id':'g','parent_id':null,'name':'G','kind':'client',"
      "'external_id':null,'path':'G','settings':{},'effective':{},'etag':'e'}}");

  for (guint i = 0; i < G_N_ELEMENTS (people); i++)
    g_string_append_printf (items,
                            ",{'kind':'person','id':'u%u','object':{'id':'u%u','email':'x%u@x.example',"
                            "'name':'%s','state':'active','etag':'e'}}",
                            i, i, i, people[i]);
  for (guint i = 0; i < N_TICKETS; i++)
    append_ticket (items, &self->tickets[i], i);
  self->directory = scratch_directory_new ();
  self->replica = fixture_open_replica (self->directory);
  fixture_apply (self->replica, items->str, "next");
}

static void
tear_down (Search *self, gconstpointer data)
{
  fixture_close_replica (self->replica);
  for (guint i = 0; i < N_TICKETS; i++)
    g_free (self->tickets[i].text);
  scratch_directory_free (self->directory);
}

/* Whether each run of letters and digits of @word is one in @text; the last may be the beginning of one. */
static gboolean
has_parts (const char *text, const char *word)
{
  g_auto (GStrv) parts = g_strsplit_set (word, "-/", -1);
  g_auto (GStrv) tokens = g_strsplit_set (text, " -/,", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      gboolean last = parts[i + 1] == NULL;
      gboolean found = *parts[i] == '\0';

      for (guint j = 0; tokens[j] != NULL && !found; j++)
        {
          const char *token = g_str_has_prefix (tokens[j], "“") ? tokens[j] + strlen ("“") : tokens[j];

          found = last ? g_str_has_prefix (token, parts[i])
                       : strncmp (token, parts[i], strlen (parts[i])) == 0 &&
                             !g_ascii_isalnum (token[strlen (parts[i])]);
        }
      if (!found)
        return FALSE;
    }
  return TRUE;
}

static gboolean
contains (const char *text, const char *word)
{
  g_autofree char *folded = text != NULL ? g_ascii_strdown (text, -1) : NULL;

  return folded != NULL && strstr (folded, word) != NULL;
}

/* Dashes may be left out of a code, one may begin with any of its five groups, and write O for 0, I and L for 1. */
static gboolean
is_in_code (const char *code, const char *word)
{
  g_auto (GStrv) groups = g_strsplit (code, "-", -1);
  g_auto (GStrv) typed = g_strsplit (word, "-", -1);
  g_autofree char *symbols = g_strjoinv ("", typed);

  g_strdelimit (symbols, "o", '0');
  g_strdelimit (symbols, "il", '1');
  for (guint i = 0; groups[i] != NULL; i++)
    {
      g_autofree char *rest = g_strjoinv ("", groups + i);

      if (*symbols != '\0' && g_ascii_strncasecmp (rest, symbols, strlen (symbols)) == 0)
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_wanted (const Ticket *ticket, char *const *words)
{
  for (; *words != NULL; words++)
    {
      if (!contains (ticket->product, *words) && !contains (ticket->person, *words) &&
          !is_in_code (ticket->code, *words) && !has_parts (ticket->text, *words))
        return FALSE;
    }
  return TRUE;
}

static int
compare_codes (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static GPtrArray *
look_at_all (Search *self, const LpTicketQuery *query)
{
  GPtrArray *codes = g_ptr_array_new ();
  g_auto (GStrv) words = g_strsplit (query->text, " ", -1);

  for (guint i = 0; i < N_TICKETS; i++)
    if (is_wanted (&self->tickets[i], words))
      g_ptr_array_add (codes, self->tickets[i].code);
  g_ptr_array_sort (codes, compare_codes);
  for (guint i = 0; query->descending && i < codes->len / 2; i++)
    {
      gpointer code = codes->pdata[i];

      codes->pdata[i] = codes->pdata[codes->len - 1 - i];
      codes->pdata[codes->len - 1 - i] = code;
    }
  return codes;
}

typedef struct
{
  GAsyncResult *result;
  GArray *first;
} Answer;

static void
first_cb (LpReplica *replica, GArray *rows, gpointer user_data)
{
  Answer *answer = user_data;

  g_assert_null (answer->first);
  g_assert_null (answer->result);
  answer->first = g_array_ref (rows);
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ((Answer *) user_data)->result = g_object_ref (result);
}

static void
assert_codes (Search *self, GArray *rows, GPtrArray *codes)
{
  for (guint i = 0; i < rows->len; i++)
    {
      LpTicketLine line;

      lp_replica_fetch_ticket_lines (self->replica, &g_array_index (rows, guint32, i), 1, &line);
      g_assert_cmpstr (line.code, ==, g_ptr_array_index (codes, i));
      lp_ticket_line_clear (&line);
    }
}

/* Returns how many rows came before the answer. */
static guint
search (Search *self, const LpTicketQuery *query)
{
  Answer answer = { NULL, NULL };
  g_autoptr (GPtrArray) codes = look_at_all (self, query);
  g_autoptr (GArray) rows = NULL;
  g_autoptr (GError) error = NULL;
  guint n_first = 0;

  lp_replica_search_tickets_async (self->replica, query, first_cb, NULL, answered_cb, &answer);
  rows = lp_replica_query_tickets_finish (self->replica, fixture_wait_result (&answer.result), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rows->len, ==, codes->len);
  assert_codes (self, rows, codes);
  if (answer.first != NULL)
    {
      n_first = answer.first->len;
      g_assert_cmpuint (n_first, <=, codes->len);
      assert_codes (self, answer.first, codes);
      g_array_unref (answer.first);
    }
  g_object_unref (answer.result);
  return n_first;
}

static char *
make_words (Search *self)
{
  static const char *const words[] = { "ws-",    "second", "hal",       "rahmenvert", "2026",   "po-",
                                       "cad",    "vault",  "nakam",     "kessler",    "ws-1",   "po-4",
                                       "voss",   "trial",  "client",    "ekl",        "absent", "half",
                                       "ws-007", "po-123", "simulation" };
  g_autofree char *first = g_strdup (words[g_test_rand_int_range (0, G_N_ELEMENTS (words))]);

  if (g_test_rand_int_range (0, 6) == 0)
    {
      const Ticket *ticket = &self->tickets[g_test_rand_int_range (0, N_TICKETS)];

      g_free (first);
      first = g_ascii_strdown (ticket->code + 6 * g_test_rand_int_range (0, 4), 5);
    }
  if (g_test_rand_bit ())
    return g_steal_pointer (&first);
  return g_strdup_printf ("%s %s", first, words[g_test_rand_int_range (0, G_N_ELEMENTS (words))]);
}

static void
test_random (Search *self, gconstpointer data)
{
  guint n_early = 0;

  for (guint i = 0; i < 300; i++)
    {
      g_autoptr (LpTicketQuery) query = lp_ticket_query_new ();

      query->text = make_words (self);
      query->sort = LP_TICKET_SORT_CODE;
      query->descending = g_test_rand_bit ();
      g_test_message ("“%s”%s", query->text, query->descending ? ", descending" : "");
      n_early += search (self, query) > 0;
    }
  /* Most have a word that is everywhere, but it is looked up only once in a while. */
  g_assert_cmpuint (n_early, >, 10);
}

static GArray *
ask (Search *self, const char *text)
{
  g_autoptr (LpTicketQuery) query = lp_ticket_query_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GArray *rows;

  query->text = g_strdup (text);
  lp_replica_query_tickets_async (self->replica, query, NULL, fixture_keep_result, &result);
  rows = lp_replica_query_tickets_finish (self->replica, fixture_wait_result (&result), &error);
  g_assert_no_error (error);
  return rows;
}

/* With each key a person types or takes back the answer is the one that comes after any other question. */
static void
test_typed (Search *self, gconstpointer data)
{
  for (guint i = 0; i < 60; i++)
    {
      g_autofree char *text = make_words (self);
      gsize length = 1;

      for (guint key = 0; key < 24 && length <= strlen (text); key++)
        {
          g_autofree char *typed = g_strndup (text, length);
          g_autoptr (GArray) rows = ask (self, typed);

          g_test_message ("“%s”: %u", typed, rows->len);
          if (key % 3 == 2)
            {
              g_autoptr (GArray) other = ask (self, "4711 elsewhere");
              g_autoptr (GArray) anew = ask (self, typed);

              g_assert_cmpmem (rows->data, rows->len * sizeof (guint32), anew->data,
                               anew->len * sizeof (guint32));
            }
          length = g_test_rand_int_range (0, 5) == 0 && length > 1 ? length - 1 : length + 1;
        }
    }
}

/* A ticket that gets a word while somebody types it is found by the next key. */
static void
test_change (Search *self, gconstpointer data)
{
  g_autoptr (GArray) before = ask (self, "second hal");
  g_autoptr (GArray) after = NULL;
  Ticket *ticket = self->tickets;

  while (strstr (ticket->text, "second half") != NULL)
    ticket++;
  while (strstr (ticket->text, "second half") == NULL)
    {
      g_autoptr (GString) items = g_string_new ("{'kind':'group','id':'g2','object':null}");

      g_free (ticket->text);
      append_ticket (items, ticket, (guint) (ticket - self->tickets));
      fixture_apply (self->replica, items->str, "later");
    }
  after = ask (self, "second half");
  g_assert_cmpuint (after->len, ==, before->len + 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/search/random", Search, NULL, set_up, test_random, tear_down);
  g_test_add ("/search/typed", Search, NULL, set_up, test_typed, tear_down);
  g_test_add ("/search/change", Search, NULL, set_up, test_change, tear_down);
  return g_test_run ();
}
