package org.gatehouse.metagraph.adapters.subtensor.scale;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a subnet or an account says of itself: named texts, any of which may be empty.
 *
 * <p>Texts are UTF-8; what is not reads as U+FFFD. They are written by strangers. Immutable.
 */
public final class Identity {

  /** The texts of an account, version 2. */
  static final List<String> ACCOUNT =
      List.of("name", "url", "github_repo", "image", "discord", "description", "additional");

  /** The texts of a subnet, version 2: below spec 283. */
  static final List<String> SUBNET_V2 =
      List.of(
          "subnet_name",
          "github_repo",
          "subnet_contact",
          "subnet_url",
          "discord",
          "description",
          "additional");

  /** The texts of a subnet, version 3: one more, before the last. */
  static final List<String> SUBNET_V3 =
      List.of(
          "subnet_name",
          "github_repo",
          "subnet_contact",
          "subnet_url",
          "discord",
          "description",
          "logo_url",
          "additional");

  private final List<String> names;
  private final String[] texts;

  private Identity(List<String> names, String[] texts) {
    this.names = names;
    this.texts = texts;
  }

  static Identity read(ScaleReader in, List<String> names) {
    String[] texts = new String[names.size()];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = Vectors.text(in.bytes(names.get(i)));
    }
    return new Identity(names, texts);
  }

  /** Reads an identity that can be absent; its fields are named below {@code field}, if any. */
  static Optional<Identity> optional(ScaleReader in, @Nullable String field, List<String> names) {
    if (!in.option(field)) {
      return Optional.empty();
    }
    return Optional.of(
        field == null ? read(in, names) : Vectors.within(in, field, each -> read(each, names)));
  }

  /** Returns the texts by the chain's names of them, in the order of the chain. */
  public Map<String, String> texts() {
    Map<String, String> byName = new LinkedHashMap<>();
    for (int i = 0; i < texts.length; i++) {
      byName.put(names.get(i), texts[i]);
    }
    return Collections.unmodifiableMap(byName);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Identity that
        && names.equals(that.names)
        && Arrays.equals(texts, that.texts);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(texts);
  }

  @Override
  public String toString() {
    return texts().toString();
  }
}
