package org.videoaction.knime.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.knime.core.node.InvalidSettingsException;
import org.videoaction.model.network.ModelZoo;
import org.videoaction.model.network.SlowFast;
import org.videoaction.model.published.Catalogue;
import org.videoaction.model.published.PublishedModel;
import org.videoaction.model.saved.VideoModel;

class VideoModelZooParametersTest {

    private static VideoModelZooParameters with(Consumer<VideoModelZooParameters> change) {
        VideoModelZooParameters parameters = new VideoModelZooParameters();
        parameters.weights = VideoModelZooParameters.Weights.RANDOM;
        change.accept(parameters);
        return parameters;
    }

    private static void assertInvalid(String message, Consumer<VideoModelZooParameters> change) {
        assertThatExceptionOfType(InvalidSettingsException.class).isThrownBy(with(change)::check)
            .withMessageContaining(message);
    }

    private static List<String> names() {
        return new VideoModelZooParameters.Networks().choices(null);
    }

    @Test
    void everyPublishedModelThatIsOfferedIsValidAndHasAsManyClassNames() throws Exception {
        for (String choice : Catalogue.offered().stream().map(PublishedModel::id).toList()) {
            VideoModelZooParameters parameters = with(p -> {
                p.weights = VideoModelZooParameters.Weights.PUBLISHED;
                p.published = choice;
            });
            parameters.validate();
            assertThat(parameters.classes().names()).hasSize(parameters.architecture().classes());
        }
    }

    @Test
    void aPublishedModelThatCannotRunIsRefusedWithTheReason() {
        assertInvalid("X3D is not among the networks", p -> {
            p.weights = VideoModelZooParameters.Weights.PUBLISHED;
            p.published = "x3d-m@kinetics-400";
        });
    }

    @ParameterizedTest
    @MethodSource("names")
    void withoutChangesEveryNetworkIsThePublishedOne(String name) throws Exception {
        VideoModelZooParameters parameters = with(p -> p.network = name);

        parameters.check();

        ModelZoo.Entry entry = ModelZoo.entry(name);
        assertThat(parameters.architecture()).isEqualTo(entry.architecture());
        assertThat(parameters.input()).isEqualTo(new VideoModel.Input(entry.frames(), 224, 224, entry.stride()));
        assertThat(parameters.classes().names()).hasSize(entry.classes()).startsWith("0", "1");
    }

    @Test
    void aNetworkCanBeThinnerWithOtherRatiosAndClips() throws Exception {
        VideoModelZooParameters parameters = with(p -> {
            p.width = 16;
            p.alpha = 4;
            p.inverseBeta = 2;
            p.frames = 16;
            p.stride = 3;
            p.cropSize = 64;
        });

        parameters.check();

        SlowFast network = (SlowFast) parameters.architecture();
        assertThat(List.of(network.width(), network.alpha(), network.betaInverse())).containsExactly(16, 4, 2);
        assertThat(parameters.input()).isEqualTo(new VideoModel.Input(16, 64, 64, 3));
    }

    @Test
    void namesOfClassesSetTheirNumber() {
        VideoModelZooParameters parameters = with(p -> {
            p.classNames = "walk \n\nrun\r\n jump high";
            p.classes = 7;
        });

        assertThat(parameters.classes().names()).containsExactly("walk", "run", "jump high");
        assertThat(parameters.architecture().classes()).isEqualTo(3);
    }

    @Test
    void whatDoesNotFitIsRefusedInWords() {
        assertInvalid("same name", p -> p.classNames = "walk\nwalk");
        assertInvalid("There is no network slowfast", p -> p.network = "slowfast");
        assertInvalid("Only SlowFast networks have alpha", p -> {
            p.network = "ir-csn-50";
            p.alpha = 4;
        });
        assertInvalid("18 frames, which alpha = 8 does not divide", p -> p.frames = 18);
        assertInvalid("at least 32", p -> p.cropSize = 16);
        assertInvalid("not a multiple of 1/beta", p -> p.width = 12);
        assertInvalid("Set it to at least 0", p -> p.stride = -1);
    }
}
