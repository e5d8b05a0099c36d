package org.videoaction.data.clip;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.videoaction.data.list.DatasetList;
import org.videoaction.data.list.ListFormat;
import org.videoaction.data.list.ListedVideo;
import org.videoaction.data.sampling.ClipSampling;
import org.videoaction.data.sampling.RandomClips;
import org.videoaction.data.sampling.SpatialSampling;
import org.videoaction.data.sampling.UniformClips;
import org.videoaction.data.video.Resize;
import org.videoaction.data.video.VideoLimits;
import org.videoaction.generated.MotionVideos;

/** Six generated videos of 30 frames of 48 x 48 pixels, and samplings that fit them. */
final class TestVideos {

    static final ClipSampling RANDOM = new ClipSampling(new RandomClips(4, 2, 2),
        new SpatialSampling(32, 40, 32, SpatialSampling.Place.RANDOM, true));
    static final ClipSampling EVEN = new ClipSampling(new UniformClips(4, 2, 2),
        new SpatialSampling(32, 32, 32, SpatialSampling.Place.CENTRE, false));

    private TestVideos() {
    }

    static Recipe recipe(ClipSampling sampling, long seed) {
        return new Recipe(sampling, VideoLimits.DEFAULT, Resize.FAST, seed);
    }

    static DatasetList write(Path folder) throws IOException {
        new MotionVideos(1, 0, 48, 30, 7).write(folder);
        return DatasetList.read(ListFormat.PATH_LABEL, folder.resolve("train.txt"), null,
            folder.resolve("classes.txt"));
    }

    /** The same videos with one in second place that is none. */
    static List<ListedVideo> withABrokenOne(DatasetList list, Path folder) throws IOException {
        List<ListedVideo> videos = new ArrayList<>(list.videos());
        Path broken = Files.writeString(folder.resolve("broken.mp4"), "no video");
        videos.add(1, new ListedVideo(broken, list.classes().name(0)));
        return videos;
    }
}
