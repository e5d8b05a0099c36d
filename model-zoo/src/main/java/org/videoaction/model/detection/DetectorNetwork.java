package org.videoaction.model.detection;

import java.util.List;
import java.util.Optional;
import org.videoaction.data.sampling.FrameSize;

/** A network that looks at one picture. For one thread at a time. */
public interface DetectorNetwork extends AutoCloseable {

    /** The pixels that it wants, where its file says. */
    Optional<FrameSize> size();

    /** The numbers that it wants pixels in, where its file says; bytes are red, green and blue. */
    default Optional<PixelValues> pixels() {
        return Optional.empty();
    }

    /**
     * Looks at a picture.
     *
     * @param picture 3 x H x W
     */
    List<NetworkOutput> run(float[] picture, FrameSize size);

    @Override
    void close();
}
