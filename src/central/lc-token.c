/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lc-token.h"

#include <sodium.h>
#include <string.h>

#define MAX_DATA  256
#define MAX_BYTES (crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES + MAX_DATA)
#define VARIANT   sodium_base64_VARIANT_URLSAFE_NO_PADDING

static void
derive_key (const guint8 *secret, const char *purpose, guint8 *key)
{
  crypto_generichash (key, crypto_secretbox_KEYBYTES, (const guint8 *) purpose, strlen (purpose), secret, 32);
}

char *
lc_token_seal (const guint8 *secret, const char *purpose, gconstpointer data, gsize size)
{
  guint8 key[crypto_secretbox_KEYBYTES], bytes[MAX_BYTES];
  gsize length = crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES + size;
  char *token;

  g_return_val_if_fail (size <= MAX_DATA, NULL);

  derive_key (secret, purpose, key);
  randombytes_buf (bytes, crypto_secretbox_NONCEBYTES);
  crypto_secretbox_easy (bytes + crypto_secretbox_NONCEBYTES, data, size, bytes, key);
  token = g_malloc (sodium_base64_ENCODED_LEN (length, VARIANT));
  sodium_bin2base64 (token, sodium_base64_ENCODED_LEN (length, VARIANT), bytes, length, VARIANT);
  return token;
}

gboolean
lc_token_open (const guint8 *secret, const char *purpose, const char *token, gpointer data, gsize size)
{
  guint8 key[crypto_secretbox_KEYBYTES], bytes[MAX_BYTES];
  gsize expected = crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES + size;
  gsize length = 0;

  if (token == NULL ||
      sodium_base642bin (bytes, sizeof bytes, token, strlen (token), NULL, &length, NULL, VARIANT) != 0 ||
      length != expected)
    return FALSE;
  derive_key (secret, purpose, key);
  return crypto_secretbox_open_easy (data, bytes + crypto_secretbox_NONCEBYTES,
                                     length - crypto_secretbox_NONCEBYTES, bytes, key) == 0;
}
