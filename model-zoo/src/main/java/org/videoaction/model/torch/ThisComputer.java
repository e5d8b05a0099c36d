package org.videoaction.model.torch;

import java.util.LinkedHashMap;
import java.util.Map;
import org.videoaction.data.video.FfmpegVersion;

/** What computes here, in words: where two are the same, so are the numbers that come of the same work. */
public final class ThisComputer {

    private ThisComputer() {
    }

    /** The libraries that decode and compute, with their versions. */
    public static Map<String, String> libraries() {
        Map<String, String> versions = new LinkedHashMap<>();
        versions.put("libtorch", ScriptModule.isHere() ? ScriptModule.version() : "none");
        versions.put("FFmpeg", FfmpegVersion.text());
        versions.put("Java", System.getProperty("java.vm.name") + " " + System.getProperty("java.version"));
        return versions;
    }

    /**
     * Processor, threads and system.
     *
     * @param device what the network is computed on, for people
     */
    public static Map<String, String> hardware(String device) {
        Map<String, String> machine = new LinkedHashMap<>();
        machine.put("device", device);
        machine.put("processor", ComputeDevices.processor());
        machine.put("threads", ScriptModule.isHere() ? String.valueOf(ScriptModule.threads()) : "unknown");
        machine.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
            + System.getProperty("os.arch"));
        return machine;
    }
}
