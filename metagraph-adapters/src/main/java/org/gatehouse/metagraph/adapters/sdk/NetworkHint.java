package org.gatehouse.metagraph.adapters.sdk;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gatehouse.api.metagraph.MetagraphException;
import org.jspecify.annotations.Nullable;

/**
 * What somebody says about the network of a file that may not say it itself.
 *
 * @param netuid the network's number, or {@code null}
 * @param network the chain's name, or {@code null}
 */
public record NetworkHint(@Nullable Integer netuid, @Nullable String network) {

  private static final Pattern NETUID_FOLDER = Pattern.compile("netuid-(\\d{1,5})");
  private static final Pattern NETWORK_FOLDER = Pattern.compile("network-(.+)");

  /** Returns the hint that says nothing. */
  public static NetworkHint none() {
    return new NetworkHint(null, null);
  }

  /** Reads {@code network-NAME/netuid-NUMBER/FILE}, as the SDK names its folders. */
  static NetworkHint ofFolders(Path file) {
    Path folder = file.toAbsolutePath().normalize().getParent();
    String netuid = group(NETUID_FOLDER, folder);
    String network = group(NETWORK_FOLDER, folder == null ? null : folder.getParent());
    return netuid == null ? none() : new NetworkHint(Integer.valueOf(netuid), network);
  }

  private static @Nullable String group(Pattern pattern, @Nullable Path folder) {
    Path name = folder == null ? null : folder.getFileName();
    Matcher matcher = pattern.matcher(name == null ? "" : name.toString());
    return matcher.matches() ? matcher.group(1) : null;
  }

  /** Returns what the file says, completed by this hint, which must not contradict it. */
  NetworkHint complete(NetworkHint said, Path file) {
    return new NetworkHint(
        either("netuid", said.netuid(), netuid, file),
        either("network", said.network(), network, file));
  }

  private static <T> @Nullable T either(String key, @Nullable T said, @Nullable T hint, Path file) {
    if (said != null && hint != null && !said.equals(hint)) {
      throw new MetagraphException(
          file
              + ": "
              + key
              + ": expected "
              + hint
              + ", as gatehouse.metagraph.file."
              + key
              + " says, found "
              + said
              + "; leave the key out for files that say it themselves");
    }
    return said != null ? said : hint;
  }
}
