package org.gatehouse.formats.pickle;

import org.jspecify.annotations.Nullable;

/**
 * Every instruction of Python's pickle protocols 0 to 5, by the name that {@code pickletools} gives
 * it; only those that array files hold are carried out.
 */
enum Opcode {
  PROTO(0x80),
  FRAME(0x95),
  MARK('('),
  STOP('.'),
  NONE('N'),
  NEWTRUE(0x88),
  NEWFALSE(0x89),
  BININT('J'),
  BININT1('K'),
  BININT2('M'),
  LONG1(0x8a),
  BINFLOAT('G'),
  BINUNICODE('X'),
  SHORT_BINUNICODE(0x8c),
  BINBYTES('B'),
  SHORT_BINBYTES('C'),
  EMPTY_LIST(']'),
  EMPTY_DICT('}'),
  EMPTY_TUPLE(')'),
  TUPLE('t'),
  TUPLE1(0x85),
  TUPLE2(0x86),
  TUPLE3(0x87),
  APPEND('a'),
  APPENDS('e'),
  SETITEM('s'),
  SETITEMS('u'),
  GLOBAL('c'),
  STACK_GLOBAL(0x93),
  REDUCE('R'),
  BUILD('b'),
  NEWOBJ(0x81),
  BINPERSID('Q'),
  BINGET('h'),
  LONG_BINGET('j'),
  BINPUT('q'),
  LONG_BINPUT('r'),
  MEMOIZE(0x94),

  // Refused: other ways to write the same values, larger than any file here, or running code.
  INT('I'),
  LONG('L'),
  LONG4(0x8b),
  STRING('S'),
  BINSTRING('T'),
  SHORT_BINSTRING('U'),
  BINBYTES8(0x8e),
  BYTEARRAY8(0x96),
  NEXT_BUFFER(0x97),
  READONLY_BUFFER(0x98),
  UNICODE('V'),
  BINUNICODE8(0x8d),
  FLOAT('F'),
  LIST('l'),
  DICT('d'),
  EMPTY_SET(0x8f),
  ADDITEMS(0x90),
  FROZENSET(0x91),
  POP('0'),
  DUP('2'),
  POP_MARK('1'),
  GET('g'),
  PUT('p'),
  EXT1(0x82),
  EXT2(0x83),
  EXT4(0x84),
  INST('i'),
  OBJ('o'),
  NEWOBJ_EX(0x92),
  PERSID('P');

  private static final @Nullable Opcode[] BY_CODE = new Opcode[256];

  static {
    for (Opcode opcode : values()) {
      BY_CODE[opcode.code] = opcode;
    }
  }

  private final int code;

  Opcode(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }

  /** Returns whether a reader carries this instruction out. */
  boolean isRead() {
    return compareTo(MEMOIZE) <= 0;
  }

  /** Returns the instruction of a byte, 0 to 255, or {@code null} if there is none. */
  static @Nullable Opcode of(int code) {
    return BY_CODE[code];
  }
}
