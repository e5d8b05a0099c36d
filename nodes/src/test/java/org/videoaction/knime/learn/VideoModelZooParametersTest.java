package org.videoaction.knime.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeSettings;
import org.knime.node.parameters.updates.StateProvider.StateProviderInitializer;
import org.knime.node.parameters.widget.choices.StringChoice;
import org.videoaction.knime.Computed;
import org.videoaction.knime.learn.PublishedNetworkParameters.Order;
import org.videoaction.model.network.ModelZoo;
import org.videoaction.model.network.SlowFast;
import org.videoaction.model.published.Catalogue;
import org.videoaction.model.published.PublishedModel;
import org.videoaction.model.saved.VideoModel;
import org.videoaction.standin.ParameterXml;

class VideoModelZooParametersTest {

    private static VideoModelZooParameters with(Consumer<VideoModelZooParameters> change) {
        VideoModelZooParameters parameters = new VideoModelZooParameters();
        parameters.weights = PublishedNetworkParameters.Weights.RANDOM;
        change.accept(parameters);
        return parameters;
    }

    private static void assertInvalid(String message, Consumer<VideoModelZooParameters> change) {
        assertThatExceptionOfType(InvalidSettingsException.class).isThrownBy(with(change)::check)
            .withMessageContaining(message);
    }

    private static List<String> names() {
        return new RandomNetworkParameters.Networks().computeState(null).stream().map(StringChoice::id).toList();
    }

    @Test
    void everyPublishedModelThatIsOfferedIsValidAndHasAsManyClassNames() throws Exception {
        for (String choice : Catalogue.offered().stream().map(PublishedModel::id).toList()) {
            VideoModelZooParameters parameters = with(p -> {
                p.weights = PublishedNetworkParameters.Weights.PUBLISHED;
                p.published = choice;
            });
            parameters.validate();
            assertThat(parameters.classes().names()).hasSize(parameters.architecture().classes());
        }
    }

    @Test
    void aPublishedModelThatCannotRunIsRefusedWithTheReason() {
        assertInvalid("the efficient form of X3D is not among the networks", p -> {
            p.weights = PublishedNetworkParameters.Weights.PUBLISHED;
            p.published = "efficient-x3d-s-pytorchvideo@kinetics-400";
        });
    }

    /** What the dialog shows while other settings have these values. */
    private static <T> T shown(Computed<T> provider, String dataset, Order order, String published) {
        Map<Class<?>, Object> values = Map.of(PublishedNetworkParameters.DatasetReference.class, dataset,
            PublishedNetworkParameters.OrderReference.class, order, PublishedNetworkParameters.PublishedReference.class,
            published);
        provider.init((StateProviderInitializer) Proxy.newProxyInstance(StateProviderInitializer.class.getClassLoader(),
            new Class<?>[] {StateProviderInitializer.class},
            (self, method, arguments) -> arguments == null ? null : (Supplier<?>) () -> values.get(arguments[0])));
        return provider.computeState(null);
    }

    private static List<StringChoice> networks(String dataset, Order order) {
        return shown(new PublishedNetworkParameters.PublishedNetworks(), dataset, order, "");
    }

    @Test
    void onlyNetworksOfTheDataSetAreListedWithAccuracyAndCostBeside() {
        List<StringChoice> charades = networks("charades", Order.ACCURACY);
        assertThat(charades).extracting(StringChoice::id).hasSize(4).allMatch(id -> id.endsWith("@charades"));
        assertThat(charades).extracting(StringChoice::text)
            .startsWith("SlowFast 16x8 R50 (PySlowFast): 38.9 mAP, 131.4 GMACs")
            .endsWith("Slow 8x8 R50 (PyTorchVideo): 34.7 mAP, 55.1 GMACs");
        assertThat(networks("kinetics-400", Order.ACCURACY).get(0).text())
            .isEqualTo("ir-CSN 152 IG-65M (MMAction2): 82.9 %, 97.6 GMACs");
    }

    @Test
    void networksAreListedByCostWhereThatIsAskedFor() {
        assertThat(networks("kinetics-400", Order.COST)).extracting(StringChoice::text).first().asString()
            .startsWith("X3D XS (PySlowFast)").contains("0.6 GMACs");
        assertThat(networks("kinetics-400", Order.COST)).hasSameElementsAs(networks("kinetics-400", Order.ACCURACY));
    }

    @Test
    void everyNetworkOfADataSetIsListedByAnotherText() {
        List<StringChoice> datasets = shown(new PublishedNetworkParameters.Datasets(), "", Order.COST, "");
        assertThat(datasets).extracting(StringChoice::text).contains("Kinetics-400", "AVA 2.2", "Sports-1M")
            .doesNotHaveDuplicates();
        int listed = 0;
        for (StringChoice dataset : datasets) {
            List<StringChoice> networks = networks(dataset.id(), Order.ACCURACY);
            assertThat(networks).extracting(StringChoice::text).doesNotHaveDuplicates();
            listed += networks.size();
        }
        assertThat(listed).isEqualTo(Catalogue.offered().size());
    }

    @Test
    void anotherDataSetBringsItsFirstNetworkAndTheSameOneNone() {
        String kinetics = "slow-4x16-r50@kinetics-400";
        Computed<String> first = new PublishedNetworkParameters.FirstOfDataset();
        assertThat(shown(first, "charades", Order.ACCURACY, kinetics)).isEqualTo("slowfast-16x8-r50@charades");
        assertThat(shown(first, "charades", Order.COST, kinetics)).isEqualTo("slow-8x8-r50-pytorchvideo@charades");
        assertThat(shown(first, "kinetics-400", Order.ACCURACY, kinetics)).isEqualTo(kinetics);
    }

    @Test
    void settingsThatNameANetworkAloneKeepItAndShowItsDataSet() throws Exception {
        VideoModelZooParameters parameters = new VideoModelZooParameters();
        parameters.published = "slow-4x16-r50@ava-2.2";
        NodeSettings saved = (NodeSettings) ParameterXml.toSettings(parameters, "model");
        saved.removeConfig("dataset");
        VideoModelZooParameters loaded = ParameterXml.load(VideoModelZooParameters.class, saved);
        assertThat(loaded.dataset).isEqualTo("ava-2.2");
        assertThat(loaded.published()).isEqualTo(Catalogue.model("slow-4x16-r50@ava-2.2"));
        saved.removeConfig("weights");
        assertThat(ParameterXml.load(VideoModelZooParameters.class, saved).isPublished()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("names")
    void withoutChangesEveryNetworkIsThePublishedOne(String name) throws Exception {
        VideoModelZooParameters parameters = with(p -> p.network = name);

        parameters.check();

        ModelZoo.Entry entry = ModelZoo.entry(name);
        assertThat(parameters.architecture()).isEqualTo(entry.architecture());
        assertThat(parameters.input()).isEqualTo(new VideoModel.Input(entry.frames(), entry.side(), entry.side(),
            entry.stride()));
        assertThat(parameters.classes().names()).hasSize(entry.classes()).startsWith("0", "1");
    }

    /** The papers' own sides; version 1.0.0 saved 224 whatever the network was. */
    @ParameterizedTest
    @CsvSource({"x3d-xs, 160", "x3d-s, 160", "x3d-m, 224", "x3d-l, 312", "r2plus1d-r50, 224", "r2plus1d-34, 112",
        "slowfast-4x16-r50, 224"})
    void theCropIsTheNetworksOwnUnlessItWasSaved(String name, int side) throws Exception {
        VideoModelZooParameters parameters = with(p -> p.network = name);
        assertThat(parameters.input().height()).isEqualTo(side);
        NodeSettings saved = (NodeSettings) ParameterXml.toSettings(parameters, "model");
        assertThat(ParameterXml.load(VideoModelZooParameters.class, saved).input().width()).isEqualTo(side);
        saved.addInt("crop_size", 224);
        assertThat(ParameterXml.load(VideoModelZooParameters.class, saved).input().width()).isEqualTo(224);
    }

    @Test
    void aNetworkCanBeThinnerWithOtherRatiosAndClips() throws Exception {
        VideoModelZooParameters parameters = with(p -> {
            p.width = Optional.of(16);
            p.alpha = Optional.of(4);
            p.inverseBeta = Optional.of(2);
            p.frames = Optional.of(16);
            p.stride = Optional.of(3);
            p.cropSize = Optional.of(64);
        });

        parameters.check();

        SlowFast network = (SlowFast) parameters.architecture();
        assertThat(List.of(network.width(), network.alpha(), network.betaInverse())).containsExactly(16, 4, 2);
        assertThat(parameters.input()).isEqualTo(new VideoModel.Input(16, 64, 64, 3));
    }

    @Test
    void namesOfClassesSetTheirNumber() {
        VideoModelZooParameters parameters = with(p -> {
            p.classNames = Optional.of("walk \n\nrun\r\n jump high");
            p.classes = Optional.of(7);
        });

        assertThat(parameters.classes().names()).containsExactly("walk", "run", "jump high");
        assertThat(parameters.architecture().classes()).isEqualTo(3);
    }

    @Test
    void whatDoesNotFitIsRefusedInWords() {
        assertInvalid("same name", p -> p.classNames = Optional.of("walk\nwalk"));
        assertInvalid("There is no network slowfast", p -> p.network = "slowfast");
        assertInvalid("Only SlowFast networks have alpha", p -> {
            p.network = "ir-csn-50";
            p.alpha = Optional.of(4);
        });
        assertInvalid("18 frames, which alpha = 8 does not divide", p -> p.frames = Optional.of(18));
        assertInvalid("at least 32", p -> p.cropSize = Optional.of(16));
        assertInvalid("not a multiple of 1/beta", p -> p.width = Optional.of(12));
        assertInvalid("Set it to at least 1", p -> p.stride = Optional.of(-1));
    }
}
