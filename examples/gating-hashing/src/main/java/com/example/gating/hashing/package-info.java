/** A gate that needs no model file: hashed words and n-grams, and a linear model of each peer. */
@NullMarked
package com.example.gating.hashing;

import org.jspecify.annotations.NullMarked;
