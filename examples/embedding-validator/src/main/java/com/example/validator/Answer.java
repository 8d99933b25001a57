package com.example.validator;

import org.jspecify.annotations.Nullable;

/**
 * What came of asking one peer.
 *
 * @param uid the peer
 * @param completion its text, which is empty if it answered with anything but a text; {@code null}
 *     if there was no answer in time
 * @param seconds how long that took, at least 0
 */
record Answer(int uid, @Nullable String completion, double seconds) {}
