package org.gatehouse.testkit.reference;

import java.lang.reflect.Field;

/** Memory outside of the heap that no buffer stands for, as a native library takes it. */
final class NativeMemory {

  private NativeMemory() {}

  /** Takes memory, writes to it and forgets it. */
  static void leak(long bytes) {
    try {
      // By name, because the compiler warns of the class itself.
      Class<?> type = Class.forName("sun.misc.Unsafe");
      Field field = type.getDeclaredField("theUnsafe");
      field.setAccessible(true);
      Object unsafe = field.get(null);
      long address = (long) type.getMethod("allocateMemory", long.class).invoke(unsafe, bytes);
      type.getMethod("setMemory", long.class, long.class, byte.class)
          .invoke(unsafe, address, bytes, (byte) 1);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
