package io.citrixexporter.targets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.citrixexporter.config.TestConfigs.TestShard;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShardTest {
    private static final List<String> NAMES =
            IntStream.rangeClosed(1, 1000).mapToObj("CORP\\CTX-%04d"::formatted).toList();

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7})
    void distributesMachinesEvenly(int total) {
        List<Shard> shards = IntStream.range(0, total)
                .mapToObj(index -> new Shard(new TestShard(index, total)))
                .toList();

        for (String name : NAMES) {
            assertThat(shards.stream().filter(shard -> shard.owns(name))).hasSize(1);
        }
        for (Shard shard : shards) {
            long share = NAMES.stream().filter(shard::owns).count();
            assertThat(share).isCloseTo(1000L / total, Percentage.withPercentage(15));
        }
    }

    @Test
    void movesMachinesOnlyToAddedShard() {
        long moved = NAMES.stream()
                .filter(name -> Shard.of(name, 3) != Shard.of(name, 4))
                .count();

        assertThat(moved).isCloseTo(250L, within(40L));
        assertThat(NAMES.stream().filter(name -> Shard.of(name, 3) != Shard.of(name, 4)))
                .allMatch(name -> Shard.of(name, 4) == 3);
    }

    @Test
    void ignoresFormOfName() {
        assertThat(Shard.of("CORP\\CTX-0001", 7))
                .isEqualTo(Shard.of("ctx-0001.corp.example", 7))
                .isEqualTo(Shard.of("ctx-0001", 7));
    }

    @Test
    void assignsDeterministically() {
        assertThat(NAMES.subList(0, 12).stream().map(name -> Shard.of(name, 4)))
                .containsExactly(2, 0, 2, 1, 2, 0, 2, 2, 3, 1, 3, 2);
    }

    @Test
    void usesFirstFifteenCharactersOfLongHostNames() {
        for (int number = 0; number < 50; number++) {
            String account = "CORP\\LONGMACHINE-%03d".formatted(number);
            assertThat(Shard.of("longmachine-%03d-rack7.corp.example".formatted(number), 7))
                    .isEqualTo(Shard.of(account, 7));
            assertThat(Shard.of("LONGMACHINE-%03d-rack7".formatted(number), 7)).isEqualTo(Shard.of(account, 7));
        }
    }
}
