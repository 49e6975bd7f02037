/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <sodium.h>
#include <string.h>
#include <unistd.h>

#include "lc-audit-private.h"

/* A signed head is one line: `COUNT HASH INSTANT SIGNATURE`. The signature is Ed25519 over the words before it behind
 * a domain of its own; the key pair derives from the service's secret, so that whoever can write the database but not
 * read the secret cannot sign. */

#define DOMAIN "License Central audit head 1 "

static void
derive_keys (const guint8 *secret, guint8 *public_key, guint8 *secret_key)
{
  static const char purpose[] = "audit head";
  guint8 seed[crypto_sign_SEEDBYTES];

  crypto_generichash (seed, sizeof seed, (const guint8 *) purpose, sizeof purpose - 1, secret, 32);
  crypto_sign_seed_keypair (public_key, secret_key, seed);
  sodium_memzero (seed, sizeof seed);
}

static char *
format_words (const LcAuditHead *head, const char *now)
{
  char hash[LC_AUDIT_HASH_SIZE * 2 + 1];

  sodium_bin2hex (hash, sizeof hash, head->hash, sizeof head->hash);
  return g_strdup_printf ("%" G_GINT64_FORMAT " %s %s", head->count, hash, now);
}

char *
lc_audit_format_head (const LcAuditHead *head, const guint8 *secret, const char *now)
{
  guint8 public_key[crypto_sign_PUBLICKEYBYTES], secret_key[crypto_sign_SECRETKEYBYTES];
  guint8 signature[crypto_sign_BYTES];
  char hex[crypto_sign_BYTES * 2 + 1];
  g_autofree char *words = format_words (head, now);
  g_autofree char *message = g_strconcat (DOMAIN, words, NULL);

  derive_keys (secret, public_key, secret_key);
  crypto_sign_detached (signature, NULL, (const guint8 *) message, strlen (message), secret_key);
  sodium_memzero (secret_key, sizeof secret_key);
  sodium_bin2hex (hex, sizeof hex, signature, sizeof signature);
  return g_strconcat (words, " ", hex, NULL);
}

static gboolean
parse_head (const char *line, const guint8 *public_key, LcAuditHead *head)
{
  g_auto (GStrv) words = g_strsplit (line, " ", -1);
  guint8 signature[crypto_sign_BYTES];
  g_autofree char *message = NULL;
  gsize length;

  if (g_strv_length (words) != 4 ||
      sodium_hex2bin (head->hash, sizeof head->hash, words[1], strlen (words[1]), NULL, &length, NULL) != 0 ||
      length != sizeof head->hash ||
      sodium_hex2bin (signature, sizeof signature, words[3], strlen (words[3]), NULL, &length, NULL) != 0 ||
      length != sizeof signature)
    return FALSE;
  head->count = g_ascii_strtoll (words[0], NULL, 10);
  message = g_strconcat (DOMAIN, words[0], " ", words[1], " ", words[2], NULL);
  return crypto_sign_verify_detached (signature, (const guint8 *) message, strlen (message), public_key) == 0;
}

gboolean
lc_audit_read_heads (const char *path,
                     const guint8 *secret,
                     GHashTable *heads,
                     GPtrArray *problems,
                     GError **error)
{
  guint8 public_key[crypto_sign_PUBLICKEYBYTES], secret_key[crypto_sign_SECRETKEYBYTES];
  g_autofree char *text = NULL;
  g_autoptr (GError) failure = NULL;
  g_auto (GStrv) lines = NULL;

  if (!g_file_get_contents (path, &text, NULL, &failure))
    {
      g_set_error (error, LP_ERROR, LP_ERROR_STORAGE, "The heads cannot be read: %s", failure->message);
      return FALSE;
    }
  derive_keys (secret, public_key, secret_key);
  sodium_memzero (secret_key, sizeof secret_key);
  lines = g_strsplit (text, "\n", -1);
  for (gsize i = 0; lines[i] != NULL; i++)
    {
      LcAuditHead *head;

      if (lines[i][0] == '\0')
        continue;
      head = g_new0 (LcAuditHead, 1);
      if (parse_head (lines[i], public_key, head))
        g_hash_table_replace (heads, &head->count, head);
      else
        {
          g_ptr_array_add (problems,
                           g_strdup_printf ("Line %" G_GSIZE_FORMAT " of %s is not signed by this service.",
                                            i + 1, path));
          g_free (head);
        }
    }
  return TRUE;
}

static gboolean
set_failure (const char *path, GError **error)
{
  g_set_error (error, LP_ERROR, LP_ERROR_STORAGE, "%s cannot be written: %s", path, g_strerror (errno));
  return FALSE;
}

static gboolean
append_line (const char *path, const char *line, GError **error)
{
  g_autofree char *whole = g_strconcat (line, "\n", NULL);
  gsize length = strlen (whole);
  int fd = open (path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
  gboolean done;

  if (fd < 0)
    return set_failure (path, error);
  done = write (fd, whole, length) == (gssize) length && fsync (fd) == 0;
  if (!done)
    set_failure (path, error);
  close (fd);
  return done;
}

/* Whether the newest line is of this head already. */
static gboolean
is_newest (const char *path, const char *words)
{
  g_autofree char *text = NULL;
  const char *last;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return FALSE;
  g_strchomp (text);
  last = strrchr (text, '\n');
  last = last != NULL ? last + 1 : text;
  /* Count and hash; the instant is another. */
  return strncmp (last, words, (gsize) (strrchr (words, ' ') - words) + 1) == 0;
}

gboolean
lc_audit_append_head (LpDb *db, const char *directory, const guint8 *secret, const char *now, GError **error)
{
  g_autofree char *path = g_build_filename (directory, LC_AUDIT_HEADS, NULL);
  g_autofree char *words = NULL;
  g_autofree char *line = NULL;
  LcAuditHead head;

  if (!lc_audit_get_head (db, &head, error))
    return FALSE;
  words = format_words (&head, now);
  if (head.count == 0 || is_newest (path, words))
    return TRUE;
  line = lc_audit_format_head (&head, secret, now);
  return append_line (path, line, error);
}

gboolean
lc_audit_sign_due_head (const LcTransaction *tx, gint64 *n_records, GError **error)
{
  gint64 before = *n_records;
  LcAuditHead head;

  if (!lc_audit_get_head (tx->db, &head, error))
    return FALSE;
  *n_records = head.count;
  if (before == 0 || before / LC_AUDIT_HEAD_EVERY == head.count / LC_AUDIT_HEAD_EVERY)
    return TRUE;
  return lc_audit_append_head (tx->db, tx->directory, tx->secret, tx->now, error);
}
