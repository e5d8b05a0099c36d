package org.knime.core.webui.page;

import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.Optional;
import java.util.function.Supplier;

/** A file whose content is computed. */
record SuppliedResource(String path, Supplier<InputStream> content, Charset charset) implements Resource {
    @Override
    public boolean isStatic() {
        return false;
    }

    @Override
    public String getRelativePath() {
        return path;
    }

    @Override
    public InputStream getInputStream() {
        return content.get();
    }

    @Override
    public ContentType getContentType() {
        return contentType(path);
    }

    @Override
    public Optional<Charset> getCharset() {
        return Optional.ofNullable(charset);
    }

    static ContentType contentType(String path) {
        return switch (path.substring(path.lastIndexOf('.') + 1)) {
            case "html" -> ContentType.HTML;
            case "js" -> ContentType.SHADOW_APP;
            case "svg" -> ContentType.SVG;
            case "png" -> ContentType.PNG;
            default -> throw new IllegalArgumentException("A page cannot hold \"" + path + "\"");
        };
    }
}
