package org.knime.core.webui.page;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.Optional;

/** A file of a page. */
public interface Resource {
    /** What kind of file it is. */
    enum ContentType {
        HTML,
        SHADOW_APP,
        SVG,
        PNG
    }

    boolean isStatic();

    String getRelativePath();

    InputStream getInputStream() throws IOException;

    ContentType getContentType();

    default Optional<Charset> getCharset() {
        return Optional.empty();
    }
}
