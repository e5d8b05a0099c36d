package org.knime.core.webui.page;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.knime.core.node.FluentNodeAPI;

/** The page that a view or dialog shows, with its further files. */
public class Page implements Resource, FluentNodeAPI {
    protected final Map<String, Resource> m_resources = new LinkedHashMap<>();
    private final Resource m_main;

    Page(Resource main) {
        m_main = main;
    }

    public static RequireFromFileOrString create() {
        return new RequireFromFileOrString() {
            @Override
            public RequireBundle fromFile() {
                return type -> base -> path -> new FromFilePage(type, base, path);
            }

            @Override
            public RequireRelativePath fromString(InputStreamSupplier content, Charset charset) {
                return path -> new Page(new SuppliedResource(path, content, charset));
            }

            @Override
            public RequireRelativePath fromString(StringSupplier content, Charset charset) {
                return fromString(
                    (InputStreamSupplier) () -> new ByteArrayInputStream(content.get().getBytes(charset)), charset);
            }
        };
    }

    public Page addResource(Supplier<InputStream> content, String path) {
        m_resources.put(path, new SuppliedResource(path, content, null));
        return this;
    }

    public Page addResourceFromString(Supplier<String> content, String path) {
        return addResource(() -> new ByteArrayInputStream(content.get().getBytes(StandardCharsets.UTF_8)), path);
    }

    public Page addResources(Function<String, InputStream> content, String pathPrefix, boolean isStatic) {
        m_resources.put(pathPrefix, new SuppliedResource(pathPrefix, () -> content.apply(pathPrefix), null));
        return this;
    }

    public Optional<Resource> getResource(String path) {
        return Optional.ofNullable(m_resources.get(path));
    }

    public boolean isCompletelyStatic() {
        return isStatic() && m_resources.values().stream().allMatch(Resource::isStatic);
    }

    @Override
    public boolean isStatic() {
        return m_main.isStatic();
    }

    @Override
    public String getRelativePath() {
        return m_main.getRelativePath();
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return m_main.getInputStream();
    }

    @Override
    public ContentType getContentType() {
        return m_main.getContentType();
    }

    @Override
    public Optional<Charset> getCharset() {
        return m_main.getCharset();
    }

    /** Gives the page's content. */
    @FunctionalInterface
    public interface InputStreamSupplier extends Supplier<InputStream> {}

    /** Gives the page's content. */
    @FunctionalInterface
    public interface StringSupplier extends Supplier<String> {}

    /** Step: where the page comes from. */
    public interface RequireFromFileOrString {
        RequireBundle fromFile();

        RequireRelativePath fromString(InputStreamSupplier content, Charset charset);

        RequireRelativePath fromString(StringSupplier content, Charset charset);

        default RequireRelativePath fromString(InputStreamSupplier content) {
            return fromString(content, StandardCharsets.UTF_8);
        }

        default RequireRelativePath fromString(StringSupplier content) {
            return fromString(content, StandardCharsets.UTF_8);
        }
    }

    /** Step: the plug-in with the files. */
    public interface RequireBundle {
        RequireBasePath bundleClass(Class<?> type);
    }

    /** Step: the folder of the files. */
    public interface RequireBasePath {
        RequireRelativeFilePath basePath(String path);
    }

    /** Step: the page's file. */
    public interface RequireRelativeFilePath {
        FromFilePage relativeFilePath(String path);
    }

    /** Step: the page's name. */
    public interface RequireRelativePath {
        Page relativePath(String path);
    }
}
