/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lp-format.h"

#include <glib/gi18n-lib.h>

#include "lp-error.h"

/* An en dash where a day could stand: read out as nothing, and unlike "-" no minus. */
#define NOTHING "–"

static char *
format_day (LpDate date, const char *format)
{
  int year, month, day;
  g_autoptr (GDateTime) midnight = NULL;

  if (!lp_date_is_valid (date))
    return g_strdup (NOTHING);
  lp_date_get_ymd (date, &year, &month, &day);
  midnight = g_date_time_new_utc (year, month, day, 0, 0, 0);
  return g_date_time_format (midnight, format);
}

char *
lp_format_date (LpDate date)
{
  /* Translators: a day with its month in words, as g_date_time_format() writes it: "31 December 2026". */
  return format_day (date, C_ ("day", "%-d %B %Y"));
}

char *
lp_format_date_short (LpDate date)
{
  /* Translators: the short form of a day for a table, as g_date_time_format() writes it: "31 Dec 2026". */
  return format_day (date, C_ ("day", "%-d %b %Y"));
}

static char *
format_moment (GDateTime *utc)
{
  g_autoptr (GDateTime) local = g_date_time_to_local (utc);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  gboolean is_today = g_date_time_get_year (local) == g_date_time_get_year (now) &&
                      g_date_time_get_day_of_year (local) == g_date_time_get_day_of_year (now);

  if (is_today)
    /* Translators: a time of today, as g_date_time_format() writes it: "14:02". */
    return g_date_time_format (local, C_ ("time", "%H:%M"));
  /* Translators: a day and time, as g_date_time_format() writes it: "24 Nov 2026, 14:02". */
  return g_date_time_format (local, C_ ("time", "%-d %b %Y, %H:%M"));
}

char *
lp_format_instant (const char *instant)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) moment = instant != NULL ? g_date_time_new_from_iso8601 (instant, utc) : NULL;

  return moment != NULL ? format_moment (moment) : g_strdup (NOTHING);
}

char *
lp_format_time (gint64 unix_seconds)
{
  g_autoptr (GDateTime) moment = g_date_time_new_from_unix_utc (unix_seconds);

  return moment != NULL ? format_moment (moment) : g_strdup (NOTHING);
}

char *
lp_format_count (gint64 count)
{
  return g_strdup_printf ("%'" G_GINT64_FORMAT, count);
}

char *
lp_format_period (LpPeriod period)
{
  switch (period.unit)
    {
    case LP_PERIOD_DAYS:
      return g_strdup_printf (ngettext ("%d day", "%d days", period.count), period.count);
    case LP_PERIOD_WEEKS:
      return g_strdup_printf (ngettext ("%d week", "%d weeks", period.count), period.count);
    case LP_PERIOD_MONTHS:
      return g_strdup_printf (ngettext ("%d month", "%d months", period.count), period.count);
    case LP_PERIOD_YEARS:
    default:
      return g_strdup_printf (ngettext ("%d year", "%d years", period.count), period.count);
    }
}

char *
lp_format_path (const char *path)
{
  g_auto (GStrv) names = g_strsplit (path != NULL ? path : "", "/", -1);

  return g_strjoinv (" › ", names);
}

const char *
lp_format_ticket_state (LpTicketState state)
{
  switch (state)
    {
    case LP_TICKET_ACTIVATED:
      return C_ ("ticket", "Activated");
    case LP_TICKET_EXPIRED:
      return C_ ("ticket", "Expired");
    case LP_TICKET_REVOKED:
      return C_ ("ticket", "Revoked");
    case LP_TICKET_AVAILABLE:
    default:
      return C_ ("ticket", "Available");
    }
}

const char *
lp_format_ticket_state_icon (LpTicketState state)
{
  switch (state)
    {
    case LP_TICKET_ACTIVATED:
      return "ticket-activated-symbolic";
    case LP_TICKET_EXPIRED:
      return "ticket-expired-symbolic";
    case LP_TICKET_REVOKED:
      return "ticket-revoked-symbolic";
    case LP_TICKET_AVAILABLE:
    default:
      return "ticket-available-symbolic";
    }
}

const char *
lp_format_subscription_state (LpSubscriptionState state)
{
  switch (state)
    {
    case LP_SUBSCRIPTION_PENDING:
      return C_ ("subscription", "Not started");
    case LP_SUBSCRIPTION_CANCELLED:
      return C_ ("subscription", "Cancelled");
    case LP_SUBSCRIPTION_ENDED:
      return C_ ("subscription", "Ended");
    case LP_SUBSCRIPTION_REVOKED:
      return C_ ("subscription", "Revoked");
    case LP_SUBSCRIPTION_ACTIVE:
    default:
      return C_ ("subscription", "Active");
    }
}

const char *
lp_format_renewal (LpSubscriptionState state)
{
  switch (state)
    {
    case LP_SUBSCRIPTION_ACTIVE:
      /* Translators: in a narrow column: whether a subscription renews by itself */
      return C_ ("renewal", "On");
    case LP_SUBSCRIPTION_PENDING:
      /* Translators: in a narrow column: a subscription renews by itself only after it has started */
      return C_ ("renewal", "Not yet");
    case LP_SUBSCRIPTION_CANCELLED:
    case LP_SUBSCRIPTION_ENDED:
    case LP_SUBSCRIPTION_REVOKED:
    default:
      /* Translators: in a narrow column: a subscription does not renew by itself, or no longer */
      return C_ ("renewal", "Off");
    }
}

const char *
lp_format_subscription_state_icon (LpSubscriptionState state)
{
  switch (state)
    {
    case LP_SUBSCRIPTION_PENDING:
      return "content-loading-symbolic";
    case LP_SUBSCRIPTION_CANCELLED:
      return "appointment-missed-symbolic";
    case LP_SUBSCRIPTION_ENDED:
      return "ticket-expired-symbolic";
    case LP_SUBSCRIPTION_REVOKED:
      return "ticket-revoked-symbolic";
    case LP_SUBSCRIPTION_ACTIVE:
    default:
      return "subscription-symbolic";
    }
}

const char *
lp_format_subscription_state_class (LpSubscriptionState state)
{
  switch (state)
    {
    case LP_SUBSCRIPTION_PENDING:
      return "state-activated";
    case LP_SUBSCRIPTION_CANCELLED:
      return "state-expired";
    case LP_SUBSCRIPTION_ENDED:
      return "dim-label";
    case LP_SUBSCRIPTION_REVOKED:
      return "state-revoked";
    case LP_SUBSCRIPTION_ACTIVE:
    default:
      return "state-available";
    }
}

const char *
lp_format_role (LpRole role)
{
  switch (role)
    {
    case LP_ROLE_ADMIN:
      return _ ("Admin");
    case LP_ROLE_SUPPORT:
      return _ ("Support");
    case LP_ROLE_FINANCE:
      return _ ("Finance");
    case LP_ROLE_MEMBER:
    default:
      return _ ("Member");
    }
}

const char *
lp_format_role_meaning (LpRole role, gboolean is_vendor)
{
  switch (role)
    {
    case LP_ROLE_ADMIN:
      return is_vendor ? _ ("May do everything in every group")
                       : _ ("People, groups and allocation, here and below; licenses by the rights");
    case LP_ROLE_SUPPORT:
      return _ ("Sees everything here and below, and allocates tickets");
    case LP_ROLE_FINANCE:
      return _ ("Sees everything here and below, and runs reports");
    case LP_ROLE_MEMBER:
    default:
      return _ ("Uses licenses that are allocated to this person or visible here");
    }
}

const char *
lp_format_person_state (LpPersonState state)
{
  switch (state)
    {
    case LP_PERSON_INVITED:
      return C_ ("person", "Invited");
    case LP_PERSON_DISABLED:
      return C_ ("person", "Disabled");
    case LP_PERSON_ACTIVE:
    default:
      return C_ ("person", "Active");
    }
}

const char *
lp_format_group_kind (LpGroupKind kind)
{
  switch (kind)
    {
    case LP_GROUP_VENDOR:
      return _ ("Vendor");
    case LP_GROUP_RESELLER:
      return _ ("Reseller");
    case LP_GROUP_CLIENT:
      return _ ("Client");
    case LP_GROUP_UNIT:
    default:
      return _ ("Unit");
    }
}

const char *
lp_format_product_kind (LpProductKind kind)
{
  switch (kind)
    {
    case LP_PRODUCT_SUBSCRIPTION:
      return _ ("Subscription");
    case LP_PRODUCT_TRIAL:
      return _ ("Trial");
    case LP_PRODUCT_PERPETUAL:
    default:
      return _ ("Perpetual");
    }
}

const char *
lp_format_start_mode (LpStartMode mode)
{
  return mode == LP_START_ACTIVATION ? _ ("On first activation") : _ ("Today");
}

const char *
lp_format_expiry_mode (LpExpiryMode mode)
{
  switch (mode)
    {
    case LP_EXPIRY_CALENDAR_YEAR_END:
      return _ ("At the end of the calendar year");
    case LP_EXPIRY_FISCAL_YEAR_END:
      return _ ("At the end of the fiscal year");
    case LP_EXPIRY_FIXED:
      return _ ("On a chosen day");
    case LP_EXPIRY_ANNIVERSARY:
    default:
      return _ ("After a full term");
    }
}

/* What to do about an error by its code: the service's own sentence is English and says what happened. */
static const char *
get_advice (const GError *error)
{
  if (error->domain != LP_ERROR)
    return NULL;
  switch ((LpErrorCode) error->code)
    {
    case LP_ERROR_UNREACHABLE:
      return _ ("License Central cannot be reached. What you see is the state of the last contact; "
                "check the network and try again.");
    case LP_ERROR_UNAUTHORIZED:
      return _ ("Your sign-in has ended. Sign in again to make changes; nothing was lost.");
    case LP_ERROR_SIGN_IN_FAILED:
      return _ ("The address or the password is wrong.");
    case LP_ERROR_RATE_LIMITED:
      return _ ("Too many attempts. Wait a minute and try again.");
    case LP_ERROR_NOT_FOUND:
      return _ ("It no longer exists, or you may no longer see it.");
    case LP_ERROR_PRECONDITION:
      return _ (
          "Somebody else changed it in the meantime. Nothing was overwritten: look at it and decide again.");
    case LP_ERROR_DEADLINE_PASSED:
      return _ (
          "The deadline has passed in the meantime, so another term would be owed. Nothing was done: decide "
          "again with the new day.");
    case LP_ERROR_TICKET_REVOKED:
      return _ ("The license is revoked and cannot be changed any more.");
    case LP_ERROR_BUSY:
      return _ ("License Central is busy. Try again in a moment.");
    default:
      return NULL;
    }
}

/* Sentences of the client and the service that somebody meets who is not yet in: said in her language, too. */
G_GNUC_UNUSED static const char *const sentences[] = {
  N_ ("An address looks like https://licenses.example.com"),
  N_ ("Leave out everything but the host and the port: https://licenses.example.com:8443"),
  N_ ("Without encryption only this very computer can be reached: use https://"),
  N_ ("The path of a socket follows unix:"),
  N_ ("A password has at least 12 characters"),
  N_ ("A name must not contain a slash, since paths are made of names"),
  N_ ("The text must not be empty: it must have 1 to 200 characters."),
  N_ ("This must be one e-mail address, such as ada@example.com."),
};

char *
lp_format_tickets (GPtrArray *tickets)
{
  g_autofree char *count = NULL;

  if (tickets->len == 1)
    return g_strdup_printf ("%.11s…", ((LpTicket *) g_ptr_array_index (tickets, 0))->code);
  count = lp_format_count (tickets->len);
  /* Translators: %s is a number of tickets. */
  return g_strdup_printf (ngettext ("%s ticket", "%s tickets", tickets->len), count);
}

const char *
lp_format_ticket_code_fault (LpTicketCodeResult result)
{
  switch (result)
    {
    case LP_TICKET_CODE_WRONG_LENGTH:
      return _ ("A ticket code has 25 letters and digits, in five groups of five.");
    case LP_TICKET_CODE_WRONG_SYMBOL:
      return _ ("A ticket code has only digits and the letters A to Z without U.");
    case LP_TICKET_CODE_WRONG_CHECK:
      return _ ("At least one letter or digit of this code is wrong. Compare it with the original.");
    case LP_TICKET_CODE_OK:
    default:
      return NULL;
    }
}

char *
lp_format_error (const GError *error)
{
  const char *advice = get_advice (error);

  if (advice != NULL)
    return g_strdup (advice);
  return g_strdup (*error->message != '\0' ? _ (error->message) : "");
}
