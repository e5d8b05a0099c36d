package org.videoaction.model.torch;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.engine.StandardCapabilities;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.Pointer;

/** A TorchScript module that libtorch has taken, with its methods. For one thread at a time. */
final class ScriptModule implements AutoCloseable {

    private static final String METHOD = "module_method:";

    private final NDManager manager;
    private final PtSymbolBlock script;
    private final Device device;

    /** @param text the module as {@link TorchScript} writes it */
    ScriptModule(String text, Device device) {
        this(ScriptArchive.of(text), device, false);
    }

    /** @param archive a whole module with its state, as {@code torch.jit.save} writes it */
    ScriptModule(byte[] archive, Device device) {
        this(archive, device, true);
    }

    private ScriptModule(byte[] archive, Device device, boolean movesState) {
        this.device = device;
        this.manager = withEngine(engine -> engine.newBaseManager(device));
        try {
            this.script = withEngine(engine -> loaded((PtNDManager) manager, archive, movesState));
        } catch (RuntimeException e) {
            manager.close();
            throw e;
        }
    }

    /** Whether libtorch can be loaded here. */
    static boolean isHere() {
        try {
            return !version().isEmpty();
        } catch (LinkageError e) {
            return false;
        }
    }

    /** How many GPUs libtorch can compute on; none where it was built for CPUs alone. */
    static int gpus() {
        return withEngine(engine -> !engine.hasCapability(StandardCapabilities.CUDA) ? 0
            : engine.getGpuCount() > 0 ? engine.getGpuCount() : found(engine));
    }

    /**
     * DJL counts GPUs by the library of CUDA's runtime, which is not found where only libtorch's own copy of it is there; those
     * on which memory can be had are there all the same.
     */
    private static int found(Engine engine) {
        return (int) IntStream.iterate(0, gpu -> gpu + 1).takeWhile(gpu -> isThere(engine, gpu)).count();
    }

    private static boolean isThere(Engine engine, int gpu) {
        try (NDManager trial = engine.newBaseManager(Device.gpu(gpu))) {
            trial.create(0f);
            return true;
        } catch (RuntimeException e) {
            return false;
        }
    }

    /** The version of libtorch. */
    static String version() {
        return withEngine(Engine::getVersion);
    }

    /** The threads among which libtorch divides an operation on the CPU. */
    static int threads() {
        return withEngine(engine -> JniUtils.getNumThreads());
    }

    /** DJL finds its engines through the thread's class loader, which in a plug-in is somebody else's. */
    private static <T> T withEngine(Function<Engine, T> work) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(ScriptModule.class.getClassLoader());
        keepOffline();
        try {
            return work.apply(engine());
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static Engine engine() {
        try {
            TorchFolder.chosen().ifPresent(TorchFolder::announce);
            return Engine.getEngine("PyTorch");
        } catch (EngineException | IllegalArgumentException | IllegalStateException e) {
            throw new LinkageError("libtorch cannot be loaded" + reason(e), e);
        }
    }

    private static String reason(Throwable problem) {
        Throwable first = problem;
        while (first.getCause() != null) {
            first = first.getCause();
        }
        // what DJL says where it finds none and may not fetch one
        return "Offline mode is enabled.".equals(first.getMessage()) ? ", as there is none for this computer"
            : ": " + first.getMessage();
    }

    /** From memory: DJL's models make a temporary folder each, which stays until the process ends. */
    private static PtSymbolBlock loaded(PtNDManager manager, byte[] archive, boolean movesState) {
        try {
            return JniUtils.loadModule(manager, new ByteArrayInputStream(archive), movesState, false);
        } catch (IOException | RuntimeException e) {
            throw new IllegalStateException("libtorch did not take the network: " + e.getMessage(), e);
        }
    }

    /** DJL otherwise asks the network for a cloud's instance, and for libraries, which on closed servers takes minutes. */
    private static void keepOffline() {
        for (String property : List.of("ai.djl.offline", "OPT_OUT_TRACKING")) {
            if (System.getProperty(property) == null) {
                System.setProperty(property, "true");
            }
        }
    }

    /** The manager of what lives as long as the module. */
    NDManager manager() {
        return manager;
    }

    /** Runs a method on tensors; names of tensors say which form a list together. */
    NDList run(NDManager step, String method, NDList inputs, boolean training) {
        // on the CPU: to copy it would wait for all that a GPU has to do
        NDArray name = step.newSubManager(Device.cpu()).create(0);
        name.setName(METHOD + method);
        inputs.add(name);
        try (DeviceTurn turn = DeviceTurn.on(device)) {
            interpretPlainly();
            return IValueUtils.forward(script, inputs, training);
        }
    }

    /** Runs a method that gives nothing back, without recording gradients; closes the arguments. */
    void run(String method, IValue... arguments) {
        call(method, arguments).close();
    }

    /** Runs a method that gives tensors, without recording gradients; closes the arguments. */
    NDList run(NDManager results, String method, IValue... arguments) {
        try (IValue result = call(method, arguments)) {
            return result.toNDList((PtNDManager) results);
        }
    }

    /** Whether it has a method of this name. */
    boolean has(String method) {
        return List.of(JniUtils.getMethodNames(script)).contains(method);
    }

    private IValue call(String method, IValue... arguments) {
        try {
            return call(method, List.of(arguments));
        } finally {
            for (IValue argument : arguments) {
                argument.close();
            }
        }
    }

    /** Runs a method without recording gradients; leaves the arguments as they are. */
    IValue call(String method, List<IValue> arguments) {
        try (DeviceTurn turn = DeviceTurn.on(device)) {
            interpretPlainly();
            return IValueUtils.runMethod(script, method, arguments.toArray(IValue[]::new));
        }
    }

    /**
     * Torch's optimiser of scripts rewrites each method on its second and third run, for half a second of a small network,
     * and the steps that follow are no faster. It is switched off for the thread that runs.
     */
    private static void interpretPlainly() {
        JniUtils.setGraphExecutorOptimize(false);
    }

    /** Gives memory of the CPU back that was freed, where the system's allocator keeps it between what is held. */
    void trim() {
        if (!device.isGpu()) {
            Pointer.trimMemory();
        }
    }

    static IValue list(List<NDArray> arrays) {
        return IValue.listFrom(arrays.toArray(PtNDArray[]::new));
    }

    @Override
    public void close() {
        script.close();
        manager.close();
    }
}
