package org.gatehouse.metagraph.adapters.subtensor.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class Ss58Test {

  private static final String ALICE = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";

  private static List<JsonNode> vectors(String kind, int count) {
    List<JsonNode> vectors = new ArrayList<>();
    Fixtures.json("vectors/ss58_vectors").get(kind).forEach(vectors::add);
    assertThat(vectors).hasSize(count);
    return vectors;
  }

  static List<JsonNode> good() {
    return vectors("good", 43);
  }

  static List<JsonNode> bad() {
    return vectors("bad", 12);
  }

  @ParameterizedTest
  @MethodSource("good")
  void anAccountAndItsAddressesAreOne(JsonNode vector) {
    AccountId account = AccountId.of(HexText.decode(vector.get("public_key").asText()));
    int prefixes = 0;
    for (int prefix : new int[] {42, 0, 2, 64, 16383}) {
      if (vector.has("prefix_" + prefix)) {
        String address = vector.get("prefix_" + prefix).asText();
        assertThat(new Ss58(prefix).encode(account)).isEqualTo(address);
        assertThat(new Ss58(prefix).decode(address)).isEqualTo(account);
        prefixes++;
      }
    }
    assertThat(prefixes).isEqualTo(vector.size() - 1).isPositive();
    assertThat(account.ss58()).isEqualTo(vector.get("prefix_42").asText());
    assertThat(account).hasToString(vector.get("prefix_42").asText());
    assertThat(AccountId.ofSs58(account.ss58())).isEqualTo(account).hasSameHashCodeAs(account);
    assertThat(HexText.encode(account.toBytes())).isEqualTo(vector.get("public_key").asText());
  }

  @ParameterizedTest
  @MethodSource("bad")
  void aBadAddressIsRefused(JsonNode vector) {
    assertThatThrownBy(() -> AccountId.ofSs58(vector.get("address").asText()))
        .as(vector.get("why").asText())
        .isInstanceOf(ScaleException.class)
        .hasMessageMatching("(an|the) SS58 address.*: expected .*, found .*");
  }

  @Test
  void anAddressOfAnotherPrefixIsRefusedByItsPrefix() {
    JsonNode vector = vectors("valid_with_other_prefix", 1).get(0);
    String address = vector.get("address").asText();

    assertThat(new Ss58(0).decode(address).ss58()).isEqualTo(ALICE);
    assertThatThrownBy(() -> AccountId.ofSs58(address))
        .hasMessage(
            "the SS58 address \"" + address + "\": expected the prefix 42, found the prefix 0");
  }

  @ParameterizedTest
  @CsvSource({
    "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQZ, 'expected the checksum 1d21, found 1d22'",
    "5OrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY, 'at position 1, found U+004F'",
    "'5Gr\u0000', 'at position 3, found U+0000'",
    "'5Gr\u20ac', 'at position 3, found U+20AC'",
    "'', 'expected 35 bytes, found 0 bytes'",
    "zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz, 'expected 35 bytes, found more than 36'",
    "111111111111111111111111111111111111111, 'found more than 36'",
    "1111111111111111111111111111111111111111111111111111, 'at most 50 characters, found 52'",
  })
  void theMessageSaysWhatIsWrong(String address, String message) {
    assertThatThrownBy(() -> AccountId.ofSs58(address))
        .isInstanceOf(ScaleException.class)
        .hasMessageContaining(message);
  }

  @Test
  void everyCharacterIsCheckedByTheChecksum() {
    for (int i = 0; i < ALICE.length(); i++) {
      char other = ALICE.charAt(i) == 'x' ? 'y' : 'x';
      String changed = ALICE.substring(0, i) + other + ALICE.substring(i + 1);
      assertThatThrownBy(() -> AccountId.ofSs58(changed)).isInstanceOf(ScaleException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 42, 63, 64, 65, 255, 256, 8191, 16383})
  void anyAccountComesBackFromItsAddress(int prefix) {
    Ss58 ss58 = new Ss58(prefix);
    Random random = new Random(58);
    byte[] bytes = new byte[AccountId.BYTES];
    for (int i = 0; i < 200; i++) {
      random.nextBytes(bytes);
      // Some with zeros in front, which base 58 writes one by one.
      for (int zero = 0; zero < i % 33; zero++) {
        bytes[zero] = 0;
      }
      AccountId account = AccountId.of(bytes);
      assertThat(ss58.decode(ss58.encode(account))).isEqualTo(account);
      assertThat(account.toBytes()).isEqualTo(bytes);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 16384})
  void aPrefixOutsideItsRangeIsRefused(int prefix) {
    assertThatThrownBy(() -> new Ss58(prefix))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("an SS58 prefix: expected 0 to 16383, found " + prefix);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 31, 33})
  void anAccountHas32Bytes(int length) {
    assertThatThrownBy(() -> AccountId.of(new byte[length]))
        .isInstanceOf(ScaleException.class)
        .hasMessage("an account: expected 32 bytes, found " + length + " bytes");
  }

  @Test
  void accountsDifferByEachByte() {
    for (int i = 0; i < AccountId.BYTES; i++) {
      byte[] bytes = new byte[AccountId.BYTES];
      bytes[i] = 1;
      assertThat(AccountId.of(bytes)).isNotEqualTo(AccountId.of(new byte[AccountId.BYTES]));
    }
  }
}
