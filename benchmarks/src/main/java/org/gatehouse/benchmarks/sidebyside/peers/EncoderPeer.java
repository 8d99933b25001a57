package org.gatehouse.benchmarks.sidebyside.peers;

/** An encoder as one library runs it: token ids in, hidden states out. Used by one thread. */
public interface EncoderPeer extends AutoCloseable {

  /**
   * Runs the encoder on one batch.
   *
   * @param ids token ids, [batch][seq], all rows of one length
   * @param mask 1 for a token, 0 for padding, of the same shape
   * @return the last hidden states, row-major [batch, seq, hidden]
   */
  float[] hiddenStates(long[][] ids, long[][] mask);

  @Override
  void close();
}
