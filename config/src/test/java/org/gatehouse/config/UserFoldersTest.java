package org.gatehouse.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UserFoldersTest {

  private static final Path HOME = Path.of("/home/ada");

  @Test
  void theXdgVariablesDecide() {
    UserFolders folders =
        new UserFolders(Map.of("XDG_CACHE_HOME", "/c", "XDG_STATE_HOME", "/s"), HOME, true);
    assertThat(folders.cache()).isEqualTo(Path.of("/c/gatehouse"));
    assertThat(folders.state()).isEqualTo(Path.of("/s/gatehouse"));
  }

  @Test
  void withoutThemTheFoldersAreBelowHome() {
    UserFolders folders = new UserFolders(Map.of(), HOME, false);
    assertThat(folders.cache()).isEqualTo(Path.of("/home/ada/.cache/gatehouse"));
    assertThat(folders.state()).isEqualTo(Path.of("/home/ada/.local/state/gatehouse"));
  }

  @Test
  void macOsHasItsOwnCaches() {
    UserFolders folders = new UserFolders(Map.of(), HOME, true);
    assertThat(folders.cache()).isEqualTo(Path.of("/home/ada/Library/Caches/gatehouse"));
    assertThat(folders.state()).isEqualTo(Path.of("/home/ada/.local/state/gatehouse"));
  }

  @Test
  void emptyAndRelativeVariablesAreIgnored() {
    UserFolders folders =
        new UserFolders(Map.of("XDG_CACHE_HOME", "", "XDG_STATE_HOME", "here"), HOME, false);
    assertThat(folders.cache()).isEqualTo(Path.of("/home/ada/.cache/gatehouse"));
    assertThat(folders.state()).isEqualTo(Path.of("/home/ada/.local/state/gatehouse"));
  }
}
