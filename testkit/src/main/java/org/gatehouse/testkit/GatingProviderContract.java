package org.gatehouse.testkit;

import com.typesafe.config.Config;
import java.nio.file.Path;
import java.util.List;
import org.gatehouse.api.config.ConfigProblem;
import org.gatehouse.api.gating.GatingContext;
import org.gatehouse.api.gating.GatingModelProvider;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.metagraph.Neuron;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;

/** What every {@link GatingModelProvider} keeps to: extend it and say how to make yours. */
public abstract class GatingProviderContract extends ProviderContract<GatingModelProvider> {

  @TempDir Path folder;

  /** Creates the tests; called by JUnit. */
  protected GatingProviderContract() {
    super(GatingModelProvider.class);
  }

  /** Returns what gates are created with: by default a network of three peers, empty folders. */
  protected GatingContext context() {
    Metagraph network =
        Metagraph.of(
            1, 100, List.of(Neuron.of(0, "hotkey-0"), Neuron.of(1, "a"), Neuron.of(4, "b")));
    return GatingContext.builder(folder.resolve("cache"), folder.resolve("state"))
        .metagraph(network)
        .build();
  }

  @Override
  final List<ConfigProblem> check(GatingModelProvider provider, Config section) {
    return provider.check(section);
  }

  @Override
  final @Nullable AutoCloseable create(GatingModelProvider provider, Config section) {
    return provider.create(section, context());
  }
}
