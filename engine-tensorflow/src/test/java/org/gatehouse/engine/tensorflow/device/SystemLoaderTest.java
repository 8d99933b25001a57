package org.gatehouse.engine.tensorflow.device;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class SystemLoaderTest {

  private final SystemLoader loader = new SystemLoader();

  @Test
  void opensWhatTheSystemFinds() {
    assertThat(loader.open("libc.so.6")).isEmpty();
    loader.close("libc.so.6");
  }

  @Test
  void saysWhatCannotBeOpened() {
    assertThat(loader.open("libnowhere.so.1"))
        .contains("libnowhere.so.1: cannot open shared object file: No such file or directory");
  }

  @Test
  void closingWhatIsNotOpenDoesNothing() {
    loader.close("libnowhere.so.1");
  }
}
