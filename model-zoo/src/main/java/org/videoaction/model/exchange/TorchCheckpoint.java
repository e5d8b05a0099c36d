package org.videoaction.model.exchange;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import org.videoaction.model.format.TorchPickle;
import org.videoaction.model.network.Architecture;
import org.videoaction.model.network.ChannelSeparated;
import org.videoaction.model.network.Parameter;
import org.videoaction.model.network.R2Plus1d;
import org.videoaction.model.network.X3d;
import org.videoaction.model.saved.ModelMetadata;
import org.videoaction.model.saved.VideoModel;
import org.videoaction.model.format.TorchArchiveWriter;

/**
 * Writes the weights as a checkpoint of the code base that has the network: PySlowFast's {@code model_state}; for CSN,
 * which PySlowFast lacks, MMAction2's {@code state_dict}; for R(2+1)D and the X3D without some of the normalizations
 * PyTorchVideo's or VMZ's. What the file says of the model lies beside them as texts.
 */
final class TorchCheckpoint {

    private TorchCheckpoint() {
    }

    static void write(VideoModel model, OutputStream out) throws IOException {
        Architecture architecture = model.architecture();
        UnaryOperator<String> names = names(architecture);
        TorchPickle pickle = new TorchPickle().emptyMap().beginEntries()
            .text(architecture instanceof ChannelSeparated || isOfVmz(architecture) ? "state_dict" : "model_state")
            .global("collections", "OrderedDict").call().beginEntries();
        for (Parameter parameter : architecture.network().parameters()) {
            pickle.text(names.apply(parameter.name())).tensor(model.weights().of(parameter), parameter.shape());
        }
        pickle.endEntries();
        ModelMetadata.withProvenance(model).forEach((key, value) -> pickle.text(key).text(value));
        TorchArchiveWriter archive = new TorchArchiveWriter(out, "archive");
        pickle.endEntries().store(archive);
        archive.store("byteorder", "little".getBytes(StandardCharsets.US_ASCII));
        archive.store("version", "3\n".getBytes(StandardCharsets.US_ASCII));
        archive.finish();
    }

    private static UnaryOperator<String> names(Architecture architecture) {
        if (architecture instanceof ChannelSeparated csn) {
            return new MmactionNames(false, true, csn.interaction() == ChannelSeparated.Interaction.PRESERVED)::of;
        } else if (architecture instanceof R2Plus1d) {
            return isOfVmz(architecture) ? VmzNames.ofFactorised()::of : PyTorchVideoNames.ofFactorised()::of;
        } else if (architecture instanceof X3d x3d && !x3d.normalisedShortcuts()) {
            return PyTorchVideoNames.ofExpanded()::of;
        }
        return PySlowFastNames::of;
    }

    private static boolean isOfVmz(Architecture architecture) {
        return architecture instanceof R2Plus1d network && network.form() == R2Plus1d.Form.BASIC;
    }
}
