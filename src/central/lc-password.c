/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lc-password.h"

#include <sodium.h>
#include <string.h>

#include "lp-error.h"

#define PASSES 3
#define MEMORY (64 * 1024 * 1024)

/* A hash with the same parameters that no password has: what an unknown account is compared with. */
static const char *
get_decoy (void)
{
  static char decoy[crypto_pwhash_STRBYTES];
  static gsize ready;

  if (g_once_init_enter (&ready))
    {
      guint8 random[32];
      char text[2 * sizeof random + 1];

      randombytes_buf (random, sizeof random);
      sodium_bin2hex (text, sizeof text, random, sizeof random);
      if (crypto_pwhash_str (decoy, text, strlen (text), PASSES, MEMORY) != 0)
        decoy[0] = '\0';
      g_once_init_leave (&ready, 1);
    }
  return decoy;
}

char *
lc_password_hash (const char *password, GError **error)
{
  char hash[crypto_pwhash_STRBYTES];

  if (crypto_pwhash_str (hash, password, strlen (password), PASSES, MEMORY) != 0)
    {
      g_set_error_literal (error, LP_ERROR, LP_ERROR_BUSY,
                           "There is not enough memory to hash a password now");
      return NULL;
    }
  return g_strdup (hash);
}

gboolean
lc_password_verify (const char *hash, const char *password)
{
  const char *stored = hash != NULL ? hash : get_decoy ();
  gboolean matches = crypto_pwhash_str_verify (stored, password, strlen (password)) == 0;

  return matches && hash != NULL;
}
