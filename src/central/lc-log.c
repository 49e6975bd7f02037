/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lc-log.h"

#include <string.h>
#include <time.h>
#include <unistd.h>

#include "lp-wire.h"

static gboolean to_journal;
static gboolean to_terminal;

static void
write_line (const GString *line)
{
  const char *data = line->str;
  gsize left = line->len;

  /* In one call, so that lines of several threads do not mix. */
  while (left > 0)
    {
      gssize n = write (STDERR_FILENO, data, left);

      if (n <= 0)
        return;

      data += n;
      left -= (gsize) n;
    }
}

static const char *
get_level_name (GLogLevelFlags level)
{
  switch (level & G_LOG_LEVEL_MASK)
    {
    case G_LOG_LEVEL_ERROR:
    case G_LOG_LEVEL_CRITICAL:
      return "error";
    case G_LOG_LEVEL_WARNING:
      return "warning";
    case G_LOG_LEVEL_MESSAGE:
      return "notice";
    case G_LOG_LEVEL_INFO:
      return "info";
    default:
      return "debug";
    }
}

static gboolean
is_told (const char *name)
{
  static const char *const left_out[] = { "PRIORITY",  "GLIB_DOMAIN", "CODE_FILE",
                                          "CODE_LINE", "CODE_FUNC",   NULL };

  return !g_strv_contains (left_out, name);
}

static void
append_time (GString *line)
{
  gint64 now = g_get_real_time ();
  time_t second = now / G_USEC_PER_SEC;
  struct tm parts;
  char text[32];

  gmtime_r (&second, &parts);
  strftime (text, sizeof text, "%Y-%m-%dT%H:%M:%S", &parts);
  g_string_append_printf (line, "%s.%03dZ", text, (int) (now / 1000 % 1000));
}

static void
append_field (GString *line, const GLogField *field)
{
  g_autofree char *text = field->length >= 0 ? g_strndup (field->value, (gsize) field->length) : NULL;
  const char *value = text != NULL ? text : field->value;
  g_autofree char *repaired = g_utf8_validate (value, -1, NULL) ? NULL : g_utf8_make_valid (value, -1);

  g_string_append (line, ",\"");
  for (const char *letter = field->key; *letter != '\0'; letter++)
    g_string_append_c (line, g_ascii_tolower (*letter));
  g_string_append (line, "\":");
  lp_wire_write_string (line, repaired != NULL ? repaired : value);
}

static void
append_json (GString *line, GLogLevelFlags level, const GLogField *fields, gsize n_fields)
{
  g_string_append (line, "{\"time\":\"");
  append_time (line);
  g_string_append_printf (line, "\",\"level\":\"%s\"", get_level_name (level));
  for (gsize i = 0; i < n_fields; i++)
    {
      if (is_told (fields[i].key) && fields[i].value != NULL)
        append_field (line, &fields[i]);
    }
  g_string_append (line, "}\n");
}

static GLogWriterOutput
write_log (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer data)
{
  g_autoptr (GString) line = NULL;

  if ((level & G_LOG_LEVEL_DEBUG) && g_getenv ("G_MESSAGES_DEBUG") == NULL)
    return G_LOG_WRITER_HANDLED;

  if (to_journal)
    return g_log_writer_journald (level, fields, n_fields, data);

  line = g_string_sized_new (256);
  if (to_terminal)
    {
      g_autofree char *text = g_log_writer_format_fields (level, fields, n_fields, TRUE);

      g_string_append (line, text);
      g_string_append_c (line, '\n');
    }
  else
    append_json (line, level, fields, n_fields);

  write_line (line);
  return G_LOG_WRITER_HANDLED;
}

void
lc_log_install (void)
{
  to_journal = g_log_writer_is_journald (STDERR_FILENO);
  to_terminal = g_log_writer_supports_color (STDERR_FILENO);
  g_log_set_writer_func (write_log, NULL, NULL);
}

void
lc_log_request (const char *method,
                const char *route,
                guint status,
                gint64 microseconds,
                const char *request_id,
                const char *person_id,
                const char *client)
{
  char status_text[12];
  char duration[24];
  g_autofree char *message = g_strdup_printf ("%s %s %u", method, route, status);
  const GLogField fields[] = {
    { "PRIORITY", "6", -1 },       { "GLIB_DOMAIN", "license-central", -1 },
    { "MESSAGE", message, -1 },    { "REQUEST_ID", request_id, -1 },
    { "STATUS", status_text, -1 }, { "DURATION_US", duration, -1 },
    { "CLIENT", client, -1 },      { "PERSON_ID", person_id != NULL ? person_id : "", -1 },
  };

  g_snprintf (status_text, sizeof status_text, "%u", status);
  g_snprintf (duration, sizeof duration, "%" G_GINT64_FORMAT, microseconds);
  g_log_structured_array (G_LOG_LEVEL_INFO, fields, G_N_ELEMENTS (fields));
}
