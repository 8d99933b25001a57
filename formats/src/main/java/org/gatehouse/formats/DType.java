package org.gatehouse.formats;

/** The type of a tensor's elements, by its safetensors name; all are little endian in memory. */
public enum DType {
  /** IEEE 754 double precision. */
  F64(8),
  /** IEEE 754 single precision. */
  F32(4),
  /** IEEE 754 half precision. */
  F16(2),
  /** The upper half of an {@link #F32}. */
  BF16(2),
  /** Signed, 64 bits. */
  I64(8),
  /** Signed, 32 bits. */
  I32(4),
  /** Signed, 16 bits. */
  I16(2),
  /** Signed, 8 bits. */
  I8(1),
  /** Unsigned, 64 bits. */
  U64(8),
  /** Unsigned, 32 bits. */
  U32(4),
  /** Unsigned, 16 bits. */
  U16(2),
  /** Unsigned, 8 bits. */
  U8(1),
  /** One byte, 0 or 1. */
  BOOL(1),
  /** 8 bits: 4 of exponent, 3 of mantissa. */
  F8_E4M3(1),
  /** 8 bits: 5 of exponent, 2 of mantissa. */
  F8_E5M2(1);

  private final int byteSize;

  DType(int byteSize) {
    this.byteSize = byteSize;
  }

  /** Returns the bytes one element takes: 1, 2, 4 or 8. */
  public int byteSize() {
    return byteSize;
  }
}
