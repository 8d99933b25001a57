package org.gatehouse.metagraph.adapters.file;

import org.gatehouse.api.metagraph.MetagraphSourceProvider;
import org.gatehouse.testkit.MetagraphSourceProviderContract;
import org.gatehouse.testkit.ProviderUnderTest;

class FileMetagraphSourceProviderContractTest extends MetagraphSourceProviderContract {

  @Override
  protected ProviderUnderTest<MetagraphSourceProvider> provider() {
    return ProviderUnderTest.<MetagraphSourceProvider>of(new FileMetagraphSourceProvider())
        .with("gatehouse.metagraph.file.path = net.json");
  }
}
