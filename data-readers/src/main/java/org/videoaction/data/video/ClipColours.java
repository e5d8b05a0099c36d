package org.videoaction.data.video;

import java.nio.ByteBuffer;
import org.videoaction.data.sampling.View;

/** Changes the pixels of a clip of C x T x H x W bytes in place, frame by frame. */
final class ClipColours {

    private final ByteBuffer clip;
    private final int frames;
    private final View view;
    private final byte[] bytes;
    private final float[][] channels;

    private ClipColours(ByteBuffer clip, View view) {
        int pixels = view.space().width() * view.space().height();
        this.clip = clip;
        this.frames = view.frames().length;
        this.view = view;
        this.bytes = new byte[pixels];
        this.channels = new float[PlanarFrame.CHANNELS][pixels];
    }

    /** Changes a clip as its view says. */
    static void change(ByteBuffer clip, View view) {
        if (!view.colour().steps().isEmpty() || !view.changes().isEmpty()) {
            new ClipColours(clip, view).change();
        }
    }

    private void change() {
        int width = view.space().width();
        int height = view.space().height();
        for (int time = 0; time < frames; time++) {
            load(time);
            view.colour().apply(channels, width, height);
            view.changes().forEach(change -> change.apply(channels, width, height));
            store(time);
        }
    }

    private void load(int time) {
        for (int channel = 0; channel < PlanarFrame.CHANNELS; channel++) {
            clip.get(place(channel, time), bytes);
            for (int i = 0; i < bytes.length; i++) {
                channels[channel][i] = bytes[i] & 0xff;
            }
        }
    }

    private void store(int time) {
        for (int channel = 0; channel < PlanarFrame.CHANNELS; channel++) {
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) (channels[channel][i] + 0.5f);
            }
            clip.put(place(channel, time), bytes);
        }
    }

    private int place(int channel, int time) {
        return (channel * frames + time) * bytes.length;
    }
}
