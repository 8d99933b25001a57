package org.gatehouse.engine.tensorflow.device;

import static org.tensorflow.internal.c_api.global.tensorflow.TF_DeleteDeviceList;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_DeviceListCount;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_DeviceListName;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_SessionListDevices;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_SetConfig;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.gatehouse.engine.tensorflow.EngineException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tensorflow.internal.c_api.TF_DeviceList;
import org.tensorflow.internal.c_api.TF_Graph;
import org.tensorflow.internal.c_api.TF_Session;
import org.tensorflow.internal.c_api.TF_SessionOptions;
import org.tensorflow.internal.c_api.TF_Status;
import org.tensorflow.proto.ConfigProto;

/** The devices that TensorFlow can use in this process. Thread-safe. */
public final class Devices {

  private static final Logger LOG = LoggerFactory.getLogger(Devices.class);

  private static final DeviceChoice CHOICE =
      new DeviceChoice(
          Devices::loaded, device -> visible(device.sessionConfig()), message -> LOG.warn(message));

  private Devices() {}

  /**
   * The device that {@code asked} stands for here: {@code auto} is a GPU if there is one that
   * TensorFlow can use, or else the CPU; where the GPU build falls back, the first call logs why.
   *
   * @throws EngineException if a GPU is asked for that is not to be had; the message says what is
   *     missing and what to do
   */
  public static ComputeDevice resolve(Device asked) {
    return CHOICE.resolve(asked);
  }

  /** The version, the native build and the devices of TensorFlow, for a person to read. */
  public static RuntimeDescription describe() {
    String version = TensorFlowRuntime.version();
    GpuSupport support = GpuSupport.ofProcess();
    return new RuntimeDescription(
        version,
        support.build().toString(),
        support.lack().isPresent() ? List.of() : support.names(),
        support.origins(),
        support.build() == NativeBuild.GPU ? support.lack().or(CHOICE::refusal) : Optional.empty());
  }

  private static GpuSupport loaded() {
    TensorFlowRuntime.load();
    return GpuSupport.ofProcess();
  }

  @SuppressWarnings("try") // The scope frees what is allocated inside it.
  private static List<String> visible(ConfigProto config) {
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
