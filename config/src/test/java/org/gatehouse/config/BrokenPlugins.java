package org.gatehouse.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.gatehouse.config.plugin.PluginJars;
import org.gatehouse.config.plugin.ProviderKind;

/** Plugins that are broken in one way each, and one that is not. */
enum BrokenPlugins {
  MALFORMED_SERVICES_LINE(false) {
    @Override
    PluginJars plugin() {
      return gate().entry(SERVICES, "# gates\ncom.acme.BrokenProvider\nthis is no class name\n");
    }
  },
  CLASS_MISSING(false) {
    @Override
    PluginJars plugin() {
      return gate().withoutClass("com.acme.BrokenProvider");
    }
  },
  NOT_A_SUBTYPE(false) {
    @Override
    PluginJars plugin() {
      return PluginJars.plugin("broken")
          .source(
              """
              package com.acme;
              @org.gatehouse.api.plugin.ProviderName("broken")
              public class BrokenProvider {}
              """)
          .service(ProviderKind.GATE, "com.acme.BrokenProvider");
    }
  },
  NO_PUBLIC_CONSTRUCTOR(false) {
    @Override
    PluginJars plugin() {
      return gate("private BrokenProvider() {}", CREATE);
    }
  },
  CONSTRUCTOR_THROWS(true) {
    @Override
    PluginJars plugin() {
      return gate(
          "public BrokenProvider() { throw new IllegalStateException(\"not today\"); }", CREATE);
    }
  },
  STATIC_INITIALISER_THROWS(true) {
    @Override
    PluginJars plugin() {
      return gate("static final int X = Integer.parseInt(\"x\");", CREATE);
    }
  },
  SUPERCLASS_MISSING(false) {
    @Override
    PluginJars plugin() {
      return source("extends Base", "", "return List.of();", CREATE)
          .source("package com.acme;\npublic class Base {}")
          .withoutClass("com.acme.Base");
    }
  },
  CLASS_MISSING_IN_A_METHOD_BODY(false) {
    @Override
    PluginJars plugin() {
      return gate("", "Gone.call(); " + CREATE)
          .source("package com.acme;\nclass Gone { static void call() {} }")
          .withoutClass("com.acme.Gone");
    }
  },
  METHOD_MISSING_IN_THE_API(false) {
    @Override
    PluginJars plugin() {
      return gate("", "org.gatehouse.api.plugin.ApiVersion.features(); " + CREATE)
          .compiledAgainst(
              """
              package org.gatehouse.api.plugin;
              public final class ApiVersion { public static String features() { return ""; } }
              """);
    }
  },
  WRONG_API_VERSION(false) {
    @Override
    PluginJars plugin() {
      return gate().attribute("Gatehouse-Api-Version", "[7,8)");
    }
  },
  NO_MANIFEST(false) {
    @Override
    PluginJars plugin() {
      return gate().withoutManifest();
    }
  },
  UNKNOWN_REQUIREMENT(false) {
    @Override
    PluginJars plugin() {
      return gate().attribute("Gatehouse-Requires", "engine-pytorch");
    }
  },
  BUNDLED_API(false) {
    @Override
    PluginJars plugin() {
      return gate().entry("org/gatehouse/api/Uids.class", "another copy");
    }
  },
  BUNDLED_TENSORFLOW(false) {
    @Override
    PluginJars plugin() {
      return gate().entry("org/tensorflow/internal/c_api/linux-x86_64/libjnitensorflow.so", "ELF");
    }
  },
  FOR_A_LATER_JAVA(false) {
    @Override
    PluginJars plugin() {
      return gate().forJava(99);
    }
  },
  DUPLICATE_NAME(false) {
    @Override
    PluginJars plugin() {
      return gate();
    }

    @Override
    void install(Path plugins) {
      super.install(plugins);
      PluginJars.folder(plugins.resolve("other"), gate().attribute("Gatehouse-Plugin", "other"));
    }
  },
  EMPTY_FOLDER(false) {
    @Override
    void install(Path plugins) {
      folder(plugins.resolve("broken"));
    }
  },
  NOT_A_ZIP(false) {
    @Override
    void install(Path plugins) {
      text(plugins.resolve("broken.jar"), "no zip");
    }
  },
  UNREADABLE(false) {
    @Override
    void install(Path plugins) {
      // Even the superuser cannot read what a dangling link leads to.
      try {
        Files.createSymbolicLink(plugins.resolve("broken.jar"), Path.of("gone.jar"));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  },
  PATH_ESCAPES(false) {
    @Override
    PluginJars plugin() {
      return gate().entry("../../evil.sh", "rm -rf");
    }
  },
  REFERENCE_IS_NO_HOCON(false) {
    @Override
    PluginJars plugin() {
      return gate().entry("reference.conf", "gatehouse {\n  gating.broken { = }\n}\n");
    }
  },
  REFERENCE_CHANGES_THE_HOST(false) {
    @Override
    PluginJars plugin() {
      return gate().entry("reference.conf", "gatehouse.gating.model = broken\n");
    }
  },
  REFERENCE_LEADS_NOWHERE(true) {
    @Override
    PluginJars plugin() {
      return gate()
          .entry(
              "reference.conf", "gatehouse.gating.broken { size = 3, x = ${gatehouse.nobody} }\n");
    }
  },
  REFERENCE_EXPLODES(true) {
    @Override
    PluginJars plugin() {
      StringBuilder text = new StringBuilder("gatehouse.gating.broken { size = 3, a0 = [1, 1] }\n");
      for (int i = 1; i < 40; i++) {
        String before = "${gatehouse.gating.broken.a" + (i - 1) + "}";
        text.append("gatehouse.gating.broken.a" + i + " = " + before + " " + before + "\n");
      }
      return gate().entry("reference.conf", text.toString());
    }

    @Override
    boolean canBeSelected() {
      return false;
    }
  },
  NAME_OF_THE_HOST(false) {
    @Override
    PluginJars plugin() {
      return gate()
          .source(PluginJars.pickerSource("com.picker", "top-k"))
          .service(ProviderKind.SELECTOR, "com.picker.Picker");
    }
  },
  NAME_OF_A_KEY(false) {
    @Override
    PluginJars plugin() {
      return gate()
          .source(PluginJars.pickerSource("com.picker", "seed"))
          .service(ProviderKind.SELECTOR, "com.picker.Picker");
    }
  },
  REFERENCE_INCLUDES(false) {
    @Override
    PluginJars plugin() {
      return gate()
          .entry("reference.conf", "include url(\"http://192.0.2.1/x.conf\")\ngatehouse {}\n");
    }
  },
  REFERENCE_NESTED_TOO_DEEPLY(false) {
    @Override
    PluginJars plugin() {
      return gate()
          .entry("reference.conf", "gatehouse.gating.broken.x = " + "[".repeat(300_000) + "\n");
    }
  },
  CHECK_THROWS(true) {
    @Override
    PluginJars plugin() {
      return source("", "", "throw new IllegalStateException(\"no idea\");", CREATE);
    }
  },
  CREATE_HANGS(true) {
    @Override
    PluginJars plugin() {
      return gate("", "try { Thread.sleep(60_000); } catch (InterruptedException e) {} " + CREATE);
    }
  },
  CREATE_THROWS(true) {
    @Override
    PluginJars plugin() {
      return gate("", "throw new IllegalStateException(\"no weights\");");
    }
  },
  CREATE_THROWS_AN_ERROR(true) {
    @Override
    PluginJars plugin() {
      return gate("", "throw new java.io.IOError(new java.io.IOException(\"disk gone\"));");
    }
  },
  CREATE_THROWS_WHAT_IT_DOES_NOT_DECLARE(true) {
    @Override
    PluginJars plugin() {
      return gate(
          "static <E extends Exception> void sneak(Exception e) throws E { throw (E) e; }",
          "BrokenProvider.<RuntimeException>sneak(new java.io.IOException(\"disk gone\")); return null;");
    }
  },
  CREATE_OVERFLOWS(true) {
    @Override
    PluginJars plugin() {
      return gate("", "return create(config, context);");
    }
  },
  CREATE_MAKES_NOTHING(true) {
    @Override
    PluginJars plugin() {
      return gate("", "return null;");
    }
  },
  CLOSE_HANGS(true) {
    @Override
    PluginJars plugin() {
      return gate("", "return new Gate(\"hang\");");
    }
  },
  CLOSE_THROWS(true) {
    @Override
    PluginJars plugin() {
      return gate("", "return new Gate(\"the file is gone\");");
    }
  };

  private static final String SERVICES = ProviderKind.GATE.servicesFile();
  private static final String CREATE = "return new Gate(null);";

  /** The system property that the broken plugin's code would leave behind. */
  static final String TRACE = "org.gatehouse.test.broken";

  private final boolean runs;

  BrokenPlugins(boolean runs) {
    this.runs = runs;
  }

  /** Whether only running it shows that it is broken. */
  boolean runs() {
    return runs;
  }

  /** Whether selecting it ends in a report; it may as well end in the end of the memory. */
  boolean canBeSelected() {
    return true;
  }

  PluginJars plugin() {
    throw new IllegalStateException("this one is no jar");
  }

  /** Puts it into a plugin folder. */
  void install(Path plugins) {
    plugin().write(plugins);
  }

  /** Puts a plugin into a plugin folder of which nothing bad can be said. */
  static void installInnocent(Path plugins) {
    PluginJars.plugin("innocent")
        .source(
            provider("org.innocent", "Innocent", "innocent", "", "", "return List.of();", CREATE))
        .source(gateSource("org.innocent"))
        .service(ProviderKind.GATE, "org.innocent.InnocentProvider")
        .entry("reference.conf", "gatehouse.gating.innocent.size = 3\n")
        .write(plugins);
  }

  private static PluginJars gate() {
    return gate("", CREATE);
  }

  private static PluginJars gate(String members, String create) {
    return source("", members, "return List.of();", create);
  }

  private static PluginJars source(String header, String members, String check, String create) {
    String trace = "static { System.setProperty(\"" + TRACE + "\", \"ran\"); } ";
    return PluginJars.plugin("broken")
        .source(provider("com.acme", "Broken", "broken", header, trace + members, check, create))
        .source(gateSource("com.acme"))
        .service(ProviderKind.GATE, "com.acme.BrokenProvider")
        .entry("reference.conf", "gatehouse.gating.broken.size = 3\n");
  }

  private static String provider(
      String inPackage,
      String type,
      String name,
      String header,
      String members,
      String check,
      String create) {
    return """
    package %s;
    import com.typesafe.config.Config;
    import java.util.List;
    import org.gatehouse.api.config.ConfigProblem;
    import org.gatehouse.api.gating.*;
    import org.gatehouse.api.plugin.ProviderName;
    @ProviderName("%s")
    public class %sProvider %s implements GatingModelProvider {
      %s
      public List<ConfigProblem> check(Config config) {
        %s
      }
      public GatingModel create(Config config, GatingContext context) {
        %s
      }
    }
    """
        .formatted(inPackage, name, type, header, members, check, create);
  }

  private static String gateSource(String inPackage) {
    return """
    package %s;
    import java.util.*;
    import org.gatehouse.api.Uids;
    import org.gatehouse.api.gating.*;
    import org.gatehouse.api.metagraph.Metagraph;
    class Gate implements GatingModel {
      private final UUID id = UUID.randomUUID();
      private final String failure;
      Gate(String failure) { this.failure = failure; }
      public int numUids() { return 3; }
      public List<GateScores> forward(List<String> messages) {
        return messages.stream()
            .map(m -> GateScores.of(id, 0, Uids.range(3), new float[] {1, 2, 3}, m))
            .toList();
      }
      public TrainingStep backward(GateScores scores, float[] rewards) { return null; }
      public ResyncReport resync(Metagraph previous, Metagraph latest) { return null; }
      public GatingSnapshot snapshot() { return null; }
      public RestoreReport restore(GatingSnapshot snapshot, Metagraph metagraph) { return null; }
      public void close() {
        if ("hang".equals(failure)) try { Thread.sleep(60_000); } catch (InterruptedException e) {}
        if (failure != null) throw new IllegalStateException(failure);
      }
    }
    """
        .formatted(inPackage);
  }

  private static void folder(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void text(Path file, String text) {
    try {
      Files.write(file, List.of(text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
