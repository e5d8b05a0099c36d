package org.videoaction.model.published;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.videoaction.data.sampling.PastEnd;
import org.videoaction.data.sampling.SegmentMiddles;
import org.videoaction.data.sampling.UniformClips;
import org.videoaction.data.video.Resize;
import org.videoaction.golden.Golden;
import org.videoaction.model.network.Architecture;
import org.videoaction.model.network.Complexity;
import org.videoaction.model.network.ModelZoo;
import org.videoaction.model.network.Network;
import org.videoaction.model.network.Preprocessing;
import org.videoaction.model.network.R2Plus1d;
import org.videoaction.model.network.X3d;
import org.videoaction.model.saved.TestProtocol;
import org.videoaction.model.saved.VideoModel;
import org.videoaction.model.saved.ViewRule;

class CatalogueTest {

    private static final Path VIEWS = Golden.file("views.json");

    /** Their authors print the count of the same network for another number of classes. */
    private static final Map<String, Integer> PRINTED_FOR = Map.of("slow-4x16-r50-imagenet-mmaction2@kinetics-700", 400,
        "slow-8x8-r50-imagenet-mmaction2@kinetics-700", 400, "slow-8x8-r50-imagenet-mmaction2@kinetics-710", 400,
        "slow-8x8-r50-pytorchvideo@something-something-v2", 157);
    /** The ir-CSN has the ip-CSN's numbers printed beside it; the Slow-only has less than its own convolutions. */
    private static final Set<String> MISPRINTED = Set.of("ir-csn-152-sports1m-mmaction2@kinetics-400",
        "slow-4x16-r50-pytorchvideo@ava-2.2");

    @TestFactory
    Stream<DynamicTest> buildsEachOfferedNetworkWithThePublishedNumberOfParameters() {
        return Catalogue.offered().stream().map(model -> DynamicTest.dynamicTest(model.id(), () -> {
            model.architecture().checkClip(model.input().frames(), model.input().width());
            assertThat(model.architecture().classes()).isEqualTo(model.classes());
            int printed = PRINTED_FOR.getOrDefault(model.id(), model.classes());
            Network network = model.architecture().with(model.architecture().head(), printed).network();
            // printed with one to two decimals, rounded or cut off; VMZ leaves batch normalisation out
            double slack = model.parameters().orElse(0) * 10 % 1 < 1e-6 ? 0.1 : 0.011;
            if (model.parameters().isPresent() && !MISPRINTED.contains(model.id())) {
                assertThat(millions(network, model.program().equals("VMZ")))
                    .isCloseTo(model.parameters().getAsDouble(), within(slack));
            }
        }));
    }

    private static double millions(Network network, boolean withoutNorm) {
        return network.parameters().stream().filter(parameter -> parameter.role().learned()
            && !(withoutNorm && parameter.name().contains(".bn."))).mapToLong(parameter -> parameter.size()).sum() / 1e6;
    }

    @TestFactory
    Stream<DynamicTest> namesANetworkOfThePublishedCost() {
        // programs count different operations beside the convolutions
        return Catalogue.offered().stream().filter(model -> model.gmacs().isPresent() && !MISPRINTED.contains(model.id()))
            .map(model -> DynamicTest.dynamicTest(model.id(), () -> {
                Architecture network = model.architecture();
                boolean expanded = network instanceof X3d || network instanceof R2Plus1d;
                boolean atTraining = expanded && model.program().equals("PySlowFast");
                int side = atTraining ? ModelZoo.entry(model.network()).side() : model.input().width();
                Complexity counted = Complexity.of(network.network(), model.input().frames(), side);
                // fvcore's five operations for each value of batch normalization
                long norm = expanded && !atTraining ? 5 * counted.batchNormElements() : 0;
                assertThat((counted.multiplyAccumulates() + norm) / 1e9).isCloseTo(model.gmacs().getAsDouble(),
                    withinPercentage(3));
            }));
    }

    @Test
    void hasEachPublishedFileOnceAndSaysOfEachWhetherItCanRun() {
        assertThat(Catalogue.all()).hasSize(98).extracting(PublishedModel::id).doesNotHaveDuplicates()
            .allMatch(Catalogue::isName);
        assertThat(Catalogue.all()).extracting(PublishedModel::address).doesNotHaveDuplicates();
        assertThat(Catalogue.all()).extracting(PublishedModel::fileName).doesNotHaveDuplicates();
        assertThat(Catalogue.all()).allSatisfy(model -> assertThat(model.network().isEmpty()).isEqualTo(!model.isOffered()));
        assertThat(Catalogue.all()).allMatch(model -> model.address().getScheme().equals("https"));
        assertThat(Catalogue.all()).allMatch(model -> model.sha256().matches("([0-9a-f]{8})?"));
    }

    /** As PySlowFast's configurations, PyTorchVideo's tables and the test pipelines of MMAction2 and PaddleVideo have it. */
    @ParameterizedTest
    @CsvSource({"slowfast-8x8-r50@kinetics-400, 10, 3, 256, 256, false",
        "slowfast-8x8-r50-stepwise-multigrid@kinetics-400, 10, 3, 224, 224, false",
        "slowfast-16x8-r50@something-something-v2, 1, 1, 256, 256, true",
        "slowfast-16x8-r50-multigrid@something-something-v2, 1, 1, 224, 224, true",
        "slowfast-16x8-r50-multigrid@charades, 10, 3, 256, 256, true",
        "slowfast-8x8-r50-pytorchvideo@something-something-v2, 1, 3, 256, 256, true",
        "slow-8x8-r50-pytorchvideo@charades, 10, 3, 256, 256, true",
        "ir-csn-152-ig65m-mmaction2@kinetics-400, 10, 3, 256, 256, false",
        "ir-csn-152@kinetics-400, 10, 3, 256, 256, false",
        "slowfast-4x16-r50-paddlevideo@kinetics-400, 10, 3, 256, 256, false",
        "slowfast-8x8-r50-multigrid-paddlevideo@kinetics-400, 10, 3, 256, 224, false",
        "x3d-xs@kinetics-400, 10, 3, 182, 182, false", "x3d-s@kinetics-400, 10, 3, 182, 182, false",
        "x3d-m@kinetics-400, 10, 3, 256, 256, false", "x3d-l@kinetics-400, 10, 3, 356, 356, false",
        "x3d-s-pytorchvideo@kinetics-400, 10, 3, 182, 182, false",
        "r2plus1d-16x4-r50-pytorchvideo@kinetics-400, 10, 3, 256, 256, false",
        "slow-4x16-r50@ava-2.2, 1, 1, 256, 256, false"})
    void hasTheViewsOfItsAuthorsTest(String id, int clips, int crops, int shortSide, int crop, boolean wholeVideo) {
        PublishedModel model = Catalogue.model(id);
        assertThat(model.views()).isEqualTo(new PublishedModel.Views(clips, crops, wholeVideo));
        assertThat(model.shortSide()).isEqualTo(shortSide);
        assertThat(model.input().width()).isEqualTo(crop);
    }

    static boolean viewsAreThere() {
        return Files.isRegularFile(VIEWS);
    }

    @ParameterizedTest
    @EnabledIf("viewsAreThere")
    @ValueSource(strings = {"X3D-XS", "X3D-S", "X3D-M", "X3D-L"})
    void hasClipsAndMeansOfTheConfigurationOfX3d(String network) throws Exception {
        JsonNode said = new ObjectMapper().readTree(VIEWS.toFile()).path(network);
        JsonNode test = said.path("test_10x3");
        ModelZoo.Entry entry = ModelZoo.entry(network.toLowerCase(Locale.ROOT));
        assertThat(entry.side()).isEqualTo(said.path("train_crop").intValue());
        for (String id : List.of(entry.name() + "@kinetics-400", entry.name() + "-pytorchvideo@kinetics-400")) {
            PublishedModel model = Catalogue.model(id);
            int side = test.path("crop").intValue();
            assertThat(model.input()).isEqualTo(
                new VideoModel.Input(said.path("frames").intValue(), side, side, said.path("stride").intValue()));
            assertThat(model.shortSide()).isEqualTo(test.path("short_side").intValue());
            assertThat(model.views()).isEqualTo(new PublishedModel.Views(test.path("temporal_views").intValue(),
                test.path("spatial_views").intValue(), false));
            assertThat(model.preprocessing()).isEqualTo(new Preprocessing(numbers(said.path("mean")),
                numbers(said.path("std"))));
        }
    }

    private static List<Double> numbers(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).map(JsonNode::doubleValue).toList();
    }

    @Test
    void anUnknownNameIsAnsweredWithThoseOfTheSameNetwork() {
        assertThatIllegalArgumentException().isThrownBy(() -> Catalogue.model("slowfast-4x16-r50@kinetics-600"))
            .withMessageContaining("slowfast-4x16-r50@kinetics-400");
        assertThatIllegalArgumentException()
            .isThrownBy(() -> Catalogue.model("efficient-x3d-s-pytorchvideo@kinetics-400"))
            .withMessageContaining("the efficient form of X3D is not among the networks");
    }

    @Test
    void theTableOfAllListsWhatCannotRunWithTheReason() {
        assertThat(Catalogue.table(false)).containsPattern("\\| slowfast-8x8-r50@kinetics-400 +\\| 77.0 +\\| 65.7 ")
            .containsPattern("\\| x3d-m@kinetics-400 +\\| 76.2 +\\| 4.7 ").doesNotContain("efficient");
        assertThat(Catalogue.table(true)).containsPattern(
            "\\| efficient-x3d-s-pytorchvideo@kinetics-400 +\\| 73.0 +\\| Kinetics-400 +\\| PyTorchVideo +\\| the efficient");
        assertThat(Catalogue.table(false).lines().map(String::length).distinct()).as("one width").hasSize(1);
        assertThat(Catalogue.table(true).lines().filter(line -> line.contains("@"))).hasSize(98);
    }

    @TestFactory
    Stream<DynamicTest> testsEachOfferedNetworkAsItsAuthorsDo() {
        return Catalogue.offered().stream().map(model -> DynamicTest.dynamicTest(model.id(), () -> {
            TestProtocol test = model.test();
            assertThat(List.of(test.time().clips(), test.space().crops())).containsExactly(model.views().clips(),
                model.views().crops());
            assertThat(test.time().length()).isEqualTo(model.input().frames());
            assertThat(List.of(test.crop(), test.shortSide())).containsExactly(model.input().width(), model.shortSide());
            assertThat(test.resize()).isEqualTo(Resize.REFERENCE);
        }));
    }

    @Test
    void testsOnSomethingSomethingShowWholeVideosAndOnCharadesTakeTheLargestProbability() {
        assertThat(Catalogue.model("slowfast-16x8-r50@something-something-v2").test().time())
            .isEqualTo(new SegmentMiddles(64));
        TestProtocol charades = Catalogue.model("slowfast-16x8-r50@charades").test();
        assertThat(charades.time()).isEqualTo(new UniformClips(64, 2, 10, 0, PastEnd.REPEAT_LAST));
        assertThat(charades.rule()).isEqualTo(ViewRule.LARGEST);
        assertThat(Catalogue.model("slowfast-8x8-r50-stepwise-multigrid@kinetics-400").test().crop()).isEqualTo(224);
    }
}
