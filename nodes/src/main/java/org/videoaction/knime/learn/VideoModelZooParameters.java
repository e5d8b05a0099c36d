package org.videoaction.knime.learn;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.knime.core.node.InvalidSettingsException;
import org.knime.node.parameters.Advanced;
import org.knime.node.parameters.NodeParametersInput;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.layout.After;
import org.knime.node.parameters.layout.Layout;
import org.knime.node.parameters.layout.Section;
import org.knime.node.parameters.migration.ConfigMigration;
import org.knime.node.parameters.migration.DefaultProvider;
import org.knime.node.parameters.migration.Migrate;
import org.knime.node.parameters.migration.Migration;
import org.knime.node.parameters.migration.NodeParametersMigration;
import org.knime.node.parameters.persistence.Persist;
import org.knime.node.parameters.persistence.Persistor;
import org.knime.node.parameters.updates.Effect;
import org.knime.node.parameters.updates.Effect.EffectType;
import org.knime.node.parameters.updates.ParameterReference;
import org.knime.node.parameters.updates.ValueProvider;
import org.knime.node.parameters.updates.ValueReference;
import org.knime.node.parameters.widget.OptionalWidget;
import org.knime.node.parameters.widget.choices.ChoicesProvider;
import org.knime.node.parameters.widget.choices.Label;
import org.knime.node.parameters.widget.choices.StringChoice;
import org.knime.node.parameters.widget.choices.StringChoicesProvider;
import org.knime.node.parameters.widget.choices.ValueSwitchWidget;
import org.knime.node.parameters.widget.number.NumberInputWidget;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsNonNegativeValidation;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsPositiveIntegerValidation;
import org.knime.node.parameters.widget.text.TextAreaWidget;
import org.videoaction.data.list.Classes;
import org.videoaction.knime.Bounds;
import org.videoaction.knime.CompleteSettings;
import org.videoaction.knime.Computed;
import org.videoaction.knime.IsOneOf;
import org.videoaction.knime.OptionalSetting;
import org.videoaction.knime.io.WeightsPlaces;
import org.videoaction.model.network.Architecture;
import org.videoaction.model.network.ModelZoo;
import org.videoaction.model.network.SlowFast;
import org.videoaction.model.published.Catalogue;
import org.videoaction.model.published.ClassNames;
import org.videoaction.model.published.PublishedModel;
import org.videoaction.model.saved.TestProtocol;
import org.videoaction.model.saved.VideoModel;

/** The settings of the Video Model Zoo. */
final class VideoModelZooParameters implements CompleteSettings {

    @Section(title = "Network")
    interface NetworkSection {}

    @Section(title = "Clips")
    @Advanced
    @Effect(predicate = IsRandom.class, type = EffectType.SHOW)
    @After(NetworkSection.class)
    interface ClipsSection {}

    @Section(title = "Pathways of SlowFast networks")
    @Advanced
    @Effect(predicate = IsRandom.class, type = EffectType.SHOW)
    @After(ClipsSection.class)
    interface PathwaysSection {}

    @Section(title = "Where weights come from")
    @Advanced
    @Effect(predicate = IsPublished.class, type = EffectType.SHOW)
    @After(PathwaysSection.class)
    interface SourceSection {}

    private static final String PUBLISHED = "published_model";
    private static final String USUAL = "slowfast-8x8-r50@kinetics-400";

    private static String datasetOf(String published) {
        return published.substring(published.indexOf('@') + 1);
    }

    /** A number of classes that is not the published one. */
    static final class ClassCount extends OptionalSetting.OfInt {
        ClassCount() {
            super("classes", 0, 10);
        }
    }

    /** A width that is not the published one. */
    static final class Width extends OptionalSetting.OfInt {
        Width() {
            super("width", 0, 16);
        }
    }

    /** A crop that is not the published one; version 1.0.0 saved 224 for every network. */
    static final class CropSize extends OptionalSetting.OfInt {
        CropSize() {
            super("crop_size", 0, 224);
        }
    }

    /** A length of clips that is not the published one. */
    static final class Frames extends OptionalSetting.OfInt {
        Frames() {
            super("frames", 0, 32);
        }
    }

    /** A stride that is not the published one. */
    static final class Stride extends OptionalSetting.OfInt {
        Stride() {
            super("stride", 0, 2);
        }
    }

    /** A ratio of frames that is not the published one. */
    static final class Alpha extends OptionalSetting.OfInt {
        Alpha() {
            super("alpha", 0, 8);
        }
    }

    /** A ratio of channels that is not the published one. */
    static final class InverseBeta extends OptionalSetting.OfInt {
        InverseBeta() {
            super("inverse_beta", 0, 8);
        }
    }

    /** Names in the place of numbers. */
    static final class Names extends OptionalSetting.OfText {
        Names() {
            super("class_names", "");
        }
    }

    /** The names of the zoo. */
    static final class Networks extends Computed<List<StringChoice>> implements StringChoicesProvider {

        @Override
        protected List<StringChoice> compute(NodeParametersInput input) {
            return ModelZoo.entries().stream().map(ModelZoo.Entry::name)
                .map(name -> new StringChoice(name, ModelZoo.title(name))).toList();
        }
    }

    /** Where the weights come from. */
    enum Weights {
        @Label(value = "Random", description = "A network that has yet to be trained.")
        RANDOM,
        @Label(value = "Published", description = """
            A network with the weights and classes that its authors publish, downloaded when the node is executed for the
            first time and kept. Where it is kept, a folder that is looked into first, a mirror, and whether anything may
            be downloaded is said in the preferences, or in the advanced settings.
            """)
        PUBLISHED
    }

    static final class IsRandom extends IsOneOf<Weights> {
        IsRandom() {
            super(Weights.RANDOM);
        }
    }

    static final class IsPublished extends IsOneOf<Weights> {
        IsPublished() {
            super(IsRandom.class, Weights.PUBLISHED);
        }
    }

    /** Before there was a choice all networks were untrained. */
    static final class WasRandom implements DefaultProvider<Weights> {
        @Override
        public Weights getDefault() {
            return Weights.RANDOM;
        }
    }

    /** In which order published networks are listed. */
    enum Order {
        @Label(value = "Accuracy", description = "The one that its authors measured as the most accurate first.")
        ACCURACY,
        @Label(value = "Cost", description = "The one of the fewest multiply-accumulates first.")
        COST
    }

    /** Refers to the order. */
    interface OrderReference extends ParameterReference<Order> {}

    /** Refers to the data set. */
    interface DatasetReference extends ParameterReference<String> {}

    /** Refers to the published network. */
    interface PublishedReference extends ParameterReference<String> {}

    /** Before it was chosen, the data set was that of the network. */
    static final class DatasetOfNetwork implements NodeParametersMigration<String> {
        @Override
        public List<ConfigMigration<String>> getConfigMigrations() {
            return List.of(ConfigMigration.builder(settings -> datasetOf(settings.getString(PUBLISHED, USUAL))).build());
        }
    }

    /** The data sets of published networks. */
    static final class Datasets extends Computed<List<StringChoice>> implements StringChoicesProvider {

        @Override
        protected List<StringChoice> compute(NodeParametersInput input) {
            return Catalogue.datasets().stream().map(dataset -> new StringChoice(dataset, ClassNames.title(dataset)))
                .toList();
        }
    }

    /** The published networks of the data set that can run here. */
    static final class PublishedNetworks extends Computed<List<StringChoice>> implements StringChoicesProvider {

        private Supplier<String> dataset;
        private Supplier<Order> order;

        @Override
        public void init(StateProviderInitializer initializer) {
            initializer.computeBeforeOpenDialog();
            dataset = initializer.computeFromValueSupplier(DatasetReference.class);
            order = initializer.computeFromValueSupplier(OrderReference.class);
        }

        @Override
        protected List<StringChoice> compute(NodeParametersInput input) {
            return Catalogue.offered(dataset.get(), order.get() == Order.COST).stream()
                .map(model -> new StringChoice(model.id(), model.summary())).toList();
        }
    }

    /** The first network of the data set as soon as another one is chosen. */
    static final class FirstOfDataset extends Computed<String> {

        private Supplier<String> dataset;
        private Supplier<Order> order;
        private Supplier<String> before;

        @Override
        public void init(StateProviderInitializer initializer) {
            dataset = initializer.computeFromValueSupplier(DatasetReference.class);
            order = initializer.getValueSupplier(OrderReference.class);
            before = initializer.getValueSupplier(PublishedReference.class);
        }

        @Override
        protected String compute(NodeParametersInput input) {
            return datasetOf(before.get()).equals(dataset.get()) ? before.get()
                : Catalogue.offered(dataset.get(), order.get() == Order.COST).get(0).id();
        }
    }

    @Widget(title = "Weights", description = "Whether the network is to be trained or is ready.")
    @ValueSwitchWidget
    @ValueReference(IsRandom.class)
    @Layout(NetworkSection.class)
    @Persist(configKey = "weights")
    @Migration(WasRandom.class)
    Weights weights = Weights.PUBLISHED;

    @Widget(title = "Data set", description = "What the network was trained on last, which says the classes that it tells.")
    @ChoicesProvider(Datasets.class)
    @ValueReference(DatasetReference.class)
    @Effect(predicate = IsPublished.class, type = EffectType.SHOW)
    @Layout(NetworkSection.class)
    @Persist(configKey = "dataset")
    @Migration(DatasetOfNetwork.class)
    String dataset = datasetOf(USUAL);

    @Widget(title = "Published network", description = """
            The networks of the data set, each with its program, the accuracy that its authors measured (top-1, or the mean
            average precision) and the multiply-accumulates of one view. A flow variable takes a name of the table that the
            port Catalog gives, and <tt>videoaction models</tt> prints; the data set follows from it.
            """)
    @ChoicesProvider(PublishedNetworks.class)
    @ValueProvider(FirstOfDataset.class)
    @ValueReference(PublishedReference.class)
    @Effect(predicate = IsPublished.class, type = EffectType.SHOW)
    @Layout(NetworkSection.class)
    @Persist(configKey = PUBLISHED)
    @Migrate(loadDefaultIfAbsent = true)
    String published = USUAL;

    @Widget(title = "Order of networks", description = "Which of the published networks are listed first.")
    @ValueSwitchWidget
    @ValueReference(OrderReference.class)
    @Effect(predicate = IsPublished.class, type = EffectType.SHOW)
    @Layout(NetworkSection.class)
    @Persist(configKey = "order")
    @Migrate(loadDefaultIfAbsent = true)
    Order order = Order.ACCURACY;

    @Layout(SourceSection.class)
    @Persist(configKey = "weights_source")
    @Migrate(loadDefaultIfAbsent = true)
    WeightsPlaces source = new WeightsPlaces();

    @Widget(title = "Network", description = """
            A network of the papers or of a code base. Names that start with <tt>slowfast</tt>, <tt>slow</tt>,
            <tt>fast</tt>, <tt>charades</tt> and <tt>ava</tt> are PySlowFast's, those that start with <tt>mmaction</tt>
            MMAction2's; <tt>ir-csn</tt> and <tt>ip-csn</tt> are the channel-separated networks. The networks of AVA
            classify boxes. An R(2+1)D is trained by any learner that starts from it.
            """)
    @ChoicesProvider(Networks.class)
    @Effect(predicate = IsRandom.class, type = EffectType.SHOW)
    @Layout(NetworkSection.class)
    @Persist(configKey = "network")
    String network = "slowfast-4x16-r50";

    @Widget(title = "Class names", description = """
            One name per line, in the order of the scores. Without names the classes are called by their numbers from 0.
            """)
    @OptionalWidget(defaultProvider = Names.class)
    @TextAreaWidget(rows = 6)
    @Effect(predicate = IsRandom.class, type = EffectType.SHOW)
    @Layout(NetworkSection.class)
    @Persistor(Names.class)
    Optional<String> classNames = Optional.empty();

    @Widget(title = "Number of classes", description = """
            How many classes there are where no names are given. Without it, as many as the network was published with: 400
            of Kinetics, 157 of Charades, 80 of AVA.
            """)
    @OptionalWidget(defaultProvider = ClassCount.class)
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @Effect(predicate = IsRandom.class, type = EffectType.SHOW)
    @Layout(NetworkSection.class)
    @Persistor(ClassCount.class)
    Optional<Integer> classes = Optional.empty();

    @Advanced
    @Widget(title = "Width", description = """
            The channels of the first layer, from which all others follow: 16 or 8 suit small data and machines without a GPU.
            Without it, as published: 64, 24 of an X3D, or 8 of a Fast-only network.
            """)
    @OptionalWidget(defaultProvider = Width.class)
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @Effect(predicate = IsRandom.class, type = EffectType.SHOW)
    @Layout(NetworkSection.class)
    @Persistor(Width.class)
    Optional<Integer> width = Optional.empty();

    @Advanced
    @Widget(title = "Seed", description = "The same seed gives the same weights.")
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class)
    @Effect(predicate = IsRandom.class, type = EffectType.SHOW)
    @Layout(NetworkSection.class)
    @Persist(configKey = "seed")
    long seed = 1;

    @Widget(title = "Crop size (pixels)", description = """
            The side of the square clips that the model takes. Without it, as published: 224, of X3D-XS and S 160, of X3D-L 312,
            of R(2+1)D-34 112.
            """)
    @OptionalWidget(defaultProvider = CropSize.class)
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @Layout(ClipsSection.class)
    @Persistor(CropSize.class)
    Optional<Integer> cropSize = Optional.empty();

    @Widget(title = "Frames per clip (T)", description = "How long the clips are. Without it, as long as published.")
    @OptionalWidget(defaultProvider = Frames.class)
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @Layout(ClipsSection.class)
    @Persistor(Frames.class)
    Optional<Integer> frames = Optional.empty();

    @Widget(title = "Stride", description = "Takes every n-th frame of a video. Without it, as published.")
    @OptionalWidget(defaultProvider = Stride.class)
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @Layout(ClipsSection.class)
    @Persistor(Stride.class)
    Optional<Integer> stride = Optional.empty();

    @Widget(title = "Alpha", description = """
            For SlowFast networks: how many times more frames the Fast pathway sees than the Slow one. Without it, as
            published.
            """)
    @OptionalWidget(defaultProvider = Alpha.class)
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @Layout(PathwaysSection.class)
    @Persistor(Alpha.class)
    Optional<Integer> alpha = Optional.empty();

    @Widget(title = "1 / beta", description = """
            For SlowFast networks: how many times fewer channels the Fast pathway has than the Slow one. Without it, the
            published 8.
            """)
    @OptionalWidget(defaultProvider = InverseBeta.class)
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @Layout(PathwaysSection.class)
    @Persistor(InverseBeta.class)
    Optional<Integer> inverseBeta = Optional.empty();

    @Override
    public void validate() throws InvalidSettingsException {
        Bounds.check(this);
        if (isPublished()) {
            try {
                published();
            } catch (IllegalArgumentException e) {
                throw new InvalidSettingsException(e.getMessage(), e);
            }
            return;
        }
        List<String> names = classNames();
        if (names.stream().distinct().count() < names.size()) {
            throw new InvalidSettingsException("Two classes have the same name. Give each its own, one name per line.");
        }
    }

    @Override
    public void checkComplete() throws InvalidSettingsException {
        source.checkComplete();
        try {
            architecture().checkClip(input().frames(), input().height());
        } catch (IllegalArgumentException e) {
            throw new InvalidSettingsException(e.getMessage(), e);
        }
    }

    boolean isPublished() {
        return weights == Weights.PUBLISHED;
    }

    /** @throws IllegalArgumentException when there is none of that name */
    PublishedModel published() {
        return Catalogue.model(published);
    }

    String name() {
        return isPublished() ? published : network;
    }

    double publishedGflops() {
        return isPublished() ? published().gmacs().orElse(Double.NaN) : entry().publishedGflops();
    }

    ModelZoo.Entry entry() {
        return ModelZoo.entry(network);
    }

    Architecture architecture() {
        if (isPublished()) {
            return published().architecture();
        }
        Architecture architecture = entry().architecture(width.orElse(entry().width()), classes().size());
        if (architecture instanceof SlowFast slowFast) {
            return slowFast.with(alpha.orElse(slowFast.alpha()), inverseBeta.orElse(slowFast.betaInverse()));
        } else if (alpha.isPresent() || inverseBeta.isPresent()) {
            throw new IllegalArgumentException("Only SlowFast networks have alpha and beta; " + network
                + " is none. Leave both out.");
        }
        return architecture;
    }

    VideoModel.Input input() {
        if (isPublished()) {
            return published().input();
        }
        int side = cropSize.orElse(entry().side());
        return new VideoModel.Input(frames.orElse(entry().frames()), side, side, stride.orElse(entry().stride()));
    }

    TestProtocol test() {
        return isPublished() ? published().test() : TestProtocol.of(input());
    }

    Classes classes() {
        if (isPublished()) {
            return published().classNames();
        }
        List<String> names = classNames();
        return names.isEmpty() ? Classes.numbered(classes.orElse(entry().classes())) : new Classes(names);
    }

    private List<String> classNames() {
        return classNames.orElse("").lines().map(String::strip).filter(name -> !name.isEmpty()).toList();
    }
}
