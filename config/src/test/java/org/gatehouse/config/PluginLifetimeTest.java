package org.gatehouse.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.selection.SelectionRequest;
import org.gatehouse.config.plugin.PluginJars;
import org.gatehouse.config.plugin.ProviderKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A plugin's class loader lives as long as a host uses it. */
class PluginLifetimeTest {

  /** Where the plugin leaves a weak reference to its class loader. */
  private static final String LOADER = "org.gatehouse.test.loader";

  @TempDir Path folder;

  @BeforeEach
  void writePlugin() {
    PluginJars.plugin("telling")
        .source(
            """
            package com.acme;
            import com.typesafe.config.Config;
            import java.lang.ref.WeakReference;
            import java.util.List;
            import org.gatehouse.api.config.ConfigProblem;
            import org.gatehouse.api.plugin.ProviderName;
            import org.gatehouse.api.selection.*;
            @ProviderName("telling")
            public class Telling implements PeerSelectorProvider {
              public List<ConfigProblem> check(Config config) { return List.of(); }
              public PeerSelector create(Config config) {
                System.getProperties()
                    .put("%s", new WeakReference<>(Telling.class.getClassLoader()));
                return (scores, metagraph, request) -> new Selection(List.of());
              }
            }
            """
                .formatted(LOADER))
        .service(ProviderKind.SELECTOR, "com.acme.Telling")
        .write(folder.resolve("plugins"));
  }

  @AfterEach
  void forget() {
    System.getProperties().remove(LOADER);
  }

  private Gatehouse open() {
    return Gatehouse.builder()
        .set("gatehouse.plugins.path", List.of(folder.resolve("plugins").toString()))
        .set("gatehouse.engine.cache-dir", folder.resolve("cache"))
        .gate("fake")
        .selector("telling")
        .open();
  }

  private static WeakReference<?> loader() {
    return (WeakReference<?>) System.getProperties().get(LOADER);
  }

  private WeakReference<?> useAndClose() {
    try (Gatehouse gatehouse = open()) {
      gatehouse
          .selector()
          .select(
              gatehouse.gate().forward("x"),
              Metagraph.of(1, 1, List.of()),
              new SelectionRequest(1, Set.of(), 1));
      assertThat(loader().get()).hasToString("plugin telling 1.0");
      return loader();
    }
  }

  @Test
  void aClosedHostLetsGoOfIt() throws Exception {
    WeakReference<?> loader = useAndClose();
    for (int i = 0; i < 100 && loader.get() != null; i++) {
      System.gc();
      Thread.sleep(20);
    }
    assertThat(loader.get()).isNull();
  }

  @Test
  void twoHostsShareIt() {
    try (Gatehouse one = open()) {
      Object first = loader().get();
      assertThat(first).isNotNull();
      try (Gatehouse two = open()) {
        assertThat(two.selector()).isNotSameAs(one.selector());
        assertThat(loader().get()).isSameAs(first);
      }
    }
  }
}
