package org.gatehouse.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ApiSignaturesTest {

  private static final String GOLDEN = "api-signatures.txt";

  @Test
  void whatOthersAreCompiledAgainstChangesOnlyOnPurpose() throws Exception {
    List<String> found = ApiSignatures.of(Uids.class);
    if (Boolean.getBoolean("golden.update")) {
      Path source = Path.of("src/test/resources/org/gatehouse/api", GOLDEN);
      Files.writeString(source, String.join("\n", found) + "\n");
      return;
    }
    List<String> expected = golden();

    List<String> difference = new ArrayList<>();
    expected.stream().filter(line -> !found.contains(line)).forEach(l -> difference.add("- " + l));
    found.stream().filter(line -> !expected.contains(line)).forEach(l -> difference.add("+ " + l));

    assertThat(difference)
        .as(
            "the visible API differs from %s; if that is meant, run"
                + " mvn -pl api test -Dtest=ApiSignaturesTest -Dgolden.update=true"
                + " and commit the file. Difference:%n%s",
            GOLDEN, String.join("\n", difference))
        .isEmpty();
    assertThat(expected).isSorted().doesNotHaveDuplicates();
  }

  private static List<String> golden() throws Exception {
    try (InputStream in = ApiSignaturesTest.class.getResourceAsStream(GOLDEN)) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().toList();
    }
  }
}
