/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lp-calendar.h"

#include <string.h>

/* RFC 5545, 3.1: octets of a line, its end not counted. */
#define LINE_OCTETS 75

static void
add_folded (GString *out, const char *line)
{
  gsize room = LINE_OCTETS;

  for (const char *at = line; *at != '\0';)
    {
      gsize size = (gsize) (g_utf8_next_char (at) - at);

      if (size > room)
        {
          g_string_append (out, "\r\n ");
          room = LINE_OCTETS - 1;
        }
      g_string_append_len (out, at, (gssize) size);
      room -= size;
      at += size;
    }
  g_string_append (out, "\r\n");
}

/* 3.3.11: what a TEXT must not hold as it is. A line end of any kind is one `\n`. */
static void
append_escaped (GString *line, const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);

  for (const char *at = valid; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar letter = g_utf8_get_char (at);

      if (letter == '\r' && at[1] == '\n')
        continue;
      if (letter == '\n' || letter == '\r' || letter == 0x2028 || letter == 0x2029)
        g_string_append (line, "\\n");
      else if (letter == '\\' || letter == ';' || letter == ',')
        g_string_append_printf (line, "\\%c", (char) letter);
      else if (letter == '\t' || !g_unichar_iscntrl (letter))
        g_string_append_unichar (line, letter);
    }
}

static void
add_text (GString *out, const char *name, const char *text)
{
  g_autoptr (GString) line = g_string_new (name);
  gsize empty;

  g_string_append_c (line, ':');
  empty = line->len;
  append_escaped (line, text);
  /* Readers take a property without a value for a mistake. */
  if (line->len > empty)
    add_folded (out, line->str);
}

static void
add_day (GString *out, const char *name, LpDate day)
{
  int year, month, day_of_month;

  lp_date_get_ymd (day, &year, &month, &day_of_month);
  g_string_append_printf (out, "%s;VALUE=DATE:%04d%02d%02d\r\n", name, year, month, day_of_month);
}

static void
add_instant (GString *out, const char *name, gint64 seconds)
{
  g_autoptr (GDateTime) instant = g_date_time_new_from_unix_utc (seconds);
  g_autofree char *text = instant != NULL ? g_date_time_format (instant, "%Y%m%dT%H%M%SZ") : NULL;

  g_string_append_printf (out, "%s:%s\r\n", name, text != NULL ? text : "19700101T000000Z");
}

/* 3.6.6: each of the three exactly once. */
static void
add_alarm (GString *out, const LpCalendarAlarm *alarm)
{
  g_string_append (out, "BEGIN:VALARM\r\nACTION:DISPLAY\r\n");
  g_string_append_printf (out, "TRIGGER:%sP%dD\r\n", alarm->days > 0 ? "-" : "", alarm->days);
  add_text (out, "DESCRIPTION", alarm->text);
  g_string_append (out, "END:VALARM\r\n");
}

void
lp_calendar_begin (GString *out, const char *name)
{
  g_string_append (out, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"
                        "PRODID:-//License Portal//Deadlines//EN\r\n"
                        "CALSCALE:GREGORIAN\r\n");
  add_text (out, "X-WR-CALNAME", name);
}

gboolean
lp_calendar_add_deadline (GString *out,
                          const LpSubscription *subscription,
                          const char *summary,
                          const char *description,
                          gint64 now,
                          const LpCalendarAlarm *alarms,
                          gsize n_alarms)
{
  guint n_renewals = subscription->renewals != NULL ? subscription->renewals->len : 0;
  LpDate deadline = subscription->deadline;
  LpDate modified = subscription->start;
  g_autofree char *uid = g_strdup_printf ("%s-deadline@license-portal", subscription->id);

  if (!lp_date_is_valid (deadline))
    return FALSE;
  if (n_renewals > 0)
    modified = g_array_index (subscription->renewals, LpRenewal, n_renewals - 1).committed_on;

  g_string_append (out, "BEGIN:VEVENT\r\n");
  add_text (out, "UID", uid);
  add_instant (out, "DTSTAMP", now);
  g_string_append_printf (out, "SEQUENCE:%u\r\n", n_renewals);
  if (lp_date_is_valid (modified))
    add_instant (out, "LAST-MODIFIED", (gint64) modified * 24 * 60 * 60);
  add_day (out, "DTSTART", deadline);
  if (deadline < LP_DATE_MAX)
    add_day (out, "DTEND", deadline + 1);
  add_text (out, "SUMMARY", summary);
  add_text (out, "DESCRIPTION", description);
  g_string_append (out, "TRANSP:TRANSPARENT\r\nSTATUS:CONFIRMED\r\n");
  for (gsize i = 0; i < n_alarms; i++)
    add_alarm (out, &alarms[i]);
  g_string_append (out, "END:VEVENT\r\n");
  return TRUE;
}

void
lp_calendar_end (GString *out)
{
  g_string_append (out, "END:VCALENDAR\r\n");
}
