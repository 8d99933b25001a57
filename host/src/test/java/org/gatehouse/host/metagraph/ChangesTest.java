package org.gatehouse.host.metagraph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.gatehouse.api.metagraph.Axon;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.metagraph.Neuron;
import org.junit.jupiter.api.Test;

final class ChangesTest {

  private static final Metagraph LATER =
      Metagraph.of(
          1,
          120,
          List.of(
              Networks.full(0, "alice")
                  .stakeRao(null)
                  .active(false)
                  .axon(new Axon("192.0.2.8", 8091, 4, 4, 7, 8))
                  .build(),
              Neuron.of(2, "dave"),
              Neuron.of(7, "erin")));

  private final Changes changes = new Changes(Networks.small(), LATER);

  @Test
  void linesNameEveryPeerThatDiffers() {
    assertThat(changes.lines())
        .containsExactly(
            "netuid 1, block 100 to 120: 1 replaced, 1 added, 1 removed, 1 changed, 0 alike",
            "  replaced  uid 2      bob -> dave",
            "  added     uid 7      erin",
            "  removed   uid 5      carol",
            "  changed   uid 0      stake_rao 18446744073709551615 -> unknown",
            "  changed   uid 0      active true -> false",
            "  changed   uid 0      axon 192.0.2.7 port 8091 type 4 protocol 4 version 4294967295"
                + " block 18446744073709551613 -> 192.0.2.8 port 8091 type 4 protocol 4 version 7"
                + " block 8");
  }

  @Test
  void numbersLookTheSameInEveryLanguage() {
    List<String> lines = changes.lines();
    Locale before = Locale.getDefault(Locale.Category.FORMAT);
    Locale.setDefault(Locale.Category.FORMAT, Locale.forLanguageTag("ar-EG"));
    try {
      assertThat(changes.lines()).isEqualTo(lines);
    } finally {
      Locale.setDefault(Locale.Category.FORMAT, before);
    }
  }

  @Test
  void jsonSaysTheSame() {
    assertThat(changes.json())
        .isEqualTo(
            "{\"netuid\":1,\"previous_block\":100,\"block\":120,"
                + "\"replaced\":[{\"uid\":2,\"previous_hotkey\":\"bob\",\"hotkey\":\"dave\"}],"
                + "\"added\":[{\"uid\":7,\"hotkey\":\"erin\"}],"
                + "\"removed\":[{\"uid\":5,\"hotkey\":\"carol\"}],"
                + "\"changed\":[{\"uid\":0,\"columns\":[\"stake_rao\",\"active\",\"axon\"]}]}");
  }

  @Test
  void anotherBlockAloneIsNoChange() {
    Metagraph later = Metagraph.of(1, 200, Networks.small().neurons());
    assertThat(new Changes(Networks.small(), later).isEmpty()).isTrue();
    assertThat(changes.isEmpty()).isFalse();
  }
}
