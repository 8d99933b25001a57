package org.gatehouse.config.plugin.isolation;

import org.gatehouse.api.telemetry.ProgressListener;

/** A host's progress listener, as a plugin sees it. */
final class HostProgress implements ProgressListener {

  private final ProgressListener listener;
  private final PluginScope scope;

  HostProgress(ProgressListener listener, PluginScope scope) {
    this.listener = listener;
    this.scope = scope;
  }

  @Override
  public void progress(String task, long done, long total) {
    scope.callBack(() -> listener.progress(task, done, total));
  }
}
