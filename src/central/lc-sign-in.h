/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lc-http-private.h"
#include "lc-session.h"

G_BEGIN_DECLS

/**
 * lc_sign_in_begin:
 * @exchange: a request with `email` and `password`
 *
 * Checks them: looks the account up on a reader, compares the password in the pool, then runs the handler with
 * `verified_person` set. Whatever is wrong, the answer and its time are the same.
 */
void lc_sign_in_begin (LcExchange *exchange);

/**
 * lc_sign_in_hash:
 * @exchange: a request with `password`
 *
 * Hashes the password in the pool, then runs the handler with `password_hash` set.
 */
void lc_sign_in_hash (LcExchange *exchange);

G_END_DECLS
