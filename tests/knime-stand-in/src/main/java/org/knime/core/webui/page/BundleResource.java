package org.knime.core.webui.page;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;

/** A file in a plug-in. */
record BundleResource(Class<?> bundle, String base, String path) implements Resource {
    @Override
    public boolean isStatic() {
        return true;
    }

    @Override
    public String getRelativePath() {
        return path;
    }

    @Override
    public InputStream getInputStream() throws IOException {
        String name = base + "/" + path;
        InputStream in = bundle.getResourceAsStream("/" + name);
        if (in == null) {
            throw new FileNotFoundException(name + " is not beside " + bundle.getName());
        }
        return in;
    }

    @Override
    public ContentType getContentType() {
        return SuppliedResource.contentType(path);
    }
}
