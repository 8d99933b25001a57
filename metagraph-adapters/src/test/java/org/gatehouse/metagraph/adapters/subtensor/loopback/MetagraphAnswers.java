package org.gatehouse.metagraph.adapters.subtensor.loopback;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import org.gatehouse.api.metagraph.Metagraph;
import org.jspecify.annotations.Nullable;

/**
 * Answers of a runtime about given networks; all its functions tell of the same peers.
 *
 * <p>What the runtime of the block's version does not have is not exported. The block's number in
 * the answers is that of the block, whatever the metagraph says.
 */
public final class MetagraphAnswers implements RuntimeAnswers {

  static final int FIRST_WITH_ALPHA = 233;
  static final int FIRST_WITHOUT_RANK = 401;
  static final int FIRST_WITH_COLLATERAL = 438;
  private static final int FIRST_SELECTIVE = 261;
  private static final int FIRST_UNSHIFTED = 273;
  private static final int FIRST_WITH_MECHANISMS = 320;

  private static final int HOTKEYS = 52;
  private static final int VALIDATOR_PERMIT = 57;

  private final Map<Integer, SubnetColumns> networks = new HashMap<>();

  private MetagraphAnswers() {}

  /** Returns the answers about some networks; there are no others. */
  public static MetagraphAnswers of(Metagraph... metagraphs) {
    MetagraphAnswers answers = new MetagraphAnswers();
    for (Metagraph metagraph : metagraphs) {
      answers.networks.put(metagraph.netuid(), new SubnetColumns(metagraph));
    }
    return answers;
  }

  @Override
  public byte @Nullable [] call(LoopbackBlock block, String function, byte[] arguments) {
    int spec = block.specVersion();
    Arguments in = new Arguments(arguments);
    return switch (function) {
      case "NeuronInfoRuntimeApi_get_neurons_lite" -> lite(in.u16(), spec);
      case "SubnetInfoRuntimeApi_get_subnet_state" ->
          spec < FIRST_WITH_ALPHA ? null : state(in.u16(), block);
      case "SubnetInfoRuntimeApi_get_metagraph" ->
          spec < FIRST_WITH_ALPHA ? null : full(in.u16(), 0, block);
      case "SubnetInfoRuntimeApi_get_mechagraph" ->
          spec < FIRST_WITH_MECHANISMS ? null : full(in.u16(), in.u8(), block);
      case "SubnetInfoRuntimeApi_get_selective_metagraph" ->
          spec < FIRST_SELECTIVE ? null : selective(in.u16(), in, block);
      case "SubnetInfoRuntimeApi_get_selective_mechagraph" -> {
        if (spec < FIRST_WITH_MECHANISMS) {
          yield null;
        }
        int netuid = in.u16();
        in.u8();
        yield selective(netuid, in, block);
      }
      default -> null;
    };
  }

  /** Says which networks there are, and how large; other keys hold nothing. */
  @Override
  public byte @Nullable [] storage(LoopbackBlock block, String key) {
    for (SubnetColumns network : networks.values()) {
      int netuid = network.metagraph().netuid();
      if (key.equals(StorageKeys.networksAdded(netuid))) {
        return new byte[] {1};
      }
      if (key.equals(StorageKeys.subnetworkN(netuid))) {
        return new ScaleWriter().fixed(network.metagraph().uidSpace(), 2).toBytes();
      }
    }
    return null;
  }

  private byte[] lite(int netuid, int spec) {
    SubnetColumns network = networks.get(netuid);
    ScaleWriter out = new ScaleWriter();
    if (network == null) {
      out.compact(0);
    } else {
      out.vector(network.metagraph().neurons(), (o, neuron) -> network.lite(o, neuron, spec));
    }
    byte[] bytes = out.toBytes();
    return spec < FIRST_WITH_ALPHA ? new ScaleWriter().bytes(bytes).toBytes() : bytes;
  }

  private byte[] state(int netuid, LoopbackBlock block) {
    SubnetColumns network = networks.get(netuid);
    if (network == null) {
      return new byte[] {0};
    }
    SubnetFields fields = new SubnetFields(network, block.number(), block.specVersion());
    ScaleWriter out = new ScaleWriter().bool(true);
    fields.write(out, 0);
    for (int field = HOTKEYS; field <= 69; field++) {
      // The state has neither identities nor axons.
      if (field != 54 && field != 55) {
        fields.write(out, field);
      }
    }
    return out.compact(0).toBytes();
  }

  private byte[] full(int netuid, int mechanism, LoopbackBlock block) {
    SubnetColumns network = networks.get(netuid);
    if (network == null) {
      return new byte[] {0};
    }
    SubnetFields fields = new SubnetFields(network, block.number(), block.specVersion());
    ScaleWriter out = new ScaleWriter().bool(true).compact(netuid + 4096L * mechanism);
    for (int field = 1; field <= fields.lastSelective(); field++) {
      if (field <= SubnetFields.LAST_COMMON || field >= 74) {
        fields.write(out, field);
      }
    }
    return out.toBytes();
  }

  private byte[] selective(int netuid, Arguments in, LoopbackBlock block) {
    TreeSet<Integer> wanted = new TreeSet<>();
    int count = in.compact();
    boolean shifted = block.specVersion() < FIRST_UNSHIFTED;
    for (int i = 0; i < count; i++) {
      wanted.add(in.u16() + (shifted ? 1 : 0));
    }
    SubnetColumns network = networks.get(netuid);
    if (network == null) {
      return new byte[] {0};
    }
    SubnetFields fields = new SubnetFields(network, block.number(), block.specVersion());
    ScaleWriter out = new ScaleWriter().bool(true);
    out.compact(shifted || wanted.contains(0) ? netuid : 0);
    for (int field = 1; field <= fields.lastSelective(); field++) {
      boolean given = wanted.contains(field) && !(shifted && field == VALIDATOR_PERMIT);
      out.bool(given);
      if (given) {
        fields.write(out, field);
      }
    }
    return out.toBytes();
  }
}
