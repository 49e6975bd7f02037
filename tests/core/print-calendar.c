/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Writes a calendar of the deadlines that standard input describes, a line each, fields separated by tabs: id,
 * deadline, day of the last renewal or `-`, number of renewals, days of the alarms, title, description; texts are
 * escaped as g_strescape() does. check-calendar.py reads it with another program. */

#include <stdio.h>
#include <stdlib.h>

#include "lp-calendar.h"

#define MAX_ALARMS 4

static void
add (GString *out, char **fields)
{
  g_autoptr (LpSubscription) subscription = lp_subscription_new ();
  g_autofree char *summary = g_strcompress (fields[5]);
  g_autofree char *description = g_strcompress (fields[6]);
  g_auto (GStrv) days = g_strsplit (fields[4], ",", MAX_ALARMS);
  LpCalendarAlarm alarms[MAX_ALARMS];
  gsize n_alarms = 0;

  for (; days[n_alarms] != NULL; n_alarms++)
    alarms[n_alarms] = (LpCalendarAlarm){ atoi (days[n_alarms]),
                                          g_strdup_printf ("%s days left: %s", days[n_alarms], summary) };
  subscription->id = g_strdup (fields[0]);
  subscription->deadline = lp_date_parse (fields[1]);
  for (int i = 0; i < atoi (fields[3]); i++)
    {
      LpRenewal renewal = { .number = i + 1, .committed_on = lp_date_parse (fields[2]) };

      g_array_append_val (subscription->renewals, renewal);
    }
  if (!lp_calendar_add_deadline (out, subscription, summary, description, 1795521600, alarms, n_alarms))
    g_printerr ("%s has no deadline\n", subscription->id);
  for (gsize i = 0; i < n_alarms; i++)
    g_free ((char *) alarms[i].text);
}

int
main (void)
{
  g_autoptr (GIOChannel) input = g_io_channel_unix_new (0);
  g_autoptr (GString) out = g_string_new (NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  g_io_channel_set_encoding (input, NULL, NULL);
  if (g_io_channel_read_to_end (input, &text, NULL, NULL) != G_IO_STATUS_NORMAL)
    return 1;
  lines = g_strsplit (text, "\n", -1);
  lp_calendar_begin (out, "Deadlines; of „Müller, Söhne“");
  for (char **line = lines; *line != NULL; line++)
    {
      g_auto (GStrv) fields = g_strsplit (*line, "\t", 7);

      if (g_strv_length (fields) == 7)
        add (out, fields);
    }
  lp_calendar_end (out);
  fwrite (out->str, 1, out->len, stdout);
  return 0;
}
