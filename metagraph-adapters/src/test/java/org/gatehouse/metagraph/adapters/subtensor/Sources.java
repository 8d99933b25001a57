package org.gatehouse.metagraph.adapters.subtensor;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.gatehouse.api.metagraph.MetagraphContext;
import org.gatehouse.metagraph.adapters.subtensor.chain.BlockChoice;

/** Sources whose patience suits a test. */
final class Sources {

  static final int NETUID = 7;

  /** As the source is configured, but for what a test changes. */
  static final SubtensorSettings SETTINGS =
      new SubtensorSettings(
          List.of(),
          null,
          NETUID,
          BlockChoice.FINALIZED,
          1,
          Duration.ofSeconds(5),
          Duration.ofSeconds(5));

  private Sources() {}

  static SubtensorSettings settings(URI... urls) {
    return new SubtensorSettings(
        List.of(urls),
        SETTINGS.network(),
        SETTINGS.netuid(),
        SETTINGS.block(),
        SETTINGS.resyncInterval(),
        SETTINGS.requestTimeout(),
        SETTINGS.headTimeout());
  }

  static SubtensorMetagraphSource of(SubtensorSettings settings) {
    Backoff quick = new Backoff(Duration.ofMillis(4), Duration.ofMillis(40), new Random(1));
    return new SubtensorMetagraphSource(settings, quick, MetagraphContext.standalone());
  }
}
