/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <locale.h>
#include <unicode/ucurr.h>
#include <unicode/unum.h>

#include "lp-money-text.h"

#define TEXT_SIZE 100

/* The locale of numbers and money, without the encoding that ICU takes for a variant. */
static char *
dup_locale (void)
{
  const char *name = setlocale (LC_MONETARY, NULL);

  if (name == NULL || g_str_equal (name, "C") || g_str_equal (name, "POSIX") || g_str_has_prefix (name, "C."))
    return g_strdup ("en");
  return g_strndup (name, strcspn (name, ".@"));
}

/* Exact, and never by way of a floating-point number. */
static char *
dup_decimal (const LpMoney *money, const UChar *currency)
{
  UErrorCode status = U_ZERO_ERROR;
  int digits = ucurr_getDefaultFractionDigits (currency, &status);

  return g_strdup_printf ("%" G_GINT64_FORMAT "E-%d", money->amount,
                          U_SUCCESS (status) ? MAX (digits, 0) : 2);
}

char *
lp_money_dup_text (const LpMoney *money)
{
  g_autofree char *locale = dup_locale ();
  g_autofree char *decimal = NULL;
  UErrorCode status = U_ZERO_ERROR;
  UChar currency[4] = { 0 };
  UChar text[TEXT_SIZE];
  UNumberFormat *format;
  int length;

  u_charsToUChars (money->currency, currency, (int) MIN (strlen (money->currency), 3));
  decimal = dup_decimal (money, currency);
  format = unum_open (UNUM_CURRENCY, NULL, 0, locale, NULL, &status);
  unum_setTextAttribute (format, UNUM_CURRENCY_CODE, currency, 3, &status);
  length = unum_formatDecimal (format, decimal, -1, text, TEXT_SIZE, NULL, &status);
  unum_close (format);
  if (U_FAILURE (status))
    return g_strdup_printf ("%s %s", decimal, money->currency);
  return g_utf16_to_utf8 ((const gunichar2 *) text, length, NULL, NULL, NULL);
}

char *
lp_money_dup_price_text (const LpMoney *money, LpProductKind kind)
{
  g_autofree char *amount = lp_money_dup_text (money);

  if (kind != LP_PRODUCT_SUBSCRIPTION)
    /* Translators: %s is an amount of money */
    return g_strdup_printf (_ ("%s per seat"), amount);
  /* Translators: %s is an amount of money; a term is one period of a subscription. */
  return g_strdup_printf (_ ("%s per seat and term"), amount);
}
