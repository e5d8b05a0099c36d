package org.videoaction.knime.learn;

import java.util.Arrays;
import java.util.Optional;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.port.PortObject;
import org.knime.core.node.port.PortObjectSpec;
import org.knime.node.RequirePorts.DynamicPortsAdder;
import org.videoaction.knime.port.ClipTablePortObject;
import org.videoaction.knime.port.ClipTablePortObjectSpec;
import org.videoaction.knime.port.VideoModelPortObject;

/** The ports of all learners: clips, and where users add them clips to validate with and a model to start from. */
final class LearnerPorts {

    private LearnerPorts() {
    }

    static void declare(DynamicPortsAdder ports) {
        ports.addInputPortGroup("Clips", port -> port.name("Clips").description(
            "Labeled clips to train on. Where they come with boxes, the network learns to detect actions in boxes.")
            .fixed(ClipTablePortObject.TYPE));
        ports.addInputPortGroup("Validation clips", port -> port.name("Validation clips")
            .description("Labeled clips, of the same classes, on which the network is tried while it learns.")
            .optional().supportedTypes(ClipTablePortObject.TYPE));
        ports.addInputPortGroup("Model to start from", port -> port.name("Model to start from")
            .description("A model whose network is trained further; the settings of the network do not matter then. Its "
                + "classifier is kept for the classes of the clips that it knows by name, in whatever order; for others it "
                + "starts anew, and the node's warning says so.")
            .optional().supportedTypes(VideoModelPortObject.TYPE));
        ports.addOutputPortGroup("Model",
            port -> port.name("Model").description("The trained network.").fixed(VideoModelPortObject.TYPE));
        ports.addOutputPortGroup("History",
            port -> port.name("History").description("One row per epoch: learning rate, loss "
                + "and accuracy on the training and the validation clips, with several labels or boxes the mean average "
                + "precision on the latter, time for data and for computing.")
                .fixed(BufferedDataTable.TYPE));
    }

    static Optional<ClipTablePortObjectSpec> validation(PortObjectSpec[] in) {
        return Arrays.stream(in).skip(1).filter(ClipTablePortObjectSpec.class::isInstance)
            .map(ClipTablePortObjectSpec.class::cast).findFirst();
    }

    static Optional<ClipTablePortObject> validation(PortObject[] in) {
        return Arrays.stream(in).skip(1).filter(ClipTablePortObject.class::isInstance)
            .map(ClipTablePortObject.class::cast).findFirst();
    }

    static Optional<VideoModelPortObject> start(PortObject[] in) {
        return Arrays.stream(in).filter(VideoModelPortObject.class::isInstance).map(VideoModelPortObject.class::cast)
            .findFirst();
    }
}
