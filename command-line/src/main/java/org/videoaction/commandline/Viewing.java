package org.videoaction.commandline;

import java.util.List;
import org.videoaction.data.clip.Recipe;
import org.videoaction.data.video.Decoding;
import org.videoaction.data.video.VideoLimits;
import org.videoaction.model.saved.TestProtocol;
import org.videoaction.model.scoring.TestViews;
import picocli.CommandLine.Option;

/** The options that say how videos become clips. */
final class Viewing {

    @Option(names = "--views", paramLabel = "VIEWS", defaultValue = "ALL")
    private TestViews views;

    @Option(names = "--fast-decoding")
    private boolean fast;

    /** How videos become the views of a model that is tested in such a way. */
    Recipe recipe(TestProtocol test) {
        return views.recipe(test, VideoLimits.DEFAULT.with(fast ? Decoding.FAST : Decoding.EXACT));
    }

    /** The same for another program of ours. */
    List<String> arguments() {
        return fast ? List.of("--views", views.name(), "--fast-decoding") : List.of("--views", views.name());
    }
}
