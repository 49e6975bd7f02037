/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "lp-ticket-code.h"

static const char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

static void
make_code (GRand *random, char code[LP_TICKET_CODE_SIZE])
{
  guint8 values[LP_TICKET_CODE_RANDOM_SYMBOLS];

  for (gsize i = 0; i < sizeof values; i++)
    values[i] = (guint8) g_rand_int_range (random, 0, 32);
  lp_ticket_code_encode (values, code);
}

static LpTicketCodeResult
check (const char *text)
{
  char code[LP_TICKET_CODE_SIZE];

  return lp_ticket_code_normalize (text, code);
}

/* Where the symbol of a canonical code stands, past the dashes. */
static int
place (int symbol)
{
  return symbol + symbol / 5;
}

static void
test_vector (void)
{
  guint8 values[LP_TICKET_CODE_RANDOM_SYMBOLS] = { 0 };
  char code[LP_TICKET_CODE_SIZE];

  lp_ticket_code_encode (values, code);
  g_assert_cmpstr (code, ==, "00000-00000-00000-00000-00000");
  values[22] = 1;
  lp_ticket_code_encode (values, code);
  g_assert_cmpstr (code, ==, "00000-00000-00000-00000-00168");
  g_assert_cmpint (check (code), ==, LP_TICKET_CODE_OK);
}

static void
test_one_symbol (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (1);

  for (int n = 0; n < 200; n++)
    {
      char code[LP_TICKET_CODE_SIZE];

      make_code (random, code);
      g_assert_cmpint (check (code), ==, LP_TICKET_CODE_OK);
      for (int i = 0; i < LP_TICKET_CODE_SYMBOLS; i++)
        {
          char right = code[place (i)];

          for (const char *wrong = alphabet; *wrong != '\0'; wrong++)
            {
              code[place (i)] = *wrong;
              if (*wrong != right)
                g_assert_cmpint (check (code), ==, LP_TICKET_CODE_WRONG_CHECK);
            }
          code[place (i)] = right;
        }
    }
}

/* Any two symbols, not only neighbours. */
static void
test_transpositions (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (2);

  for (int n = 0; n < 200; n++)
    {
      char code[LP_TICKET_CODE_SIZE];

      make_code (random, code);
      for (int i = 0; i < LP_TICKET_CODE_SYMBOLS; i++)
        for (int j = i + 1; j < LP_TICKET_CODE_SYMBOLS; j++)
          {
            char swapped[LP_TICKET_CODE_SIZE];

            memcpy (swapped, code, sizeof swapped);
            swapped[place (i)] = code[place (j)];
            swapped[place (j)] = code[place (i)];
            g_assert_cmpint (check (swapped), ==,
                             code[place (i)] == code[place (j)] ? LP_TICKET_CODE_OK
                                                                : LP_TICKET_CODE_WRONG_CHECK);
          }
    }
}

static void
test_two_symbols (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (3);
  char code[LP_TICKET_CODE_SIZE];
  int n_tried = 0;

  make_code (random, code);
  for (int i = 0; i < LP_TICKET_CODE_SYMBOLS; i++)
    for (int j = i + 1; j < LP_TICKET_CODE_SYMBOLS; j++)
      for (int a = 0; a < 32; a++)
        for (int b = 0; b < 32; b++)
          {
            char wrong[LP_TICKET_CODE_SIZE];

            memcpy (wrong, code, sizeof wrong);
            wrong[place (i)] = alphabet[a];
            wrong[place (j)] = alphabet[b];
            if (wrong[place (i)] == code[place (i)] || wrong[place (j)] == code[place (j)])
              continue;
            if (check (wrong) != LP_TICKET_CODE_WRONG_CHECK)
              g_error ("%s passes for %s", wrong, code);
            n_tried++;
          }
  g_assert_cmpint (n_tried, ==, 300 * 31 * 31);
}

static void
test_lenient (void)
{
  static const char *const forms[] = {
    "00000-00000-00000-00000-00168",
    "0000000000000000000000168",
    "OoOoO-00000-00000-00000-00i68",
    "ooooo-ooooo-ooooo-ooooo-ool68",
    " 00000 00000 00000 00000 00L68\n",
    "--0000-0000000000-00000-000-168-",
    "00000\xe2\x80\x93"
    "00000\xe2\x80\x94"
    "00000\xe2\x88\x92"
    "00000\xc2\xa0"
    "00168",
  };
  char code[LP_TICKET_CODE_SIZE];

  for (gsize i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      g_assert_cmpint (lp_ticket_code_normalize (forms[i], code), ==, LP_TICKET_CODE_OK);
      g_assert_cmpstr (code, ==, "00000-00000-00000-00000-00168");
    }
}

static void
test_beginnings (void)
{
  static const struct
  {
    const char *text;
    int n_symbols;
    const char *beginning;
  } cases[] = {
    { NULL, 0, NULL },
    { "", 0, NULL },
    { "gs", 2, "GS" },
    { "gsrma", 5, "GSRMA" },
    { "gsrma-", 5, "GSRMA" },
    { "gsrmao", 6, "GSRMA-0" },
    { "gs rm al 7", 7, "GSRMA-17" },
    { "00000-00000-00000-00000-00169", 25, "00000-00000-00000-00000-00169" },
    { "00000-00000-00000-00000-001680", 0, NULL },
    { "müller", 0, NULL },
    { "cad@x", 0, NULL },
    { "\xff", 0, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      char beginning[LP_TICKET_CODE_SIZE] = "";

      g_assert_cmpint (lp_ticket_code_normalize_beginning (cases[i].text, beginning), ==, cases[i].n_symbols);
      if (cases[i].beginning != NULL)
        g_assert_cmpstr (beginning, ==, cases[i].beginning);
    }
}

static void
test_refused (void)
{
  static const struct
  {
    const char *text;
    LpTicketCodeResult result;
  } cases[] = {
    { NULL, LP_TICKET_CODE_WRONG_LENGTH },
    { "", LP_TICKET_CODE_WRONG_LENGTH },
    { "00000-00000-00000-00000-0016", LP_TICKET_CODE_WRONG_LENGTH },
    { "00000-00000-00000-00000-001680", LP_TICKET_CODE_WRONG_LENGTH },
    { "U0000-00000-00000-00000-00168", LP_TICKET_CODE_WRONG_SYMBOL },
    { "00000-00000-00000-00000-0016/", LP_TICKET_CODE_WRONG_SYMBOL },
    { "ä0000-00000-00000-00000-00168", LP_TICKET_CODE_WRONG_SYMBOL },
    { "\xff\xfe", LP_TICKET_CODE_WRONG_SYMBOL },
    { "00000-00000-00000-00000-00169", LP_TICKET_CODE_WRONG_CHECK },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      char code[LP_TICKET_CODE_SIZE] = "untouched";

      g_assert_cmpint (lp_ticket_code_normalize (cases[i].text, code), ==, cases[i].result);
      g_assert_cmpstr (code, ==, "untouched");
      g_assert_cmpstr (lp_ticket_code_explain (cases[i].result), !=,
                       lp_ticket_code_explain (LP_TICKET_CODE_OK));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ticket-code/vector", test_vector);
  g_test_add_func ("/ticket-code/one-symbol", test_one_symbol);
  g_test_add_func ("/ticket-code/transpositions", test_transpositions);
  g_test_add_func ("/ticket-code/two-symbols", test_two_symbols);
  g_test_add_func ("/ticket-code/lenient", test_lenient);
  g_test_add_func ("/ticket-code/beginnings", test_beginnings);
  g_test_add_func ("/ticket-code/refused", test_refused);
  return g_test_run ();
}
