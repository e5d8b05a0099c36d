package org.knime.core.webui.page;

import java.io.InputStream;
import java.util.function.Function;
import java.util.function.Supplier;

/** A page whose files are in a plug-in. */
public class FromFilePage extends Page {
    private final Class<?> m_bundle;
    private final String m_base;

    FromFilePage(Class<?> bundle, String base, String path) {
        super(new BundleResource(bundle, base, path));
        m_bundle = bundle;
        m_base = base;
    }

    public FromFilePage addResourceFile(String path) {
        m_resources.put(path, new BundleResource(m_bundle, m_base, path));
        return this;
    }

    @Override
    public FromFilePage addResource(Supplier<InputStream> content, String path) {
        super.addResource(content, path);
        return this;
    }

    @Override
    public FromFilePage addResourceFromString(Supplier<String> content, String path) {
        super.addResourceFromString(content, path);
        return this;
    }

    @Override
    public FromFilePage addResources(Function<String, InputStream> content, String pathPrefix, boolean isStatic) {
        super.addResources(content, pathPrefix, isStatic);
        return this;
    }
}
