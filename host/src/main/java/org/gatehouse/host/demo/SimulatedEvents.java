package org.gatehouse.host.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.gatehouse.api.Uids;
import org.gatehouse.host.replay.events.Event;
import org.gatehouse.host.replay.events.EventSource;

/**
 * Events of the simulated network: prompts drawn uniformly with repetition, put to all peers; each
 * reward is the expected one plus Gaussian noise, kept in [0, 1]. Half-way the replaced peers
 * answer.
 */
final class SimulatedEvents implements EventSource {

  private static final Uids ALL = Uids.range(SimulatedNetwork.PEERS);

  private final SimulatedNetwork network;
  private final Prompts prompts;
  private final int count;

  SimulatedEvents(SimulatedNetwork network, Prompts prompts, int count) {
    this.network = network;
    this.prompts = prompts;
    this.count = count;
  }

  @Override
  public String name() {
    return "the simulated network";
  }

  @Override
  public EventCursor open(ProblemListener problems) {
    return new Cursor();
  }

  private final class Cursor implements EventCursor {

    // The network itself was drawn with the seed; another stream keeps it apart from the events.
    private final Random random = new Random(SimulatedNetwork.SEED + 1);
    private int drawn;

    @Override
    public Optional<Event> next() {
      return drawn == count ? Optional.empty() : Optional.of(draw(++drawn));
    }

    private Event draw(int number) {
      Prompts.Prompt prompt = prompts.prompts().get(random.nextInt(prompts.prompts().size()));
      List<Peer> peers = network.peers(number > count / 2);
      double[] expected = new double[peers.size()];
      double[] rewards = new double[peers.size()];
      List<String> hotkeys = new ArrayList<>();
      for (int uid = 0; uid < peers.size(); uid++) {
        expected[uid] = peers.get(uid).expected(prompt.topic());
        double reward = expected[uid] + SimulatedNetwork.NOISE * random.nextGaussian();
        rewards[uid] = Math.max(0, Math.min(1, reward));
        hotkeys.add(peers.get(uid).hotkey());
      }
      return Event.builder(number, prompt.text(), ALL, rewards)
          .expected(expected)
          .hotkeys(hotkeys)
          .block(OptionalLong.of(number))
          .build();
    }

    @Override
    public long position() {
      return drawn;
    }

    @Override
    public long size() {
      return Math.max(1, count);
    }

    @Override
    public void close() {}
  }
}
