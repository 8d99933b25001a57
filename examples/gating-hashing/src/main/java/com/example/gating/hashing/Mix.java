package com.example.gating.hashing;

/** Spreads the bits of a number evenly: the finisher of MurmurHash3 for 64 bits. */
final class Mix {

  private Mix() {}

  static long bits(long value) {
    long mixed = value;
    mixed = (mixed ^ (mixed >>> 33)) * 0xff51afd7ed558ccdL;
    mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return mixed ^ (mixed >>> 33);
  }
}
