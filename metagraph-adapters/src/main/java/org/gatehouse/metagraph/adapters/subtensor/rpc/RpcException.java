package org.gatehouse.metagraph.adapters.subtensor.rpc;

import java.util.regex.Pattern;
import org.gatehouse.api.GatehouseException;

/** Says that a node understood a call and answered it with an error. */
public final class RpcException extends GatehouseException {

  private static final int METHOD_NOT_FOUND = -32601;
  private static final int LONGEST_QUOTE = 300;
  private static final int LONGEST_SEARCH = 4096;

  private static final Pattern UNAVAILABLE =
      Pattern.compile(
          "exported (method|function) \\S{1,200} is not found"
              + "|function \\S{1,200} (is )?not found"
              + "|wasm trap|due to trap|kind: unreachable"
              + "|\\bunreachable\\b.{0,20}\\binstruction\\b",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern BUSY =
      Pattern.compile(
          "\\bbusy\\b|try again|rate.?limit|limit (is )?exceeded|too many|overload|timed? ?out",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern PRUNED =
      Pattern.compile("state already discarded|unknown ?block", Pattern.CASE_INSENSITIVE);

  private final int code;
  private final boolean unavailable;
  private final boolean pruned;
  private final boolean busy;

  RpcException(String where, int code, String message, String data) {
    super(
        where
            + ": the node answered error "
            + code
            + ": "
            + Quote.of(message, LONGEST_QUOTE)
            + (data.isEmpty() ? "" : " (data: " + Quote.of(data, LONGEST_QUOTE) + ")"));
    this.code = code;
    String said = Quote.cut(message, LONGEST_SEARCH) + '\n' + Quote.cut(data, LONGEST_SEARCH);
    busy = code != METHOD_NOT_FOUND && BUSY.matcher(said).find();
    pruned = code != METHOD_NOT_FOUND && PRUNED.matcher(said).find();
    unavailable = code == METHOD_NOT_FOUND || (!pruned && UNAVAILABLE.matcher(said).find());
  }

  /** Returns the error's code as the node gave it, such as -32601 for an unknown method. */
  public int code() {
    return code;
  }

  /** Returns whether the node has no such method. */
  public boolean isUnknownMethod() {
    return code == METHOD_NOT_FOUND;
  }

  /** Returns whether the node has too much to do; the same call may be answered later. */
  public boolean isBusy() {
    return busy;
  }

  /**
   * Returns whether the node lacks what was asked for: the method is unknown, the block's runtime
   * does not export the function, or it trapped in it. Asking another API may help.
   */
  public boolean isUnavailable() {
    return unavailable;
  }

  /**
   * Returns whether the node does not have the block or no longer keeps its state. A node that
   * keeps more blocks may help.
   */
  public boolean isPruned() {
    return pruned;
  }
}
