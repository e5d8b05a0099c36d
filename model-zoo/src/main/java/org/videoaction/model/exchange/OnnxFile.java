package org.videoaction.model.exchange;

import java.io.IOException;
import java.io.OutputStream;
import org.videoaction.model.format.ProtobufMessage;
import org.videoaction.model.network.BatchNormFolding;
import org.videoaction.model.network.BatchNormFolding.Folded;
import org.videoaction.model.network.Extent;
import org.videoaction.model.saved.ModelMetadata;
import org.videoaction.model.saved.VideoModel;

/** Writes models in the Open Neural Network Exchange format: a {@code ModelProto} with everything inside. */
final class OnnxFile {

    /** The version of the file's form that came with operator set 17. */
    private static final int IR_VERSION = 8;
    private static final int OPERATOR_SET = 17;
    private static final String PRODUCER = "Video Action Recognition for KNIME";

    private OnnxFile() {
    }

    static void write(VideoModel model, OutputStream out) throws IOException {
        write(message(model), out);
    }

    /** @throws IOException when the model does not fit into one file, which protobuf limits to 2 GiB */
    static void write(ProtobufMessage message, OutputStream out) throws IOException {
        if (message.size() > Integer.MAX_VALUE) {
            throw new IOException("The model takes " + (message.size() >> 20) + " MiB; an ONNX file holds at most 2048. "
                + "Write it as TorchScript.");
        }
        message.writeTo(out);
    }

    private static ProtobufMessage message(VideoModel model) {
        Folded folded = BatchNormFolding.of(model.architecture().network(), model.weights());
        VideoModel.Input input = model.input();
        ProtobufMessage message = new ProtobufMessage().integer(1, IR_VERSION).text(2, PRODUCER);
        message.message(7, OnnxGraph.of(model.architecture().displayName(), folded.network(), folded.weights(),
            new Extent(input.frames(), input.height(), input.width())));
        message.message(8, new ProtobufMessage().integer(2, OPERATOR_SET));
        ModelMetadata.withProvenance(model).forEach(
            (key, value) -> message.message(14, new ProtobufMessage().text(1, key).text(2, value)));
        return message;
    }
}
