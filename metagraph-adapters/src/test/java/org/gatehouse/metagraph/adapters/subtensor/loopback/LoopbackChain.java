package org.gatehouse.metagraph.adapters.subtensor.loopback;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.gatehouse.metagraph.adapters.subtensor.scale.HexText;
import org.jspecify.annotations.Nullable;

/**
 * A chain that a test writes, with a best and a finalized head; safe for use by many threads.
 *
 * <p>It begins with a genesis block, that has no answers, and may go on at any height.
 */
public final class LoopbackChain {

  /** Learns of new heads, in order; called under the chain's lock. */
  interface Observer {

    /** The best head is another one. */
    void best(LoopbackBlock head);

    /** A block is final now. */
    void finalized(LoopbackBlock head);
  }

  private static final String NO_HASH = "0x" + "0".repeat(64);

  private final TreeMap<Long, LoopbackBlock> canonical = new TreeMap<>();
  private final Map<String, LoopbackBlock> known = new HashMap<>();
  private final List<Observer> observers = new CopyOnWriteArrayList<>();
  private LoopbackBlock finalized;
  private long prunedTo = -1;
  private long made;

  /** Creates a chain that has a genesis block only. */
  public LoopbackChain() {
    finalized = keep(new LoopbackBlock(0, hash(0), NO_HASH, 1, (block, function, in) -> null));
  }

  /** Adds a block to the best head and makes it the best. */
  public synchronized LoopbackBlock extend(int specVersion, RuntimeAnswers answers) {
    return extendAt(best().number() + 1, specVersion, answers);
  }

  /** Adds a block that answers as the best head does. */
  public synchronized LoopbackBlock extend() {
    return extend(best().specVersion(), best().answers());
  }

  /** Adds a block of a greater height, as if there were others in between. */
  public synchronized LoopbackBlock extendAt(long number, int specVersion, RuntimeAnswers answers) {
    LoopbackBlock best = best();
    if (number <= best.number()) {
      throw new IllegalArgumentException("block " + number + " is not above " + best.number());
    }
    LoopbackBlock block =
        keep(new LoopbackBlock(number, hash(number), best.hash(), specVersion, answers));
    observers.forEach(observer -> observer.best(block));
    return block;
  }

  /** Adds a block and makes it final. */
  public synchronized LoopbackBlock extendFinal(int specVersion, RuntimeAnswers answers) {
    LoopbackBlock block = extend(specVersion, answers);
    finalizeTo(block.number());
    return block;
  }

  /** Makes the best chain final up to a height. */
  public synchronized void finalizeTo(long number) {
    List<LoopbackBlock> now =
        new ArrayList<>(canonical.subMap(finalized.number(), false, number, true).values());
    for (LoopbackBlock block : now) {
      finalized = block;
      observers.forEach(observer -> observer.finalized(block));
    }
  }

  /**
   * Takes the best chain back to a height: a re-organisation, once it is extended again. The blocks
   * above are still known by their hashes.
   */
  public synchronized void forkAt(long number) {
    if (number < finalized.number() || !canonical.containsKey(number)) {
      throw new IllegalArgumentException("cannot go back to block " + number);
    }
    canonical.tailMap(number, false).clear();
  }

  /** Discards the state of all blocks up to a height. */
  public synchronized void pruneTo(long number) {
    prunedTo = number;
  }

  /** Returns the best head. */
  public synchronized LoopbackBlock best() {
    return canonical.lastEntry().getValue();
  }

  /** Returns the finalized head. */
  public synchronized LoopbackBlock finalizedHead() {
    return finalized;
  }

  /** Returns the hash of block 0. */
  public synchronized String genesisHash() {
    return canonical.firstEntry().getValue().hash();
  }

  /** Returns the block of the best chain at a height, or {@code null}. */
  public synchronized @Nullable LoopbackBlock at(long number) {
    return canonical.get(number);
  }

  /** Returns the block with a hash, of the best chain or not, or {@code null}. */
  public synchronized @Nullable LoopbackBlock withHash(String hash) {
    return known.get(hash);
  }

  /** Returns the block with a hash if its state is there. */
  synchronized LoopbackBlock state(String hash) {
    LoopbackBlock block = known.get(hash);
    if (block == null) {
      throw NodeError.unknownBlock(hash);
    }
    if (block.number() <= prunedTo) {
      throw NodeError.pruned(hash);
    }
    return block;
  }

  synchronized void observe(Observer observer) {
    observers.add(observer);
  }

  void forget(Observer observer) {
    observers.remove(observer);
  }

  /** Runs something while no head changes. */
  synchronized void still(Runnable action) {
    action.run();
  }

  private LoopbackBlock keep(LoopbackBlock block) {
    canonical.put(block.number(), block);
    known.put(block.hash(), block);
    return block;
  }

  private String hash(long number) {
    try {
      String seed = number + "/" + made++;
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(seed.getBytes(StandardCharsets.US_ASCII));
      return HexText.encode(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
