package org.gatehouse.metagraph.adapters.sdk;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.metagraph.MetagraphException;
import org.gatehouse.api.metagraph.Neuron;
import org.gatehouse.formats.FormatException;
import org.gatehouse.formats.pickle.PersistentReferences;
import org.gatehouse.formats.pickle.PickleClasses;
import org.gatehouse.formats.pickle.PickleList;
import org.gatehouse.formats.pickle.PickleReader;
import org.gatehouse.formats.torch.TorchFile;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@code metagraph.save} of the SDK wrote: the torch zip of SDK 6, or the pickle of
 * NumPy arrays of SDK 7 to 10; the first bytes say which.
 *
 * <p>Nothing in a file is run: see {@link PickleReader}. SDK 10 no longer has ranks and trust,
 * which are unknown then. SDK 6 names the network in the folders only.
 */
public final class SavedMetagraph {

  private static final int START_BYTES = 16;

  private static final PickleClasses CLASSES =
      PickleClasses.none()
          .withNumpy()
          .withOrderedDict()
          .withRecord("bittensor.chain_data.AxonInfo")
          .withRecord("bittensor.core.chain_data.axon_info.AxonInfo")
          .withRecord("bittensor.core.chain_data.neuron_info_lite.NeuronInfoLite")
          .withRecord("bittensor.core.chain_data.prometheus_info.PrometheusInfo")
          .withRecord("bittensor.utils.balance.Balance");

  private SavedMetagraph() {}

  /**
   * Reads a file.
   *
   * @param hint the network, for files that do not say it
   * @throws MetagraphException if it is not a saved metagraph, does not say which network it is of,
   *     or says another one than the hint
   * @throws IOException if it cannot be opened or read
   */
  public static Metagraph read(Path path, long maxBytes, NetworkHint hint) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      return read(channel, path, maxBytes, hint);
    }
  }

  /**
   * Reads an open file, which stays open unless it is refused.
   *
   * @param path where it is, for messages and for the network in the folders' names
   * @param maxBytes the most bytes that it may have
   * @param hint the network, for files that do not say it
   * @throws MetagraphException if it is not a saved metagraph, does not say which network it is of,
   *     or says another one than the hint
   * @throws IOException if it cannot be read
   */
  public static Metagraph read(
      SeekableByteChannel channel, Path path, long maxBytes, NetworkHint hint) throws IOException {
    if (channel.size() > maxBytes) {
      throw new MetagraphException(
          path + ": expected at most " + maxBytes + " bytes, found " + channel.size());
    }
    try {
      return of(SavedFields.of(path, value(channel, path, maxBytes)), path, hint);
    } catch (FormatException e) {
      throw new MetagraphException(String.valueOf(e.getMessage()), e);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static @Nullable Object value(SeekableByteChannel channel, Path path, long maxBytes)
      throws IOException {
    ByteBuffer start = ByteBuffer.allocate(START_BYTES);
    channel.position(0);
    while (start.hasRemaining() && channel.read(start) >= 0) {}
    start.flip();
    TorchFile.refuseLegacy(start, path.toString());
    if (start.hasRemaining() && start.get(0) == 'P') {
      return TorchFile.open(channel, path.toString(), CLASSES).value();
    }
    channel.position(0);
    return PickleReader.read(
        new BufferedInputStream(Channels.newInputStream(channel), 1 << 16),
        path.toString(),
        maxBytes,
        CLASSES,
        PersistentReferences.none());
  }

  private static Metagraph of(SavedFields fields, Path path, NetworkHint hint) {
    Integer said = fields.has("netuid") ? (int) fields.whole("netuid", 0xFFFF) : null;
    NetworkHint inFile = new NetworkHint(said, fields.text("network"));
    NetworkHint network = hint.complete(said == null ? NetworkHint.ofFolders(path) : inFile, path);
    Integer netuid = network.netuid();
    if (netuid == null) {
      throw fields.unexpected(
          "netuid",
          "a file or folders network-NAME/netuid-NUMBER that say it",
          "none; set gatehouse.metagraph.file.netuid");
    }
    int count = (int) fields.whole("n", Neuron.MAX_UID + 1);
    PickleList axons = fields.list("axons", count);
    SavedColumns columns = new SavedColumns(fields, count);
    try {
      List<Neuron> neurons = new ArrayList<>();
      for (int row = 0; row < count; row++) {
        SavedAxon axon = SavedAxon.of(fields, columns.uid(row), axons.get(row));
        neurons.add(
            columns
                .fill(Neuron.builder(columns.uid(row), axon.hotkey()), row)
                .coldkey(axon.coldkey())
                .axon(axon.axon())
                .build());
      }
      long block = fields.whole("block", Long.MAX_VALUE);
      return new Metagraph(network.network(), netuid, block, null, neurons);
    } catch (MetagraphException e) {
      throw String.valueOf(e.getMessage()).startsWith(path + ": ")
          ? e
          : new MetagraphException(path + ": " + e.getMessage(), e);
    }
  }
}
