package org.videoaction.model.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.videoaction.data.list.Classes;
import org.videoaction.data.sampling.Convention;
import org.videoaction.data.sampling.PastEnd;
import org.videoaction.data.sampling.PySlowFastClips;
import org.videoaction.data.sampling.UniformClips;
import org.videoaction.data.video.Resize;
import org.videoaction.model.format.WrittenPickle;
import org.videoaction.model.format.WrittenZip;
import org.videoaction.model.network.ChannelSeparated;
import org.videoaction.model.network.ChannelSeparated.Interaction;
import org.videoaction.model.network.Extent;
import org.videoaction.model.network.FrameRule;
import org.videoaction.model.network.Head;
import org.videoaction.model.network.Labels;
import org.videoaction.model.network.Lateral;
import org.videoaction.model.network.ModelZoo;
import org.videoaction.model.network.NonLocal;
import org.videoaction.model.network.Parameter;
import org.videoaction.model.network.Pathway;
import org.videoaction.model.network.Preprocessing;
import org.videoaction.model.network.Regions;
import org.videoaction.model.network.SinglePathway;
import org.videoaction.model.network.SlowFast;
import org.videoaction.model.network.Weights;
import org.videoaction.model.saved.ModelFile;
import org.videoaction.model.saved.TestProtocol;
import org.videoaction.model.saved.VideoModel;
import org.videoaction.model.saved.ViewRule;

/** What becomes of other programs' weights. */
class ModelImportTest {

    private static final ChannelSeparated CSN = new ChannelSeparated(Interaction.REDUCED, 50, 2, 1e-3, 0.5, 3);
    private static final SlowFast SLOWFAST = SlowFast.plain(50, 8, 2, 2, Lateral.convolution(5, true), FrameRule.LINSPACE,
        0.5, 3);

    @TempDir
    private Path folder;

    private static SavedByOthers csn() {
        return SavedByOthers.of(CSN, new MmactionNames(false, true, false)::of, 5);
    }

    private static SavedByOthers slowFast() {
        return SavedByOthers.of(SLOWFAST, PySlowFastNames::of, 5);
    }

    private static ImportRequest request(int classes, long seed, String... names) {
        return new ImportRequest(Optional.empty(), classes, Classes.of(names), Optional.empty(), 0, seed);
    }

    private static ImportRequest asking(String network) {
        return new ImportRequest(Optional.of(ModelZoo.entry(network)), 0, Classes.NONE, Optional.empty(), 0, 0);
    }

    private ImportedModel imported(SavedByOthers saved) throws IOException {
        return imported(saved, ImportRequest.AUTOMATIC);
    }

    private ImportedModel imported(SavedByOthers saved, ImportRequest request) throws IOException {
        return imported(saved.torch(), request);
    }

    private ImportedModel imported(WrittenZip file, ImportRequest request) throws IOException {
        return ModelImport.read(Files.write(folder.resolve("weights.pth"), file.stored()), request);
    }

    private static void assertSame(Weights found, Weights expected) {
        assertThat(found.values()).containsOnlyKeys(expected.values().keySet());
        expected.values().forEach((name, values) -> assertThat(found.values().get(name)).as(name).isEqualTo(values));
    }

    @Test
    void aCsnOfMmactionIsRecognised() throws IOException {
        ImportedModel found = imported(csn());
        assertThat(found.model().architecture()).isEqualTo(CSN);
        assertThat(found.origin()).isEqualTo("MMAction2");
        assertThat(found.model().classes().names()).containsExactly("0", "1", "2");
        assertSame(found.model().weights(), Weights.initial(CSN.network(), 5));
        assertThat(found.summary()).contains("ir-CSN-50, width 2 of MMAction2, 3 classes", "epsilon is 0.001",
            "32 frames with a stride of 2", "mean [0.485, 0.456, 0.406]");
    }

    @Test
    void theSameArraysInAPickleGiveTheSameModel() throws IOException {
        Path file = Files.write(folder.resolve("weights.pkl"), csn().pickle());
        assertSame(ModelImport.read(file, ImportRequest.AUTOMATIC).model().weights(), Weights.initial(CSN.network(), 5));
    }

    @Test
    void aSlowFastOfPySlowFastIsRecognised() throws IOException {
        ImportedModel found = imported(slowFast());
        assertThat(found.model().architecture()).isEqualTo(SLOWFAST.with(new Head(7), 3));
        assertThat(found.model().preprocessing()).isEqualTo(Preprocessing.KINETICS);
        assertThat(found.assumptions()).contains("alpha is 8");
    }

    @Test
    void allFormsOfSlowFastAreToldApart() throws IOException {
        for (Lateral lateral : List.of(Lateral.convolution(7, false), new Lateral(Lateral.Kind.NONE, 5, false),
            new Lateral(Lateral.Kind.TIME_STRIDED_SAMPLING, 5, false),
            new Lateral(Lateral.Kind.TIME_TO_CHANNEL_CONCATENATION, 5, false))) {
            int alpha = lateral.kind() == Lateral.Kind.TIME_STRIDED_CONVOLUTION
                || lateral.kind() == Lateral.Kind.TIME_TO_CHANNEL_CONCATENATION ? 4 : 8;
            SlowFast network = new SlowFast(new Pathway(101, 6), Pathway.of(101), alpha, 2, 2, lateral, FrameRule.LINSPACE,
                new NonLocal(List.of(1), List.of(6, 13), false, Extent.of(1, 2), NonLocal.Style.PYSLOWFAST), Head.AVERAGE,
                0.5, 3);
            SlowFast found = (SlowFast) imported(SavedByOthers.of(network, PySlowFastNames::of, 1)).model().architecture();
            assertThat(found.slow()).isEqualTo(network.slow());
            assertThat(found.fast()).isEqualTo(network.fast());
            assertThat(found.lateral()).isEqualTo(network.lateral());
            assertThat(found.nonLocal()).isEqualTo(network.nonLocal());
        }
    }

    @Test
    void aSinglePathwayIsRecognised() throws IOException {
        for (Pathway.Kind kind : Pathway.Kind.values()) {
            SinglePathway network = new SinglePathway(kind, Pathway.of(50), 2, NonLocal.NONE, Head.AVERAGE, 0.5, 3);
            assertThat(imported(SavedByOthers.of(network, PySlowFastNames::of, 1)).model().architecture())
                .isEqualTo(network.with(new Head(7), 3));
        }
    }

    @Test
    void ourOwnNamesAreRecognised() throws IOException {
        assertThat(imported(SavedByOthers.of(SLOWFAST, name -> name, 1)).origin()).isEqualTo("this extension");
    }

    @Test
    void mmactionsFastColumnsComeLastHere() throws IOException {
        SavedByOthers saved = SavedByOthers.of(SLOWFAST, new MmactionNames(true, false, false)::of, 5);
        // res5 has 32 times the stem's channels: 64 Slow features, 32 Fast ones
        float[] weight = new float[3 * 96];
        for (int i = 0; i < weight.length; i++) {
            weight[i] = i % 96;
        }
        saved.put("cls_head.fc_cls.weight", List.of(3, 96), weight);
        float[] found = imported(saved).model().weights().values().get("head.fc.weight");
        assertThat(found[0]).isEqualTo(32);
        assertThat(found[63]).isEqualTo(95);
        assertThat(found[64]).isZero();
        assertThat(found[95]).isEqualTo(31);
        assertThat(found[96]).isEqualTo(32);
    }

    /** MMAction2's BBoxHeadAVA leaves its first output out; the Slow pathway's features come first there. */
    @Test
    void mmactionsDetectionNetworksLoseTheirReservedClass() throws IOException {
        SlowFast detection = new SlowFast(Pathway.of(50), Pathway.of(50), 8, 2, 2, Lateral.convolution(5, true),
            FrameRule.STRIDE, NonLocal.NONE, Head.detection(Regions.MMACTION2), 0.5, 4);
        SavedByOthers saved = SavedByOthers.of(detection, MmactionNames.ofPathways(true, true)::of, 5);
        float[] weight = new float[4 * 96];
        for (int i = 0; i < weight.length; i++) {
            weight[i] = i;
        }
        saved.put("roi_head.bbox_head.fc_cls.weight", List.of(4, 96), weight);
        saved.put("roi_head.bbox_head.fc_cls.bias", List.of(4), 10, 11, 12, 13);
        ImportedModel found = imported(saved);
        assertThat(found.origin()).isEqualTo("MMAction2");
        assertThat(found.model().architecture()).isEqualTo(detection.with(Head.detection(Regions.MMACTION2), 3));
        assertThat(found.model().classes().names()).hasSize(3);
        assertThat(found.model().weights().values().get("head.fc.bias")).containsExactly(11, 12, 13);
        assertThat(found.model().weights().values().get("head.fc.weight")).startsWith(96, 97).endsWith(382, 383)
            .hasSize(3 * 96);
        assertThat(found.leftOver()).isEmpty();
    }

    @Test
    void mmactionsLargerDetectionHeadsAreRefused() {
        SlowFast detection = SLOWFAST.with(Head.detection(Regions.MMACTION2), 4);
        SavedByOthers saved = SavedByOthers.of(detection, MmactionNames.ofPathways(true, true)::of, 5);
        saved.put("roi_head.shared_head.conv1.conv.weight", List.of(1), 0);
        assertThatThrownBy(() -> imported(saved)).isInstanceOf(IOException.class).hasMessageContaining("ACRN");
    }

    @Test
    void paddlesClassifierIsTurned() throws IOException {
        SavedByOthers saved = SavedByOthers.of(SLOWFAST, PaddleVideoNames::of, 5);
        float[] weight = new float[3 * 96];
        weight[1] = 7;
        saved.put("head.projection.weight", List.of(96, 3), weight);
        float[] found = imported(saved).model().weights().values().get("head.fc.weight");
        assertThat(found[96]).isEqualTo(7);
    }

    @Test
    void anotherNumberOfClassesRenewsTheClassifierAlone() throws IOException {
        ImportedModel found = imported(csn(), request(7, 11));
        assertThat(found.model().classes().names()).hasSize(7);
        assertThat(found.renewed()).containsExactly("cls_head.fc_cls.weight", "cls_head.fc_cls.bias");
        assertThat(found.leftOver()).isEmpty();
        assertThat(found.summary()).contains("classifier is new", "cls_head.fc_cls.weight");
        Map<String, float[]> values = found.model().weights().values();
        assertThat(values.get("stem.conv.weight"))
            .isEqualTo(Weights.initial(CSN.network(), 5).values().get("stem.conv.weight"));
        assertThat(values.get("head.fc.weight"))
            .isEqualTo(Weights.initial(CSN.with(Head.AVERAGE, 7).network(), 11).values().get("head.fc.weight"));
    }

    @Test
    void aFileWithoutAClassifierNeedsANumberOfClasses() throws IOException {
        SavedByOthers saved = csn();
        saved.remove("cls_head.fc_cls.weight");
        saved.remove("cls_head.fc_cls.bias");
        assertThatThrownBy(() -> imported(saved)).hasMessageContaining("weights.pth")
            .hasMessageContaining("no classifier; say how many classes");
        assertThat(imported(saved, request(0, 0, "walk", "run")).model().classes().names())
            .containsExactly("walk", "run");
    }

    @Test
    void missingTensorsAreListed() {
        SavedByOthers saved = csn();
        saved.remove("backbone.layer1.0.conv1.bn.weight");
        saved.remove("backbone.layer4.2.conv3.conv.weight");
        assertThatThrownBy(() -> imported(saved)).isInstanceOf(IOException.class).hasMessageContaining("weights.pth")
            .hasMessageContaining("2 tensors are missing: backbone.layer1.0.conv1.bn.weight, "
                + "backbone.layer4.2.conv3.conv.weight");
    }

    @Test
    void aWrongShapeIsAnErrorWithBothShapesAndTheNetwork() {
        SavedByOthers saved = csn();
        saved.put("backbone.conv1.bn.bias", List.of(3), 0, 0, 0);
        assertThatThrownBy(() -> imported(saved)).isInstanceOf(IOException.class).hasMessageContaining("ir-CSN-50, width 2")
            .hasMessageContaining("backbone.conv1.bn.bias is [3] in the file and [2] in the network");
    }

    @Test
    void whatIsLeftOverIsListed() throws IOException {
        SavedByOthers saved = csn();
        saved.put("backbone.conv1.bn.num_batches_tracked", List.of(), 3);
        saved.put("cls_head.other.weight", List.of(1), 3);
        ImportedModel found = imported(saved);
        assertThat(found.leftOver()).containsExactly("cls_head.other.weight");
        assertThat(found.summary()).contains("Not used: cls_head.other.weight");
    }

    @Test
    void aWordBeforeAllNamesIsIgnored() throws IOException {
        SavedByOthers saved = SavedByOthers.of(CSN, name -> "module." + new MmactionNames(false, true, false).of(name), 5);
        assertThat(imported(saved).model().architecture()).isEqualTo(CSN);
    }

    @Test
    void aNetworkOfTheZooOverridesWhatTensorsDoNotShow() throws IOException {
        SlowFast eight = SlowFast.plain(50, 8, 8, 8, Lateral.convolution(5, true), FrameRule.LINSPACE, 0.5, 3);
        SavedByOthers saved = SavedByOthers.of(eight, PySlowFastNames::of, 5);
        ImportRequest request = asking("mmaction-slowfast-8x8-r50-steplr");
        assertThatThrownBy(() -> imported(saved, request))
            .hasMessageContaining("s1_fuse.conv_f2s.weight is [2, 1, 5, 1, 1]");
        ImportedModel found = imported(saved, asking("slowfast-4x16-r50"));
        assertThat(found.model().architecture()).isEqualTo(eight.with(new Head(7), 3));
    }

    @Test
    void largerClipsAreLookedAtPlaceByPlaceAsPySlowFastDoes() throws IOException {
        ImportRequest larger = new ImportRequest(Optional.empty(), 0, Classes.NONE, Optional.of(Preprocessing.KINETICS), 256,
            0);
        ImportedModel theirs = imported(slowFast(), larger);
        assertThat(theirs.model().architecture().head()).isEqualTo(new Head(7));
        assertThat(theirs.model().input()).isEqualTo(new VideoModel.Input(32, 256, 256, 2));
        VideoModel mmactions = imported(csn(), larger).model();
        assertThat(mmactions.architecture().head()).isEqualTo(Head.AVERAGE);
        assertThat(mmactions.preprocessing()).isEqualTo(Preprocessing.KINETICS);
    }

    @Test
    void blocksThatTheAskedNetworkLacksAreListed() throws IOException {
        ChannelSeparated deep = new ChannelSeparated(Interaction.REDUCED, 101, 2, 1e-3, 0.5, 3);
        SavedByOthers saved = SavedByOthers.of(deep, new MmactionNames(false, true, false)::of, 5);
        ImportedModel found = imported(saved, asking("ir-csn-50"));
        assertThat(found.leftOver()).contains("backbone.layer3.22.conv1.conv.weight");
    }

    @Test
    void pySlowFastsSettingsSayWhatTensorsDoNot() throws IOException {
        String settings = """
            DATA:
              MEAN:
              - 0.5
              - 0.25
              - 0.125
              NUM_FRAMES: 64
              SAMPLING_RATE: 1
              STD:
              - 0.5
              - 0.5
              - 0.75
              TEST_CROP_SIZE: 128
              TRAIN_CROP_SIZE: 112
            MODEL:
              HEAD_ACT: sigmoid
            SLOWFAST:
              ALPHA: 4
            TEST:
              CHECKPOINT_TYPE: pytorch
              DATASET: charades
              NUM_ENSEMBLE_VIEWS: 5
              NUM_SPATIAL_CROPS: 3
            """;
        SavedByOthers saved = slowFast();
        byte[] state = WrittenPickle.ofTensors(saved.shapes());
        byte[] pickle = (new String(state, 0, state.length - 1, StandardCharsets.ISO_8859_1)
            + new String(new WrittenPickle().text("cfg").text(settings).raw("s").stop(), StandardCharsets.ISO_8859_1)
                .substring(2))
            .getBytes(StandardCharsets.ISO_8859_1);
        WrittenZip zip = saved.torch().with("archive/data.pkl", pickle);
        ImportedModel found = imported(zip, ImportRequest.AUTOMATIC);
        SlowFast network = (SlowFast) found.model().architecture();
        assertThat(network.alpha()).isEqualTo(4);
        assertThat(network.head()).isEqualTo(new Head(3, Labels.SEVERAL, Regions.NONE));
        assertThat(found.model().input()).isEqualTo(new VideoModel.Input(64, 112, 112, 1));
        checkTestOfTheSettings(found.model().test());
        assertThat(found.model().preprocessing())
            .isEqualTo(new Preprocessing(List.of(0.5, 0.25, 0.125), List.of(0.5, 0.5, 0.75)));
    }

    /** Charades is tested on five evenly placed clips here, whose largest probabilities count. */
    private static void checkTestOfTheSettings(TestProtocol test) {
        assertThat(test.time()).isEqualTo(new UniformClips(64, 1, 5, 0, PastEnd.REPEAT_LAST));
        assertThat(test.rule()).isEqualTo(ViewRule.LARGEST);
        assertThat(test.summary()).isEqualTo("5 x 3 views of 128 x 128 pixels, short side 128");
    }

    @Test
    void networksAreTestedAsTheirProgramsDo() throws IOException {
        TestProtocol theirs = imported(slowFast()).model().test();
        assertThat(theirs.time()).isEqualTo(new PySlowFastClips(32, 2, 10, 30, PySlowFastClips.Start.EVEN));
        assertThat(theirs.space().convention()).isEqualTo(Convention.PYSLOWFAST);
        TestProtocol mmactions = imported(csn()).model().test();
        assertThat(mmactions.time()).isEqualTo(new UniformClips(32, 2, 10));
        assertThat(mmactions.space().convention()).isEqualTo(Convention.MMACTION2);
        assertThat(List.of(theirs, mmactions)).allSatisfy(test -> {
            assertThat(test.summary()).isEqualTo("10 x 3 views of 256 x 256 pixels, short side 256");
            assertThat(test.resize()).isEqualTo(Resize.REFERENCE);
            assertThat(test.rule()).isEqualTo(ViewRule.PROBABILITIES);
        });
    }

    @Test
    void namesOfTheClassesChangeNothingOfTheTest() throws IOException {
        ImportedModel found = imported(slowFast());
        assertThat(found.called(Classes.of("in", "out", "over")).model().test()).isEqualTo(found.model().test())
            .isNotEqualTo(TestProtocol.of(found.model().input()));
        assertThat(found.numbered().model().test()).isEqualTo(found.model().test());
    }

    @Test
    void smallerClipsThanInTrainingAreCutOutOfFramesThatAreScaledAsFar() throws IOException {
        ImportRequest smaller = new ImportRequest(Optional.empty(), 0, Classes.NONE, Optional.empty(), 112, 0);
        VideoModel model = imported(slowFast(), smaller).model();
        assertThat(model.test().crop()).isEqualTo(128);
        assertThat(model.architecture().head()).isEqualTo(Head.AVERAGE);
    }

    @Test
    void ourOwnModelComesBackAndTakesOtherClasses() throws IOException {
        Path file = folder.resolve("model.zip");
        VideoModel model = new VideoModel(CSN, Preprocessing.KINETICS, new VideoModel.Input(8, 32, 32, 2),
            Classes.of("a", "b", "c"), Weights.initial(CSN.network(), 1), List.of());
        ModelFile.save(model, file);
        VideoModel read = ModelImport.read(file, ImportRequest.AUTOMATIC).model();
        // it tells its file in addition
        assertThat(read.from(model.provenance())).usingRecursiveComparison().isEqualTo(model);
        ImportedModel four = ModelImport.read(file, request(4, 2));
        assertThat(four.renewed()).containsExactly("head.fc.weight", "head.fc.bias");
        assertThat(four.model().architecture().classes()).isEqualTo(4);
        Parameter stem = CSN.network().parameters().get(0);
        assertThat(four.model().weights().of(stem)).isEqualTo(model.weights().of(stem));
    }

    @Test
    void otherTensorsAreOfNoKnownNetwork() throws IOException {
        SavedByOthers saved = new SavedByOthers(new LinkedHashMap<>(), new LinkedHashMap<>());
        saved.put("encoder.layer.0.weight", List.of(1), 1);
        assertThatThrownBy(() -> imported(saved)).hasMessageContaining("not named as in a SlowFast, CSN, X3D or R(2+1)D")
            .hasMessageContaining("encoder.layer.0.weight");
        assertThatThrownBy(() -> ModelImport.read(folder.resolve("nothing.pth"), ImportRequest.AUTOMATIC))
            .hasMessageContaining("There is no file");
    }

    @Test
    void moreNamesThanClassesAreRefused() {
        assertThatThrownBy(() -> request(3, 0, "a", "b"))
            .hasMessage("There are 2 class names for 3 classes.");
    }
}
