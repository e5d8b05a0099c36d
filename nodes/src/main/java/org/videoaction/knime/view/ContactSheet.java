package org.videoaction.knime.view;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Function;
import org.knime.core.node.port.PortObject;
import org.knime.node.DefaultView;
import org.knime.node.DefaultView.RequireViewParameters;
import org.videoaction.data.clip.Clip;
import org.videoaction.data.clip.ClipPicture;
import org.videoaction.data.clip.ClipSource;
import org.videoaction.data.clip.ClipSpec;
import org.videoaction.data.list.Classes;
import org.videoaction.knime.port.ClipTablePortObject;

/**
 * Some clips of a table, evenly from its first to its last.
 *
 * @param summary the clips' size and sampling in words
 * @param clips how many there are
 * @param onDemand whether they were decoded for this sheet, and are sampled anew each time
 * @param span how many frames of the video a clip covers
 * @param left the videos that gave no clips
 */
public record ContactSheet(String summary, int clips, boolean onDemand, int span, Classes classes, List<Tile> tiles,
    List<LeftOut> left) {

    public static final ViewPage PAGE = new ViewPage("contact-sheet", "Contact sheet");
    /** Few enough for some megabytes of initial data. */
    private static final int TILES = 48;
    /** Few enough to decode while somebody waits. */
    private static final int DECODED_TILES = 16;
    private static final int FRAMES = 12;
    private static final int SIDE = 128;

    /**
     * A clip.
     *
     * @param labels indices of its classes
     * @param startFrame its first frame in the video
     * @param fps 0 where unknown
     * @param view its number along time, from 0
     * @param crop its number among the crops, from 0
     * @param picture null where it cannot be read
     * @param problem why; null where it can
     */
    public record Tile(String video, List<Integer> labels, long startFrame, double fps, int view, int crop,
        String status, Picture picture, String problem) {

        private static Tile of(ClipPicture picture, ClipSource source) {
            Clip clip = picture.clip();
            String video = source.video(picture.index());
            return clip == null
                ? new Tile(video, source.labels(picture.index()), 0, 0, 0, 0, "failed", null, picture.problem())
                : new Tile(video, clip.labels(), clip.startFrame(), clip.fps(), clip.clip(), clip.crop(), clip.status(),
                    Picture.of(picture), null);
        }
    }

    /** A video that gave no clips, and why. */
    public record LeftOut(String video, String reason) {}

    /** @param data the sheet, of the objects that the node keeps */
    public static DefaultView declare(RequireViewParameters view, Function<PortObject[], ContactSheet> data) {
        return PAGE.declare(view, """
            Clips from the first to the last of the table, as a network sees them; a clip plays under the pointer or
            with the focus on it. Clips on demand are decoded when the view is opened. Videos that gave no clips are
            listed with the reason.
            """, data::apply);
    }

    /** The sheet of the clips of a port, which know nothing of videos that gave none. */
    public static ContactSheet of(ClipTablePortObject clips) {
        return of(clips, List.of());
    }

    /** The sheet of the clips of a port and of the videos that gave none. */
    public static ContactSheet of(ClipTablePortObject clips, List<LeftOut> left) {
        try (ClipSource source = clips.open()) {
            return of(source, left);
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    /** The sheet of a table of clips. */
    static ContactSheet of(ClipSource source, List<LeftOut> left) throws IOException {
        ClipSpec spec = source.spec();
        boolean onDemand = source.resized(spec.frames(), Math.min(spec.height(), spec.width())).isPresent();
        int[] shown = ClipPicture.spread(source.size(), onDemand ? DECODED_TILES : TILES);
        List<Tile> tiles = ClipPicture.of(source, shown, FRAMES, SIDE).stream()
            .map(picture -> Tile.of(picture, source)).toList();
        return new ContactSheet(spec.summary(), source.size(), onDemand, spec.frames() * Math.max(1, spec.stride()),
            spec.classes(), tiles, left);
    }
}
