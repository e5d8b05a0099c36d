package org.videoaction.model.exchange;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.videoaction.model.format.TorchPickle;
import org.videoaction.model.network.BatchNormFolding;
import org.videoaction.model.network.BatchNormFolding.Folded;
import org.videoaction.model.network.Parameter;
import org.videoaction.model.saved.ModelMetadata;
import org.videoaction.model.saved.VideoModel;
import org.videoaction.model.format.TorchArchiveWriter;
import org.videoaction.model.torch.TorchScript;

/** Writes models as TorchScript archives: the program as text, the weights as the module's parameters. */
final class TorchScriptFile {

    /** The pickle of an empty tuple. */
    private static final byte[] NO_CONSTANTS = {(byte) 0x80, 2, ')', '.'};

    private TorchScriptFile() {
    }

    static void write(VideoModel model, OutputStream out) throws IOException {
        Folded folded = BatchNormFolding.of(model.architecture().network(), model.weights());
        Map<String, String> attributes = new LinkedHashMap<>();
        folded.network().parameters()
            .forEach(parameter -> attributes.put(parameter.name(), parameter.name().replace('.', '_')));
        TorchArchiveWriter archive = new TorchArchiveWriter(out, "network");
        module(folded, attributes).store(archive);
        archive.store("code/__torch__.py", utf8(TorchScript.holdingWeights(folded.network(), attributes)));
        archive.store("constants.pkl", NO_CONSTANTS);
        archive.store("version", utf8("3\n"));
        for (Map.Entry<String, String> entry : ModelMetadata.withProvenance(model).entrySet()) {
            archive.store("extra/" + entry.getKey() + ".json", utf8(entry.getValue()));
        }
        archive.finish();
    }

    private static TorchPickle module(Folded folded, Map<String, String> attributes) {
        TorchPickle pickle = new TorchPickle().global("__torch__", "Network").object().emptyMap().beginEntries();
        for (Parameter parameter : folded.network().parameters()) {
            pickle.text(attributes.get(parameter.name())).tensor(folded.of(parameter), parameter.shape());
        }
        return pickle.text("training").no().endEntries().endState();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
