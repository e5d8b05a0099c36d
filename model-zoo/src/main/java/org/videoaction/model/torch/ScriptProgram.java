package org.videoaction.model.torch;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.videoaction.model.format.NDTensor;
import org.videoaction.model.format.NumberType;

/** A TorchScript program of somebody else's, with its weights. For one thread at a time. */
public final class ScriptProgram implements AutoCloseable {

    private static final String METHOD = "forward";
    private static final Map<DataType, NumberType> TYPES = Map.of(DataType.FLOAT32, NumberType.FLOAT32, DataType.FLOAT64,
        NumberType.FLOAT64, DataType.FLOAT16, NumberType.FLOAT16, DataType.BFLOAT16, NumberType.BFLOAT16, DataType.UINT8,
        NumberType.UINT8, DataType.INT8, NumberType.INT8, DataType.INT32, NumberType.INT32, DataType.INT64,
        NumberType.INT64, DataType.BOOLEAN, NumberType.BOOLEAN);
    private static final String ERROR = "RuntimeError: ";
    private static final int SHOWN = 300;

    private final ScriptModule module;

    /**
     * Loads a program.
     *
     * @param archive the content of its file
     * @throws IllegalArgumentException when libtorch does not take it, or there is no such device; the message says why
     */
    public ScriptProgram(byte[] archive, ScoringDevice device) {
        ScoringDevice here = device.here();
        try {
            this.module = new ScriptModule(archive, here.device());
        } catch (IllegalStateException e) {
            throw new IllegalArgumentException(reason(e), e);
        }
        if (!module.has(METHOD)) {
            module.close();
            throw new IllegalArgumentException("it has no method " + METHOD);
        }
    }

    /**
     * Runs it.
     *
     * @param asList whether its one argument is a list of the tensors; else each is an argument
     * @return the tensors of its result, in their order; those of a dictionary by their names
     * @throws IllegalArgumentException when it does not take these; the message says why
     * @throws TooLittleMemory when memory is too small for these; fewer may be computed
     */
    public List<NDTensor> run(List<NDTensor> inputs, boolean asList) {
        try (NDManager step = module.manager().newSubManager()) {
            List<NDArray> arrays = new ArrayList<>();
            for (NDTensor input : inputs) {
                arrays.add(step.create(input.numbers(),
                    new Shape(input.shape()), type(input.type())));
            }
            IValue[] arguments = asList ? new IValue[] {ScriptModule.list(arrays)}
                : arrays.stream().map(array -> IValue.from((PtNDArray) array)).toArray(IValue[]::new);
            return module.run(step, METHOD, arguments).stream().map(ScriptProgram::tensor).toList();
        } catch (EngineException e) {
            RuntimeException kind = TooLittleMemory.of(e);
            throw kind instanceof TooLittleMemory ? kind : new IllegalArgumentException(reason(e), e);
        }
    }

    private static DataType type(NumberType type) {
        return TYPES.entrySet().stream().filter(entry -> entry.getValue() == type).map(Map.Entry::getKey).findFirst()
            .orElseThrow(() -> new IllegalArgumentException("Tensors of " + type + " are not known to libtorch here."));
    }

    private static NDTensor tensor(NDArray array) {
        NumberType type = TYPES.get(array.getDataType());
        if (type == null) {
            throw new IllegalArgumentException("it gives numbers of the kind " + array.getDataType());
        }
        return NDTensor.copy(type, array.toByteBuffer(), array.getShape().getShape());
    }

    /** Libtorch says where in the program before it says what, or goes on with its own lines. */
    private static String reason(Throwable error) {
        String message = String.valueOf(error.getMessage()).strip();
        List<String> lines = message.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
        String first = lines.stream().filter(line -> line.startsWith(ERROR)).map(line -> line.substring(ERROR.length()))
            .findFirst().orElse(lines.isEmpty() ? message : lines.get(0));
        return first.length() > SHOWN ? first.substring(0, SHOWN) + "..." : first;
    }

    @Override
    public void close() {
        module.close();
    }
}
