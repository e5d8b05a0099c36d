package org.videoaction.knime.learn;

import java.util.List;
import java.util.Optional;
import org.knime.node.parameters.Advanced;
import org.knime.node.parameters.NodeParametersInput;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.layout.Layout;
import org.knime.node.parameters.persistence.Persist;
import org.knime.node.parameters.persistence.Persistor;
import org.knime.node.parameters.updates.Effect;
import org.knime.node.parameters.updates.Effect.EffectType;
import org.knime.node.parameters.widget.OptionalWidget;
import org.knime.node.parameters.widget.choices.ChoicesProvider;
import org.knime.node.parameters.widget.choices.StringChoice;
import org.knime.node.parameters.widget.choices.StringChoicesProvider;
import org.knime.node.parameters.widget.number.NumberInputWidget;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsNonNegativeValidation;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsPositiveIntegerValidation;
import org.knime.node.parameters.widget.text.TextAreaWidget;
import org.videoaction.data.list.Classes;
import org.videoaction.knime.Computed;
import org.videoaction.knime.OptionalSetting;
import org.videoaction.model.network.Architecture;
import org.videoaction.model.network.ModelZoo;
import org.videoaction.model.network.SlowFast;
import org.videoaction.model.saved.VideoModel;

/** A network with random weights: its own form, or a thinner one, for other classes or other clips. */
abstract class RandomNetworkParameters extends PublishedNetworkParameters {

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

    @Widget(title = "Network", description = """
            A network of the papers or of a code base. Names that start with <tt>slowfast</tt>, <tt>slow</tt>,
            <tt>fast</tt>, <tt>charades</tt> and <tt>ava</tt> are PySlowFast's, those that start with <tt>mmaction</tt>
            MMAction2's; <tt>ir-csn</tt> and <tt>ip-csn</tt> are the channel-separated networks. The networks of AVA
            classify boxes. An R(2+1)D is trained by any learner that starts from it.
            """)
    @ChoicesProvider(Networks.class)
    @Effect(predicate = IsRandom.class, type = EffectType.SHOW)
    @Layout(VideoModelZooLayout.Network.class)
    @Persist(configKey = "network")
    String network = "slowfast-4x16-r50";

    @Widget(title = "Class names", description = """
            One name per line, in the order of the scores. Without names the classes are called by their numbers from 0.
            """)
    @OptionalWidget(defaultProvider = Names.class)
    @TextAreaWidget(rows = 6)
    @Effect(predicate = IsRandom.class, type = EffectType.SHOW)
    @Layout(VideoModelZooLayout.Network.class)
    @Persistor(Names.class)
    Optional<String> classNames = Optional.empty();

    @Widget(title = "Number of classes", description = """
            How many classes there are where no names are given. Without it, as many as the network was published with: 400
            of Kinetics, 157 of Charades, 80 of AVA.
            """)
    @OptionalWidget(defaultProvider = ClassCount.class)
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @Effect(predicate = IsRandom.class, type = EffectType.SHOW)
    @Layout(VideoModelZooLayout.Network.class)
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
    @Layout(VideoModelZooLayout.Network.class)
    @Persistor(Width.class)
    Optional<Integer> width = Optional.empty();

    @Advanced
    @Widget(title = "Seed", description = "The same seed gives the same weights.")
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class)
    @Effect(predicate = IsRandom.class, type = EffectType.SHOW)
    @Layout(VideoModelZooLayout.Network.class)
    @Persist(configKey = "seed")
    long seed = 1;

    @Widget(title = "Crop size (pixels)", description = """
            The side of the square clips that the model takes. Without it, as published: 224, of X3D-XS and S 160, of X3D-L 312,
            of R(2+1)D-34 112.
            """)
    @OptionalWidget(defaultProvider = CropSize.class)
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @Layout(VideoModelZooLayout.Clips.class)
    @Persistor(CropSize.class)
    Optional<Integer> cropSize = Optional.empty();

    @Widget(title = "Frames per clip (T)", description = "How long the clips are. Without it, as long as published.")
    @OptionalWidget(defaultProvider = Frames.class)
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @Layout(VideoModelZooLayout.Clips.class)
    @Persistor(Frames.class)
    Optional<Integer> frames = Optional.empty();

    @Widget(title = "Stride", description = "Takes every n-th frame of a video. Without it, as published.")
    @OptionalWidget(defaultProvider = Stride.class)
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @Layout(VideoModelZooLayout.Clips.class)
    @Persistor(Stride.class)
    Optional<Integer> stride = Optional.empty();

    @Widget(title = "Alpha", description = """
            For SlowFast networks: how many times more frames the Fast pathway sees than the Slow one. Without it, as
            published.
            """)
    @OptionalWidget(defaultProvider = Alpha.class)
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @Layout(VideoModelZooLayout.Pathways.class)
    @Persistor(Alpha.class)
    Optional<Integer> alpha = Optional.empty();

    @Widget(title = "1 / beta", description = """
            For SlowFast networks: how many times fewer channels the Fast pathway has than the Slow one. Without it, the
            published 8.
            """)
    @OptionalWidget(defaultProvider = InverseBeta.class)
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @Layout(VideoModelZooLayout.Pathways.class)
    @Persistor(InverseBeta.class)
    Optional<Integer> inverseBeta = Optional.empty();

    ModelZoo.Entry entry() {
        return ModelZoo.entry(network);
    }

    /** @throws IllegalArgumentException when there is no such network, or it has no pathways of which some were chosen */
    Architecture random() {
        Architecture architecture = entry().architecture(width.orElse(entry().width()), randomClasses().size());
        if (architecture instanceof SlowFast slowFast) {
            return slowFast.with(alpha.orElse(slowFast.alpha()), inverseBeta.orElse(slowFast.betaInverse()));
        } else if (alpha.isPresent() || inverseBeta.isPresent()) {
            throw new IllegalArgumentException("Only SlowFast networks have alpha and beta; " + network
                + " is none. Leave both out.");
        }
        return architecture;
    }

    VideoModel.Input randomInput() {
        int side = cropSize.orElse(entry().side());
        return new VideoModel.Input(frames.orElse(entry().frames()), side, side, stride.orElse(entry().stride()));
    }

    Classes randomClasses() {
        List<String> names = classNames();
        return names.isEmpty() ? Classes.numbered(classes.orElse(entry().classes())) : new Classes(names);
    }

    List<String> classNames() {
        return classNames.orElse("").lines().map(String::strip).filter(name -> !name.isEmpty()).toList();
    }
}
