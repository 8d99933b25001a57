package org.gatehouse.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OwnershipTest {

  private final Ownership owned = new Ownership();

  @BeforeEach
  void forget() {
    Events.take();
  }

  private void own(String name, Throwable failure) {
    owned.add(
        () -> {
          Events.add(name);
          if (failure instanceof RuntimeException exception) {
            throw exception;
          }
          if (failure instanceof Error error) {
            throw error;
          }
        });
  }

  @Test
  void theLastIsClosedFirstAndOnlyOnce() {
    own("a", null);
    own("b", null);
    owned.close();
    owned.close();
    assertThat(Events.take()).containsExactly("b", "a");
  }

  @Test
  void aFailureDoesNotKeepTheOthersOpen() {
    RuntimeException first = new IllegalStateException("first");
    Error second = new AssertionError("second");
    own("a", second);
    own("b", null);
    own("c", first);
    assertThatThrownBy(owned::close).isSameAs(first);
    assertThat(first.getSuppressed()).containsExactly(second);
    assertThat(Events.take()).containsExactly("c", "b", "a");
  }

  @Test
  void anErrorStaysAnError() {
    Error error = new AssertionError("broken");
    own("a", error);
    assertThatThrownBy(owned::close).isSameAs(error);
  }

  @Test
  void aFailureThatIsAlreadyKnownIsNotSuppressedByItself() {
    RuntimeException same = new IllegalStateException("same");
    own("a", same);
    own("b", same);
    owned.closeAfter(same);
    assertThat(List.of(same.getSuppressed())).isEmpty();
  }
}
