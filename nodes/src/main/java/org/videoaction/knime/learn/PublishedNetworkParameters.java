package org.videoaction.knime.learn;

import java.util.List;
import java.util.function.Supplier;
import org.knime.node.parameters.NodeParametersInput;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.layout.Layout;
import org.knime.node.parameters.migration.ConfigMigration;
import org.knime.node.parameters.migration.DefaultProvider;
import org.knime.node.parameters.migration.Migrate;
import org.knime.node.parameters.migration.Migration;
import org.knime.node.parameters.migration.NodeParametersMigration;
import org.knime.node.parameters.persistence.Persist;
import org.knime.node.parameters.updates.Effect;
import org.knime.node.parameters.updates.Effect.EffectType;
import org.knime.node.parameters.updates.ParameterReference;
import org.knime.node.parameters.updates.ValueProvider;
import org.knime.node.parameters.updates.ValueReference;
import org.knime.node.parameters.widget.choices.ChoicesProvider;
import org.knime.node.parameters.widget.choices.Label;
import org.knime.node.parameters.widget.choices.StringChoice;
import org.knime.node.parameters.widget.choices.StringChoicesProvider;
import org.knime.node.parameters.widget.choices.ValueSwitchWidget;
import org.videoaction.knime.CompleteSettings;
import org.videoaction.knime.Computed;
import org.videoaction.knime.IsOneOf;
import org.videoaction.knime.io.WeightsPlaces;
import org.videoaction.model.published.Catalogue;
import org.videoaction.model.published.ClassNames;
import org.videoaction.model.published.PublishedModel;

/** Whether a network comes with published weights, which one it is then, and where from. */
abstract class PublishedNetworkParameters implements CompleteSettings {

    private static final String PUBLISHED = "published_model";
    private static final String USUAL = "slowfast-8x8-r50@kinetics-400";

    private static String datasetOf(String published) {
        return published.substring(published.indexOf('@') + 1);
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
    @Layout(VideoModelZooLayout.Network.class)
    @Persist(configKey = "weights")
    @Migration(WasRandom.class)
    Weights weights = Weights.PUBLISHED;

    @Widget(title = "Data set", description = "What the network was trained on last, which says the classes that it tells.")
    @ChoicesProvider(Datasets.class)
    @ValueReference(DatasetReference.class)
    @Effect(predicate = IsPublished.class, type = EffectType.SHOW)
    @Layout(VideoModelZooLayout.Network.class)
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
    @Layout(VideoModelZooLayout.Network.class)
    @Persist(configKey = PUBLISHED)
    @Migrate(loadDefaultIfAbsent = true)
    String published = USUAL;

    @Widget(title = "Order of networks", description = "Which of the published networks are listed first.")
    @ValueSwitchWidget
    @ValueReference(OrderReference.class)
    @Effect(predicate = IsPublished.class, type = EffectType.SHOW)
    @Layout(VideoModelZooLayout.Network.class)
    @Persist(configKey = "order")
    @Migrate(loadDefaultIfAbsent = true)
    Order order = Order.ACCURACY;

    @Layout(VideoModelZooLayout.Source.class)
    @Persist(configKey = "weights_source")
    @Migrate(loadDefaultIfAbsent = true)
    WeightsPlaces source = new WeightsPlaces();

    boolean isPublished() {
        return weights == Weights.PUBLISHED;
    }

    /** @throws IllegalArgumentException when there is none of that name */
    PublishedModel published() {
        return Catalogue.model(published);
    }
}
