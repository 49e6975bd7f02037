/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lp-price-book.h"

#include "lp-calls.h"

/* A vendor has a handful of lists; more than these would not be shown to anybody who creates a license. */
#define MAX_LISTS 100

struct _LpPriceBook
{
  GObject parent_instance;

  char *currency; /* nullable: of the group */
  LpDate today;
  GPtrArray *lists;
  GCancellable *running;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LpPriceBook, lp_price_book, G_TYPE_OBJECT)

static void
lists_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LpPriceBook) self = LP_PRICE_BOOK (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (LpReply) reply = lp_client_send_finish (LP_CLIENT (source), result, NULL, &error);
  g_autofree char *next = NULL;
  GPtrArray *lists = reply != NULL ? lp_reply_read_price_lists (reply, &next, &error) : NULL;

  /* Prices are an extra: whoever may not see them, or is offline, works without. */
  if (lists == NULL)
    {
      g_debug ("No prices: %s", error->message);
      return;
    }
  g_ptr_array_unref (self->lists);
  self->lists = lists;
  g_signal_emit (self, signals[CHANGED], 0);
}

GArray *
lp_price_book_split (LpPriceBook *self, const LpProduct *product, const char *const *modules, gint64 seats)
{
  const LpPriceList *list = lp_price_choose_list (self->lists, LP_PRICE_LIST_END_USER, self->currency,
                                                  self->today);

  return list != NULL && !list->per_month ? lp_price_split (list, product->id, modules, seats) : NULL;
}

static void
lp_price_book_dispose (GObject *object)
{
  LpPriceBook *self = LP_PRICE_BOOK (object);

  g_cancellable_cancel (self->running);
  G_OBJECT_CLASS (lp_price_book_parent_class)->dispose (object);
}

static void
lp_price_book_finalize (GObject *object)
{
  LpPriceBook *self = LP_PRICE_BOOK (object);

  g_free (self->currency);
  g_ptr_array_unref (self->lists);
  g_object_unref (self->running);
  G_OBJECT_CLASS (lp_price_book_parent_class)->finalize (object);
}

static void
lp_price_book_class_init (LpPriceBookClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = lp_price_book_dispose;
  object_class->finalize = lp_price_book_finalize;
  signals[CHANGED] = g_signal_new ("changed", LP_TYPE_PRICE_BOOK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
lp_price_book_init (LpPriceBook *self)
{
  self->lists = g_ptr_array_new_with_free_func ((GDestroyNotify) lp_price_list_unref);
  self->running = g_cancellable_new ();
}

LpPriceBook *
lp_price_book_new (LpSession *session, LpGroup *group)
{
  LpPriceBook *self = g_object_new (LP_TYPE_PRICE_BOOK, NULL);
  LpClient *client = lp_session_get_client (session);

  self->currency = g_strdup (group->effective.currency);
  self->today = lp_session_get_today (session);
  if (client != NULL)
    {
      g_autoptr (LpRequest) request = lp_call_list_prices (group->id, MAX_LISTS, NULL);

      lp_client_send_async (client, request, self->running, lists_cb, g_object_ref (self));
    }
  return self;
}
