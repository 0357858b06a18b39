package io.citrixexporter.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CountCheckTest {

    @Test
    void reportsNothingBeforeThirdComparison() {
        assertThat(CountCheck.NONE.lasting()).isZero();
        assertThat(lasting(5, 5)).isZero();
    }

    @Test
    void reportsPositiveDifferenceWhenListIsShort() {
        assertThat(lasting(5, 3, 4)).isEqualTo(3);
    }

    @Test
    void reportsNegativeDifferenceWhenListIsLong() {
        assertThat(lasting(-5, -2, -4)).isEqualTo(-2);
    }

    @Test
    void ignoresNoise() {
        assertThat(lasting(2, -1, 3)).isZero();
        assertThat(lasting(2, 0, 3)).isZero();
        assertThat(lasting(-2, 0, -3)).isZero();
    }

    @Test
    void usesLastThreeComparisons() {
        assertThat(lasting(0, 0, 4, 4, 4)).isEqualTo(4);
        assertThat(lasting(4, 4, 4, 0)).isZero();
    }

    private static int lasting(int... differences) {
        CountCheck check = CountCheck.NONE;
        for (int difference : differences) {
            check = check.and(difference);
        }
        return check.lasting();
    }
}
