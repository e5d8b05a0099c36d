package org.videoaction.data.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIf;
import org.videoaction.data.GoldenTable;
import org.videoaction.golden.Golden;

/** Sizes and places of crops against those of the original code, row by row. */
class SpatialSamplingGoldenTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path EXPANDED = Golden.file("spatial.json");
    private static final Pattern CENTRE = Pattern.compile(", crop (\\d+), spatial_idx 1");

    static boolean goldenIsThere() {
        return GoldenTable.isThere("spatial.csv");
    }

    @TestFactory
    @EnabledIf("goldenIsThere")
    Stream<DynamicTest> everyRowOfTheReferenceIsReproduced() throws Exception {
        return GoldenTable.rows("spatial.csv").stream()
            .map(row -> DynamicTest.dynamicTest(row.toString(), () -> isReproduced(row)));
    }

    static boolean expandedAreThere() {
        return Files.isRegularFile(EXPANDED);
    }

    /** Sizes and crops of the tests of X3D, [x, y, w, h], from 160 to 356 pixels. */
    @TestFactory
    @EnabledIf("expandedAreThere")
    Stream<DynamicTest> everyCropOfX3dIsReproduced() throws Exception {
        return StreamSupport.stream(JSON.readTree(EXPANDED.toFile()).spliterator(), false)
            .flatMap(entry -> entry.properties().stream().filter(property -> property.getValue().isArray())
                .map(property -> DynamicTest.dynamicTest(
                    entry.get("input_w") + " x " + entry.get("input_h") + " to " + entry.get("size") + ", "
                        + property.getKey(),
                    () -> assertThat(actual(property.getKey(), entry)).hasToString(JSON.convertValue(property.getValue(),
                        List.class).toString()))));
    }

    private static Object actual(String what, JsonNode entry) {
        Convention convention = what.startsWith("mmaction2") ? Convention.MMACTION2 : Convention.PYSLOWFAST;
        int size = entry.get("size").intValue();
        FrameSize frame = new FrameSize(entry.get("input_w").intValue(), entry.get("input_h").intValue())
            .withShortSide(size, convention);
        if (what.endsWith("_resize")) {
            return sides(frame);
        }
        Matcher centre = CENTRE.matcher(what);
        List<Crop> crops = centre.find()
            ? crops(frame, Integer.parseInt(centre.group(1)), SpatialSampling.Place.CENTRE, convention)
            : crops(frame, size, SpatialSampling.Place.THREE, convention);
        List<List<Integer>> boxes = crops.stream().map(crop -> List.of(crop.x(), crop.y(), crop.width(), crop.height()))
            .toList();
        return what.contains("_crop_test1_") ? boxes.get(0) : boxes;
    }

    private static void isReproduced(Map<String, String> row) throws Exception {
        FrameSize frame = new FrameSize(Integer.parseInt(row.get("input_w")), Integer.parseInt(row.get("input_h")));
        assertThat(actual(row.get("source"), frame, row.get("params"))).hasToString(row.get("output"));
    }

    private static Object actual(String source, FrameSize frame, String parameters) throws Exception {
        if (source.startsWith("mmaction2 Resize scale=(-1,")) {
            return sides(frame.withShortSide(Integer.parseInt(source.replaceAll(".*-1,(\\d+)\\).*", "$1")),
                Convention.MMACTION2));
        }
        if (source.startsWith("PySlowFast random_short_side_scale_jitter size=")) {
            return sides(frame.withShortSide(Integer.parseInt(source.replaceAll(".*size=", "")),
                Convention.PYSLOWFAST));
        }
        return switch (source) {
            case "mmaction2 ThreeCrop 256 on resized" ->
                crops(frame, 256, SpatialSampling.Place.THREE, Convention.MMACTION2).stream()
                    .map(SpatialSamplingGoldenTest::corners).toList();
            case "mmaction2 CenterCrop 224 on resized" ->
                corners(crops(frame, 224, SpatialSampling.Place.CENTRE, Convention.MMACTION2).get(0));
            case "PySlowFast uniform_crop 256, spatial_idx 0,1,2 (x,y offsets) on resized" ->
                crops(frame, 256, SpatialSampling.Place.THREE, Convention.PYSLOWFAST).stream()
                    .map(crop -> List.of(crop.x(), crop.y())).toList();
            case "mmaction2 RandomResizedCrop.get_crop_bbox on resized" -> {
                Box box = RandomBox.DEFAULT.sample(frame, draws(JSON.readTree(parameters)));
                yield List.of(box.x(), box.y(), box.x() + box.width(), box.y() + box.height());
            }
            default -> throw new AssertionError("nothing computes " + source);
        };
    }

    private static List<Integer> sides(FrameSize size) {
        return List.of(size.width(), size.height());
    }

    /** The crops of a frame that already has its size. */
    private static List<Crop> crops(FrameSize frame, int size, SpatialSampling.Place place, Convention convention) {
        int side = Math.min(frame.width(), frame.height());
        return new SpatialSampling(new ShortSide(side, side, ShortSide.Draw.EVEN), size, place, false, convention)
            .sample(frame, GivenDraws.none());
    }

    private static List<Integer> corners(Crop crop) {
        return List.of(crop.x(), crop.y(), crop.x() + crop.width(), crop.y() + crop.height());
    }

    private static GivenDraws draws(JsonNode parameters) {
        List<Double> reals = new ArrayList<>();
        parameters.get("log_aspect").forEach(value -> reals.add(value.doubleValue()));
        parameters.get("area_fraction").forEach(value -> reals.add(value.doubleValue()));
        return GivenDraws.reals(reals)
            .thenFractions(parameters.get("x_draw").doubleValue(), parameters.get("y_draw").doubleValue());
    }
}
