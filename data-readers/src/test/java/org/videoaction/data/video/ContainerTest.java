package org.videoaction.data.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.ffmpeg.global.avformat.av_demuxer_iterate;
import static org.bytedeco.ffmpeg.global.avutil.av_match_list;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.junit.jupiter.api.Test;

class ContainerTest {

    private static List<String> demuxers() {
        List<String> names = new ArrayList<>();
        try (PointerPointer<Pointer> place = new PointerPointer<>(1L)) {
            place.put(0, (Pointer) null);
            AVInputFormat next = av_demuxer_iterate(place);
            while (next != null) {
                names.add(next.name().getString());
                next = av_demuxer_iterate(place);
            }
        }
        return names;
    }

    /** A new one of another FFmpeg is refused until somebody has looked whether it opens other files. */
    @Test
    void everyDemuxerOfTheBundledFfmpegIsAllowedOrRefusedAndNoOtherIsNamed() {
        assertThat(demuxers()).hasSizeGreaterThan(300).containsExactlyInAnyOrderElementsOf(Container.known());
    }

    @Test
    void ffmpegReadsTheListOfAllowedOnesAsItIsMeant() {
        for (String demuxer : demuxers()) {
            boolean allowed = av_match_list(demuxer, Container.whitelist(), (byte) ',') > 0;
            assertThat(allowed).as(demuxer).isEqualTo(Container.refusal(demuxer) == null);
        }
    }

    @Test
    void anUnknownDemuxerIsRefused() {
        assertThat(Container.refusal("from tomorrow")).contains("from tomorrow");
    }
}
