package org.videoaction.model.torch;

import ai.djl.Device;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.videoaction.model.quantization.Quantization;

/**
 * Where a network scores, and in which numbers.
 *
 * @param gpu the number of the GPU, where one is chosen
 * @param precision nothing for bfloat16 on GPUs and CPUs that are faster in it, and 32-bit floats on others
 * @param engine what computes; ONNX Runtime does on the CPU alone, in 32-bit floats
 */
public record ScoringDevice(Kind kind, int gpu, Optional<Precision> precision, Engine engine) {

    /** The first GPU where there is one, else the CPU. */
    public static final ScoringDevice AUTOMATIC = new ScoringDevice(Kind.AUTOMATIC, 0, Optional.empty());
    public static final ScoringDevice CPU = new ScoringDevice(Kind.CPU, 0, Optional.of(Precision.FP32),
        Engine.LIBTORCH);

    /** Elsewhere oneDNN's integers are its reference, which is slow. */
    private static final Set<String> PROCESSORS = Set.of("amd64", "x86_64");

    /** What is chosen. */
    public enum Kind {
        AUTOMATIC,
        CPU,
        GPU
    }

    /** What computes networks. */
    public enum Engine {
        /** libtorch where it can be loaded, else ONNX Runtime. */
        AUTOMATIC,
        LIBTORCH,
        ONNX_RUNTIME
    }

    /** With what computes chosen by what there is. */
    public ScoringDevice(Kind kind, int gpu, Optional<Precision> precision) {
        this(kind, gpu, precision, Engine.AUTOMATIC);
    }

    public ScoringDevice {
        if (gpu < 0) {
            throw new IllegalArgumentException("GPUs are counted from 0.");
        }
    }

    /**
     * A device by its name.
     *
     * @param name auto, cpu, gpu or gpu:N
     * @throws IllegalArgumentException when it is another one
     */
    public static ScoringDevice named(String name, Optional<Precision> precision) {
        String[] parts = name.toLowerCase(Locale.ROOT).split(":", 2);
        if (parts.length == 2 && !(parts[0].equals("gpu") && parts[1].matches("\\d{1,3}"))) {
            throw unknown(name);
        }
        return switch (parts[0]) {
            case "auto" -> new ScoringDevice(Kind.AUTOMATIC, 0, precision);
            case "cpu" -> new ScoringDevice(Kind.CPU, 0, precision);
            case "gpu" -> new ScoringDevice(Kind.GPU, parts.length == 2 ? Integer.parseInt(parts[1]) : 0, precision);
            default -> throw unknown(name);
        };
    }

    private static IllegalArgumentException unknown(String name) {
        return new IllegalArgumentException("There is no device \"" + name + "\"; choose auto, cpu, gpu or gpu:N.");
    }

    /** The same with another engine. */
    public ScoringDevice by(Engine other) {
        return new ScoringDevice(kind, gpu, precision, other);
    }

    /**
     * The one that is meant on this machine; in 32-bit floats where integers are wanted and cannot be had.
     *
     * @throws IllegalArgumentException when it has no such GPU, or the engine does not compute there or in such numbers
     */
    public ScoringDevice here() {
        return engine == Engine.ONNX_RUNTIME || engine == Engine.AUTOMATIC && !ScriptModule.isHere() ? onOnnxRuntime()
            : on(ScriptModule.gpus(), NarrowNumbers::payOn, ScoringDevice::computesInBytes);
    }

    /** Whether libtorch can compute convolutions in bytes here: it needs oneDNN and a processor with its instructions. */
    public static boolean computesInBytes() {
        return PROCESSORS.contains(System.getProperty("os.arch").toLowerCase(Locale.ROOT)) && QuantizedNetwork.works();
    }

    /** What somebody has to know who chose this device: that integers are wanted and cannot be had here. */
    public Optional<String> remark() {
        return computesIn(Precision.INT8) ? remark(kind == Kind.GPU ? this : here()) : Optional.empty();
    }

    /** @param here the one that is meant */
    Optional<String> remark(ScoringDevice here) {
        return !computesIn(Precision.INT8) || here.kind == Kind.CPU && here.computesIn(Precision.INT8) ? Optional.empty()
            : Optional.of("The network computed in 32-bit floats: libtorch alone has 8-bit integers, for the CPU, for x86 "
                + "processors, and not in every build.");
    }

    /**
     * This, for a model.
     *
     * @throws IllegalArgumentException when it is to compute in integers and the model does not say how
     */
    public ScoringDevice checked(Optional<Quantization> quantization) {
        if (computesIn(Precision.INT8) && quantization.isEmpty()) {
            throw new IllegalArgumentException("The precision is int8, but the model does not carry the ranges of its "
                + "activations. Quantize it with the Video Model Quantizer (the command: videoaction quantize), or choose "
                + "another precision.");
        }
        return this;
    }

    /** Whether it was told these numbers. */
    boolean computesIn(Precision numbers) {
        return precision.filter(numbers::equals).isPresent();
    }

    /** ONNX Runtime in the place of libtorch. */
    ScoringDevice onOnnxRuntime() {
        if (kind == Kind.GPU || computesIn(Precision.BF16)) {
            throw new IllegalArgumentException(
                "ONNX Runtime computes on the CPU in 32-bit floats here. Choose those, or the "
                    + "engine libtorch.");
        }
        return new ScoringDevice(Kind.CPU, 0, Optional.of(Precision.FP32), Engine.ONNX_RUNTIME);
    }

    /**
     * The one that is meant on a machine with so many GPUs, with its numbers.
     *
     * @param narrow whether its CPU, or the GPU, is faster in bfloat16, which is asked where it matters
     * @param bytes whether libtorch computes in bytes on its CPU, which is asked where it matters
     * @throws IllegalArgumentException when it has no such GPU
     */
    ScoringDevice on(int gpus, Predicate<Device> narrow, BooleanSupplier bytes) {
        if (kind == Kind.GPU && gpu >= gpus) {
            throw new IllegalArgumentException("Scoring is to use GPU " + gpu + "; libtorch can compute on " + gpus
                + " GPUs here. Choose the CPU, or install libtorch for CUDA.");
        }
        Kind meant = kind == Kind.AUTOMATIC && gpus == 0 ? Kind.CPU : kind == Kind.AUTOMATIC ? Kind.GPU : kind;
        Precision numbers = precision.orElseGet(
            () -> narrow.test(meant == Kind.GPU ? Device.gpu(gpu) : Device.cpu()) ? Precision.BF16 : Precision.FP32);
        if (numbers == Precision.INT8 && !(meant == Kind.CPU && bytes.getAsBoolean())) {
            numbers = Precision.FP32;
        }
        return new ScoringDevice(meant, meant == Kind.GPU ? gpu : 0, Optional.of(numbers), Engine.LIBTORCH);
    }

    Device device() {
        return kind == Kind.GPU ? Device.gpu(gpu) : Device.cpu();
    }

    /** For people, for example "CPU" or "GPU 0, bfloat16". */
    public String title() {
        String place = kind == Kind.AUTOMATIC ? "automatic" : kind == Kind.GPU ? "GPU " + gpu : "CPU";
        return place + (computesIn(Precision.BF16) ? ", bfloat16" : computesIn(Precision.INT8) ? ", int8" : "")
            + (engine == Engine.ONNX_RUNTIME ? ", ONNX Runtime" : "");
    }
}
