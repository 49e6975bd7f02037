/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lp-address-lines.h"

/* Each line of the answer: number, and address or what its fault says. */
static char *
describe (GPtrArray *lines)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < lines->len; i++)
    {
      const LpAddressLine *line = lines->pdata[i];

      g_assert_true ((line->address != NULL) != (line->fault != NULL));
      g_string_append_printf (text, "%s%u %s", i > 0 ? " | " : "", line->number,
                              line->address != NULL ? line->address : line->fault);
    }
  return g_string_free (text, FALSE);
}

static void
test_lines (void)
{
  static const struct
  {
    const char *text;
    const char *lines;
  } table[] = {
    { "", "" },
    { " \n\t\r\n\n", "" },
    { "ada@acme.example", "1 ada@acme.example" },
    { "ada@acme.example\r\n\r\ngrace@acme.example\r\n", "1 ada@acme.example | 3 grace@acme.example" },
    /* The columns of a spreadsheet, and what a mail program copies. */
    { "Ada Lovelace\tada@acme.example\tCAD", "1 ada@acme.example" },
    { "\"Lovelace, Ada\" <ada@acme.example>;", "1 ada@acme.example" },
    { "Ada@Acme.example\nada@ACME.EXAMPLE", "1 Ada@Acme.example" },
    { "Name\tMail\nAda\tada@acme.example",
      "1 Line 1: “Name\tMail” has no e-mail address. | 2 ada@acme.example" },
    { "ada@acme.example, grace@acme.example",
      "1 Line 1 has more than one e-mail address: put each on a line of its own." },
    { "ada@acme", "1 Line 1: “ada@acme” is no e-mail address such as ada@example.com." },
    { "@acme.example", "1 Line 1: “@acme.example” is no e-mail address such as ada@example.com." },
    { "ada@@acme.example", "1 Line 1: “ada@@acme.example” is no e-mail address such as ada@example.com." },
    { "=cmd@acme.example", "1 =cmd@acme.example" },
    { "אדה@דוגמה.example", "1 אדה@דוגמה.example" },
    { "😀@acme.example", "1 😀@acme.example" },
    /* Letters whose bytes look like a no-break space, and such spaces. */
    { "voilà נ@נא.example", "1 נ@נא.example" },
    { "Ada\u00a0ada@acme.example\u2003CAD", "1 ada@acme.example" },
    { "\u00a0\u2003\n", "" },
    { "a\u202eb@acme.example",
      "1 Line 1: “a\ufffdb@acme.example” is no e-mail address such as ada@example.com." },
    { "a\001b@acme.example",
      "1 Line 1: “a\ufffdb@acme.example” is no e-mail address such as ada@example.com." },
    { "no address at all, but a line that goes on and on and on",
      "1 Line 1: “no address at all, but a line that goes…” has no e-mail address." },
    { "member@ACME.example", "1 Line 1: member@ACME.example is a member already." },
  };
  g_autoptr (GHashTable) members = g_hash_table_new (g_str_hash, g_str_equal);

  g_hash_table_add (members, (gpointer) "member@acme.example");
  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autoptr (GPtrArray) lines = lp_address_lines_read (table[i].text, members);
      g_autofree char *text = describe (lines);

      g_assert_cmpstr (text, ==, table[i].lines);
      g_assert_cmpuint (lp_address_lines_count (lines, TRUE) + lp_address_lines_count (lines, FALSE), ==,
                        lines->len);
    }
}

/* The longest address that the service takes, and one byte more. */
static void
test_length (void)
{
  g_autofree char *local = g_strnfill (254 - strlen ("@acme.example"), 'a');
  g_autofree char *longest = g_strconcat (local, "@acme.example", NULL);
  g_autofree char *longer = g_strconcat ("a", longest, NULL);
  g_autoptr (GPtrArray) good = lp_address_lines_read (longest, NULL);
  g_autoptr (GPtrArray) bad = lp_address_lines_read (longer, NULL);

  g_assert_cmpuint (lp_address_lines_count (good, FALSE), ==, 1);
  g_assert_cmpuint (lp_address_lines_count (bad, TRUE), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/address-lines/lines", test_lines);
  g_test_add_func ("/address-lines/length", test_length);
  return g_test_run ();
}
