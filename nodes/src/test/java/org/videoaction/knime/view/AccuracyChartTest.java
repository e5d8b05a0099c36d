package org.videoaction.knime.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.videoaction.model.metrics.ComparedModel;

/** Models of the SlowFast paper's tables, and one that is worse than a cheaper one. */
class AccuracyChartTest {

    private static final ComparedModel SMALL = new ComparedModel("SlowFast 4x16, R50", 0.756, 36.1, 30, 34.4);
    private static final ComparedModel LARGE = new ComparedModel("SlowFast 16x8, R101+NL", 0.798, 234, 30, 59.9);
    private static final ComparedModel WORSE = new ComparedModel("Nonlocal R101", 0.777, 359, 30, 54.3);
    private static final List<ComparedModel> ALL = List.of(SMALL, WORSE, LARGE);

    @Test
    void everyModelIsAPointOfItsPlaceAndTheBestOnesHaveTheAccent() {
        AccuracyChart chart = new AccuracyChart(ALL, "Top-1");
        BufferedImage image = chart.draw();
        assertThat(color(image, chart, SMALL)).isEqualTo(new Color(0x1E8E7E));
        assertThat(color(image, chart, LARGE)).isEqualTo(new Color(0x1E8E7E));
        assertThat(color(image, chart, WORSE)).isEqualTo(new Color(0x2B2B2B));
    }

    private static Color color(BufferedImage image, AccuracyChart chart, ComparedModel model) {
        return new Color(image.getRGB((int) chart.x(model.gigaFlopsOfVideo()), (int) chart.y(model.accuracy())));
    }

    @Test
    void theCostIsLogarithmicAndTheAccuracyIsNot() {
        AccuracyChart chart = new AccuracyChart(ALL, "Top-1");
        assertThat(chart.x(1000) - chart.x(100)).isCloseTo(chart.x(10_000) - chart.x(1000), within(1e-6));
        assertThat(chart.y(0.76) - chart.y(0.77)).isCloseTo(chart.y(0.78) - chart.y(0.79), within(1e-6));
        assertThat(chart.y(0.77)).isLessThan(chart.y(0.76));
    }

    @Test
    void theCostsHaveAMarginOnEitherSide() {
        // from 1083 to 10770: 3.0346 to 4.0322, and 0.3 on either side, on 900 - 90 - 40 pixels
        AccuracyChart chart = new AccuracyChart(ALL, "Top-1");
        assertThat(chart.x(1083)).isCloseTo(90 + 770 * 0.3 / 1.5976, within(0.05));
        assertThat(chart.x(10_770)).isCloseTo(860 - 770 * 0.3 / 1.5976, within(0.05));
        // eight powers of ten have a margin of one
        AccuracyChart wide = new AccuracyChart(List.of(model(0.5, 1, 1), model(0.5, 1e8, 1)), "Top-1");
        assertThat(wide.x(1)).isCloseTo(90 + 77, within(1e-6));
        assertThat(wide.x(1e8)).isCloseTo(860 - 77, within(1e-6));
    }

    @ParameterizedTest
    @CsvSource({
        // a sixth of the range on either side, but at least of 0.05, in steps of 0.01
        "0.756, 0.798, 0.74, 0.81",
        // of 0.02 from a range of more than 0.08 on, of 0.05 from 0.15, of 0.1 from 0.4
        "0.6, 0.7, 0.58, 0.72", "0.5, 0.7, 0.45, 0.75", "0.2, 0.7, 0.1, 0.8", "0, 1, 0, 1"})
    void theAccuraciesAreBetweenWholeSteps(double worst, double best, double lowest, double highest) {
        AccuracyChart chart = new AccuracyChart(List.of(model(best, 10, 1), model(worst, 5, 1)), "Top-1");
        assertThat(chart.y(lowest)).isCloseTo(520, within(1e-6));
        assertThat(chart.y(highest)).isCloseTo(40, within(1e-6));
    }

    private static ComparedModel model(double accuracy, double gigaFlops, double megaParameters) {
        return new ComparedModel("", accuracy, gigaFlops, 1, megaParameters);
    }

    @Test
    void theAreaOfAPointShowsTheParameters() {
        // a quarter of the area has half of the diameter of 34; one that is not known has the smallest, 10
        ComparedModel large = model(0.7, 1, 40);
        ComparedModel quarter = model(0.74, 10, 10);
        ComparedModel unknown = model(0.78, 100, Double.NaN);
        AccuracyChart chart = new AccuracyChart(List.of(large, quarter, unknown), "Top-1");
        BufferedImage image = chart.draw();
        assertRadius(image, chart, large, 17);
        assertRadius(image, chart, quarter, 8.5);
        assertRadius(image, chart, unknown, 5);
    }

    /** Straight down, where neither the name nor the line lies. */
    private static void assertRadius(BufferedImage image, AccuracyChart chart, ComparedModel model, double radius) {
        int x = (int) chart.x(model.gigaFlopsOfVideo());
        double y = chart.y(model.accuracy());
        assertThat(new Color(image.getRGB(x, (int) (y + radius - 2)))).isEqualTo(new Color(0x1E8E7E));
        assertThat(new Color(image.getRGB(x, (int) (y + radius + 2)))).isNotEqualTo(new Color(0x1E8E7E));
    }

    @Test
    void aLineJoinsTheBestOnesFromTheCheapestOn() {
        AccuracyChart chart = new AccuracyChart(List.of(LARGE, WORSE, SMALL), "Top-1");
        BufferedImage image = chart.draw();
        int x = (int) ((chart.x(SMALL.gigaFlopsOfVideo()) + chart.x(LARGE.gigaFlopsOfVideo())) / 2);
        int y = (int) ((chart.y(SMALL.accuracy()) + chart.y(LARGE.accuracy())) / 2);
        Color middle = new Color(image.getRGB(x, y));
        assertThat(middle.getGreen() - middle.getRed()).isGreaterThan(80);
        assertThat(ComparedModel.cheapestFirst(List.of(LARGE, WORSE, SMALL))).containsExactly(SMALL, LARGE, WORSE);
    }

    @Test
    void accuraciesAreFromZeroToOneAndCostsAboveZero() {
        for (ComparedModel wrong : List.of(model(-0.1, 1, 1), model(1.1, 1, 1), model(Double.NaN, 1, 1), model(0.5, 0, 1))) {
            assertThatThrownBy(() -> new AccuracyChart(List.of(SMALL, wrong), "Top-1"))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("an accuracy from 0 to 1");
        }
    }

    @Test
    void thePictureIsAPngFile() throws IOException {
        BufferedImage read = ImageIO.read(new ByteArrayInputStream(new AccuracyChart(ALL, "Top-1").png()));
        assertThat(read.getWidth()).isEqualTo(900);
        assertThat(read.getHeight()).isEqualTo(600);
    }

    @Test
    void oneModelIsEnoughAndNoneOrOneWithoutCostIsRefused() {
        assertThat(new AccuracyChart(List.of(SMALL), "mAP").draw().getWidth()).isEqualTo(900);
        assertThatThrownBy(() -> new AccuracyChart(List.of(), "mAP")).isInstanceOf(IllegalArgumentException.class);
        ComparedModel free = new ComparedModel("free", 0.5, Double.NaN, 30, 1);
        assertThatThrownBy(() -> new AccuracyChart(List.of(free), "mAP")).hasMessageContaining("multiply-accumulates");
    }
}
