package org.videoaction.knime.view;

import java.util.Base64;
import org.videoaction.data.clip.ClipPicture;

/**
 * Frames of a clip beside each other, as pages show them.
 *
 * @param frames how many
 * @param width of one frame in pixels
 * @param height in pixels
 * @param image a data address
 */
public record Picture(int frames, int width, int height, String image) {

    /** Nothing where the clip cannot be read. */
    public static Picture of(ClipPicture picture) {
        return picture.problem() != null ? null : new Picture(picture.frames(), picture.width(), picture.height(),
            "data:image/jpeg;base64," + Base64.getEncoder().encodeToString(picture.jpeg()));
    }
}
