package org.videoaction.model.torch;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
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

    /** The result of {@code forward} for one tensor. */
    public static float[] forward(Path file, float[] values, long... shape) throws IOException, MalformedModelException {
        try (Model model = Model.newInstance("script", Device.cpu(), "PyTorch")) {
            model.load(new ByteArrayInputStream(Files.readAllBytes(file)));
            try (NDManager manager = model.getNDManager().newSubManager()) {
                NDArray clip = manager.create(values, new Shape(shape));
                return IValueUtils.forward((PtSymbolBlock) model.getBlock(), new NDList(clip), false).get(0).toFloatArray();
            }
        }
    }
}
