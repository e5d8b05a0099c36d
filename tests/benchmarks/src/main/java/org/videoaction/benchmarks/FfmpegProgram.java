package org.videoaction.benchmarks;

import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The ffmpeg program, which only decodes. */
record FfmpegProgram() implements Contender<BenchmarkVideo> {

    private static final Pattern TIMES = Pattern.compile("bench: utime=([0-9.]+)s stime=([0-9.]+)s");

    @Override
    public String name() {
        return "ffmpeg program, decoding only";
    }

    @Override
    public boolean present() {
        return ProgramRun.of(List.of("ffmpeg", "-version")).succeeded();
    }

    @Override
    public double cpuSeconds(BenchmarkVideo video) throws IOException {
        ProgramRun run = ProgramRun.of(List.of("ffmpeg", "-nostdin", "-benchmark", "-threads", "1", "-i",
            video.file().toString(), "-f", "null", "-"));
        Matcher times = TIMES.matcher(run.output());
        if (!times.find()) {
            throw new IOException("ffmpeg printed no times: " + run.output());
        }
        return Double.parseDouble(times.group(1)) + Double.parseDouble(times.group(2));
    }
}
