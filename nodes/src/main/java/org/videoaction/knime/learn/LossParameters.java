package org.videoaction.knime.learn;

import java.util.List;
import org.knime.node.parameters.Advanced;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.persistence.Persist;
import org.knime.node.parameters.widget.choices.Label;
import org.knime.node.parameters.widget.choices.ValueSwitchWidget;
import org.knime.node.parameters.widget.number.NumberInputWidget;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsNonNegativeValidation;
import org.videoaction.knime.Bounds.BelowOne;
import org.videoaction.model.network.Head;
import org.videoaction.model.torch.Loss;

/** What training makes small. */
final class LossParameters implements NodeParameters {

    /** How many classes a clip shows. */
    enum Labels {
        @Label(value = "One class", description = "Each clip shows one class: softmax and cross-entropy.")
        ONE(Head.AVERAGE),
        @Label(value = "Multiple", description = """
                Each clip shows any number of classes, such as in Charades: a sigmoid and binary cross-entropy for each.
                """)
        SEVERAL(Head.MULTI_LABEL);

        private final Head head;

        Labels(Head head) {
            this.head = head;
        }
    }

    /** How classes of different size count. */
    enum ClassWeights {
        @Label(value = "None", description = "Every clip counts alike.")
        NONE,
        @Label(value = "Balanced", description = "Every class counts alike: its clips weigh the more the fewer they are.")
        BALANCED
    }

    @Widget(title = "Labels per clip", description = "How many classes a clip shows. Boxes show any number.")
    @ValueSwitchWidget
    @Persist(configKey = "labels")
    Labels labels = Labels.ONE;

    @Advanced
    @Widget(title = "Class weights", description = "Whether classes with few clips count more.")
    @ValueSwitchWidget
    @Persist(configKey = "class_weights")
    ClassWeights classWeights = ClassWeights.NONE;

    @Advanced
    @Widget(title = "Label smoothing", description = """
            From 0 to below 1: for clips of one class the share of a clip's probability that is spread over all classes; for
            multiple labels and boxes the share that is spread over yes and no, for each class.
            """)
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class, maxValidation = BelowOne.class)
    @Persist(configKey = "label_smoothing")
    double labelSmoothing;

    /** @param focal how much less counts what is predicted well; null for all alike */
    Loss loss(Loss.Focal focal) {
        return new Loss(labelSmoothing, List.of(), focal);
    }

    /** What the network ends with. */
    Head head() {
        return labels.head;
    }

    boolean isBalanced() {
        return classWeights == ClassWeights.BALANCED;
    }
}
