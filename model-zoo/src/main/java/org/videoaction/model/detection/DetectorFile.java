package org.videoaction.model.detection;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.videoaction.data.sampling.FrameSize;
import org.videoaction.model.engine.TensorNetwork;
import org.videoaction.model.engine.TensorNetwork.Port;
import org.videoaction.model.format.NDTensor;
import org.videoaction.model.format.NumberType;

/**
 * A detector of a file, ONNX or TorchScript, of anybody's. It takes one picture, 1 x 3 x H x W or as in torchvision 3 x H x W,
 * and may take the picture's width and height too, as RT-DETR with its post-processing does.
 */
public final class DetectorFile implements DetectorNetwork {

    private static final int BATCHED = 4;
    private static final int CHANNELS = 3;

    private final TensorNetwork network;
    private final List<Port> inputs;
    private boolean batched = true;

    private DetectorFile(TensorNetwork network) {
        this.network = network;
        this.inputs = network.inputs();
    }

    /**
     * The detector of a file, ready for use.
     *
     * @throws IOException when the file holds no network that finds objects, or not as the settings say; the message names it
     * @throws LinkageError when there is no engine for it on this computer
     */
    public static ObjectDetector open(Path file, DetectorSettings settings) throws IOException {
        DetectorFile detector = new DetectorFile(TensorNetwork.open(file));
        try {
            detector.checkInputs();
        } catch (IllegalArgumentException e) {
            detector.close();
            throw refused(file, e);
        }
        try {
            return new ObjectDetector(detector, settings);
        } catch (IllegalArgumentException e) {
            throw refused(file, e);
        }
    }

    private static IOException refused(Path file, IllegalArgumentException reason) {
        return new IOException("The detector in " + file + " cannot be used: " + reason.getMessage(), reason);
    }

    /** Nothing where the file does not say what it takes. */
    private Optional<Port> picture() {
        return inputs.stream().filter(input -> channels(input.shape())).findFirst();
    }

    private static boolean channels(List<Long> shape) {
        return (shape.size() == BATCHED || shape.size() == CHANNELS)
            && (shape.get(shape.size() - CHANNELS) == CHANNELS || shape.get(shape.size() - CHANNELS) < 0);
    }

    private void checkInputs() {
        boolean known = inputs.isEmpty() || picture().isPresent()
            && inputs.stream().allMatch(input -> input.equals(picture().get()) || isSize(input));
        if (!known) {
            throw new IllegalArgumentException("It takes " + String.join(", ", inputs.stream().map(Port::title).toList())
                + "; a detector takes a picture of N x 3 x H x W, and at most its width and height besides.");
        }
    }

    private static boolean isSize(Port input) {
        return input.type() == NumberType.INT64 && input.shape().size() == 2
            && (input.shape().get(1) == 2 || input.shape().get(1) < 0);
    }

    @Override
    public Optional<FrameSize> size() {
        return picture().map(Port::shape).filter(shape -> shape.get(shape.size() - 1) > 0 && shape.get(shape.size() - 2) > 0)
            .map(shape -> new FrameSize(Math.toIntExact(shape.get(shape.size() - 1)),
                Math.toIntExact(shape.get(shape.size() - 2))));
    }

    @Override
    public Optional<PixelValues> pixels() {
        return picture().filter(input -> input.type() == NumberType.UINT8).map(input -> PixelValues.RGB_BYTES);
    }

    @Override
    public List<NetworkOutput> run(float[] picture, FrameSize size) {
        if (!inputs.isEmpty()) {
            return named(network.run(inputs.stream().map(input -> isSize(input)
                ? NDTensor.integers(new long[] {size.width(), size.height()}, 1, 2)
                : tensor(picture, size, input.shape().size() == BATCHED)).toList()));
        }
        try {
            return named(network.run(List.of(tensor(picture, size, batched))));
        } catch (IllegalArgumentException e) {
            batched = !batched;
            try {
                return named(network.run(List.of(tensor(picture, size, batched))));
            } catch (IllegalArgumentException other) {
                e.addSuppressed(other);
                throw e;
            }
        }
    }

    private static NDTensor tensor(float[] picture, FrameSize size, boolean batched) {
        return batched ? NDTensor.floats(picture, 1, CHANNELS, size.height(), size.width())
            : NDTensor.floats(picture, CHANNELS, size.height(), size.width());
    }

    private List<NetworkOutput> named(List<NDTensor> tensors) {
        List<NetworkOutput> outputs = new ArrayList<>();
        for (int i = 0; i < tensors.size(); i++) {
            NDTensor tensor = tensors.get(i);
            int[] shape = tensor.shape().stream().mapToInt(Math::toIntExact).toArray();
            outputs.add(new NetworkOutput(i < network.outputs().size() ? network.outputs().get(i).name() : "", shape,
                !isReal(tensor.type()), tensor.values()));
        }
        return outputs;
    }

    private static boolean isReal(NumberType type) {
        return List.of(NumberType.FLOAT16, NumberType.BFLOAT16, NumberType.FLOAT32, NumberType.FLOAT64).contains(type);
    }

    @Override
    public void close() {
        network.close();
    }
}
