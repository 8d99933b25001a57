package org.gatehouse.engine.tensorflow.device;

import com.sun.jna.Library;
import com.sun.jna.ptr.PointerByReference;

/** The calls of NVIDIA's driver that are needed here; each returns 0 or the number of an error. */
interface DriverCalls extends Library {

  /** Starts the driver for this process; further calls do nothing. */
  int cuInit(int flags);

  /** Says which CUDA it can run: 12060 is 12.6. */
  int cuDriverGetVersion(int[] version);

  /** Counts the GPUs that this process may use. */
  int cuDeviceGetCount(int[] count);

  /** Returns the handle of the GPU of a number. */
  int cuDeviceGet(int[] handle, int number);

  /** Writes a name that ends with a 0. */
  int cuDeviceGetName(byte[] name, int length, int handle);

  /** Returns the symbol of an error. */
  int cuGetErrorName(int error, PointerByReference name);
}
