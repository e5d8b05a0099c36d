package org.videoaction.data.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.ffmpeg.global.avdevice.avdevice_register_all;
import static org.bytedeco.ffmpeg.global.avformat.av_demuxer_iterate;
import static org.bytedeco.ffmpeg.global.avutil.AV_CLASS_CATEGORY_DEVICE_VIDEO_OUTPUT;
import static org.bytedeco.ffmpeg.global.avutil.av_match_list;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.junit.jupiter.api.Test;

class ContainerTest {

    /** @param devices whether those that record from the machine are meant, which JavaCV adds once it writes a video */
    private static List<String> demuxers(boolean devices) {
        avdevice_register_all();
        List<String> names = new ArrayList<>();
        try (PointerPointer<Pointer> place = new PointerPointer<>(1L)) {
            place.put(0, (Pointer) null);
            AVInputFormat next = av_demuxer_iterate(place);
            while (next != null) {
                if (devices == isDevice(next)) {
                    names.add(next.name().getString());
                }
                next = av_demuxer_iterate(place);
            }
        }
        return names;
    }

    private static boolean isDevice(AVInputFormat demuxer) {
        return demuxer.priv_class() != null && !demuxer.priv_class().isNull()
            && demuxer.priv_class().category() >= AV_CLASS_CATEGORY_DEVICE_VIDEO_OUTPUT;
    }

    /** A new one of another FFmpeg is refused until somebody has looked whether it opens other files. */
    @Test
    void everyDemuxerOfTheBundledFfmpegIsAllowedOrRefusedAndNoOtherIsNamed() {
        assertThat(demuxers(false)).hasSizeGreaterThan(300).containsExactlyInAnyOrderElementsOf(Container.known());
    }

    @Test
    void ffmpegReadsTheListOfAllowedOnesAsItIsMeant() {
        for (String demuxer : demuxers(false)) {
            boolean allowed = av_match_list(demuxer, Container.whitelist(), (byte) ',') > 0;
            assertThat(allowed).as(demuxer).isEqualTo(Container.refusal(demuxer) == null);
        }
    }

    @Test
    void noDeviceOfTheMachineIsRead() {
        assertThat(demuxers(true)).isNotEmpty().allSatisfy(device -> {
            assertThat(Container.refusal(device)).isNotNull();
            assertThat(av_match_list(device, Container.whitelist(), (byte) ',')).isZero();
        });
    }

    @Test
    void anUnknownDemuxerIsRefused() {
        assertThat(Container.refusal("from tomorrow")).contains("from tomorrow");
    }
}
