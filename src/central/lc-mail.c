/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lc-mail.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

/* RFC 2045: lines of at most 76 characters. */
#define LINE 76

static void
append_base64 (GString *mail, const char *text)
{
  g_autofree char *encoded = g_base64_encode ((const guint8 *) text, strlen (text));
  gsize length = strlen (encoded);

  for (gsize i = 0; i < length; i += LINE)
    {
      g_string_append_len (mail, encoded + i, (gssize) MIN (LINE, length - i));
      g_string_append (mail, "\r\n");
    }
}

static void
append_subject (GString *mail, const char *subject)
{
  g_autofree char *encoded = g_base64_encode ((const guint8 *) subject, strlen (subject));

  g_string_append_printf (mail, "Subject: =?UTF-8?B?%s?=\r\n", encoded);
}

gboolean
lc_mail_write (const LcTransaction *tx,
               const char *id,
               const char *to,
               const char *subject,
               const char *text,
               GError **error)
{
  g_autoptr (GDateTime) now = g_date_time_new_from_iso8601 (tx->now, NULL);
  g_autofree char *date = g_date_time_format (now, "%a, %d %b %Y %H:%M:%S +0000");
  g_autofree char *name = g_strconcat (id, ".eml", NULL);
  g_autofree char *folder = g_build_filename (tx->directory, "mail", NULL);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GString) mail = g_string_new (NULL);
  g_autoptr (GError) failure = NULL;

  /* The address was validated: it contains no line end. */
  g_string_append_printf (mail, "To: %s\r\nDate: %s\r\nMessage-ID: <%s@license-central.invalid>\r\n", to,
                          date, id);
  append_subject (mail, subject);
  g_string_append (mail, "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=UTF-8\r\n"
                         "Content-Transfer-Encoding: base64\r\n\r\n");
  append_base64 (mail, text);
  /* A restored directory has none yet; what is wrong with it, writing says. */
  (void) g_mkdir (folder, 0700);
  if (g_file_set_contents_full (path, mail->str, (gssize) mail->len,
                                G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600, &failure))
    return TRUE;
  g_set_error (error, LP_ERROR, LP_ERROR_STORAGE, "The mail could not be written: %s", failure->message);
  return FALSE;
}
