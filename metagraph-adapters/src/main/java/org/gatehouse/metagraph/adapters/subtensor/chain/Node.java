package org.gatehouse.metagraph.adapters.subtensor.chain;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.regex.Pattern;
import org.gatehouse.api.metagraph.MetagraphException;
import org.gatehouse.metagraph.adapters.subtensor.rpc.Quote;
import org.gatehouse.metagraph.adapters.subtensor.rpc.RpcConnection;
import org.gatehouse.metagraph.adapters.subtensor.rpc.RpcException;
import org.gatehouse.metagraph.adapters.subtensor.scale.HexText;
import org.gatehouse.metagraph.adapters.subtensor.scale.ScaleException;

/** The calls of one node that a reader needs; what it answers is checked for its shape. */
public final class Node {

  private static final Pattern HASH = Pattern.compile("0x[0-9a-fA-F]{64}");
  private static final Pattern NUMBER = Pattern.compile("0x[0-9a-fA-F]{1,16}");

  /** The storage map {@code SubtensorModule.NetworksAdded}: which subnets there are. */
  private static final String NETWORKS_ADDED =
      "0x658faa385070e074c85bf6b568cf05550e30450fc4d507a846032a7fa65d9a43";

  private static final int LONGEST_QUOTE = 80;

  private final RpcConnection connection;

  /** Creates the calls over a connection. */
  public Node(RpcConnection connection) {
    this.connection = connection;
  }

  /** Returns the hash of the chain's first block, or empty if the node does not tell. */
  public Optional<String> genesis() {
    return await(hashOf(0));
  }

  /**
   * Subscribes to new blocks.
   *
   * @param method such as {@code chain_subscribeFinalizedHeads}
   * @param heads takes the number of each, on a thread of the connection
   * @param nonsense takes what is wrong with a notification that tells of no block
   */
  public void subscribe(String method, LongConsumer heads, Consumer<String> nonsense) {
    await(
        connection.subscribe(
            method,
            header -> {
              try {
                heads.accept(number(method, header));
              } catch (MetagraphException e) {
                nonsense.accept(String.valueOf(e.getMessage()));
              }
            }));
  }

  /** Returns the hash of the newest finalized block. */
  String finalizedHead() {
    return hash("chain_getFinalizedHead", await(connection.call("chain_getFinalizedHead")));
  }

  /** Returns the hash of the newest block of the best chain. */
  String bestHead() {
    return hash("chain_getHead", await(connection.call("chain_getHead")));
  }

  /** Returns the hash of the block with a number, or empty if the chain has none yet. */
  Optional<String> blockHash(long number) {
    JsonNode answer = await(connection.call("chain_getBlockHash", number));
    return answer.isNull() ? Optional.empty() : Optional.of(hash("chain_getBlockHash", answer));
  }

  /** Asks for the hash of the block with a number; empty if the node does not tell. */
  CompletableFuture<Optional<String>> hashOf(long number) {
    return unlessRefused(connection.call("chain_getBlockHash", number))
        .thenApply(found -> found.map(answer -> answer.asText("")).filter(HASH.asMatchPredicate()));
  }

  /** Asks for the number of a block. */
  CompletableFuture<Long> number(String hash) {
    String method = "chain_getHeader";
    return connection.call(method, hash).thenApply(header -> number(method, header));
  }

  private long number(String method, JsonNode header) {
    String text = header.path("number").asText("");
    if (!NUMBER.matcher(text).matches()) {
      throw unexpected(method, "a header with a number in hex", header);
    }
    long number = Long.parseUnsignedLong(text.substring(2), 16);
    if (number < 0) {
      throw unexpected(method, "a header with a number below 2^63", header);
    }
    return number;
  }

  /** Asks for the version of the runtime at a block; empty if the node does not tell. */
  CompletableFuture<OptionalInt> specVersion(String hash) {
    return unlessRefused(
            connection.call("state_getRuntimeVersion", hash).thenApply(this::specVersion))
        .thenApply(found -> found.map(OptionalInt::of).orElse(OptionalInt.empty()));
  }

  private int specVersion(JsonNode answer) {
    JsonNode version = answer.path("specVersion");
    if (!version.canConvertToInt() || version.intValue() < 0) {
      throw unexpected("state_getRuntimeVersion", "an object with a specVersion", answer);
    }
    return version.intValue();
  }

  /**
   * Asks a function of the runtime at a block; by the node's own method where it does not let the
   * general one through.
   */
  CompletableFuture<byte[]> answer(RuntimeFunction function, Arguments arguments, String hash) {
    return connection
        .call("state_call", function.stateCall(), arguments.scale(), hash)
        .thenApply(answer -> hex(function.stateCall(), answer))
        .exceptionallyCompose(
            failure ->
                isFiltered(cause(failure))
                    ? connection
                        .call(function.method(), arguments.json(hash))
                        .thenApply(answer -> numbers(function.method(), answer))
                        .exceptionallyCompose(
                            other -> CompletableFuture.failedFuture(better(failure, other)))
                    : CompletableFuture.failedFuture(failure));
  }

  /** Proxies have their own words for a method that they do not let through. */
  private static boolean isFiltered(Throwable failure) {
    return failure instanceof RpcException e
        && (e.isUnknownMethod() || !(e.isUnavailable() || e.isPruned() || e.isBusy()));
  }

  /** Returns what tells more: the second failure, unless that method is not there at all. */
  private static Throwable better(Throwable first, Throwable second) {
    return cause(second) instanceof RpcException e && e.isUnknownMethod() ? first : second;
  }

  /** Returns whether the chain has a subnet at a block; empty if the node does not tell. */
  Optional<Boolean> isAdded(int netuid, String hash) {
    String key = NETWORKS_ADDED + HexFormat.of().formatHex(Arguments.u16(netuid));
    return await(
        unlessRefused(
            connection
                .call("state_getStorage", key, hash)
                .thenApply(answer -> answer.asText("").equals("0x01"))));
  }

  /** Nodes have many words for what they lack: every error counts as that, but for a lost block. */
  private static <T> CompletableFuture<Optional<T>> unlessRefused(CompletableFuture<T> call) {
    return call.thenApply(Optional::of)
        .exceptionally(
            failure -> {
              Throwable cause = cause(failure);
              if (cause instanceof RpcException e && !e.isPruned()) {
                return Optional.empty();
              }
              throw new CompletionException(cause);
            });
  }

  /**
   * Waits for an answer; the connection ends every wait in time.
   *
   * @throws MetagraphException if the thread is interrupted (and stays so)
   */
  static <T> T await(CompletableFuture<T> call) {
    try {
      return call.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MetagraphException("interrupted while waiting for a node", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException(e);
    }
  }

  private static Throwable cause(Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }

  private String hash(String method, JsonNode answer) {
    if (!HASH.matcher(answer.asText("")).matches()) {
      throw unexpected(method, "the hash of a block, 0x and 64 hex digits", answer);
    }
    return answer.asText();
  }

  private byte[] hex(String method, JsonNode answer) {
    if (!answer.isTextual()) {
      throw unexpected(method, "text of hex digits", answer);
    }
    try {
      return HexText.decode(answer.textValue());
    } catch (ScaleException e) {
      throw failure(method, String.valueOf(e.getMessage()));
    }
  }

  private byte[] numbers(String method, JsonNode answer) {
    if (!answer.isArray()) {
      throw unexpected(method, "an array of bytes", answer);
    }
    byte[] bytes = new byte[answer.size()];
    for (int i = 0; i < bytes.length; i++) {
      JsonNode number = answer.get(i);
      if (!number.isInt() || number.intValue() < 0 || number.intValue() > 0xFF) {
        throw unexpected(method, "an array of bytes", number);
      }
      bytes[i] = number.numberValue().byteValue();
    }
    return bytes;
  }

  private MetagraphException unexpected(String method, String expected, JsonNode found) {
    return failure(
        method, "expected " + expected + ", found " + Quote.of(found.toString(), LONGEST_QUOTE));
  }

  /** Returns the failure of a call, with the node's address. */
  MetagraphException failure(String method, String message) {
    return new MetagraphException(connection.name() + ": " + method + ": " + message);
  }

  String name() {
    return connection.name();
  }
}
