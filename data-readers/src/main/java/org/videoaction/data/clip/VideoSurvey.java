package org.videoaction.data.clip;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import javax.imageio.ImageIO;
import org.videoaction.data.Pace;
import org.videoaction.data.Progress;
import org.videoaction.data.list.ListedVideo;
import org.videoaction.data.video.FrameNames;
import org.videoaction.data.video.PlanarFrame;
import org.videoaction.data.video.VideoException;
import org.videoaction.data.video.VideoLimits;
import org.videoaction.data.video.VideoProbe;
import org.videoaction.data.video.VideoReport;

/**
 * Looks into many videos, several at once.
 *
 * @param thorough whether each video is decoded as a whole, so that its frames are counted and damage is found; else its
 *     packets are counted
 * @param thumbnail the short side of the thumbnails in pixels, 0 for none
 * @param frameNames how the pictures in folders of frames are called, or null to find out
 * @param threads how many videos are looked into at once
 */
public record VideoSurvey(boolean thorough, int thumbnail, VideoLimits limits, FrameNames frameNames, int threads) {

    /** Finds out how frames in folders are called. */
    public VideoSurvey(boolean thorough, int thumbnail, VideoLimits limits, int threads) {
        this(thorough, thumbnail, limits, null, threads);
    }

    /**
     * Reports on the videos, in their order; a broken one is no error. Nothing is kept: thumbnails of many videos are large.
     *
     * @param reports is given each report when it is its turn
     * @throws CancellationException when {@code progress} or an interruption stopped the work
     */
    public void survey(List<ListedVideo> videos, Progress progress, Consumer<SurveyedVideo> reports) {
        int[] done = {0};
        Pace pace = new Pace("videos", videos.size());
        Runnable report = () -> progress.report(pace.fraction(done[0]), pace.message(done[0]));
        try (OrderedWork<SurveyedVideo> work = new OrderedWork<>(threads, videos.size(), i -> () -> survey(videos.get(i)))) {
            while (work.hasNext()) {
                reports.accept(work.next(report));
                done[0]++;
                report.run();
            }
        } catch (InterruptedException e) {
            throw Interruption.asCancellation(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(videos.get(done[0]).video() + " could not be read: " + e.getCause(),
                e.getCause());
        }
    }

    private SurveyedVideo survey(ListedVideo listed) {
        Path video = listed.video();
        VideoProbe probe = new VideoProbe(limits, listed.folderFrames(frameNames));
        VideoReport report = thorough ? probe.decode(video) : probe.scan(video);
        if (thumbnail == 0 || report.status() == VideoReport.Status.FAILED) {
            return new SurveyedVideo(video, report, null);
        }
        try {
            return new SurveyedVideo(video, report, png(probe.thumbnail(video, thumbnail)));
        } catch (VideoException e) {
            // packets that were counted do not say whether one can be decoded
            return new SurveyedVideo(video, VideoReport.failed(e), null);
        }
    }

    private static byte[] png(PlanarFrame frame) {
        int width = frame.size().width();
        int height = frame.size().height();
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int rgb = 0;
                for (int channel = 0; channel < PlanarFrame.CHANNELS; channel++) {
                    rgb = rgb << 8 | frame.pixel(channel, x, y);
                }
                image.setRGB(x, y, rgb);
            }
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
