/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lp-wire.h"

G_BEGIN_DECLS

/* What tests of reading and writing have in common: an object of JSON text, which must be right, and a product with an
 * entry of every kind that JSON tells apart. */
JsonObject *parse (const char *text);
LpProduct *make_product (void);

G_END_DECLS
