package org.videoaction.model.quantization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RangeRuleTest {

    @Test
    void byteZeroPointStandsForZeroAndTheEndsForTheEnds() {
        Range range = new Range(-1, 4.1);
        assertThat(range.scale()).isEqualTo(5.1 / 255, offset(1e-12));
        // 1 / 0.02
        assertThat(range.zeroPoint()).isEqualTo(50);
        assertThat(new Range(0, 3).zeroPoint()).isZero();
        assertThat(new Range(-3, 0).zeroPoint()).isEqualTo(255);
        assertThat(new Range(-1, 2).and(new Range(0, 5))).isEqualTo(new Range(-1, 5));
    }

    @Test
    void aRangeWithoutZeroIsRefused() {
        assertThatThrownBy(() -> new Range(1, 2)).hasMessageContaining("from 1.0 to 2.0");
        assertThatThrownBy(() -> new Range(0, 0)).hasMessageContaining("cannot be divided");
        assertThatThrownBy(() -> new Range(0, Double.POSITIVE_INFINITY)).hasMessageContaining("finite");
    }

    @Test
    void aPercentileCutsOffThatShareOfAllValues() {
        Histogram values = new Histogram();
        for (int i = 1; i <= 1000; i++) {
            values.add(i);
        }
        // bins are 1000 / 2048 = 0.49 wide, doubled from 1 / 2048 as values grow: 0.5
        assertThat(new RangeRule.Percentile(99).of(values).high()).isEqualTo(990, offset(1.0));
        assertThat(new RangeRule.Percentile(100).of(values)).isEqualTo(new Range(0, 1000));
    }

    @Test
    void aPercentileCutsOffOnBothSides() {
        Histogram values = new Histogram();
        for (int i = -100; i <= 300; i++) {
            values.add(i);
        }
        // of 401 values 10 percent are 40.1 on each side
        Range range = new RangeRule.Percentile(90).of(values);
        assertThat(range.low()).isEqualTo(-60, offset(1.0));
        assertThat(range.high()).isEqualTo(260, offset(1.0));
    }

    @Test
    void binsGrowWithoutLosingValues() {
        Histogram values = new Histogram();
        values.add(1, 1, -1);
        values.add(1e6f);
        values.add(0);
        assertThat(values.count()).isEqualTo(5);
        assertThat(Arrays.stream(values.magnitudes()).sum()).isEqualTo(5);
        assertThat(values.smallest()).isEqualTo(-1);
        assertThat(values.largest()).isEqualTo(1e6);
        // 1 has doubled until it reaches 1e6: 2^20
        assertThat(values.end(Histogram.BINS - 1)).isEqualTo(1 << 20);
    }

    @Test
    void whatWasAlwaysZeroHasARange() {
        Histogram values = new Histogram();
        values.add(0, 0, 0);
        assertThat(new RangeRule.Percentile(99).of(values)).isEqualTo(new Range(0, 1));
        assertThat(new RangeRule.Entropy().of(values)).isEqualTo(new Range(0, 1));
    }

    @Test
    void entropyCutsOffALoneOutlierAndKeepsEvenValues() {
        Histogram even = new Histogram();
        Histogram outlier = new Histogram();
        outlier.add(100);
        even.add(10);
        for (int i = 0; i < 100_000; i++) {
            even.add(10f * i / 100_000);
            // an exponential distribution, of mean 1
            outlier.add((float) -Math.log(1 - i / 100_000.0));
        }
        assertThat(new RangeRule.Entropy().of(even).high()).isEqualTo(10, offset(0.7));
        // levels of width h cost about h^2 / 24: 0.006 for 100 / 256, while hardly anything lies beyond 12
        assertThat(new RangeRule.Entropy().of(outlier).high()).isBetween(5.0, 40.0);
    }

    @Test
    void valuesThatAreNoNumbersAreRefused() {
        assertThatThrownBy(() -> new Histogram().add(1, Float.NaN)).hasMessageContaining("not finite");
        assertThatThrownBy(() -> new RangeRule.Percentile(50)).hasMessageContaining("above 50");
    }
}
