package org.gatehouse.engine.tensorflow.device;

import static org.tensorflow.internal.c_api.global.tensorflow.TF_DeleteDeviceList;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_DeviceListCount;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_DeviceListName;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_SessionListDevices;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_SetConfig;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.gatehouse.engine.tensorflow.EngineException;
import org.tensorflow.internal.c_api.TF_DeviceList;
import org.tensorflow.internal.c_api.TF_Graph;
import org.tensorflow.internal.c_api.TF_Session;
import org.tensorflow.internal.c_api.TF_SessionOptions;
import org.tensorflow.internal.c_api.TF_Status;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GPUOptions;

/** The devices that TensorFlow sees in this process. Thread-safe. */
public final class Devices {

  private Devices() {}

  /**
   * The device that {@code asked} stands for here: {@code auto} is the first GPU or else the CPU.
   *
   * @throws EngineException if a GPU is asked for that TensorFlow does not see; the message says
   *     what is missing and what to set
   */
  public static ComputeDevice resolve(Device asked) {
    return switch (asked.kind()) {
      case CPU -> ComputeDevice.CPU;
      case AUTO -> choose(asked, visible(allGpus()), NativeBuild.onClassPath());
      case GPU -> choose(asked, visibleOrNone(asked.index()), NativeBuild.onClassPath());
    };
  }

  /** The version, the native build and the devices of TensorFlow, for a person to read. */
  public static RuntimeDescription describe() {
    return new RuntimeDescription(
        TensorFlowRuntime.version(), NativeBuild.onClassPath().toString(), visible(allGpus()));
  }

  static ComputeDevice choose(Device asked, List<String> visible, NativeBuild build) {
    if (visible.stream().anyMatch(name -> name.startsWith("GPU:"))) {
      return ComputeDevice.gpu(asked.index());
    }
    if (asked.kind() == Device.Kind.AUTO) {
      return ComputeDevice.CPU;
    }
    throw new EngineException(
        "Device %s is asked for, but TensorFlow sees only %s. Native library on the class path: %s. %s To go on without a GPU, set the device to cpu or auto."
            .formatted(
                asked,
                visible.isEmpty() ? "the CPU" : String.join(", ", visible),
                build,
                advice(build)));
  }

  private static String advice(NativeBuild build) {
    return switch (build) {
      case CPU, NONE ->
          "A GPU needs the GPU build: the artifact org.tensorflow:tensorflow-core-native with classifier linux-x86_64-gpu in place of the present one (Maven profile gpu).";
      case GPU ->
          "The GPU build is there: check that an NVIDIA driver is (nvidia-smi lists the GPU by that number), that CUDA 12 and cuDNN 9 are on LD_LIBRARY_PATH, and that CUDA_VISIBLE_DEVICES does not hide it.";
    };
  }

  private static ConfigProto allGpus() {
    return ComputeDevice.threads()
        .setGpuOptions(GPUOptions.newBuilder().setAllowGrowth(true))
        .build();
  }

  private static List<String> visibleOrNone(int gpu) {
    try {
      return visible(ComputeDevice.gpu(gpu).sessionConfig());
    } catch (EngineException e) {
      // TensorFlow refuses a GPU number beyond the last one.
      return List.of();
    }
  }

  @SuppressWarnings("try") // The scope frees what is allocated inside it.
  private static List<String> visible(ConfigProto config) {
    TensorFlowRuntime.load();
    try (PointerScope scope = new PointerScope()) {
      TF_Status status = TF_Status.newStatus();
      TF_SessionOptions options = TF_SessionOptions.newSessionOptions();
      BytePointer bytes = new BytePointer(config.toByteArray());
      TF_SetConfig(options, bytes, bytes.capacity(), status);
      status.throwExceptionIfNotOK();
      TF_Session session = TF_Session.newSession(TF_Graph.newGraph(), options, status);
      status.throwExceptionIfNotOK();
      TF_DeviceList devices = TF_SessionListDevices(session, status);
      status.throwExceptionIfNotOK();
      try {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < TF_DeviceListCount(devices); i++) {
          String name = TF_DeviceListName(devices, i, status).getString();
          names.add(name.substring(name.lastIndexOf("device:") + "device:".length()));
        }
        return List.copyOf(names);
      } finally {
        TF_DeleteDeviceList(devices);
      }
    } catch (RuntimeException e) {
      throw new EngineException("TensorFlow cannot list its devices: " + e.getMessage(), e);
    }
  }
}
