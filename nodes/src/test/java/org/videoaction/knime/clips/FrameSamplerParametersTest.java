package org.videoaction.knime.clips;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataColumnSpecCreator;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.def.DoubleCell;
import org.knime.core.data.def.StringCell;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeSettings;
import org.videoaction.data.clip.ClipSpec;
import org.videoaction.data.clip.Recipe;
import org.videoaction.data.list.Classes;
import org.videoaction.data.sampling.ClipSampling;
import org.videoaction.data.sampling.Augmentation;
import org.videoaction.data.sampling.ColourJitter;
import org.videoaction.data.sampling.RandAugment;
import org.videoaction.data.sampling.Convention;
import org.videoaction.data.sampling.DenseClips;
import org.videoaction.data.sampling.KeyFrameClips;
import org.videoaction.data.sampling.PastEnd;
import org.videoaction.data.sampling.PySlowFastClips;
import org.videoaction.data.sampling.RandomClips;
import org.videoaction.data.sampling.SegmentClips;
import org.videoaction.data.sampling.ShortSide;
import org.videoaction.data.sampling.SpatialSampling;
import org.videoaction.data.sampling.TemporalSampling;
import org.videoaction.data.sampling.UniformClips;
import org.videoaction.data.video.Decoding;
import org.videoaction.data.video.Resize;
import org.videoaction.data.video.VideoLimits;
import org.videoaction.knime.port.VideoModelPortObjectSpec;
import org.videoaction.model.saved.TestProtocol;
import org.videoaction.model.saved.VideoModel;
import org.videoaction.model.saved.ViewRule;
import org.videoaction.standin.ParameterXml;

class FrameSamplerParametersTest {

    private static FrameSamplerParameters with(Consumer<FrameSamplerParameters> change) {
        FrameSamplerParameters parameters = new FrameSamplerParameters();
        change.accept(parameters);
        return parameters;
    }

    private static Recipe recipe(FrameSamplerParameters parameters, boolean boxes) {
        return recipe(parameters, Optional.empty(), boxes);
    }

    private static Recipe recipe(FrameSamplerParameters parameters, Optional<VideoModelPortObjectSpec> model,
        boolean boxes) {
        try {
            return parameters.recipe(model, boxes);
        } catch (InvalidSettingsException e) {
            throw new AssertionError(e);
        }
    }

    private static TemporalSampling time(Consumer<FrameSamplerParameters> change) {
        return recipe(with(change), false).sampling().time();
    }

    private static void assertInvalid(String message, Consumer<FrameSamplerParameters> change) {
        assertThatExceptionOfType(InvalidSettingsException.class).isThrownBy(with(change)::check)
            .withMessageContaining(message);
    }

    @Test
    void withoutChangesClipsAreMMAction2sForTraining() throws Exception {
        FrameSamplerParameters parameters = new FrameSamplerParameters();

        parameters.check();

        Recipe recipe = recipe(parameters, false);
        assertThat(recipe.sampling().time()).isEqualTo(new RandomClips(32, 2, 1));
        assertThat(recipe.sampling().space())
            .isEqualTo(new SpatialSampling(256, 256, 224, SpatialSampling.Place.CENTRE, false));
        assertThat(recipe.resize()).isEqualTo(Resize.FAST);
        assertThat(recipe.limits()).isEqualTo(VideoLimits.DEFAULT);
        assertThat(parameters.isOnDemand()).isFalse();
    }

    @Test
    void everyRuleOfMMAction2CanBeChosen() {
        assertThat(time(p -> {
            p.clipPlace = FrameSamplerParameters.Place.EVEN;
            p.clipsPerVideo = 10;
            p.targetFps = Optional.of(30.0);
            p.afterEnd = FrameSamplerParameters.AfterEnd.REPEAT_LAST;
        })).isEqualTo(new UniformClips(32, 2, 10, 30, PastEnd.REPEAT_LAST));
        assertThat(time(p -> p.clipPlace = FrameSamplerParameters.Place.RANDOM_WINDOW))
            .isEqualTo(new DenseClips(32, 2, 1, 64, 0));
        assertThat(time(p -> p.clipPlace = FrameSamplerParameters.Place.EVEN_WINDOWS))
            .isEqualTo(new DenseClips(32, 2, 1, 64, 10));
        assertThat(time(p -> p.clipPlace = FrameSamplerParameters.Place.RANDOM_SEGMENTS))
            .isEqualTo(new SegmentClips(32, 1, true));
        assertThat(time(p -> p.clipPlace = FrameSamplerParameters.Place.EVEN_SEGMENTS))
            .isEqualTo(new SegmentClips(32, 1, false));
    }

    @Test
    void everyRuleOfPySlowFastCanBeChosen() {
        Consumer<FrameSamplerParameters> rules = p -> p.rules = FrameSamplerParameters.Rules.PYSLOWFAST;
        Consumer<FrameSamplerParameters> even = rules.andThen(p -> p.clipPlace = FrameSamplerParameters.Place.EVEN);

        assertThat(time(rules)).isEqualTo(new PySlowFastClips(32, 2, 1, 0, PySlowFastClips.Start.RANDOM));
        assertThat(time(even)).isEqualTo(new PySlowFastClips(32, 2, 1, 0, PySlowFastClips.Start.EVEN));
        assertThat(time(even.andThen(p -> p.toEnd = true)))
            .isEqualTo(new PySlowFastClips(32, 2, 1, 0, PySlowFastClips.Start.EVEN_TO_END));
        SpatialSampling space = recipe(with(rules.andThen(p -> {
            p.largestShortSide = 320;
            p.shortSideDraw = FrameSamplerParameters.SideDraw.INVERSE;
            p.cropPlace = FrameSamplerParameters.CropPlace.THREE;
        })), false).sampling().space();
        assertThat(space).isEqualTo(new SpatialSampling(new ShortSide(256, 320, ShortSide.Draw.INVERSE), 224,
            SpatialSampling.Place.THREE, false, Convention.PYSLOWFAST));
    }

    @Test
    void trainingIsOneRandomClipOfARandomCropWithJitteredScaleDecodedOnDemand() throws Exception {
        FrameSamplerParameters parameters = with(p -> {
            p.clipsFor = ClipsFor.TRAINING;
            p.clipPlace = FrameSamplerParameters.Place.EVEN;
            p.clipsPerVideo = 10;
            p.cropPlace = FrameSamplerParameters.CropPlace.TEN;
            p.shortSide = 10;
            p.flip = true;
        });

        parameters.check();

        assertThat(recipe(parameters, false).sampling().time()).isEqualTo(new RandomClips(32, 2, 1));
        assertThat(recipe(parameters, false).sampling().space())
            .isEqualTo(new SpatialSampling(256, 320, 224, SpatialSampling.Place.RANDOM, true));
        assertThat(recipe(parameters, false).spec(Classes.NONE).random()).isTrue();
        assertThat(parameters.isOnDemand()).isTrue();
    }

    @Test
    void testingIsEvenClipsOfWhichNothingIsDrawn() throws Exception {
        FrameSamplerParameters parameters = with(p -> {
            p.clipsFor = ClipsFor.TESTING;
            p.clipPlace = FrameSamplerParameters.Place.RANDOM;
            p.flip = true;
            p.brightness = Optional.of(0.4);
            p.boxJitter = Optional.of(0.1);
            p.largestShortSide = 320;
            p.views = Views.ALL;
        });

        parameters.check();

        assertThat(recipe(parameters, false).sampling()).isEqualTo(new ClipSampling(new UniformClips(32, 2, 10),
            new SpatialSampling(256, 256, 224, SpatialSampling.Place.THREE, false)));
        assertThat(recipe(parameters, false).spec(Classes.NONE).random()).isFalse();
        assertThat(time(p -> {
            p.clipsFor = ClipsFor.TESTING;
            p.rules = FrameSamplerParameters.Rules.PYSLOWFAST;
            p.views = Views.TEN;
        })).isEqualTo(new PySlowFastClips(32, 2, 10, 0, PySlowFastClips.Start.EVEN));
    }

    @ParameterizedTest
    @CsvSource({"ONE, 1, 1", "THREE, 3, 1", "TEN, 10, 1", "ALL, 10, 3"})
    void viewsAreClipsTimesCrops(Views views, int clips, int crops) {
        ClipSpec spec = recipe(with(p -> {
            p.clipsFor = ClipsFor.TESTING;
            p.views = views;
        }), false).spec(Classes.NONE);
        assertThat(List.of(spec.clipsPerVideo(), spec.cropsPerClip())).isEqualTo(List.of(clips, crops));
    }

    private static Recipe ofModel(ClipsFor clipsFor, TestProtocol test) {
        VideoModelPortObjectSpec model = new VideoModelPortObjectSpec("X", new VideoModel.Input(16, 112, 112, 4),
            Classes.NONE, false, test);
        return recipe(with(p -> {
            p.clipsFor = clipsFor;
            p.cropPlace = FrameSamplerParameters.CropPlace.THREE;
            p.views = Views.ALL;
        }), Optional.of(model), false);
    }

    @ParameterizedTest
    @CsvSource({"TRAINING, 128, 160", "TESTING, 128, 128", "CUSTOM, 128, 128"})
    void aModelSaysHowLongAndLargeItsClipsAre(ClipsFor clipsFor, int smallest, int largest) {
        ClipSampling sampling = ofModel(clipsFor, TestProtocol.of(new VideoModel.Input(16, 112, 112, 4))).sampling();

        assertThat(sampling.time().length()).isEqualTo(16);
        assertThat(sampling.time().stride()).isEqualTo(4);
        assertThat(sampling.space().size()).isEqualTo(112);
        assertThat(sampling.space().shortSide()).isEqualTo(new ShortSide(smallest, largest, ShortSide.Draw.EVEN));
    }

    @Test
    void clipsForTestingAModelAreThoseOfItsOwnTest() {
        TestProtocol published = new TestProtocol(new PySlowFastClips(16, 4, 7, 30, PySlowFastClips.Start.EVEN),
            new SpatialSampling(128, 128, 128, SpatialSampling.Place.THREE, false), Resize.REFERENCE, ViewRule.SCORES);

        Recipe recipe = ofModel(ClipsFor.TESTING, published);

        assertThat(recipe.sampling()).isEqualTo(new ClipSampling(published.time(), published.space()));
        assertThat(recipe.resize()).isEqualTo(Resize.REFERENCE);
    }

    @ParameterizedTest
    @EnumSource(FrameSamplerParameters.CropPlace.class)
    void everyPlaceOfCropsCanBeChosen(FrameSamplerParameters.CropPlace place) throws Exception {
        FrameSamplerParameters parameters = with(p -> p.cropPlace = place);

        parameters.check();

        assertThat(recipe(parameters, false).spec(Classes.NONE).width()).isEqualTo(224);
    }

    @Test
    void coloursAndMirroringAreLeftAloneUnlessWanted() {
        assertThat(recipe(with(p -> {}), false).sampling().colour()).isEqualTo(ColourJitter.NONE);
        assertThat(recipe(with(p -> {}), false).sampling().space().flip()).isFalse();
        assertThat(recipe(with(p -> p.flip = true), false).sampling().space().flip()).isTrue();
        assertThat(recipe(with(p -> {
            p.brightness = Optional.of(0.4);
            p.contrast = Optional.of(0.3);
            p.saturation = Optional.of(0.2);
        }), false).sampling().colour()).isEqualTo(new ColourJitter(0.4, 0.3, 0.2));
    }

    @Test
    void whatChangesByChanceCanBeChosen() throws Exception {
        assertThat(recipe(with(p -> {}), false).sampling().augmentation()).isNull();
        FrameSamplerParameters all = with(p -> {
            p.hue = Optional.of(0.1);
            p.gray = Optional.of(0.2);
            p.lighting = Optional.of(0.3);
            p.randAugment = Optional.of(7.0);
            p.randAugmentOperations = 3;
            p.erasing = Optional.of(0.25);
            p.speed = Optional.of(2.0);
            p.reversal = true;
        });
        assertThat(recipe(all, false).sampling().augmentation())
            .isEqualTo(new Augmentation(0.1, 0.2, 0.3, new RandAugment(7, 3), 0.25, 2, true));
        assertThatExceptionOfType(InvalidSettingsException.class).isThrownBy(() -> all.recipe(Optional.empty(), true))
            .withMessageContaining("clips with boxes");
    }

    @Test
    void limitsAndThreadsKeepTheirKeys() throws Exception {
        NodeSettings settings = ParameterXml.toSettings(new FrameSamplerParameters(), "sampler");
        settings.addInt("threads", 3);
        settings.addLong("max_pixels", 1000);
        settings.addInt("max_seconds", 7);

        FrameSamplerParameters loaded = ParameterXml.load(FrameSamplerParameters.class, settings);

        assertThat(loaded.threads()).isEqualTo(3);
        assertThat(loaded.limits()).isEqualTo(new VideoLimits(1000, Duration.ofSeconds(7), 1000));
        assertThat(ParameterXml.toSettings(loaded, "sampler")).isEqualTo(settings);
    }

    @Test
    void framesAreDecodedExactlyUnlessFastDecodingIsChosen() {
        assertThat(recipe(with(p -> {}), false).limits().decoding()).isEqualTo(Decoding.EXACT);
        assertThat(recipe(with(p -> p.fastDecoding = true), false).limits().decoding()).isEqualTo(Decoding.FAST);
    }

    @Test
    void clipsOfWholeFramesAreNotStored() {
        assertInvalid("Choose the clip storage \"On demand\"", p -> {
            p.clipsFor = ClipsFor.TESTING;
            p.views = Views.WHOLE;
            p.keeping = FrameSamplerParameters.Keeping.WRITTEN;
        });
        Recipe recipe = recipe(with(p -> {
            p.clipsFor = ClipsFor.TESTING;
            p.views = Views.WHOLE;
            p.keeping = FrameSamplerParameters.Keeping.ON_DEMAND;
        }), false);
        assertThat(recipe.spec(Classes.NONE).wholeFrames()).isTrue();
        assertThat(recipe.sampling().time().clips()).isEqualTo(10);
    }

    @Test
    void settingsThatMakeNoClipsAreRefused() {
        assertInvalid("Frames per clip", p -> p.frames = 0);
        assertInvalid("Clips per video", p -> p.clipsPerVideo = 0);
        assertInvalid("Target frame rate", p -> p.targetFps = Optional.of(-1.0));
        assertInvalid("A crop of 224 pixels", p -> p.shortSide = 200);
        assertInvalid("Saturation jitter", p -> p.saturation = Optional.of(-0.1));
        assertInvalid("short side", p -> p.largestShortSide = 100);
        assertInvalid("Parallel videos", p -> p.threads = Optional.of(-1));
        assertInvalid("by PySlowFast's convention", p -> {
            p.rules = FrameSamplerParameters.Rules.PYSLOWFAST;
            p.clipPlace = FrameSamplerParameters.Place.EVEN_SEGMENTS;
        });
    }

    private static DataTableSpec table(String... columns) {
        return new DataTableSpec(Arrays.stream(columns)
            .map(name -> new DataColumnSpecCreator(name, name.equals("Path") ? StringCell.TYPE : DoubleCell.TYPE)
                .createSpec())
            .toArray(DataColumnSpec[]::new));
    }

    @Test
    void aTableOfBoxesGivesClipsRoundKeyFrames() {
        DataTableSpec boxes = table("Path", "Time (s)", "X1", "Y1", "X2", "Y2");
        FrameSamplerParameters parameters = with(p -> {
            p.frames = 8;
            p.stride = 4;
            p.targetFps = Optional.of(30.0);
            p.boxJitter = Optional.of(0.1);
        });
        assertThat(parameters.usesBoxes(boxes)).isTrue();
        assertThat(recipe(parameters, true).sampling().time()).isEqualTo(new KeyFrameClips(8, 4, 30));
        assertThat(recipe(parameters, true).sampling().boxJitter()).isEqualTo(0.1);
        assertThat(recipe(parameters, true).spec(Classes.NONE).boxes()).isTrue();
        assertThat(recipe(parameters, false).spec(Classes.NONE).boxes()).isFalse();
    }

    @Test
    void boxesAreLeftOutWhereTheyAreNotWantedOrNotThere() {
        assertThat(with(p -> p.boxes = FrameSamplerParameters.BoxUse.NONE)
            .usesBoxes(table("Path", "Time (s)", "X1", "Y1", "X2", "Y2"))).isFalse();
        assertThat(new FrameSamplerParameters().usesBoxes(table("Path", "Time (s)", "X1", "Y1", "X2"))).isFalse();
    }

    @Test
    void boxesDoNotMoveSoFarThatTheyVanish() {
        assertInvalid("Box jitter", p -> p.boxJitter = Optional.of(0.5));
    }
}
