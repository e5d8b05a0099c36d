package org.videoaction.knime.learn;

import java.util.List;
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
import org.knime.node.parameters.updates.Effect;
import org.knime.node.parameters.updates.Effect.EffectType;
import org.knime.node.parameters.updates.ParameterReference;
import org.knime.node.parameters.updates.StateProvider;
import org.knime.node.parameters.updates.ValueProvider;
import org.knime.node.parameters.updates.ValueReference;
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
import org.videoaction.knime.IsOneOf;
import org.videoaction.model.network.Architecture;
import org.videoaction.model.network.ModelZoo;
import org.videoaction.model.network.SlowFast;
import org.videoaction.model.published.Catalogue;
import org.videoaction.model.published.ClassNames;
import org.videoaction.model.published.PublishedModel;
import org.videoaction.model.saved.VideoModel;

/** The settings of the Video Model Zoo. */
final class VideoModelZooParameters implements CompleteSettings {

    @Section(title = "Network")
    interface NetworkSection {}

    @Section(title = "Clips")
    @After(NetworkSection.class)
    interface ClipsSection {}

    @Section(title = "Pathways of SlowFast networks")
    @Advanced
    @After(ClipsSection.class)
    interface PathwaysSection {}

    private static final String PUBLISHED = "published_model";
    private static final String USUAL = "slowfast-8x8-r50@kinetics-400";

    private static String datasetOf(String published) {
        return published.substring(published.indexOf('@') + 1);
    }

    /** The names of the zoo. */
    static final class Networks implements StringChoicesProvider {

        @Override
        public List<String> choices(NodeParametersInput input) {
            return ModelZoo.entries().stream().map(ModelZoo.Entry::name).toList();
        }
    }

    /** Where the weights come from. */
    enum Weights {
        @Label(value = "Random", description = "A network that has yet to be trained.")
        RANDOM,
        @Label(value = "Published", description = """
            A network with the weights and classes that its authors publish, downloaded when the node is executed for the
            first time and kept. Where it is kept, a folder that is looked into first, a mirror, and whether anything may
            be downloaded is said in the preferences.
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
    static final class Datasets implements StringChoicesProvider {

        @Override
        public List<StringChoice> computeState(NodeParametersInput input) {
            return Catalogue.datasets().stream().map(dataset -> new StringChoice(dataset, ClassNames.title(dataset)))
                .toList();
        }
    }

    /** The published networks of the data set that can run here. */
    static final class PublishedNetworks implements StringChoicesProvider {

        private Supplier<String> dataset;
        private Supplier<Order> order;

        @Override
        public void init(StateProviderInitializer initializer) {
            initializer.computeBeforeOpenDialog();
            dataset = initializer.computeFromValueSupplier(DatasetReference.class);
            order = initializer.computeFromValueSupplier(OrderReference.class);
        }

        @Override
        public List<StringChoice> computeState(NodeParametersInput input) {
            return Catalogue.offered(dataset.get(), order.get() == Order.COST).stream()
                .map(model -> new StringChoice(model.id(), model.summary())).toList();
        }
    }

    /** The first network of the data set as soon as another one is chosen. */
    static final class FirstOfDataset implements StateProvider<String> {

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
        public String computeState(NodeParametersInput input) {
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

    @Widget(title = "Network", description = """
            A network of the papers or of a code base. Names that start with <tt>slowfast</tt>, <tt>slow</tt>,
            <tt>fast</tt>, <tt>charades</tt> and <tt>ava</tt> are PySlowFast's, those that start with <tt>mmaction</tt>
            MMAction2's; <tt>ir-csn</tt> and <tt>ip-csn</tt> are the channel-separated networks. The networks of AVA
            classify boxes.
            """)
    @ChoicesProvider(Networks.class)
    @Effect(predicate = IsRandom.class, type = EffectType.SHOW)
    @Layout(NetworkSection.class)
    @Persist(configKey = "network")
    String network = "slowfast-4x16-r50";

    @Widget(title = "Class names (optional)", description = """
            One name per line, in the order of the scores. Without names the classes are called by their numbers from 0.
            """)
    @TextAreaWidget(rows = 6)
    @Effect(predicate = IsRandom.class, type = EffectType.SHOW)
    @Layout(NetworkSection.class)
    @Persist(configKey = "class_names")
    String classNames = "";

    @Widget(title = "Number of classes", description = """
            How many classes there are where no names are given; 0 for as many as the network was published with: 400 of
            Kinetics, 157 of Charades, 80 of AVA.
            """)
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class)
    @Effect(predicate = IsRandom.class, type = EffectType.SHOW)
    @Layout(NetworkSection.class)
    @Persist(configKey = "classes")
    int classes;

    @Widget(title = "Width", description = """
            The channels of the first layer, from which all others follow; 0 for the published ones: 64, or 8 of a Fast-only
            network. 16 or 8 suit small data and machines without a GPU.
            """)
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class)
    @Effect(predicate = IsRandom.class, type = EffectType.SHOW)
    @Layout(NetworkSection.class)
    @Persist(configKey = "width")
    int width;

    @Advanced
    @Widget(title = "Seed", description = "The same seed gives the same weights.")
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class)
    @Effect(predicate = IsRandom.class, type = EffectType.SHOW)
    @Layout(NetworkSection.class)
    @Persist(configKey = "seed")
    long seed = 1;

    @Widget(title = "Crop size (pixels)", description = "The side of the square clips that the model takes.")
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @Effect(predicate = IsRandom.class, type = EffectType.SHOW)
    @Layout(ClipsSection.class)
    @Persist(configKey = "crop_size")
    int cropSize = 224;

    @Widget(title = "Frames per clip (T)", description = "How long the clips are; 0 for the published length.")
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class)
    @Effect(predicate = IsRandom.class, type = EffectType.SHOW)
    @Layout(ClipsSection.class)
    @Persist(configKey = "frames")
    int frames;

    @Widget(title = "Stride", description = "Takes every n-th frame of a video; 0 for the published stride.")
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class)
    @Effect(predicate = IsRandom.class, type = EffectType.SHOW)
    @Layout(ClipsSection.class)
    @Persist(configKey = "stride")
    int stride;

    @Widget(title = "Alpha", description = """
            For SlowFast networks: how many times more frames the Fast pathway sees than the Slow one; 0 for the published
            ratio.
            """)
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class)
    @Effect(predicate = IsRandom.class, type = EffectType.SHOW)
    @Layout(PathwaysSection.class)
    @Persist(configKey = "alpha")
    int alpha;

    @Widget(title = "1 / beta", description = """
            For SlowFast networks: how many times fewer channels the Fast pathway has than the Slow one; 0 for the
            published 8.
            """)
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class)
    @Effect(predicate = IsRandom.class, type = EffectType.SHOW)
    @Layout(PathwaysSection.class)
    @Persist(configKey = "inverse_beta")
    int inverseBeta;

    @Override
    public void validate() throws InvalidSettingsException {
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
        Bounds.check(this);
    }

    @Override
    public void checkComplete() throws InvalidSettingsException {
        try {
            architecture().checkClip(input().frames(), cropSize);
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
        Architecture architecture = entry().architecture(or(width, entry().width()), classes().size());
        if (architecture instanceof SlowFast slowFast) {
            return slowFast.with(or(alpha, slowFast.alpha()), or(inverseBeta, slowFast.betaInverse()));
        } else if (alpha > 0 || inverseBeta > 0) {
            throw new IllegalArgumentException("Only SlowFast networks have alpha and beta; " + network
                + " is none. Set both to 0.");
        }
        return architecture;
    }

    VideoModel.Input input() {
        return isPublished() ? published().input()
            : new VideoModel.Input(or(frames, entry().frames()), cropSize, cropSize, or(stride, entry().stride()));
    }

    Classes classes() {
        if (isPublished()) {
            return published().classNames();
        }
        List<String> names = classNames();
        return names.isEmpty() ? Classes.numbered(or(classes, entry().classes())) : new Classes(names);
    }

    private List<String> classNames() {
        return classNames.lines().map(String::strip).filter(name -> !name.isEmpty()).toList();
    }

    private static int or(int given, int published) {
        return given > 0 ? given : published;
    }
}
