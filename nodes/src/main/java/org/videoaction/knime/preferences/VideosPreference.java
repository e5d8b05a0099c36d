package org.videoaction.knime.preferences;

import org.videoaction.data.FilePath;
import org.videoaction.data.video.VideoCache;

/** Where copies of videos of servers are kept, as the preferences say; what they leave empty is said by the environment. */
public final class VideosPreference {

    static final String CACHE = "videos_cache";

    private VideosPreference() {
    }

    /** @throws IllegalArgumentException when the environment says something that is no size */
    public static VideoCache cache() {
        VideoCache usual = VideoCache.ofEnvironment();
        String folder = Preferences.text(CACHE);
        return folder.isEmpty() ? usual : usual.in(FilePath.of(folder));
    }
}
