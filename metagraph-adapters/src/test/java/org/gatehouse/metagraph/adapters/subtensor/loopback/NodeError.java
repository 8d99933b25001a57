package org.gatehouse.metagraph.adapters.subtensor.loopback;

/** An error that a node answers a call with, in the words of real nodes. */
public final class NodeError extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final int code;

  /** Creates an error. */
  public NodeError(int code, String message) {
    super(message);
    this.code = code;
  }

  /** Returns the error for a method that the node does not have. */
  public static NodeError noMethod() {
    return new NodeError(-32601, "Method not found");
  }

  /** Returns the error for parameters that do not fit. */
  public static NodeError badParams(String why) {
    return new NodeError(-32602, "Invalid params: " + why);
  }

  /** Returns the error for a runtime that does not export a function. */
  public static NodeError notExported(String function) {
    return new NodeError(
        4003, "Client error: Execution failed: Exported method " + function + " is not found");
  }

  /** Returns the error for a runtime that gave up. */
  public static NodeError trap() {
    return new NodeError(
        4003,
        "Client error: Execution failed: Execution aborted due to trap: wasm trap: wasm"
            + " `unreachable` instruction executed");
  }

  /** Returns the error for a block whose state the node no longer has. */
  public static NodeError pruned(String hash) {
    return new NodeError(4003, "Client error: UnknownBlock: State already discarded for " + hash);
  }

  /** Returns the error for a hash that no block has. */
  public static NodeError unknownBlock(String hash) {
    return new NodeError(
        4003, "Client error: UnknownBlock: Header was not found in the database: " + hash);
  }

  /** Returns the error of a custom method of the node. */
  public static NodeError custom(String why) {
    return new NodeError(1, "Unable to get the answer: " + why);
  }

  /** Returns the error of a node that has too much to do. */
  public static NodeError busy() {
    return new NodeError(-32005, "Server is busy, try again later");
  }

  /** Returns the error's code. */
  public int code() {
    return code;
  }
}
