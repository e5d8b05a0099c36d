package org.videoaction.data.clip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.videoaction.data.Progress;
import org.videoaction.data.list.ListedVideo;
import org.videoaction.data.video.VideoLimits;
import org.videoaction.data.video.VideoReport.Status;
import org.videoaction.generated.VideoFile;

class VideoSurveyTest {

    @TempDir
    private static Path folder;

    private static Path good;
    private static Path broken;

    @BeforeAll
    static void writeVideos() throws IOException {
        good = folder.resolve("red.mp4");
        VideoFile.write(good, 64, 48, 12, 25, (canvas, frame) -> {
            canvas.setColor(Color.RED);
            canvas.fillRect(0, 0, 64, 48);
        });
        broken = Files.writeString(folder.resolve("broken.mp4"), "no video");
    }

    private static List<ListedVideo> listed(Path... videos) {
        return Stream.of(videos).map(video -> new ListedVideo(video, null)).toList();
    }

    private static List<SurveyedVideo> survey(boolean thorough, int thumbnail) {
        List<SurveyedVideo> surveyed = new ArrayList<>();
        new VideoSurvey(thorough, thumbnail, VideoLimits.DEFAULT, 2)
            .survey(listed(good, broken, good), Progress.NONE, surveyed::add);
        return surveyed;
    }

    @Test
    void reportsComeInTheOrderOfTheVideos() {
        List<SurveyedVideo> surveyed = survey(true, 0);
        assertThat(surveyed).extracting(SurveyedVideo::video).containsExactly(good, broken, good);
        assertThat(surveyed).extracting(video -> video.report().status())
            .containsExactly(Status.OK, Status.FAILED, Status.OK);
        assertThat(surveyed.get(0).report().info().frames()).isEqualTo(12);
        assertThat(surveyed.get(1).report().reason()).contains("cannot be opened");
        assertThat(surveyed).extracting(SurveyedVideo::thumbnail).containsOnlyNulls();
    }

    @Test
    void aThumbnailIsAPictureOfTheVideo() throws IOException {
        BufferedImage picture = ImageIO.read(new ByteArrayInputStream(survey(false, 24).get(0).thumbnail()));
        assertThat(picture.getWidth()).isEqualTo(32);
        assertThat(picture.getHeight()).isEqualTo(24);
        Color middle = new Color(picture.getRGB(16, 12));
        assertThat(middle.getRed()).isGreaterThan(240);
        assertThat(middle.getGreen()).isLessThan(15);
        assertThat(middle.getBlue()).isLessThan(15);
    }

    @Test
    void stopsWhenItIsCancelled() {
        VideoSurvey survey = new VideoSurvey(true, 0, VideoLimits.DEFAULT, 1);
        assertThatThrownBy(() -> survey.survey(listed(good, good), (fraction, message) -> {
            throw new CancellationException();
        }, video -> {})).isInstanceOf(CancellationException.class);
    }
}
