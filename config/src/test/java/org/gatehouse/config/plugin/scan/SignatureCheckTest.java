package org.gatehouse.config.plugin.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.zip.ZipFile;
import jdk.security.jarsigner.JarSigner;
import org.gatehouse.config.plugin.PluginJars;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignatureCheckTest {

  private static final char[] PASSWORD = "not a secret".toCharArray();

  @TempDir static Path keys;

  private static JarSigner signer;

  @TempDir Path folder;

  @BeforeAll
  static void makeKey() throws Exception {
    Path store = keys.resolve("keys.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "library",
                "-keyalg",
                "EC",
                "-dname",
                "CN=library",
                "-storetype",
                "PKCS12",
                "-storepass",
                new String(PASSWORD),
                "-keystore",
                store.toString())
            .redirectErrorStream(true)
            .redirectOutput(keys.resolve("output").toFile())
            .start();
    assertThat(keytool.waitFor()).isZero();
    KeyStore.PrivateKeyEntry key =
        (KeyStore.PrivateKeyEntry)
            KeyStore.getInstance(store.toFile(), PASSWORD)
                .getEntry("library", new KeyStore.PasswordProtection(PASSWORD));
    signer = new JarSigner.Builder(key).signerName("LIB").build();
  }

  private static Path signed(Path jar) throws IOException {
    Path signed = jar.resolveSibling("signed.jar");
    try (ZipFile in = new ZipFile(jar.toFile());
        OutputStream out = Files.newOutputStream(signed)) {
      signer.sign(in, out);
    }
    return signed;
  }

  @Test
  void aJarWithItsOwnSignatureIsFine() throws IOException {
    Path jar = signed(PluginJars.picker("picker").write(folder));

    assertThat(Scans.problems(Scans.scan(jar))).isEmpty();
  }

  @Test
  void theSignatureOfAnUnpackedLibraryIsToBeDeleted() throws IOException {
    PluginJars library = PluginJars.library("lib").source("package a.b; public class Lib {}");
    PluginJars fat = PluginJars.picker("fat").source("package a.b; public class Lib {}");
    try (ZipFile zip = new ZipFile(signed(library.write(folder.resolve("lib"))).toFile())) {
      for (String name : new String[] {"META-INF/LIB.SF", "META-INF/LIB.EC"}) {
        fat.entry(name, zip.getInputStream(zip.getEntry(name)).readAllBytes());
      }
    }

    assertThat(new Scans(folder).problems(fat))
        .containsExactly(
            "fat.jar: the signature in it is not that of its contents, so that none of its classes"
                + " can be loaded (Invalid signature file digest for Manifest main attributes);"
                + " delete META-INF/*.SF, *.RSA and *.DSA from the jar");
  }

  @Test
  void whatOnlyLooksLikeASignatureIsIgnoredAsTheJvmDoes() {
    assertThat(
            new Scans(folder)
                .problems(
                    PluginJars.picker("picker")
                        .entry("META-INF/X.SF", "nothing")
                        .entry("META-INF/X.RSA", "nothing")))
        .isEmpty();
  }
}
