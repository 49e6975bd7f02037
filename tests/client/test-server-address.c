/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which addresses a person may type, and what becomes of them. */

#include "lp-server-address.h"

static const struct
{
  const char *typed;
  const char *text; /* NULL: refused */
} addresses[] = {
  { "https://licenses.example.com", "https://licenses.example.com" },
  { " https://Licenses.Example.com/ ", "https://licenses.example.com" },
  { "HTTPS://licenses.example.com:443", "https://licenses.example.com" },
  { "https://licenses.example.com:8443/", "https://licenses.example.com:8443" },
  { "http://127.0.0.1:8765", "http://127.0.0.1:8765" },
  { "http://localhost:8765/", "http://localhost:8765" },
  { "http://[::1]:8765", "http://[::1]:8765" },
  { "unix:/run/user/1000/central", "unix:/run/user/1000/central" },
  { "http://licenses.example.com", NULL },
  { "http://192.0.2.1", NULL },
  { "https://licenses.example.com/central", NULL },
  { "https://licenses.example.com/?a=b", NULL },
  { "https://licenses.example.com/#top", NULL },
  { "https://ada:secret@licenses.example.com", NULL },
  { "ftp://licenses.example.com", NULL },
  { "licenses.example.com", NULL },
  { "https://", NULL },
  { "unix:", NULL },
  { "", NULL },
  { NULL, NULL },
};

static void
test_addresses (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (addresses); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (LpServerAddress) address = lp_server_address_parse (addresses[i].typed, &error);

      g_test_message ("%s", addresses[i].typed);
      if (addresses[i].text == NULL)
        {
          g_assert_null (address);
          g_assert_error (error, LP_ERROR, LP_ERROR_INVALID);
          continue;
        }
      g_assert_no_error (error);
      g_assert_cmpstr (lp_server_address_get_text (address), ==, addresses[i].text);
    }
}

static void
test_urls (void)
{
  g_autoptr (LpServerAddress) network = lp_server_address_parse ("http://127.0.0.1:8765/", NULL);
  g_autoptr (LpServerAddress) socket = lp_server_address_parse ("unix:/run/central", NULL);
  g_autofree char *url = lp_server_address_dup_url (network, "/v1/me");
  g_autofree char *socket_url = lp_server_address_dup_url (socket, "/v1/me");

  g_assert_cmpstr (url, ==, "http://127.0.0.1:8765/v1/me");
  g_assert_cmpstr (socket_url, ==, "http://localhost/v1/me");
  g_assert_null (lp_server_address_get_socket (network));
  g_assert_cmpstr (lp_server_address_get_socket (socket), ==, "/run/central");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/server-address/typed", test_addresses);
  g_test_add_func ("/server-address/urls", test_urls);
  return g_test_run ();
}
