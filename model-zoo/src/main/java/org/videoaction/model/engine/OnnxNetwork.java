package org.videoaction.model.engine;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.TensorInfo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.videoaction.model.format.NDTensor;
import org.videoaction.model.format.NumberType;
import org.videoaction.model.torch.DeviceTurn;
import org.videoaction.model.torch.TooLittleMemory;

/** An ONNX network, run by ONNX Runtime on the CPU. No library is loaded for it but ONNX Runtime itself. */
final class OnnxNetwork implements TensorNetwork {

    private static final Map<OnnxJavaType, NumberType> TYPES = Map.of(OnnxJavaType.FLOAT, NumberType.FLOAT32,
        OnnxJavaType.DOUBLE, NumberType.FLOAT64, OnnxJavaType.FLOAT16, NumberType.FLOAT16, OnnxJavaType.BFLOAT16,
        NumberType.BFLOAT16, OnnxJavaType.INT8, NumberType.INT8, OnnxJavaType.UINT8, NumberType.UINT8, OnnxJavaType.INT16,
        NumberType.INT16, OnnxJavaType.INT32, NumberType.INT32, OnnxJavaType.INT64, NumberType.INT64, OnnxJavaType.BOOL,
        NumberType.BOOLEAN);
    private static final List<String> MEMORY = List.of("bad_alloc", "failed to allocate", "out of memory");

    private final OrtEnvironment environment;
    private final OrtSession session;
    private final List<Port> inputs;
    private final List<Port> outputs;

    /** @throws IllegalArgumentException when ONNX Runtime does not take it; the message says why */
    OnnxNetwork(byte[] content) {
        environment = environment();
        try (SessionOptions options = new SessionOptions()) {
            options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
            session = environment.createSession(content, options);
        } catch (OrtException e) {
            throw new IllegalArgumentException("ONNX Runtime does not take it: " + said(e), e);
        }
        try {
            inputs = ports(session.getInputInfo().values());
            outputs = ports(session.getOutputInfo().values());
        } catch (OrtException | RuntimeException e) {
            close();
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private static OrtEnvironment environment() {
        try {
            OrtEnvironment environment = OrtEnvironment.getEnvironment();
            // on Windows it is on otherwise
            environment.setTelemetry(false);
            return environment;
        } catch (LinkageError | OrtException | RuntimeException e) {
            throw new LinkageError("ONNX Runtime cannot be loaded, as there is none for this computer: " + e.getMessage(),
                e);
        }
    }

    private static List<Port> ports(Collection<NodeInfo> infos) {
        List<Port> ports = new ArrayList<>();
        for (NodeInfo info : infos) {
            if (!(info.getInfo() instanceof TensorInfo tensor) || !TYPES.containsKey(tensor.type)) {
                throw new IllegalArgumentException("its " + info.getName() + " is no tensor of numbers");
            }
            ports.add(new Port(info.getName(), TYPES.get(tensor.type), Arrays.stream(tensor.getShape()).boxed().toList()));
        }
        return List.copyOf(ports);
    }

    @Override
    public List<Port> inputs() {
        return inputs;
    }

    @Override
    public List<Port> outputs() {
        return outputs;
    }

    @Override
    public List<NDTensor> run(List<NDTensor> given) {
        if (given.size() != inputs.size()) {
            throw new IllegalArgumentException("it takes " + inputs.size() + " tensors, not " + given.size());
        }
        Map<String, OnnxTensor> named = new LinkedHashMap<>();
        try {
            for (int i = 0; i < inputs.size(); i++) {
                named.put(inputs.get(i).name(), tensor(given.get(i).as(inputs.get(i).type())));
            }
            try (DeviceTurn turn = DeviceTurn.onCpu(); OrtSession.Result results = session.run(named)) {
                List<NDTensor> copies = new ArrayList<>();
                for (Map.Entry<String, OnnxValue> result : results) {
                    copies.add(copy(result.getKey(), result.getValue()));
                }
                return copies;
            }
        } catch (OrtException e) {
            throw wrong(e);
        } finally {
            named.values().forEach(OnnxTensor::close);
        }
    }

    private static RuntimeException wrong(OrtException error) {
        String message = String.valueOf(error.getMessage());
        return MEMORY.stream().anyMatch(message.toLowerCase(Locale.ROOT)::contains)
            ? new TooLittleMemory("There is too little memory for so many clips at once.", error)
            : new IllegalArgumentException(said(error), error);
    }

    /** Without the place in ONNX Runtime's own code, which a message begins with. */
    private static String said(OrtException error) {
        return String.valueOf(error.getMessage()).replaceFirst("^Error code - \\w+ - message: ", "")
            .replaceFirst("(?s)^(Failed to load model with error: )?/\\S+:\\d+ .*?\\) (?=[A-Z])", "").strip();
    }

    private OnnxTensor tensor(NDTensor tensor) throws OrtException {
        OnnxJavaType type = TYPES.entrySet().stream().filter(entry -> entry.getValue() == tensor.type())
            .map(Map.Entry::getKey).findFirst().orElseThrow();
        return OnnxTensor.createTensor(environment, tensor.numbers(),
            tensor.shape().stream().mapToLong(Long::longValue).toArray(), type);
    }

    private static NDTensor copy(String name, OnnxValue value) {
        if (!(value instanceof OnnxTensor tensor)) {
            throw new IllegalArgumentException("its " + name + " is no tensor");
        }
        return NDTensor.copy(TYPES.get(tensor.getInfo().type), tensor.getByteBuffer(), tensor.getInfo().getShape());
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime could not free a network: " + e.getMessage(), e);
        }
    }
}
