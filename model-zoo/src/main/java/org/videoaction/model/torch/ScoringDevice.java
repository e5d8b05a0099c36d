package org.videoaction.model.torch;

import ai.djl.Device;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.videoaction.model.quantization.Quantization;

/**
 * Where a network scores, and in which numbers.
 *
 * @param gpu the number of the GPU, where one is chosen
 * @param precision nothing for bfloat16 on GPUs, which gain by it, and 32-bit floats on CPUs
 */
public record ScoringDevice(Kind kind, int gpu, Optional<Precision> precision) {

    /** The first GPU where there is one, else the CPU. */
    public static final ScoringDevice AUTOMATIC = new ScoringDevice(Kind.AUTOMATIC, 0, Optional.empty());
    public static final ScoringDevice CPU = new ScoringDevice(Kind.CPU, 0, Optional.of(Precision.FP32));

    /** oneDNN's integers are as slow as its reference elsewhere. */
    private static final Set<String> PROCESSORS = Set.of("amd64", "x86_64");

    /** What is chosen. */
    public enum Kind {
        AUTOMATIC,
        CPU,
        GPU
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

    /** The one that is meant on this machine; in 32-bit floats where integers are wanted and cannot be had. */
    public ScoringDevice here() {
        ScoringDevice here = on(ScriptModule.gpus());
        return here.isIn(Precision.INT8) && !(here.kind == Kind.CPU && computesInBytes())
            ? new ScoringDevice(here.kind, here.gpu, Optional.of(Precision.FP32)) : here;
    }

    /** Whether libtorch can compute convolutions in bytes here: it needs oneDNN and a processor with its instructions. */
    public static boolean computesInBytes() {
        return PROCESSORS.contains(System.getProperty("os.arch").toLowerCase(Locale.ROOT)) && ScoringNetwork.takesBytes();
    }

    /** What somebody has to know who chose this device: that integers are wanted and cannot be had here. */
    public Optional<String> remark() {
        return !isIn(Precision.INT8) || here().isIn(Precision.INT8) ? Optional.empty()
            : Optional.of("The network computed in "
                + "32-bit floats: libtorch has 8-bit integers for the CPU alone, for x86 processors, and not in every build.");
    }

    /**
     * This, for a model.
     *
     * @throws IllegalArgumentException when it is to compute in integers and the model does not say how
     */
    public ScoringDevice checked(Optional<Quantization> quantization) {
        if (isIn(Precision.INT8) && quantization.isEmpty()) {
            throw new IllegalArgumentException("Precision is int8, but the model does not carry the ranges of its "
                + "activations. Quantize it with the Video Model Quantizer (the command: videoaction quantize), or choose "
                + "another precision.");
        }
        return this;
    }

    private boolean isIn(Precision numbers) {
        return precision.filter(numbers::equals).isPresent();
    }

    /**
     * The one that is meant on a machine with so many GPUs, with its numbers.
     *
     * @throws IllegalArgumentException when it has no such GPU
     */
    ScoringDevice on(int gpus) {
        if (kind == Kind.GPU && gpu >= gpus) {
            throw new IllegalArgumentException("Scoring is to use GPU " + gpu + "; libtorch can compute on " + gpus
                + " GPUs here. Choose the CPU, or install libtorch for CUDA.");
        }
        Kind meant = kind == Kind.AUTOMATIC && gpus == 0 ? Kind.CPU : kind == Kind.AUTOMATIC ? Kind.GPU : kind;
        return new ScoringDevice(meant, meant == Kind.GPU ? gpu : 0,
            Optional.of(precision.orElse(meant == Kind.GPU ? Precision.BF16 : Precision.FP32)));
    }

    Device device() {
        return kind == Kind.GPU ? Device.gpu(gpu) : Device.cpu();
    }

    /** For people, for example "CPU" or "GPU 0, bfloat16". */
    public String title() {
        String place = kind == Kind.AUTOMATIC ? "automatic" : kind == Kind.GPU ? "GPU " + gpu : "CPU";
        return isIn(Precision.BF16) ? place + ", bfloat16" : isIn(Precision.INT8) ? place + ", int8" : place;
    }
}
