package org.gatehouse.host.replay.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/** Scripts and styles that a page carries with it. */
final class Assets {

  private static final String UPLOT = "META-INF/maven/org.webjars.npm/uplot/pom.properties";

  private Assets() {}

  /** Returns a file of this package. */
  static String own(String name) {
    return read("org/gatehouse/host/replay/page/" + name);
  }

  /** Returns a file of uPlot, which draws the plots. */
  static String uplot(String name) {
    Properties build = new Properties();
    try (InputStream in = open(UPLOT)) {
      build.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return read("META-INF/resources/webjars/uplot/" + build.getProperty("version") + "/" + name);
  }

  private static String read(String resource) {
    try (InputStream in = open(resource)) {
      // A browser hashes scripts after it has made its line ends of all others.
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .replace("\r\n", "\n")
          .replace('\r', '\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream open(String resource) {
    InputStream in = Assets.class.getClassLoader().getResourceAsStream(resource);
    if (in == null) {
      throw new IllegalStateException(resource + ": expected on the class path, found nothing");
    }
    return in;
  }
}
