package org.gatehouse.host.metagraph;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.metagraph.MetagraphSource;
import org.gatehouse.host.cli.CommonOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SnapshotJsonTest {

  @TempDir private Path folder;

  @Test
  void leavesOutWhatIsUnknownAndWritesWideColumnsAsText() {
    assertThat(SnapshotJson.of(Networks.small()))
        .isEqualTo(
            """
            {"format": "bittensor-metagraph-snapshot","format_version": 1,"network": "finney","netuid": 1,"block": 100,"block_hash": "0xab","n": 3,"neurons": [
            {"uid": 0,"hotkey": "alice","coldkey": "cold","stake_rao": "18446744073709551615","active": true,"validator_permit": false,"last_update": "18446744073709551615","rank": 65535,"trust": 1,"consensus": 2,"validator_trust": 3,"incentive": 32768,"dividends": 5,"emission_rao": "18446744073709551614","axon": {"ip": "192.0.2.7","port": 8091,"ip_type": 4,"protocol": 4,"version": 4294967295,"block": "18446744073709551613"}},
            {"uid": 2,"hotkey": "bob"},
            {"uid": 5,"hotkey": "carol","axon": {"ip": "::","port": 0,"ip_type": 6,"protocol": 0,"version": 0,"block": "0"}}
            ]}""");
  }

  @Test
  void theFileSourceReadsBackTheSame() {
    assertThat(roundTrip(Networks.small())).isEqualTo(Networks.small());
  }

  @Test
  void aNetworkOfNothingKnownSurvivesToo() {
    Metagraph empty = Metagraph.of(0, 0, List.of());
    assertThat(roundTrip(empty)).isEqualTo(empty);
  }

  private Metagraph roundTrip(Metagraph metagraph) {
    Path file = folder.resolve("snapshot.json");
    Networks.write(file, metagraph);
    try (MetagraphSource source = Sources.file(new CommonOptions(), file)) {
      return source.sync();
    }
  }
}
