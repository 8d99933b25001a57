package org.gatehouse.engine.tensorflow.device;

import org.bytedeco.javacpp.Loader;

/** Which build of TensorFlow's native library is on the class path. */
enum NativeBuild {
  CPU("CPU build"),
  GPU("GPU build"),
  NONE("no native library for this platform");

  private final String words;

  NativeBuild(String words) {
    this.words = words;
  }

  static NativeBuild onClassPath() {
    String folder = "org/tensorflow/internal/c_api/" + Loader.getPlatform();
    ClassLoader loader = NativeBuild.class.getClassLoader();
    String library = System.mapLibraryName("jnitensorflow");
    if (loader.getResource(folder + "-gpu/" + library) != null) {
      return GPU;
    }
    return loader.getResource(folder + "/" + library) != null ? CPU : NONE;
  }

  @Override
  public String toString() {
    return words;
  }
}
