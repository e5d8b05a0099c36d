package org.videoaction.benchmarks;

import java.io.IOException;
import java.util.List;
import org.videoaction.data.video.Resize;

/** Decoding every frame and scaling it to short side 256. */
final class DecodeBenchmark implements Benchmark {

    @Override
    public void run(Setting setting) throws IOException {
        Contender<BenchmarkVideo> ours = new EveryFrame(Resize.FAST);
        Contender<BenchmarkVideo> reference = new EveryFrame(Resize.REFERENCE);
        Contender<BenchmarkVideo> grabber = new GrabberReader(false);
        Contender<BenchmarkVideo> sizedGrabber = new GrabberReader(true);
        Contender<BenchmarkVideo> pyav = new PeerScript<>("PyAV + OpenCV resize", setting.peers().resolve("decode.py"),
            "av, cv2");
        Contender<BenchmarkVideo> program = new FfmpegProgram();
        Comparison<BenchmarkVideo> comparison = new Comparison<>("CPU ms for " + BenchmarkVideo.FRAMES + " frames",
            BenchmarkVideo.all(setting.videos()),
            List.of(ours, reference, grabber, sizedGrabber, pyav, program));
        comparison.print();
        comparison.printRatios("decode-pyav", ours.name(), pyav.name());
        comparison.printRatios("decode-javacv", ours.name(), grabber.name());
        comparison.printRatios("decode-javacv-sized", ours.name(), sizedGrabber.name());
        comparison.printRatios("decode-ffmpeg", ours.name(), program.name());
    }
}
