package org.videoaction.model.torch;

import ai.djl.Device;
import java.util.Locale;
import java.util.Optional;

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

    /** The one that is meant on this machine. */
    public ScoringDevice here() {
        return on(ScriptModule.gpus());
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
        return precision.filter(Precision.BF16::equals).isPresent() ? place + ", bfloat16" : place;
    }
}
