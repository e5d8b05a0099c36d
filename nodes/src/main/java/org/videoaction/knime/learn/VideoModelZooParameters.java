package org.videoaction.knime.learn;

import java.util.List;
import org.knime.core.node.InvalidSettingsException;
import org.videoaction.data.list.Classes;
import org.videoaction.knime.Bounds;
import org.videoaction.model.network.Architecture;
import org.videoaction.model.saved.TestProtocol;
import org.videoaction.model.saved.VideoModel;

/**
 * The settings of the Video Model Zoo. Each part of the dialog is a class that the next one extends, since the settings of
 * all have lain in one list since version 1.0.0.
 */
final class VideoModelZooParameters extends RandomNetworkParameters {

    @Override
    public void validate() throws InvalidSettingsException {
        Bounds.check(this);
        if (isPublished()) {
            try {
                published();
            } catch (IllegalArgumentException e) {
                throw new InvalidSettingsException(e.getMessage(), e);
            }
            return;
        }
        List<String> names = classNames();
        if (names.stream().distinct().count() < names.size()) {
            throw new InvalidSettingsException("Two classes have the same name. Give each its own, one name per line.");
        }
    }

    @Override
    public void checkComplete() throws InvalidSettingsException {
        source.checkComplete();
        try {
            architecture().checkClip(input().frames(), input().height());
        } catch (IllegalArgumentException e) {
            throw new InvalidSettingsException(e.getMessage(), e);
        }
    }

    String name() {
        return isPublished() ? published : network;
    }

    double publishedGflops() {
        return isPublished() ? published().gmacs().orElse(Double.NaN) : entry().publishedGflops();
    }

    Architecture architecture() {
        return isPublished() ? published().architecture() : random();
    }

    VideoModel.Input input() {
        return isPublished() ? published().input() : randomInput();
    }

    TestProtocol test() {
        return isPublished() ? published().test() : TestProtocol.of(input());
    }

    Classes classes() {
        return isPublished() ? published().classNames() : randomClasses();
    }
}
