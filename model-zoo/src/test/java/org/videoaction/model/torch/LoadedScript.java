package org.videoaction.model.torch;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A TorchScript file as libtorch loads it. */
public final class LoadedScript {

    private LoadedScript() {
    }

    /**
     * The result of {@code forward}.
     *
     * @param boxes none where the network takes none
     */
    public static float[] forward(Path file, float[] boxes, float[] clips, long... shape)
        throws IOException, MalformedModelException {
        try (Model model = Model.newInstance("script", Device.cpu(), "PyTorch")) {
            model.load(new ByteArrayInputStream(Files.readAllBytes(file)));
            try (NDManager manager = model.getNDManager().newSubManager()) {
                NDList inputs = new NDList(manager.create(clips, new Shape(shape)));
                if (boxes.length > 0) {
                    inputs.add(manager.create(boxes, new Shape(boxes.length / 5, 5)));
                }
                return IValueUtils.forward((PtSymbolBlock) model.getBlock(), inputs, false).get(0).toFloatArray();
            }
        }
    }
}
