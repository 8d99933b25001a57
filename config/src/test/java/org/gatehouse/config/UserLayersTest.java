package org.gatehouse.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class UserLayersTest {

  private static final String URL = "gatehouse.metagraph.node.url";

  private static Config setting(String value) {
    UserLayers layers = new UserLayers();
    layers.set(URL + "=" + value);
    Problems problems = new Problems();
    Config layer = layers.read(problems).get(0);
    problems.throwIfAny();
    return layer;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ws://127.0.0.1:9944", "\"ws://127.0.0.1:9944\"", " ws://127.0.0.1:9944 "})
  void anAddressIsNoComment(String value) {
    assertThat(setting(value).getString(URL)).isEqualTo("ws://127.0.0.1:9944");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[\"ws://a:1\",\"wss://b/#x\"]",
        "[ \"ws://a:1\", \"wss://b/#x\" ]",
        "[ws://a:1,wss://b/#x]",
        " [ ws://a:1 , wss://b/#x ] ",
      })
  void addressesInAListNeedNoQuotesSinceShellsEatThem(String value) {
    Config layer = setting(value);
    assertThat(layer.getStringList(URL)).containsExactly("ws://a:1", "wss://b/#x");
    assertThat(layer.getValue(URL).origin().description()).isEqualTo("--set");
  }

  @Test
  void otherListsAreHocon() {
    assertThat(setting("[1, 2]").getIntList(URL)).containsExactly(1, 2);
    assertThat(setting("[/a, b c]").getStringList(URL)).containsExactly("/a", "b c");
  }
}
