package org.videoaction.knime.learn;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.knime.core.node.InvalidSettingsException;
import org.knime.node.parameters.Advanced;
import org.knime.node.parameters.NodeParametersInput;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.layout.After;
import org.knime.node.parameters.layout.Layout;
import org.knime.node.parameters.layout.Section;
import org.knime.node.parameters.migration.Migrate;
import org.knime.node.parameters.persistence.Persist;
import org.knime.node.parameters.updates.Effect;
import org.knime.node.parameters.updates.Effect.EffectType;
import org.knime.node.parameters.updates.ValueReference;
import org.knime.node.parameters.widget.choices.ChoicesProvider;
import org.knime.node.parameters.widget.choices.Label;
import org.knime.node.parameters.widget.choices.StringChoicesProvider;
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

    /** The published models that can run here, by data set. */
    static final class PublishedModels implements StringChoicesProvider {

        @Override
        public List<String> choices(NodeParametersInput input) {
            return Catalogue.offered().stream().map(PublishedModel::id).toList();
        }
    }

    @Widget(title = "Weights", description = "Whether the network is to be trained or is ready.")
    @ValueReference(IsRandom.class)
    @Layout(NetworkSection.class)
    @Persist(configKey = "weights")
    @Migrate(loadDefaultIfAbsent = true)
    Weights weights = Weights.RANDOM;

    @Widget(title = "Published model", description = """
            Network and data set; by data set, the one that its authors measured as the most accurate first. The command
            <tt>videoaction models</tt> lists them with accuracy and cost.
            """)
    @ChoicesProvider(PublishedModels.class)
    @Effect(predicate = IsPublished.class, type = EffectType.SHOW)
    @Layout(NetworkSection.class)
    @Persist(configKey = "published_model")
    @Migrate(loadDefaultIfAbsent = true)
    String published = "slowfast-8x8-r50@kinetics-400";

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
