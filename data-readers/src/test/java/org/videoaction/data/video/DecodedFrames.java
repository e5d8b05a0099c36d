package org.videoaction.data.video;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.videoaction.data.sampling.FrameSize;

/** Every frame of a file, decoded from the start and scaled, not turned: what any shorter way must agree with. */
final class DecodedFrames {

    private DecodedFrames() {
    }

    /** Each frame as its planes red, green, blue without gaps. */
    static List<byte[]> of(Path video, FrameSize size, Resize resize) throws IOException {
        VideoLimits limits = EdgeVideosTest.GENEROUS;
        List<byte[]> frames = new ArrayList<>();
        try (Deadline deadline = new Deadline(video, limits.maxTime());
            PacketSource source = new PacketSource(video, limits, deadline);
            VideoDecoder decoder = new VideoDecoder(video, source, limits);
            FrameScaler scaler = resize.scaler(video, size)) {
            for (AVFrame frame = decoder.next(); frame != null; frame = decoder.next()) {
                frames.add(bytes(scaler.scale(frame)));
            }
        }
        return frames;
    }

    static byte[] bytes(PlanarFrame frame) {
        int width = frame.size().width();
        int height = frame.size().height();
        ByteBuffer bytes = ByteBuffer.allocate(PlanarFrame.CHANNELS * width * height);
        for (int channel = 0; channel < PlanarFrame.CHANNELS; channel++) {
            for (int y = 0; y < height; y++) {
                frame.copyRow(channel, y, 0, width, bytes, (channel * height + y) * width);
            }
        }
        return bytes.array();
    }
}
