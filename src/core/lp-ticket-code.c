/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lp-ticket-code.h"

#include <string.h>

/* The symbols c0…c24, left to right, are the polynomial Σ ci·x^(24−i). The two check symbols make it divisible
 * by g(x) = (x − α)(x − α²) = x² + 6x + 8 with α = 2; its minimum distance is 3, so every error of one or two
 * symbols leaves a remainder. */
#define GENERATOR_1      6
#define GENERATOR_0      8
#define FIELD_POLYNOMIAL 0x25 /* z⁵ + z² + 1 */

static const char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

static guint8
multiply (guint8 a, guint8 b)
{
  guint product = 0;

  for (int bit = 0; bit < 5; bit++)
    if (b & (1 << bit))
      product ^= (guint) a << bit;
  for (int bit = 8; bit >= 5; bit--)
    if (product & (1u << bit))
      product ^= FIELD_POLYNOMIAL << (bit - 5);
  return (guint8) product;
}

/* The remainder of (symbols · x²) modulo g, by synthetic division. */
static void
get_remainder (const guint8 *symbols, int n_symbols, guint8 remainder[2])
{
  remainder[0] = 0;
  remainder[1] = 0;
  for (int i = 0; i < n_symbols; i++)
    {
      guint8 factor = symbols[i] ^ remainder[0];

      remainder[0] = remainder[1] ^ multiply (factor, GENERATOR_1);
      remainder[1] = multiply (factor, GENERATOR_0);
    }
}

static void
format_symbols (const guint8 *symbols, int n_symbols, char code[LP_TICKET_CODE_SIZE])
{
  char *end = code;

  for (int i = 0; i < n_symbols; i++)
    {
      if (i > 0 && i % 5 == 0)
        *end++ = '-';
      *end++ = alphabet[symbols[i] & 31];
    }
  *end = '\0';
}

void
lp_ticket_code_encode (const guint8 values[LP_TICKET_CODE_RANDOM_SYMBOLS], char code[LP_TICKET_CODE_SIZE])
{
  guint8 symbols[LP_TICKET_CODE_SYMBOLS];

  for (int i = 0; i < LP_TICKET_CODE_RANDOM_SYMBOLS; i++)
    symbols[i] = values[i] & 31;
  get_remainder (symbols, LP_TICKET_CODE_RANDOM_SYMBOLS, symbols + LP_TICKET_CODE_RANDOM_SYMBOLS);
  format_symbols (symbols, LP_TICKET_CODE_SYMBOLS, code);
}

/* Returns the value of a symbol, or -1. U is no symbol of Crockford's alphabet. */
static int
symbol_value (char symbol)
{
  const char *found;

  symbol = g_ascii_toupper (symbol);
  if (symbol == 'O')
    return 0;
  if (symbol == 'I' || symbol == 'L')
    return 1;
  found = symbol != '\0' ? strchr (alphabet, symbol) : NULL;
  return found != NULL ? (int) (found - alphabet) : -1;
}

/* Mail programs and word processors turn dashes and spaces into their typographic relatives. */
static gboolean
is_separator (gunichar character)
{
  switch (g_unichar_type (character))
    {
    case G_UNICODE_DASH_PUNCTUATION:
    case G_UNICODE_SPACE_SEPARATOR:
      return TRUE;
    default:
      return g_unichar_isspace (character) || character == 0x2212 || character == 0xad || character == 0x200b;
    }
}

/* Reads up to 25 symbols. */
static LpTicketCodeResult
read_symbols (const char *text, guint8 symbols[LP_TICKET_CODE_SYMBOLS], int *n_symbols)
{
  *n_symbols = 0;

  if (text == NULL)
    return LP_TICKET_CODE_WRONG_LENGTH;
  if (!g_utf8_validate (text, -1, NULL))
    return LP_TICKET_CODE_WRONG_SYMBOL;

  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      gunichar character = g_utf8_get_char (text);
      int value;

      if (is_separator (character))
        continue;
      value = character < 128 ? symbol_value ((char) character) : -1;
      if (value < 0)
        return LP_TICKET_CODE_WRONG_SYMBOL;
      if (*n_symbols == LP_TICKET_CODE_SYMBOLS)
        return LP_TICKET_CODE_WRONG_LENGTH;
      symbols[(*n_symbols)++] = (guint8) value;
    }
  return LP_TICKET_CODE_OK;
}

LpTicketCodeResult
lp_ticket_code_normalize (const char *text, char code[LP_TICKET_CODE_SIZE])
{
  guint8 symbols[LP_TICKET_CODE_SYMBOLS];
  guint8 remainder[2];
  int n_symbols;
  LpTicketCodeResult result = read_symbols (text, symbols, &n_symbols);

  if (result != LP_TICKET_CODE_OK)
    return result;
  if (n_symbols != LP_TICKET_CODE_SYMBOLS)
    return LP_TICKET_CODE_WRONG_LENGTH;

  get_remainder (symbols, LP_TICKET_CODE_RANDOM_SYMBOLS, remainder);
  if (memcmp (remainder, symbols + LP_TICKET_CODE_RANDOM_SYMBOLS, sizeof remainder) != 0)
    return LP_TICKET_CODE_WRONG_CHECK;
  format_symbols (symbols, n_symbols, code);
  return LP_TICKET_CODE_OK;
}

int
lp_ticket_code_normalize_beginning (const char *text, char beginning[LP_TICKET_CODE_SIZE])
{
  guint8 symbols[LP_TICKET_CODE_SYMBOLS];
  int n_symbols;

  if (read_symbols (text, symbols, &n_symbols) != LP_TICKET_CODE_OK)
    return 0;
  format_symbols (symbols, n_symbols, beginning);
  return n_symbols;
}

const char *
lp_ticket_code_explain (LpTicketCodeResult result)
{
  switch (result)
    {
    case LP_TICKET_CODE_WRONG_LENGTH:
      return "A ticket code has 25 letters and digits, in five groups of five.";
    case LP_TICKET_CODE_WRONG_SYMBOL:
      return "A ticket code has only the digits 0 to 9 and the letters A to Z without U.";
    case LP_TICKET_CODE_WRONG_CHECK:
      return "This is not a ticket code: at least one letter or digit is wrong. Compare it with the "
             "original.";
    case LP_TICKET_CODE_OK:
    default:
      return "The ticket code is right.";
    }
}
